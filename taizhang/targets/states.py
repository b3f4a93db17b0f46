"""The words of targets that rules depend on: the warning lights."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Light(TextChoices):
    """How far completion is behind the calendar, from best to worst."""

    GREEN = "green", _("绿")
    GREEN_LAGGING = "green_lagging", _("绿（滞后）")
    YELLOW = "yellow", _("黄")
    RED = "red", _("红")
