"""What a proofreader found wrong in the signed pages: a remark to the editors, since the text itself is fixed."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.bulletin.models.issues import Issue
from taizhang.bulletin.models.items import OFFICE
from taizhang.bulletin.models.printed import PrintedItem
from taizhang.bulletin.states import PROOF_REMARK, ProofRemarkState
from taizhang.journal.models import Journalled
from taizhang.organisation.models import User


class ProofRemarkQuerySet(models.QuerySet["ProofRemark"]):
    """Sets of remarks."""

    def visible_to(self, user: User) -> Self:
        """Everything for the office, nothing for anyone else."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self if user.role_keys & OFFICE else self.none()

    def open(self) -> Self:
        """Those that no editor has answered yet, oldest first."""
        return self.filter(state=ProofRemarkState.OPEN).order_by("pk")


class ProofRemark(Journalled):
    """One thing found wrong in the proofs of a signed issue: where it stands, what is wrong, what became of it."""

    journal_type = "bulletin.proof_remark"
    workflow = PROOF_REMARK

    issue = models.ForeignKey(Issue, models.PROTECT, verbose_name=_("期刊"), related_name="proof_remarks")
    printed = models.ForeignKey(
        PrintedItem, models.PROTECT, verbose_name=_("所在稿件"), null=True, blank=True, related_name="+"
    )
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, verbose_name=_("单位"), related_name="+")
    passage = models.CharField(_("原文"), max_length=200, blank=True)
    text = models.CharField(_("问题"), max_length=500)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("校对"), related_name="+", db_index=False
    )
    made_at = models.DateTimeField(_("提出时间"))
    state = models.CharField(
        _("状态"), max_length=12, choices=ProofRemarkState.choices, default=ProofRemarkState.OPEN
    )
    answer = models.CharField(_("处理说明"), max_length=500, blank=True)

    objects = ProofRemarkQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("清样问题")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.text
