"""Pages of the lists of recipients, and the lists that an issue goes to."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Sum
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from taizhang.bulletin import actions
from taizhang.bulletin.models import OFFICE, Issue, RecipientList
from taizhang.bulletin.office_forms import IssueListsForm, RecipientListForm
from taizhang.bulletin.recipients import people_behind
from taizhang.bulletin.registers import ISSUES
from taizhang.bulletin.states import OPEN_TO_EDITING
from taizhang.foundation.refusals import Conflict
from taizhang.journal.timeline import timeline
from taizhang.organisation.access import may, require
from taizhang.organisation.models import User
from taizhang.organisation.requests import SignedInRequest
from taizhang.web.forms import FormPage, form_view
from taizhang.web.records import Act, Fact

PERMISSION = "bulletin.keep_recipients"


def _require_office(user: User) -> None:
    """The lists are open to all posts of the office; anyone else is told who keeps them."""
    if not user.role_keys & OFFICE:
        require(user, PERMISSION)


def _list(request: SignedInRequest, pk: int) -> RecipientList:
    return get_object_or_404(RecipientList.objects.visible_to(request.user), pk=pk)


@require_GET
def lists(request: SignedInRequest) -> HttpResponse:
    """Every list with its words, how many entries it has, and how many paper copies go to it."""
    _require_office(request.user)
    rows = RecipientList.objects.visible_to(request.user).annotate(
        size=Count("entries"), copies=Sum("entries__copies", default=0)
    )
    context = {
        "lists": rows.order_by("-active", "line", "position", "pk"),
        "may_keep": may(request.user, PERMISSION),
    }
    return render(request, "bulletin/recipients.html", context)


@require_GET
def list_(request: SignedInRequest, pk: int) -> HttpResponse:
    """One list: who stands in it, and whom that reaches today."""
    found = _list(request, pk)
    entries = list(found.entries.select_related("list", "unit", "user"))
    acts = []
    if may(request.user, PERMISSION):
        word = _("停用") if found.active else _("恢复使用")
        acts = [
            Act(_("修改"), reverse("bulletin:recipients-edit", args=[pk]), primary=True),
            Act(word, reverse("bulletin:recipients-switch", args=[pk]), post=True),
        ]
    context = {
        "title": found.name,
        "acts": acts,
        "facts": [
            Fact(_("印在"), found.get_line_display()),
            Fact(_("在用"), _("是") if found.active else _("否")),
            Fact(_("纸质份数"), sum(each.copies for each in entries)),
            Fact(_("印作"), found.printed, wide=True),
        ],
        "entries": entries,
        "people": people_behind(entries),
        "history": timeline(found),
        "back": reverse("bulletin:recipients"),
    }
    return render(request, "bulletin/recipient_list.html", context)


def _values(form_data: dict[str, Any]) -> dict[str, Any]:
    return {name: form_data[name] for name in ("name", "line", "printed")} | {
        "position": form_data["position"] or 0
    }


@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest) -> HttpResponse:
    """A new list."""
    require(request.user, PERMISSION)
    return form_view(
        request,
        RecipientListForm,
        lambda data: actions.write_recipients(
            by=request.user, entries=RecipientListForm.entries_of(data), **_values(data)
        ),
        page=FormPage(title=_("新建名单"), back=reverse("bulletin:recipients")),
        done=lambda made: reverse("bulletin:recipients-record", args=[made.pk]),
    )


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """A list that exists."""
    found = _list(request, pk)
    require(request.user, PERMISSION)
    back = reverse("bulletin:recipients-record", args=[pk])
    return form_view(
        request,
        RecipientListForm,
        lambda data: actions.change_recipients(
            list_=found, by=request.user, entries=RecipientListForm.entries_of(data), **_values(data)
        ),
        page=FormPage(
            title=_("修改名单"), back=back, note=_("已签发的各期照原样印；还没有印发的，按印发时的名单送。")
        ),
        done=lambda changed: back,
        initial=RecipientListForm.filled(found),
    )


@require_POST
def switch(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put a list out of use, or back."""
    found = _list(request, pk)
    actions.change_recipients(list_=found, by=request.user, active=not found.active)
    return HttpResponseRedirect(reverse("bulletin:recipients-record", args=[pk]))


@require_http_methods(["GET", "POST"])
def choose(request: SignedInRequest, pk: int) -> HttpResponse:
    """The lists to which an issue goes."""
    found = get_object_or_404(Issue.objects.visible_to(request.user), pk=pk)
    require(request.user, "bulletin.assemble", found)
    if found.state not in OPEN_TO_EDITING:
        raise Conflict(_("这一期现在“%(state)s”，不能再编改。") % {"state": found.get_state_display()})
    if request.method == "GET" and not RecipientList.objects.in_use().exists():
        messages.info(request, _("还没有送发名单，请先建一个。"))
        return HttpResponseRedirect(reverse("bulletin:recipients"))
    back = ISSUES.url("record", pk=pk)
    return form_view(
        request,
        IssueListsForm,
        lambda data: actions.choose_recipients(issue=found, by=request.user, lists=data["lists"]),
        page=FormPage(
            title=_("本期送发"), back=back, note=_("报尾的“本期送”和“发”随所选的名单重写；不选就空着。")
        ),
        done=lambda changed: back,
        initial={"lists": list(found.recipients.values_list("list", flat=True))},
    )
