"""Evidence on the page of its row: the list, the upload, the removal, and the file itself behind a permission check."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from taizhang.evidence import actions, storage
from taizhang.evidence.forms import AttachForm, ReasonForm
from taizhang.evidence.models import Attachment
from taizhang.evidence.states import AttachmentState
from taizhang.foundation.refusals import Refused
from taizhang.organisation import subjects
from taizhang.organisation.access import may
from taizhang.organisation.requests import SignedInRequest
from taizhang.organisation.subjects import Subject
from taizhang.web.forms import FormPage, form_view

AT = "#evidence"
SHOWN_IN_PLACE = ("image/", "application/pdf")


def _subject(journal_type: str) -> Subject:
    subject = subjects.published(journal_type)
    if subject is None:
        raise Http404
    return subject


def _attachment(request: SignedInRequest, pk: int) -> tuple[Attachment, Subject, Any]:
    """The paper, its kind of row and its row; 404 where the person may not see the row."""
    attachment = get_object_or_404(Attachment, pk=pk)
    subject = _subject(attachment.subject_type)
    return attachment, subject, subject.get(request.user, attachment.subject_id)


@require_GET
def of_row(request: SignedInRequest, journal_type: str, subject_id: int) -> HttpResponse:
    """The papers of one row and the form that adds to them: a fragment of the row's page."""
    subject = _subject(journal_type)
    row = subject.get(request.user, subject_id)
    rows = Attachment.objects.filter(subject_type=journal_type, subject_id=subject_id).select_related("by")
    context = {
        "attachments": rows,
        "journal_type": journal_type,
        "subject_id": subject_id,
        "may_attach": bool(subject.attach) and may(request.user, subject.attach, row),
        "form": AttachForm(auto_id="evidence_%s", of=subject, initial={"kind": request.GET.get("kind", "")}),
    }
    return render(request, "evidence/_attachments.html", context)


@require_POST
def add(request: SignedInRequest, journal_type: str, subject_id: int) -> HttpResponse:
    """Take files in, all or none, and go back to the row's page."""
    subject = _subject(journal_type)
    row = subject.get(request.user, subject_id)
    form = AttachForm(request.POST, request.FILES, of=subject)
    if not form.is_valid():
        raise Refused(next(iter(form.errors.values()))[0])
    given = form.cleaned_data
    with transaction.atomic():
        for file in given["file"]:
            actions.attach(
                to=row,
                file=file,
                name=file.name,
                kind=given["kind"],
                caption=given["caption"],
                dated_on=given.get("dated_on"),
                by=request.user,
            )
    messages.success(request, _("已收下 %d 个文件。") % len(given["file"]))
    return HttpResponseRedirect(subject.url(subject_id) + AT)


def _change(request: SignedInRequest, pk: int, *, word: str, note: str, act: Any) -> HttpResponse:
    attachment, subject, row = _attachment(request, pk)
    back = subject.url(attachment.subject_id) + AT
    page = FormPage(title=f"{word}“{attachment}”", back=back, submit=word, note=note)
    return form_view(
        request,
        ReasonForm,
        lambda data: act(attachment=attachment, row=row, reason=data["reason"], by=request.user),
        page=page,
        done=lambda _row: back,
    )


def remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a paper out of sight."""
    note = _("移除后不再显示，文件和记录都留着，可以恢复。")
    return _change(request, pk, word=_("移除"), note=note, act=actions.remove)


def restore(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put a paper back."""
    return _change(request, pk, word=_("恢复"), note="", act=actions.restore)


def _file(request: SignedInRequest, pk: int, *, small: bool) -> FileResponse:
    attachment, _kind, _row = _attachment(request, pk)
    if attachment.state == AttachmentState.REMOVED and not request.user.sees_all_of("organisation"):
        raise Http404
    path = storage.thumbnail_of(attachment.digest) if small and attachment.is_image else None
    thumbnail = path is not None and path.exists()
    path = path if path is not None and thumbnail else storage.path_of(attachment.digest)
    if not path.exists():
        raise Http404
    media_type = "image/jpeg" if thumbnail else attachment.media_type
    response = FileResponse(path.open("rb"), content_type=media_type)
    as_file = not media_type.startswith(SHOWN_IN_PLACE) or "download" in request.GET
    response.headers["Content-Disposition"] = (
        content_disposition_header(as_file, attachment.name) or "attachment"
    )
    response.headers["ETag"] = f'"{attachment.digest}{"-small" if thumbnail else ""}"'
    return response


@require_GET
@cache_control(private=True, no_cache=True)
def file(request: SignedInRequest, pk: int) -> FileResponse:
    """The file itself, to who may see its row."""
    return _file(request, pk, small=False)


@require_GET
@cache_control(private=True, max_age=3600)
def thumbnail(request: SignedInRequest, pk: int) -> FileResponse:
    """A small picture of it, to who may see its row."""
    return _file(request, pk, small=True)
