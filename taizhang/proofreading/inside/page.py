"""One text under proof: its characters without stray blanks, its items, sentences and clauses, and the claims in them."""

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from taizhang.proofreading.claim import Claim, Problem, Quantity, Reading
from taizhang.proofreading.names import Names

Stretch = tuple[int, int]

# One character for one character, so that offsets stay what they are.
_ONE_SHAPE = str.maketrans(
    "０１２３４５６７８９．％(),;:?!〔〕［］~～－–−",
    "0123456789.%（），；：？！（）（）—————",
)
_THOUSANDS = re.compile(r"(?<=\d)，(?=\d{3}(?!\d))")
_FULL_STOP = re.compile(r"(?<=[一-龥）”%])\.(?=[一-龥“（]|$)")
_DASHED = re.compile(r"(?<=[\d年月日%万亿元])-(?=\d)")
_ENDS = "。！？"
_CLAUSE_ENDS = "，。；：！？"
_GOES_ON = "，、；：（“《"
_SOURCE_LINE = re.compile(r"（([^（）]{2,40})）$")
_DIGITS = dict(zip("零〇一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_PLACES = {"十": 10, "百": 100, "千": 1000}


@dataclass(frozen=True)
class EarlierClaim:
    """A figure printed in an earlier issue: `where` names it ("2020年第45期"), `as_of` is the day to which it counted.

    `value` is the number as printed (None for a range), `low` and `high` the ends of what it promised, in `unit`.
    """

    subject: str
    unit: str
    units: tuple[str, ...]
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    as_of: date
    where: str


@dataclass(frozen=True)
class Placed:
    """A claim with a number, at its offsets in the folded text; `place` is its place in the reading."""

    place: int
    claim: Claim
    quantity: Quantity
    start: int
    end: int


@dataclass(frozen=True)
class Page:
    """A reading made ready for the checks. All offsets are those of `text`, the folded one, save in `problem`."""

    reading: Reading
    names: Names = field(default_factory=Names)
    earlier: Sequence[EarlierClaim] = ()

    @cached_property
    def _offsets(self) -> list[int]:
        return [at for at, character in enumerate(self.reading.text) if not _blank(character)]

    @cached_property
    def text(self) -> str:
        """The text without blanks, full-width digits and half-width punctuation in one shape."""
        raw = self.reading.text
        folded = "".join(raw[at] for at in self._offsets).translate(_ONE_SHAPE)
        folded = _FULL_STOP.sub("。", folded)
        return _DASHED.sub("—", _THOUSANDS.sub(",", folded))

    @cached_property
    def breaks(self) -> frozenset[int]:
        """The offsets before which the raw text begins a new line."""
        raw, offsets = self.reading.text, self._offsets
        found = {0} if offsets else set()
        for at in range(1, len(offsets)):
            if offsets[at] - offsets[at - 1] > 1 and "\n" in raw[offsets[at - 1] : offsets[at]]:
                found.add(at)
        return frozenset(found)

    def gap_before(self, at: int) -> bool:
        """Whether a blank of any kind, or nothing at all, stands before the character."""
        return at == 0 or self._offsets[at] - self._offsets[at - 1] > 1

    @cached_property
    def sentences(self) -> list[Stretch]:
        """The sentences; a new line ends one too, unless the line before it plainly goes on."""
        found, begin = [], 0
        for at, character in enumerate(self.text):
            if at in self.breaks and at > begin and self.text[at - 1] not in _GOES_ON:
                found.append((begin, at))
                begin = at
            if character in _ENDS:
                found.append((begin, at + 1))
                begin = at + 1
        if begin < len(self.text):
            found.append((begin, len(self.text)))
        return found

    @cached_property
    def items(self) -> list[Stretch]:
        """The items of an issue: each ends with the line's last （source）; a text without any is one item."""
        found, begin = [], 0
        for _start, end in self.source_lines:
            found.append((begin, end + 1))
            begin = end + 1
        if begin < len(self.text):
            found.append((begin, len(self.text)))
        return found

    @cached_property
    def source_lines(self) -> list[Stretch]:
        """Where the names of sources stand, without their brackets: （区城管局） at the end of a line."""
        edges = sorted({*self.breaks, len(self.text)})
        found = []
        for begin, end in itertools.pairwise(edges):
            match = _SOURCE_LINE.search(self.text[begin:end])
            if match:
                found.append((begin + match.start(1), begin + match.end(1)))
        return found

    @cached_property
    def claims(self) -> list[Placed]:
        """The claims that have a number, in the order of their numbers."""
        placed = []
        for place, claim in enumerate(self.reading.claims):
            quantity = claim.quantity
            if quantity is not None:
                start, end = self.folded(quantity.start), self.folded(quantity.end)
                placed.append(Placed(place, claim, quantity, start, end))
        return sorted(placed, key=lambda one: one.start)

    @cached_property
    def thresholds(self) -> frozenset[int]:
        """The offsets of all characters of bounds: the 1—5亿元 of 1—5亿元项目 is none of the text's ranges."""
        bounds = [bound for claim in self.reading.claims for bound in claim.thresholds]
        return frozenset(
            at for bound in bounds for at in range(self.folded(bound.start), self.folded(bound.end))
        )

    def folded(self, raw_offset: int) -> int:
        """The folded offset of the first character that stands at or behind a raw one."""
        return bisect_left(self._offsets, raw_offset)

    @cached_property
    def _claim_starts(self) -> list[int]:
        return [one.start for one in self.claims]

    def claims_within(self, stretch: Stretch) -> list[Placed]:
        """The numbered claims that stand whole inside a stretch."""
        first, last = bisect_left(self._claim_starts, stretch[0]), bisect_left(self._claim_starts, stretch[1])
        return [one for one in self.claims[first:last] if one.end <= stretch[1]]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _end in self.sentences]

    @cached_property
    def _item_starts(self) -> list[int]:
        return [start for start, _end in self.items]

    def sentence_at(self, at: int) -> Stretch:
        """The sentence of a character."""
        return _holding(self.sentences, self._sentence_starts, at)

    def item_at(self, at: int) -> Stretch:
        """The item of a character."""
        return _holding(self.items, self._item_starts, at)

    def clause_start(self, at: int) -> int:
        """Where the clause begins in which a character stands: behind ，。；： or at the head of its sentence."""
        begin = self.sentence_at(at)[0]
        last = max(self.text.rfind(mark, begin, at) for mark in _CLAUSE_ENDS)
        return max(begin, last + 1)

    def clause_end(self, at: int) -> int:
        """Where that clause ends, its mark not included."""
        end = self.sentence_at(at)[1]
        marks = [found for mark in _CLAUSE_ENDS if (found := self.text.find(mark, at, end)) >= 0]
        return min(marks, default=end)

    def problem(
        self,
        kind: str,
        stretch: Stretch,
        template: str,
        *,
        claims: Sequence[Placed] = (),
        suggestion: str = "",
        sure: bool = True,
        **values: object,
    ) -> Problem:
        """A problem at a folded stretch, given back at the offsets of the raw text; claims inside it are named too."""
        start, end = stretch
        places = {one.place for one in claims}
        for one in reversed(self.claims[: bisect_left(self._claim_starts, end)]):
            if one.end <= start:
                break  # numbers do not overlap
            places.add(one.place)
        return Problem(
            kind=kind,
            start=self._offsets[start],
            end=self._offsets[end - 1] + 1,
            sentence=template % values,
            claims=tuple(sorted(places)),
            suggestion=suggestion,
            sure=sure,
            template=template,
            values=values,
        )


def _(text: str) -> str:
    """Marks a sentence for translation; this floor knows no language but its own."""
    return text


def whole_number(text: str) -> int | None:
    """A whole number in digits or in Chinese up to 9999 (十五, 二十, 两百); None for anything else."""
    if text.isascii() and text.isdigit():
        return int(text)
    total, digit = 0, 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _PLACES:
            total += (digit or 1) * _PLACES[character]
            digit = 0
        else:
            return None
    return total + digit if text else None


def _blank(character: str) -> bool:
    return character.isspace() or character in "\u200b\u200c\u200d\u2060\ufeff"


def _holding(stretches: Sequence[Stretch], starts: Sequence[int], at: int) -> Stretch:
    place = bisect_right(starts, at) - 1
    return stretches[max(place, 0)] if stretches else (0, 0)
