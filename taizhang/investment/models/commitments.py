"""What the investor and the government promised each other (双向承诺), by when, and whether it was kept."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from taizhang.investment.models.projects import Project, money
from taizhang.investment.states import COMMITMENT, CommitmentState
from taizhang.journal.models import Journalled
from taizhang.organisation.models import UnitScoped, User


class Side(models.TextChoices):
    """Who promised."""

    INVESTOR = "investor", _("投资方")
    GOVERNMENT = "government", _("政府")


class CommitmentKind(models.TextChoices):
    """What was promised; the first four are the investor's, the others the government's, the last is either's."""

    INVESTMENT = "investment", _("投资到位")
    START = "start", _("按期开工")
    PRODUCTION = "production", _("按期投产")
    TAX = "tax", _("税收")
    LAND = "land", _("用地")
    UTILITIES = "utilities", _("水电气路配套")
    POLICY = "policy", _("政策兑现")
    OTHER = "other", _("其他")


KINDS_OF = {
    Side.INVESTOR: (
        CommitmentKind.INVESTMENT,
        CommitmentKind.START,
        CommitmentKind.PRODUCTION,
        CommitmentKind.TAX,
        CommitmentKind.OTHER,
    ),
    Side.GOVERNMENT: (
        CommitmentKind.LAND,
        CommitmentKind.UTILITIES,
        CommitmentKind.POLICY,
        CommitmentKind.OTHER,
    ),
}


class CommitmentQuerySet(UnitScoped):
    """Sets of promises: read by the project's unit and by the unit that has to keep them."""

    ledger = "investment"

    def visible_to(self, user: User) -> Self:
        """The promises of the own units' projects, and those that the own units have to keep."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.sees_all_of(self.ledger):
            return self
        return self.filter(Q(unit_id__in=user.home_unit_ids) | Q(duty_unit_id__in=user.home_unit_ids))

    def overdue(self, day: date) -> Self:
        """Promises still open after their day."""
        return self.filter(state=CommitmentState.OPEN, due_on__lt=day)


class Commitment(Journalled):
    """One promise about a project, to be kept by `due_on`, that day included; `amount` in 万元 where one was named."""

    journal_type = "investment.commitment"
    workflow = COMMITMENT

    project = models.ForeignKey(
        Project, models.PROTECT, verbose_name=_("项目"), related_name="commitments", db_index=False
    )
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name=_("牵头单位"), related_name="+"
    )
    side = models.CharField(_("承诺方"), max_length=10, choices=Side.choices)
    kind = models.CharField(_("类别"), max_length=12, choices=CommitmentKind.choices)
    text = models.CharField(_("承诺内容"), max_length=300)
    amount = money(_("金额(万元)"), null=True, blank=True)
    due_on = models.DateField(_("兑现期限"))
    duty_unit = models.ForeignKey(
        "organisation.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("责任单位"),
        related_name="+",
    )
    state = models.CharField(
        _("状态"), max_length=10, choices=CommitmentState.choices, default=CommitmentState.OPEN
    )
    kept_on = models.DateField(_("兑现日期"), null=True, blank=True)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("双向承诺")
        indexes = (
            models.Index(fields=("project", "due_on"), name="commitment_of_project"),
            models.Index(fields=("state", "due_on"), name="commitment_by_day"),
            models.Index(fields=("unit", "due_on"), name="commitment_of_unit"),
        )

    def __str__(self) -> str:
        return self.text

    def is_overdue(self, day: date) -> bool:
        """Whether it is still open after its day."""
        return self.state == CommitmentState.OPEN and self.due_on < day
