"""How cells of the night market's workbooks are read: short texts, codes, categories, times of a night."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, NamedTuple

from django.utils import translation
from django.utils.translation import gettext as _

from taizhang.foundation.clock import SHANGHAI
from taizhang.foundation.quantities import EARLIEST_YEAR, normalise_name, parse_integer, parse_moment
from taizhang.night_market.states import BreachCategory
from taizhang.workbooks.columns import SheetColumn, text

NIGHT_ENDS = 6  # a bare time before this hour belongs to the morning after the shift's date
_TIME = re.compile(r"(次日|第二天|翌日)?(\d{1,2})(?::(\d{1,2})(?::(\d{1,2}))?|[时点](?:(\d{1,2})分?)?)")
_CODE = re.compile(r"[0-9A-Z]{18}|\d{15}")
_C = BreachCategory
_WORDS = {
    _C.HYGIENE: ("环境卫生", "卫生差", "卫生较差"),
    _C.NOISE: ("噪声", "噪音扰民", "噪声扰民"),
    _C.FUMES: ("油烟扰民", "油烟直排"),
    _C.ENCROACHMENT: ("占道经营", "出店经营", "店外经营", "超范围"),
    _C.OVERTIME: ("超时经营", "超时段"),
    _C.FIRE_LANE: ("占用消防通道", "堵塞消防通道"),
}


def short(key: str, title: str, most: int, *, required: bool = False, **options: Any) -> SheetColumn:
    """A text column that holds at most so many characters."""

    def parse(value: Any) -> str:
        found = text(value)
        if len(found) > most:
            raise ValueError(
                _("最多 %(most)s 个字，这里有 %(found)s 个。") % {"most": most, "found": len(found)}
            )
        return found

    return SheetColumn(key, title, parse, required, **options)


def millimetres(value: Any) -> int:
    """A whole number of mm, not negative; raises ValueError."""
    number = parse_integer(value, unit="mm")
    if number < 0:
        raise ValueError(_("不能是负数。"))
    if number > 1_000_000:
        raise ValueError(_("超过 1 公里，请核对单位是不是毫米。"))
    return number


def credit_code(value: Any) -> str:
    """An 18-character credit code or an old 15-digit registration number; raises ValueError.

    The check character is not tested here: old papers carry wrong ones, and the merchant's page says so.
    """
    found = normalise_name(text(value))
    if not _CODE.fullmatch(found):
        raise ValueError(_("应为 18 位统一社会信用代码（或 15 位旧注册号），以文字填写。"))
    return found


@cache
def category_labels() -> dict[str, str]:
    """Category code → its Chinese name, whatever the language of the screen: a workbook is always Chinese."""
    with translation.override("zh-hans"):
        return {value: str(label) for value, label in BreachCategory.choices}


@cache
def categories() -> dict[str, str]:
    """Normalised word → category code: the labels and other words for them."""
    found = {normalise_name(label): value for value, label in category_labels().items()}
    return found | {normalise_name(word): code.value for code, words in _WORDS.items() for word in words}


def category_names() -> list[str]:
    """The Chinese names of the categories, for a template's drop-down."""
    return list(category_labels().values())


def category(value: Any) -> str:
    """The category code of a cell; raises ValueError naming the ones that there are."""
    found = categories().get(normalise_name(text(value)))
    if found is None:
        raise ValueError(
            _("不认识“%(value)s”。可以填：%(choices)s。")
            % {"value": text(value)[:20], "choices": "、".join(category_names())}
        )
    return found


class ClockTime(NamedTuple):
    """A time of day without its date; `next_day` where the cell itself says so."""

    at: time
    next_day: bool = False

    def on(self, shift_on: date) -> datetime:
        """The instant in the night of a shift's date."""
        later = self.next_day or self.at.hour < NIGHT_ENDS
        return datetime.combine(shift_on + timedelta(days=later), self.at, tzinfo=SHANGHAI)


def night_time(value: Any) -> ClockTime | datetime:
    """A time of day (21:00, 次日0:30, a cell formatted as a time) or a whole moment; raises ValueError."""
    if isinstance(value, time):
        return ClockTime(value.replace(microsecond=0))
    if isinstance(value, float | int) and not isinstance(value, bool) and 0 <= value < 2:
        value = timedelta(days=value)
    if isinstance(value, datetime) and value.year < EARLIEST_YEAR:
        return ClockTime(value.time().replace(microsecond=0))
    if isinstance(value, timedelta):
        seconds = round(value.total_seconds())
        return ClockTime((datetime.min + timedelta(seconds=seconds % 86400)).time(), seconds >= 86400)
    if isinstance(value, str):
        match = _TIME.fullmatch(re.sub(r"\s", "", unicodedata.normalize("NFKC", value)))
        if match:
            return _clock(value, match)
    return parse_moment(value, date_means_midnight=True)


def _clock(value: str, match: re.Match[str]) -> ClockTime:
    hour, minute, second = (int(part or 0) for part in (match[2], match[3] or match[5], match[4]))
    if (hour, minute, second) == (24, 0, 0):
        return ClockTime(time(0), True)
    if hour > 23 or minute > 59 or second > 59:
        raise ValueError(_("“%s”的时刻不对，一天从 00:00 到 24:00。") % value)
    return ClockTime(time(hour, minute, second), bool(match[1]))


def night_column(key: str, title: str) -> SheetColumn:
    """A required column of times within a shift."""
    return SheetColumn(key, title, night_time, True, width=18, example="21:00")


def differs(held: Any) -> str:
    """The sentence for a cell that says other than the ledger does."""
    if held in (None, ""):
        return _(
            "这一行台账里已有，这一格在台账里是空的。如要更改，请在该记录的页面上改；否则请改成与台账一致。"
        )
    return (
        _("这一行台账里已有，这一格在台账里是“%s”。如要更改，请在该记录的页面上改；否则请改成与台账一致。")
        % held
    )


def repeated(row: int) -> str:
    """The sentence for a row that stands in the file already."""
    return _("与第 %s 行重复。请删去一行。") % row
