"""The district of this installation and the day on which its work stands."""

from datetime import date

from taizhang.foundation import clock
from taizhang.organisation.models import District


def current() -> District | None:
    """The district, or None before `taizhang init`."""
    return District.objects.first()


def business_today() -> date:
    """Today in Shanghai; in a demonstration, the day at which the demonstration stands. The default of every as-of date."""
    district = current()
    return district.stands_on if district and district.stands_on else clock.today()
