"""The journal: chained, append-only by the database itself, and honest about what was tampered with."""

from datetime import UTC, datetime
from unittest.mock import patch
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from taizhang.foundation.refusals import Conflict, Refused
from taizhang.journal import chain, timeline
from taizhang.journal.models import Event
from taizhang.journal.moves import move
from taizhang.journal.receipts import once
from taizhang.journal.record import Entry, canonical, record, record_many
from taizhang.workbooks.models import ImportJob
from tests import factories

pytestmark = pytest.mark.django_db


def some_events(count: int = 5) -> None:
    with transaction.atomic():
        record_many(
            [Entry("test.row", number, "created", detail={"n": number}) for number in range(count)], by=None
        )


def tamper(*statements: str) -> None:
    """Change the table as an intruder with the database's own key would: triggers off, then SQL."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE journal_event DISABLE TRIGGER USER")
        else:
            for verb in ("update", "delete", "replace"):
                cursor.execute(f"DROP TRIGGER journal_event_no_{verb}")
        for statement in statements:
            cursor.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_event SET kind = 'other' WHERE seq = 2",
        "DELETE FROM journal_event WHERE seq = 2",
        "DELETE FROM journal_event",
    ],
)
def test_the_database_refuses_to_change_or_remove_an_event(statement: str) -> None:
    some_events()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert chain.verify().events == 5


def test_sqlite_refuses_to_replace_an_event() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("INSERT OR REPLACE is SQLite's")
    some_events()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("INSERT OR REPLACE INTO journal_event SELECT * FROM journal_event WHERE seq = 3")


def test_postgresql_refuses_to_truncate_the_journal() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("TRUNCATE is PostgreSQL's")
    some_events()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("TRUNCATE journal_event")


def test_a_whole_chain_verifies_and_contains_its_earlier_heads() -> None:
    some_events(3)
    early = chain.head()[1]
    some_events(3)
    found = chain.verify(early)
    assert (found.events, found.fault) == (6, "")
    assert found.head == chain.head()[1]


@pytest.mark.parametrize(
    ("statements", "at"),
    [
        (["UPDATE journal_event SET detail_text = '{\"n\":9}' WHERE seq = 3"], 3),
        (["UPDATE journal_event SET happened_at = '2020-01-01 00:00:00' WHERE seq = 4"], 4),
        (["DELETE FROM journal_event WHERE seq = 3"], 3),
        (
            [
                "UPDATE journal_event SET seq = 99 WHERE seq = 2",
                "UPDATE journal_event SET seq = 2 WHERE seq = 3",
                "UPDATE journal_event SET seq = 3 WHERE seq = 99",
            ],
            2,
        ),
    ],
    ids=["changed", "back-dated", "removed", "swapped"],
)
def test_tampering_is_found_at_the_first_bad_event(statements: list[str], at: int) -> None:
    some_events()
    tamper(*statements)
    assert chain.verify().fault_seq == at


def test_a_cut_off_tail_is_found_with_a_head_kept_elsewhere() -> None:
    some_events()
    kept = chain.head()[1]
    tamper("DELETE FROM journal_event WHERE seq > 3")
    assert not chain.verify().fault
    assert "截尾" in chain.verify(kept).fault


def test_an_event_is_recorded_only_inside_a_transaction_of_its_change() -> None:
    with patch.object(connection, "in_atomic_block", False), pytest.raises(RuntimeError, match="transaction"):
        record_many([Entry("test.row", 1, "created")], by=None)


def test_canonical_json_sorts_keys_and_keeps_exact_values() -> None:
    moment = datetime(2020, 6, 19, 10, tzinfo=UTC)
    assert canonical({"b": moment, "a": 1}) == '{"a":1,"b":"2020-06-19T10:00:00+00:00"}'


@pytest.fixture
def job() -> ImportJob:
    by = factories.person("site_clerk")
    return ImportJob.objects.create(
        sheet_key="sites",
        by=by,
        file_name="点位.xlsx",
        file_hash="0" * 64,
        uploaded_at=datetime(2020, 6, 1, tzinfo=UTC),
    )


def test_a_move_changes_state_and_fields_and_leaves_one_event(job: ImportJob) -> None:
    move(job, "check", by=job.by, changes={"total": 7})
    job.refresh_from_db()
    assert (job.state, job.total) == ("checked", 7)
    event = job.history.get()
    assert (event.kind, event.detail["from"], event.detail["to"]) == ("check", "uploaded", "checked")


def test_a_move_from_a_wrong_state_is_a_conflict_and_leaves_no_event(job: ImportJob) -> None:
    with pytest.raises(Conflict, match="待核对"):
        move(job, "land", by=job.by)
    assert not job.history.exists()


def test_a_timeline_shows_what_changed_in_the_fields_own_words(job: ImportJob) -> None:
    changed = timeline.differences(job, {"total": 3, "fresh": 0})
    assert changed == {"total": [0, 3]}
    with transaction.atomic():
        record(subject=job, kind="changed", by=job.by, detail={"changed": changed})
    moment = timeline.timeline(job)[0]
    assert moment.title == "修改"
    assert moment.changes == (("总行数", "0", "3"),)


def test_a_receipt_answers_a_repeat_alike_and_keeps_another_body() -> None:
    by = factories.person("inspector")
    acted: list[int] = []

    def act() -> dict[str, int]:
        acted.append(1)
        return {"id": 5}

    key = UUID(int=7)
    assert once(key, {"a": 1}, by=by, act=act) == {"id": 5}
    assert once(key, {"a": 1}, by=by, act=act) == {"id": 5}
    assert acted == [1]
    with pytest.raises(Refused, match="回执号"):
        once(key, {"a": 2}, by=by, act=act)
    assert acted == [1]


def test_events_have_no_way_to_be_saved_from_the_orm() -> None:
    some_events()
    event = Event.objects.get(seq=2)
    event.kind = "other"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        event.save()
