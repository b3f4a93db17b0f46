"""Rewards and penalties: drafted by one, approved by another, appealed by the unit in time, and who sees what when."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from taizhang.foundation.refusals import Conflict, NotPermitted, Refused
from taizhang.organisation.models import Unit, User
from taizhang.organisation.workdays import add_working_days
from taizhang.supervision import actions
from taizhang.supervision.models import Proposal
from tests import factories
from tests.supervision.makers import notice, proposal, rules

pytestmark = pytest.mark.django_db
STOOD_ON = date(2020, 6, 30)


@pytest.fixture(autouse=True)
def district() -> None:
    factories.district(stands_on=STOOD_ON)


@pytest.fixture
def town() -> Unit:
    return factories.unit("峡窝镇")


def of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def approved(town: Unit, day: date = date(2020, 6, 5)) -> Proposal:
    return actions.approve_proposal(by=factories.person("leader"), proposal=proposal(town), decided_on=day)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"kind": "medal"}, "kind"),
        ({"basis": " "}, "basis"),
        ({"kind": "bonus"}, "amount"),
        ({"kind": "bonus", "amount": Decimal(0)}, "amount"),
        ({"kind": "talk", "amount": Decimal(5)}, "amount"),
        ({"drafted_on": date(2999, 1, 1)}, "drafted_on"),
    ],
)
def test_a_proposal_that_makes_no_sense_is_refused_at_its_field(
    town: Unit, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        proposal(town, **values)
    assert refusal.value.field == field


def test_a_proposal_rests_on_a_notice_of_the_same_unit(town: Unit) -> None:
    other = notice(factories.unit("新安镇"))
    with pytest.raises(Refused) as refusal:
        proposal(town, notice=other)
    assert refusal.value.field == "notice"
    assert proposal(town, notice=notice(town)).notice is not None


@pytest.mark.parametrize("role", ["leader", "bureau_head", "investment_verifier", "administrator"])
def test_only_the_supervisor_drafts(town: Unit, role: str) -> None:
    with pytest.raises(NotPermitted):
        proposal(town, factories.person(role))


@pytest.mark.parametrize("role", ["supervisor", "bureau_head", "administrator", "issuer"])
def test_only_a_leader_approves(town: Unit, role: str) -> None:
    with pytest.raises(NotPermitted):
        actions.approve_proposal(by=factories.person(role), proposal=proposal(town))


def test_who_drafted_does_not_decide_even_as_a_leader(town: Unit) -> None:
    both = factories.person("supervisor")
    both.posts.create(unit=town, role="leader", since=date(2019, 1, 1))
    row = proposal(town, both)
    with pytest.raises(NotPermitted):
        actions.approve_proposal(by=both, proposal=row)
    with pytest.raises(NotPermitted):
        actions.reject_proposal(by=both, proposal=row, reason="不妥")
    actions.reject_proposal(by=factories.person("leader"), proposal=row, reason="依据不足")
    assert row.state == "rejected"


def test_the_window_of_appeal_counts_the_working_days_of_the_years_rules(town: Unit) -> None:
    rules(appeal_days=3)
    row = approved(town)  # a Friday
    assert row.appeal_until == add_working_days(date(2020, 6, 5), 3) == date(2020, 6, 10)


def test_an_appeal_on_the_last_day_is_taken_and_on_the_next_is_refused(town: Unit) -> None:
    head = factories.person("bureau_head", town)
    row, late = approved(town), approved(town)
    assert row.appeal_until is not None
    with pytest.raises(Refused) as refusal:
        actions.appeal_proposal(by=head, proposal=late, appeal="口径有误", appealed_on=date(2020, 6, 15))
    assert refusal.value.field == "appealed_on" and row.appeal_until == date(2020, 6, 12)
    actions.appeal_proposal(by=head, proposal=row, appeal="口径有误", appealed_on=date(2020, 6, 12))
    assert row.state == "appealed"


@pytest.mark.parametrize(
    ("role", "own", "may"),
    [
        ("bureau_head", True, True),
        ("unit_signer", True, True),
        ("town_clerk", True, False),
        ("supervisor", True, False),
        ("bureau_head", False, False),
    ],
)
def test_who_may_appeal(town: Unit, role: str, own: bool, may: bool) -> None:
    row = approved(town)
    by = factories.person(role, town if own else factories.unit("新安镇"))
    if may:
        actions.appeal_proposal(by=by, proposal=row, appeal="口径有误", appealed_on=date(2020, 6, 8))
    else:
        with pytest.raises(NotPermitted):
            actions.appeal_proposal(by=by, proposal=row, appeal="口径有误", appealed_on=date(2020, 6, 8))


@pytest.mark.parametrize(("decide", "state"), [("uphold_proposal", "upheld"), ("revoke_proposal", "revoked")])
def test_an_appeal_is_decided_by_a_leader_with_a_reason(town: Unit, decide: str, state: str) -> None:
    row = approved(town)
    head = factories.person("unit_signer", town)
    actions.appeal_proposal(by=head, proposal=row, appeal="口径有误", appealed_on=date(2020, 6, 8))
    settle = getattr(actions, decide)
    with pytest.raises(NotPermitted):
        settle(by=factories.person("supervisor"), proposal=row, reason="已核")
    leader = factories.person("leader")
    with pytest.raises(Refused):
        settle(by=leader, proposal=row, reason="")
    settle(by=leader, proposal=row, reason="已核", settled_on=date(2020, 6, 10))
    assert row.state == state
    with pytest.raises(Conflict):
        actions.appeal_proposal(by=head, proposal=row, appeal="再申诉", appealed_on=date(2020, 6, 11))


def test_a_unit_sees_a_proposal_when_it_is_decided_and_not_before(town: Unit) -> None:
    head = of(factories.person("bureau_head", town))
    draft, withdrawn, decided = proposal(town), proposal(town), approved(town)
    actions.withdraw_proposal(by=factories.person("supervisor"), proposal=withdrawn, reason="重拟")
    codes = [head.get(f"/supervision/proposals/{row.pk}/").status_code for row in (draft, withdrawn, decided)]
    assert codes == [404, 404, 200]
    assert len(head.get("/supervision/proposals/").context["page"].lines) == 1


def test_the_way_of_a_proposal_on_its_pages(town: Unit) -> None:
    supervisor, leader = of(factories.person("supervisor")), of(factories.person("leader"))
    head, about = of(factories.person("bureau_head", town)), notice(town)
    form = supervisor.get(f"/supervision/proposals/add/?notice={about.pk}").context["form"]
    assert (form.initial["unit"], form.initial["notice"]) == (town.pk, about.pk)
    fields = {
        "unit": town.pk,
        "kind": "bonus",
        "amount": "",
        "year": 2020,
        "basis": "示例·第一名",
        "notice": "",
    }
    assert supervisor.post("/supervision/proposals/add/", fields).status_code == 422
    supervisor.post("/supervision/proposals/add/", {**fields, "amount": "20"})
    row = Proposal.objects.get()
    at = f"/supervision/proposals/{row.pk}/"
    assert "批准" not in [str(act.title) for act in supervisor.get(at).context["acts"]]
    leader.post(f"{at}approve/", {"decided_on": "2020-06-30"})
    page = head.get(at)
    assert [str(act.title) for act in page.context["acts"]] == ["申诉"] and "申诉" in page.context["note"]
    head.post(f"{at}appeal/", {"appeal": "金额有误", "appealed_on": "2020-06-30"})
    leader.post(f"{at}uphold/", {"reason": "已核", "settled_on": "2020-06-30"})
    row.refresh_from_db()
    assert (row.state, row.amount) == ("upheld", 20)


def test_when_the_window_is_over_the_button_is_gone(town: Unit) -> None:
    row = approved(town)
    page = of(factories.person("bureau_head", town)).get(f"/supervision/proposals/{row.pk}/")
    assert page.context["acts"] == [] and page.context["note"] == ""
