"""What waits in the bulletin, and for whom; and its latest issues."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from taizhang.bulletin.calls_register import CALLS
from taizhang.bulletin.confirmations_register import CONFIRMATIONS
from taizhang.bulletin.models import Call, Issue
from taizhang.bulletin.registers import ISSUES, ITEMS
from taizhang.organisation.models import User
from taizhang.web.waiting import Latest, LatestRow, Waiting
from taizhang.workbooks.waiting import in_list

WAITING = (
    Waiting(
        "bulletin:calls?mine",
        _("等本单位应约的约稿"),
        lambda user: Call.objects.visible_to(user).waiting_for(user).count(),
        lambda user: f"{CALLS.url()}?mine=true",
        permission="bulletin.write_item",
        tone="warn",
    ),
    in_list(
        CONFIRMATIONS, "outcome=open", _("待回核的稿件"), permission="bulletin.confirm_item", tone="warn"
    ),
    in_list(ITEMS, "state=returned", _("退回补充的稿件"), permission="bulletin.write_item", tone="warn"),
    in_list(ITEMS, "state=draft", _("待审签的稿件"), permission="bulletin.sign_off_item"),
    in_list(ITEMS, "state=signed_off", _("已审签、待报送的稿件"), permission="bulletin.submit_item"),
    in_list(ITEMS, "state=submitted", _("待收的稿件"), permission="bulletin.select_items"),
    in_list(ITEMS, "state=received", _("待排的稿件"), permission="bulletin.assemble"),
    in_list(ISSUES, "state=assembling", _("编排中的期刊"), permission="bulletin.assemble", unit_filter=False),
    in_list(
        ISSUES, "state=first_review", _("待初审的期刊"), permission="bulletin.first_review", unit_filter=False
    ),
    in_list(
        ISSUES,
        "state=second_review",
        _("待二审的期刊"),
        permission="bulletin.second_review",
        unit_filter=False,
    ),
    in_list(ISSUES, "state=to_sign", _("待签发的期刊"), permission="bulletin.sign_issue", unit_filter=False),
    in_list(ISSUES, "state=frozen", _("待校的清样"), permission="bulletin.pass_proofs", unit_filter=False),
    in_list(
        ISSUES,
        "remarks=open",
        _("清样问题待处理的期刊"),
        permission="bulletin.settle_proof_remark",
        tone="warn",
        unit_filter=False,
    ),
)

_SHOWN = 5


def _latest(user: User) -> list[LatestRow]:
    issues = Issue.objects.visible_to(user).frozen().order_by("-issued_on", "-pk")[:_SHOWN]
    return [
        LatestRow(str(issue), reverse("bulletin:issues-record", args=[issue.pk]), f"{issue.issued_on}")
        for issue in issues
    ]


LATEST = (Latest(_("最新信息"), _latest, ISSUES.url),)
