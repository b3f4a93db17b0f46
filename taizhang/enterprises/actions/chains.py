"""Editing the industry chains: the chains, their nodes with the firms on them, and the firms that are sought."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.enterprises import access  # noqa: F401  declares the permissions that are required here
from taizhang.enterprises.actions.days import moment_of, not_later_than_today, written
from taizhang.enterprises.models import Chain, ChainFirm, ChainNode, Enterprise, TargetFirm
from taizhang.foundation.quantities import normalise_name
from taizhang.foundation.refusals import Refused
from taizhang.journal.moves import move
from taizhang.journal.record import record
from taizhang.organisation.access import require
from taizhang.organisation.models import Unit, User


@transaction.atomic
def add_chain(*, by: User, name: str, unit: Unit | None = None, position: int = 0, note: str = "") -> Chain:
    """A new chain; projects belong to it by its name."""
    require(by, "enterprises.edit_chain", unit.pk if unit else -1)
    values = _chain_values(name, unit, position, note)
    _refuse_taken_chain(values["name_key"])
    chain = Chain(**values)
    chain.save(force_insert=True)
    record(subject=chain, kind="created", by=by, unit=unit, detail={"name": chain.name})
    return chain


@transaction.atomic
def change_chain(
    *, by: User, chain: Chain, name: str, unit: Unit | None = None, position: int = 0, note: str = ""
) -> Chain:
    """Set what is known of a chain. A new name leaves projects that name the old one unmatched until they are changed."""
    held = Chain.objects.select_for_update().get(pk=chain.pk)
    require(by, "enterprises.edit_chain", _leader_of(held))
    values = _chain_values(name, unit, position, note)
    _refuse_taken_chain(values["name_key"], held.pk)
    return _change(by, held, values)


@transaction.atomic
def add_node(
    *,
    by: User,
    chain: Chain,
    name: str,
    segment: str,
    position: int | None = None,
    gap: str = "",
    firms: Sequence[Enterprise] = (),
) -> ChainNode:
    """A new node; without a position it comes last."""
    require(by, "enterprises.edit_chain", _leader_of(chain))
    if position is None:
        last = chain.nodes.order_by("-position").values_list("position", flat=True).first()
        position = 10 if last is None else last + 10
    values = _node_values(name, segment, position, gap)
    _refuse_taken_node(chain, values["name_key"])
    node = ChainNode(chain=chain, **values)
    node.save(force_insert=True)
    ChainFirm.objects.bulk_create([ChainFirm(node=node, enterprise=firm) for firm in firms])
    record(
        subject=node, kind="created", by=by, detail={"chain": chain.name, "name": node.name, "firms": _names(firms)}
    )  # fmt: skip
    return node


@transaction.atomic
def change_node(
    *,
    by: User,
    node: ChainNode,
    name: str,
    segment: str,
    position: int | None = None,
    gap: str = "",
    firms: Sequence[Enterprise] = (),
) -> ChainNode:
    """Set what is known of a node, and exactly which enterprises stand on it."""
    held = ChainNode.objects.select_for_update(of=("self",)).select_related("chain").get(pk=node.pk)
    require(by, "enterprises.edit_chain", _leader_of(held.chain))
    values = _node_values(name, segment, held.position if position is None else position, gap)
    _refuse_taken_node(held.chain, values["name_key"], held.pk)
    before = list(Enterprise.objects.filter(standings__node=held).order_by("standings__pk"))
    extra: dict[str, list[Any]] = {}
    if {firm.pk for firm in before} != {firm.pk for firm in firms}:
        extra["firms"] = [_names(before), _names(firms)]
        ChainFirm.objects.filter(node=held).exclude(enterprise__in=firms).delete()
        ChainFirm.objects.bulk_create(
            [ChainFirm(node=held, enterprise=firm) for firm in firms if firm not in before]
        )
    return _change(by, held, values, extra)


@transaction.atomic
def remove_node(*, by: User, node: ChainNode) -> None:
    """Take an empty node off its chain; the chain's journal keeps its name. Raises Refused while firms stand on it."""
    held = ChainNode.objects.select_for_update(of=("self",)).select_related("chain").get(pk=node.pk)
    require(by, "enterprises.edit_chain", _leader_of(held.chain))
    if held.firms.exists() or held.targets.exists():
        raise Refused(_("“%s”上还有企业或目标企业，请先移到别的环节。") % held.name)
    record(subject=held, kind="removed", by=by, detail={"name": held.name})
    record(
        subject=held.chain, kind="node_removed", by=by, detail={"changed": {"node_removed": [held.name, ""]}}
    )
    held.delete()


@transaction.atomic
def add_target(
    *, by: User, node: ChainNode, name: str, why: str, unit: Unit, place: str = "", day: date | None = None
) -> TargetFirm:
    """A firm to bring to a node, and the unit that is after it. Raises Refused where the node has it already."""
    require(by, "enterprises.pursue_firm", unit.pk)
    values = _target_values(name, why, place)
    _refuse_taken_target(node, values["name_key"])
    target = TargetFirm(node=node, unit=unit, **values)
    target.save(force_insert=True)
    happened_at = moment_of(day) if day else None
    record(subject=target, kind="created", by=by, happened_at=happened_at, detail={"name": target.name})
    return target


