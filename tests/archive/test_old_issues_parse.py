"""Old issues read: head, items and foot of seven layouts, and of the reference where it is at hand."""

import io
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from taizhang.archive.old_issues.found import OldIssue, OldItem, read_written, written
from taizhang.archive.old_issues.lines import tidy
from taizhang.archive.old_issues.parse import parse
from taizhang.archive.old_issues.titles import cut
from taizhang.proofreading.reading.files import read_text
from tests.archive.layouts import EXPECTED, GLUED, PLAIN, STRANGE, WRAPPED

REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "reference" / "issue-47.txt"


def word_of(text: str) -> bytes:
    document = Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("name", EXPECTED)
@pytest.mark.parametrize("as_word", [False, True])
def test_a_layout_is_read_whole(name: str, as_word: bool) -> None:
    text, head, items, foot = EXPECTED[name]
    if as_word:
        text = read_text(word_of(text), f"{name}.docx")
    old = parse(text)
    assert (old.masthead, old.number, old.year, old.issued_on, old.publisher, old.supplement) == head
    assert [(item.title, len(item.paragraphs), item.source) for item in old.items] == items
    assert (old.sent_to, old.distributed_to, old.editors, old.copies) == foot


def test_secrecy_and_serial_are_kept() -> None:
    old = parse(EXPECTED["supplement"][0])
    assert (old.secrecy, old.serial) == ("秘密", "000128")
    assert parse(PLAIN).secrecy == "内部资料注意保存"


def test_broken_lines_are_put_together() -> None:
    [fire, vaccine] = parse(WRAPPED).items
    assert "早部署、早检查、早落实" in fire.paragraphs[0] and "签订责任书，聘请护林员" in fire.paragraphs[0]
    assert vaccine.paragraphs[0].endswith("没有发生异常反应。")


def test_glued_titles_are_marked_as_guessed() -> None:
    old = parse(GLUED)
    assert [item.guessed for item in old.items] == [True, True]
    assert sum("推测" in str(doubt) for doubt in old.doubts) == 2
    assert not any(item.guessed for item in parse(PLAIN).items)


def test_what_is_missing_or_left_over_is_said() -> None:
    doubts = "".join(map(str, parse(STRANGE).doubts))
    for sentence in ("没有读出期号", "没有读出日期", "没有读出刊名"):
        assert sentence in doubts
    contents = EXPECTED["contents"][0].replace("西林镇建成三个文化广场\n西林镇投资", "西林镇投资")
    assert "目录里有、正文里没找到的：西林镇建成三个文化广场" in "".join(map(str, parse(contents).doubts))
    assert "这一行没有归处：【部门动态】" in "".join(map(str, parse(contents).doubts))


@pytest.mark.parametrize("text", ["", "\n\n", "。", "第", "（）", "第期", "2020年13月45日", "#", "：" * 50])
def test_nothing_makes_it_fail(text: str) -> None:
    assert isinstance(parse(text), OldIssue)


@pytest.mark.parametrize(
    "prose",
    [
        "会上，副区长通报了各相关单位 2020 年招商引资目标任务。",
        "区委书记在会上着重强调 一是认识要再提高，二是重点要再明确。",
        "近日，区住建局扎实开展建筑工地综合整治工作。",
        "下一步，将继续加大力度，于6月12日，组织回头看。",
        "全区上下要齐心协力，推动项目落地、建成。",
        "为进一步优化营商环境，区里出台了12条措施。",
    ],
)
def test_prose_has_no_title(prose: str) -> None:
    assert cut(prose) is None


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("全区召开防汛工作会 6 月 1 日，全区召开防汛工作会，部署今年防汛。", "全区召开防汛工作会"),
        ("区民政局四步走做实养老服务一是摸清底数。对全区老人逐户走访登记。", "区民政局四步走做实养老服务"),
        (
            "白沙镇扎实开展人居环境整治日前，白沙镇扎实开展人居环境整治，清运垃圾。",
            "白沙镇扎实开展人居环境整治",
        ),
    ],
)
def test_a_title_run_together_with_its_text_is_cut_off(raw: str, title: str) -> None:
    found = cut(raw)
    assert found is not None and found[0] == title


def test_stray_blanks_go_and_those_between_latin_words_stay() -> None:
    assert tidy("　2020 年 6 月 12 日 ，共 75 家 ") == "2020年6月12日，共75家"
    assert tidy("用 Word 2019 排版") == "用Word 2019排版"


def test_the_text_to_correct_is_read_back_as_it_was() -> None:
    items = parse(PLAIN).items
    assert [(i.title, i.paragraphs, i.source) for i in read_written(written(items))] == [
        (i.title, i.paragraphs, i.source) for i in items
    ]
    assert read_written("没有标题的一段") == (OldItem("", ("没有标题的一段",)),)


@pytest.mark.parametrize("as_word", [False, True])
def test_the_reference_is_read_raw(as_word: bool) -> None:
    if not REFERENCE.exists():
        pytest.skip("the reference text is not in the repository")
    text = REFERENCE.read_text(encoding="utf-8")
    if as_word:
        text = read_text(word_of(text), "47.docx")
    old = parse(text)
    assert (old.masthead[-2:], old.number, old.year, old.issued_on) == ("信息", 47, 2020, date(2020, 6, 19))
    assert old.publisher.endswith("区委办公室") and old.sent_to and old.distributed_to
    assert old.editors.count("、") == 1
    assert [item.source for item in old.items] == ["", "区域管局", "区住建局"]
    assert all(item.guessed and item.title not in item.paragraphs[0][: len(item.title)] for item in old.items)
    assert [item.title[:2] for item in old.items] == ["我区", "区城", "区住"]
    whole = "".join(paragraph for item in old.items for paragraph in item.paragraphs)
    assert all(joined in whole for joined in ("大举措、大工程", "抓招商、上项目", "经营时间段外"))
    assert not old.left
