"""Figures put in by typing: what a slash offers, by which words, and the figure at the caret with its parameters."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from taizhang.bulletin.initials import initials
from taizhang.organisation.models import Unit
from tests.bulletin.conftest import Office


def client(user) -> Client:
    signed_in = Client()
    signed_in.force_login(user)
    return signed_in


def offered(user, q: str = "") -> list[dict]:
    return json.loads(client(user).get(reverse("bulletin:figures-suggest"), {"q": q}).content)["figures"]


@pytest.mark.parametrize(
    ("text", "letters"),
    [("出动人次", "cdrc"), ("PM2.5 浓度", "pm25nd"), ("啊座", "az"), ("峡窝镇", "xwz"), ("", "")],
)
def test_the_first_letters_of_a_text_are_those_of_its_pinyin(text: str, letters: str) -> None:
    assert initials(text) == letters


@pytest.mark.parametrize("q", ["出动", "人次", "cdrc", "CD", "turnouts", "出动 人次"])
def test_a_figure_is_found_by_its_title_its_first_letters_and_its_key(office: Office, q: str) -> None:
    first = offered(office.reporter, q)[0]
    assert (
        first["title"] == "出动人次"
        and first["token"] == "[[towns.turnouts]]"
        and first["value"] == "124人次"
    )


def test_what_has_no_value_is_shown_with_the_reason_and_gives_no_token(office: Office) -> None:
    Unit.objects.filter(kind="town").update(kind="team")
    [rate] = offered(office.reporter, "比率")
    assert rate["token"] == "" and "没有可数的记录" in rate["why"]


def test_before_a_letter_is_typed_the_figures_of_the_latest_issue_come_first(office: Office) -> None:
    assert len(offered(office.editor)) > 1
    office.signed(office.received(body="涉及[[towns.money]]。"))
    assert offered(office.editor)[0]["title"] == "金额"


def test_nothing_is_offered_for_what_no_figure_is_called(office: Office) -> None:
    answer = json.loads(
        client(office.reporter).get(reverse("bulletin:figures-suggest"), {"q": "没有的"}).content
    )
    assert answer == {"figures": [], "none": "没有符合的数字。"}
    assert client(office.reader).get(reverse("bulletin:figures-suggest")).status_code == 403


def test_only_what_is_offered_is_worked_out(office: Office) -> None:
    signed_in = client(office.reporter)

    def queries(q: str) -> int:
        with CaptureQueriesContext(connection) as found:
            signed_in.get(reverse("bulletin:figures-suggest"), {"q": q})
        return len(found)

    queries("")
    assert queries("没有的") < queries("镇办数") <= queries("没有的") + 2


def bar(user, text: str, **fields: str) -> str:
    given = {f"token-{name}": value for name, value in fields.items()}
    answer = client(user).get(reverse("bulletin:figures-token"), {"text": text, **given})
    return answer.content.decode() if answer.status_code == 200 else str(answer.status_code)


def test_the_figure_at_the_caret_is_shown_in_words(office: Office) -> None:
    text = bar(office.reporter, "[[towns.turnouts|from=2019-01-01|to=2019-12-31|show=yu]]")
    assert "出动人次" in text and "120余人次" in text and 'value="2019-12-31"' in text
    assert bar(office.reporter, "没有数字") == "204" and bar(office.reporter, "[[]]") == "204"


def test_its_period_its_unit_and_its_way_of_writing_are_changed_there(office: Office) -> None:
    changed = bar(
        office.reporter,
        "[[towns.turnouts]]",
        show="yu",
        start="2020-01-01",
        end="2020-05-31",
        as_of="",
        unit=office.bureau.code,
    )
    assert 'data-token="[[towns.turnouts|from=2020-01-01|to=2020-05-31|unit=住建局|show=yu]]"' in changed
    assert "120余人次" in changed
    again = bar(office.reporter, "[[towns.counted|unit=住建局]]")
    assert f'value="{office.bureau.code}" selected' in again


def test_a_figure_that_cannot_be_printed_says_why(office: Office) -> None:
    assert "目录里没有" in bar(office.reporter, "[[towns.nothing]]")
    assert "还没有到" in bar(office.reporter, "[[towns.counted|as_of=2031-01-01]]")
