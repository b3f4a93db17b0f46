"""The text of .txt and .docx files, and one sentence for what cannot be read."""

import io
import zipfile
from pathlib import Path

import docx
import pytest

from taizhang.proofreading.reading import files
from taizhang.proofreading.reading.files import UnreadableFile, read_text
from taizhang.proofreading.reading.quantities import find
from taizhang.proofreading.reading.text import Text

REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "reference" / "issue-47.txt"
LINES = ["今年以来，出动 120 余人次。", "共排查 75 家，停工整改 6 家。"]


def _word(*, table: bool = False) -> bytes:
    document = docx.Document()
    document.add_paragraph(LINES[0])
    if table:
        grid = document.add_table(rows=2, cols=2)
        for row, cells in enumerate((("75", "6"), ("12", "8"))):
            for column, words in enumerate(cells):
                grid.cell(row, column).text = words
    document.add_paragraph(LINES[1])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_file_is_read_in_the_encodings_that_offices_use(encoding: str) -> None:
    assert read_text("\n".join(LINES).encode(encoding), "简报.txt") == "\n".join(LINES)


def test_line_ends_count_as_one_character(tmp_path: Path) -> None:
    path = tmp_path / "简报.txt"
    path.write_bytes("\r\n".join(LINES).encode())

    assert read_text(path) == path.read_text(encoding="utf-8") == "\n".join(LINES)


def test_paragraphs_of_a_document_are_joined_by_line_ends() -> None:
    assert read_text(_word(), "简报.docx") == "\n".join(LINES)


def test_a_text_comes_out_of_a_document_as_it_went_in() -> None:
    if not REFERENCE.exists():
        pytest.skip("the reference text is not in the repository")
    raw = read_text(REFERENCE)
    document = docx.Document()
    for line in raw.split("\n"):
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)

    assert raw == REFERENCE.read_text(encoding="utf-8")
    assert raw[1220:1223] == "23个"
    assert read_text(out.getvalue(), "第47期.docx") == raw


def test_cells_of_a_table_do_not_run_together() -> None:
    text = read_text(_word(table=True), "简报.docx")

    assert text.index(LINES[0]) < text.index("75\t6") < text.index("12\t8") < text.index(LINES[1])
    assert "756" not in Text.of(text).norm
    assert [quantity.text for quantity in find(Text.of(text)).quantities] == ["120 余人次", "75 家", "6 家"]


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "空.txt", "是空的"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 100, "旧.doc", "另存为 .docx"),
        (b"%PDF-1.7", "简报.pdf", "只能读 .txt 和 .docx"),
        (b"PK\x03\x04 broken", "坏.docx", "打不开"),
        (b"\xff\x00\x81\xff" * 20, "乱.txt", "编码认不出来"),
        (b"abc\x00def", "二进制.txt", "不是文本文件"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(data: bytes, name: str, said: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_text(data, name)

    assert said in str(refused.value)
    assert str(refused.value).endswith("。")


def _archive(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_an_archive_that_is_no_document_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="不是 Word"):
        read_text(_archive({"a.txt": b"1"}), "a.docx")


def test_macros_are_refused() -> None:
    with pytest.raises(UnreadableFile, match="宏"):
        read_text(_archive({"word/document.xml": b"<a/>", "word/vbaProject.bin": b"1"}), "a.docx")


def test_an_archive_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "UNPACKED_MB", 1)

    with pytest.raises(UnreadableFile, match="展开以后太大"):
        read_text(_archive({"word/document.xml": b" " * 2_000_000}), "a.docx")


def test_a_file_that_is_too_big_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LIMIT_MB", 0)
    path = tmp_path / "a.txt"
    path.write_text("大")

    with pytest.raises(UnreadableFile, match="超过 0 MB"):
        read_text(path)


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"读不到文件“没有\.txt”"):
        read_text(tmp_path / "没有.txt")
