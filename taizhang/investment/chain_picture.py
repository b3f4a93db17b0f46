"""The picture of the industry chains: what stands on each node, what comes, what is missing, and who is after whom."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from taizhang.enterprises.models import Chain, ChainNode, Enterprise, TargetFirm
from taizhang.enterprises.states import Segment
from taizhang.foundation.quantities import normalise_name
from taizhang.investment.states import BATCHES
from taizhang.web import display

NOT_FILLED = "—"  # what stands in an address for a project that names no chain, or no node
TALKS, SIGNED, LIVE = "talks", "signed", "live"
STANDINGS: dict[str, list[str]] = {
    LIVE: [str(batch) for batch in BATCHES],
    TALKS: [str(BATCHES[0])],
    SIGNED: [str(batch) for batch in BATCHES[1:]],
}
STANDING_CHOICES = (
    (LIVE, _("在谈和已签约")),
    (TALKS, _("在谈")),
    (SIGNED, _("已签约及以后")),
)


@dataclass(frozen=True)
class Group:
    """Projects that share chain, node, link kind and state: how many, and their 万元 of the day."""

    chain: str
    node: str
    link_kind: str
    state: str
    count: int
    total: Decimal


@dataclass(frozen=True)
class Tally:
    """A number of projects with their 亿元, and the list that shows exactly them."""

    title: Any
    count: int
    amount: str
    url: str


@dataclass(frozen=True)
class NodeCard:
    """A node as it is drawn."""

    node: ChainNode
    firms: tuple[Enterprise, ...]
    talks: Tally
    signed: Tally
    targets: tuple[TargetFirm, ...]
    projects: tuple[Any, ...] = ()
    more: int = 0


@dataclass(frozen=True)
class Column:
    """The nodes of one segment, upstream, midstream or downstream."""

    segment: str
    title: Any
    cards: tuple[NodeCard, ...]


@dataclass(frozen=True)
class Picture:
    """A chain as it is drawn: its columns, its sums, its projects by link kind, and the projects of no node."""

    chain: Chain
    columns: tuple[Column, ...]
    talks: Tally
    signed: Tally
    kinds: tuple[Tally, ...]
    strays: tuple[Tally, ...]
    gaps: int
    firms: int = 0
    targets: int = 0


@dataclass
class _Sum:
    count: int = 0
    total: Decimal = field(default_factory=Decimal)

    def take(self, group: Group) -> None:
        self.count += group.count
        self.total += group.total


def list_of(**query: str) -> str:
    """The address of the project list under these filters."""
    return f"{reverse('investment:projects')}?{urlencode(query)}"


def _tally(title: Any, groups: Iterable[Group], **query: str) -> Tally:
    found = _Sum()
    for group in groups:
        found.take(group)
    return Tally(title, found.count, display.yi(found.total), list_of(**query))


def _standing(groups: Iterable[Group], standing: str) -> list[Group]:
    return [group for group in groups if group.state in STANDINGS[standing]]


def _two(groups: list[Group], **query: str) -> dict[str, Tally]:
    """The talks and the signed ones."""
    return {
        TALKS: _tally(_("在谈"), _standing(groups, TALKS), standing=TALKS, **query),
        SIGNED: _tally(_("已签约"), _standing(groups, SIGNED), standing=SIGNED, **query),
    }


def draw(
    chain: Chain,
    groups: Iterable[Group],
    targets: Mapping[int, list[TargetFirm]],
    kinds: Iterable[tuple[str, Any]],
    projects: Mapping[str, list[Any]] | None = None,
    most: int = 5,
) -> Picture:
    """The picture of one chain; its nodes with their firms are prefetched.

    `groups` are projects of any chain, matched by name; `targets` go by node id; `projects` by the normalised name of
    their node, of which each card names the first `most`.
    """
    own = [group for group in groups if group.chain == chain.name]
    by_node: dict[str, list[Group]] = defaultdict(list)
    for group in own:
        by_node[normalise_name(group.node)].append(group)
    nodes = list(chain.nodes.all())
    known = {node.name_key for node in nodes}
    cards: dict[str, list[NodeCard]] = defaultdict(list)
    for node in nodes:
        here = by_node.get(node.name_key, [])
        named = (projects or {}).get(node.name_key, [])
        cards[node.segment].append(
            NodeCard(
                node,
                tuple(standing.enterprise for standing in node.firms.all()),
                **_two(here, chain=chain.name, node=node.name),
                targets=tuple(targets.get(node.pk, ())),
                projects=tuple(named[:most]),
                more=max(0, len(named) - most),
            )
        )
    strays = tuple(
        _tally(
            here[0].node or _("未填环节"),
            here,
            chain=chain.name,
            node=here[0].node or NOT_FILLED,
            standing=LIVE,
        )
        for key, here in sorted(by_node.items())
        if key not in known
    )
    by_kind = tuple(
        _tally(
            title,
            [group for group in own if group.link_kind == code],
            chain=chain.name,
            link_kind=code,
            standing=LIVE,
        )
        for code, title in kinds
    )
    every = [card for column in cards.values() for card in column]
    return Picture(
        chain,
        tuple(Column(code, title, tuple(cards.get(code, ()))) for code, title in Segment.choices),
        **_two(own, chain=chain.name),
        kinds=by_kind,
        strays=strays,
        gaps=sum(1 for node in nodes if node.gap),
        firms=len({firm.pk for card in every for firm in card.firms}),
        targets=sum(len(card.targets) for card in every),
    )


def of_no_chain(groups: Iterable[Group], chains: Iterable[Chain]) -> tuple[Tally, ...]:
    """Projects whose chain is none of the district's, by what they say."""
    names, strays = {chain.name for chain in chains}, defaultdict(list)
    for group in groups:
        if group.chain not in names:
            strays[group.chain].append(group)
    return tuple(
        _tally(text or _("未填产业链"), here, chain=text or NOT_FILLED, standing=LIVE)
        for text, here in sorted(strays.items())
    )
