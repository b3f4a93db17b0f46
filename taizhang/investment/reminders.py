"""Claims of stages that wait too long, and the verifiers of other units whom the daily job reminds of them."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.foundation import clock
from taizhang.investment import access, stage_gates
from taizhang.investment.claim_register import STAGE_CLAIMS
from taizhang.investment.models import StageClaim
from taizhang.investment.states import StageClaimState
from taizhang.organisation import posts, workdays
from taizhang.organisation.models import Post
from taizhang.reminders.rules import Due, Rule

CLAIM_WORKING_DAYS = 3


def _offices_of_verifiers(day: date, districts: set[int]) -> dict[int, set[int]]:
    """Verifier → ids of the offices in which that person holds any post."""
    offices: dict[int, set[int]] = {pk: set() for pk in posts.holders("investment_verifier", day=day)}
    for post in Post.objects.held_on(day).filter(user__in=offices).select_related("unit"):
        offices[post.user_id].add(access.office_of(post.unit, districts))
    return offices


def waiting_claims(day: date) -> Iterator[Due]:
    """Claims on which nobody has ruled for more than three working days, for the verifiers of other units."""
    districts = access.district_ids()
    verifiers = _offices_of_verifiers(day, districts)
    waiting = StageClaim.objects.filter(state=StageClaimState.SUBMITTED).select_related(
        "project", "claimant_unit"
    )
    for claim in waiting:
        claimed_on = clock.local_date(claim.claimed_at)
        if workdays.working_days_between(claimed_on, day) <= CLAIM_WORKING_DAYS:
            continue
        claimants = access.office_of(claim.claimant_unit, districts)
        judges = tuple(
            pk
            for pk, offices in verifiers.items()
            if all(stage_gates.may_verify(claim.by_id, claimants, pk, office) for office in offices)
        )
        text = _("%(project)s的%(stage)s申报 %(day)s 报来，已超过三个工作日没有核定。") % {
            "project": claim.project,
            "stage": claim.get_stage_display(),
            "day": claimed_on.isoformat(),
        }
        late_on = workdays.add_working_days(claimed_on, CLAIM_WORKING_DAYS + 1)
        url = STAGE_CLAIMS.url("record", pk=claim.pk)
        yield Due(StageClaim.journal_type, claim.pk, text, url, late_on, judges)


REMINDERS = (
    Rule(
        "investment.waiting_claim",
        gettext_lazy("待认定的阶段申报"),
        waiting_claims,
        gettext_lazy("阶段申报超过三个工作日没有核定，提醒其他单位的招商核定员一次。"),
    ),
)
