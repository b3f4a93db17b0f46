"""Decisions on what 校数 found in a text: to print as it stands, with a reason and a name; and taking one back."""

import hashlib
import re
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from taizhang.foundation.refusals import Conflict, Refused
from taizhang.journal.models import Journalled
from taizhang.journal.record import record
from taizhang.organisation.access import require
from taizhang.organisation.district import business_today
from taizhang.organisation.models import User
from taizhang.proofreading.access import DECIDE
from taizhang.proofreading.models import Decision

_ENDS = "。！？；\n"
_BLANKS = re.compile(r"\s+")
_LONGEST_CONTEXT = 300


def _begin(text: str, at: int) -> int:
    """Where the sentence begins in which a place stands."""
    return max(text.rfind(mark, 0, at) for mark in _ENDS) + 1


def context_of(text: str, start: int, end: int) -> str:
    """The sentence around a stretch of a text, without blanks."""
    left = _begin(text, start)
    rights = [at for mark in _ENDS if (at := text.find(mark, end)) >= 0]
    right = min(rights) + 1 if rights else len(text)
    return _BLANKS.sub("", text[left:right])


def mark_of(text: str, start: int, end: int, kind: str) -> str:
    """A mark by which a place is known again while its sentence stays as it is: SHA-256 of kind, place and sentence.

    `kind` is "claim", or the kind of a fault.
    """
    place = len(_BLANKS.sub("", text[_begin(text, start) : start]))
    words = _BLANKS.sub("", text[start:end])
    told = "\n".join((kind, str(place), words, context_of(text, start, end)))
    return hashlib.sha256(told.encode()).hexdigest()


@dataclass(frozen=True)
class Finding:
    """What is decided on: the mark of the place, its words and sentence, what 校数 said, and whether it is surely wrong."""

    mark: str
    words: str
    context: str
    verdict: str
    why: str
    wrong: bool


@transaction.atomic
def decide(*, subject: Journalled, unit_id: int, finding: Finding, reason: str, by: User) -> Decision:
    """Let a finding of a text stand as it is printed; `unit_id` is the unit whose text it is.

    A contradiction is overruled, anything else agreed to; both take a reason and the name of who decides. Raises Refused
    without a reason, Conflict where it was decided already.
    """
    require(by, DECIDE)
    reason = reason.strip()
    if len(reason) < 4:
        raise Refused(_("请写明理由：数字从哪里来，为什么照印。"), field="reason")
    there = Decision.objects.about(subject.journal_type, [subject.pk]).filter(mark=finding.mark)
    if there.select_for_update(of=("self",)).exists():
        raise Conflict(_("“%(words)s”已有人处理过，请刷新页面。") % {"words": finding.words})
    with translation.override(settings.LANGUAGE_CODE):
        post = str(by.current_posts[0]) if by.current_posts else ""
    kind = Decision.Kind.OVERRULED if finding.wrong else Decision.Kind.AGREED
    row = Decision.objects.create(
        subject_type=subject.journal_type,
        subject_id=subject.pk,
        unit_id=unit_id,
        mark=finding.mark,
        words=finding.words[:80],
        context=finding.context[:_LONGEST_CONTEXT],
        verdict=finding.verdict,
        finding=finding.why[:500],
        kind=kind,
        reason=reason,
        by=by,
        post=post,
        decided_on=business_today(),
    )
    detail = {"words": row.words, "verdict": row.verdict, "kind": row.kind, "reason": reason}
    record(subject=row, kind="decided", by=by, detail=detail)
    record(subject=subject, kind="proof_decided", by=by, detail=detail)
    return row


@transaction.atomic
def withdraw_decision(*, decision: Decision, by: User) -> Decision:
    """Take a decision back; the finding is open again. Raises Conflict where it was taken back already."""
    require(by, DECIDE)
    held = Decision.objects.select_for_update().get(pk=decision.pk)
    if held.withdrawn_on is not None:
        raise Conflict(_("这条处理已撤回。"))
    held.withdrawn_on = business_today()
    held.save(update_fields=["withdrawn_on"])
    record(subject=held, kind="withdrawn", by=by, detail={"words": held.words})
    return held
