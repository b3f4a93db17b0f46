"""How long a first report holds an investor for its unit, and how a report stands on a day (rule 12)."""

from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Standing(TextChoices):
    """Where a day lies in a report's window."""

    LIVE = "live", _("保护期内")
    SOON = "soon", _("将到期")
    EXPIRED = "expired", _("已过期")


def last_day(counted_from: date, lead_days: int) -> date:
    """The last day of the window: so many days after the last contact that counts."""
    return counted_from + timedelta(days=lead_days)


def standing(expires_on: date, day: date, soon_days: int) -> Standing:
    """How a report stands on a day: its last `soon_days` days, the last one included, are near its end."""
    if day > expires_on:
        return Standing.EXPIRED
    return Standing.SOON if (expires_on - day).days <= soon_days else Standing.LIVE
