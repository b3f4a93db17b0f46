"""A printed figure keeps its value and its rows, and says what the ledger holds today."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from taizhang.figures import indicator as figures
from taizhang.figures.frozen import difference, freeze
from taizhang.figures.indicator import Catalogue, Indicator, RowColumn, Scope, digest, publish
from taizhang.figures.models import PrintedFigure
from taizhang.journal.models import Event
from taizhang.organisation.models import Unit
from tests.factories import person, unit

SCOPE = Scope.of(date(2020, 6, 19))
TOWNS = Indicator(
    key="units.towns",
    title="镇办数",
    unit_of_measure="家",
    definition="镇和街道办事处。",
    ledger="organisation",
    rows=lambda scope: Unit.objects.filter(kind="town"),
    columns=(RowColumn("short_name", "简称"), RowColumn("position", "排序", number=True)),
    unit_path="parent",
)


@pytest.fixture(autouse=True)
def catalogue() -> Iterator[None]:
    kept = list(figures._published)
    publish(Catalogue([TOWNS]))
    yield
    figures._published[:] = kept


@pytest.fixture
def printed(db: None) -> PrintedFigure:
    bureau = unit("住建局", kind="bureau")
    for name in ("峡窝镇", "矿山街道"):
        unit(name, parent=bureau)
    return freeze(TOWNS, SCOPE, shown="2家", by=person("issuer"))


def test_it_keeps_value_definition_scope_rows_and_their_digest(printed: PrintedFigure) -> None:
    assert (printed.value, printed.shown, printed.definition) == ("2", "2家", "镇和街道办事处。")
    assert printed.scope == {"as_of": "2020-06-19", "start": "2020-01-01", "end": "2020-06-19", "unit": ""}
    assert [row.cells for row in printed.printed_rows()] == [("峡窝镇", "0"), ("矿山街道", "0")]
    printed.refresh_from_db()
    assert digest(printed.rows) == printed.digest
    assert digest(TOWNS.listed(SCOPE)) == printed.digest


def test_the_freezing_is_journalled(printed: PrintedFigure) -> None:
    event = Event.objects.get(subject_type="figures.printed", subject_id=printed.pk)
    assert event.detail["digest"] == printed.digest and event.detail["value"] == "2"


def test_there_is_no_difference_while_the_ledger_stands_still(printed: PrintedFigure) -> None:
    assert not difference(printed)


def test_a_later_row_is_a_difference_and_the_printed_figure_stays(printed: PrintedFigure) -> None:
    unit("新安路街道", parent=Unit.objects.get(name="住建局"))
    now = difference(printed)
    assert now and now.moved and now.now == 3 and now.now_shown == "3家"
    assert [row.cells[0] for row in now.added] == ["新安路街道"]
    printed.refresh_from_db()
    assert printed.value == "2" and len(printed.rows) == 2


def test_a_row_that_went_and_a_row_that_changed_are_told_apart(printed: PrintedFigure) -> None:
    Unit.objects.filter(name="峡窝镇").update(kind="bureau")
    Unit.objects.filter(name="矿山街道").update(position=7)
    now = difference(printed)
    assert [row.cells[0] for row in now.removed] == ["峡窝镇"]
    [changed] = now.changed
    assert changed.cells == (("排序", "0", "7"),)


def test_a_swap_of_rows_is_seen_although_the_number_is_the_same(printed: PrintedFigure) -> None:
    Unit.objects.filter(name="峡窝镇").update(kind="bureau")
    unit("新安路街道")
    now = difference(printed)
    assert now and not now.moved


def test_a_key_or_a_unit_that_is_no_more_is_said_and_breaks_nothing(printed: PrintedFigure) -> None:
    publish(Catalogue([]))
    assert difference(printed).gone


def test_a_reader_sees_the_rows_of_their_own_units_only(printed: PrintedFigure) -> None:
    bureau, other = Unit.objects.get(name="住建局"), unit("城管局", kind="bureau")
    assert printed.reads(person("reporter", bureau), bureau.pk)
    assert not printed.reads(person("reporter", other), bureau.pk)
    assert printed.reads(person("leader", other), bureau.pk)


def test_freezing_takes_as_many_queries_for_many_rows_as_for_few(printed: PrintedFigure) -> None:
    by = person("issuer")
    freeze(TOWNS, SCOPE, shown="2家", by=by)
    with CaptureQueriesContext(connection) as few:
        freeze(TOWNS, SCOPE, shown="2家", by=by)
    for n in range(30):
        unit(f"示例镇{n}")
    with CaptureQueriesContext(connection) as many:
        freeze(TOWNS, SCOPE, shown="32家", by=by)
    assert len(many) == len(few)
