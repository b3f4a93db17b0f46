"""The issue that the rules were drawn from: its two faults are found, and nothing else in it is called one."""

from datetime import date
from pathlib import Path

import pytest

from taizhang.proofreading.claim import Problem
from taizhang.proofreading.inside import problems
from taizhang.proofreading.names import Names
from taizhang.proofreading.reading.reader import read

REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "reference" / "issue-47.txt"
NAMES = Names(
    units={
        "上街区城市管理局": "区城管局",
        "区城管局": "区城管局",
        "区住建局": "区住建局",
        "峡窝镇": "峡窝镇",
        "中心办": "中心办",
        "商务局": "区商务局",
        "科工信局": "区科工信局",
        "区委办公室": "区委办",
    },
    posts=("区委书记", "副区长", "区委副书记"),
)


@pytest.fixture
def issue() -> str:
    if not REFERENCE.exists():
        pytest.skip("the reference text is not in the repository")
    return REFERENCE.read_text(encoding="utf-8")


def _told(issue: str, found: list[Problem]) -> list[tuple[str, str]]:
    return [(problem.kind, issue[problem.start : problem.end]) for problem in found]


@pytest.mark.parametrize("names", [None, NAMES], ids=["without names", "with names"])
def test_its_two_faults_are_found_and_nothing_else(issue: str, names: Names | None) -> None:
    found = problems(read(issue, date(2020, 6, 19), names), names)

    assert _told(issue, [problem for problem in found if problem.sure]) == [
        ("lists", "九个着力"),
        ("names", "区域管局"),
    ]
    assert [problem for problem in found if not problem.sure] == []


def test_the_name_meant_is_suggested(issue: str) -> None:
    found = problems(read(issue, date(2020, 6, 19)))

    assert found[-1].suggestion == "区城管局"
    assert "区域管局" in found[-1].sentence and "区城管局" in found[-1].sentence


def test_the_number_announced_and_the_number_listed_are_both_said(issue: str) -> None:
    sentence = problems(read(issue, date(2020, 6, 19)))[0].sentence

    assert "9项" in sentence and "8项" in sentence


@pytest.mark.parametrize(
    ("right", "wrong", "kind"),
    [
        ("10亿元以上项目2个", "10亿元以上项目9个", "parts"),
        ("5亿元以上项目8个", "5亿元以上项目28个", "parts"),
        ("总金额225.7亿元", "总金额22.57亿元", "parts"),
        ("停工整改 6 家", "停工整改 9 家", ""),
        ("等8个项目", "等4个项目", "lists"),
        ("6 月 12 日，我区召开", "6 月 22 日，我区召开", "dates"),
        ("四是激励引导", "五是激励引导", "lists"),
        ("“四项举措”", "“五项举措”", "lists"),
    ],
)
def test_a_figure_changed_in_it_is_found(issue: str, right: str, wrong: str, kind: str) -> None:
    assert right in issue
    changed = issue.replace(right, wrong)
    before = _told(issue, problems(read(issue, date(2020, 6, 19))))
    found = [
        told for told in _told(changed, problems(read(changed, date(2020, 6, 19)))) if told not in before
    ]

    assert {told[0] for told in found} == ({kind} if kind else set())
