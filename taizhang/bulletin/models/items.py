"""Items from the units: who wrote them, where they stand, in which version."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.bulletin.models.calls import Call
from taizhang.bulletin.models.topics import Topic
from taizhang.bulletin.states import ITEM, OFFICE, ItemState
from taizhang.journal.models import Journalled
from taizhang.organisation.models import UnitScoped, User


class ItemQuerySet(UnitScoped):
    """Sets of items."""

    ledger = "bulletin"

    def visible_to(self, user: User) -> Self:
        """Everything for the office, their own units' items for anyone else."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self if user.role_keys & OFFICE else self.filter(unit__in=user.home_unit_ids)

    def with_points(self) -> Self:
        """Each item with the `points` that its unit was given for it, None where none were."""
        credits = self.model._meta.get_field("credits").related_model.objects.filter(
            item=models.OuterRef("pk")
        )
        total = credits.order_by().values("item").annotate(total=models.Sum("points")).values("total")
        return self.annotate(points=models.Subquery(total))

    def waiting(self) -> Self:
        """Items that an issue may take in, oldest first."""
        return self.filter(state__in=(ItemState.RECEIVED, ItemState.KEPT, ItemState.CONFIRMED)).order_by("pk")


class Item(Journalled):
    """One item (稿件) of a unit. `body` is prose with live figures; `post` the writer's post on the day of writing.

    `version` counts the changes of title, text and source, so that two people cannot overwrite each other unseen.
    `vouched_version` is the last version that its unit stands by: the one submitted, then the one confirmed.
    """

    journal_type = "bulletin.item"
    workflow = ITEM
    journal_titles = {
        "drafted": _("从数字起草"),
        "proof_decided": _("校数处理"),
        "words": _("写法"),
        "verdict": _("校数结论"),
        "template": _("起草模板"),
        "left_out": _("没写进的句子"),
        "length": _("字数"),
        "classified": _("归入主题"),
        "took_in": _("并入来稿"),
        "gave_back": _("拆出来稿"),
        "composed": _("并稿编成"),
        "unit_confirmed": _("一家单位回核无误"),
        "adopted": _("上级采用"),
        "adoption_cancelled": _("撤销上级采用"),
        "credited": _("计采用积分"),
        "answered_call": _("应约"),
    }

    unit = models.ForeignKey("organisation.Unit", models.PROTECT, verbose_name=_("单位"), related_name="+")
    title = models.CharField(_("标题"), max_length=120)
    body = models.TextField(_("正文"))
    source = models.CharField(_("来源"), max_length=120, blank=True)
    topic = models.ForeignKey(
        Topic, models.PROTECT, verbose_name=_("主题"), null=True, blank=True, related_name="+"
    )
    call = models.ForeignKey(
        Call, models.PROTECT, verbose_name=_("约稿"), null=True, blank=True, related_name="items"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("撰稿人"), related_name="+", db_index=False
    )
    post = models.CharField(_("撰稿岗位"), max_length=100, blank=True)
    written_on = models.DateField(_("撰稿日期"))
    submitted_on = models.DateField(_("报送日期"), null=True, blank=True)
    state = models.CharField(_("状态"), max_length=12, choices=ItemState.choices, default=ItemState.DRAFT)
    version = models.PositiveIntegerField(_("版次"), default=1)
    vouched_version = models.PositiveIntegerField(_("单位认可的版次"), null=True, blank=True)

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
