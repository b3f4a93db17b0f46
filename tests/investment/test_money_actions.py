"""Dated amounts and vouchers: who may enter them, and a voucher once in the whole district."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from taizhang.foundation.refusals import NotPermitted, Refused
from taizhang.investment.actions.money import (
    change_arrival,
    import_arrivals,
    import_revisions,
    recognise_arrival,
    record_arrival,
)
from taizhang.investment.entries import RevisionEntry
from taizhang.investment.models import AmountRevision, FundArrival, Project
from taizhang.organisation.models import User
from tests.investment.makers import JUNE_12, JUNE_20, negotiated, paid, revised, signed, voucher, wan


def test_a_clerk_revises_the_own_projects_amount_and_earlier_days_keep_theirs(
    verifier: User, clerk: User, rival: User
) -> None:
    project = signed(verifier, "5", outside=wan("2"))
    row = revised(clerk, project, JUNE_20, "6")
    assert row.history.get().kind == "created"
    on = Project.objects.with_amount
    assert [on(day).get().amount for day in (JUNE_12, date(2020, 6, 19), JUNE_20)] == [
        wan("5"),
        wan("5"),
        wan("6"),
    ]
    assert on(JUNE_20).get().outside == wan("2")
    with pytest.raises(NotPermitted):
        revised(rival, project, JUNE_20, "7")


@pytest.mark.parametrize(
    ("on", "yi", "outside", "field"),
    [
        (date(2020, 6, 11), "6", None, "effective_on"),
        (JUNE_12, "6", None, "effective_on"),
        (date(2150, 1, 1), "6", None, "effective_on"),
        (JUNE_20, "0", None, "total"),
        (JUNE_20, "-1", None, "total"),
        (JUNE_20, "1", "2", "outside"),
    ],
)
def test_a_wrong_revision_is_refused(
    verifier: User, on: date, yi: str, outside: str | None, field: str
) -> None:
    project = signed(verifier)
    with pytest.raises(Refused) as refusal:
        revised(verifier, project, on, yi, outside)
    assert refusal.value.field == field
    assert AmountRevision.objects.changes().count() == 0


def test_an_unsigned_project_has_neither_revisions_nor_vouchers(clerk: User) -> None:
    project = negotiated(clerk)
    with pytest.raises(Refused, match="还没有认定签约"):
        revised(clerk, project, JUNE_20, "6")
    with pytest.raises(Refused, match="还没有认定签约"):
        paid(clerk, project, JUNE_20, "100")


def test_a_voucher_is_used_once_in_the_whole_district(verifier: User, clerk: User, rival: User) -> None:
    mine, theirs = signed(verifier), signed(verifier, unit=rival.unit)
    paid(clerk, mine, JUNE_12, "1000", voucher_no="记-77")
    same = voucher(theirs, JUNE_12, "1000.00", voucher_no=" 记-77", payer="示例·投资公司")
    with pytest.raises(Refused, match=r"已由峡窝镇于 \S+ 登记") as refusal:
        record_arrival(by=rival, entry=same)
    assert refusal.value.field == "voucher_no"
    assert mine.name not in str(refusal.value)
    with pytest.raises(Refused, match="第 3 行"):
        import_arrivals(records=[replace(same, row=3)], by=verifier, source="x")
    for other in (
        {"amount": Decimal(999)},
        {"voucher_on": JUNE_20},
        {"payer": "示例·另一家"},
        {"voucher_no": "记-78"},
    ):
        record_arrival(by=rival, entry=replace(same, **other))
    assert FundArrival.objects.count() == 5


def test_only_the_verifier_rules_on_outside_money(verifier: User, clerk: User, rival: User) -> None:
    project = signed(verifier)
    with pytest.raises(NotPermitted):
        paid(clerk, project, JUNE_12, "1000", "1000")
    row = paid(clerk, project, JUNE_12, "1000")
    assert row.recognised is None
    for stranger in (clerk, rival):
        with pytest.raises(NotPermitted):
            recognise_arrival(by=stranger, arrival=row, recognised=Decimal(1))
    with pytest.raises(Refused, match="大于金额"):
        recognise_arrival(by=verifier, arrival=row, recognised=Decimal(1001))
    recognise_arrival(by=verifier, arrival=row, recognised=Decimal(800))
    assert FundArrival.objects.get().recognised == 800
    with pytest.raises(Refused, match="已经认定"):
        change_arrival(by=clerk, arrival=row, entry=voucher(project, JUNE_12, "900"))


@pytest.mark.parametrize(
    "values",
    [
        {"payer_place": "郑州市上街区"},
        {"payer_place": "区内"},
        {"kind": "local_loan"},
        {"kind": "capital_purchase"},
    ],
)
def test_money_from_inside_and_uncounted_kinds_are_no_outside_money(
    verifier: User, values: dict[str, str]
) -> None:
    project = signed(verifier)
    with pytest.raises(Refused) as refusal:
        paid(verifier, project, JUNE_12, "1000", "1", **values)
    assert refusal.value.field == "recognised"
    assert paid(verifier, project, JUNE_12, "1000", "0", **values).recognised == 0


def test_a_voucher_nobody_has_ruled_on_is_corrected_with_old_and_new_in_the_journal(
    verifier: User, clerk: User
) -> None:
    project = signed(verifier)
    row = paid(clerk, project, JUNE_12, "1000", voucher_no="记-1")
    paid(clerk, project, JUNE_12, "500", voucher_no="记-2")
    with pytest.raises(Refused, match="同一凭证全区只计一次"):
        change_arrival(by=clerk, arrival=row, entry=voucher(project, JUNE_12, "500", voucher_no="记-2"))
    change_arrival(by=clerk, arrival=row, entry=voucher(project, JUNE_12, "1200", voucher_no="记-1"))
    row.refresh_from_db()
    assert row.amount == 1200
    assert set(row.history.last().detail["changed"]) == {"amount"}


def test_many_at_once_are_all_in_or_none(verifier: User, clerk: User) -> None:
    project = signed(verifier)
    good = RevisionEntry(project.pk, project.unit_id, JUNE_20, wan("6"), None, "补充协议", 2)
    with pytest.raises(Refused, match="第 3 行"):
        import_revisions(records=[good, replace(good, row=3)], by=verifier, source="x")
    assert not AmountRevision.objects.changes()
    assert import_revisions(records=[good], by=clerk, source="x") == 1
    assert AmountRevision.objects.changes().get().history.get().kind == "imported"
    with pytest.raises(Refused, match="第 5 行：认定区外金额"):
        import_arrivals(records=[replace(voucher(project, JUNE_12, "10", "10"), row=5)], by=clerk, source="x")
