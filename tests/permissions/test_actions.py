"""The role × action matrix once more, through the actions themselves: who is not meant is refused by what writes."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Model

from taizhang.foundation.refusals import NotPermitted, Refused
from taizhang.investment.actions.verdicts import recognise_claim, recognise_claims, send_back
from taizhang.investment.models import StageClaim
from taizhang.organisation.models import Post, Unit, User
from taizhang.organisation.roles import ROLES
from taizhang.supervision import actions as supervision
from tests import factories
from tests.investment import makers as investment
from tests.permissions.acts import ACTS, JUNE_12, anybody, clerk, notice, project, proposal, verifier
from tests.permissions.expected import EXPECTED, HEAD, mark

import taizhang.urls  # noqa: F401  isort: skip  publishes what instructions are left on

pytestmark = pytest.mark.django_db


# Told at the row of a workbook, and by a page.
SAID_OTHERWISE = {
    "investment.import_history",
    "bulletin.read_inbox",
    "proofreading.check_text",
    "desk.leader_page",
}


@pytest.fixture
def home(settings: Any, tmp_path: Path) -> Unit:
    settings.FILES_DIR = tmp_path
    factories.district(stands_on=date(2020, 6, 30))
    return factories.unit("峡窝镇")


@pytest.fixture
def other() -> Unit:
    return factories.unit("中心路街道")


def second_post(user: User, role: str, unit: Unit) -> User:
    """The person, with one more post; read anew, as at the next request."""
    Post.objects.create(user=user, unit=unit, role=role, since=date(2019, 1, 1))
    return User.objects.get(pk=user.pk)


def fresh(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk) if isinstance(row, Model) else row


def tried(name: str, by: User, row: Any, unit: Unit) -> str:
    """ "no" where the action says that one may not, "done", or why it refuses for a reason of its own; nothing is kept."""
    with transaction.atomic():
        try:
            with transaction.atomic():
                ACTS[name].do(by, fresh(row), unit)
        except NotPermitted:
            return "no"
        except Refused as refusal:
            return str(refusal)
        finally:
            transaction.set_rollback(True)
    return "done"


def test_every_permission_has_an_action() -> None:
    assert list(ACTS) == list(EXPECTED)


@pytest.mark.parametrize("name", ACTS)
def test_the_action_takes_and_refuses_exactly_those_who_are_written(
    name: str, home: Unit, other: Unit
) -> None:
    """A refusal for another reason counts as let through, and nobody who is let through meets one."""
    rows = {unit: ACTS[name].make(unit) for unit in (home, other)}
    found, reasons = {}, {}
    for role in HEAD:
        user = factories.person(role, home)
        answers = [tried(name, user, rows[unit], unit) for unit in (home, other)]
        found[role] = mark(*(answer != "no" for answer in answers))
        reasons |= {(role, answer): answer for answer in answers if answer not in {"no", "done"}}
    assert found == EXPECTED[name]
    assert not reasons


@pytest.mark.parametrize("name", [name for name, marks in EXPECTED.items() if set(marks.values()) != {"A"}])
def test_the_refusal_names_the_posts_that_may(name: str, home: Unit, other: Unit) -> None:
    nobody = factories.person("reader", home)
    with pytest.raises(NotPermitted) as refusal:
        ACTS[name].do(nobody, ACTS[name].make(other), other)
    if name not in SAID_OTHERWISE:
        assert set(refusal.value.posts) >= {
            ROLES[role].title for role, each in EXPECTED[name].items() if each != "."
        }


# Who did the one thing does not do the other, however many posts the person holds.


def claim_of(by: User, unit: Unit) -> StageClaim:
    return investment.claimed(by, project(unit), "signed")


def refused(by: User, claim: StageClaim) -> None:
    """Neither verdict is taken, one at a time or together."""
    with pytest.raises(NotPermitted):
        recognise_claim(by=by, claim=claim)
    with pytest.raises(NotPermitted):
        send_back(by=by, claim=claim, reason="示例")
    with pytest.raises(Refused, match="没有认定任何一份"):
        recognise_claims(by=by, claims=[claim])
    claim.refresh_from_db()
    assert claim.state == "submitted"


def test_who_claimed_does_not_verify_even_with_a_verifiers_post_elsewhere(home: Unit, other: Unit) -> None:
    both = second_post(clerk(home), "investment_verifier", other)
    refused(both, claim_of(both, home))


def test_a_verifier_judges_no_claim_of_the_own_unit_or_of_its_teams(home: Unit) -> None:
    team = factories.unit("示例·峡窝镇招商办", parent=home)
    inside, in_the_team = (factories.person("investment_verifier", unit) for unit in (home, team))
    for by, unit in ((inside, team), (in_the_team, home), (inside, home), (in_the_team, team)):
        refused(by, claim_of(clerk(unit), unit))
    recognise_claim(by=verifier(), claim=claim_of(clerk(team), team))


def test_any_post_in_the_claimants_unit_bars_the_verifier(home: Unit, other: Unit) -> None:
    guest = second_post(factories.person("investment_verifier", other), "reader", home)
    refused(guest, claim_of(clerk(home), home))
    recognise_claim(
        by=guest, claim=claim_of(anybody("town_clerk", third := factories.unit("新安路街道")), third)
    )


def test_a_verifiers_own_claim_is_judged_by_another_bureau(home: Unit, other: Unit) -> None:
    own = factories.person("investment_verifier", other)
    claim = claim_of(own, other)
    refused(own, claim)
    refused(factories.person("investment_verifier", other), claim)
    recognise_claim(by=verifier(), claim=claim)


def test_who_answered_a_notice_does_not_judge_the_answer(home: Unit) -> None:
    both = second_post(factories.person("section_chief", home), "supervisor", home)
    row = supervision.answer_notice(by=both, notice=notice(home), feedback="示例", answered_on=JUNE_12)
    with pytest.raises(NotPermitted):
        supervision.accept_feedback(by=both, notice=row)
    with pytest.raises(NotPermitted):
        supervision.send_back(by=both, notice=row, reason="示例")
    assert supervision.accept_feedback(by=anybody("supervisor"), notice=row).state == "closed"


def test_who_drafted_a_proposal_neither_approves_it_nor_decides_its_appeal(home: Unit) -> None:
    both = second_post(anybody("supervisor"), "leader", home)
    row = proposal(home)
    assert row.drafted_by_id == both.pk
    for step in (
        lambda: supervision.approve_proposal(by=both, proposal=row),
        lambda: supervision.reject_proposal(by=both, proposal=row, reason="示例"),
    ):
        with pytest.raises(NotPermitted):
            step()
    leader, head = anybody("leader"), anybody("bureau_head", home)
    row = supervision.approve_proposal(by=leader, proposal=row, decided_on=JUNE_12)
    row = supervision.appeal_proposal(by=head, proposal=row, appeal="示例·不服", appealed_on=JUNE_12)
    for decide in (supervision.uphold_proposal, supervision.revoke_proposal):
        with pytest.raises(NotPermitted):
            decide(by=both, proposal=row, reason="示例")
    assert supervision.revoke_proposal(by=leader, proposal=row, reason="示例").state == "revoked"
