"""Items from the units: who wrote them, where they stand, in which version."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.bulletin.states import ITEM, ItemState
from taizhang.journal.models import Journalled
from taizhang.organisation.models import UnitScoped, User

# The posts of the office that makes the bulletin: they see every item and every issue, whatever its state.
OFFICE = frozenset(
    {"administrator", "operator", "editor", "proofreader", "office_chief", "issuer", "archivist"}
)


class ItemQuerySet(UnitScoped):
    """Sets of items."""

    ledger = "bulletin"

    def visible_to(self, user: User) -> Self:
        """Everything for the office, their own units' items for anyone else."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self if user.role_keys & OFFICE else self.filter(unit__in=user.home_unit_ids)

    def waiting(self) -> Self:
        """Items that an issue may take in, oldest first."""
        return self.filter(state__in=(ItemState.RECEIVED, ItemState.KEPT, ItemState.CONFIRMED)).order_by("pk")


class Item(Journalled):
    """One item (稿件) of a unit. `body` is prose with live figures; `post` the writer's post on the day of writing.

    `version` counts the changes of title, text and source, so that two people cannot overwrite each other unseen.
    """

    journal_type = "bulletin.item"
    workflow = ITEM
    journal_titles = {"length": _("字数")}

    unit = models.ForeignKey("organisation.Unit", models.PROTECT, verbose_name=_("单位"), related_name="+")
    title = models.CharField(_("标题"), max_length=120)
    body = models.TextField(_("正文"))
    source = models.CharField(_("来源"), max_length=60, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("撰稿人"), related_name="+", db_index=False
    )
    post = models.CharField(_("撰稿岗位"), max_length=100, blank=True)
    written_on = models.DateField(_("撰稿日期"))
    submitted_on = models.DateField(_("报送日期"), null=True, blank=True)
    state = models.CharField(_("状态"), max_length=12, choices=ItemState.choices, default=ItemState.DRAFT)
    version = models.PositiveIntegerField(_("版次"), default=1)

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("稿件")
        indexes = (
            models.Index(fields=("unit", "state", "-id"), name="item_of_unit"),
            models.Index(fields=("state", "-id"), name="item_by_state"),
            models.Index(fields=("submitted_on", "unit"), name="item_submitted"),
        )

    def __str__(self) -> str:
        return self.title
