"""Pages of breaches and of the measures that the ladder makes of them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from taizhang.night_market.actions import breaches as actions
from taizhang.night_market.actions import measures
from taizhang.night_market.actions.review import was_involved
from taizhang.night_market.forms import BreachForm, ReasonForm, ServeForm
from taizhang.night_market.models import Breach, Measure, Merchant, Officer, Patrol
from taizhang.night_market.registers import BREACHES, MERCHANTS, PATROLS
from taizhang.night_market.states import PENALTY_CASE, MeasureState, Rung
from taizhang.night_market.views.sections import (
    Line,
    Section,
    Step,
    badge,
    present_moment,
    record_context,
    step_acts,
    take_step,
)
from taizhang.organisation.access import may, require
from taizhang.organisation.district import business_today
from taizhang.organisation.models import User
from taizhang.organisation.requests import SignedInRequest
from taizhang.web import display
from taizhang.web.forms import FormPage, form_view
from taizhang.web.records import Act, Fact

form_methods = require_http_methods(["GET", "POST"])
_REVIEW = "night_market.review_measure"
STEPS = {
    "contest": Step(
        "night_market.contest_measure",
        gettext_lazy("受理复核"),
        measures.contest_measure,
        "measure",
        needs_reason=True,
    ),
    "uphold": Step(
        _REVIEW, gettext_lazy("维持处置"), measures.uphold_measure, "measure", needs_reason=True, primary=True
    ),
    "void": Step(_REVIEW, gettext_lazy("撤销处置"), measures.void_measure, "measure", needs_reason=True),
}


def _breach(request: SignedInRequest, pk: int) -> Breach:
    rows = Breach.objects.visible_to(request.user).select_related(
        "merchant", "measure", "unit", "patrol__shift", "recorded_by"
    )
    return get_object_or_404(rows, pk=pk)


def _measure(request: SignedInRequest, pk: int) -> Measure:
    return get_object_or_404(
        Measure.objects.visible_to(request.user).select_related("merchant", "unit"), pk=pk
    )


def measure_url(measure: Measure) -> str:
    """The page of a measure."""
    return reverse("night_market:measures-record", kwargs={"pk": measure.pk})


def _measure_acts(row: Measure, user: User) -> list[Act]:
    """Serving first; reviewing is not offered to who was involved."""
    acts = []
    if (
        row.state == MeasureState.PROPOSED
        and row.voided_on is None
        and may(user, "night_market.serve_measure", row)
    ):
        acts.append(
            Act(_("送达"), reverse("night_market:measures-serve", kwargs={"pk": row.pk}), primary=True)
        )
    steps = STEPS
    if row.state == MeasureState.CONTESTED and was_involved(row, user):
        steps = {}
    return acts + step_acts(steps, row, "night_market:measures-step", user)


def record(request: SignedInRequest, pk: int) -> HttpResponse:
    """One breach with the measure of its night."""
    row = _breach(request, pk)
    measure = row.measure
    facts = [
        Fact(_("商户"), row.merchant, url=MERCHANTS.url("record", pk=row.merchant_id)),
        Fact(_("类别"), row.get_category_display()),
        Fact(_("发生时间"), display.moment(row.happened_at)),
        Fact(_("营业日"), row.business_on),
        Fact(_("属地单位"), row.unit),
        Fact(_("登记人"), row.recorded_by),
    ]
    if measure is not None:
        facts.append(
            Fact(
                _("当晚的处置"), measure.get_rung_display() or _("并入当晚另一处置"), url=measure_url(measure)
            )
        )
        facts.append(Fact(_("处置状态"), measure.get_state_display(), state=measure.state))
    facts.append(Fact(_("送达日期"), row.served_on))
    if row.patrol is not None:
        facts.append(Fact(_("巡查"), row.patrol, url=PATROLS.url("record", pk=row.patrol_id)))
    if row.voided_on:
        facts.append(Fact(_("撤销日期"), row.voided_on))
    if row.immediate_danger:
        facts.append(Fact(_("直接危险的理由"), row.danger_reason, wide=True))
    if row.note:
        facts.append(Fact(_("备注"), row.note, wide=True))
    acts = _measure_acts(measure, request.user) if measure is not None else []
    stands = row.voided_on is None and (measure is None or measure.state != MeasureState.UPHELD)
    if stands and may(request.user, _REVIEW, row) and not (measure and was_involved(measure, request.user)):
        acts.append(Act(_("撤销这次违规"), reverse("night_market:breaches-void", kwargs={"pk": pk})))
    context = record_context(
        BREACHES, row, title=f"{row.merchant} {row.get_category_display()}", subtitle=display.moment(row.happened_at),
        facts=facts, acts=acts, sections=[],
    )  # fmt: skip
    return render(request, "night_market/record.html", context)


def measure_record(request: SignedInRequest, pk: int) -> HttpResponse:
    """One night's measure: its rung, who served it, its breaches, its case, and what its rung was before."""
    row = _measure(request, pk)
    facts = [
        Fact(_("商户"), row.merchant, url=MERCHANTS.url("record", pk=row.merchant_id)),
        Fact(_("营业日"), row.business_on),
        Fact(_("处置"), row.get_rung_display() if row.rung else _("并入当晚另一处置")),
        Fact(_("状态"), row.get_state_display(), state=row.state),
        Fact(_("送达日期"), row.served_on),
        Fact(_("送达方式"), row.served_how),
        Fact(_("送达人"), "、".join(str(officer) for officer in row.officers.all())),
        Fact(_("属地单位"), row.unit),
    ]
    if row.passes_ladder:
        facts.append(Fact(_("直接危险"), _("越过阶梯")))
    if row.voided_on:
        facts.append(Fact(_("撤销日期"), row.voided_on))
    context = record_context(
        BREACHES, row, title=_("处置：%s") % row.merchant, subtitle=str(row.business_on), facts=facts,
        acts=_measure_acts(row, request.user), sections=[_nights_breaches(row), _spells(row), _cases(row)],
    )  # fmt: skip
    return render(request, "night_market/record.html", context)


