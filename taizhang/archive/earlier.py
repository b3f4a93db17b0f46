"""What earlier issues claimed to have come to so far, so that a later issue cannot fall below it unseen."""

import re
from collections.abc import Iterator
from datetime import date

from taizhang.archive.models import EarlierPassage
from taizhang.bulletin.models import Issue, PrintedItem
from taizhang.bulletin.spelling import printed_text
from taizhang.proofreading.claim import Claim, Modality, Relation
from taizhang.proofreading.inside.page import EarlierClaim
from taizhang.proofreading.reading.reader import read

_CUMULATIVE = re.compile(r"累计|截至|截止|目前|以来|1—\d+月|前\S{1,3}个月")


def passages_of(issue: Issue) -> Iterator[EarlierPassage]:
    """The cumulative claims of a signed or old issue, not yet stored."""
    day = issue.issued_on or issue.cut_off
    for printed in issue.printed_items.all():
        yield from _passages(issue, printed, day)


def _passages(issue: Issue, printed: PrintedItem, day: date) -> Iterator[EarlierPassage]:
    text = printed_text(printed)
    for claim in read(text, dated=day).claims:
        quantity = claim.quantity
        if quantity is None or not _is_cumulative(claim, text):
            continue
        yield EarlierPassage(
            issue=issue,
            as_of=claim.span.end or day,
            since=claim.span.start,
            words=claim.text[:120],
            subject=claim.subject[:120],
            units=list(claim.units),
            unit=quantity.unit[:20],
            value=quantity.value,
            low=quantity.low,
            high=quantity.high,
        )


def _is_cumulative(claim: Claim, text: str) -> bool:
    """Whether the claim adds up all of its subject from a beginning to the day of the text."""
    if claim.modality != Modality.ACTUAL or claim.relation not in (Relation.NONE, Relation.TOTAL):
        return False
    if claim.thresholds or claim.entity or not claim.subject:
        return False
    start, end = claim.clause
    return bool(_CUMULATIVE.search(claim.span.words) or _CUMULATIVE.search(text[start:end]))


def claims_before(day: date) -> list[EarlierClaim]:
    """The cumulative claims of the issues of the day's year that came before it, the latest first. One query."""
    rows = EarlierPassage.objects.filter(as_of__lt=day, as_of__year=day.year).select_related("issue")
    return [
        EarlierClaim(
            subject=row.subject,
            unit=row.unit,
            units=tuple(row.units),
            value=row.value,
            low=row.low,
            high=row.high,
            as_of=row.as_of,
            where=str(row.issue),
        )
        for row in rows.order_by("-as_of", "-pk")
    ]
