"""Many rows at once: all of them, in the forms that Django writes, with their indexes in place."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection, transaction

from taizhang.foundation.clock import SHANGHAI
from taizhang.journal import bulk
from taizhang.organisation.models import District
from taizhang.workbooks.models import ImportJob
from tests import factories

pytestmark = pytest.mark.django_db
COLUMNS = (
    "id", "sheet_key", "by_id", "file_name", "file_hash", "state", "uploaded_at", "total", "fresh", "unchanged",
    "created", "wrong_rows", "correct_rows_only", "extra_columns", "errors", "fault",
)  # fmt: skip


def jobs(count: int, first: int = 1) -> list[tuple[object, ...]]:
    by = factories.person("site_clerk").pk
    at = datetime(2020, 6, 19, 8, 30, tzinfo=SHANGHAI)
    return [
        (
            first + number, "problems", by, f"{number}.xlsx", "0" * 64, "uploaded", at, number, 0, 0, 0, 0, False, "[]",
            "[]", "",
        )
        for number in range(count)
    ]  # fmt: skip


@pytest.mark.parametrize("count", [0, 1, 39, 40, 41, 80, 4000, 4001])
def test_every_row_is_inserted_whatever_their_number(count: int) -> None:
    assert bulk.insert(ImportJob, COLUMNS, jobs(count)) == count
    assert list(ImportJob.objects.order_by("pk").values_list("total", flat=True)) == list(range(count))


def test_values_read_back_as_they_were_given() -> None:
    bulk.insert(ImportJob, COLUMNS, jobs(1))
    job = ImportJob.objects.get()
    assert (job.uploaded_at, job.correct_rows_only, job.errors) == (
        datetime(2020, 6, 19, 0, 30, tzinfo=UTC), False, [],
    )  # fmt: skip


def test_days_and_nothing_share_a_column() -> None:
    rows = [(1, "410101", "甲", "", date(2020, 6, 19)), (2, "410102", "乙", "", None)]
    bulk.insert(District, ("id", "code", "name", "bulletin_name", "stands_on"), rows)
    assert list(District.objects.order_by("pk").values_list("stands_on", flat=True)) == [
        date(2020, 6, 19),
        None,
    ]


def test_a_row_that_lacks_a_value_is_refused() -> None:
    rows = jobs(2)
    with pytest.raises(Exception, match=r".+"), transaction.atomic():
        bulk.insert(ImportJob, COLUMNS, [rows[0], rows[1][:-1]])
    assert not ImportJob.objects.exists()


@pytest.mark.parametrize("value", [None, "x", 3, True])
def test_plain_values_are_stored_as_they_are(value: object) -> None:
    assert bulk.column_form(value) is value


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite keeps them as text")
def test_instants_days_and_decimals_take_djangos_own_form() -> None:
    assert bulk.column_form(datetime(2020, 6, 19, 8, 30, tzinfo=SHANGHAI)) == "2020-06-19 00:30:00"
    assert bulk.column_form(date(2020, 6, 19)) == "2020-06-19"
    assert bulk.column_form(Decimal("1E+2")) == "100"


def _indexes() -> set[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'construction_problem'"
        )
        return set(cursor.fetchall())


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps its indexes while rows come in")
def test_a_large_load_leaves_every_index_as_it_was() -> None:
    from taizhang.construction.models import Problem

    before = _indexes()
    with transaction.atomic(), bulk.loading(Problem, 10_000):
        during = _indexes()
    assert _indexes() == before
    assert len(during) < len(before)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps its indexes while rows come in")
def test_a_load_that_fails_brings_the_indexes_back() -> None:
    from taizhang.construction.models import Problem

    before = _indexes()
    with pytest.raises(KeyError), transaction.atomic(), bulk.loading(Problem, 10_000):
        raise KeyError
    assert _indexes() == before


def test_a_column_form_is_worked_out_once() -> None:
    forms = bulk.ColumnForms()
    day = date(2020, 6, 19)
    assert (forms[day], forms[None]) == (bulk.column_form(day), None)
    assert set(forms) == {day, None}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite is given a larger cache")
def test_a_load_gives_the_cache_back() -> None:
    from taizhang.construction.models import Problem

    def cache() -> int:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_size")
            return int(cursor.fetchone()[0])

    before = cache()
    with transaction.atomic(), bulk.loading(Problem, 10_000):
        assert cache() < before
    assert cache() == before
