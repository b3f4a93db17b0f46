"""What every entry of supervision must be: words that are there and fit, days that are not in the future."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from taizhang.foundation import clock
from taizhang.foundation.refusals import Refused
from taizhang.organisation import district

LONGEST_TITLE, LONGEST_TEXT = 120, 2000


def words(text: str, *, field: str, title: str, longest: int = LONGEST_TEXT) -> str:
    """The text without blanks around it; raises Refused where nothing is left or it is too long."""
    text = text.strip()
    if not text:
        raise Refused(_("请填写%(what)s。") % {"what": title}, field=field)
    if len(text) > longest:
        raise Refused(
            _("%(what)s最多 %(most)s 字，现在是 %(now)s 字，请删减。")
            % {"what": title, "most": longest, "now": len(text)},
            field=field,
        )
    return text


def day_of(day: date | None, *, field: str, not_before: date | None = None) -> date:
    """The day of an act, today in force where none is given; raises Refused for a future day or one too early."""
    day = day or district.business_today()
    if day > clock.today():
        raise Refused(_("日期 %(day)s 在今天之后，请核对。") % {"day": day.isoformat()}, field=field)
    if not_before is not None and day < not_before:
        raise Refused(
            _("日期 %(day)s 早于 %(first)s，请核对。")
            % {"day": day.isoformat(), "first": not_before.isoformat()},
            field=field,
        )
    return day


def moment_of(day: date) -> datetime | None:
    """None (now) for today, else the first instant of the day: nothing more exact is known."""
    return None if day == clock.today() else clock.start_of(day)
