"""The industry chains as a picture for a meeting: all of them, and one of them large."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Count, Prefetch, QuerySet, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from taizhang.enterprises.models import Chain, ChainFirm, ChainNode, TargetFirm
from taizhang.enterprises.states import TargetFirmState
from taizhang.foundation.quantities import normalise_name
from taizhang.investment import chain_picture
from taizhang.investment.models import LinkKind, Project
from taizhang.organisation import district
from taizhang.organisation.models import User
from taizhang.organisation.requests import SignedInRequest
from taizhang.web import display
from taizhang.workbooks.registers import tabs_of

# A chain's largest projects are read to name a few on each node; the lists behind the numbers hold them all.
PROJECTS_READ = 400
REFERRALS_SHOWN = 30


def _chains(user: User) -> QuerySet[Chain]:
    firms = Prefetch("firms", ChainFirm.objects.select_related("enterprise"))
    return (
        Chain.objects.visible_to(user)
        .select_related("unit")
        .prefetch_related(Prefetch("nodes", ChainNode.objects.prefetch_related(firms)))
    )


def _live(user: User) -> Any:
    return Project.objects.visible_to(user).filter(state__in=chain_picture.STANDINGS[chain_picture.LIVE])


def _groups(user: User) -> list[chain_picture.Group]:
    """The projects that the person may read, put together by the database, at their amounts of today."""
    rows = (
        _live(user)
        .with_amount(district.business_today())
        .order_by()
        .values_list("chain", "node", "link_kind", "state")
        .annotate(count=Count("pk"), total=Sum("amount"))
    )
    return [
        chain_picture.Group(chain, node, link_kind, state, count, total or Decimal(0))
        for chain, node, link_kind, state, count, total in rows
    ]


def _targets(user: User) -> dict[int, list[TargetFirm]]:
    """Firms that are still sought, by node."""
    found: dict[int, list[TargetFirm]] = defaultdict(list)
    sought = (str(TargetFirmState.SEEKING), str(TargetFirmState.CONTACTED))
    for target in (
        TargetFirm.objects.visible_to(user).filter(state__in=sought).select_related("unit").order_by("pk")
    ):
        found[target.node_id].append(target)
    return found


def _referrals(user: User, chain: Chain | None = None) -> list[dict[str, Any]]:
    """Who referred whom, the largest first: the enterprise, the project that came through it, its 亿元."""
    rows = _live(user).with_amount(district.business_today()).filter(referred_by__isnull=False)
    if chain is not None:
        rows = rows.filter(chain=chain.name)
    return [
        {"project": project, "enterprise": project.referred_by, "amount": display.yi(project.amount)}
        for project in rows.select_related("referred_by", "unit").order_by("-amount", "pk")[:REFERRALS_SHOWN]
    ]


def _context(user: User, chains: Iterable[Chain]) -> dict[str, Any]:
    return {
        "tabs": tabs_of("investment"),
        "day": district.business_today(),
        "whole": user.sees_all_of("investment"),
        "may_see_all_targets": user.sees_all_of("enterprises"),
    }


@require_GET
def overview(request: SignedInRequest) -> HttpResponse:
    """Every chain as a band; a fixed number of queries however many projects there are."""
    chains, groups, targets = list(_chains(request.user)), _groups(request.user), _targets(request.user)
    context = {
        **_context(request.user, chains),
        "pictures": [chain_picture.draw(chain, groups, targets, LinkKind.choices) for chain in chains],
        "strays": chain_picture.of_no_chain(groups, chains),
        "referrals": _referrals(request.user),
    }
    return render(request, "investment/chains.html", context)


@require_GET
def picture(request: SignedInRequest, pk: int) -> HttpResponse:
    """One chain, large enough to be read across a table."""
    chain = get_object_or_404(_chains(request.user), pk=pk)
    named: dict[str, list[Any]] = defaultdict(list)
    own = _live(request.user).with_amount(district.business_today()).filter(chain=chain.name)
    for project in own.order_by("-amount", "pk")[:PROJECTS_READ]:
        named[normalise_name(project.node)].append(
            {"project": project, "amount": display.yi(project.amount), "state": project.get_state_display()}
        )
    context = {
        **_context(request.user, [chain]),
        "picture": chain_picture.draw(
            chain, _groups(request.user), _targets(request.user), LinkKind.choices, named
        ),
        "others": Chain.objects.visible_to(request.user),
        "referrals": _referrals(request.user, chain),
    }
    return render(request, "investment/chain.html", context)
