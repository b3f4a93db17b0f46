"""The State Council's yearly arrangement of holidays and make-up days, as far as the installed calendar knows it."""

from datetime import date

import chinese_calendar

_TITLES = {each.value: each.chinese for each in chinese_calendar.Holiday}
_YEARS = {day.year for day in chinese_calendar.constants.holidays}


def known_years() -> frozenset[int]:
    """The years whose arrangement the installed calendar knows."""
    return frozenset(_YEARS)


def exceptions(year: int) -> list[tuple[date, bool, str]]:
    """(day, whether it is worked, its note) of every day of the year that is not as Monday–Friday says, in order.

    Empty for a year that the calendar does not know. Source: the yearly notice of the State Council's General Office.
    """
    holidays = chinese_calendar.constants.holidays
    workdays = chinese_calendar.constants.workdays
    off = [
        (day, False, _TITLES.get(name, name))
        for day, name in holidays.items()
        if day.year == year and day.weekday() < 5
    ]
    worked = [
        (day, True, f"{_TITLES.get(name, name)}调休")
        for day, name in workdays.items()
        if day.year == year and day.weekday() >= 5
    ]
    return sorted(off + worked)
