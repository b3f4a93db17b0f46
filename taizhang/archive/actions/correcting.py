"""Corrections: a draft of an item for a later issue that says what an earlier one printed wrong, linked with it."""

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from taizhang.archive.models import Correction
from taizhang.bulletin import actions as bulletin
from taizhang.bulletin.live_figures import write_token
from taizhang.bulletin.models import Issue, IssueFigure, PrintedItem, ProofRemark
from taizhang.bulletin.states import ProofRemarkState
from taizhang.figures import wording
from taizhang.figures.frozen import difference
from taizhang.figures.models import PrintedFigure
from taizhang.foundation import clock
from taizhang.foundation.refusals import Refused
from taizhang.journal.record import record
from taizhang.organisation.access import require
from taizhang.organisation.models import Unit, User


@transaction.atomic
def correct_figure(*, figure: IssueFigure, by: User) -> Correction:
    """A draft that corrects one printed number by what the ledgers say of the same scope now, as a live figure.

    Raises Refused where the number has not moved, where the figure is no longer kept, or a correction is under way.
    """
    issue, printed = figure.issue, figure.printed
    require(by, "bulletin.correct_printed", issue)
    now = difference(printed)
    if now.gone:
        raise Refused(_("这个数字的口径已停用，不能自动取新数。请按文字更正。"))
    if not now.moved:
        raise Refused(_("这个数字现在还是 %(value)s，不必更正。") % {"value": printed.shown})
    if Correction.objects.filter(figure=figure, becomes=now.now_shown).exists():
        raise Refused(_("这个数字已经写了更正稿，请到本期的“更正”里看。"))
    item = PrintedItem.objects.filter(issue=issue, item=figure.item_id).first()
    return _draft(issue, item, figure, None, printed.shown, now.now_shown, _token(printed, now.now_shown), by)


@transaction.atomic
def correct_passage(
    *,
    issue: Issue,
    was: str,
    becomes: str,
    printed: PrintedItem | None = None,
    remark: ProofRemark | None = None,
    by: User,
) -> Correction:
    """A draft that corrects some printed words; `remark` is what a proofreader found, which is settled with it."""
    require(by, "bulletin.correct_printed", issue)
    was, becomes = was.strip(), becomes.strip()
    if not issue.is_frozen:
        raise Refused(_("这一期还没有签发，请直接改稿，不必更正。"))
    if not was or not becomes:
        raise Refused(_("请写明原文和应为。"), field="was" if not was else "becomes")
    if "[[" in becomes:
        raise Refused(_("“应为”请写成普通文字，活数字可以在更正稿里再放。"), field="becomes")
    if was == becomes:
        raise Refused(_("原文和应为一样，没有要更正的。"), field="becomes")
    made = _draft(issue, printed, None, remark, was, becomes, becomes, by)
    if remark is not None and remark.state == ProofRemarkState.OPEN:
        bulletin.correct_later(remark=remark, by=by)
    return made


def _token(printed: PrintedFigure, now_shown: str) -> str:
    """The live figure that takes the same scope anew when the later issue is signed, shown as it was if it still can be."""
    start, end = printed.period
    code = printed.scope["unit"]
    unit = Unit.objects.filter(code=code).values_list("short_name", flat=True).first() if code else ""
    days = {"start": start.isoformat(), "end": end.isoformat(), "as_of": printed.as_of.isoformat()}
    show = wording.YU if "余" in now_shown else wording.EXACT
    if not printed.shown.endswith(printed.unit_of_measure):
        show = wording.NUMBER
    return write_token(printed.key, **days, unit=unit or "", show=show)


def _draft(
    issue: Issue,
    printed: PrintedItem | None,
    figure: IssueFigure | None,
    remark: ProofRemark | None,
    was: str,
    becomes: str,
    prose: str,
    by: User,
) -> Correction:
    if by.unit is None:
        raise Refused(_("您现在没有任职，不能写稿。"))
    with translation.override(settings.LANGUAGE_CODE):
        names = {"issue": str(issue), "was": was, "becomes": prose}
        if printed is None:
            sentence = _("本刊%(issue)s中的“%(was)s”应为“%(becomes)s”。特此更正。") % names
        else:
            names["title"] = printed.title
            sentence = _("本刊%(issue)s《%(title)s》一文中的“%(was)s”应为“%(becomes)s”。特此更正。") % names
        title = _("更正：%(issue)s有一处有误") % {"issue": issue}
    item = bulletin.write_item(unit=by.unit, title=title, body=sentence, by=by)
    made = Correction(
        issue=issue,
        printed=printed,
        figure=figure,
        remark=remark,
        item=item,
        unit=by.unit,
        was=was[:200],
        becomes=becomes[:200],
        by=by,
        made_at=clock.now(),
    )
    made.save()
    detail = {"issue": issue.pk, "item": item.pk, "was": was, "becomes": becomes}
    record(subject=made, kind="created", by=by, detail=detail)
    record(subject=issue, kind="corrected", by=by, detail={"correction": made.pk, **detail})
    return made
