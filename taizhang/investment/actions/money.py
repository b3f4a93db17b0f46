"""Entering money: dated revisions of a project's amount, vouchers of arrivals, and ruling on what of them is 区外资金."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.foundation import clock
from taizhang.foundation.refusals import Refused
from taizhang.investment import access  # noqa: F401  declares the permissions that are required here
from taizhang.investment.actions.earlier_money import restate_earlier
from taizhang.investment.actions.projects import PROGRESS_EVERY, refuse_first, refuse_row
from taizhang.investment.entries import ArrivalEntry, RevisionEntry
from taizhang.investment.models import AmountRevision, FundArrival, Project, RuleBook, RuleSet
from taizhang.journal import bulk
from taizhang.journal.record import Entry, record, record_many
from taizhang.organisation import district
from taizhang.organisation.access import may, require
from taizhang.organisation.models import User

_REVISION_COLUMNS = (
    "id",
    "project_id",
    "unit_id",
    "effective_on",
    "total",
    "outside",
    "basis",
    "initial",
    "void",
)
_ARRIVAL_COLUMNS = (
    "id", "project_id", "unit_id", "voucher_on", "voucher_no", "payer", "payer_place", "kind", "amount", "recognised",
    "voucher_key", "recorded_on",
)  # fmt: skip


def used_voucher(day: date, unit: str) -> str:
    """Why a voucher cannot be used again: when, and by which unit, it was."""
    return _("这张凭证已由%(unit)s于 %(day)s 登记。同一凭证全区只计一次。") % {
        "unit": unit,
        "day": day.isoformat(),
    }


@transaction.atomic
def revise_amount(
    *,
    by: User,
    project: Project,
    effective_on: date,
    total: Decimal,
    outside: Decimal | None = None,
    basis: str,
) -> AmountRevision:
    """Revise a signed project's amount (万元) from a day on; earlier amounts stay. Raises Refused at the field at fault.

    `outside` None leaves the contracted out-of-district part as it was.
    """
    require(by, "investment.revise_amount", project)
    project = Project.objects.select_for_update().get(pk=project.pk)
    entry = RevisionEntry(project.pk, project.unit_id, effective_on, total, outside, basis.strip())
    refuse_first(list(entry.faults(clock.today(), project.signed_on)))
    if not entry.basis:
        raise Refused(_("请写明依据，如补充协议。"), field="basis")
    if AmountRevision.objects.filter(project=project, effective_on=effective_on, void=False).exists():
        sentence = _("这个项目在 %(day)s 已有一个投资额，同一天不能再有一个。")
        raise Refused(sentence % {"day": effective_on.isoformat()}, field="effective_on")
    revision = AmountRevision.objects.create(
        project=project,
        unit_id=project.unit_id,
        effective_on=effective_on,
        total=total,
        outside=outside,
        basis=entry.basis,
    )
    record(
        subject=revision,
        kind="created",
        by=by,
        happened_at=clock.start_of(effective_on),
        detail=_revision_detail(entry),
    )
    return revision


def _revision_detail(entry: RevisionEntry) -> dict[str, Any]:
    return {
        "project": entry.project_id,
        "effective_on": entry.effective_on,
        "total": entry.total,
        "outside": entry.outside,
    }


@transaction.atomic
def import_revisions(
    *,
    records: Sequence[RevisionEntry],
    by: User,
    source: str,
    progress: Callable[[int], None] = lambda done: None,
) -> int:
    """Enter many revisions at once; returns how many. Raises Refused naming the row."""
    require(by, "investment.import_ledger")
    historic, today = may(by, "investment.import_history"), clock.today()
    signed = dict(Project.objects.values_list("pk", "signed_on"))
    taken = set(AmountRevision.objects.filter(void=False).values_list("project_id", "effective_on"))
    for entry in records:
        if not historic:
            require(by, "investment.import_ledger", entry.unit_id)
        for _field, sentence in entry.faults(today, signed.get(entry.project_id)):
            refuse_row(entry.row, sentence)
        if (entry.project_id, entry.effective_on) in taken:
            refuse_row(entry.row, _("这个项目在同一天已有一个投资额。"))
        taken.add((entry.project_id, entry.effective_on))
    first = bulk.next_id(AmountRevision)
    bulk.insert(AmountRevision, _REVISION_COLUMNS, [
        (number, entry.project_id, entry.unit_id, entry.effective_on, entry.total, entry.outside, entry.basis, False, False)
        for number, entry in enumerate(records, start=first)
    ])  # fmt: skip
    kind = "recognised" if historic else "imported"
    record_many(
        (
            Entry(
                AmountRevision.journal_type, number, kind, clock.start_of(entry.effective_on), entry.unit_id,
                {"source": source, "row": entry.row, **_revision_detail(entry)},
            )
            for number, entry in enumerate(records, start=first)
        ),
        by=by,
    )  # fmt: skip
    progress(len(records))
    return len(records)


@transaction.atomic
def record_arrival(*, by: User, entry: ArrivalEntry) -> FundArrival:
    """Enter a voucher of money that came to a signed project; only who recognises may state the 区外资金 in it.

    Raises Refused where the voucher was used before, anywhere in the district, naming when and by which unit.
    """
    project = Project.objects.get(pk=entry.project_id)
    entry = replace(entry, unit_id=project.unit_id)
    require(by, "investment.record_arrival", project)
    if entry.recognised is not None:
        require(by, "investment.recognise", project)
    refuse_first(list(entry.faults(clock.today(), project.signed_on, RuleSet.on(entry.voucher_on))))
    _refuse_used(entry.key)
    pk, today = bulk.next_id(FundArrival), district.business_today()
    bulk.insert(FundArrival, _ARRIVAL_COLUMNS, [_arrival_row(pk, entry, entry.key, today)])
    restate_earlier([project.pk])
    arrival = FundArrival.objects.get(pk=pk)
    record(
        subject=arrival,
        kind="created",
        by=by,
        happened_at=clock.start_of(entry.voucher_on),
        detail=_arrival_detail(entry),
    )
    return arrival


def _arrival_row(pk: int, entry: ArrivalEntry, key: str, today: date) -> tuple[Any, ...]:
    return (
        pk, entry.project_id, entry.unit_id, entry.voucher_on, entry.voucher_no, entry.payer, entry.payer_place,
        str(entry.kind), entry.amount, entry.recognised, key, today,
    )  # fmt: skip


def _arrival_detail(entry: ArrivalEntry) -> dict[str, Any]:
    return {
        "project": entry.project_id,
        "voucher_no": entry.voucher_no,
        "amount": entry.amount,
        "recognised": entry.recognised,
    }


def _refuse_used(key: str, besides: int | None = None) -> None:
    used = FundArrival.objects.filter(voucher_key=key).exclude(pk=besides).select_related("unit").first()
    if used is not None:
        raise Refused(used_voucher(used.recorded_on, str(used.unit)), field="voucher_no")


@transaction.atomic
def change_arrival(*, by: User, arrival: FundArrival, entry: ArrivalEntry) -> FundArrival:
    """Correct a voucher on which nobody has ruled yet; raises Refused where somebody has."""
    arrival = FundArrival.objects.select_for_update().select_related("project").get(pk=arrival.pk)
    require(by, "investment.record_arrival", arrival)
    if arrival.recognised is not None:
        raise Refused(_("这笔资金已经认定，不能再改凭证内容。"))
    entry = replace(entry, project_id=arrival.project_id, unit_id=arrival.unit_id, recognised=None)
    rules = RuleSet.on(entry.voucher_on)
    refuse_first(list(entry.faults(clock.today(), arrival.project.signed_on, rules)))
    _refuse_used(entry.key, besides=arrival.pk)
    fields = ("voucher_on", "voucher_no", "payer", "payer_place", "kind", "amount")
    changed = {
        field: [getattr(arrival, field), getattr(entry, field)]
        for field in fields
        if getattr(arrival, field) != getattr(entry, field)
    }
    if not changed:
        return arrival
    for field in changed:
        setattr(arrival, field, getattr(entry, field))
    arrival.voucher_key = entry.key
    arrival.save()
    restate_earlier([arrival.project_id])
    record(subject=arrival, kind="changed", by=by, detail={"changed": changed})
    return arrival


@transaction.atomic
def recognise_arrival(*, by: User, arrival: FundArrival, recognised: Decimal) -> FundArrival:
    """Rule how much of a voucher, in 万元, is 区外资金; 0 means that none of it is. Raises Refused at the field."""
    arrival = FundArrival.objects.select_for_update().select_related("project").get(pk=arrival.pk)
    require(by, "investment.recognise", arrival)
    entry = ArrivalEntry(
        arrival.project_id, arrival.unit_id, arrival.voucher_on, arrival.voucher_no, arrival.payer, arrival.payer_place,
        arrival.kind, arrival.amount, recognised,
    )  # fmt: skip
    rules = RuleSet.on(arrival.voucher_on)
    refuse_first(list(entry.faults(clock.today(), arrival.project.signed_on, rules)))
    if arrival.recognised == recognised:
        return arrival
    changed = {"recognised": [arrival.recognised, recognised]}
    arrival.recognised = recognised
    arrival.save(update_fields=["recognised"])
    restate_earlier([arrival.project_id])
    record(subject=arrival, kind="changed", by=by, detail={"changed": changed})
    return arrival


@transaction.atomic
def import_arrivals(
    *,
    records: Sequence[ArrivalEntry],
    by: User,
    source: str,
    progress: Callable[[int], None] = lambda done: None,
) -> int:
    """Enter many vouchers at once, with what of them is recognised where the importer may import history; returns how many.

    Raises Refused naming the row.
    """
    require(by, "investment.import_ledger")
    historic, today = may(by, "investment.import_history"), clock.today()
    signed = dict(Project.objects.values_list("pk", "signed_on"))
    taken = set(FundArrival.objects.values_list("voucher_key", flat=True))
    rules = RuleBook()
    keys = []
    for number, entry in enumerate(records):
        if not historic:
            require(by, "investment.import_ledger", entry.unit_id)
            if entry.recognised is not None:
                refuse_row(entry.row, _("认定区外金额由招商核定员填写，请空着。"))
        for _field, sentence in entry.faults(today, signed.get(entry.project_id), rules.on(entry.voucher_on)):
            refuse_row(entry.row, sentence)
        key = entry.key
        if key in taken:
            refuse_row(entry.row, _("这张凭证已经登记过。"))
        taken.add(key)
        keys.append(key)
        if number % PROGRESS_EVERY == 0:
            progress(number)
    first, recorded_on = bulk.next_id(FundArrival), district.business_today()
    bulk.insert(
        FundArrival,
        _ARRIVAL_COLUMNS,
        [
            _arrival_row(number, entry, key, recorded_on)
            for number, (entry, key) in enumerate(zip(records, keys, strict=True), start=first)
        ],
    )
    restate_earlier(entry.project_id for entry in records)
    kind = "recognised" if historic else "imported"
    record_many(
        (
            Entry(
                FundArrival.journal_type, number, kind, clock.start_of(entry.voucher_on), entry.unit_id,
                {"source": source, "row": entry.row, **_arrival_detail(entry)},
            )
            for number, entry in enumerate(records, start=first)
        ),
        by=by,
    )  # fmt: skip
    progress(len(records))
    return len(records)
