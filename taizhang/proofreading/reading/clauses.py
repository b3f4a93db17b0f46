"""Parts a normalised text into items, paragraphs, sentences and clauses, where line breaks may be stray.

Offsets are those of the normalised text. Brackets are kept whole: what stands in them is a clause of its own, and the
sentence around it goes on behind them.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

_ENDS = frozenset("。！？!?；;")
_COMMAS = frozenset("，,：:")
_OPENING, _CLOSING = "（(【〔[", "）)】〕]"
_OPENS = re.compile(r"[（(【〔\[]")
_REACH = 400  # a bracket further open than this is a slip of the pen
_HEADING = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[.、．](?!\d)|第[一二三四五六七八九十]{1,3}[章条节篇]"
    r"|本期送|发[：:]|主送|抄送|报[：:]|送[：:]|责任编辑|附件[：:]|签发|【"
)
_OPENS_A_BODY = re.compile(
    r"近日|日前|近期|今年以来|一是|一、|为|(?:20\d\d年)?\d{1,2}月\d{1,2}日(?:[上下]午)?[，,]|20\d\d年[，,]|(?:20\d\d年)?\d{1,2}[-—至]\d{1,2}月份?[，,]"
    r"|本报讯|截至|[\u4e00-\u9fa5]{2,8}(?:局|办|委|镇|街道|中心|公司|区|县|市)"
)
_SOURCE = re.compile(r"(?<=[。！？”])[（(]([^（）()。]{2,30})[)）]")
_LONGEST_TITLE = 45


class Layout:
    """Where the items, paragraphs, sentences and clauses of a normalised text begin and end.

    `breaks` are offsets before which the raw text breaks the line, `blanks` those before which it has other blanks; both may be
    stray (a paragraph broken in mid-sentence) and both may stand for an end (a title glued to its body).
    """

    def __init__(self, norm: str, breaks: Sequence[int] = (), blanks: Sequence[int] = ()) -> None:
        self.norm = norm
        self.partner = _partners(norm)
        self.paragraphs = _starts(norm, [*_real_breaks(norm, breaks), *_glued_titles(norm, breaks, blanks)])
        self._sentences = sorted({*self.paragraphs, *self._sentence_starts()})
        self._clauses = sorted({*self._sentences, *self._clause_starts()})
        self.sources = [match for match in _SOURCE.finditer(norm)]
        self._known_clauses: dict[int, tuple[int, int]] = {}
        self._known_brackets: dict[int, tuple[int, int] | None] = {}
        self._items = sorted({0, *(match.end() for match in self.sources)})

    def paragraph(self, place: int) -> tuple[int, int]:
        """The paragraph that holds a place."""
        return self._around(self.paragraphs, place)

    def sentence(self, place: int) -> tuple[int, int]:
        """The sentence that holds a place, brackets in it included; ； ends a sentence as 。 does."""
        return self._around(self._sentences, place)

    def long_sentence(self, place: int) -> tuple[int, int]:
        """The sentence up to 。！？, whose parts ； divides."""
        start, end = self.sentence(place)
        first, last = self.paragraph(place)
        while start > first and self.norm[start - 1] in "；;":
            start = self.sentence(start - 1)[0]
        while end < last and self.norm[end - 1] in "；;":
            end = self.sentence(end)[1]
        return start, end

    def item(self, place: int) -> tuple[int, int]:
        """The item that holds a place: up to the source in brackets that ends it."""
        return self._around(self._items, place)

    def source(self, place: int) -> str:
        """The source in brackets at the end of the item, empty where there is none."""
        end = self.item(place)[1]
        return next((match[1] for match in self.sources if match.end() == end), "")

    def clause(self, place: int) -> tuple[int, int]:
        """The clause that holds a place, without the marks around it; within brackets what they hold."""
        if place not in self._known_clauses:
            self._known_clauses[place] = self._clause(place)
        return self._known_clauses[place]

    def _clause(self, place: int) -> tuple[int, int]:
        norm, partner = self.norm, self.partner
        low = self._clauses[bisect_right(self._clauses, place) - 1] if self._clauses else 0
        start = place
        sentence_start = self.sentence(place)[0]
        while start > sentence_start:
            before = norm[start - 1]
            if before in _CLOSING and (start - 1) in partner:
                start = partner[start - 1]
                continue
            if before in _OPENING or self._divides(start - 1):
                break
            start -= 1
        end, limit = place, self.sentence(max(place, low))[1]
        while end < limit:
            here = norm[end]
            if here in _OPENING and end in partner:
                end = partner[end] + 1
                continue
            if here in _CLOSING or here in _ENDS or self._divides(end):
                break
            end += 1
        return start, end

    def in_brackets(self, place: int) -> tuple[int, int] | None:
        """The innermost brackets that hold a place, as the offsets of both marks."""
        if place not in self._known_brackets:
            self._known_brackets[place] = self._in_brackets(place)
        return self._known_brackets[place]

    def _in_brackets(self, place: int) -> tuple[int, int] | None:
        for start in range(place - 1, max(-1, place - _REACH), -1):
            if self.norm[start] in _OPENING and self.partner.get(start, -1) >= place:
                return start, self.partner[start]
            if self.norm[start] in "。！？":
                return None
        return None

    def without_brackets(self, start: int, end: int) -> str:
        """The words between two places, without what stands in brackets there."""
        if not _OPENS.search(self.norm, start, end):
            return self.norm[start:end]
        words: list[str] = []
        while start < end:
            if self.norm[start] in _OPENING and self.partner.get(start, end) < end:
                start = self.partner[start] + 1
                continue
            words.append(self.norm[start])
            start += 1
        return "".join(words)

    def _around(self, starts: list[int], place: int) -> tuple[int, int]:
        at = bisect_right(starts, place) - 1
        end = starts[at + 1] if at + 1 < len(starts) else len(self.norm)
        return starts[at], end

    def _sentence_starts(self) -> list[int]:
        return [place + 1 for place in self._outside_brackets() if self._ends_sentence(place)]

    def _clause_starts(self) -> list[int]:
        return [place + 1 for place in self._outside_brackets() if self._divides(place)]

    def _outside_brackets(self) -> list[int]:
        marks = re.compile(r"[。！？!?；;，,：:.]")
        closed = [(start, end) for start, end in sorted(self.partner.items()) if start < end]
        outer: list[tuple[int, int]] = []
        for start, end in closed:
            if not outer or start > outer[-1][1]:
                outer.append((start, end))
        places, at = [], 0
        for match in marks.finditer(self.norm):
            while at < len(outer) and outer[at][1] < match.start():
                at += 1
            if at == len(outer) or match.start() < outer[at][0]:
                places.append(match.start())
        return places

    def _ends_sentence(self, place: int) -> bool:
        char = self.norm[place]
        if char in _ENDS:
            return True
        if char != "." or not place:
            return False
        before, after = self.norm[place - 1], self.norm[place + 1 : place + 2]
        return not before.isascii() and not after.isascii() if after else not before.isascii()

    def _divides(self, place: int) -> bool:
        char = self.norm[place]
        if char in _COMMAS or char in _ENDS:
            between = self.norm[place - 1 : place].isdigit() and self.norm[place + 1 : place + 2].isdigit()
            return not (between and char in ",:：")
        return char == "." and self._ends_sentence(place)


def _partners(norm: str) -> dict[int, int]:
    """For every bracket that is closed the place of the other one."""
    partner: dict[int, int] = {}
    opened: list[int] = []
    for match in re.finditer(r"[（(【〔\[）)】〕\]]", norm):
        place = match.start()
        if match[0] in _OPENING:
            opened.append(place)
        elif opened:
            start = opened.pop()
            if place - start <= _REACH:
                partner[start], partner[place] = place, start
    return partner


def _starts(norm: str, places: Sequence[int]) -> list[int]:
    return sorted({0, *(place for place in places if 0 < place < len(norm))})


def _real_breaks(norm: str, breaks: Sequence[int]) -> list[int]:
    """The line breaks that end a paragraph or a heading; the others fell into a sentence."""
    real: list[int] = []
    edges = [0, *sorted({place for place in breaks if 0 < place < len(norm)}), len(norm)]
    last = 0
    for number in range(1, len(edges) - 1):
        place, following = edges[number], edges[number + 1]
        line, after = norm[edges[number - 1] : place], norm[place:following]
        if _is_real(line, after, edges[number - 1] == last):
            real.append(place)
            last = place
    return real


def _is_real(line: str, after: str, begins_paragraph: bool) -> bool:
    end = line[-1]
    if end in "。！？!?；;：:":
        return True
    if end in "，、,（(“《—-":
        return False
    if end in "”》）)】" and (len(line) < 2 or line[-2] in "。！？" or _SOURCE.search(line[-34:])):
        return True
    if _HEADING.match(after):
        return True
    plain = not re.search(r"[，。；,;]", line) and len(line) <= _LONGEST_TITLE
    wrapped = len(line) >= 18 and abs(len(after) - len(line)) <= 2 and not re.search(r"[。！？]", after)
    return plain and begins_paragraph and not wrapped


def _glued_titles(norm: str, breaks: Sequence[int], blanks: Sequence[int]) -> list[int]:
    """Places where a title runs on into its body with a mere blank between."""
    found: list[int] = []
    starts = sorted({0, *breaks})
    for place in blanks:
        start = max((edge for edge in starts if edge < place), default=0)
        title = norm[start:place]
        if (
            6 <= len(title) <= _LONGEST_TITLE
            and not re.search(r"[，。；：,;:]", title)
            and _OPENS_A_BODY.match(norm, place)
        ):
            found.append(place)
    return found
