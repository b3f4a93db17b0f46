"""The pages of an issue as pictures for the screen, set by the very layout of the record."""

import io
import json
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from threading import Lock

import typst
from PIL import Image

from taizhang.bulletin.typesetting.coverage import require_glyphs
from taizhang.bulletin.typesetting.document import IssueDocument
from taizhang.bulletin.typesetting.fonts import FontSet, find_fonts
from taizhang.bulletin.typesetting.pdf import LAYOUT, TypesettingFailed, inputs

PPI = 112.0  # A4 is then 926 × 1310 pixels: read easily on a screen, and small
_COLOURS = 16  # black, red and the greys of their edges
_HEAD = 42.0  # mm from the edge; the type area begins at 37 mm, and no line but its first begins above this
_PAGES_KEPT = 60  # pages, as typst gave them and as they are sent: some 200 kB each
_KEPT = 6  # documents whose pages stay in memory, some 200 kB each


@dataclass(frozen=True)
class Page:
    """One page as PNG with the digest of its picture."""

    png: bytes
    digest: str


@dataclass(frozen=True)
class Pages:
    """The pages in order, and for every item with a title the page on which it begins, counted from 1.

    `heads` says of the same items whether they begin at the head of that page, so that the one before ends earlier.
    """

    pages: tuple[Page, ...]
    begins: tuple[int, ...]
    heads: tuple[bool, ...]


class _Screen:
    """One warm typst world that sets pages for the screen; a lock lets one thread in at a time."""

    def __init__(self, fonts: FontSet) -> None:
        self._lock = Lock()
        self._compiler = typst.Compiler(
            input=str(LAYOUT),
            font_paths=typst.Fonts(
                include_system_fonts=False,
                include_embedded_fonts=True,
                font_paths=[str(folder) for folder in fonts.folders],
            ),
        )

    def set(self, given: dict[str, str]) -> tuple[list[bytes], list[tuple[int, float]]]:
        with self._lock:
            try:
                pages, warnings = self._compiler.compile_with_warnings(
                    format="png", ppi=PPI, sys_inputs={**given, "screen": "yes"}
                )
                begins = json.loads(self._compiler.query("<begins>", field="value", one=True))
            except typst.TypstError as error:
                raise TypesettingFailed(f"{error.message}\n{error.diagnostic}") from error
        if warnings:
            raise TypesettingFailed("\n".join(warning.message for warning in warnings))
        return [pages] if isinstance(pages, bytes) else list(pages or ()), begins


@lru_cache(maxsize=4)
def _screen(fonts: FontSet) -> _Screen:
    return _Screen(fonts)


def digest_of(document: IssueDocument, fonts: FontSet | None = None) -> str:
    """What the pages are a function of, as SHA-256 in hex: the same digest is the same pictures."""
    return _digest(inputs(document, fonts or find_fonts()))


def _digest(given: dict[str, str]) -> str:
    return sha256("\0".join((str(PPI), given["issue"], given["fonts"])).encode()).hexdigest()


def page_images(document: IssueDocument, fonts: FontSet | None = None) -> Pages:
    """The pages as they print. Raises GlyphMissing, FontNotFound and TypesettingFailed as `render_pdf` does."""
    fonts = fonts or find_fonts()
    require_glyphs(document, fonts)
    given = inputs(document, fonts)
    return _kept(fonts, _Given(given))


class _Given(dict[str, str]):
    """What the layout is given, hashable by its digest."""

    def __init__(self, given: dict[str, str]) -> None:
        super().__init__(given)
        self.digest = _digest(given)

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(self.digest)


@lru_cache(maxsize=_KEPT)
def _kept(fonts: FontSet, given: _Given) -> Pages:
    pngs, begins = _screen(fonts).set(given)
    return Pages(
        tuple(_page(png) for png in pngs),
        tuple(page for page, _down in begins),
        tuple(down < _HEAD for _page_, down in begins),
    )


@lru_cache(maxsize=_PAGES_KEPT)
def _page(png: bytes) -> Page:
    """The picture in few colours: a third of the bytes. A page that a change left as it was is not made anew."""
    small = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(_COLOURS, method=Image.Quantize.FASTOCTREE).save(
        small, "PNG"
    )
    content = small.getvalue()
    return Page(content, sha256(content).hexdigest()[:16])
