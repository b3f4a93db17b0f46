"""The list of claims of stages, with its filters."""

import django_filters
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from taizhang.investment.access import colleagues_unit_ids
from taizhang.investment.models import CLAIMED_STAGES, StageClaim
from taizhang.investment.models.claims import StageClaimQuerySet
from taizhang.investment.states import STAGE_CLAIM, StageClaimState
from taizhang.organisation.access import may
from taizhang.organisation.models import User
from taizhang.web import display
from taizhang.web.records import Act
from taizhang.web.tables import Column, Table
from taizhang.workbooks.registers import Filters, Register, UnitFilter


class StageClaimFilters(Filters):
    """Filters of 阶段申报."""

    search = ("project__name", "project__code")
    state = django_filters.ChoiceFilter(label=_("状态"), choices=StageClaimState.choices)
    stage = django_filters.ChoiceFilter(label=_("申报阶段"), choices=CLAIMED_STAGES)
    unit = UnitFilter(label=_("牵头单位"))
    own = django_filters.ChoiceFilter(
        label=_("申报单位"), choices=[("no", _("外单位申报")), ("yes", _("本单位申报"))], method="of_whom"
    )

    class Meta:
        model = StageClaim
        fields: list[str] = []

    def of_whom(self, rows: StageClaimQuerySet, name: str, value: str) -> StageClaimQuerySet:
        """Claims of the person's own office, which others judge, or of other offices."""
        return rows.made_by_own_office(value == "yes")


def claim_rows(user: User) -> StageClaimQuerySet:
    """The claims that a person may read, marked as the own office's or another's."""
    return StageClaim.objects.visible_to(user).marked_own(user.pk, colleagues_unit_ids(user))


def _acts(user: User) -> list[Act]:
    together = may(user, "investment.verify_claim")
    return [Act(_("批量认定"), reverse("investment:stage-claims-together"))] if together else []


STAGE_CLAIMS = Register(
    key="stage-claims",
    ledger="investment",
    title=_("阶段申报"),
    noun=_("阶段申报"),
    rows=claim_rows,
    table=Table(
        [
            Column("project__name", _("项目名称"), wrap=True),
            Column("stage", _("申报阶段"), choices=CLAIMED_STAGES),
            Column("unit__short_name", _("牵头单位")),
            Column("business_on", _("材料确定的日期")),
            Column("claimed_at", _("申报时间"), display.moment),
            Column("state", _("状态"), states=STAGE_CLAIM),
            Column("recognised_on", _("认定日期")),
            Column("return_reason", _("退回理由"), wrap=True),
            Column("claimant_unit__short_name", _("申报单位"), hidden=True),
            Column("by__full_name", _("申报人"), hidden=True),
            Column("verifier__full_name", _("核定人"), hidden=True),
            Column("judged_at", _("核定时间"), display.moment, hidden=True),
        ],
        order="-claimed_at",
    ),
    filters=StageClaimFilters,
    hint=_("材料齐了，在项目页上点“申报”。由其他单位的核定员对照材料认定。"),
    acts=_acts,
)
