"""Drafting: a template's sentences for a stretch of days, each standing only on rows that are there."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from taizhang.bulletin.actions import drafting as actions
from taizhang.bulletin.draft_defaults import DEFAULTS
from taizhang.bulletin.drafting import compose, spoken, strange_places
from taizhang.bulletin.live_figures import tokens_of
from taizhang.bulletin.models import DraftTemplate
from taizhang.catalogue import CATALOGUE
from taizhang.foundation.periods import Period
from taizhang.foundation.refusals import NotPermitted, Refused
from tests.bulletin.conftest import TODAY, Fixed, Office, Towns, fake

JUNE = Period(date(2020, 6, 1), TODAY)
BODY = """\
一、总的情况
{时段}，{单位}共有[[towns.counted]]，出动[[towns.turnouts]]。没有数字的句子照写。
二、没有的
空着的[[towns.nothing]]。
三、年初以来
从年初算起[[towns.counted|from={年初}]]。"""


@pytest.fixture(autouse=True)
def nothing(catalogue: None, towns: Towns) -> None:
    from taizhang.figures.indicator import published

    published().extend([fake("towns.nothing", "没有的", "家", towns, measure=Fixed(0))])


def template(office: Office, **given: Any) -> DraftTemplate:
    values = {"name": "示例", "ledger": "construction", "title": "{单位}{时段}情况", "body": BODY, **given}
    return actions.keep_template(by=office.editor, **values)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2020, 5, 1), date(2020, 5, 31), "5月"),
        (date(2020, 1, 1), date(2020, 6, 30), "1—6月"),
        (date(2019, 1, 1), date(2019, 12, 31), "2019年"),
        (date(2020, 6, 1), date(2020, 6, 19), "6月1日至19日"),
        (date(2020, 4, 20), date(2020, 6, 19), "4月20日至6月19日"),
        (date(2019, 12, 1), date(2020, 1, 31), "2019年12月1日至2020年1月31日"),
    ],
)
def test_days_are_spoken_as_a_brief_speaks_them(start: date, end: date, words: str) -> None:
    assert spoken(Period(start, end)) == words


def test_a_draft_dates_its_figures_and_leaves_out_what_has_no_rows(office: Office) -> None:
    made = compose("{单位}{时段}情况", BODY, period=JUNE, unit=None, today=TODAY)
    assert made.title == "全区6月1日至19日情况"
    assert "二、没有的" not in made.body and "空着的" not in made.body
    assert [each.sentence for each in made.left_out] == ["空着的[[towns.nothing]]。"]
    assert "没有记录" in made.left_out[0].why
    first, _second, third = tokens_of(made.body)
    assert (first.start, first.end, first.as_of) == (JUNE.start, TODAY, TODAY)
    assert third.start == date(2020, 1, 1)
    assert "没有数字的句子照写。" in made.body


def test_a_draft_of_a_unit_counts_that_unit(office: Office) -> None:
    made = compose("题", "{单位}[[towns.counted]]。", period=JUNE, unit=office.bureau, today=TODAY)
    assert made.body.startswith("住建局[[towns.counted|") and tokens_of(made.body)[0].unit == "住建局"


def test_nothing_is_written_where_nothing_is_counted(office: Office) -> None:
    with pytest.raises(Refused, match="都没有记录"):
        compose("题", "空着的[[towns.nothing]]。", period=JUNE, unit=None, today=TODAY)


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"body": "没有数字。"}, "body", "还没有数字"),
        ({"body": "{星期}[[towns.counted]]。"}, "body", "不认识{星期}"),
        ({"title": "{月}情况"}, "title", "不认识{月}"),
        ({"title": "[[towns.counted]]"}, "title", "标题里不能放活数字"),
        ({"body": "[[towns.unknown]]。"}, "body", "目录里没有叫“towns.unknown”的数字"),
    ],
)
def test_a_wrong_template_is_refused_at_its_field(
    office: Office, values: dict[str, str], field: str, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence.replace("{", r"\{").replace("}", r"\}")) as refusal:
        template(office, **values)
    assert refusal.value.field == field
    assert not DraftTemplate.objects.exists()


def test_only_the_office_keeps_templates_and_a_name_stands_once(office: Office) -> None:
    with pytest.raises(NotPermitted):
        actions.keep_template(name="示例", ledger="construction", title="题", body=BODY, by=office.reporter)
    kept = template(office)
    with pytest.raises(Refused, match="已有叫"):
        template(office)
    actions.change_template(
        template=kept,
        name="示例",
        ledger="construction",
        title="题",
        body=BODY,
        active=False,
        by=office.chief,
    )
    kept.refresh_from_db()
    assert (kept.title, kept.active) == ("题", False)


def test_a_reporter_drafts_for_the_own_unit(office: Office) -> None:
    item, made = actions.draft_item(
        template=template(office),
        start=JUNE.start,
        end=JUNE.end,
        about=None,
        unit=office.bureau,
        by=office.reporter,
    )
    assert (item.title, item.state, item.unit) == ("全区6月1日至19日情况", "draft", office.bureau)
    assert item.body == made.body
    with pytest.raises(NotPermitted):
        actions.draft_item(
            template=DraftTemplate.objects.get(),
            start=JUNE.start,
            end=JUNE.end,
            about=None,
            unit=office.bureau,
            by=office.stranger,
        )


def test_the_usual_templates_use_what_the_catalogue_has() -> None:
    for _name, ledger, title, body in DEFAULTS:
        assert not strange_places(title + body)
        keys = [token.key for token in tokens_of(body)]
        assert keys and all(CATALOGUE.get(key).ledger == ledger for key in keys)


def test_the_page_shows_a_draft_before_it_keeps_one(office: Office, client: Client) -> None:
    made = template(office)
    client.force_login(office.reporter)
    url = reverse("bulletin:templates-draft")
    given = {
        "template": made.pk,
        "start": "2020-06-01",
        "end": "2020-06-19",
        "about": "",
        "unit": office.bureau.pk,
    }
    seen = client.post(url, given)
    assert seen.status_code == 200
    assert "没有写进来的句子" in seen.content.decode() and "124" in seen.content.decode()
    assert "[[" not in seen.content.decode().split("没有写进来的句子")[1]
    assert seen.context["length"] > 0
    kept = client.post(url, {**given, "keep": "1"})
    assert kept.status_code == 302 and "/edit/" in kept["Location"]
    wrong = client.post(url, {**given, "end": "2020-05-01"})
    assert wrong.status_code == 422 and "止日早于起日" in wrong.content.decode()


def test_an_office_without_templates_is_told_where_to_begin(office: Office, client: Client) -> None:
    client.force_login(office.editor)
    assert "放入常用模板" in client.get(reverse("bulletin:templates-draft")).content.decode()
    assert "放入常用模板" in client.get(reverse("bulletin:templates")).content.decode()
