"""The pages of one phrase: what it means, its history, adding, changing, switching it off and on."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from taizhang.figures.indicator import published
from taizhang.journal.timeline import timeline
from taizhang.organisation.access import may, require
from taizhang.organisation.requests import SignedInRequest
from taizhang.proofreading import actions
from taizhang.proofreading.access import KEEP_PHRASES
from taizhang.proofreading.forms import NOTHING, PhraseForm
from taizhang.proofreading.models import Phrase
from taizhang.proofreading.registers import PHRASES, figure_title, in_use, unit_title
from taizhang.web.forms import FormPage, form_view
from taizhang.web.records import Act, Fact
from taizhang.workbooks.views import frame


def _phrase(request: SignedInRequest, pk: int) -> Phrase:
    rows = Phrase.objects.visible_to(request.user).select_related("unit", "by")
    return get_object_or_404(rows, pk=pk)


def _at(phrase: Phrase) -> str:
    return PHRASES.url("record", pk=phrase.pk)


@require_GET
def record(request: SignedInRequest, pk: int) -> HttpResponse:
    """One phrase with its history."""
    phrase = _phrase(request, pk)
    known = phrase.indicator in published().indicators
    facts = [
        Fact(_("用语"), phrase.words),
        Fact(
            _("对应的数字"),
            figure_title(phrase.indicator),
            url=reverse("figures:detail", args=[phrase.indicator]) if known else "",
        ),
        Fact(_("计量单位"), phrase.unit_of_measure or _("不限")),
        Fact(_("限于单位"), unit_title(phrase.unit.short_name if phrase.unit else None)),
        Fact(_("时段读法"), phrase.get_period_display()),
        Fact(_("是否在用"), in_use(phrase.active)),
        Fact(_("添加人"), phrase.by),
        Fact(_("添加日期"), phrase.added_on),
    ]
    if phrase.note:
        facts.append(Fact(_("说明"), phrase.note, wide=True))
    acts = []
    if may(request.user, KEEP_PHRASES):
        acts = [
            Act(_("修改"), PHRASES.url("edit", pk=pk), primary=True),
            Act(
                _("停用") if phrase.active else _("启用"),
                reverse(f"proofreading:phrases-{'off' if phrase.active else 'on'}", args=[pk]),
                post=True,
            ),
        ]
    context = {
        **frame(PHRASES), "title": phrase.words, "facts": facts, "acts": acts, "history": timeline(phrase),
        "back": PHRASES.url(),
    }  # fmt: skip
    return render(request, "web/record.html", context)


@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest) -> HttpResponse:
    """Keep a new phrase; the address may fill the form in (?words=…&indicator=…)."""
    require(request.user, KEEP_PHRASES)
    asked = {name: request.GET[name] for name in PhraseForm.base_fields if name in request.GET}
    return form_view(
        request,
        PhraseForm,
        lambda data: actions.add_phrase(by=request.user, **data),
        page=FormPage(
            title=_("添加用语"),
            back=PHRASES.url(),
            note=_("以后的稿件里出现这些词，就按这里写的数字核对；对以前核对过的不起作用。"),
        ),
        done=_at,
        initial=asked,
    )


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a phrase."""
    phrase = _phrase(request, pk)
    require(request.user, KEEP_PHRASES)
    initial: dict[str, Any] = {name: getattr(phrase, name) for name in PhraseForm.base_fields}
    initial["indicator"] = phrase.indicator or NOTHING
    return form_view(
        request,
        PhraseForm,
        lambda data: actions.change_phrase(by=request.user, phrase=phrase, **data),
        page=FormPage(title=_("修改用语"), back=_at(phrase)),
        done=_at,
        initial=initial,
    )


@require_POST
def switch(request: SignedInRequest, pk: int, on: bool) -> HttpResponse:
    """Take a phrase out of use, or into use again."""
    phrase = actions.switch_phrase(by=request.user, phrase=_phrase(request, pk), on=on)
    messages.success(request, _("已启用。") if phrase.active else _("已停用。"))
    return redirect(_at(phrase))
