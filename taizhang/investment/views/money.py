"""The pages of revised amounts and of vouchers."""

from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from taizhang.foundation.quantities import show_plain, show_yi
from taizhang.investment import forms
from taizhang.investment.actions import money as actions
from taizhang.investment.models import AmountRevision, FundArrival, Project, RuleSet
from taizhang.investment.registers import AMOUNT_REVISIONS, FUND_ARRIVALS, PROJECTS, recognised_text
from taizhang.journal.timeline import timeline
from taizhang.organisation import district
from taizhang.organisation.access import may, require
from taizhang.organisation.requests import SignedInRequest
from taizhang.web import display
from taizhang.web.forms import FormPage, form_view
from taizhang.web.records import Act, Fact
from taizhang.workbooks.registers import Register
from taizhang.workbooks.views import frame

form_methods = require_http_methods(["GET", "POST"])


def _project_of(request: SignedInRequest, register: Register) -> tuple[dict[str, Any], str]:
    """The initial values of a form that was opened from a project's page, and where it leads back."""
    asked = request.GET.get("project", "")
    project = Project.objects.visible_to(request.user).filter(pk=asked).first() if asked.isdecimal() else None
    if project is None:
        return {}, register.url()
    return {"project": project.name}, PROJECTS.url("record", pk=project.pk)


def revision_record(request: SignedInRequest, pk: int) -> HttpResponse:
    """One revision of a project's amount."""
    row = get_object_or_404(
        AmountRevision.objects.visible_to(request.user).select_related("project", "unit"), pk=pk
    )
    facts = [
        Fact(_("项目名称"), row.project, url=PROJECTS.url("record", pk=row.project_id)),
        Fact(_("牵头单位"), row.unit),
        Fact(_("生效日期"), row.effective_on),
        Fact(_("总投资(亿元)"), show_yi(row.total)),
        Fact(_("合同区外资金(亿元)"), _("不变") if row.outside is None else show_yi(row.outside)),
        Fact(_("依据"), row.basis),
    ]
    if row.void:
        facts.append(Fact(_("说明"), _("所依据的签约认定已撤销，这一笔不再起作用。"), wide=True))
    context = {
        **frame(AMOUNT_REVISIONS),
        "title": _("投资额变更"),
        "subject": row,
        "subtitle": row.project.name,
        "facts": facts,
        "acts": [],
        "history": timeline(row),
        "back": AMOUNT_REVISIONS.url(),
    }
    return render(request, "web/record.html", context)


@form_methods
def revision_add(request: SignedInRequest) -> HttpResponse:
    """Revise a project's amount from a day on."""
    require(request.user, AMOUNT_REVISIONS.add_permission)
    initial, back = _project_of(request, AMOUNT_REVISIONS)

    def act(data: dict[str, Any]) -> AmountRevision:
        return actions.revise_amount(
            by=request.user,
            project=data["project"],
            effective_on=data["effective_on"],
            total=forms.in_wan(data["total"]) or Decimal(0),
            outside=forms.in_wan(data["outside"]),
            basis=data["basis"],
        )

    return form_view(
        request,
        forms.RevisionForm,
        act,
        page=FormPage(
            title=_("登记投资额变更"),
            back=back,
            note=_("以前的投资额不改动：截至日在生效日期之前的数字仍按原来的投资额。"),
        ),
        done=lambda row: PROJECTS.url("record", pk=row.project_id),
        initial={"effective_on": district.business_today(), **initial},
        by=request.user,
    )


def _arrival(request: SignedInRequest, pk: int) -> FundArrival:
    return get_object_or_404(
        FundArrival.objects.visible_to(request.user).select_related("project", "unit"), pk=pk
    )


