"""Which earlier claim of the text a claim points back at: 这8个项目, 这两个数字分别变成…, 合同额 of what was counted, 5月当月签下2个."""

import re

from taizhang.proofreading.claim import Claim, Dimension, Modality, Reading, Relation
from taizhang.proofreading.claim_words import CONCERNING, TIMES, squeeze

_POINTS = re.compile("(?:这|上述|前述)(?:新签约的?|签约的?)?$")
_NUMBERS = re.compile(
    "(?:这|上述)[一两二三四五几]?(?:个|项|组)?(?:数字|数据|数|指标)(?:又|也|则)?(?:分别|就)?(?:变成|变为|升至|增至|增加到|降至|达到|为|是)"
)
AMONG = re.compile("其中|[中里][,，]?(?:已|有|现有|共有)")
AMONG_THEM = re.compile("[中里][,，]?(?:已|有|现有|共有)")
_FAR = 400  # characters within which a claim is pointed back at


def pointed_at(reading: Reading, place: int) -> int | None:
    """The claim that 这8个 repeats, or whose number 这两个数字分别变成33次和60人次 gives anew."""
    claim, text = reading.claims[place], reading.text
    quantity = claim.quantity
    if quantity is None:
        return None
    again = _POINTS.search(squeeze(text[max(0, claim.start - 8) : claim.start])) is not None
    head = squeeze(text[claim.sentence[0] : claim.start])
    if not again and not _NUMBERS.search(head):
        return None
    for at in range(place - 1, -1, -1):
        other = reading.claims[at]
        if claim.start - other.end > _FAR:
            return None
        if other.quantity is None or other.quantity.unit != quantity.unit:
            continue
        if other.modality != Modality.ACTUAL or other.relation in (Relation.CHANGE, Relation.RATIO):
            continue
        if again and other.quantity.value != quantity.value:
            continue
        if not again and other.sentence == claim.sentence and other.relation == Relation.ZIP:
            continue
        return at
    return None


def counted_before(reading: Reading, place: int) -> int | None:
    """The count of things in the same sentence that a sum of money is the sum of; None where none stands before it."""
    claim = reading.claims[place]
    if claim.of is not None and claim.of < place:
        of = reading.claims[claim.of]
        if claim.relation == Relation.TOTAL and of.quantity and of.quantity.dimension == Dimension.COUNT:
            return _whole_again(reading, place, claim.of)
    for at in range(place - 1, -1, -1):
        other = reading.claims[at]
        if re.search("[。！？\n]", reading.text[other.end : claim.start]):
            return None
        if (
            other.quantity is not None
            and other.quantity.dimension == Dimension.COUNT
            and other.modality == claim.modality
        ):
            return at
    return None


def _whole_again(reading: Reading, place: int, counted: int) -> int:
    """签约9个，其中10亿元以上2个，签约金额60亿元: behind a part by 其中 a sum of its own name is that of the whole."""
    part, text = reading.claims[counted], reading.text
    between = squeeze(text[part.end : reading.claims[place].start])
    before = squeeze(text[part.sentence[0] : part.start])
    if (
        part.relation == Relation.SUBSET
        and part.of is not None
        and "其中" in before
        and _OWN_SUM.match(between)
    ):
        return part.of
    return counted


_OWN_SUM = re.compile(",(?:签约|招商|引资)")


def same_of_another_time(reading: Reading, place: int) -> int | None:
    """The claim before in the same sentence up to 。 and of the same unit, where this one names a time of its own."""
    claim, text = reading.claims[place], reading.text
    quantity, time = claim.quantity, squeeze(claim.span.words)
    if quantity is None or claim.relation not in (Relation.NONE, Relation.SUBSET) or claim.thresholds:
        return None
    begin = place and reading.claims[place - 1].end
    if not time or time not in squeeze(text[max(begin, claim.clause[0]) : claim.start]):
        return None
    for at in range(place - 1, -1, -1):
        other = reading.claims[at]
        if re.search("[。！？\n]", text[other.end : claim.start]):
            return None
        if other.quantity is not None and other.quantity.unit == quantity.unit:
            alike = other.modality == claim.modality and other.units == claim.units
            return at if alike and other.span != claim.span else None
    return None


def without_time(own: str, claim: Claim) -> str:
    """The words before a number without those of its time."""
    return TIMES.sub("/", own.replace(squeeze(claim.span.words), "/"))


def is_concerned(reading: Reading, place: int) -> bool:
    """Whether a claim tells how many things the number before it concerns: 停工令7份，涉及6家."""
    return (
        place > 0
        and squeeze(reading.claims[place].subject) in CONCERNING
        and reading.claims[place - 1].sentence == reading.claims[place].sentence
    )


def whole_of(reading: Reading, place: int) -> int | None:
    """The claim of which this one tells a part: by its relation, or 23个项目中，已有5个 right before it."""
    claim = reading.claims[place]
    if claim.relation == Relation.SUBSET:
        return claim.of if claim.of is not None and claim.of < place else None
    if not place or claim.quantity is None:
        return None
    before = reading.claims[place - 1]
    is_alike = before.quantity is not None and before.quantity.unit == claim.quantity.unit
    is_part = AMONG.search(squeeze(reading.text[before.end : claim.start])) is not None
    return place - 1 if is_alike and is_part else None
