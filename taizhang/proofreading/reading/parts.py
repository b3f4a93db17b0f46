"""Finds the whole that a number is a part of: 其中, 包括, parts in brackets, 28个乡镇中有22个."""

import re
from collections.abc import Sequence

from taizhang.proofreading.claim import Dimension, Relation
from taizhang.proofreading.reading.clauses import Layout
from taizhang.proofreading.reading.drafts import Draft, first_from
from taizhang.proofreading.reading.subjects import has_verb
from taizhang.proofreading.reading.verbs import verb_of

_PEOPLE = ("人", "名", "位")
_RELATIVE = (Dimension.PERCENT, Dimension.POINTS, Dimension.TIMES)


def alike(one: Draft, other: Draft) -> bool:
    """Whether two numbers can be part and whole: the same kind of unit."""
    first, second = one.quantity, other.quantity
    if first.dimension != second.dimension:
        return False
    if first.dimension == Dimension.MONEY:
        return first.unit.endswith("美元") == second.unit.endswith("美元")
    return first.unit == second.unit or (first.unit in _PEOPLE and second.unit in _PEOPLE)


def _kin(part: Draft, whole: Draft) -> bool:
    """Whether 其中 may part a number so, though the units differ: 约谈13人次，其中正科级5人; 732件，其中轮椅210辆."""
    one, other = part.quantity, whole.quantity
    if one.unit in _PEOPLE and other.unit == "人次":
        return True
    return one.dimension == other.dimension == Dimension.COUNT


def among(layout: Layout, drafts: Sequence[Draft], draft: Draft) -> int | None:
    """The whole of which 其中 makes a number a part, or that the parts before it already had; None where there is none."""
    norm = layout.norm
    sentence = draft.around
    brackets = draft.scene.brackets
    if brackets:
        inside = _in_brackets(drafts, draft, brackets)
        if inside is not None or norm[brackets[0] + 1 : brackets[0] + 3] != "其中":
            return inside
    begin = max(sentence[0], brackets[0] + 1 if brackets else 0)
    said = norm.rfind("其中", begin, draft.start)
    if said < 0:
        parts = [
            match.end()
            for match in re.finditer(
                r"[，：](?:主要)?(?:包括|包含|含)(?=[^，。；]{1,12}\d)", norm[begin : draft.start + 1]
            )
        ]
        last = drafts[-1] if drafts else None
        if (parts and last and last.scene.mark.end <= begin + parts[-1] <= last.scene.mark.end + 16) or (
            parts and last and last.relation == Relation.SUBSET and last.around == draft.around
        ):
            said = begin + parts[-1]
    if said < 0:
        within = re.search(
            r"(?:这|上述)[^，。；]{1,12}(?:里|中|当中|之中)，(?=[^。]*$)", norm[begin : draft.start]
        )
        said = begin + within.end() if within else -1
    if said < 0:
        return None
    wholes = [
        number
        for number in range(first_from(drafts, layout.paragraph(draft.start)[0]), first_from(drafts, said))
        if drafts[number].scene.mark.end <= said
        and drafts[number].relation not in (Relation.CHANGE, Relation.RATIO, Relation.LIMIT)
        and alike(draft, drafts[number])
    ]
    if not wholes and drafts:
        last = drafts[-1] if drafts[-1].scene.mark.end <= said else None
        if last and last.around == draft.around and _kin(draft, last):
            wholes = [len(drafts) - 1]
    first = first_from(drafts, said + 1)
    if first == len(drafts):
        fuller = _fuller(drafts, draft, wholes)
        if fuller is not None:
            return fuller
        if wholes and said - drafts[wholes[-1]].scene.mark.end <= 12 and not drafts[wholes[-1]].among:
            return wholes[-1]
        return _nearest_whole(drafts, wholes)
    fuller = _fuller(drafts, draft, wholes)
    if fuller is not None and fuller != drafts[first].of:
        return fuller
    last = drafts[-1]
    if last.relation == Relation.SUBSET and alike(last, draft) and norm.startswith("、", last.scene.mark.end):
        return last.of
    return _further_part(layout, drafts, draft, first, wholes, said)


