"""The page on which any text is checked: pasted, or one or many files; nothing of it is kept."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from taizhang.organisation.access import may, require
from taizhang.organisation.district import business_today
from taizhang.organisation.models import User
from taizhang.organisation.requests import SignedInRequest
from taizhang.proofreading.access import CHECK, KEEP_PHRASES
from taizhang.proofreading.check_form import CheckForm
from taizhang.proofreading.checking import check as check_text
from taizhang.proofreading.reading.files import UnreadableFile, read_text
from taizhang.proofreading.registers import PAGES
from taizhang.proofreading.shown import Shown, show
from taizhang.workbooks.registers import tabs_of


@dataclass(frozen=True)
class Result:
    """One text with what was found in it, or why it could not be read; `prefix` keeps the anchors of many texts apart."""

    name: str
    prefix: str
    shown: Shown | None = None
    error: str = ""


def checked(text: str, *, as_of: date, reader: User) -> Shown:
    """A text that belongs to nothing, checked for a reader."""
    found = check_text(text, as_of=as_of, reader=reader)
    return show(text, found, may_relink=may(reader, KEEP_PHRASES))


def _results(form: CheckForm, reader: User) -> list[Result]:
    as_of = form.cleaned_data["as_of"]
    texts: list[tuple[str, str, str]] = []
    if pasted := form.cleaned_data["text"].strip("\r\n"):
        texts.append((_("贴入的文字"), pasted.replace("\r\n", "\n"), ""))
    for file in form.cleaned_data["documents"]:
        try:
            texts.append((file.name, read_text(file.read(), file.name), ""))
        except UnreadableFile as error:
            texts.append((file.name, "", str(error)))
    return [
        Result(name, f"t{place}-", error=error)
        if error
        else Result(name, f"t{place}-", checked(text, as_of=as_of, reader=reader))
        for place, (name, text, error) in enumerate(texts, start=1)
    ]


@require_http_methods(["GET", "POST"])
def check(request: SignedInRequest) -> HttpResponse:
    """Check a text or some files against the ledgers as of a day."""
    require(request.user, CHECK)
    form = CheckForm(request.POST or None, request.FILES or None, initial={"as_of": business_today()})
    context: dict[str, Any] = {
        "form": form,
        "tabs": tabs_of("proofreading"),
        "register": PAGES[0],
        "results": [],
    }
    status = 200
    if request.method == "POST":
        if form.is_valid():
            context |= {"results": _results(form, request.user), "as_of": form.cleaned_data["as_of"]}
        else:
            status = 422
    return render(request, "proofreading/check.html", context, status=status)
