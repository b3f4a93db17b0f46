"""Sites: registered, changed, retired; and which of them count as one."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.construction import row_rules
from taizhang.construction.actions.days import moment_of, refuse_first
from taizhang.construction.models import ChecklistItem, Inspection, Problem, Site, StopWorkOrder
from taizhang.construction.states import RiskLevel
from taizhang.foundation import clock
from taizhang.foundation.quantities import normalise_name
from taizhang.foundation.refusals import Conflict, Refused
from taizhang.journal.record import record
from taizhang.journal.timeline import differences
from taizhang.organisation.access import require
from taizhang.organisation.models import Unit, User

LONGEST_PARCEL = 40


def register_site(
    *,
    by: User,
    name: str,
    kind: str,
    unit: Unit,
    parcel: str = "",
    builder: str = "",
    contractor: str = "",
    supervisor: str = "",
    permit: str = "",
    risk: str = RiskLevel.MEDIUM,
    lon: Decimal | None = None,
    lat: Decimal | None = None,
    idle_since: date | None = None,
    registered_on: date | None = None,
) -> Site:
    """Put a site on the register. `lon` and `lat` are WGS-84 degrees; without `registered_on` it counts from the start.

    Raises NotPermitted (a town's clerk registers in the own town only) and Refused: the name is taken, a fault.
    """
    require(by, "construction.register_site", unit.pk)
    values = _checked(
        None, name=name, kind=kind, unit=unit, parcel=parcel, builder=builder, contractor=contractor,
        supervisor=supervisor, permit=permit, risk=risk, lon=lon, lat=lat, idle_since=idle_since,
        registered_on=registered_on,
    )  # fmt: skip
    with transaction.atomic():
        _refuse_taken(values["name_key"], None)
        site = Site.objects.create(**values)
        _count_parcel_once(site.parcel, site)
        happened_at = moment_of(registered_on) if registered_on else None
        detail = {"name": site.name, "parcel": site.parcel}
        record(subject=site, kind="created", by=by, happened_at=happened_at, detail=detail)
    return site


def change_site(*, by: User, site: Site, **values: Any) -> Site:
    """Correct a site's facts (the parameters of register_site). A new unit takes the site's rows with it.

    Raises NotPermitted for another town's site and for a move to another town, and Refused as register_site does.
    """
    require(by, "construction.change_site", site)
    with transaction.atomic():
        held = Site.objects.select_for_update().get(pk=site.pk)
        unit = values.get("unit") or held.unit
        require(by, "construction.change_site", unit.pk)
        checked = _checked(held, **{**_facts(held), **values})
        _refuse_taken(checked["name_key"], held.pk)
        changed = differences(held, checked)
        if not changed:
            return held
        earlier_parcel, moved = held.parcel, "unit" in changed
        for field, value in checked.items():
            setattr(held, field, value)
        held.save(update_fields=[*changed])
        if earlier_parcel != held.parcel:
            _regroup(earlier_parcel, held)
        if moved:
            for model in (Inspection, Problem, StopWorkOrder):
                model.objects.filter(site=held).update(unit=held.unit)
            changed["unit"] = [str(unit) for unit in changed["unit"]]
        changed.pop("name_key", None)
        record(subject=held, kind="changed", by=by, detail={"changed": changed})
    return held


def retire_site(*, by: User, site: Site, retired_on: date, reason: str) -> Site:
    """Take a site off the register from a day on; its rows stay.

    Refused while a problem is open or an order in force, since nobody would press them any more.
    """
    require(by, "construction.retire_site", site)
    if not reason.strip():
        raise Refused(_("请写明退出的原因，如：已竣工验收。"), field="reason")
    if retired_on > clock.today():
        raise Refused(_("退出日期 %s 晚于今天。请核对日期。") % retired_on, field="retired_on")
    with transaction.atomic():
        held = Site.objects.select_for_update().get(pk=site.pk)
        if held.retired_on is not None:
            raise Conflict(_("点位已于 %s 退出。") % held.retired_on)
        if held.problems.open_now().exists():
            raise Refused(_("还有没销号的问题，不能退出。请先复核销号或作废。"))
        if held.orders.filter(served_on__isnull=False, lifted_on__isnull=True).exists():
            raise Refused(_("停工令还没有解除，不能退出。"))
        last = held.inspections.order_by("-day").values_list("day", flat=True).first()
        if last is not None and last > retired_on:
            raise Refused(_("%s 还检查过这个点位，退出日期不能更早。") % last, field="retired_on")
        held.retired_on = retired_on
        held.save(update_fields=["retired_on"])
        record(
            subject=held, kind="changed", by=by, happened_at=moment_of(retired_on),
            detail={"changed": {"retired_on": [None, retired_on]}, "reason": reason},
        )  # fmt: skip
    return held


def change_checklist_item(
    *, by: User, item: ChecklistItem, text: str, clause: str = "", active: bool = True
) -> ChecklistItem:
    """Edit what an item asks for; its code and focus area stay, since rows refer to them."""
    require(by, "construction.change_checklist")
    if not text.strip():
        raise Refused(_("检查内容没有填。"), field="text")
    with transaction.atomic():
        held = ChecklistItem.objects.select_for_update().get(pk=item.pk)
        values = {"text": text.strip(), "clause": clause.strip(), "active": active}
        if changed := differences(held, values):
            for field, value in values.items():
                setattr(held, field, value)
            held.save(update_fields=[*changed])
            record(subject=held, kind="changed", by=by, unit=by.unit, detail={"changed": changed})
    return held


def _facts(site: Site) -> dict[str, Any]:
    """What change_site may change, as it stands."""
    fields = (
        "name", "kind", "unit", "parcel", "builder", "contractor", "supervisor", "permit", "risk", "lon", "lat",
        "idle_since", "registered_on",
    )  # fmt: skip
    return {field: getattr(site, field) for field in fields}


def _checked(held: Site | None, **values: Any) -> dict[str, Any]:
    """The values as they are stored; raises Refused at the field at fault."""
    texts = ("name", "builder", "contractor", "supervisor", "permit")
    values |= {field: values[field].strip() for field in texts}
    values["parcel"] = normalise_name(values["parcel"])
    if len(values["parcel"]) > LONGEST_PARCEL:
        raise Refused(_("宗地编码最多 %s 位。") % LONGEST_PARCEL, field="parcel")
    refuse_first(
        row_rules.site_faults(
            name=values["name"], lon=values["lon"], lat=values["lat"], registered_on=values["registered_on"],
            idle_since=values["idle_since"], today=clock.today(),
        )
    )  # fmt: skip
    values["name_key"] = normalise_name(values["name"])
    return values


def _refuse_taken(name_key: str, own: int | None) -> None:
    taken = (
        Site.objects.filter(name_key=name_key).exclude(pk=own).values_list("name", "unit__short_name").first()
    )
    if taken:
        raise Refused(
            _("已有同名点位“%(name)s”（%(unit)s）。请换一个能区分的名称，或到那个点位上登记。")
            % {"name": taken[0], "unit": taken[1]},
            field="name",
        )


def _count_parcel_once(parcel: str, site: Site) -> None:
    """Let the site count as the first of its parcel, as itself where it has no parcel code or is the first."""
    first = Site.objects.filter(parcel=parcel).order_by("pk").first() if parcel else None
    site.counted_as = first if first is not None and first.pk < site.pk else site
    site.save(update_fields=["counted_as"])


def _regroup(earlier_parcel: str, site: Site) -> None:
    """After a change of parcel code: the first of each parcel concerned is what its sites count as."""
    for parcel in {earlier_parcel, site.parcel} - {""}:
        group = Site.objects.filter(parcel=parcel).order_by("pk")
        group.update(counted_as=group.first())
    if not site.parcel:
        site.counted_as = site
        site.save(update_fields=["counted_as"])
    else:
        site.refresh_from_db(fields=["counted_as"])
