"""What earlier issues said to have come to so far is kept, and handed to the check of later texts."""

from datetime import date
from decimal import Decimal

from taizhang.archive import actions
from taizhang.archive.models import EarlierPassage
from taizhang.proofreading import earlier
from tests.archive.layouts import PLAIN, WRAPPED
from tests.bulletin.conftest import Office

BODY = "今年以来，全区累计排查工地75家。近日，检查食堂12家。计划全年新增停车位300个。"


def test_a_signed_issue_leaves_its_cumulative_claims(office: Office) -> None:
    office.signed(office.received("示例·工地", BODY))
    row = EarlierPassage.objects.get()
    assert (row.value, row.unit, row.issue.number) == (Decimal(75), "家", 1)
    [claim] = earlier.before(date(2020, 7, 1))
    assert (claim.value, claim.unit, claim.where) == (Decimal(75), "家", "2020年第1期")
    assert claim.subject and claim.as_of == date(2020, 6, 19)


def test_only_earlier_ones_of_the_same_year_count(office: Office) -> None:
    office.signed(office.received("示例·工地", BODY))
    assert not earlier.before(date(2020, 6, 19)) and not earlier.before(date(2021, 1, 5))


def test_old_issues_count_too(office: Office, archivist) -> None:
    intake = actions.take_in(data=WRAPPED.encode(), name="46.txt", by=archivist)
    actions.enter_issue(intake=intake, by=archivist)
    values = {claim.value for claim in earlier.before(date(2017, 12, 1))}
    assert Decimal(8600) in values and all(
        claim.where == "2017年第46期" for claim in earlier.before(date(2017, 12, 1))
    )
    actions.enter_issue(
        intake=actions.take_in(data=PLAIN.encode(), name="12.txt", by=archivist), by=archivist
    )
    before = EarlierPassage.objects.count()
    actions.reindex()
    assert EarlierPassage.objects.count() == before
