"""Pages of old issues: the files that came in, the upload, one file beside what was found in it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from taizhang.archive import actions
from taizhang.archive.forms import IntakeForm, UploadForm
from taizhang.archive.models import Intake
from taizhang.archive.states import IntakeState
from taizhang.bulletin.forms import ReasonForm
from taizhang.foundation.refusals import NotPermitted, Refused
from taizhang.journal.timeline import timeline
from taizhang.organisation.access import may, require
from taizhang.organisation.requests import SignedInRequest
from taizhang.web.forms import FormPage, form_view

SIZE = 50


@require_GET
def intakes(request: SignedInRequest) -> HttpResponse:
    """The files of old issues, newest first, by state; a fixed number of queries."""
    state = request.GET.get("state", "")
    rows = (
        Intake.objects.visible_to(request.user).defer("text", "found").select_related("issue").order_by("-pk")
    )
    if state in IntakeState.values:
        rows = rows.filter(state=state)
    context = {
        "page": Paginator(rows, SIZE).get_page(request.GET.get("page")),
        "state": state,
        "states": IntakeState.choices,
        "may_take_in": may(request.user, "archive.take_in"),
        "undoubted": Intake.objects.visible_to(request.user).filter(state="waiting", doubts=[]).count(),
    }
    return render(request, "archive/intakes.html", context)


@require_http_methods(["GET", "POST"])
def upload(request: SignedInRequest) -> HttpResponse:
    """Files of old issues, each read on its own; what one of them is refused for does not stop the others."""
    require(request.user, "archive.take_in")

    def take(data: dict[str, Any]) -> int:
        taken, refused = 0, []
        for file in data["file"]:
            try:
                actions.take_in(data=file.read(), name=file.name, by=request.user)
            except NotPermitted:
                raise
            except Refused as refusal:
                refused.append(str(refusal))
            else:
                taken += 1
        if not taken:
            raise Refused(" ".join(refused), field="file")
        for sentence in refused:
            messages.warning(request, sentence)
        return taken

    return form_view(
        request,
        UploadForm,
        take,
        page=FormPage(title=_("上传旧刊"), back=reverse("archive:intakes"), submit=_("上传")),
        done=lambda _taken: f"{reverse('archive:intakes')}?state=waiting",
        saved=_("已收下，请逐期核对后入库。"),
    )


def _intake(request: SignedInRequest, pk: int) -> Intake:
    rows = Intake.objects.visible_to(request.user).select_related("issue", "by")
    return get_object_or_404(rows, pk=pk)


@require_http_methods(["GET", "POST"])
def intake(request: SignedInRequest, pk: int) -> HttpResponse:
    """One file: its text, and what was found, to be corrected and put into the archive."""
    found = _intake(request, pk)
    context: dict[str, Any] = {
        "intake": found,
        "doubts": [_in_words(**each) for each in found.doubts],
        "history": timeline(found),
        "may_take_in": may(request.user, "archive.take_in", found),
        "waiting": found.state == IntakeState.WAITING,
    }
    status = 200
    if request.method == "POST":
        form = IntakeForm(request.POST)
        if form.is_valid():
            try:
                actions.change_intake(intake=found, by=request.user, **form.cleaned_data)
                if "enter" in request.POST:
                    issue = actions.enter_issue(intake=found, by=request.user)
                    messages.success(request, _("%s已入库。") % issue)
                    return HttpResponseRedirect(reverse("bulletin:issues-record", args=[issue.pk]))
            except NotPermitted:
                raise
            except Refused as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            else:
                messages.success(request, _("已保存。"))
                return HttpResponseRedirect(reverse("archive:intake", args=[pk]))
        status = 422
    else:
        form = IntakeForm(initial=found.found)
    return render(request, "archive/intake.html", {**context, "form": form}, status=status)


@require_http_methods(["GET", "POST"])
def step(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    """Leave a file out, with a reason, or look at it once more."""
    found = _intake(request, pk)
    back = reverse("archive:intake", args=[pk])
    if name == "take_up_again":
        if request.method != "POST":
            raise Http404
        actions.take_up_again(intake=found, by=request.user)
        return HttpResponseRedirect(back)
    if name != "drop":
        raise Http404
    return form_view(
        request,
        ReasonForm,
        lambda data: actions.drop_intake(intake=found, by=request.user, **data),
        page=FormPage(title=_("不入库 · %s") % found, back=back, submit=_("不入库")),
        done=lambda _intake: reverse("archive:intakes"),
        saved=_("已办理。"),
    )


@require_POST
def enter_all(request: SignedInRequest) -> HttpResponse:
    """Put in every file of which nothing is in doubt."""
    entered, refused = actions.enter_undoubted(by=request.user)
    if entered:
        messages.success(request, _("已入库 %d 期。") % entered)
    for sentence in refused[:10]:
        messages.warning(request, sentence)
    return HttpResponseRedirect(reverse("archive:intakes"))


def _in_words(template: str, values: dict[str, object]) -> str:
    """A doubt as the reader's language says it."""
    return _(template) % values