@transaction.atomic
def change_target(
    *, by: User, target: TargetFirm, node: ChainNode, name: str, why: str, unit: Unit, place: str = ""
) -> TargetFirm:
    """Set what is known of a target firm; handing it to another unit takes the right to both."""
    held = TargetFirm.objects.select_for_update().get(pk=target.pk)
    require(by, "enterprises.pursue_firm", held)
    if unit.pk != held.unit_id:
        require(by, "enterprises.pursue_firm", unit.pk)
    values = _target_values(name, why, place)
    _refuse_taken_target(node, values["name_key"], held.pk)
    return _change(by, held, {**values, "node": node, "unit": unit})


def contact_target(*, by: User, target: TargetFirm, day: date) -> TargetFirm:
    """The unit has spoken with the firm."""
    return _step(by, target, "contact", day, contacted_on=day)


def sign_target(*, by: User, target: TargetFirm, day: date) -> TargetFirm:
    """The firm has signed; its project is entered in the investment ledger."""
    if target.contacted_on is not None and day < target.contacted_on:
        raise Refused(_("签约日期早于对接日期 %s。") % target.contacted_on, field="day")
    return _step(by, target, "sign", day, signed_on=day)


def give_up_target(*, by: User, target: TargetFirm, reason: str) -> TargetFirm:
    """Nobody is after the firm any more."""
    require(by, "enterprises.pursue_firm", target)
    return move(target, "give_up", by=by, reason=reason.strip())


def resume_target(*, by: User, target: TargetFirm, reason: str) -> TargetFirm:
    """After the firm once more."""
    require(by, "enterprises.pursue_firm", target)
    return move(target, "resume", by=by, reason=reason.strip(), changes={"contacted_on": None})


def undo_sign_target(*, by: User, target: TargetFirm, reason: str) -> TargetFirm:
    """The signing was noted in error."""
    require(by, "enterprises.pursue_firm", target)
    return move(target, "undo_sign", by=by, reason=reason.strip(), changes={"signed_on": None})


def _step(by: User, target: TargetFirm, name: str, day: date, **changes: Any) -> TargetFirm:
    require(by, "enterprises.pursue_firm", target)
    not_later_than_today(day, "day")
    return move(target, name, by=by, happened_at=moment_of(day), changes=changes)


def _leader_of(chain: Chain) -> int:
    """The unit whose clerk may edit the chain; no unit has the id -1."""
    return chain.unit_id if chain.unit_id is not None else -1


def _names(firms: Sequence[Enterprise]) -> str:
    return "、".join(firm.name for firm in firms)


def _chain_values(name: str, unit: Unit | None, position: int, note: str) -> dict[str, Any]:
    name = written(name, "name", _("产业链名称"), 40)
    return {
        "name": name, "name_key": normalise_name(name), "unit": unit, "position": position, "note": note.strip()[:300],
    }  # fmt: skip


def _node_values(name: str, segment: str, position: int, gap: str) -> dict[str, Any]:
    name = written(name, "name", _("环节名称"), 40)
    if len(gap.strip()) > 200:
        raise Refused(_("缺口说明最多 200 字。"), field="gap")
    return {
        "name": name, "name_key": normalise_name(name), "segment": segment, "position": position, "gap": gap.strip(),
    }  # fmt: skip


def _target_values(name: str, why: str, place: str) -> dict[str, Any]:
    name = written(name, "name", _("企业名称"), 120)
    return {
        "name": name,
        "name_key": normalise_name(name),
        "why": written(why, "why", _("招引理由"), 300),
        "place": place.strip()[:60],
    }


def _change(by: User, held: Any, values: dict[str, Any], extra: dict[str, list[Any]] | None = None) -> Any:
    """Save the values of a locked row, and record those that differ."""
    changed: dict[str, list[Any]] = {
        field: [str(getattr(held, field) or ""), str(value or "")]
        for field, value in values.items()
        if getattr(held, field) != value and field != "name_key"
    }
    for field, value in values.items():
        setattr(held, field, value)
    held.save()
    if changed := {**changed, **(extra or {})}:
        record(subject=held, kind="changed", by=by, detail={"changed": changed})
    return held


def _refuse_taken_chain(key: str, own: int | None = None) -> None:
    if Chain.objects.filter(name_key=key).exclude(pk=own).exists():
        raise Refused(_("已有同名的产业链。"), field="name")


def _refuse_taken_node(chain: Chain, key: str, own: int | None = None) -> None:
    if chain.nodes.filter(name_key=key).exclude(pk=own).exists():
        raise Refused(_("“%s”已有同名的环节。") % chain.name, field="name")


def _refuse_taken_target(node: ChainNode, key: str, own: int | None = None) -> None:
    taken = node.targets.filter(name_key=key).exclude(pk=own).select_related("unit").first()
    if taken is not None:
        raise Refused(_("这个环节已有这家目标企业，由%s在招引。") % taken.unit, field="name")
