"""Issues that gather items, the places in them, and the numbers given in a year."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.bulletin.models.items import Item
from taizhang.bulletin.states import FROZEN_STATES, ISSUE, OFFICE, IssueState
from taizhang.journal.models import Journalled
from taizhang.organisation.models import User


class IssueQuerySet(models.QuerySet["Issue"]):
    """Sets of issues."""

    def visible_to(self, user: User) -> Self:
        """Every issue for the office, the signed ones for everybody who signs in."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self if user.role_keys & OFFICE else self.frozen()

    def frozen(self) -> Self:
        """The issues that were signed."""
        return self.filter(state__in=FROZEN_STATES)


class Issue(Journalled):
    """One issue (期). `number`, `year` and `issued_on` are empty until it is signed, and fixed from then on.

    `cut_off` is the day at whose end its figures stand. `head_seq` and `head_hash` are the journal's chain head at the
    signing, printed in the colophon. `imported` marks an old issue from before the system. `last_edited_by` is who last changed its text or its order: never the signer.
    """

    journal_type = "bulletin.issue"
    workflow = ISSUE
    journal_titles = {
        "item_placed": _("排入稿件"),
        "item_moved": _("调整次序"),
        "item_taken_out": _("撤下稿件"),
        "item_edited": _("编改稿件"),
        "item": _("稿件"),
        "position": _("次序"),
        "recipients": _("送发名单"),
        "proofs_remarked": _("清样发现问题"),
        "deliveries_chased": _("催阅"),
        "opened_to_public": _("对外公开"),
        "closed_to_public": _("改为内部"),
        "corrected": _("在以后的一期更正"),
        "entered": _("旧刊入库"),
    }

    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name=_("主办单位"), related_name="+"
    )
    supplement = models.BooleanField(_("增刊"), default=False)
    year = models.PositiveSmallIntegerField(_("年度"), null=True, blank=True)
    number = models.PositiveIntegerField(_("期号"), null=True, blank=True)
    issued_on = models.DateField(_("签发日期"), null=True, blank=True)
    masthead = models.CharField(_("刊名"), max_length=20)
    publisher = models.CharField(_("编发单位"), max_length=40)
    sent_to = models.CharField(_("本期送"), max_length=200, blank=True)
    distributed_to = models.CharField(_("发"), max_length=300, blank=True)
    editors = models.CharField(_("责任编辑"), max_length=60, blank=True)
    copies = models.PositiveIntegerField(_("印数"), null=True, blank=True)
    secrecy = models.CharField(_("密级"), max_length=20, blank=True)
    serial = models.CharField(_("份号"), max_length=20, blank=True)
    cut_off = models.DateField(_("数字截至"))
    state = models.CharField(
        _("状态"), max_length=14, choices=IssueState.choices, default=IssueState.ASSEMBLING
    )
    opened_on = models.DateField(_("开编日期"))
    imported = models.BooleanField(_("旧刊入库"), default=False)
    last_edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("最后编辑"), related_name="+", db_index=False
    )
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("签发人"),
        null=True,
        related_name="+",
        db_index=False,
    )
    head_seq = models.BigIntegerField(_("链头序号"), null=True, blank=True)
    head_hash = models.CharField(_("链头"), max_length=64, blank=True)

    objects = IssueQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("期刊")
        constraints = (
            models.UniqueConstraint(fields=("year", "supplement", "number"), name="issue_number_once_a_year"),
        )
        indexes = (models.Index(fields=("state", "-id"), name="issue_by_state"),)

    def __str__(self) -> str:
        if self.number is None:
            return str(_("未编号（%(day)s 开编）")) % {"day": self.opened_on}
        name = _("%(year)s年增刊第%(number)s期") if self.supplement else _("%(year)s年第%(number)s期")
        return str(name) % {"year": self.year, "number": self.number}

    @property
    def is_frozen(self) -> bool:
        """Whether it was signed."""
        return self.state in FROZEN_STATES

    @property
    def colophon(self) -> str:
        """The small line that carries the journal's chain head; empty before the signing."""
        return f"台账日志 {self.head_seq} · {self.head_hash}" if self.head_hash else ""


class IssueRun(Journalled):
    """The last number given in a year; its row is locked while a signing takes the next one. A 增刊 has its own run."""

    journal_type = "bulletin.run"

    year = models.PositiveSmallIntegerField(_("年度"))
    supplement = models.BooleanField(_("增刊"), default=False)
    last_number = models.PositiveIntegerField(_("已出到"), default=0)

    class Meta:
        verbose_name = verbose_name_plural = _("期号")
        constraints = (models.UniqueConstraint(fields=("year", "supplement"), name="issue_run_of_year"),)

    def __str__(self) -> str:
        return f"{self.year} {self.last_number}"


class Placement(models.Model):
    """An item's place in an issue, counted from 1; an item stands in one issue at most."""

    issue = models.ForeignKey(Issue, models.PROTECT, verbose_name=_("期刊"), related_name="placements")
    item = models.OneToOneField(Item, models.PROTECT, verbose_name=_("稿件"), related_name="placement")
    position = models.PositiveSmallIntegerField(_("次序"))

    class Meta:
        verbose_name = verbose_name_plural = _("排入")
        ordering = ("position", "id")

    def __str__(self) -> str:
        return f"{self.issue_id}/{self.position}"
