"""Every write of the reports room: preparing a month's report, withdrawing it, closing the month, publishing."""

from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from taizhang.figures.governing import governing
from taizhang.foundation import clock
from taizhang.foundation.periods import month
from taizhang.foundation.refusals import Conflict, Refused
from taizhang.journal import chain
from taizhang.journal.moves import move
from taizhang.journal.record import record
from taizhang.organisation import district
from taizhang.organisation.access import require
from taizhang.organisation.matrix import ROOMS
from taizhang.organisation.models import User
from taizhang.reports import (
    access,  # noqa: F401  declares the permissions that are required here
    closing,
)
from taizhang.reports.compiling import last_closed, ledgers, tables
from taizhang.reports.models import MonthlyReport
from taizhang.reports.spans import Span, ending, following
from taizhang.reports.states import ReportState
from taizhang.supervision.models import SupervisionRules


@transaction.atomic
def prepare_report(
    *, by: User, ledger: str = "investment", until: date | None = None, on: date | None = None
) -> MonthlyReport:
    """Begin the report of the days after the last closed one up to `until` (the end of the month unless said).

    Raises Refused where months would be left out or closed twice, Conflict where one is being made already.
    """
    require(by, "reports.prepare")
    if ledger not in ledgers():
        raise Refused(_("这个台账没有可下目标的数字，不能编月度通报。"), field="ledger")
    if by.unit is None:
        raise Refused(_("您现在没有任职单位，不能编制通报。"))
    span = ending(ledger, until) if until else following(ledger)
    if span.start > (on or district.business_today()):
        raise Refused(
            _("下一期自 %(start)s 起，还没有开始。") % {"start": span.start.isoformat()}, field="until"
        )
    if open_ := MonthlyReport.objects.filter(ledger=ledger, state=ReportState.DRAFT).first():
        raise Conflict(_("“%(title)s”还在编制，请先关账，或把它撤回。") % {"title": open_.title})
    with translation.override(settings.LANGUAGE_CODE):
        place = district.current()
        report = MonthlyReport.objects.create(
            ledger=ledger,
            unit=by.unit,
            year=span.until.year,
            month=span.until.month,
            start=span.start,
            until=span.until,
            title=title_of(span, str(place or "")),
            office=by.unit.name,
            prepared_on=on or district.business_today(),
            by=by,
        )
    record(
        subject=report,
        kind="created",
        by=by,
        happened_at=clock.start_of(on) if on else None,
        detail={"ledger": ledger, "start": span.start, "until": span.until},
    )
    return report


def title_of(span: Span, place: str) -> str:
    """The title as the paper has it; a report within a month names its day."""
    given = {
        "place": place,
        "year": span.until.year,
        "month": span.until.month,
        "day": span.until.day,
        "work": ROOMS.get(span.ledger, span.ledger),
    }
    if span.until == month(span.until.year, span.until.month).end:
        return _("%(place)s%(year)s年%(month)s月%(work)s情况通报") % given
    return _("%(place)s%(year)s年%(month)s月%(work)s情况通报（截至%(day)s日）") % given


@transaction.atomic
def withdraw_report(*, by: User, report: MonthlyReport, reason: str) -> MonthlyReport:
    """Give up a report that is not closed yet, with a reason; the month can be prepared again."""
    require(by, "reports.prepare", report)
    return move(report, "withdraw", by=by, reason=reason)


@transaction.atomic
def close_report(
    *,
    by: User,
    report: MonthlyReport,
    on: date | None = None,
    progress: Callable[[int], None] = lambda done: None,
) -> MonthlyReport:
    """Close the month: freeze every number with its rows, name what changed since the last report, give the number.

    Raises Refused for a month that is not over, Conflict where an earlier one is open or the report is not in the making.
    Nothing leads back: what changes later is a named line of the next report (rule 11).
    """
    require(by, "reports.close", report)
    held = MonthlyReport.objects.select_for_update().get(pk=report.pk)
    if held.state != ReportState.DRAFT:
        return move(held, "close", by=by)  # says why not
    today = on or district.business_today()
    if today > clock.today():
        raise Refused(_("日期 %(day)s 在今天之后，请核对。") % {"day": today.isoformat()}, field="on")
    if today <= held.until:
        raise Refused(
            _("%(until)s 还没有过完，不能关账；过完这一天再来。") % {"until": held.until.isoformat()}
        )
    span = Span.of(held)
    if ending(held.ledger, held.until) != span:
        raise Conflict(_("在它之后已有别的通报关账，本期的起止日不再衔接。请撤回，重新编制。"))
    previous = last_closed(span)
    happened_at = clock.start_of(on) if on else None
    with translation.override(settings.LANGUAGE_CODE):
        closing.keep(held, span, tables(span), by=by, happened_at=happened_at, progress=progress)
        rules, formula = rules_of(span)
        title = title_of(span, str(district.current() or ""))
    numbers = MonthlyReport.objects.filter(ledger=held.ledger, year=held.year, number__isnull=False)
    number = numbers.count() + 1
    seq, _head = chain.head()
    return move(
        held,
        "close",
        by=by,
        happened_at=happened_at,
        changes={
            "number": number,
            "closed_on": today,
            "title": title,
            "rules": rules,
            "formula": formula,
            "previous": previous,
            "head_seq": seq,
        },
    )


def rules_of(span: Span) -> tuple[list[str], str]:
    """(the rules in force by name, the formulas) as the report prints them."""
    year, day = span.until.year, span.until
    rules = SupervisionRules.objects.of(year, day)
    named = [*governing(span.ledger, year, day).named]
    if rules.version:
        named.append(_("%(year)s年督查考核办法第%(version)s版") % {"year": year, "version": rules.version})
    sentences = (
        _("完成率＝累计完成数÷目标，全区以全区自己的目标为分母"),
        _("比时序＝完成率－已过月数÷12"),
        rules.lights_text,
        _("名次按完成率排，同率同名次，没有目标的单位不亮灯、不排名"),
        rules.formula_text,
    )
    return named, "；".join(sentences) + "。"


@transaction.atomic
def publish_report(*, by: User, report: MonthlyReport, on: date | None = None) -> MonthlyReport:
    """Publish a closed report: from now on every unit reads it."""
    require(by, "reports.publish", report)
    day = on or district.business_today()
    held = MonthlyReport.objects.select_for_update().get(pk=report.pk)
    if held.closed_on and day < held.closed_on:
        raise Refused(
            _("印发日期 %(day)s 早于关账日期 %(closed)s，请核对。")
            % {"day": day.isoformat(), "closed": held.closed_on.isoformat()},
            field="on",
        )
    return move(
        held, "publish", by=by, happened_at=clock.start_of(day) if on else None, changes={"published_on": day}
    )
