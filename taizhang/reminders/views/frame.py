"""The tabs around the pages of the room: everybody has an inbox, the administrator the rest."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from taizhang.organisation.access import may
from taizhang.organisation.requests import SignedInRequest
from taizhang.reminders.access import MANAGE

PAGE_SIZE = 50


def frame(request: SignedInRequest, here: str) -> dict[str, Any]:
    """Context of the tabs; `here` is the key of the present one."""
    tabs = [("inbox", _("我的提醒"))]
    if may_manage := may(request.user, MANAGE):
        tabs += [("rules", _("规则和运行")), ("channels", _("渠道")), ("messages", _("发送记录"))]
    return {
        "tabs": [
            {"key": key, "title": title, "url": reverse(f"reminders:{key}")} for key, title in tabs
        ] if may_manage else [],
        "register": {"key": here},
        "may_manage": may_manage,
    }  # fmt: skip


def page_of(rows: Any, asked: str | None) -> dict[str, Any]:
    """One page of a queryset with one query: the context of its rows and its pager."""
    number = min(max(int(asked), 1), 2000) if asked and asked.isdecimal() and len(asked) < 6 else 1
    start = (number - 1) * PAGE_SIZE
    found = list(rows[start : start + PAGE_SIZE + 1])
    return {
        "rows": found[:PAGE_SIZE],
        "number": number,
        "first": start + 1,
        "last": start + min(len(found), PAGE_SIZE),
        "more": len(found) > PAGE_SIZE,
    }
