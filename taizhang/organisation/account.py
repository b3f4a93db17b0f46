"""One's own account: its posts, its password; and the address by which a watchdog asks whether the site is alive."""

from django.contrib.auth import update_session_auth_hash
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET

from taizhang.organisation import actions
from taizhang.organisation.access import PERMISSIONS, may
from taizhang.organisation.forms import PasswordForm
from taizhang.organisation.requests import SignedInRequest
from taizhang.organisation.roles import ROLES
from taizhang.web.forms import FormPage, form_view
from taizhang.web.records import Act, Fact


@require_GET
def me(request: SignedInRequest) -> HttpResponse:
    """Who I am here, the posts that I hold, and what they let me do."""
    user = request.user
    facts = [
        Fact(_("姓名"), user.full_name),
        Fact(_("登录名"), user.username),
        Fact(_("执法证号"), user.certificate),
    ]
    held = user.current_posts
    return render(
        request,
        "organisation/me.html",
        {
            "facts": facts,
            "acts": [Act(_("改密码"), reverse("account_change_password"), primary=True)],
            "posts": [(post, ROLES[post.role]) for post in held],
            "earlier": user.posts.exclude(pk__in=[post.pk for post in held]).select_related("unit"),
            "permissions": [each.title for each in PERMISSIONS.values() if may(user, each.name)],
        },
    )


@sensitive_post_parameters()
@never_cache
def change_password(request: SignedInRequest) -> HttpResponse:
    """A new password of one's own; whoever was given one by the administrator comes here first."""

    def act(data: dict[str, str]) -> None:
        user = actions.choose_password(present=data["present"], password=data["password"], by=request.user)
        update_session_auth_hash(request, user)

    must = request.user.must_change_password
    page = FormPage(
        title=_("改密码"),
        back=reverse("organisation:me"),
        note=_("您的密码是系统管理员给的，请先换成自己的。") if must else "",
    )
    return form_view(
        request,
        PasswordForm,
        act,
        page=page,
        done=lambda _done: "/" if must else page.back,
        saved=_("密码已改。"),
    )


@never_cache
@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """ "ok" when the database answers; a fault is a 500."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
