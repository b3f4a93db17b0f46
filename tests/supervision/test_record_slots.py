"""Cards that rooms above a ledger add to record pages: shown where they belong, hidden where there is nothing to say."""

import pytest
from django.http import HttpRequest

from taizhang.web import record_slots
from taizhang.web.record_slots import RecordSlot


@pytest.fixture(autouse=True)
def only_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_slots, "_published", {})


def test_a_card_stands_on_the_kinds_of_rows_that_it_names_and_of_no_kind_where_it_says_none() -> None:
    some = RecordSlot("some", frozenset({"a.row"}), "some.html", lambda *_row: {"word": 1})
    record_slots.publish([some, RecordSlot("every", None, "every.html", lambda *_row: {})])
    request = HttpRequest()
    assert record_slots.of(request, "a.row", 7) == [
        ("some.html", {"journal_type": "a.row", "subject_id": 7, "word": 1}),
        ("every.html", {"journal_type": "a.row", "subject_id": 7}),
    ]
    assert [name for name, _context in record_slots.of(request, "b.row", 7)] == ["every.html"]


def test_a_card_without_a_context_is_not_shown_and_a_card_published_again_is_shown_once() -> None:
    record_slots.publish([RecordSlot("one", None, "one.html", lambda *_row: None)])
    assert record_slots.of(HttpRequest(), "a.row", 1) == []
    for _time in range(2):
        record_slots.publish([RecordSlot("one", None, "one.html", lambda *_row: {})])
    assert len(record_slots.of(HttpRequest(), "a.row", 1)) == 1
