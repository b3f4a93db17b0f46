"""For every permission one action that it guards, and the row of a unit on which the action is tried."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from taizhang.enterprises.actions import chains, requests, visits
from taizhang.enterprises.actions.enterprises import change_enterprise
from taizhang.enterprises.models import Chain
from taizhang.foundation.refusals import NotPermitted, Refused
from taizhang.investment.actions.claims import claim_stage
from taizhang.investment.actions.commitments import keep_commitment
from taizhang.investment.actions.leaders import LinkEntry, link_leader
from taizhang.investment.actions.leads import reoffer_lead, take_up_lead
from taizhang.investment.actions.projects import change_project, import_projects, register_project
from taizhang.investment.actions.rules import set_rules
from taizhang.investment.actions.stages import exclude, set_aside
from taizhang.investment.actions.verdicts import recognise_claim
from taizhang.investment.states import ExclusionReason
from taizhang.organisation.models import Unit, User
from taizhang.proofreading import actions as proofreading
from taizhang.proofreading.deciding import Finding, decide
from taizhang.reminders.actions.channels import add_channel
from taizhang.reports import actions as reports
from taizhang.supervision import actions as supervision
from taizhang.targets import actions as targets
from tests import factories
from tests.enterprises import makers as enterprises
from tests.investment import lead_makers as leads
from tests.investment import makers as investment
from tests.permissions.archive_acts import ARCHIVE
from tests.permissions.bulletin_acts import BULLETIN, received
from tests.permissions.pages import opened
from tests.supervision import makers as pressed

JUNE_1, JUNE_12, JUNE_20, JUNE_30 = (date(2020, 6, day) for day in (1, 12, 20, 30))
OVER_1 = "investment.signed_over_1"


def anybody(role: str, unit: Unit | None = None) -> User:
    """The one person who holds the post for the making of rows; in the unit, or in the office of that post."""
    where = unit or factories.unit(f"示例·{role}", kind="bureau")
    found = User.objects.filter(username=f"maker-{role}-{where.pk}").first()
    return found or factories.person(role, where, username=f"maker-{role}-{where.pk}")


def clerk(unit: Unit) -> User:
    return anybody("investment_clerk", unit)


def verifier() -> User:
    return anybody("investment_verifier")


def third() -> Unit:
    """A unit that is neither one's own nor the other."""
    return factories.unit("新安路街道")


def nothing(unit: Unit) -> None:
    """No row is needed: the unit itself is what the action is about."""


def project(unit: Unit) -> Any:
    return investment.negotiated(clerk(unit), unit=unit)


def signed(unit: Unit) -> Any:
    return investment.signed(verifier(), on=JUNE_12, unit=unit)


def ready_to_claim(unit: Unit) -> Any:
    row = project(unit)
    investment.complete(clerk(unit), row, "signed", JUNE_12)
    return row


def lead(unit: Unit) -> Any:
    return leads.reported(clerk(unit), f"示例·{unit}的投资方")


def lost_lead(unit: Unit) -> Any:
    """A report of a third unit, taken back from it, for the unit to take up."""
    row = leads.reported(clerk(third()), f"示例·{unit}想要的投资方")
    return reoffer_lead(by=verifier(), lead=row, reason="到期未跟进", on=date(2020, 8, 1))


def imported(by: User, unit: Unit, **values: Any) -> None:
    import_projects(records=[investment.entry(unit=unit, **values)], by=by, source="test")


def imported_as_history(by: User, unit: Unit) -> None:
    """Who may import, but no history, is told so by a refusal of the row."""
    try:
        imported(by, unit, signed_on=JUNE_12)
    except Refused as refusal:
        if "由招商核定员导入" in str(refusal):
            raise NotPermitted(str(refusal)) from None
        raise


def chain_led_by(unit: Unit) -> Any:
    return chains.add_chain(by=verifier(), name=f"示例·{unit}链", unit=unit)


def node(unit: Unit) -> Any:
    return chains.add_node(
        by=verifier(), chain=Chain.objects.all()[0], name=f"示例·{unit}", segment="upstream"
    )


def firm(unit: Unit) -> Any:
    return enterprises.enterprise(clerk(unit))


def request(unit: Unit) -> Any:
    return enterprises.request(clerk(unit))


def notice(unit: Unit) -> Any:
    return pressed.notice(unit, anybody("supervisor"))


def answered_notice(unit: Unit) -> Any:
    row = notice(unit)
    return supervision.answer_notice(by=clerk(unit), notice=row, feedback="示例·已办", answered_on=JUNE_12)


def proposal(unit: Unit) -> Any:
    return pressed.proposal(unit, anybody("supervisor"))


def approved_proposal(unit: Unit) -> Any:
    return supervision.approve_proposal(by=anybody("leader"), proposal=proposal(unit), decided_on=JUNE_12)


