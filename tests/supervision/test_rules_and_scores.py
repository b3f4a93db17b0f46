"""The year's rules in versions: thresholds with both ends yellow, the two formulas, and what a ranking makes of them."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from taizhang.figures import cautions
from taizhang.foundation.refusals import NotPermitted, Refused
from taizhang.organisation.models import Unit
from taizhang.supervision import board, scores
from taizhang.supervision.models import SupervisionRules
from taizhang.supervision.year_rules import YearRules
from taizhang.targets import progress
from taizhang.targets.models import Exemption
from taizhang.targets.states import Light
from tests import factories
from tests.supervision.makers import DAY, KEY, problems, rules, target

pytestmark = pytest.mark.django_db


@pytest.fixture
def towns() -> tuple[Unit, Unit, Unit]:
    """Ten problems in the first town, four in the second, two in the third."""
    factories.district(stands_on=DAY)
    first, second, third = (factories.unit(name) for name in ("峡窝镇", "新安镇", "中心镇"))
    for unit, many in ((first, 10), (second, 4), (third, 2)):
        problems(unit, many)
    return first, second, third


def client_of(role: str, unit: Unit | None = None) -> Client:
    client = Client()
    client.force_login(factories.person(role, unit))
    return client


@pytest.mark.parametrize(
    ("points_behind", "light"),
    [
        ("0", Light.GREEN),
        ("9.999", Light.GREEN_LAGGING),
        ("10", Light.YELLOW),
        ("30", Light.YELLOW),
        ("30.001", Light.RED),
    ],
)
def test_both_ends_of_the_yellow_stretch_are_yellow(points_behind: str, light: Light) -> None:
    done = Fraction(1, 2) - Fraction(points_behind) / 100
    assert progress.light(done, 6, rules=YearRules().lights) == light


def test_the_board_takes_the_rules_of_the_year_as_of_the_day(towns: tuple[Unit, ...]) -> None:
    first, second, _third = towns
    target(first, 25)  # 40% in the middle of the year: exactly 10 points behind
    target(second, 20)  # 20%: exactly 30 points behind
    lights = lambda day: [line.light for line in board.sections(2020, day)[0].units[:2]]  # noqa: E731
    assert lights(DAY) == [Light.YELLOW, Light.YELLOW]
    supervisor = factories.person("supervisor")
    rules(supervisor)
    rules(supervisor, since=DAY, yellow_from=Decimal("10.5"), red_above=Decimal("29.5"))
    assert lights(DAY) == [Light.GREEN_LAGGING, Light.RED]
    assert SupervisionRules.objects.of(2020, date(2020, 6, 29)).red_above == 30
    assert SupervisionRules.objects.of(2020, DAY).version == 2


def test_last_year_keeps_its_own_rules(towns: tuple[Unit, ...]) -> None:
    supervisor = factories.person("supervisor")
    rules(supervisor, year=2019, since=date(2019, 3, 1), red_above=Decimal(20))
    rules(supervisor, red_above=Decimal(40))
    assert SupervisionRules.objects.of(2019, DAY).red_above == 20
    assert SupervisionRules.objects.of(2020, DAY).red_above == 40
    assert SupervisionRules.objects.of(2018, DAY) == YearRules()


def test_a_first_version_holds_from_the_beginning_of_its_year() -> None:
    rules(red_above=Decimal(40))
    assert SupervisionRules.objects.of(2020, date(2020, 1, 31)).red_above == 40


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"yellow_from": Decimal(31)}, "yellow_from"),
        ({"yellow_from": Decimal(0)}, "yellow_from"),
        ({"red_above": Decimal(101)}, "red_above"),
        ({"points": {"no.such": Decimal(5)}}, "points"),
        ({"points": {KEY: Decimal(0)}}, "points"),
        ({"notice_days": 0}, "notice_days"),
        ({"year": 1999}, "year"),
        ({"formula": "best"}, "formula"),
        ({"since": date(2999, 1, 1)}, "since"),
    ],
)
def test_rules_that_make_no_sense_are_refused_at_their_field(values: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refusal:
        rules(**values)
    assert refusal.value.field == field


def test_a_new_version_starts_after_the_one_before_and_the_same_values_make_none() -> None:
    supervisor = factories.person("supervisor")
    first = rules(supervisor)
    assert rules(supervisor, since=date(2020, 5, 1)) == first
    with pytest.raises(Refused) as refusal:
        rules(supervisor, red_above=Decimal(25))
    assert refusal.value.field == "since"


@pytest.mark.parametrize("role", ["leader", "investment_verifier", "administrator", "town_clerk"])
def test_only_the_supervisor_makes_rules(role: str) -> None:
    with pytest.raises(NotPermitted):
        rules(factories.person(role))


def test_formula_a_is_the_capped_ratio_times_the_points() -> None:
    year_rules = YearRules(points={KEY: Decimal(40)})
    done: dict[str, Fraction | None] = {"a": Fraction(3, 2), "b": Fraction(1, 3), "c": None}
    assert year_rules.scores(KEY, done) == {"a": 40, "b": Fraction(40, 3), "c": None}


def test_formula_b_is_the_efficacy_coefficient_with_full_marks_where_all_are_equal() -> None:
    year_rules = YearRules(formula="efficacy", points={KEY: Decimal(50)})
    done: dict[str, Fraction | None] = {"a": Fraction(1), "b": Fraction(1, 2), "c": Fraction(1, 4), "d": None}
    # 60% + 40% × (1/2 − 1/4) ÷ (1 − 1/4) of 50
    assert year_rules.scores(KEY, done) == {"a": 50, "b": Fraction(110, 3), "c": 30, "d": None}
    equal: dict[str, Fraction | None] = {"a": Fraction(1, 4), "b": Fraction(1, 4)}
    assert year_rules.scores(KEY, equal) == {"a": 50, "b": 50}


def test_a_figure_without_points_is_not_scored_where_others_have_points() -> None:
    assert YearRules(points={KEY: Decimal(40)}).scores("other", {"a": Fraction(1)}) == {"a": None}
    assert YearRules().scores("other", {"a": Fraction(1)}) == {"a": 100}


def test_a_ranking_compares_units_by_their_share_of_the_points_they_could_have(
    towns: tuple[Unit, ...],
) -> None:
    first, second, third = towns
    surveyed = "construction.sites_surveyed"
    for unit, asked in ((first, 20), (second, 5)):
        target(unit, asked)
    target(first, 10, key=surveyed)
    rules(points={KEY: Decimal(60), surveyed: Decimal(40)})
    table = scores.table(2020, DAY)
    assert [(row.unit, row.total, row.points, row.place) for row in table.rows] == [
        (second, Fraction(48), 60, 1),
        (first, Fraction(30), 100, 2),
    ]
    assert third not in [row.unit for row in table.rows]


def test_a_caution_makes_a_green_light_yellow_but_not_that_of_a_unit_without_a_target(
    towns: tuple[Unit, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, third = towns
    target(first, 10)
    target(second, 4)
    ids = [first.pk, third.pk]
    monkeypatch.setattr(cautions, "_published", {})
    cautions.publish([cautions.Caution("c", "错过计划开工月份", "construction", lambda scope: ids)])
    lines = {line.unit: line for line in board.sections(2020, DAY)[0].units}
    assert (lines[first].light, lines[first].caution) == (Light.YELLOW, "错过计划开工月份")
    assert (lines[second].light, lines[third].light) == (Light.GREEN, None)
    cautions.publish([cautions.Caution("c", "错过计划开工月份", "investment", lambda scope: ids)])
    assert board.sections(2020, DAY)[0].units[0].light == Light.GREEN


def test_an_exempt_unit_with_a_target_has_no_light_no_rank_and_no_score(towns: tuple[Unit, ...]) -> None:
    first, second, _third = towns
    for unit in (first, second):
        target(unit, 20)
    Exemption.objects.create(year=2020, unit=first, indicator=KEY, reason="示例", since=date(2020, 1, 1))
    lines = {line.unit: line for line in board.sections(2020, DAY)[0].units}
    assert (lines[first].light, lines[first].place, lines[first].score) == (None, None, None)
    assert lines[first].exempt and lines[first].actual == 10
    assert (lines[second].place, lines[second].light) == (1, Light.YELLOW)
    assert [row.unit for row in scores.table(2020, DAY).rows] == [second]
    assert "免考" in client_of("supervisor").get("/supervision/").content.decode()


def test_the_ranking_page_names_its_formula_and_every_score_opens_its_figure(towns: tuple[Unit, ...]) -> None:
    target(towns[0], 20)
    rules(formula="efficacy")
    client = client_of("supervisor")
    page = client.get("/supervision/scores/")
    assert "功效系数法" in page.content.decode() and "第 1 版" in page.content.decode()
    (row,) = page.context["rows"]
    assert client.get(row.cells[0].url).context["line"].value == row.cells[0].actual == 10


def test_the_exported_ranking_names_its_formula(towns: tuple[Unit, ...]) -> None:
    target(towns[0], 20)
    answer = client_of("leader").get("/supervision/scores/export/?year=2020")
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert any("完成率计分法" in str(cell) for cell in cells[1])
    assert cells[3][:3] == [1, "峡窝镇", "50.00"]


def test_a_town_sees_its_own_line_of_the_ranking_with_its_place_among_all(towns: tuple[Unit, ...]) -> None:
    for unit, asked in zip(towns, (10, 10, 10), strict=True):
        target(unit, asked)
    rows = client_of("town_clerk", towns[1]).get("/supervision/scores/").context["rows"]
    assert [(row.unit, row.place) for row in rows] == [(towns[1], 2)]


def test_the_ranking_asks_the_database_as_often_for_many_units_as_for_few(towns: tuple[Unit, ...]) -> None:
    client, counts = client_of("leader"), []
    for many in (1, 9):
        for number in range(many):
            target(factories.unit(f"示例镇{many}-{number}"), 5)
        with CaptureQueriesContext(connection) as queries:
            client.get("/supervision/scores/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_supervisor_makes_and_changes_rules_on_their_pages(towns: tuple[Unit, ...]) -> None:
    target(towns[0], 20)
    client = client_of("supervisor")
    fields = {
        "year": 2020, "since": "2020-03-02", "yellow_from": "10", "red_above": "30", "formula": "capped",
        "notice_days": 10, "appeal_days": 5, "points_0": "60",
    }  # fmt: skip
    made = client.post("/supervision/rules/add/", fields, follow=True)
    row = SupervisionRules.objects.get()
    assert row.points == {KEY: "60"} and "60" in made.content.decode()
    changed = {**fields, "since": "2020-06-01", "points_0": "80"}
    del changed["year"]
    client.post(f"/supervision/rules/{row.pk}/edit/", changed)
    assert list(SupervisionRules.objects.order_by("version").values_list("version", "since", "points")) == [
        (1, date(2020, 3, 2), {KEY: "60"}),
        (2, date(2020, 6, 1), {KEY: "80"}),
    ]
    assert client.get(f"/supervision/rules/{row.pk}/").status_code == 200
    assert client.post("/supervision/rules/add/", {**fields, "yellow_from": "40"}).status_code == 422
