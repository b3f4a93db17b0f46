"""The lines of an old issue: stray blanks taken out, paragraphs that a page or a typewriter broke put together again."""

import re
from dataclasses import dataclass

_BLANKS = re.compile(r"\s+")
_ASCII_WORD = re.compile(r"[A-Za-z0-9]")
TITLE_LENGTH = 45  # characters; what is longer and has no full stop is a broken paragraph, not a title
_ENDS = "。！？!?；;：:…"
_CLOSES = "”』」）)》】"
_GOES_ON = "，、,（“《—"
_HEADING = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d))"
)
_COLUMN = re.compile(r"[【〖\[◆●★☆■▲◇○\s]{1,3}[^。，；]{2,14}[】〗\]◆●★☆■▲◇○\s]{1,3}")
_RULE = re.compile(r"[—\-_=＿─━*＊·.…\s]{3,}")
_PAGE = re.compile(r"[—\-－–\s]*\d{1,3}[—\-－–\s]*|第\s*\d+\s*页.{0,10}")


def tidy(text: str) -> str:
    """The text without stray blanks: one blank is kept between two Latin words or numbers, none beside Chinese."""
    pieces = _BLANKS.split(text.strip())
    joined = pieces[0]
    for piece in pieces[1:]:
        between = " " if _ASCII_WORD.match(joined[-1:]) and _ASCII_WORD.match(piece[:1]) else ""
        joined += between + piece
    return joined


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as it stood (`raw`, blanks inside kept, since they tell where a title ends) and tidied (`text`)."""

    raw: str

    @property
    def text(self) -> str:
        """Without stray blanks."""
        return tidy(self.raw)

    @property
    def is_heading(self) -> bool:
        """一、 （一） 1. at the start."""
        return bool(_HEADING.match(self.text))

    @property
    def is_column(self) -> bool:
        """The head of a column such as 【工作动态】, which is no title."""
        return bool(_COLUMN.fullmatch(self.text))

    @property
    def is_like_a_title(self) -> bool:
        """Short, without a stop at its end, no heading, no bracketed source."""
        text = self.text
        if not 4 <= len(text) <= TITLE_LENGTH or text[-1] in _ENDS + _GOES_ON + "。":
            return False
        if text[0] in "（(" or "。" in text or self.is_heading or self.is_column:
            return False
        return text.count("，") <= 1


def is_ornament(line: str) -> bool:
    """A rule, a page number, nothing at all."""
    return not line.strip() or bool(_RULE.fullmatch(line) or _PAGE.fullmatch(line.strip()))


def paragraphs(lines: list[str]) -> list[Paragraph]:
    """The paragraphs of the body, those put together that a page or a fixed width had broken."""
    kept = [line.rstrip() for line in lines if not is_ornament(line)]
    width = _width(kept)
    indents = sum(line.startswith(("\u3000", "  ", "\t")) for line in kept)
    indented = width is not None and indents >= 2
    found: list[str] = []
    full = False  # whether the last line reached the width
    for line in kept:
        starts = line.startswith(("\u3000", "  ", "\t"))
        bare = line.strip()
        if found and _continues(found[-1], bare, starts=starts, full=full, indented=indented):
            found[-1] = _join(found[-1], bare)
        else:
            found.append(bare)
        full = width is not None and len(tidy(line)) >= width - 3
    return [Paragraph(each) for each in found]


def _width(lines: list[str]) -> int | None:
    """The number of characters after which the file breaks its lines; None where a line is a paragraph."""
    lengths = sorted(len(tidy(line)) for line in lines)
    if len(lengths) < 8:
        return None
    width = lengths[int(len(lengths) * 0.85)]
    near = sum(width - 3 <= length <= width + 1 for length in lengths)
    return width if 18 <= width <= 60 and near >= 0.4 * len(lengths) else None


def _continues(before: str, line: str, *, starts: bool, full: bool, indented: bool) -> bool:
    if starts and indented:
        return False
    text = tidy(before)
    last = text[-1]
    bare = text.rstrip(_CLOSES)
    ended = bool(bare) and bare[-1] in _ENDS
    if last in _GOES_ON:
        return True
    if full and not Paragraph(line).is_heading:
        return indented or not ended
    return not ended and len(text) > TITLE_LENGTH and last not in _CLOSES


def _join(before: str, line: str) -> str:
    between = " " if _ASCII_WORD.match(before[-1:]) and _ASCII_WORD.match(line[:1]) else ""
    return f"{before}{between}{line}"
