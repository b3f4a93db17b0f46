"""The role × action matrix, cell by cell: what `may()` answers, what is shown, and whose rows are read."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from django.db.models import QuerySet

from taizhang.enterprises.models import EnterpriseRequest
from taizhang.investment.models import Project
from taizhang.organisation import matrix
from taizhang.organisation.access import PERMISSIONS, may
from taizhang.organisation.models import Post, Unit, User
from taizhang.organisation.roles import ROLES
from taizhang.reports.models import MonthlyReport
from taizhang.supervision.models import Notice
from taizhang.targets.models import Target
from tests import factories
from tests.enterprises import makers as enterprises
from tests.investment import makers as investment
from tests.permissions.acts import report
from tests.permissions.expected import EXPECTED, HEAD, READERS, mark
from tests.supervision import makers as supervision

import taizhang.urls  # noqa: F401  isort: skip  declares every permission

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Row:
    """A row of a unit, as a permission looks at it; nobody who is asked has claimed, answered or drafted it."""

    unit: Unit
    by_id: int = 0
    answered_by_id: int = 0
    drafted_by_id: int = 0

    @property
    def unit_id(self) -> int:
        return self.unit.pk

    @property
    def claimant_unit(self) -> Unit:
        return self.unit


@pytest.fixture
def home() -> Unit:
    factories.district(stands_on=date(2020, 6, 30))
    return factories.unit("峡窝镇")


@pytest.fixture
def other() -> Unit:
    return factories.unit("中心路街道")


def everybody(home: Unit) -> dict[str, User]:
    """One person for every post, all of them in one unit."""
    return {role: factories.person(role, home) for role in HEAD}


def test_the_table_names_every_post_and_every_permission_of_its_rooms() -> None:
    assert list(ROLES) == HEAD
    rooms = {name.split(".")[0] for name in EXPECTED}
    assert rooms >= {
        "investment",
        "enterprises",
        "targets",
        "supervision",
        "reports",
        "bulletin",
        "proofreading",
    }
    assert sorted(EXPECTED) == sorted(name for name in PERMISSIONS if name.split(".")[0] in rooms)


ROOMS = sorted({name.split(".")[0] for name in EXPECTED})


def written(room: str) -> dict[str, dict[str, str]]:
    """The expected cells of a room."""
    return {name: marks for name, marks in EXPECTED.items() if name.split(".")[0] == room}


@pytest.mark.parametrize("room", ROOMS)
def test_every_post_may_exactly_what_is_written(room: str, home: Unit, other: Unit) -> None:
    people = everybody(home)
    found = {
        name: {
            role: mark(may(user, name, Row(home)), may(user, name, Row(other)))
            for role, user in people.items()
        }
        for name in written(room)
    }
    assert found == written(room)


@pytest.mark.parametrize("room", ROOMS)
def test_a_post_reaches_below_its_unit_and_not_above_it(room: str, home: Unit) -> None:
    """A team and the unit above it are one office: of the claims of either, neither judges."""
    below = factories.unit("示例·峡窝镇招商办", parent=home)
    people, team = everybody(home), everybody(below)
    for name, marks in written(room).items():
        down = {role for role, user in people.items() if may(user, name, Row(below))}
        up = {role for role, user in team.items() if may(user, name, Row(home))}
        assert down == {role for role, each in marks.items() if each in "Ao"}, name
        assert up == {role for role, each in marks.items() if each == "A"}, name


def test_a_post_that_is_over_an_account_that_is_shut_and_a_stranger_may_nothing(
    home: Unit, other: Unit
) -> None:
    former, shut = list(everybody(home).values()), list(everybody(home).values())
    Post.objects.filter(user__in=former).update(until=date(2020, 1, 1))
    for user in shut:
        user.is_active = False
    for name in EXPECTED:
        for user in (*former, *shut, None):
            assert not may(user, name) and not may(user, name, Row(other)), (name, user)


@pytest.mark.parametrize("name", EXPECTED)
def test_the_table_of_permissions_shows_what_is_written(name: str) -> None:
    """The exception of who verifies is said in words beside a mark for the whole district."""
    shown = {
        str(line.title): line
        for section in matrix.sections(room=name.split(".")[0])
        for line in section.lines
    }
    line = shown[str(PERMISSIONS[name].title)]
    marks = {
        matrix.EVERYWHERE: "A", matrix.OWN_UNIT: "o", matrix.NOWHERE: "."
    }  # fmt: skip
    found = dict(zip(HEAD, (marks[each] for each in line.marks), strict=True))
    assert found == {role: each.replace("x", "A") for role, each in EXPECTED[name].items()}
    assert not ("x" in EXPECTED[name].values() and not line.excepting)


def rows_of(room: str, unit: Unit) -> QuerySet[Project]:
    """The unit's rows of a room, one of them made here; of the reports the one that there is, not published."""
    if room == "investment":
        investment.negotiated(factories.person("investment_clerk", unit), unit=unit)
        return Project.objects.filter(unit=unit)
    if room == "enterprises":
        enterprises.request(factories.person("investment_clerk", unit))
        return EnterpriseRequest.objects.filter(unit=unit)
    if room == "targets":
        Target.objects.create(year=2020, unit=unit, indicator=supervision.KEY, title="示例", value=Decimal(1))
        return Target.objects.filter(unit=unit)
    if room == "supervision":
        supervision.notice(unit)
        return Notice.objects.filter(unit=unit)
    report(unit)
    return MonthlyReport.objects.all()


@pytest.mark.parametrize("room", READERS)
def test_every_post_reads_exactly_what_is_written(room: str, home: Unit, other: Unit) -> None:
    people = everybody(home)
    of_home, of_other = rows_of(room, home), rows_of(room, other)
    assert of_home.exists() and of_other.exists()
    found = {
        role: mark(
            type(of_home).visible_to(of_home, user).exists(),  # type: ignore[attr-defined]
            type(of_other).visible_to(of_other, user).exists(),  # type: ignore[attr-defined]
        )
        for role, user in people.items()
    }
    assert found == READERS[room]
