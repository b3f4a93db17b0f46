"""What waits for a unit in the enterprises room: requests to take up, to answer, and those past their limit."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from taizhang.enterprises.access import HANDLERS
from taizhang.enterprises.registers import REQUESTS
from taizhang.organisation.models import User
from taizhang.web.waiting import Waiting

PERMISSION = "enterprises.answer_request"


def _asked(user: User, query: str) -> str:
    """The filters narrowed to the unit in which the person handles requests: one also sees those that one opened."""
    home = next((post.unit_id for post in user.current_posts if post.role in HANDLERS), None)
    return query if home is None else f"{query}&unit={home}"


def _of_unit(query: str, title: Any, tone: str = "") -> Waiting:
    return Waiting(
        key=f"enterprises:requests?{query}",
        title=title,
        count=lambda user: REQUESTS.filtered(user, QueryDict(_asked(user, query)))[1].count(),
        url=lambda user: f"{REQUESTS.url()}?{_asked(user, query)}",
        permission=PERMISSION,
        tone=tone,
    )


WAITING = (
    _of_unit("state=opened", _("待受理的企业诉求")),
    _of_unit("state=assigned", _("办理中的企业诉求")),
    _of_unit("situation=overdue", _("超过时限的企业诉求"), tone="bad"),
)