def _nights_breaches(row: Measure) -> Section:
    return Section(
        _("当晚的违规"),
        (_("发生时间"), _("类别"), _("送达日期"), _("撤销日期")),
        [
            Line(
                BREACHES.url("record", pk=b.pk),
                (display.moment(b.happened_at), b.get_category_display(), b.served_on, b.voided_on),
            )
            for b in row.breaches.order_by("happened_at", "id")
        ],
        _("没有违规。"),
    )


def _spells(row: Measure) -> Section:
    return Section(
        _("各时段的处置"),
        (_("处置"), _("起"), _("止"), _("当时的送达日期")),
        [
            Line("", (s.get_rung_display(), s.since, s.until or _("至今"), s.served_on))
            for s in row.spells.order_by("since", "id")
        ],
        _("从未成立。"),
    )


def _cases(row: Measure) -> Section:
    return Section(
        _("处罚案件"),
        (_("立案日期"), _("状态"), _("终止日期")),
        [Line("", (c.filed_on, badge(PENALTY_CASE, c.state), c.ended_on)) for c in row.cases.order_by("id")],
        _("没有立案。"),
    )


@form_methods
def add(request: SignedInRequest) -> HttpResponse:
    """Enter a breach; the page that follows says which rung it makes."""
    require(request.user, BREACHES.add_permission)
    asked, patrol_id = request.GET.get("merchant", ""), request.GET.get("patrol", "")
    merchant = (
        Merchant.objects.visible_to(request.user).filter(pk=asked).first() if asked.isdecimal() else None
    )
    patrol = (
        Patrol.objects.visible_to(request.user).filter(pk=patrol_id).first()
        if patrol_id.isdecimal()
        else None
    )
    initial: dict[str, Any] = {"happened_at": present_moment()}
    if merchant is not None:
        initial["merchant"] = merchant.name
    if patrol is not None:
        initial["happened_at"] = patrol.started_at

    def act(data: dict[str, Any]) -> Breach:
        row = actions.record_breach(by=request.user, patrol=patrol, **data)
        if row.measure is not None and row.measure.rung:
            messages.info(request, _("当晚的处置：%s。") % Rung(row.measure.rung).label)
        return row

    return form_view(
        request,
        BreachForm,
        act,
        page=FormPage(
            title=_("登记违规"),
            back=MERCHANTS.url("record", pk=merchant.pk) if merchant else BREACHES.url(),
            note=_("处置由系统按阶梯算出：教育劝导、口头警告、行政处罚。"),
        ),
        done=lambda row: BREACHES.url("record", pk=row.pk),
        initial=initial,
        by=request.user,
    )


@form_methods
def void(request: SignedInRequest, pk: int) -> HttpResponse:
    """Void one breach."""
    row = _breach(request, pk)
    require(request.user, _REVIEW, row)
    back = BREACHES.url("record", pk=pk)
    return form_view(
        request,
        ReasonForm,
        lambda data: actions.void_breach(breach=row, reason=data["reason"], by=request.user),
        page=FormPage(
            title=_("撤销违规：%s") % row,
            submit=_("撤销这次违规"),
            back=back,
            note=_("以后各次的处置会重新算，都记入办理过程。"),
        ),
        done=lambda _row: back,
    )


@form_methods
def serve(request: SignedInRequest, pk: int) -> HttpResponse:
    """Serve a measure by two certified officers."""
    row = _measure(request, pk)
    require(request.user, "night_market.serve_measure", row)
    if row.state != MeasureState.PROPOSED:
        raise Http404
    own = Officer.objects.filter(user=request.user, auxiliary=False).first()

    def act(data: dict[str, Any]) -> Measure:
        crew = [data["first"], data["second"]]
        return measures.serve_measure(
            measure=row, officers=crew, served_on=data["served_on"], how=data["how"], by=request.user
        )

    title = _("送达%(rung)s：%(merchant)s") % {"rung": row.get_rung_display(), "merchant": row.merchant}
    return form_view(
        request,
        ServeForm,
        act,
        page=FormPage(title=title, back=measure_url(row), submit=_("送达")),
        done=measure_url,
        initial={"served_on": business_today(), "first": own},
    )


@form_methods
def measure_step(request: SignedInRequest, pk: int, step: str) -> HttpResponse:
    """Contest, uphold or void a measure."""
    row = _measure(request, pk)
    title = _("处置：%s") % row.merchant
    return take_step(request, STEPS, step, row, back=measure_url(row), title=title)
