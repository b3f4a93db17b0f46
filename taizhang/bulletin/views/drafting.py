"""Pages of drafting: the templates, and a draft made of one for a stretch of days."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from taizhang.bulletin import prose
from taizhang.bulletin.actions import drafting as actions
from taizhang.bulletin.draft_forms import DraftForm, TemplateForm
from taizhang.bulletin.draft_register import TEMPLATES
from taizhang.bulletin.live_figures import Evaluation
from taizhang.bulletin.models import DraftTemplate
from taizhang.bulletin.registers import ITEMS
from taizhang.bulletin.sheet import set_text
from taizhang.bulletin.token_titles import named
from taizhang.foundation.refusals import Refused
from taizhang.journal.timeline import timeline
from taizhang.organisation.access import may, require
from taizhang.organisation.district import business_today
from taizhang.organisation.matrix import ROOMS
from taizhang.organisation.requests import SignedInRequest
from taizhang.web.forms import Form, FormPage, form_view
from taizhang.web.records import Act, Fact
from taizhang.workbooks.views import record_context


def _template(request: SignedInRequest, pk: int) -> DraftTemplate:
    return get_object_or_404(DraftTemplate.objects.visible_to(request.user), pk=pk)


@require_GET
def template(request: SignedInRequest, pk: int) -> HttpResponse:
    """One template with its text."""
    found = _template(request, pk)
    acts = []
    if found.active and may(request.user, "bulletin.write_item"):
        acts.append(Act(_("按它起草"), f"{TEMPLATES.url('draft')}?template={pk}", primary=True))
    if may(request.user, "bulletin.keep_templates"):
        acts.append(Act(_("修改"), TEMPLATES.url("edit", pk=pk)))
    context = record_context(
        TEMPLATES,
        title=found.name,
        acts=acts,
        facts=[
            Fact(_("台账"), ROOMS.get(found.ledger, found.ledger)),
            Fact(_("在用"), _("是") if found.active else _("否")),
            Fact(_("标题"), found.title, wide=True),
        ],
        history=timeline(found),
        template=found,
    )
    return render(request, "bulletin/draft_template.html", context)


@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest) -> HttpResponse:
    """A new template."""
    require(request.user, "bulletin.keep_templates")
    return form_view(
        request,
        TemplateForm,
        lambda data: actions.keep_template(by=request.user, **data),
        page=FormPage(title=_("新起草模板"), back=TEMPLATES.url()),
        done=lambda made: TEMPLATES.url("record", pk=made.pk),
    )


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a template, or lay it aside."""
    require(request.user, "bulletin.keep_templates")
    found = _template(request, pk)
    return form_view(
        request,
        TemplateForm,
        lambda data: actions.change_template(template=found, by=request.user, **data),
        page=FormPage(title=_("修改起草模板"), back=TEMPLATES.url("record", pk=pk)),
        done=lambda changed: TEMPLATES.url("record", pk=changed.pk),
        initial={name: getattr(found, name) for name in TemplateForm.base_fields},
    )


@require_http_methods(["GET", "POST"])
def defaults(request: SignedInRequest) -> HttpResponse:
    """Take in the usual templates that are not there yet."""
    require(request.user, "bulletin.keep_templates")
    return form_view(
        request,
        Form,
        lambda data: actions.keep_default_templates(by=request.user),
        page=FormPage(
            title=_("放入常用模板"),
            back=TEMPLATES.url(),
            submit=_("放入"),
            note=_("招商引资、夜间经济、工地整治、企业服务各一个；已有同名的不动。放入以后可以随意改。"),
        ),
        done=lambda added: TEMPLATES.url(),
    )


def _last_month(today: date) -> tuple[date, date]:
    end = today.replace(day=1) - timedelta(days=1)
    return end.replace(day=1), end


@require_http_methods(["GET", "POST"])
def draft(request: SignedInRequest) -> HttpResponse:
    """Choose template, days and unit; see what comes of it; keep it as a draft item to go on writing."""
    require(request.user, "bulletin.write_item")
    today = business_today()
    start, end = _last_month(today)
    asked = request.GET.get("template", "")
    initial: dict[str, Any] = {"start": start, "end": end, "template": asked}
    form = DraftForm(request.POST or None, user=request.user, initial=initial)
    context: dict[str, Any] = {"form": form, "back": ITEMS.url(), "templates_url": TEMPLATES.url()}
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = form.cleaned_data
            try:
                if "keep" in request.POST:
                    item, made = actions.draft_item(by=request.user, **given)
                    messages.success(request, _("已写成草稿，请接着改。"))
                    return HttpResponseRedirect(ITEMS.url("edit", pk=item.pk))
                chosen = {name: given[name] for name in ("template", "start", "end", "about")}
                made = actions.composed(**chosen)
            except Refused as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            else:
                status = 200
                day = min(given["end"], today)
                evaluation = Evaluation(day, today)
                text = set_text(made.title, made.body, given["unit"].short_name, evaluation)
                left_out = [(named(each.sentence), each.why) for each in made.left_out]
                context |= {
                    "draft": made,
                    "text": text,
                    "length": prose.length(made.body),
                    "left_out": left_out,
                }
    context["none"] = not form.fields["template"].queryset.exists()  # type: ignore[attr-defined]
    context["may_keep"] = may(request.user, "bulletin.keep_templates")
    return render(request, "bulletin/draft.html", context, status=status)
