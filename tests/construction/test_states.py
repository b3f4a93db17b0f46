"""The construction ledger's state machines."""

from taizhang.construction.states import OPEN_PROBLEMS, PROBLEM, STOP_WORK_ORDER, ProblemState
from taizhang.foundation.workflow import Workflow


def plain_ways(workflow: Workflow) -> set[tuple[str, str]]:
    """Ways that are no corrections."""
    return {
        (str(source), str(transition.target))
        for transition in workflow.transitions.values()
        for source in transition.sources
        if not transition.name.startswith(("undo_", "return_"))
    }


def test_a_problem_is_closed_by_an_inspector_and_never_by_the_contractors_word() -> None:
    assert plain_ways(PROBLEM) == {
        ("open", "notified"),
        ("notified", "submitted"),
        ("submitted", "closed"),
        ("submitted", "rejected"),
        ("rejected", "notified"),
        ("open", "voided"),
        ("notified", "voided"),
        ("submitted", "voided"),
        ("rejected", "voided"),
        ("closed", "voided"),
    }
    assert [transition.name for transition in PROBLEM.allowed_from(ProblemState.SUBMITTED)] == [
        "close",
        "reject",
        "void",
    ]


def test_an_order_is_lifted_only_when_the_contractor_asked() -> None:
    assert plain_ways(STOP_WORK_ORDER) == {
        ("draft", "approved"),
        ("approved", "in_force"),
        ("in_force", "resume_requested"),
        ("resume_requested", "lifted"),
        ("resume_requested", "in_force"),
    }


def test_corrections_carry_a_reason() -> None:
    for workflow in (PROBLEM, STOP_WORK_ORDER):
        for transition in workflow.transitions.values():
            if transition.name.startswith(("undo_", "return_", "void", "reject", "keep_")):
                assert transition.needs_reason, transition.name


def test_a_problem_is_open_until_it_is_closed_or_voided() -> None:
    assert set(ProblemState) - set(OPEN_PROBLEMS) == {ProblemState.CLOSED, ProblemState.VOIDED}