def appealed_proposal(unit: Unit) -> Any:
    return supervision.appeal_proposal(
        by=anybody("bureau_head", unit),
        proposal=approved_proposal(unit),
        appeal="示例·不服",
        appealed_on=JUNE_12,
    )


def report(_unit: Unit) -> Any:
    """The month's report, which is the district's and no unit's; there is one."""
    made = reports.MonthlyReport.objects.first()
    return made or reports.prepare_report(by=verifier(), until=date(2020, 5, 31), on=JUNE_1)


def closed_report(unit: Unit) -> Any:
    made = report(unit)
    return made if made.closed_on else reports.close_report(by=verifier(), report=made, on=JUNE_1)


@dataclass(frozen=True)
class Act:
    """`make(unit)` gives the row; `do(by, row, unit)` does something with it for which the permission is needed."""

    make: Callable[[Unit], Any]
    do: Callable[[User, Any, Unit], Any]


FINDING = Finding(
    mark="0" * 64, words="75家", context="示例·排查75家。", verdict="矛盾", why="示例", wrong=True
)

RULES = {
    "year": 2021, "since": date(2021, 1, 4), "yellow_from": Decimal(10), "red_above": Decimal(30),
    "formula": "capped", "points": {}, "notice_days": 10, "appeal_days": 5,
}  # fmt: skip

