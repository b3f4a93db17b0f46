"""Who may do what in the investment ledger: clerks enter for their own units, the verifier recognises."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from taizhang.investment import stage_gates
from taizhang.investment.models.leads import CLERKS
from taizhang.organisation.access import allow
from taizhang.organisation.models import Unit, User


def office_of(unit: Unit, districts: Iterable[int]) -> int:
    """The id of the unit itself or of the highest one above it below the district: teams of one bureau are one office."""
    above = [int(part) for part in unit.path.split("/") if part]
    return next((pk for pk in above if pk not in districts), unit.pk)


def district_ids() -> set[int]:
    """Ids of the units that stand for the district itself."""
    return set(Unit.objects.filter(kind=Unit.Kind.DISTRICT).values_list("pk", flat=True))


def of_the_same_office(user: User, claim: Any) -> bool:
    """Whether the person made the claim, or has a post in the office that made it."""
    districts = district_ids()
    claimants = office_of(claim.claimant_unit, districts)
    offices: list[int | None] = [office_of(post.unit, districts) for post in user.current_posts]
    return not offices or not all(
        stage_gates.may_verify(claim.by_id, claimants, user.pk, office) for office in offices
    )


def colleagues_unit_ids(user: User) -> list[int]:
    """Ids of every unit of the offices in which the person has a post."""
    districts = district_ids()
    offices = {office_of(post.unit, districts) for post in user.current_posts}
    return [unit.pk for unit in Unit.objects.all() if office_of(unit, districts) in offices]


allow("investment.register_project", _("登记招商项目"), "investment_verifier", own_unit=CLERKS)
allow("investment.change_project", _("修改招商项目"), "investment_verifier", own_unit=CLERKS)
allow("investment.revise_amount", _("登记投资额变更"), "investment_verifier", own_unit=CLERKS)
allow("investment.record_arrival", _("登记到位资金"), "investment_verifier", own_unit=CLERKS)
allow("investment.set_aside", _("登记暂停、终止、流失和恢复"), "investment_verifier", own_unit=CLERKS)
allow("investment.claim_stage", _("申报项目阶段"), own_unit=(*CLERKS, "investment_verifier"))
allow(
    "investment.verify_claim", _("认定或退回阶段申报"), "investment_verifier", unless=of_the_same_office,
    excepting=_("自己和本单位（含下属机构）申报的除外"),
)  # fmt: skip
allow("investment.recognise", _("认定区外资金，撤销认定，裁定不予认定"), "investment_verifier")
allow("investment.set_rules", _("制定年度认定办法"), "investment_verifier")
allow("investment.import_ledger", _("导入招商台账"), "investment_verifier", "operator", own_unit=CLERKS)
allow("investment.import_history", _("导入已认定的历史台账"), "investment_verifier", "operator")
allow("investment.register_lead", _("首报投资方，放弃首报，转为项目"), "investment_verifier", own_unit=CLERKS)
allow("investment.follow_up_lead", _("登记首报跟进"), "investment_verifier", own_unit=CLERKS)
allow("investment.reoffer_lead", _("收回过期的首报，另行分派"), "investment_verifier")
allow("investment.take_up_lead", _("承接收回的首报"), "investment_verifier", own_unit=CLERKS)
allow("investment.record_commitment", _("登记双向承诺"), "investment_verifier", own_unit=CLERKS)
allow("investment.settle_commitment", _("登记承诺兑现、未兑现、免除"), "investment_verifier", own_unit=CLERKS)
allow("investment.link_leader", _("登记领导包联"), "investment_verifier")
