"""The proofs of a signed issue: passed with a list of what was looked at, or remarked on; the text itself is fixed."""

import hashlib
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.bulletin import access, printing  # noqa: F401  access declares the permissions
from taizhang.bulletin.models import Issue, PrintedItem, ProofRemark
from taizhang.bulletin.states import ISSUE, IssueState
from taizhang.foundation import clock
from taizhang.foundation.refusals import Conflict, Refused
from taizhang.journal.moves import move
from taizhang.journal.record import record
from taizhang.organisation.access import require
from taizhang.organisation.models import User

# What a proofreader looks at before the pages are passed: code → words.
LOOKED_AT = {
    "layout": gettext_lazy("版式"),
    "pages": gettext_lazy("页码"),
    "figures": gettext_lazy("数字"),
    "names": gettext_lazy("姓名职务"),
    "head_and_foot": gettext_lazy("报头报尾"),
}


@transaction.atomic
def pass_proofs(
    *,
    issue: Issue,
    looked_at: Collection[str],
    note: str = "",
    by: User,
    happened_at: datetime | None = None,
) -> Issue:
    """Pass the pages of a signed issue; the journal keeps what was looked at and the SHA-256 of the PDF.

    Raises Refused where something of LOOKED_AT was not looked at, Conflict where the issue is not just signed.
    """
    require(by, "bulletin.pass_proofs", issue)
    if issue.state not in ISSUE.transition("pass_proofs").sources:
        return move(issue, "pass_proofs", by=by)  # says why not
    if left := [str(title) for code, title in LOOKED_AT.items() if code not in looked_at]:
        sentence = _("还没有核对：%(what)s。逐项核对、打勾后再通过。")
        raise Refused(sentence % {"what": "、".join(left)}, field="looked_at")
    detail = {
        "looked_at": [code for code in LOOKED_AT if code in looked_at],
        "pdf": hashlib.sha256(printing.pdf_of(issue)).hexdigest(),
        **({"note": note.strip()} if note.strip() else {}),
    }
    return move(issue, "pass_proofs", by=by, happened_at=happened_at, detail=detail)


@transaction.atomic
def remark_on_proofs(
    *,
    issue: Issue,
    text: str,
    passage: str = "",
    printed: PrintedItem | None = None,
    by: User,
    happened_at: datetime | None = None,
) -> ProofRemark:
    """Tell the editors what is wrong in the pages of a signed issue; nothing of the text changes.

    Raises Refused where nothing is said, Conflict where the issue is not signed or is an old one.
    """
    require(by, "bulletin.pass_proofs", issue)
    text, passage = text.strip(), passage.strip()
    if not text:
        raise Refused(_("请写明哪里不对。"), field="text")
    if issue.state not in (IssueState.FROZEN, IssueState.PROOFED) or issue.imported:
        raise Conflict(
            _("这一期现在“%(state)s”，不在校清样。需要更正的，登在以后的一期。")
            % {"state": issue.get_state_display()}
        )
    remark = ProofRemark(
        issue=issue,
        printed=printed,
        unit_id=issue.unit_id,
        passage=passage,
        text=text,
        by=by,
        made_at=happened_at or clock.now(),
    )
    remark.save()
    detail = {"text": text, "passage": passage}
    record(subject=remark, kind="created", by=by, happened_at=happened_at, detail=detail)
    record(
        subject=issue,
        kind="proofs_remarked",
        by=by,
        happened_at=happened_at,
        detail={"remark": remark.pk, **detail},
    )
    return remark


def dismiss_remark(*, remark: ProofRemark, reason: str, by: User) -> ProofRemark:
    """The editors let the printed text stand, with the reason that the proofreader reads."""
    require(by, "bulletin.settle_proof_remark", remark)
    return move(remark, "dismiss", by=by, reason=reason, changes={"answer": reason.strip()})


def correct_later(*, remark: ProofRemark, by: User) -> ProofRemark:
    """The editors will print a correction in a later issue."""
    require(by, "bulletin.settle_proof_remark", remark)
    return move(remark, "correct_later", by=by)
