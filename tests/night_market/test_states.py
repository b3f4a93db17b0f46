"""The night market's state machines allow what the rules name and nothing else."""

import itertools

from taizhang.foundation.workflow import Workflow
from taizhang.night_market.states import MEASURE, PATROL, PENALTY_CASE, STALL_PERMIT, MeasureState


def ways(workflow: Workflow) -> set[tuple[str, str]]:
    return {
        (str(source), str(transition.target))
        for transition in workflow.transitions.values()
        for source in transition.sources
    }


def test_a_permit_goes_only_the_ways_that_are_named() -> None:
    assert ways(STALL_PERMIT) == {
        ("applied", "verified"),
        ("verified", "active"),
        ("active", "pending_revocation"),
        ("pending_revocation", "revoked"),
        ("pending_revocation", "active"),
        ("active", "suspended"),
        ("suspended", "active"),
        ("revoked", "applied"),
    }


def test_a_served_measure_can_only_be_reviewed() -> None:
    assert ways(MEASURE) == {
        ("proposed", "served"),
        ("served", "contested"),
        ("contested", "upheld"),
        ("contested", "voided"),
    }
    assert MEASURE.allowed_from(MeasureState.VOIDED) == []


def test_a_case_takes_every_step_or_ends_in_no_penalty() -> None:
    steps = [
        "filed",
        "investigated",
        "notice_served",
        "legal_review",
        "decided",
        "served",
        "executed",
        "archived",
    ]
    early = ["filed", "investigated", "notice_served", "hearing", "legal_review"]
    expected = set(itertools.pairwise(steps))
    expected |= {("notice_served", "hearing"), ("hearing", "legal_review"), ("no_penalty", "served")}
    expected |= {(step, "no_penalty") for step in early}
    assert ways(PENALTY_CASE) == expected


def test_a_patrol_can_be_voided_at_any_time_with_a_reason() -> None:
    assert {way for way in ways(PATROL) if way[1] == "voided"} == {
        ("planned", "voided"),
        ("under_way", "voided"),
        ("finished", "voided"),
    }
    assert PATROL.transition("void").needs_reason
