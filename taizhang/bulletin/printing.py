"""An issue as files: the document that the press sets, the PDF of record, the editable Word copy."""

import re
from collections.abc import Sequence

from django.conf import settings

from taizhang.bulletin.live_figures import Evaluation
from taizhang.bulletin.models import Issue
from taizhang.bulletin.sheet import SetItem, SetRun, set_issue
from taizhang.bulletin.typesetting import images
from taizhang.bulletin.typesetting.coverage import require_glyphs
from taizhang.bulletin.typesetting.document import Figure, IssueDocument, ItemBlock, Paragraph, Run
from taizhang.bulletin.typesetting.fonts import FontNotFound, FontSet, find_fonts
from taizhang.bulletin.typesetting.images import Pages
from taizhang.bulletin.typesetting.pdf import render_pdf
from taizhang.bulletin.typesetting.word import render_docx
from taizhang.foundation.refusals import Refused
from taizhang.organisation.district import business_today

_SEPARATORS = re.compile(r"[、，,\s]+")


def live_evaluation(issue: Issue) -> Evaluation:
    """How the figures of an unsigned issue are worked out: as of its cut-off day."""
    return Evaluation(issue.cut_off, business_today())


def issue_document(issue: Issue, items: Sequence[SetItem] | None = None) -> IssueDocument:
    """The issue ready to be set; a signed one is made of nothing but what the signing kept.

    `items` spares the work where the caller has set them already. An unsigned issue has no number and carries its
    cut-off day as its date.
    """
    if items is None:
        items = set_issue(issue, None if issue.is_frozen else live_evaluation(issue))
    day = issue.issued_on or issue.cut_off
    return IssueDocument(
        masthead=issue.masthead,
        number=issue.number,
        year=day.year,
        publisher=issue.publisher,
        issued_on=day,
        items=tuple(_item_block(item) for item in items),
        sent_to=issue.sent_to,
        distributed_to=issue.distributed_to,
        editors=tuple(name for name in _SEPARATORS.split(issue.editors) if name),
        copies=issue.copies,
        secrecy=issue.secrecy,
        serial=issue.serial,
        colophon=issue.colophon,
        supplement=issue.supplement,
    )


def _item_block(item: SetItem) -> ItemBlock:
    paragraphs = tuple(Paragraph(tuple(map(_run, block.runs)), block.level) for block in item.blocks)
    return ItemBlock(item.title, paragraphs, item.source)


def _run(run: SetRun) -> Run:
    if run.error:
        return "〔数字待改〕"
    return Figure(run.text, run.unit) if run.is_figure else run.text


def _fonts() -> FontSet:
    try:
        return find_fonts(settings.FONTS_DIR or None)
    except FontNotFound as missing:
        raise Refused(str(missing)) from missing


def require_printable(document: IssueDocument) -> None:
    """Raise Refused naming the characters that no font has, before anything is signed."""
    require_glyphs(document, _fonts())


def pdf_of(issue: Issue) -> bytes:
    """The issue as PDF/A-2b; a signed issue gives the same bytes every time. Raises Refused where a glyph is missing."""
    return render_pdf(issue_document(issue), _fonts())


def digest_of(document: IssueDocument) -> str:
    """What the pages of a document are a function of; raises Refused where the fonts are not set up."""
    return images.digest_of(document, _fonts())


def pages_of(document: IssueDocument) -> Pages:
    """The pages for the screen; raises Refused where a glyph is missing."""
    return images.page_images(document, _fonts())


def docx_of(issue: Issue) -> bytes:
    """The issue as .docx, the editable copy."""
    return render_docx(issue_document(issue))
