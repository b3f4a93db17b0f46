"""The PDF of record: an issue set by typst in the geometry of GB/T 9704-2012, the same bytes each time."""

import json
from datetime import UTC, datetime, time
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, Literal

import typst

from taizhang.bulletin.typesetting.breaking import stretches, title_lines
from taizhang.bulletin.typesetting.coverage import require_glyphs
from taizhang.bulletin.typesetting.document import IssueDocument, Run, printed_source
from taizhang.bulletin.typesetting.fonts import ROLE_OF_LEVEL, FontSet, find_fonts

# PDF/A-2b: every font embedded, nothing outside the file, and a glyph that is not there is an error.
STANDARD: Literal["a-2b"] = "a-2b"
_SOURCE_IN_ONE_PIECE = 14  # characters; a longer source, as of a merged item, may break
LAYOUT = Path(__file__).with_name("issue.typ")


class TypesettingFailed(RuntimeError):
    """typst could not set the issue, or warned; the message holds what it said."""


class _Press:
    """One warm typst world with its fonts; a lock lets one thread in at a time."""

    def __init__(self, fonts: FontSet) -> None:
        self._layout = LAYOUT.read_bytes()
        self._lock = Lock()
        self._compiler = typst.Compiler(
            font_paths=typst.Fonts(
                include_system_fonts=False,
                include_embedded_fonts=True,
                font_paths=[str(folder) for folder in fonts.folders],
            ),
        )

    def print(self, inputs: dict[str, str], *, timestamp: int) -> bytes:
        with self._lock:
            try:
                pdf, warnings = self._compiler.compile_with_warnings(
                    self._layout,
                    format="pdf",
                    sys_inputs=inputs,
                    pdf_standards=[STANDARD],
                    timestamp=timestamp,
                )
            except typst.TypstError as error:
                raise TypesettingFailed(f"{error.message}\n{error.diagnostic}") from error
        if warnings:
            raise TypesettingFailed("\n".join(warning.message for warning in warnings))
        assert isinstance(pdf, bytes)  # one file for all pages, as PDF is
        return pdf


@lru_cache(maxsize=4)
def _press(fonts: FontSet) -> _Press:
    return _Press(fonts)


def render_pdf(document: IssueDocument, fonts: FontSet | None = None) -> bytes:
    """The issue as PDF/A-2b, A4; the same document and fonts give the same bytes.

    Layout by GB/T 9704-2012, newsletter variant: type area 156 × 225 mm, 22 lines of 28 characters, the foot at
    the bottom of the last page. Raises GlyphMissing naming the characters that no font has, FontNotFound when the
    fonts are not set up, TypesettingFailed with typst's words for anything else, a warning included.
    """
    fonts = fonts or find_fonts()
    require_glyphs(document, fonts)
    # Noon in Shanghai is the same day everywhere that the file is read.
    noon = datetime.combine(document.issued_on, time(4, 0), tzinfo=UTC)
    return _press(fonts).print(inputs(document, fonts), timestamp=int(noon.timestamp()))


def inputs(document: IssueDocument, fonts: FontSet) -> dict[str, str]:
    """What the layout is given: the issue and the fonts, each as JSON."""
    return {
        "issue": json.dumps(_issue(document), ensure_ascii=False),
        "fonts": json.dumps(_fonts(fonts), ensure_ascii=False),
    }


def _fonts(fonts: FontSet) -> dict[str, Any]:
    """Role → weight and families in order, each with the characters that it is narrowed to."""
    return {
        role.value: {
            "weight": fonts.main(role).weight,
            "families": [{"name": face.family, "only": face.only} for face in chain],
        }
        for role, chain in fonts.chains
    }


def _runs(runs: tuple[Run, ...]) -> list[list[Any]]:
    """[text, kept together] for every stretch; text travels as data, so no character of it is ever markup."""
    return [[text, together] for text, together in stretches(runs)]


def _issue(document: IssueDocument) -> dict[str, Any]:
    return {
        "name": document.title,
        "masthead": document.masthead,
        "number_line": document.number_line,
        "publisher": document.publisher,
        "date_line": document.date_line,
        "date": [document.issued_on.year, document.issued_on.month, document.issued_on.day],
        "secrecy": document.secrecy,
        "serial": document.serial,
        "items": [
            {
                "title": [_runs((line,)) for line in title_lines(item.title_lines)],
                "blocks": [
                    {"role": ROLE_OF_LEVEL[block.level].value, "runs": _runs(block.runs)}
                    for block in item.blocks
                ],
                "source": _source(item.source),
            }
            for item in document.items
        ],
        "recipients": [list(line) for line in document.recipients],
        "editors": document.editors_line,
        "copies": document.copies_line,
        "colophon": document.colophon,
    }


def _source(source: str) -> list[Any]:
    printed = printed_source(source)
    return [printed, len(printed) <= _SOURCE_IN_ONE_PIECE] if printed else []
