"""Pages of the readers: what was sent to me, one issue to read and confirm, the search."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from taizhang.archive import actions, search
from taizhang.archive.forms import SearchForm
from taizhang.archive.models import Delivery
from taizhang.archive.slots import corrections_of
from taizhang.bulletin import printing
from taizhang.bulletin.models import OFFICE, Issue
from taizhang.bulletin.sheet import set_issue
from taizhang.organisation.access import may
from taizhang.organisation.models import User
from taizhang.organisation.requests import SignedInRequest

INBOX_SIZE = 30


@require_GET
def inbox(request: SignedInRequest) -> HttpResponse:
    """The issues that were sent to the person: those to read, or all of them; a fixed number of queries."""
    everything = request.GET.get("state") == "all"
    rows = Delivery.objects.own(request.user).select_related("issue").order_by("-pk")
    if not everything:
        rows = rows.filter(confirmed_at__isnull=True)
    page = Paginator(rows, INBOX_SIZE).get_page(request.GET.get("page"))
    return render(request, "archive/inbox.html", {"page": page, "everything": everything})


def signed_issue(user: User, pk: int) -> Issue:
    """A signed issue that the person may open; 404 otherwise."""
    return get_object_or_404(Issue.objects.visible_to(user).frozen(), pk=pk)


@require_GET
def read(request: SignedInRequest, pk: int) -> HttpResponse:
    """One issue to read, also on a phone: its text, its figures to open, the PDF, the button that confirms."""
    issue = signed_issue(request.user, pk)
    items = set_issue(issue)
    context: dict[str, Any] = {
        "issue": issue,
        "items": items,
        "document": printing.issue_document(issue, items),
        "delivery": Delivery.objects.own(request.user).filter(issue=issue).first(),
        **corrections_of(issue, office=bool(request.user.role_keys & OFFICE)),
    }
    return render(request, "archive/read.html", context)


def _own(request: SignedInRequest, pk: int) -> Delivery:
    return get_object_or_404(Delivery.objects.own(request.user), issue=pk)


@require_POST
def opened(request: SignedInRequest, pk: int) -> HttpResponse:
    """The page was opened; sent by the page itself, so that a GET writes nothing."""
    actions.open_delivery(delivery=_own(request, pk), by=request.user)
    return HttpResponse(status=204)


@require_POST
def confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    """The reader's own word."""
    actions.confirm_reading(delivery=_own(request, pk), by=request.user)
    messages.success(request, _("已确认收阅。"))
    return HttpResponseRedirect(reverse("archive:inbox"))


@require_GET
def find(request: SignedInRequest) -> HttpResponse:
    """The search over all signed and old issues."""
    form = SearchForm(request.GET, years=search.years(request.user))
    context: dict[str, Any] = {
        "form": form,
        "asked": False,
        "may_take_in": may(request.user, "archive.take_in"),
        "may_settle": may(request.user, "archive.settle"),
    }
    if form.is_valid() and form.cleaned_data["q"]:
        page = request.GET.get("page", "")
        found = search.find(
            form.cleaned_data["q"],
            user=request.user,
            year=form.cleaned_data["year"],
            page=int(page) if page.isdecimal() and len(page) < 6 else 1,
        )
        context |= {"found": found, "asked": True}
    fragment = request.htmx and not request.htmx.boosted
    return render(request, "archive/_hits.html" if fragment else "archive/search.html", context)
