"""How an act that is known by its day becomes an instant of the journal, and what every text and day must be."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from taizhang.foundation import clock
from taizhang.foundation.refusals import Refused


def moment_of(day: date) -> datetime | None:
    """None (now) for today, else the first instant of the day: nothing more exact is known."""
    return None if day == clock.today() else clock.start_of(day)


def not_later_than_today(day: date, field: str) -> None:
    """Raise Refused for a day to come."""
    if day > clock.today():
        raise Refused(_("日期 %s 晚于今天。请核对。") % day, field=field)


def written(text: str, field: str, title: object, most: int) -> str:
    """The text without its blanks; raises Refused where there is none or too much of it."""
    text = text.strip()
    if not text:
        raise Refused(_("请写明%s。") % title, field=field)
    if len(text) > most:
        raise Refused(_("%(title)s最多 %(most)s 字。") % {"title": title, "most": most}, field=field)
    return text
