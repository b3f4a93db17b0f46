"""Claims that projects reached a stage, and the papers that each claim rests on."""

from collections.abc import Collection
from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from taizhang.investment.models.projects import Project, money
from taizhang.investment.states import BATCHES, OPEN_CLAIMS, STAGE_CLAIM, ProjectState, StageClaimState
from taizhang.journal.models import Journalled
from taizhang.organisation.models import UnitScoped

CLAIMED_STAGES = tuple((stage.value, stage.label) for stage in BATCHES[1:])


class StageClaimQuerySet(UnitScoped):
    """Sets of claims, readable by the readers of their project."""

    ledger = "investment"

    def marked_own(self, user_id: int | None, office_ids: Collection[int]) -> Self:
        """Annotates `own`: whether the person, or somebody of the offices with these ids, made the claim.

        `office_ids` are the ids of every unit of the person's offices.
        """
        mine = Q(by_id=user_id) | Q(claimant_unit_id__in=office_ids)
        return self.annotate(own=models.ExpressionWrapper(mine, output_field=models.BooleanField()))

    def made_by_own_office(self, own: bool) -> Self:
        """Of claims marked by `marked_own`: those that the own office made, or the others."""
        return self.filter(Q(own=own))


class StageClaim(Journalled):
    """A claim that a project has reached a stage, made by one unit and judged by another.

    `unit` is the project's lead unit, `by` and `claimant_unit` who claimed. `papers` are the attachments on which the
    claim rests as they were when it was submitted: id, kind, dated_on (ISO), digest, name. `business_on` is the day that
    they give; `total` and `outside` are the contract's 万元 as claimed at a signing.
    """

    journal_type = "investment.stage_claim"
    workflow = STAGE_CLAIM
    journal_titles = {"papers": _("所附材料")}

    # Annotated by StageClaimQuerySet.marked_own.
    own: bool

    project = models.ForeignKey(Project, models.PROTECT, verbose_name=_("项目"), related_name="claims")
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name=_("牵头单位"), related_name="+"
    )
    stage = models.CharField(_("申报阶段"), max_length=20, choices=CLAIMED_STAGES)
    state = models.CharField(
        _("状态"), max_length=20, choices=StageClaimState.choices, default=StageClaimState.SUBMITTED
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("申报人"), related_name="+"
    )
    claimant_unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name=_("申报单位"), related_name="+"
    )
    claimed_at = models.DateTimeField(_("申报时间"))
    business_on = models.DateField(_("材料确定的日期"))
    papers = models.JSONField(_("所附材料"), default=list)
    total = money(_("合同总投资(万元)"), null=True, blank=True)
    outside = money(_("合同区外资金(万元)"), null=True, blank=True)
    note = models.CharField(_("申报说明"), max_length=200, blank=True)
    verdict = models.CharField(_("核定意见"), max_length=200, blank=True)
    recognised_on = models.DateField(_("认定日期"), null=True, blank=True)
    verifier = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("核定人"), related_name="+", null=True
    )
    judged_at = models.DateTimeField(_("核定时间"), null=True, blank=True)
    return_reason = models.CharField(_("退回理由"), max_length=200, blank=True)

    objects = StageClaimQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("阶段申报")
        ordering = ("-claimed_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("project", "stage"), condition=Q(state__in=OPEN_CLAIMS), name="one_open_claim"
            ),
            models.UniqueConstraint(
                fields=("project", "stage"),
                condition=Q(state=StageClaimState.RECOGNISED),
                name="one_recognised_claim",
            ),
        )
        indexes = (
            models.Index(fields=("state", "claimed_at", "id"), name="claim_by_state"),
            models.Index(fields=("unit", "state", "id"), name="claim_of_unit"),
        )

    def __str__(self) -> str:
        return f"{self.project} · {self.get_stage_display()}"

    @property
    def dated_kinds(self) -> list[tuple[str, date]]:
        """(kind, business date) of the papers, as the gates read them."""
        return [(paper["kind"], date.fromisoformat(paper["dated_on"])) for paper in self.papers]

    @property
    def is_signing(self) -> bool:
        """Whether the claim is of a signing, which carries the contract's amount."""
        return self.stage == ProjectState.SIGNED

    def rests_on(self, attachment_id: int) -> bool:
        """Whether the attachment is among the claim's papers."""
        return any(paper["id"] == attachment_id for paper in self.papers)

    @staticmethod
    def paper_of(attachment: Any) -> dict[str, Any]:
        """An attachment as a claim keeps it."""
        return {
            "id": attachment.pk,
            "kind": attachment.kind,
            "dated_on": attachment.dated_on.isoformat(),
            "digest": attachment.digest,
            "name": attachment.name,
        }
