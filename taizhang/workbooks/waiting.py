"""Work that waits, as a list that shows exactly it; and the imports that wait for their clerk's word."""

from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from taizhang.organisation.access import PERMISSIONS
from taizhang.organisation.models import User
from taizhang.web.waiting import Waiting
from taizhang.workbooks.models import ImportJob
from taizhang.workbooks.registers import Register
from taizhang.workbooks.states import ImportState


def in_list(
    register: Register, query: str, title: Any, *, permission: str, tone: str = "", unit_filter: bool = True
) -> Waiting:
    """What a register lists under the filters of `query` ("state=submitted") waits for those who have `permission`.

    Who has the permission for their own units only, but reads more, is shown their own unit's rows; `unit_filter` says
    that the register has the filter for it.
    """

    def asked(user: User) -> str:
        allowed = PERMISSIONS[permission]
        everywhere = user.role_keys.intersection(allowed.roles) or not user.sees_all_of(register.ledger)
        home = next(
            (post.unit_id for post in user.current_posts if post.role in allowed.own_unit_roles), None
        )
        return query if everywhere or home is None or not unit_filter else f"{query}&unit={home}"

    def count(user: User) -> int:
        return register.filtered(user, QueryDict(asked(user)))[1].count()

    return Waiting(
        key=f"{register.ledger}:{register.key}?{query}#{permission}",
        title=title,
        count=count,
        url=lambda user: f"{register.url()}?{asked(user)}",
        permission=permission,
        tone=tone,
    )


def _mine(user: User) -> Any:
    return ImportJob.objects.filter(by=user, state__in=(ImportState.CHECKED, ImportState.REFUSED)).order_by(
        "-pk"
    )


def _newest(user: User) -> str:
    return reverse("workbooks:job", args=[_mine(user).values_list("pk", flat=True)[0]])


WAITING = (
    Waiting(
        "workbooks:imports",
        _("核对完、等您确认的导入"),
        lambda user: _mine(user).count(),
        _newest,
        permission="",
    ),
)
