"""From the bytes of an old issue to its text: .txt in the encodings that offices use, .docx with its tables in place."""

import io
import zipfile
from pathlib import PurePath

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.paragraph import Paragraph

_ENCODINGS = ("utf-8-sig", "gb18030")
_WIDE = (b"\xff\xfe", b"\xfe\xff")


class Unreadable(ValueError):
    """The file is no text and no .docx that can be opened."""


def text_of_file(name: str, data: bytes) -> str:
    """The text, a line for each paragraph; raises Unreadable with a word on why."""
    if PurePath(name).suffix.lower() == ".docx" or data.startswith(b"PK\x03\x04"):
        return _word(data)
    if data.startswith(_WIDE):
        return data.decode("utf-16").replace("\r\n", "\n")
    for encoding in _ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text.replace("\r\n", "\n").replace("\r", "\n")
    raise Unreadable("not text")


def _word(data: bytes) -> str:
    try:
        document = Document(io.BytesIO(data))
    except (PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise Unreadable("not a .docx") from error
    lines: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            lines += block.text.splitlines() or [""]
        elif isinstance(block, Table):
            lines += _rows(block)
    return "\n".join(lines)


def _rows(table: Table) -> list[str]:
    """A line for each row, merged cells once."""
    found = []
    for row in table.rows:
        cells: list[str] = []
        for cell in row.cells:
            text = " ".join(cell.text.split("\n")).strip()
            if text and (not cells or cells[-1] != text):
                cells.append(text)
        found.append("  ".join(cells))
    return found
