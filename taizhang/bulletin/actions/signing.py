"""The signing: in one transaction the figures freeze with their rows, the text is kept, and the number is given."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from taizhang.bulletin import access, after_signing, printing  # noqa: F401  access declares the permissions
from taizhang.bulletin.actions.crediting import award
from taizhang.bulletin.checked import check_items, kept, unanswered
from taizhang.bulletin.live_figures import Evaluation, Figure, Token, parse
from taizhang.bulletin.models import Issue, IssueFigure, IssueRun, Item, PrintedItem
from taizhang.bulletin.prose import paragraphs
from taizhang.bulletin.sheet import set_live
from taizhang.bulletin.states import ISSUE
from taizhang.figures.frozen import Snapshot, freeze, take
from taizhang.figures.indicator import Indicator, Scope, Value
from taizhang.figures.models import PrintedFigure
from taizhang.foundation.refusals import NotPermitted, Refused
from taizhang.journal import chain
from taizhang.journal.moves import move
from taizhang.organisation.access import require
from taizhang.organisation.district import business_today
from taizhang.organisation.models import User


@transaction.atomic
def sign_issue(*, issue: Issue, by: User, happened_at: datetime | None = None) -> Issue:
    """Sign a reviewed issue: freeze its figures and its text, and give it the next number and today's date.

    The rows of every figure are read once, and the printed number is the measure of exactly those. Raises NotPermitted
    for whoever edited last, Conflict where the issue does not wait for its signing, Refused where a figure cannot be
    printed or a character has no glyph; then nothing of it is done.
    """
    require(by, "bulletin.sign_issue", issue)
    held = Issue.objects.select_for_update().get(pk=issue.pk)
    if held.state not in ISSUE.transition("sign").sources:
        return move(held, "sign", by=by)  # says why not
    if held.last_edited_by_id == by.pk:
        raise NotPermitted(_("最后编改这一期的人不能签发，请另一位签发人来签。"))
    with translation.override(settings.LANGUAGE_CODE):
        _Press(held, by, happened_at).keep()
    issued_on = business_today()
    run = _next_number(issued_on.year, held.supplement)
    seq, head = chain.head()
    given = {"year": run.year, "number": run.last_number}
    items = [placement.item for placement in held.placements.select_related("item")]
    for item in items:
        move(item, "use", by=by, happened_at=happened_at, detail={"issue": held.pk, **given})
    signed = move(
        held,
        "sign",
        by=by,
        happened_at=happened_at,
        changes={**given, "issued_on": issued_on, "signed_by": by, "head_seq": seq, "head_hash": head},
    )
    award(signed, items, by, happened_at)
    printing.require_printable(printing.issue_document(signed))
    after_signing.tell(signed, by)
    return signed


def _next_number(year: int, supplement: bool) -> IssueRun:
    """The run with its next number taken; its row stays locked to the end of the transaction."""
    IssueRun.objects.get_or_create(year=year, supplement=supplement)
    run = IssueRun.objects.select_for_update().get(year=year, supplement=supplement)
    run.last_number += 1
    run.save(update_fields=["last_number"])
    return run


class _Press:
    """Keeps the text of an issue with its figures, numbered through from 1."""

    def __init__(self, issue: Issue, by: User, happened_at: datetime | None) -> None:
        self.issue, self.by, self.happened_at, self.n = issue, by, happened_at, 0
        self._snapshots: dict[tuple[str, Scope], Snapshot] = {}
        self._printed: dict[tuple[str, Scope, str], PrintedFigure] = {}
        self._evaluation = Evaluation(issue.cut_off, business_today(), self._read)

    def _read(self, indicator: Indicator, scope: Scope) -> Value:
        snapshot = self._snapshots[indicator.key, scope] = take(indicator, scope)
        return snapshot.value

    def keep(self) -> None:
        """Store every item as it is printed; raises Refused where there is none, or where a figure is wrong."""
        items = [placement.item for placement in self.issue.placements.select_related("item")]
        if not items:
            raise Refused(_("这一期还没有稿件，请先排入。"))
        if errors := self._evaluation.errors(item.body for item in items):
            raise Refused(_("数字有误，不能签发：%(errors)s") % {"errors": "".join(errors[:5])})
        # As it is printed and no reader of it: the check knows every row.
        checked = check_items(set_live(items, self._evaluation), as_of=self.issue.cut_off)
        if wrong := unanswered(checked):
            raise Refused(
                _("校数还有 %(n)d 处矛盾没有改正，也没有写明理由，不能签发。%(wrong)s")
                % {"n": len(wrong), "wrong": "".join(wrong[:5])}
            )
        for position, (item, proof) in enumerate(zip(items, checked, strict=True), start=1):
            PrintedItem.objects.create(
                issue=self.issue,
                item=item,
                position=position,
                title=item.title,
                source=item.source,
                paragraphs=[
                    {"level": level.value, "runs": self._runs(item, text)}
                    for level, text in paragraphs(item.body)
                ],
                proofreading=kept(proof),
            )

    def _runs(self, item: Item, text: str) -> list[Any]:
        return [
            self._figure(item, self._evaluation.figure(piece)) if isinstance(piece, Token) else piece
            for piece in parse(text)
        ]

    def _figure(self, item: Item, figure: Figure) -> dict[str, Any]:
        assert figure.indicator is not None and figure.scope is not None
        at = (figure.indicator.key, figure.scope, figure.shown)
        if at not in self._printed:
            taken = self._snapshots[figure.indicator.key, figure.scope]
            self._printed[at] = freeze(
                figure.indicator,
                figure.scope,
                shown=figure.shown,
                by=self.by,
                taken=taken,
                happened_at=self.happened_at,
            )
        self.n += 1
        IssueFigure.objects.create(issue=self.issue, item=item, n=self.n, printed=self._printed[at])
        return {"n": self.n, "number": figure.number, "unit": figure.unit}
