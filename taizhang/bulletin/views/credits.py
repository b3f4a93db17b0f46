"""Pages of the credit for used items: the ranking with its workbook, adoptions by higher levels, the rules."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from taizhang.bulletin import actions
from taizhang.bulletin.credit_points import QUARTERS, Points, period_of
from taizhang.bulletin.credits_register import CREDITS
from taizhang.bulletin.forms import ReasonForm
from taizhang.bulletin.item_forms import AdoptionForm, CreditRulesForm
from taizhang.bulletin.models import Adoption, Credit, CreditRules, Issue, Item
from taizhang.bulletin.ranking import ranking
from taizhang.bulletin.registers import ITEMS
from taizhang.organisation import district
from taizhang.organisation.access import may, require
from taizhang.organisation.district import business_today
from taizhang.organisation.requests import SignedInRequest
from taizhang.web.forms import FormPage, form_view
from taizhang.workbooks import writing
from taizhang.workbooks.columns import SheetColumn
from taizhang.workbooks.views import workbook_response

FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True)
class Asked:
    """The year, or the quarter of it, that the address asks for."""

    year: int
    quarter: int | None

    @property
    def days(self) -> tuple[date, date]:
        """First and last day."""
        return period_of(self.year, self.quarter)

    @property
    def title(self) -> str:
        """How a page and a workbook call it."""
        words = {"year": self.year, "quarter": self.quarter}
        return (_("%(year)s年第%(quarter)s季度") if self.quarter else _("%(year)s年")) % words


def _asked(request: SignedInRequest) -> Asked:
    year, quarter = request.GET.get("year", ""), request.GET.get("quarter", "")
    wanted = int(year) if year.isdecimal() and FIRST_YEAR <= int(year) <= LAST_YEAR else business_today().year
    return Asked(wanted, int(quarter) if quarter in {str(each) for each in QUARTERS} else None)


@require_GET
def ranked(request: SignedInRequest) -> HttpResponse:
    """The ranking of a year or a quarter; a unit sees its own line and its rank."""
    asked = _asked(request)
    rows, among = ranking(*asked.days, request.user)
    years = [each.year for each in Credit.objects.dates("given_on", "year", order="DESC")]
    context = {
        "asked": asked,
        "rows": rows,
        "among": among,
        "years": sorted({*years, asked.year, business_today().year}, reverse=True),
        "quarters": QUARTERS,
        "kinds": Credit.Kind.labels,
        "whole": request.user.sees_all_of("bulletin"),
        "points": CreditRules.objects.on(min(asked.days[1], business_today())),
        "list_url": CREDITS.url(),
        "may_set_rules": may(request.user, "bulletin.set_credit_rules"),
    }
    return render(request, "bulletin/ranking.html", context)


@require_GET
def export(request: SignedInRequest) -> HttpResponse:
    """The ranking as a workbook."""
    asked = _asked(request)
    rows, _among = ranking(*asked.days, request.user)
    titles = [_("名次"), _("单位"), *(str(label) for label in Credit.Kind.labels), _("积分")]
    columns = [SheetColumn(f"c{place}", title) for place, title in enumerate(titles)]
    place, title = district.current(), _("%(period)s信息采用积分") % {"period": asked.title}
    content = writing.export(
        columns,
        [
            [row.rank, row.unit.short_name, *(count for count, _query in row.cells), row.points]
            for row in rows
        ],
        title=f"{place or ''}{title}",
        office=str(request.user.unit or ""),
        as_of=business_today(),
    )
    return workbook_response(content, f"{title}.xlsx")


@require_GET
def credit(request: SignedInRequest, pk: int) -> HttpResponse:
    """A credit leads to its item, or to the issue for those who read the issues and not the items of units."""
    found = get_object_or_404(Credit.objects.visible_to(request.user).select_related("adoption"), pk=pk)
    if Item.objects.visible_to(request.user).filter(pk=found.item_id).exists():
        return HttpResponseRedirect(ITEMS.url("record", pk=found.item_id))
    main = found.adoption.item_id if found.adoption else found.item_id
    issue = found.issue or get_object_or_404(Issue, placements__item=main)
    return HttpResponseRedirect(reverse("bulletin:issues-record", args=[issue.pk]))


@require_http_methods(["GET", "POST"])
def adopted(request: SignedInRequest, pk: int) -> HttpResponse:
    """A higher level took an item up."""
    item = get_object_or_404(Item.objects.visible_to(request.user), pk=pk)
    require(request.user, "bulletin.record_adoption", item)
    back = ITEMS.url("record", pk=pk)
    return form_view(
        request,
        AdoptionForm,
        lambda data: actions.record_adoption(item=item, by=request.user, **data),
        page=FormPage(
            title=_("登记上级采用 · %(title)s") % {"title": item.title}, back=back, submit=_("登记")
        ),
        done=lambda _adoption: back,
        saved=_("已登记，并给来稿单位加了分。"),
        initial={"adopted_on": business_today()},
    )


@require_http_methods(["GET", "POST"])
def cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    """An adoption that was recorded wrongly."""
    rows = Adoption.objects.filter(item__in=Item.objects.visible_to(request.user)).select_related("item")
    found = get_object_or_404(rows, pk=pk)
    require(request.user, "bulletin.record_adoption", found.item)
    back = ITEMS.url("record", pk=found.item_id)
    title = _("撤销%(level)s · %(title)s") % {"level": found.get_level_display(), "title": found.item.title}
    return form_view(
        request,
        ReasonForm,
        lambda data: actions.cancel_adoption(adoption=found, by=request.user, **data),
        page=FormPage(title=title, back=back, submit=_("撤销登记"), note=_("加的分随之收回。")),
        done=lambda _nothing: back,
        saved=_("已撤销。"),
    )


@require_GET
def rules(request: SignedInRequest) -> HttpResponse:
    """Every version of the rules; before the first one, those that hold where the office has set none."""
    context = {
        "versions": CreditRules.objects.all(),
        "start": Points(),
        "may_set_rules": may(request.user, "bulletin.set_credit_rules"),
    }
    return render(request, "bulletin/credit_rules.html", context)


@require_http_methods(["GET", "POST"])
def set_rules(request: SignedInRequest) -> HttpResponse:
    """A new version of the rules."""
    require(request.user, "bulletin.set_credit_rules")
    points = CreditRules.objects.on(business_today())
    initial: dict[str, Any] = {
        name: getattr(points, name) for name in ("single", "merged", "city", "province")
    }
    back = reverse("bulletin:credit-rules")
    return form_view(
        request,
        CreditRulesForm,
        lambda data: actions.set_credit_rules(by=request.user, **data),
        page=FormPage(
            title=_("新的采用积分办法"),
            back=back,
            note=_("从施行日期起签发的各期和上级采用按新办法计分，以前计的不变。"),
        ),
        done=lambda _rules: back,
        initial=initial,
    )
