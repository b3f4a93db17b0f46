"""The investment ledger's state machines."""

import itertools

import pytest

from taizhang.foundation.workflow import UnknownTransition, Workflow
from taizhang.investment.states import (
    ADVANCING,
    BATCHES,
    LEAD,
    PROJECT,
    RESTORING,
    SIDE_STATES,
    STAGE_CLAIM,
    ProjectState,
)

EVERY = [PROJECT, STAGE_CLAIM, LEAD]


@pytest.mark.parametrize("workflow", EVERY, ids=lambda workflow: workflow.code)
def test_every_state_can_be_reached(workflow: Workflow) -> None:
    reached, before = {str(workflow.initial)}, set()
    while reached != before:
        before = set(reached)
        reached |= {str(way.target) for state in before for way in workflow.allowed_from(state)}
    assert reached == {value for value, _label in workflow.states.choices}


def test_a_project_advances_one_batch_at_a_time() -> None:
    for here, there in itertools.pairwise(BATCHES):
        way = PROJECT.transition(ADVANCING[there])
        assert (way.sources, way.target) == ((here,), there)


def test_side_states_are_entered_and_left_with_a_reason() -> None:
    for way in PROJECT.transitions.values():
        if way.target in SIDE_STATES or set(way.sources) & set(SIDE_STATES):
            assert way.needs_reason, way.name


def test_a_side_state_gives_back_the_batch_that_was_left() -> None:
    entered = {
        (source, way.target)
        for way in PROJECT.transitions.values()
        if way.target in SIDE_STATES
        for source in way.sources
        if source in BATCHES
    }
    for batch, side in entered:
        way = PROJECT.transition(RESTORING[batch])
        assert side in way.sources and way.target == batch


def test_a_recognition_is_undone_with_a_reason() -> None:
    for batch in BATCHES[1:]:
        undo = PROJECT.transition(f"undo_{ADVANCING[batch]}")
        assert undo.needs_reason and undo.sources == (batch,)


def test_a_project_in_use_is_not_paused() -> None:
    assert ProjectState.IN_USE not in PROJECT.transition("pause").sources
    with pytest.raises(UnknownTransition):
        PROJECT.transition("ship")
