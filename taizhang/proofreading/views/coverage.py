"""The pages of one declaration of coverage: declaring, correcting, withdrawing it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from taizhang.journal.timeline import timeline
from taizhang.organisation import district
from taizhang.organisation.access import may, require
from taizhang.organisation.requests import SignedInRequest
from taizhang.proofreading import actions
from taizhang.proofreading.access import LEDGERS, cover
from taizhang.proofreading.forms import CoverageChangeForm, CoverageForm, ReasonForm
from taizhang.proofreading.models import Coverage
from taizhang.proofreading.registers import COVERAGE, in_force, ledger_title, unit_title
from taizhang.web.forms import FormPage, form_view
from taizhang.web.records import Act, Fact
from taizhang.workbooks.views import frame

form_methods = require_http_methods(["GET", "POST"])


def _coverage(request: SignedInRequest, pk: int) -> Coverage:
    rows = Coverage.objects.visible_to(request.user).select_related("unit", "by")
    return get_object_or_404(rows, pk=pk)


def _at(coverage: Coverage) -> str:
    return COVERAGE.url("record", pk=coverage.pk)


@require_GET
def record(request: SignedInRequest, pk: int) -> HttpResponse:
    """One declaration with its history."""
    coverage = _coverage(request, pk)
    facts = [
        Fact(_("台账"), ledger_title(coverage.ledger)),
        Fact(_("范围"), unit_title(coverage.unit.short_name if coverage.unit else None)),
        Fact(_("起"), coverage.since),
        Fact(_("止"), coverage.until or _("一直有效")),
        Fact(_("是否有效"), in_force(coverage.active)),
        Fact(_("声明人"), coverage.by),
        Fact(_("声明日期"), coverage.declared_on),
        Fact(_("依据"), coverage.note, wide=True),
    ]
    acts = []
    if coverage.active and may(request.user, cover(coverage.ledger)):
        acts = [
            Act(_("修改"), COVERAGE.url("edit", pk=pk), primary=True),
            Act(_("撤回"), reverse("proofreading:coverage-withdraw", args=[pk])),
        ]
    context = {
        **frame(COVERAGE), "title": _("%(ledger)s台账的覆盖声明") % {"ledger": ledger_title(coverage.ledger)},
        "facts": facts, "acts": acts, "history": timeline(coverage), "back": COVERAGE.url(),
    }  # fmt: skip
    return render(request, "web/record.html", context)


@form_methods
def add(request: SignedInRequest) -> HttpResponse:
    """Declare what a ledger covers."""
    mine = [ledger for ledger in LEDGERS if may(request.user, cover(ledger))]
    if not mine:
        require(request.user, cover(LEDGERS[0]))
    return form_view(
        request,
        CoverageForm,
        lambda data: actions.declare_coverage(by=request.user, **data),
        page=FormPage(
            title=_("声明覆盖"),
            back=COVERAGE.url(),
            note=_("声明以后，校数在这一范围里会判“支持”或“矛盾”。只声明确实登记全了的时段。"),
        ),
        done=_at,
        initial={"ledger": mine[0], "since": district.business_today().replace(month=1, day=1)},
        by=request.user,
    )


@form_methods
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct the days or the ground of a declaration."""
    coverage = _coverage(request, pk)
    require(request.user, cover(coverage.ledger))
    if not coverage.active:
        return redirect(_at(coverage))
    initial: dict[str, Any] = {name: getattr(coverage, name) for name in CoverageChangeForm.base_fields}
    return form_view(
        request,
        CoverageChangeForm,
        lambda data: actions.change_coverage(by=request.user, coverage=coverage, **data),
        page=FormPage(title=_("修改覆盖声明"), back=_at(coverage)),
        done=_at,
        initial=initial,
    )


@form_methods
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a declaration back, with a reason."""
    coverage = _coverage(request, pk)
    require(request.user, cover(coverage.ledger))
    return form_view(
        request,
        ReasonForm,
        lambda data: actions.withdraw_coverage(by=request.user, coverage=coverage, **data),
        page=FormPage(
            title=_("撤回覆盖声明"),
            back=_at(coverage),
            note=_("撤回以后，这一范围里的说法一律无法判断。"),
            submit=_("撤回"),
        ),
        done=_at,
    )