def arrival_record(request: SignedInRequest, pk: int) -> HttpResponse:
    """One voucher."""
    row = _arrival(request, pk)
    facts = [
        Fact(_("项目名称"), row.project, url=PROJECTS.url("record", pk=row.project_id)),
        Fact(_("牵头单位"), row.unit),
        Fact(_("凭证日期"), row.voucher_on),
        Fact(_("凭证号"), row.voucher_no),
        Fact(_("付款人"), row.payer),
        Fact(_("付款人所在地"), row.payer_place),
        Fact(_("类别"), row.get_kind_display()),
        Fact(_("金额(万元)"), display.wan(row.amount)),
        Fact(_("认定区外金额(万元)"), recognised_text(row.recognised)),
        Fact(_("登记日期"), row.recorded_on),
    ]
    acts = []
    if may(request.user, "investment.recognise", row):
        pending = row.recognised is None
        title = _("认定区外金额") if pending else _("改认定金额")
        acts.append(
            Act(title, reverse("investment:fund-arrivals-recognise", kwargs={"pk": pk}), primary=pending)
        )
    if row.recognised is None and may(request.user, "investment.record_arrival", row):
        acts.append(Act(_("修改"), FUND_ARRIVALS.url("edit", pk=pk)))
    context = {
        **frame(FUND_ARRIVALS),
        "title": _("到位资金 %s") % row.voucher_no,
        "subject": row,
        "subtitle": row.project.name,
        "facts": facts,
        "acts": acts,
        "history": timeline(row),
        "back": FUND_ARRIVALS.url(),
    }
    return render(request, "web/record.html", context)


def _at(row: FundArrival) -> str:
    return FUND_ARRIVALS.url("record", pk=row.pk)


@form_methods
def arrival_add(request: SignedInRequest) -> HttpResponse:
    """Enter a voucher."""
    require(request.user, FUND_ARRIVALS.add_permission)
    initial, back = _project_of(request, FUND_ARRIVALS)
    return form_view(
        request,
        forms.ArrivalForm,
        lambda data: actions.record_arrival(
            by=request.user, entry=forms.voucher_entry(data, data["project"])
        ),
        page=FormPage(
            title=_("登记到位资金"),
            back=back,
            note=_("同一张凭证（付款人、凭证号、日期、金额都相同）全区只计一次。"),
        ),
        done=_at,
        initial={"voucher_on": district.business_today(), **initial},
        by=request.user,
    )


@form_methods
def arrival_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a voucher on which nobody has ruled yet."""
    row = _arrival(request, pk)
    require(request.user, "investment.record_arrival", row)
    fields = ("voucher_on", "voucher_no", "payer", "payer_place", "kind")
    return form_view(
        request,
        forms.VoucherForm,
        lambda data: actions.change_arrival(
            by=request.user, arrival=row, entry=forms.voucher_entry(data, row.project)
        ),
        page=FormPage(title=_("修改到位资金"), back=_at(row)),
        done=_at,
        initial={**{field: getattr(row, field) for field in fields}, "amount": show_plain(row.amount)},
    )


def suggested(row: FundArrival) -> Decimal:
    """What the year's rules say of a voucher by itself: all of it, or nothing, 万元."""
    rules = RuleSet.on(row.voucher_on)
    counts = rules.is_outside(row.payer_place) and row.kind not in rules.uncounted_kinds
    return row.amount if counts else Decimal(0)


@form_methods
def arrival_recognise(request: SignedInRequest, pk: int) -> HttpResponse:
    """Rule how much of a voucher is 区外资金."""
    row = _arrival(request, pk)
    require(request.user, "investment.recognise", row)
    stated = suggested(row) if row.recognised is None else row.recognised
    return form_view(
        request,
        forms.RecogniseForm,
        lambda data: actions.recognise_arrival(by=request.user, arrival=row, **data),
        page=FormPage(
            title=_("认定区外金额：%s") % row.project.name,
            back=_at(row),
            note=_("凭证金额 %(amount)s 万元，付款人%(payer)s（%(place)s），%(kind)s。")
            % {
                "amount": display.wan(row.amount),
                "payer": row.payer,
                "place": row.payer_place,
                "kind": row.get_kind_display(),
            },
            submit=_("认定"),
        ),
        done=_at,
        initial={"recognised": show_plain(stated)},
    )
