"""What strangers may read: a sent issue that is public, as text and as PDF."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from taizhang.archive.models.openness import is_public
from taizhang.archive.slots import corrections_of
from taizhang.bulletin import printing
from taizhang.bulletin.models import Issue
from taizhang.bulletin.sheet import set_issue


def _issue(year: int, number: int, supplement: bool) -> Issue:
    issue = get_object_or_404(Issue.objects.frozen(), year=year, number=number, supplement=supplement)
    if not is_public(issue):
        raise Http404
    return issue


@require_GET
def issue(request: HttpRequest, year: int, number: int, *, supplement: bool = False) -> HttpResponse:
    """The text; its figures lead nowhere, since their rows are not for strangers."""
    found = _issue(year, number, supplement)
    items = set_issue(found)
    later = [
        each
        for each in corrections_of(found, office=False)["corrected"]
        if (placement := getattr(each.item, "placement", None)) and is_public(placement.issue)
    ]
    context = {
        "issue": found,
        "items": items,
        "document": printing.issue_document(found, items),
        "corrected": later,
    }
    return render(request, "archive/public.html", context)


@require_GET
def pdf(request: HttpRequest, year: int, number: int, *, supplement: bool = False) -> HttpResponse:
    """The PDF of record."""
    found = _issue(year, number, supplement)
    name = f"{found.masthead}{found}.pdf"
    headers = {"Content-Disposition": content_disposition_header(False, name) or "inline"}
    return HttpResponse(printing.pdf_of(found), content_type="application/pdf", headers=headers)
