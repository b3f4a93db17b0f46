"""What waits in the bulletin, and for whom; and its latest issues, for the desk."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from taizhang.bulletin.models import Issue
from taizhang.bulletin.registers import ISSUES, ITEMS
from taizhang.organisation.models import User
from taizhang.web.waiting import Latest, LatestRow
from taizhang.workbooks.waiting import in_list

SHOWN = 5


def _issues(user: User) -> list[LatestRow]:
    newest = Issue.objects.visible_to(user).frozen().order_by("-issued_on", "-pk")[:SHOWN]
    return [
        LatestRow(str(issue), reverse("bulletin:issues-record", args=[issue.pk]), str(issue.issued_on or ""))
        for issue in newest
    ]


WAITING = (
    in_list(ITEMS, "state=draft", _("待审签的稿件"), permission="bulletin.sign_off_item"),
    in_list(ITEMS, "state=returned", _("退回补充的稿件"), permission="bulletin.write_item", tone="warn"),
    in_list(ITEMS, "state=signed_off", _("审签过、待报送的稿件"), permission="bulletin.submit_item"),
    in_list(ITEMS, "state=to_confirm", _("待回核数字的稿件"), permission="bulletin.sign_off_item"),
    in_list(ITEMS, "state=submitted", _("待收稿的稿件"), permission="bulletin.select_items"),
    in_list(ITEMS, "state=received", _("待选用的稿件"), permission="bulletin.select_items"),
    in_list(ISSUES, "state=assembling", _("编排中的信息"), permission="bulletin.assemble", unit_filter=False),
    in_list(
        ISSUES, "state=first_review", _("待初审的信息"), permission="bulletin.first_review", unit_filter=False
    ),
    in_list(
        ISSUES,
        "state=second_review",
        _("待二审的信息"),
        permission="bulletin.second_review",
        unit_filter=False,
    ),
    in_list(ISSUES, "state=to_sign", _("待签发的信息"), permission="bulletin.sign_issue", unit_filter=False),
)
LATEST = (Latest(_("各期信息"), _issues, lambda: reverse("bulletin:issues")),)
