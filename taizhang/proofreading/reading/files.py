"""Reads the text of a file: .txt as offices save it, .docx with its paragraphs and tables in their order."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
from docx.document import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

LIMIT_MB = 20
UNPACKED_MB = 60  # of all parts of a .docx together: a small archive may not unpack to gigabytes
PARTS = 2000
ENCODINGS = ("utf-8-sig", "gb18030")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_ENDINGS = (".doc", ".wps")
_WORD_ENDINGS = (".docx", *_OLD_ENDINGS)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class UnreadableFile(ValueError):
    """A file whose text cannot be read; str() is a Chinese sentence: what is wrong and what to do.

    `template` and `values` let a page print the sentence in another language: gettext(template) % values.
    """

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template % values)
        self.template = template
        self.values = values


def _(text: str) -> str:
    """Marks a sentence for translation; this floor knows no language but its own."""
    return text


def read_text(source: str | Path | bytes, name: str = "") -> str:
    """The text of a .txt or .docx file, given as a path or as its bytes; `name` (by default the path's) gives the ending.

    A .txt is UTF-8 or GB18030, a byte-order mark left out, line ends as they stand in the file turned to "\\n". The paragraphs of a
    .docx are joined by "\\n", the cells of a table's row by a tab, and a table stands between empty lines. Raises UnreadableFile.
    """
    if isinstance(source, bytes):
        data = source
    else:
        path = Path(source)
        name = name or path.name
        try:
            if path.stat().st_size > LIMIT_MB * 1024 * 1024:
                raise UnreadableFile(_("文件超过 %(limit)s MB，请分成几份再读。"), limit=LIMIT_MB)
            data = path.read_bytes()
        except OSError as error:
            raise UnreadableFile(_("读不到文件“%(name)s”，请检查路径和权限。"), name=name) from error
    if len(data) > LIMIT_MB * 1024 * 1024:
        raise UnreadableFile(_("文件超过 %(limit)s MB，请分成几份再读。"), limit=LIMIT_MB)
    if not data:
        raise UnreadableFile(_("文件“%(name)s”是空的，请重新选择。"), name=name)
    ending = Path(name).suffix.lower()
    if ending in _WORD_ENDINGS or data.startswith((_OLD_OFFICE, b"PK\x03\x04")):
        return _word(data, name)
    if ending in ("", ".txt", ".text"):
        return _plain(data, name)
    raise UnreadableFile(_("只能读 .txt 和 .docx 文件，“%(name)s”不是。请另存为其中一种。"), name=name)


def _plain(data: bytes, name: str) -> str:
    if data.startswith(_UTF16):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ENCODINGS
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text.replace("\r\n", "\n").replace("\r", "\n")
    raise UnreadableFile(
        _("“%(name)s”不是文本文件，或编码认不出来。请另存为 UTF-8 的 .txt 再读。"), name=name
    )


def open_word(data: bytes, name: str) -> Document:
    """The document of a .docx file. Raises UnreadableFile for an old, damaged or unsafe one, and for what is none."""
    if data.startswith(_OLD_OFFICE) or Path(name).suffix.lower() in _OLD_ENDINGS:
        raise UnreadableFile(_("“%(name)s”是旧版 Word 或 WPS 文件，请另存为 .docx 再读。"), name=name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            names = {part.filename.lower() for part in parts}
            if len(parts) > PARTS or sum(part.file_size for part in parts) > UNPACKED_MB * 1024 * 1024:
                raise UnreadableFile(_("“%(name)s”展开以后太大，不能读。请删去图片再存一份。"), name=name)
            if any(part.endswith("vbaproject.bin") for part in names):
                raise UnreadableFile(_("“%(name)s”里有宏，不能读。请另存为不带宏的 .docx。"), name=name)
            if "word/document.xml" not in names:
                raise UnreadableFile(
                    _("“%(name)s”不是 Word 的 .docx 文件。请另存为 .docx 或 .txt 再读。"), name=name
                )
        return docx.Document(io.BytesIO(data))
    except UnreadableFile:
        raise
    except (
        Exception
    ) as error:  # whatever a damaged file makes the reader raise: none of it is a fault of ours
        raise UnreadableFile(_("“%(name)s”不完整，打不开。请重新导出再读。"), name=name) from error


def _word(data: bytes, name: str) -> str:
    document = open_word(data, name)
    try:
        return "\n".join(_paragraphs(document))
    except Exception as error:  # as above: its parts are read only now
        raise UnreadableFile(_("“%(name)s”不完整，打不开。请重新导出再读。"), name=name) from error


def _paragraphs(document: Document) -> Iterator[str]:
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from _rows(block)


def _rows(table: Table) -> Iterator[str]:
    """The rows of a table between empty lines, so that numbers of neighbouring cells stay apart; a merged cell once."""
    yield ""
    for row in table.rows:
        seen: list[object] = []
        cells: list[str] = []
        for cell in row.cells:
            if cell._tc in seen:
                continue
            seen.append(cell._tc)
            cells.append("\n".join(paragraph.text for paragraph in cell.paragraphs))
        yield "\t".join(cells)
        yield ""
