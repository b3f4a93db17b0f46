"""From figures to a draft: a template's sentences for a stretch of days, each standing only on rows that are there.

A template holds {places} for days and names, and [[figures]] that count the asked days unless they say others:
[[investment.signed_over_1|from={年初}]] counts from New Year. A sentence of which a figure has no rows is left out and
said, so that a draft states nothing that the ledgers do not.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from taizhang.bulletin.live_figures import Evaluation, Token, parse, write_token
from taizhang.bulletin.prose import level_of
from taizhang.bulletin.typesetting.document import Level
from taizhang.foundation.periods import Period, month
from taizhang.foundation.refusals import Refused
from taizhang.organisation.models import Unit

PLACES = ("年度", "月份", "时段", "截至", "单位", "年初", "上年初", "上年末", "起", "止")
_PLACE = re.compile(r"\{([^{}]*)\}")
_SENTENCE = re.compile(r"(?:\[\[.*?\]\]|[^。！？；])+[。！？；]?")


@dataclass(frozen=True)
class LeftOut:
    """A sentence of the template that the ledgers do not bear out, and why."""

    sentence: str
    why: str


@dataclass(frozen=True)
class Draft:
    """A draft ready to be kept: its figures are live tokens, the days written into them."""

    title: str
    body: str
    left_out: tuple[LeftOut, ...]


def places(period: Period, unit: Unit | None) -> dict[str, str]:
    """What stands for every place of PLACES."""
    start, end = period.start, period.end
    return {
        "年度": f"{end.year}年",
        "月份": f"{end.month}月",
        "时段": spoken(period),
        "截至": f"{end.month}月{end.day}日",
        "单位": unit.short_name if unit else "全区",
        "年初": date(end.year, 1, 1).isoformat(),
        "上年初": date(end.year - 1, 1, 1).isoformat(),
        "上年末": date(end.year - 1, 12, 31).isoformat(),
        "起": start.isoformat(),
        "止": end.isoformat(),
    }


def spoken(period: Period) -> str:
    """The days as prose says them: 6月, 1—6月, 2020年, 6月1日至19日."""
    start, end = period.start, period.end
    months = period.months()
    whole = start.day == 1 and end == month(end.year, end.month).end
    if whole and len(months) == 12 and start.year == end.year:
        return f"{end.year}年"
    if whole and start.year == end.year:
        return f"{end.month}月" if len(months) == 1 else f"{start.month}—{end.month}月"
    if start.year != end.year:
        return f"{start.year}年{start.month}月{start.day}日至{end.year}年{end.month}月{end.day}日"
    tail = f"{end.day}日" if start.month == end.month else f"{end.month}月{end.day}日"
    return f"{start.month}月{start.day}日至{tail}"


def strange_places(text: str) -> list[str]:
    """The {places} of a text that no draft can fill."""
    return [name for name in _PLACE.findall(text) if name not in PLACES]


def compose(title: str, body: str, *, period: Period, unit: Unit | None, today: date) -> Draft:
    """A template made into a draft; raises Refused where no sentence with a figure is left."""
    filled = places(period, unit)
    evaluation = Evaluation(min(period.end, today), today)
    left_out: list[LeftOut] = []
    paragraphs: list[str] = []
    counted = 0
    for line in _fill(body, filled).splitlines():
        kept = []
        for sentence in _sentences(line.strip()):
            dated = "".join(_dated(piece, period, unit, today) for piece in parse(sentence))
            why = _why_not(dated, evaluation)
            if why:
                left_out.append(LeftOut(sentence, why))
            else:
                kept.append(dated)
                counted += "[[" in dated
        if kept:
            paragraphs.append("".join(kept))
    if not counted:
        raise Refused(_("所选时段内，模板里的数字在台账中都没有记录，写不成稿。请换一个时段或模板。"))
    return Draft(_fill(title, filled), "\n".join(_without_empty_headings(paragraphs)), tuple(left_out))


def _fill(text: str, filled: Mapping[str, str]) -> str:
    return _PLACE.sub(lambda match: filled.get(match.group(1), match.group()), text)


def _sentences(line: str) -> Iterator[str]:
    return (match.group() for match in _SENTENCE.finditer(line))


def _dated(piece: str | Token, period: Period, unit: Unit | None, today: date) -> str:
    """The piece with the asked days and the unit written into a figure that says none."""
    if isinstance(piece, str):
        return piece
    if piece.error:
        return piece.text
    token = piece
    if token.start is None and token.end is None:
        token = replace(token, start=period.start, end=min(period.end, today))
    as_of = token.as_of or min(period.end, today)
    days = {
        name: day.isoformat() if day else ""
        for name, day in (("start", token.start), ("end", token.end), ("as_of", as_of))
    }
    return write_token(
        token.key, **days, unit=token.unit or (unit.short_name if unit else ""), show=token.show
    )


def _why_not(sentence: str, evaluation: Evaluation) -> str:
    for figure in evaluation.figures([sentence]):
        if figure.error:
            return figure.why or figure.error
        if not figure.value:
            return _("“%(title)s”在这段时间没有记录。") % {"title": figure.indicator.title}  # type: ignore[union-attr]
    return ""


def _without_empty_headings(paragraphs: list[str]) -> Iterator[str]:
    """Headings of which nothing is left below are dropped."""
    for place, paragraph in enumerate(paragraphs):
        level = level_of(paragraph)
        following = paragraphs[place + 1] if place + 1 < len(paragraphs) else None
        if level is not Level.BODY and (following is None or level_of(following) is level):
            continue
        yield paragraph
