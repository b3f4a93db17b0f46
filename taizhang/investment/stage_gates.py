"""Which evidence opens which stage, from which day a stage is recognised, and who may verify a claim."""

from collections.abc import Hashable, Iterable
from datetime import date

from taizhang.investment.states import BATCHES, SIDE_STATES, EvidenceKind, ProjectState

_E, _P = EvidenceKind, ProjectState
Requirement = tuple[str, ...]  # kinds of which any one will do

GATES: dict[str, tuple[Requirement, ...]] = {
    _P.NEGOTIATING: ((_E.FIRST_CONTACT,), (_E.MINUTES,), (_E.DUPLICATE_CHECK,)),
    _P.SIGNED: (
        (_E.CONTRACT,),
        (_E.LICENCE,),
        (_E.REVIEW_RESULT,),
        (_E.FAIR_COMPETITION,),
        (_E.OUTSIDE_SHARE,),
    ),
    _P.LANDED: ((_E.REGISTRATION,), (_E.LAND, _E.PLANT, _E.LEASE)),
    _P.STARTED: (
        (_E.FILING,),
        (_E.CONSTRUCTION_CONTRACT,),
        (_E.CONSTRUCTION_PERMIT,),
        (_E.WORKS_PHOTO,),
    ),
    _P.IN_USE: (
        (_E.ACCEPTANCE, _E.PRODUCTION_CERTIFICATE),
        (_E.FIRST_OUTPUT, _E.FIRST_USE, _E.INVOICE),
    ),
}
# A project without building work shows its start by what it bought.
EQUIPMENT_ONLY_START: tuple[Requirement, ...] = (
    (_E.EQUIPMENT_CONTRACT,),
    (_E.EQUIPMENT_PAYMENT,),
    (_E.DELIVERY_PHOTO,),
)


def requirements(to_stage: str, *, equipment_only: bool = False) -> tuple[Requirement, ...]:
    """What the gate to a stage asks for; each entry names kinds of which any one will do.

    Raises KeyError for a side state, which has no gate but a reason.
    """
    if equipment_only and to_stage == _P.STARTED:
        return EQUIPMENT_ONLY_START
    return GATES[to_stage]


def missing_evidence(
    to_stage: str, present: Iterable[str], *, equipment_only: bool = False
) -> list[Requirement]:
    """What still blocks the gate, in the order of the table; empty when it is open.

    `present` are the EvidenceKind codes on file. A framework agreement or papers of a ceremony are in no
    gate, so they open none. `equipment_only` is a property of the project, never of the claim.
    """
    on_file = set(present)
    return [
        kinds for kinds in requirements(to_stage, equipment_only=equipment_only) if on_file.isdisjoint(kinds)
    ]


def asked_of_a_claim(to_stage: str, *, equipment_only: bool = False) -> tuple[Requirement, ...]:
    """What a claim of a stage has to show: what its gate asks for.

    A project under negotiation is registered without a claim, so that nobody is kept from reporting it; the papers of
    that first gate are asked for at the next one, the signing.
    """
    own = requirements(to_stage, equipment_only=equipment_only)
    return (*GATES[_P.NEGOTIATING], *own) if to_stage == _P.SIGNED else own


def missing_for_claim(
    to_stage: str, present: Iterable[str], *, equipment_only: bool = False
) -> list[Requirement]:
    """What still keeps a stage from being claimed, in the order of the table."""
    on_file = set(present)
    asked = asked_of_a_claim(to_stage, equipment_only=equipment_only)
    return [kinds for kinds in asked if on_file.isdisjoint(kinds)]


def next_stage(state: str) -> ProjectState | None:
    """The batch that comes after a project's own; None at the end and in a side state."""
    if state in SIDE_STATES or state == BATCHES[-1]:
        return None
    return BATCHES[BATCHES.index(ProjectState(state)) + 1]


def describe(missing: Iterable[Requirement]) -> str:
    """Requirements in words: 营业执照、用地手续或厂房证明."""
    return "、".join("或".join(str(EvidenceKind(kind).label) for kind in kinds) for kinds in missing)


def recognised_on(
    to_stage: str, dated: Iterable[tuple[str, date]], *, equipment_only: bool = False
) -> date | None:
    """The day from which a stage counts: the latest business date among the evidence that its gate requires.

    `dated` pairs a kind with its business date. A requirement is met on the earliest date of what meets it,
    so a second paper of the same kind moves nothing; other papers, ceremonies among them, never count. None
    while the gate is closed.
    """
    earliest: dict[str, date] = {}
    for kind, day in dated:
        earliest[kind] = min(day, earliest.get(kind, day))
    met = []
    for kinds in requirements(to_stage, equipment_only=equipment_only):
        days = [earliest[kind] for kind in kinds if kind in earliest]
        if not days:
            return None
        met.append(min(days))
    return max(met)


def may_verify(
    claimant: Hashable, claimant_unit: Hashable, verifier: Hashable, verifier_unit: Hashable
) -> bool:
    """Whether a verifier may judge a claim: another person, of another unit, all four known."""
    if None in (claimant, claimant_unit, verifier, verifier_unit):
        return False
    return claimant != verifier and claimant_unit != verifier_unit
