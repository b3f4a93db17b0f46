"""Claims of stages: evidence blocks at every door, and who claims does not verify."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from taizhang.evidence.actions import remove
from taizhang.evidence.models import Attachment
from taizhang.foundation.refusals import Conflict, NotPermitted, Refused
from taizhang.investment import access
from taizhang.investment.actions.claims import claim_stage, set_equipment_only, withdraw_claim
from taizhang.investment.actions.stages import set_aside
from taizhang.investment.actions.verdicts import (
    recognise_claim,
    recognise_claims,
    revoke_claim,
    send_back,
    undo_stage,
)
from taizhang.investment.models import AmountRevision, Project, StageClaim
from taizhang.investment.papers import gate_of, papers_of
from taizhang.investment.stage_gates import EQUIPMENT_ONLY_START, GATES
from taizhang.investment.states import EvidenceKind, ProjectState
from taizhang.organisation.models import Post, User
from tests import factories
from tests.investment.makers import (
    JUNE_12,
    JUNE_20,
    claimed,
    complete,
    negotiated,
    paper,
    recognised,
    signed,
    wan,
)

MAY = date(2020, 5, 1)
BEFORE = {"landed": {}, "started": {"landed_on": MAY}, "in_use": {"landed_on": MAY, "started_on": MAY}}


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.FILES_DIR = tmp_path


def before(verifier: User, clerk: User, stage: str) -> Project:
    """A project for which the stage is the next one."""
    if stage == "signed":
        return negotiated(clerk)
    return signed(verifier, on=MAY, **BEFORE[stage])


ROWS = [
    (stage, kinds[0])
    for stage in ("signed", "landed", "started", "in_use")
    for kinds in (*(GATES["negotiating"] if stage == "signed" else ()), *GATES[stage])
]


@pytest.mark.parametrize(("stage", "left_out"), ROWS)
def test_every_missing_paper_blocks_its_gate(
    verifier: User, clerk: User, stage: str, left_out: EvidenceKind
) -> None:
    project = before(verifier, clerk, stage)
    complete(clerk, project, stage, JUNE_12, besides=[left_out])
    for kind in ("framework_agreement", "ceremony"):
        paper(clerk, project, kind, JUNE_20)
    with pytest.raises(Refused, match=f"申报{ProjectState(stage).label}还缺：{left_out.label}"):
        claim_stage(by=clerk, project=project, stage=stage)
    paper(clerk, project, left_out, JUNE_12)
    claim = claim_stage(by=clerk, project=project, stage=stage)
    recognise_claim(by=verifier, claim=claim)
    project.refresh_from_db()
    assert (project.state, claim.business_on) == (stage, JUNE_12)


def test_any_one_of_the_papers_that_the_rule_joins_by_or_will_do(verifier: User, clerk: User) -> None:
    for place in ("land", "plant", "lease"):
        project = signed(verifier, on=MAY)
        paper(clerk, project, "registration", JUNE_12), paper(clerk, project, place, JUNE_12)
        assert claim_stage(by=clerk, project=project, stage="landed").business_on == JUNE_12


def test_only_an_equipment_project_starts_by_what_it_bought(verifier: User, clerk: User) -> None:
    project = signed(verifier, on=MAY, landed_on=MAY)
    for kinds in EQUIPMENT_ONLY_START:
        paper(clerk, project, kinds[0], JUNE_12)
    with pytest.raises(Refused, match="还缺：项目备案证明、施工合同、施工许可证、主体施工照片"):
        claim_stage(by=clerk, project=project, stage="started")
    with pytest.raises(Refused, match="写明理由"):
        set_equipment_only(by=clerk, project=project, equipment_only=True, reason=" ")
    set_equipment_only(by=clerk, project=project, equipment_only=True, reason="只装设备，没有土建。")
    project.refresh_from_db()
    claim = claim_stage(by=clerk, project=project, stage="started")
    with pytest.raises(Conflict, match="先撤回申报"):
        set_equipment_only(by=clerk, project=project, equipment_only=False, reason="改回")
    recognise_claim(by=verifier, claim=claim)
    with pytest.raises(Conflict, match="已认定开工"):
        set_equipment_only(by=clerk, project=project, equipment_only=False, reason="改回")


def test_the_day_is_the_latest_of_the_papers_that_the_gate_asks_for(verifier: User, clerk: User) -> None:
    project = negotiated(clerk)
    complete(clerk, project, "signed", date(2020, 5, 20), besides=["contract"])
    paper(clerk, project, "contract", date(2020, 6, 5))
    paper(clerk, project, "ceremony", JUNE_12)
    paper(clerk, project, "contract", JUNE_20)
    claim = claim_stage(by=clerk, project=project, stage="signed")
    recognise_claim(by=verifier, claim=claim)
    project.refresh_from_db()
    assert (claim.business_on, project.signed_on) == (date(2020, 6, 5), date(2020, 6, 5))
    assert project.history.last().happened_at.date().isoformat() in ("2020-06-04", "2020-06-05")


def test_a_stage_is_never_before_the_one_that_it_follows(verifier: User, clerk: User) -> None:
    project = signed(verifier, on=JUNE_20)
    claim = claimed(clerk, project, "landed", JUNE_12)
    recognise_claim(by=verifier, claim=claim)
    project.refresh_from_db()
    assert (project.signed_on, project.landed_on) == (JUNE_20, JUNE_20)


def test_a_signing_brings_the_contracts_amount_as_claimed_or_as_verified(verifier: User, clerk: User) -> None:
    one, two, three = (negotiated(clerk, "5", outside=wan("2")) for _number in range(3))
    recognise_claim(by=verifier, claim=claimed(clerk, one, "signed"))
    recognise_claim(by=verifier, claim=claimed(clerk, two, "signed", total=wan("4.8"), outside=wan("3")))
    third = claimed(clerk, three, "signed", total=wan("4.8"))
    with pytest.raises(Refused) as refusal:
        recognise_claim(by=verifier, claim=third, total=wan("1"), outside=wan("3"))
    assert refusal.value.field == "outside"
    recognise_claim(by=verifier, claim=third, total=wan("4.5"), outside=wan("1"))
    amounts = [(row.total, row.outside, row.initial) for row in AmountRevision.objects.order_by("id")]
    assert amounts == [
        (wan("5"), wan("2"), True), (wan("4.8"), wan("3"), True), (wan("4.5"), wan("1"), True)
    ]  # fmt: skip


def test_a_claim_keeps_the_papers_that_it_rests_on(verifier: User, clerk: User) -> None:
    project = signed(verifier, on=MAY)
    claim = claimed(clerk, project, "landed", JUNE_12)
    paper(clerk, project, "lease", MAY)
    kept = [(held["kind"], held["dated_on"]) for held in claim.papers]
    assert kept == [("registration", "2020-06-12"), ("land", "2020-06-12")]
    on_file = Attachment.objects.get(pk=claim.papers[0]["id"])
    assert claim.papers[0]["digest"] == on_file.digest
    assert claim.history.get().detail["papers"] == claim.papers
    recognise_claim(by=verifier, claim=claim)
    assert Project.objects.get().landed_on == JUNE_12


def test_who_claims_does_not_verify_nor_anybody_of_the_same_unit(verifier: User, clerk: User) -> None:
    project = negotiated(verifier, unit=verifier.unit)
    claim = claimed(verifier, project, "signed")
    with pytest.raises(NotPermitted, match="您自己申报的"):
        recognise_claim(by=verifier, claim=claim)
    team = factories.unit("商务局招商科", kind="team", parent=verifier.unit)
    for colleague in (
        factories.person("investment_verifier", verifier.unit),
        factories.person("investment_verifier", team),
    ):
        with pytest.raises(NotPermitted, match="须由其他单位"):
            recognise_claim(by=colleague, claim=claim)
        with pytest.raises(NotPermitted, match="须由其他单位"):
            send_back(by=colleague, claim=claim, reason="不清楚")
    other = factories.person("investment_verifier", factories.unit("发改委", kind="bureau"))
    Post.objects.create(user=other, unit=team, role="reporter", since=date(2019, 1, 1))
    with pytest.raises(NotPermitted):
        recognise_claim(by=User.objects.get(pk=other.pk), claim=claim)
    free = factories.person("investment_verifier", factories.unit("发改委", kind="bureau"))
    assert recognise_claim(by=free, claim=claim).state == "recognised"


def test_units_below_one_district_are_different_offices(clerk: User) -> None:
    top = factories.unit("上街区", kind="district")
    bureau, town = factories.unit("甲局", "bureau", top), factories.unit("乙镇", parent=top)
    claim = StageClaim(by=clerk, claimant_unit=town)
    assert not access.of_the_same_office(factories.person("investment_verifier", bureau), claim)
    assert access.of_the_same_office(factories.person("investment_verifier", town), claim)


def test_only_the_lead_units_people_claim_and_only_verifiers_verify(
    verifier: User, clerk: User, rival: User
) -> None:
    project = negotiated(clerk)
    complete(clerk, project, "signed", JUNE_12)
    for person in (rival, verifier, factories.person("leader")):
        with pytest.raises(NotPermitted):
            claim_stage(by=person, project=project, stage="signed")
    claim = claim_stage(by=clerk, project=project, stage="signed")
    for person in (rival, clerk, factories.person("bureau_head")):
        with pytest.raises(NotPermitted, match="招商核定员"):
            recognise_claim(by=person, claim=claim)
        with pytest.raises(NotPermitted):
            revoke_claim(by=person, claim=claim, reason="x")
        with pytest.raises(NotPermitted):
            recognise_claims(by=person, claims=[claim])


def test_a_returned_claim_is_submitted_again_with_the_papers_of_then(verifier: User, clerk: User) -> None:
    project = signed(verifier, on=MAY)
    claim = claimed(clerk, project, "landed", JUNE_12)
    with pytest.raises(Refused, match="理由"):
        send_back(by=verifier, claim=claim, reason=" ")
    send_back(by=verifier, claim=claim, reason="注册证明看不清。")
    claim.refresh_from_db()
    assert (claim.state, claim.return_reason, claim.verifier) == ("returned", "注册证明看不清。", verifier)
    with pytest.raises(Conflict):
        recognise_claim(by=verifier, claim=claim)
    old = Attachment.objects.get(pk=claim.papers[0]["id"])
    remove(attachment=old, row=project, reason="换清楚的", by=clerk)
    with pytest.raises(Refused, match="还缺：区内公司注册证明"):
        claim_stage(by=clerk, project=project, stage="landed")
    paper(clerk, project, "registration", JUNE_20)
    again = claim_stage(by=clerk, project=project, stage="landed")
    assert again.pk == claim.pk and again.business_on == JUNE_20 and not again.rests_on(old.pk)
    recognise_claim(by=verifier, claim=again)
    again.refresh_from_db()
    assert (again.state, again.recognised_on, again.return_reason) == ("recognised", JUNE_20, "")
    assert [event.kind for event in again.history] == ["created", "send_back", "submit", "recognise"]


def test_a_claim_can_be_withdrawn_until_somebody_recognises_it(
    verifier: User, clerk: User, rival: User
) -> None:
    project = signed(verifier, on=MAY)
    claim = claimed(clerk, project, "landed")
    with pytest.raises(NotPermitted):
        withdraw_claim(by=rival, claim=claim)
    withdraw_claim(by=clerk, claim=claim)
    with pytest.raises(Conflict):
        recognise_claim(by=verifier, claim=claim)
    second = claim_stage(by=clerk, project=project, stage="landed")
    assert second.pk != claim.pk
    recognise_claim(by=verifier, claim=second)
    with pytest.raises(Conflict):
        withdraw_claim(by=clerk, claim=second)


def test_papers_under_a_claim_stay_until_it_is_taken_back(verifier: User, clerk: User) -> None:
    project = signed(verifier, on=MAY)
    claim = claimed(clerk, project, "landed")
    spare = paper(clerk, project, "ceremony", JUNE_12)
    held = Attachment.objects.get(pk=claim.papers[0]["id"])
    remove(attachment=spare, row=project, reason="无关", by=clerk)
    with pytest.raises(Refused, match="请先撤回申报"):
        remove(attachment=held, row=project, reason="传错", by=clerk)
    recognise_claim(by=verifier, claim=claim)
    for person in (clerk, verifier):
        with pytest.raises(Refused, match="已认定的落地依据这份材料"):
            remove(attachment=held, row=project, reason="传错", by=person)
    revoke_claim(by=verifier, claim=claim, reason="材料不实")
    remove(attachment=held, row=project, reason="传错", by=clerk)
    claim.refresh_from_db()
    assert claim.state == "revoked" and claim.rests_on(held.pk)


def test_revoking_takes_the_stage_back_and_it_can_be_claimed_anew(verifier: User, clerk: User) -> None:
    project = negotiated(clerk)
    signing = recognised(verifier, project, "signed", JUNE_12)
    landing = recognised(verifier, project, "landed", JUNE_20)
    with pytest.raises(Conflict, match="先撤销后面的阶段"):
        revoke_claim(by=verifier, claim=signing, reason="有误")
    with pytest.raises(Refused, match="理由"):
        revoke_claim(by=verifier, claim=landing, reason="")
    revoke_claim(by=verifier, claim=landing, reason="注册地不在区内")
    project.refresh_from_db()
    assert (project.state, project.landed_on) == ("signed", None)
    undo_stage(by=verifier, project=project, reason="合同无效")
    signing.refresh_from_db(), project.refresh_from_db()
    assert (signing.state, project.state, project.signed_on) == ("revoked", "negotiating", None)
    assert AmountRevision.objects.get().void
    with pytest.raises(Conflict):
        revoke_claim(by=verifier, claim=signing, reason="再撤")
    claim = claim_stage(by=clerk, project=project, stage="signed")
    recognise_claim(by=verifier, claim=claim)
    assert Project.objects.get().state == "signed"


def test_stages_are_claimed_in_their_order_and_not_from_a_side_state(verifier: User, clerk: User) -> None:
    project = signed(verifier, on=MAY)
    for stage, why in (("started", "下一步只能申报落地"), ("signed", "下一步只能申报落地")):
        with pytest.raises(Conflict, match=why):
            claim_stage(by=clerk, project=project, stage=stage)
    for stage in ("paused", "negotiating", "nonsense"):
        with pytest.raises(Refused, match="可以申报的阶段"):
            claim_stage(by=clerk, project=project, stage=stage)
    claim = claimed(clerk, project, "landed")
    set_aside(by=clerk, project=project, transition="pause", on=JUNE_20, reason="停工")
    with pytest.raises(Conflict, match="暂停"):
        recognise_claim(by=verifier, claim=claim)
    project.refresh_from_db()
    with pytest.raises(Conflict, match="暂停"):
        claim_stage(by=clerk, project=project, stage="landed")


def test_two_claims_of_one_stage_do_not_stand_beside_each_other(verifier: User, clerk: User) -> None:
    project = signed(verifier, on=MAY)
    claim = claimed(clerk, project, "landed")
    colleague = factories.person("town_clerk", clerk.unit)
    with pytest.raises(Conflict, match="已经申报，正在等待认定"):
        claim_stage(by=colleague, project=project, stage="landed")
    # Two who read before either wrote: the database itself lets only one of them through.
    values = {field.attname: getattr(claim, field.attname) for field in StageClaim._meta.fields}
    with pytest.raises(IntegrityError), transaction.atomic():
        StageClaim.objects.create(**{**values, "id": None})
    stale = StageClaim.objects.get(pk=claim.pk)
    recognise_claim(by=verifier, claim=claim)
    with pytest.raises(Conflict, match="已认定"):
        recognise_claim(by=verifier, claim=stale)
    with pytest.raises(Conflict):
        send_back(by=verifier, claim=stale, reason="晚了")


def test_a_paper_that_left_by_another_way_closes_the_gate_at_the_verdict(verifier: User, clerk: User) -> None:
    project = signed(verifier, on=MAY)
    claim = claimed(clerk, project, "landed")
    Attachment.objects.filter(pk=claim.papers[0]["id"]).update(state="removed")
    paper(clerk, project, "registration", JUNE_12)
    with pytest.raises(Refused, match="还缺：区内公司注册证明"):
        recognise_claim(by=verifier, claim=claim)


def test_a_registered_project_says_what_its_first_gate_lacks(clerk: User) -> None:
    project = negotiated(clerk)
    gate = gate_of(project, ProjectState.SIGNED, papers_of(project))
    assert gate.sentence.startswith("申报签约还缺：首次对接记录、洽谈纪要、查重结果、正式合同")
    complete(clerk, project, "signed", JUNE_12)
    gate = gate_of(project, ProjectState.SIGNED, papers_of(project))
    assert (gate.is_open, gate.sentence, gate.recognised_on) == (True, "", JUNE_12)
