"""The search: words of one and two characters, figures, phrases and years, in what one may open and nothing else."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from taizhang.archive import actions, grams, search
from taizhang.archive.models import IndexedItem
from taizhang.bulletin.models import Issue
from tests.bulletin.conftest import Office


def titles(office: Office, query: str, **more) -> list[str]:
    found = search.find(query, user=office.reader, **more)
    return ["".join(piece.text for piece in hit.title) for hit in found.hits]


def marks(pieces) -> list[str]:
    return [piece.text for piece in pieces if piece.hit]


@pytest.fixture
def archive(office: Office) -> Office:
    """One signed issue of four items."""
    office.signed(
        office.received("工地整治见成效", "区住建局排查工地，责令停工6家，整改到位。"),
        office.received("夜市管理", "出动120余人次，夜里有人值守。停工的没有。"),
        office.received("招商引资推进会", "签约金额[[towns.money]]，引资工作要抓实。全年招商。"),
        office.received("ＡＩ 赋能政务", "用 AI 审 稿，PM2.5 也能查。"),
    )
    return office


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("工地", {"工地整治见成效"}),
        ("夜", {"夜市管理"}),
        ("招商引资", {"招商引资推进会"}),
        ("120余", {"夜市管理"}),
        ("225.7", {"招商引资推进会"}),
        ("225.7亿元", {"招商引资推进会"}),
        ("停工 整改", {"工地整治见成效"}),
        ("停工", {"工地整治见成效", "夜市管理"}),
        ('"有人值守"', {"夜市管理"}),
        ("“停工 6家”", {"工地整治见成效"}),
        ("住建局", {"工地整治见成效", "夜市管理", "招商引资推进会", "ＡＩ 赋能政务"}),
        ("ai", {"ＡＩ 赋能政务"}),
        ("审稿", {"ＡＩ 赋能政务"}),
        ("pm2.5", {"ＡＩ 赋能政务"}),
        ("２２５．７", {"招商引资推进会"}),
        ("地工", set()),
        ("值守有人", set()),
        ("225.8", set()),
        ("257", set()),
        ("%", set()),
        ("", set()),
    ],
)
def test_what_is_found(archive: Office, query: str, expected: set[str]) -> None:
    assert set(titles(archive, query)) == expected


def test_the_best_come_first_and_the_hits_are_marked(archive: Office) -> None:
    found = search.find("工地", user=archive.reader)
    [hit] = found.hits
    assert marks(hit.title) == ["工地"] and marks(hit.snippet) == ["工地"]
    assert "排查工地，责令" in "".join(piece.text for piece in hit.snippet)
    [hit] = search.find("招商 引资", user=archive.reader).hits
    assert marks(hit.title) == ["招商引资"]
    [spaced] = search.find("审稿", user=archive.reader).hits
    assert marks(spaced.snippet) == ["审 稿"]
    assert titles(archive, "停工")[0] in {"工地整治见成效", "夜市管理"}


def test_years_and_numbers_find_their_issues(archive: Office) -> None:
    assert len(titles(archive, "2020年")) == 4 and len(titles(archive, "第1期")) == 4
    assert titles(archive, "2020年 夜") == ["夜市管理"]
    assert titles(archive, "夜", year=2020) == ["夜市管理"] and titles(archive, "夜", year=2019) == []
    assert titles(archive, "2019年") == [] and titles(archive, "第2期") == []
    assert search.years(archive.reader) == [2020]


def test_an_unsigned_text_is_not_found(office: Office) -> None:
    office.reviewed(office.received("工地整治", "停工"))
    assert titles(office, "工地") == [] and not IndexedItem.objects.exists()


def test_nobody_unknown_finds_anything(archive: Office) -> None:
    archive.reader.is_active = False
    assert titles(archive, "工地") == []


def test_the_index_written_anew_finds_the_same(archive: Office) -> None:
    grams.clear()
    assert titles(archive, "工地") == []
    call_command("reindex_archive")
    assert titles(archive, "工地") == ["工地整治见成效"] and IndexedItem.objects.count() == 4
    assert actions.reindex() == 4 and len(titles(archive, "夜")) == 1


def test_a_long_list_comes_in_pages_and_takes_as_many_queries(office: Office) -> None:
    def queries() -> int:
        signed_in = Client()
        signed_in.force_login(office.reader)
        url = reverse("archive:search")
        signed_in.get(url, {"q": "工地"})
        with CaptureQueriesContext(connection) as captured:
            assert "工地" in signed_in.get(url, {"q": "工地"}).content.decode()
        return len(captured)

    office.signed(office.received("工地一", "工地"))
    few = queries()
    office.signed(*(office.received(f"工地{n}", "工地" * (n % 3 + 1)) for n in range(24)))
    assert queries() == few
    first = search.find("工地", user=office.reader)
    second = search.find("工地", user=office.reader, page=2)
    assert (len(first.hits), first.more, len(second.hits), second.more) == (20, True, 5, False)
    assert not {hit.position for hit in first.hits if hit.issue.number == 2} & {
        hit.position for hit in second.hits if hit.issue.number == 2
    }


def test_the_page_says_what_can_be_asked_and_when_nothing_was_found(archive: Office) -> None:
    signed_in = Client()
    signed_in.force_login(archive.reader)
    url = reverse("archive:search")
    assert "在各期信息里找" in signed_in.get(url).content.decode()
    assert "没有找到" in signed_in.get(url, {"q": "查无此词"}).content.decode()
    text = signed_in.get(url, {"q": "夜"}).content.decode()
    assert "<mark>夜</mark>" in text and reverse("archive:read", args=[Issue.objects.get().pk]) in text
    fragment = signed_in.get(url, {"q": "夜"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment and "<mark>" in fragment