ACTS: dict[str, Act] = {
    "investment.register_project": Act(
        nothing, lambda by, row, unit: register_project(by=by, entry=investment.entry(unit=unit))
    ),
    "investment.change_project": Act(
        project, lambda by, row, unit: change_project(by=by, project=row, entry=investment.entry(unit=unit))
    ),
    "investment.revise_amount": Act(signed, lambda by, row, unit: investment.revised(by, row, JUNE_20, "6")),
    "investment.record_arrival": Act(signed, lambda by, row, unit: investment.paid(by, row, JUNE_20, "100")),
    "investment.set_aside": Act(
        signed,
        lambda by, row, unit: set_aside(by=by, project=row, transition="pause", on=JUNE_20, reason="示例"),
    ),
    "investment.claim_stage": Act(
        ready_to_claim, lambda by, row, unit: claim_stage(by=by, project=row, stage="signed")
    ),
    "investment.verify_claim": Act(
        lambda unit: investment.claimed(clerk(unit), project(unit), "signed"),
        lambda by, row, unit: recognise_claim(by=by, claim=row),
    ),
    "investment.recognise": Act(
        signed,
        lambda by, row, unit: exclude(
            by=by, project=row, code=ExclusionReason.values[0], on=JUNE_20, reason="示例"
        ),
    ),
    "investment.set_rules": Act(
        nothing, lambda by, row, unit: set_rules(by=by, year=2021, effective_on=date(2021, 1, 1))
    ),
    "investment.import_ledger": Act(nothing, lambda by, row, unit: imported(by, unit)),
    "investment.import_history": Act(nothing, lambda by, row, unit: imported_as_history(by, unit)),
    "investment.register_lead": Act(
        nothing, lambda by, row, unit: leads.reported(by, "示例·新投资方", unit=unit)
    ),
    "investment.follow_up_lead": Act(lead, lambda by, row, unit: leads.followed_up(by, row, JUNE_12)),
    "investment.reoffer_lead": Act(
        lead, lambda by, row, unit: reoffer_lead(by=by, lead=row, reason="到期未跟进", on=date(2020, 8, 1))
    ),
    "investment.take_up_lead": Act(
        lost_lead, lambda by, row, unit: take_up_lead(by=by, lead=row, unit=unit, on=date(2020, 8, 2))
    ),
    "investment.record_commitment": Act(project, lambda by, row, unit: leads.promised(by, row)),
    "investment.settle_commitment": Act(
        lambda unit: leads.promised(clerk(unit), project(unit)),
        lambda by, row, unit: keep_commitment(by=by, commitment=row, on=JUNE_12),
    ),
    "investment.link_leader": Act(
        project,
        lambda by, row, unit: link_leader(by=by, entry=LinkEntry(anybody("leader"), JUNE_1, project=row)),
    ),
    "enterprises.register_enterprise": Act(
        nothing, lambda by, row, unit: enterprises.enterprise(by, unit=unit)
    ),
    "enterprises.change_enterprise": Act(
        firm,
        lambda by, row, unit: change_enterprise(by=by, enterprise=row, name=row.name, unit=unit, note="示例"),
    ),
    "enterprises.edit_chain": Act(
        chain_led_by,
        lambda by, row, unit: chains.add_node(by=by, chain=row, name="示例", segment="upstream"),
    ),
    "enterprises.pursue_firm": Act(
        node, lambda by, row, unit: chains.add_target(by=by, node=row, name="示例·甲", why="补链", unit=unit)
    ),
    "enterprises.open_request": Act(
        firm,
        lambda by, row, unit: requests.open_request(
            by=by, enterprise=row, kind="difficulty", text="示例·道路破损", opened_on=JUNE_1, unit=unit
        ),
    ),
    "enterprises.answer_request": Act(
        request, lambda by, row, unit: requests.answer(by=by, request=row, day=JUNE_12, text="示例·已办")
    ),
    "enterprises.hand_over_request": Act(
        request, lambda by, row, unit: requests.hand_over(by=by, request=row, unit=third(), reason="示例")
    ),
    "enterprises.decline_request": Act(
        request, lambda by, row, unit: requests.decline(by=by, request=row, day=JUNE_12, reason="示例")
    ),
    "enterprises.record_visit": Act(
        firm,
        lambda by, row, unit: visits.record_visit(
            by=by, enterprise=row, day=JUNE_12, visitors="示例·班子成员", heard="示例"
        ),
    ),
    "targets.set_targets": Act(
        nothing,
        lambda by, row, unit: targets.set_targets(
            by=by, targets=[targets.TargetEntry(2020, unit.pk, OVER_1, Decimal(2))]
        ),
    ),
    "targets.record_pledge": Act(
        nothing,
        lambda by, row, unit: targets.record_pledge(
            by=by, entry=targets.PledgeEntry(2020, unit, JUNE_1, "示例·镇长", "示例·保证完成")
        ),
    ),
    "targets.exempt_unit": Act(
        nothing, lambda by, row, unit: targets.exempt_unit(by=by, year=2020, unit=unit, reason="示例")
    ),
    "supervision.set_rules": Act(nothing, lambda by, row, unit: supervision.set_rules(by=by, **RULES)),
    "supervision.raise_notice": Act(nothing, lambda by, row, unit: pressed.notice(unit, by)),
    "supervision.withdraw_notice": Act(
        notice, lambda by, row, unit: supervision.withdraw_notice(by=by, notice=row, reason="示例")
    ),
    "supervision.give_feedback": Act(
        notice, lambda by, row, unit: supervision.answer_notice(by=by, notice=row, feedback="示例·已办")
    ),
    "supervision.rule_on_notice": Act(
        answered_notice, lambda by, row, unit: supervision.accept_feedback(by=by, notice=row)
    ),
    "supervision.instruct": Act(
        project,
        lambda by, row, unit: supervision.instruct(
            by=by, unit=unit, text="示例·抓紧", limit_on=date(2020, 7, 14),
            subject_type=row.journal_type, subject_id=row.pk,
        ),
    ),
    "supervision.draft_proposal": Act(nothing, lambda by, row, unit: pressed.proposal(unit, by)),
    "supervision.decide_proposal": Act(
        proposal, lambda by, row, unit: supervision.approve_proposal(by=by, proposal=row)
    ),
    "supervision.appeal": Act(
        approved_proposal,
        lambda by, row, unit: supervision.appeal_proposal(
            by=by, proposal=row, appeal="示例·不服", appealed_on=JUNE_12
        ),
    ),
    "supervision.decide_appeal": Act(
        appealed_proposal, lambda by, row, unit: supervision.revoke_proposal(by=by, proposal=row, reason="示例")
    ),
    "reports.prepare": Act(nothing, lambda by, row, unit: reports.prepare_report(by=by)),
    "reports.close": Act(report, lambda by, row, unit: reports.close_report(by=by, report=row, on=JUNE_1)),
    "reports.publish": Act(
        closed_report, lambda by, row, unit: reports.publish_report(by=by, report=row, on=JUNE_1)
    ),
    **{name: Act(make, do) for name, (make, do) in (BULLETIN | ARCHIVE).items()},
    "proofreading.check_text": Act(nothing, lambda by, row, unit: opened(by, "/proofreading/")),
    "proofreading.decide": Act(
        received,
        lambda by, row, unit: decide(subject=row, unit_id=unit.pk, finding=FINDING, reason="示例·核过", by=by),
    ),
    "proofreading.keep_phrases": Act(
        nothing, lambda by, row, unit: proofreading.add_phrase(by=by, words=f"示例 单位{unit.pk}")
    ),
    **{
        f"proofreading.cover_{ledger}": Act(
            nothing,
            lambda by, row, unit, ledger=ledger: proofreading.declare_coverage(
                by=by, ledger=ledger, since=JUNE_1, note="示例"
            ),
        )
        for ledger in (
            "investment", "targets", "enterprises", "night_market", "construction", "supervision", "bulletin",
        )
    },
    "reminders.manage": Act(
        nothing,
        lambda by, row, unit: add_channel(
            by=by, kind="dingtalk", title="示例", address="https://robot.example.invalid/send"
        ),
    ),
    "desk.leader_page": Act(nothing, lambda by, row, unit: opened(by, "/leader/")),
}  # fmt: skip
