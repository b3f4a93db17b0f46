"""The Word copy as an office suite lays it out, page by page beside the PDF of record."""

import shutil
import subprocess
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path

import pytest

from taizhang.bulletin.typesetting.document import IssueDocument
from taizhang.bulletin.typesetting.word import render_docx
from tests.bulletin.printed_pages import PITCH, Page, issue, item, measured, printed

SUITE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = pytest.mark.skipif(SUITE is None, reason="no LibreOffice on this machine")

SENTENCE = "各镇办逐条逐项抓好落实，推动整治工作取得新的进展，共出动执法人员120余人次，检查商户50余家。"
LONG = issue(*(item(f"示例·第{n}项工作推进情况", *[SENTENCE * 4] * 3) for n in range(1, 5)))


def laid_out(document: IssueDocument, folder: Path) -> list[Page]:
    """The Word copy turned into a PDF by the suite, and measured."""
    (folder / "issue.docx").write_bytes(render_docx(document))
    command = [
        SUITE, "--headless", f"-env:UserInstallation=file://{folder}/profile",
        "--convert-to", "pdf", "--outdir", folder, folder / "issue.docx",
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return measured((folder / "issue.pdf").read_bytes())


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Page], list[Page]]:
    return printed(LONG), laid_out(LONG, tmp_path_factory.mktemp("suite"))


def test_the_copy_has_as_many_pages_as_the_record(both: tuple[list[Page], list[Page]]) -> None:
    record, copy = both
    assert len(record) > 3 and len(copy) == len(record)


def test_each_page_of_the_copy_holds_what_the_page_of_the_record_holds(
    both: tuple[list[Page], list[Page]],
) -> None:
    for record, copy in zip(*both, strict=True):
        found = SequenceMatcher(None, record.text, copy.text, autojunk=False).ratio()
        assert found > 0.8, f"page {record.number}: {found:.2f}"


def test_the_lines_of_the_copy_stand_as_far_apart(both: tuple[list[Page], list[Page]]) -> None:
    _record, copy = both
    body = [line.baseline for line in copy[1].lines[:12]]
    steps = [below - above for above, below in pairwise(body)]
    assert sorted(steps)[len(steps) // 2] == pytest.approx(PITCH, abs=0.05)
    for page in copy:
        assert min(line.left for line in page.lines if len(line.text) > 20) >= page.left - 0.5
