"""The bulletin's own figures, and how they come into the catalogue."""

from datetime import date

import pytest

from taizhang.bulletin import actions
from taizhang.bulletin.indicators import INDICATORS
from taizhang.catalogue import CATALOGUE
from taizhang.figures.indicator import Scope
from tests.bulletin.conftest import TODAY, Office

SUBMITTED, USED, CREDIT = INDICATORS


def test_the_catalogue_knows_them_once_the_site_has_started() -> None:
    assert {indicator.key for indicator in INDICATORS} <= set(CATALOGUE.indicators)


def test_a_key_cannot_come_into_the_catalogue_twice() -> None:
    with pytest.raises(ValueError, match=r"bulletin\.items_used"):
        CATALOGUE.extend([USED])


def test_items_submitted_count_by_the_day_of_their_submission(office: Office) -> None:
    office.item()
    item = office.received()
    scope = Scope.of(TODAY)
    assert SUBMITTED.value(scope) == 1 == len(SUBMITTED.listed(scope))
    assert SUBMITTED.value(Scope.of(date(2020, 6, 18))) == 0
    assert SUBMITTED.value(Scope.of(TODAY, unit=office.bureau)) == 1
    assert SUBMITTED.value(Scope.of(TODAY, unit=office.other)) == 0
    actions.return_item(item=item, reason="补充", by=office.editor)
    assert SUBMITTED.value(scope) == 1


def test_items_used_count_when_their_issue_is_signed(office: Office) -> None:
    issue = office.reviewed(office.received())
    assert USED.value(Scope.of(TODAY)) == 0
    actions.sign_issue(issue=issue, by=office.issuer)
    assert USED.value(Scope.of(TODAY)) == 1 == len(USED.listed(Scope.of(TODAY)))
    assert [(name, value) for _pk, name, value in USED.by_unit(Scope.of(TODAY))] == [("住建局", 1)]
    assert USED.by_month(Scope.of(TODAY)) == [(date(2020, 6, 1), 1)]