def _fuller(drafts: Sequence[Draft], draft: Draft, wholes: Sequence[int]) -> int | None:
    """The whole that the part itself names: 新签约工业项目48个；…。其中来自长三角的新签约工业项目12个."""
    own = draft.naming.subject
    named = [
        n
        for n in wholes
        if len(drafts[n].subject) >= 5 and own != drafts[n].subject and own.endswith(drafts[n].subject)
    ]
    return named[-1] if named else None


def _nearest_whole(drafts: Sequence[Draft], wholes: list[int]) -> int | None:
    """The nearest fitting number that is no part itself, unless parts are parted again."""
    return next(
        (number for number in reversed(wholes) if drafts[number].relation != Relation.SUBSET),
        wholes[-1] if wholes else None,
    )


def _further_part(
    layout: Layout, drafts: Sequence[Draft], draft: Draft, first: int, wholes: list[int], said: int
) -> int | None:
    """A part that stands further behind 其中: as long as the same kind of parts goes on."""
    if drafts[first].relation != Relation.SUBSET:
        return None
    between = layout.norm[drafts[first].scene.mark.end : draft.start]
    if re.search(r"同时|另外?|此外|累计|(?<![公中])共(?!同|享|建|产)|还(?!款|贷|建)|全[市区县]|。", between):
        return None
    one = drafts[first]
    if "；" in between and has_verb(draft.naming.subject) and not has_verb(one.naming.subject):
        return None
    if not alike(one, draft) and not (
        "，" not in between and _kin(one, draft) and one.of is not None and _kin(draft, drafts[one.of])
    ):
        return None
    if verb_of(draft.naming.subject) and not verb_of(one.naming.subject) and not draft.thresholds:
        return None
    return one.of


def _in_brackets(drafts: Sequence[Draft], draft: Draft, brackets: tuple[int, int]) -> int | None:
    """63家（文创类38家、设计类16家）: parts that stand in brackets right behind their whole."""
    whole = next((n for n in range(len(drafts) - 1, -1, -1) if drafts[n].scene.mark.end <= brackets[0]), None)
    if whole is None or not alike(draft, drafts[whole]):
        return None
    other = drafts[whole]
    if (
        other.scene.brackets is not None
        or other.scene.sentence != draft.scene.sentence
        or brackets[0] - other.scene.mark.end > 12
    ):
        return None
    small = draft.quantity.value, other.quantity.value
    return whole if None not in small else None


def amid(layout: Layout, drafts: Sequence[Draft], draft: Draft) -> int:
    """28个乡镇中有22个: one more than the place of the whole; 0 where there is none."""
    if not drafts or drafts[-1].around != draft.around or not alike(drafts[-1], draft):
        return 0
    between = layout.norm[drafts[-1].scene.mark.end : draft.start]
    return len(drafts) if re.fullmatch(r"[^，。；、]{1,10}(?:中|里)，?(?:有|已有|共有)", between) else 0


def _goes_on(layout: Layout, drafts: Sequence[Draft], draft: Draft) -> bool:
    """Whether a number goes on with parts whose whole the text does not give: 其中，第一产业投资…；第二产业投资…."""
    said = layout.norm.rfind("其中", draft.around[0], draft.start)
    first = first_from(drafts, said + 1) if said >= 0 else len(drafts)
    if first == len(drafts) or drafts[first].relation != Relation.SUBSET or drafts[first].of is not None:
        return False
    if draft.thresholds and drafts[first].thresholds:
        return alike(drafts[first], draft)
    return alike(drafts[first], draft) and bool(verb_of(draft.subject)) == bool(
        verb_of(drafts[first].subject)
    )


def of_an_unsaid_whole(layout: Layout, drafts: Sequence[Draft], draft: Draft) -> bool:
    """Whether 其中 makes a number a part of a whole that the text does not give in a fitting unit."""
    if draft.quantity.dimension in _RELATIVE:
        return False
    clause = draft.scene.clause[0]
    said = draft.scene.before.startswith("其中") or layout.norm[max(0, clause - 3) : clause] in (
        "其中，",
        "其中：",
    )
    return said or _goes_on(layout, drafts, draft)
