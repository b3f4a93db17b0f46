"""Pages of one request: taken down, handled step by step, answered; and the link by which the enterprise judges."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from taizhang.enterprises import forms, reply_links
from taizhang.enterprises.actions import requests as actions
from taizhang.enterprises.models import Answer, EnterpriseRequest, Visit
from taizhang.enterprises.registers import REQUESTS
from taizhang.enterprises.states import WITH_THE_UNIT, EnterpriseRequestState
from taizhang.enterprises.views.around import address_of
from taizhang.journal.timeline import timeline
from taizhang.organisation.access import may, require
from taizhang.organisation.district import business_today
from taizhang.organisation.requests import SignedInRequest
from taizhang.web.forms import FormPage, form_view
from taizhang.web.records import Act, Fact
from taizhang.workbooks.steps import Step, step_acts, step_page
from taizhang.workbooks.views import record_context

_S = EnterpriseRequestState
_ANSWER = "enterprises.answer_request"
ENTERPRISES_WORD = (_S.ANSWERED, _S.DECLINED)

STEPS: dict[str, Step] = {
    "take-up": Step(
        _ANSWER, gettext_lazy("受理"), actions.take_up, forms.DayForm, states=(_S.OPENED,)
    ),
    "answer": Step(
        _ANSWER, gettext_lazy("答复企业"), actions.answer, forms.AnswerForm,
        gettext_lazy("答复以后把评价链接发给企业。只有企业自己评价满意，诉求才办结。"), states=(_S.ASSIGNED,)
    ),
    "note": Step(
        _ANSWER, gettext_lazy("记办理情况"), actions.record_step, forms.StepForm, states=WITH_THE_UNIT
    ),
    "hand-over": Step(
        "enterprises.hand_over_request", gettext_lazy("转办"), actions.hand_over, forms.HandOverForm,
        gettext_lazy("首接单位不除名，时限不变。"), rare=True, states=WITH_THE_UNIT
    ),
    "decline": Step(
        "enterprises.decline_request", gettext_lazy("不予受理"), actions.decline, forms.DeclineForm,
        gettext_lazy("理由会给企业看；企业不同意，可以用链接要求受理。"), rare=True, states=(_S.OPENED,)
    ),
}  # fmt: skip


def _request(request: SignedInRequest, pk: int) -> EnterpriseRequest:
    rows = EnterpriseRequest.objects.visible_to(request.user).select_related(
        "enterprise", "unit", "first_unit", "opened_by", "visit"
    )
    return get_object_or_404(rows, pk=pk)


def _facts(row: EnterpriseRequest) -> list[Fact]:
    facts = [
        Fact(_("状态"), row.get_state_display(), state=row.state),
        Fact(_("企业"), row.enterprise, url=address_of("enterprises-record", row.enterprise_id)),
        Fact(_("类别"), row.get_kind_display()),
        Fact(_("诉求内容"), row.text, wide=True),
        Fact(_("首接单位"), row.first_unit),
        Fact(_("承办单位"), row.unit),
        Fact(_("登记人"), row.opened_by),
        Fact(_("提出日期"), row.opened_on),
        Fact(_("办理期限"), row.due_on),
        Fact(_("企业跑动次数"), row.came),
    ]
    if row.closed_on:
        facts.append(Fact(_("办结日期"), row.closed_on))
    if row.visit is not None:
        facts.append(Fact(_("走访"), row.visit.day, url=address_of("visits-record", row.visit.pk)))
    return facts


@require_GET
def record(request: SignedInRequest, pk: int) -> HttpResponse:
    """One request with its steps and its rounds of answer and verdict."""
    row, today = _request(request, pk), business_today()
    acts = step_acts(REQUESTS, row, STEPS, request.user)
    if row.state in ENTERPRISES_WORD and may(request.user, _ANSWER, row):
        acts.insert(0, Act(_("企业评价链接"), address_of("requests-link", pk), primary=True))
    note = ""
    if row.is_overdue(today):
        note = _("已超过办理期限 %s，请尽快办理并答复企业。") % row.due_on
    elif row.state in ENTERPRISES_WORD:
        note = _("等企业自己评价。工作人员不能代企业办结。")
    context = record_context(
        REQUESTS,
        title=row.enterprise.name,
        subtitle=row.get_kind_display(),
        facts=_facts(row),
        acts=acts,
        note=note,
        note_tone="bad" if row.is_overdue(today) else "info",
        subject=row,
        steps=list(row.steps.all()),
        answers=list(row.answers.select_related("unit").order_by("-round")),
        history=timeline(row),
    )
    return render(request, "enterprises/request.html", context)


@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest) -> HttpResponse:
    """Take a request down, perhaps one that was heard at a visit."""
    require(request.user, "enterprises.open_request")
    visit = None
    if (asked := request.GET.get("visit", "")).isdecimal():
        visits = Visit.objects.visible_to(request.user).select_related("enterprise")
        visit = get_object_or_404(visits, pk=int(asked))
    name = visit.enterprise.name if visit else request.GET.get("enterprise", "")
    return form_view(
        request,
        forms.RequestForm,
        lambda data: actions.open_request(by=request.user, visit=visit, **data),
        page=FormPage(
            title=_("登记企业诉求"),
            back=address_of("visits-record", visit.pk) if visit else REQUESTS.url(),
            note=_("谁遇到谁登记。时限从提出日期起算，只数工作日。"),
        ),
        done=lambda row: REQUESTS.url("record", pk=row.pk),
        initial={
            "enterprise_name": name,
            "opened_on": visit.day if visit else business_today(),
            "unit": request.user.unit,
        },
        template="enterprises/named_form.html",
    )


@require_http_methods(["GET", "POST"])
def step(request: SignedInRequest, pk: int, step: str) -> HttpResponse:
    """An act of the unit that has the request."""
    return step_page(request, REQUESTS, _request(request, pk), STEPS, step, "request")


def _waiting_answer(row: EnterpriseRequest) -> Answer:
    last = actions.latest_answer(row)
    if last is None or row.state not in ENTERPRISES_WORD:
        raise Http404
    return last


@never_cache
@require_GET
def link(request: SignedInRequest, pk: int) -> HttpResponse:
    """The link for the enterprise, as a sheet that can be printed, shown or copied."""
    row = _request(request, pk)
    require(request.user, _ANSWER, row)
    last = _waiting_answer(row)
    address = request.build_absolute_uri(
        reverse("enterprise_reply", args=[reply_links.token_of(last.pk, last.nonce)])
    )
    until = reply_links.verdict_until(last.link_on)
    context = {
        "row": row,
        "answer": last,
        "address": address,
        "picture": reply_links.picture_of(address),
        "until": until,
        "expired": business_today() > until,
        "back": REQUESTS.url("record", pk=pk),
        "list_url": REQUESTS.url(),
        "renew_url": address_of("requests-renew-link", pk),
    }
    return render(request, "enterprises/link.html", context)


@require_POST
def renew_link(request: SignedInRequest, pk: int) -> HttpResponse:
    """A new link in place of the old one, which was lost or has run out."""
    row = _request(request, pk)
    actions.renew_link(by=request.user, request=row, day=business_today())
    return redirect(address_of("requests-link", pk))
