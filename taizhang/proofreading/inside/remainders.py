"""Holds a 其余 against what it is the rest of, where no 其中 leads the parts in: 在建36个，已完工9个，其余27个."""

import re
from collections.abc import Iterator
from decimal import Decimal

from taizhang.proofreading.claim import Problem
from taizhang.proofreading.inside.amounts import amount, amounts, like, plain, shown
from taizhang.proofreading.inside.page import Page, Placed, _
from taizhang.proofreading.inside.parts import alike, comparable
from taizhang.proofreading.inside.written import pattern, written

_STILL = re.compile("(?:尚有|还有|还剩|剩余|仍有|尚余|还差|尚差|尚缺|还缺)$")
_BALANCE = re.compile(
    rf"(?:年初|期初|上年|月初)(?:结余|结存|结转|余额|库存|累计结余)[^，。；\d]{{0,4}}{pattern('begin')}[，、](?:本年|当年|全年|本期|本月|当月)?[^，。；\d]{{0,4}}(?:收入|收|购入|入库|新增)[^，。；\d]{{0,4}}{pattern('more')}"
    rf"[，、](?:本年|当年|全年|本期|本月|当月)?[^，。；\d]{{0,4}}(?:支出|支|出库|发放|拨付)[^，。；\d]{{0,4}}{pattern('less')}[，、](?:年末|期末|月末|滚存|累计)?(?:结余|结存|余额|库存)[^，。；\d]{{0,4}}{pattern('end')}"
)
_SHORT = re.compile(
    r"完成[^，。；]{0,20}?(?P<done>\d+(?:\.\d+)?)%[^，。；\d]{0,4}，[^，。；\d]{0,14}(?:还差|尚差|差|还有)(?P<short>\d+(?:\.\d+)?)个百分点"
)
_REST = re.compile("(?:其余|剩余|余下)的?(?:为|有|尚有|还有)?$")


def find(page: Page) -> Iterator[Problem]:
    """Every rest and balance that is that of no number before it in the sentence, whichever of them is taken for the whole."""
    yield from _balances(page)
    for rest in page.claims:
        yield from _still_to_do(page, rest)
        begin = page.sentence_at(rest.start)[0]
        lead = page.text[begin : rest.start]
        if not _REST.search(lead) or re.search("其中|同比|去年|上年|目标|计划", lead) or not _plain(rest):
            continue
        before = [one for one in page.claims_within((begin, rest.start)) if comparable(one)]
        alike_before = [one for one in before if alike(rest, one) and _plain(one)]
        if len(alike_before) < 2 or len(alike_before) != len(before):
            continue
        if not any(_adds_up(alike_before[place:], rest) for place in range(len(alike_before) - 1)):
            yield _wrong(page, alike_before, rest)


def _still_to_do(page: Page, rest: Placed) -> Iterator[Problem]:
    """受理312件，办结287件，尚有25件正在办理; 目标500家，已培育452家，还差48家: with nothing else before it."""
    begin, _end = page.sentence_at(rest.start)
    lead = page.text[begin : rest.start]
    if not _STILL.search(lead) or re.search("其中|同比|去年|上年|结转|往年|另|此外|新增|新发", lead[4:]):
        return
    before = page.claims_within((begin, rest.start))
    if len(before) != 2 or not all(_plain(one) for one in (*before, rest)):
        return
    units = {amount(one.quantity).unit for one in (*before, rest)}
    behind = page.text[page.clause_start(before[1].start) : rest.start]
    if len(units) != 1 or not re.search("已|完|办|改|培|建|拆|成|通|发|到|销|实", behind):
        return
    of_whole, *ends = amounts([one.quantity for one in (*before, rest)])
    low, high = sum((one.low for one in ends), Decimal(0)), sum((one.high for one in ends), Decimal(0))
    if not of_whole.meets(low, high) and of_whole.high >= ends[0].low:
        yield _wrong(page, before, rest)


def _balances(page: Page) -> Iterator[Problem]:
    """年初结余、本年收入、本年支出、年末结余; and what is short of the whole in points."""
    for match in _BALANCE.finditer(page.text):
        begun, more, less, left = (written(match, name) for name in ("begin", "more", "less", "end"))
        true, slack = (
            begun.value + more.value - less.value,
            begun.slack + more.slack + less.slack + left.slack,
        )
        if len({one.unit for one in (begun, more, less, left)}) == 1 and abs(true - left.value) > slack:
            yield page.problem(
                "parts",
                (left.start, left.end),
                _("%(begun)s加%(more)s减%(less)s，结余应是%(true)s，不是%(left)s，请核对。"),
                begun=begun.text,
                more=more.text,
                less=less.text,
                true=left.text.replace(
                    match["end"], plain(true / (left.step * 10 ** _decimals(match["end"])))
                ),
                left=left.text,
            )
    for match in _SHORT.finditer(page.text):
        done, short = Decimal(match["done"]), Decimal(match["short"])
        if done < 100 and done + short != 100 and not re.search("进度|序时|全[省市国]|平均", match[0]):
            yield page.problem(
                "parts",
                (match.start("short"), match.end()),
                _("完成%(done)s%%，离全部完成还差%(true)s个百分点，不是%(short)s个，请核对。"),
                done=plain(done),
                true=plain(100 - done),
                short=plain(short),
            )


def _decimals(printed: str) -> int:
    return len(printed.partition(".")[2])


def _plain(one: Placed) -> bool:
    return one.quantity.is_exact and not one.claim.thresholds


def _adds_up(whole_and_parts: list[Placed], rest: Placed) -> bool:
    whole, *parts = amounts([*(one.quantity for one in whole_and_parts), rest.quantity])
    return whole.meets(
        sum((one.low for one in parts), Decimal(0)), sum((one.high for one in parts), Decimal(0))
    )


def _wrong(page: Page, before: list[Placed], rest: Placed) -> Problem:
    whole, *parts = amounts([one.quantity for one in before])
    left = (whole.value or Decimal(0)) - sum((one.value or Decimal(0) for one in parts), Decimal(0))
    return page.problem(
        "parts",
        (rest.start, rest.end),
        _("%(whole)s减去前面各部分，其余应是%(left)s，不是%(rest)s，请核对。"),
        claims=before,
        whole=shown(before[0].quantity),
        left=like(left, rest.quantity),
        rest=shown(rest.quantity),
    )
