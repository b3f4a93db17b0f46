"""The calendar of working days, a year a page; everybody may look, the administrator changes it."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from taizhang.organisation import calendar_actions as actions
from taizhang.organisation import district, public_holidays, workdays
from taizhang.organisation.access import may, require
from taizhang.organisation.models import CalendarDay
from taizhang.organisation.requests import SignedInRequest
from taizhang.organisation.views import frame
from taizhang.web.forms import Form, FormPage, form_view


class CalendarDayForm(Form):
    """One day against Monday–Friday."""

    day = forms.DateField(label=gettext_lazy("日期"))
    is_working = forms.TypedChoiceField(
        label=gettext_lazy("上班还是放假"),
        choices=[("0", gettext_lazy("放假")), ("1", gettext_lazy("上班"))],
        coerce=lambda text: text == "1",
    )
    note = forms.CharField(
        label=gettext_lazy("说明"), max_length=40, help_text=gettext_lazy("例如“端午”“端午调休”。")
    )


class ChangedDayForm(CalendarDayForm):
    """The note of a day that is entered; the day itself is removed, not moved."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["day"], self.fields["is_working"]


def _year(request: SignedInRequest) -> int:
    asked = request.GET.get("year", "")
    known = asked.isdecimal() and actions.EARLIEST <= int(asked[:5]) <= actions.LATEST
    return int(asked) if known else district.business_today().year


def _url(year: int) -> str:
    return f"{reverse('organisation:calendar')}?year={year}"


@require_GET
def calendar(request: SignedInRequest) -> HttpResponse:
    """The exceptions of one year, how many working days its months have, and whether the year is known at all."""
    year = _year(request)
    rows = list(CalendarDay.objects.filter(day__year=year))
    ends = [date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1) for month in range(1, 13)]
    starts = [date(year, 1, 1) - timedelta(days=1), *ends]
    counts = [
        (date_format(end, "F"), workdays.working_days_between(start, end))
        for start, end in zip(starts, ends, strict=False)
    ]
    context = {
        **frame(request, "calendar"),
        "year": year,
        "rows": rows,
        "counts": counts,
        "total": sum(count for _month, count in counts),
        "previous": _url(year - 1) if year > actions.EARLIEST else "",
        "following": _url(year + 1) if year < actions.LATEST else "",
        "may_keep": may(request.user, actions.KEEP),
        "fillable": not rows and year in public_holidays.known_years(),
    }
    return render(request, "organisation/calendar.html", context)


def day_add(request: SignedInRequest) -> HttpResponse:
    """One more exception."""
    require(request.user, actions.KEEP)
    page = FormPage(title=_("新增放假或调休日"), back=_url(_year(request)))
    return form_view(
        request, CalendarDayForm, lambda data: actions.set_day(by=request.user, **data), page=page,
        done=lambda row: _url(row.day.year),
    )  # fmt: skip


def day_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """The note of an exception."""
    require(request.user, actions.KEEP)
    row = get_object_or_404(CalendarDay, pk=pk)
    page = FormPage(title=_("修改 %s 的说明") % row.day.isoformat(), back=_url(row.day.year))
    return form_view(
        request, ChangedDayForm,
        lambda data: actions.set_day(day=row.day, is_working=row.is_working, by=request.user, **data),
        page=page, done=lambda _row: page.back, initial={"note": row.note},
    )  # fmt: skip


@require_POST
def day_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Monday–Friday holds for the day again."""
    row = get_object_or_404(CalendarDay, pk=pk)
    day = actions.remove_day(row=row, by=request.user)
    messages.success(request, _("%s 恢复为周一至周五的算法。") % day.isoformat())
    return redirect(_url(day.year))


@require_POST
def fill(request: SignedInRequest, year: int) -> HttpResponse:
    """Enter the State Council's arrangement of the year; the page offers it for the years that are known."""
    if year not in public_holidays.known_years():
        raise Http404
    count = actions.fill_year(year=year, by=request.user)
    messages.success(request, _("按国务院办公厅的安排填入 %s 天。") % count)
    return redirect(_url(year))
