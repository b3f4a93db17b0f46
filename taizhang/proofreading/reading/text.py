"""A text as read, beside the same text without blanks and with one form of each character, and the way back."""

import re
from bisect import bisect_left
from dataclasses import dataclass

# Full-width letters, digits and signs; radicals and compatibility forms that PDF files leave in the place of characters.
_FOLDED: dict[int, int] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FOLDED.update(str.maketrans("﹣－−‐‑﹪٪︰﹕﹔﹐﹑○Ｏ｜•・‧∙～∼〜ㄧ", "-----%%:::,、〇O|····~~~一"))
_FOLDED.update(
    str.maketrans(
        "⼀⼆⼋⼗⼈⼤⼩⼯⽇⽉⽔⽕⽊⾦⼟⼭⼝⼿⽬⽥⽣⽤⽴⽹⻋⻓⻔⾏⾯⾼⾥⾃⾄⾊⾷⾸",
        "一二八十人大小工日月水火木金土山口手目田生用立网车长门行面高里自至色食首",
    )
)
_FOLDED.update(str.maketrans("「」『』〝〞＂", '“”‘’“”"'))
_BLANK = re.compile(r"[\s\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u3164\ufeff\x00-\x1f]+")
_NEXT_LINE = re.compile(r"[\n\r\v\f\x85\u2028\u2029]")
# What keeps two numbers of neighbouring cells or lines apart; one line break may be stray, inside a number.
_APART = re.compile(r"\t|\n\s*\n|\r\n\s*\r\n")
_FULL = str.maketrans(";()!?", "；（）！？")
_COMMA = re.compile(r",")
_THOUSANDS = re.compile(r"(?<![\d.])\d{1,3}(?:,\d{3})+(?!\d)")
_COLON = re.compile(r"(?<!\d):|:(?!\d)")
_STOP = re.compile(r"(?<=[\u4e00-\u9fff）”%》])\.(?!\.)")
_HEADING_STOP = re.compile(r"(?:(?<=^[一二三四五六七八九十])|(?<=[。；：！？][一二三四五六七八九十]))\.")
_LISTED_APART = 40  # characters back in which 分别 says that commas part numbers, not thousands


@dataclass(frozen=True, slots=True)
class Text:
    """`norm` is `raw` without blanks and line breaks, each character in one form, one to one.

    Digits, letters, % and signs are half-width; ，；：！？（）“” are full-width (a comma inside 1,234 and a colon inside 8:30 stay
    half-width). `offsets[i]` is where `norm[i]` stands in `raw`, with one more entry at the end. `breaks` are the places
    in `norm` before which a line begins, stray or real, `blanks` those before which another blank stands. A tab or an
    empty line between two digits is kept as one line break, so that the numbers of two cells do not run together.
    """

    raw: str
    norm: str
    offsets: tuple[int, ...]
    breaks: tuple[int, ...] = ()
    blanks: tuple[int, ...] = ()

    @classmethod
    def of(cls, raw: str) -> "Text":
        """The text with its normal form."""
        folded = raw.translate(_FOLDED)
        characters: list[str] = []
        offsets: list[int] = []
        breaks: list[int] = []
        blanks: list[int] = []
        done = 0
        for gap in _BLANK.finditer(folded):
            start, end = gap.span()
            characters.append(folded[done:start])
            offsets.extend(range(done, start))
            done = end
            gone = gap.group()
            (breaks if _NEXT_LINE.search(gone) else blanks).append(len(offsets))
            if (
                _APART.search(gone)
                and folded[start - 1 : start].isdigit()
                and folded[end : end + 1].isdigit()
            ):
                characters.append("\n")
                offsets.append(start)
        characters.append(folded[done:])
        offsets.extend(range(done, len(folded)))
        offsets.append(len(raw))
        return cls(
            raw, _punctuated("".join(characters), raw, offsets), tuple(offsets), tuple(breaks), tuple(blanks)
        )

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in `raw` of norm[start:end], the blanks inside included and those around it left out."""
        if end <= start:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.offsets[end - 1] + 1

    def at(self, raw_offset: int) -> int:
        """The place in `norm` of the first character that stands at or after an offset of `raw`."""
        return bisect_left(self.offsets, raw_offset)

    def slice(self, start: int, end: int) -> str:
        """What stands in `raw` at norm[start:end]."""
        first, last = self.span(start, end)
        return self.raw[first:last]


def _are_thousands(number: re.Match[str], norm: str, raw: str, offsets: list[int]) -> bool:
    """Whether the commas of 1,234 belong to it; after 分别 they part 120，150，180, unless the text has another comma for that."""
    back = norm[max(0, number.start() - _LISTED_APART) : number.start()]
    if "分别" not in back.rpartition("。")[2] or ",0" in number.group():
        return True
    comma = number.start() + number.group().index(",")
    return "，" in raw and raw[offsets[comma]] == ","


def _punctuated(norm: str, raw: str, offsets: list[int]) -> str:
    """Half-width punctuation of a Chinese text as full-width, except inside numbers and times of day."""
    norm = norm.translate(_FULL)
    if "," in norm:
        kept = {
            place
            for number in _THOUSANDS.finditer(norm)
            if _are_thousands(number, norm, raw, offsets)
            for place in range(number.start(), number.end())
        }
        norm = _COMMA.sub(lambda comma: "," if comma.start() in kept else "，", norm)
    norm = _COLON.sub("：", norm)
    if "." in norm:
        norm = _STOP.sub("。", _HEADING_STOP.sub("、", norm))
    if '"' in norm:
        pieces = norm.split('"')
        norm = pieces[0] + "".join("“”"[i % 2] + piece for i, piece in enumerate(pieces[1:]))
    return norm
