"""Warns of numbers written against the house style: GB/T 15835-2011 on numerals, and doubled or contrary words of degree."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from taizhang.proofreading.claim import Problem
from taizhang.proofreading.inside.page import Page, _

_N = r"(?:\d[\d,]*(?:\.\d+)?|[一二三四五六七八九十百千]+)"
_UNIT = "[万亿]?(?:元|个|家|项|人次|人|次|处|起|件|户|亩|平方米|公里|吨|名|辆|条|场|天|座|所|%)?"
# 签约, 预约, 附近 … end in the same characters and blur nothing.
_ABOUT = "(?:大约|将近|(?<![签节预集合履邀相公制违条])约|(?<![附最临就邻靠亲远])近)"
_OVER = "(?:(?<!不)超过|(?<![赶反高])超)"


@dataclass(frozen=True)
class _Rule:
    """What the words look like, the sentence to say, and how they should read where that can be told."""

    pattern: re.Pattern[str]
    template: str
    better: Callable[[re.Match[str]], str] | None = None


def _percent_range(match: re.Match[str]) -> str:
    return f"{match['first']}%{match['dash']}{match['last']}%"


_RULES = (
    _Rule(
        re.compile(r"(?<![\d.%])(?P<first>\d+(?:\.\d+)?)(?P<dash>—|至)(?P<last>\d+(?:\.\d+)?)%"),
        _("“%(words)s”前一个数也应带百分号，写成“%(better)s”。"),
        _percent_range,
    ),
    _Rule(
        re.compile(r"(?<![\d.万亿—年第])(?P<first>\d+(?:\.\d+)?)(?P<dash>—|至)(?P<last>\d+(?:\.\d+)?)(?P<unit>[万亿])(?!元?(?:以|项目|级|的|[0-9]))"),
        _("“%(words)s”前一个数缺少“万”“亿”，容易误读，应写成“%(better)s”。"),
        lambda match: f"{match['first']}{match['unit']}{match['dash']}{match['last']}{match['unit']}",
    ),
    _Rule(
        re.compile(rf"(?:不低于|不少于|至少|不小于|{_OVER}|高于|大于|多于){_N}{_UNIT}(?:以下|以内|之内)"),
        _("“%(words)s”上下限互相矛盾，请改为其中一种说法。"),
    ),
    _Rule(
        re.compile(rf"(?:不高于|不超过|不大于|不多于|至多|最多|低于|少于|小于|不足){_N}{_UNIT}以上"),
        _("“%(words)s”上下限互相矛盾，请改为其中一种说法。"),
    ),
    _Rule(
        re.compile(rf"(?:不低于|不少于|不小于|高于|大于){_N}{_UNIT}以上|(?:不高于|不超过|低于|少于|小于){_N}{_UNIT}(?:以下|以内)"),
        _("“%(words)s”重复表示界限，只留一处。"),
    ),
    _Rule(
        re.compile(rf"(?:{_ABOUT}|{_OVER}){_N}[余多]{_UNIT}(?:左右|上下|以上)?"),
        _("“%(words)s”重复表示约数，只留一处。"),
    ),
    _Rule(
        re.compile(rf"(?:{_ABOUT}|{_OVER}|至少|不足|大概){_N}{_UNIT}(?:左右|上下)"),
        _("“%(words)s”重复或矛盾地表示约数，只留一处。"),
    ),
    _Rule(
        re.compile(rf"(?:{_ABOUT}|{_OVER}){_N}{_UNIT}以上"),
        _("“%(words)s”重复或矛盾地表示约数，只留一处。"),
    ),
    _Rule(
        re.compile(rf"\d[\d,]*[余多]{_UNIT}(?:左右|以上|上下)"),
        _("“%(words)s”重复或矛盾地表示约数，只留一处。"),
    ),
    _Rule(
        re.compile(r"(?<![第十百千万零一二三四五六七八九两\d])二(?P<unit>[个家项起辆位名张台])(?!月|季度|子|庄)"),
        _("量词前用“两”，“%(words)s”应写成“%(better)s”。"),
        lambda match: "两" + match["unit"],
    ),
    _Rule(
        re.compile(r"(?P<before>第|[二三四五六七八九]?十)两(?P<unit>[个家项次批届期条名])"),
        _("序数和“十”后用“二”，“%(words)s”应写成“%(better)s”。"),
        lambda match: f"{match['before']}二{match['unit']}",
    ),
    _Rule(
        re.compile(r"(?:增加|增长|提高|提升|减少|下降|降低|上升)了(?:到|至)(?=[约近]?\d)"),
        _("“%(words)s”把增减的数和到达的数混在一起：说增减多少用“了”，说达到多少用“到”，请改为一种。"),
    ),
    _Rule(
        re.compile(r"(?:下降|减少|降低|回落|负增长|压减)(?:了|约)?[-—](?=\d)[\d.]+%?"),
        _("“%(words)s”既有“下降”一类的词又有负号，请去掉负号。"),
        lambda match: re.sub("[-—]", "", match[0]),
    ),
    _Rule(
        re.compile(r"(?<=\d)(?:万万|亿亿|(?:万|亿)?元元|万元万|亿元亿|%%|余余|多多余?|余多|(?P<unit>[项处起件次])(?P=unit)|家家(?![庭户具电长政乐风教])|个个(?![体人性])|百分点百分点)"),
        _("“%(words)s”重复，请删去一个。"),
    ),
)  # fmt: skip
_FULL_WIDTH = re.compile("[０-９][０-９．，％]*")


def find(page: Page) -> Iterator[Problem]:
    """Every place that breaks a rule of writing; nothing here is a contradiction."""
    taken: set[int] = set(page.thresholds)
    for rule in _RULES:
        for match in rule.pattern.finditer(page.text):
            places = set(range(*match.span()))
            if taken & places:
                continue
            taken |= places
            better = rule.better(match) if rule.better else ""
            yield page.problem(
                "writing",
                match.span(),
                rule.template,
                suggestion=better,
                sure=False,
                words=match[0],
                better=better,
            )
    for match in _FULL_WIDTH.finditer(page.reading.text):
        yield page.problem(
            "writing",
            (page.folded(match.start()), page.folded(match.end())),
            _("“%(words)s”是全角数字，应改为半角“%(better)s”。"),
            suggestion=page.text[page.folded(match.start()) : page.folded(match.end())],
            sure=False,
            words=match[0],
            better=page.text[page.folded(match.start()) : page.folded(match.end())],
        )
