"""Every address refuses strangers unless it is on the public list."""

from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

PUBLIC_NAMES = frozenset(
    {
        "account_login",
        "account_logout",
        "account_inactive",
        "set_language",
        "health",
        "service_worker",
        "javascript-catalog",
        "enterprise_reply",  # by the signed link that an enterprise was given
        "public_issue",  # issues of the bulletin that were made public, and nothing else of it
        "public_issue_pdf",
        "public_supplement",
        "public_supplement_pdf",
    }
)
PUBLIC_PREFIXES = ("/static/",)
# What remains open to a person who must first replace the password that the administrator gave out.
BEFORE_OWN_PASSWORD = PUBLIC_NAMES | {"account_change_password"}


class SignedInMiddleware:
    """Sends a stranger to the sign-in page, or answers 401 to the API."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        """Refuse before the view runs, so that no view can forget."""
        match = request.resolver_match
        name = match.url_name if match is not None and not match.namespaces else None
        if request.path.startswith(PUBLIC_PREFIXES) or name in PUBLIC_NAMES:
            return None
        if request.user.is_authenticated:
            return self._own_password_first(request, name)
        if request.path.startswith("/api/"):
            return HttpResponse(_("请先登录。"), status=401, content_type="text/plain; charset=utf-8")
        return redirect_to_login(request.get_full_path())

    @staticmethod
    def _own_password_first(request: HttpRequest, name: str | None) -> HttpResponse | None:
        if not getattr(request.user, "must_change_password", False) or name in BEFORE_OWN_PASSWORD:
            return None
        if request.path.startswith("/api/"):
            return HttpResponse(_("请先改密码。"), status=403, content_type="text/plain; charset=utf-8")
        return redirect("account_change_password")
