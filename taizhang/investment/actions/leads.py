"""First reports: registered, followed up with evidence, given up, taken back, taken up by another unit, made projects."""

from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.evidence.actions import attach
from taizhang.foundation import clock
from taizhang.foundation.quantities import normalise_name
from taizhang.foundation.refusals import Refused
from taizhang.investment import (
    access,  # noqa: F401  declares the permissions that are required here
    lead_window,
)
from taizhang.investment.actions.projects import register_project
from taizhang.investment.entries import ProjectEntry
from taizhang.investment.models import Lead, LeadFollowUp, Project, RuleSet
from taizhang.investment.states import EvidenceKind, LeadState
from taizhang.journal.moves import move
from taizhang.journal.record import record
from taizhang.journal.timeline import differences
from taizhang.organisation import district
from taizhang.organisation.access import require
from taizhang.organisation.models import Unit, User

LENGTHS = {"investor": 120, "idea": 300, "contact": 60}


@dataclass(frozen=True, slots=True)
class LeadEntry:
    """A first report as entered; `contact` is the post of the person spoken to, not a name."""

    unit_id: int
    investor: str
    idea: str
    first_contact_on: date
    credit_code: str = ""
    contact: str = ""

    @property
    def key(self) -> str:
        """What makes two investors' names one and the same."""
        return normalise_name(self.investor)


def _refuse_faults(entry: LeadEntry) -> None:
    for field, title in (("investor", _("投资方")), ("idea", _("项目意向"))):
        if not getattr(entry, field).strip():
            raise Refused(_("请填%s。") % title, field=field)
    for field, most in LENGTHS.items():
        if len(getattr(entry, field)) > most:
            raise Refused(_("太长，最多 %s 个字。") % most, field=field)
    _refuse_future(entry.first_contact_on, "first_contact_on")


def _refuse_future(day: date, field: str) -> None:
    if day > clock.today():
        raise Refused(_("日期 %(day)s 在今天之后，请核对。") % {"day": day.isoformat()}, field=field)


def _refuse_own_again(entry: LeadEntry, besides: int | None = None) -> None:
    """A unit reports an investor once; of other units' reports it learns nothing here but from the warning afterwards."""
    own = Lead.objects.filter(unit_id=entry.unit_id, state=LeadState.REGISTERED).exclude(pk=besides)
    held = own.filter(investor_key=entry.key).first()
    if held is None and entry.credit_code:
        held = own.filter(credit_code=entry.credit_code).first()
    if held is not None:
        sentence = _("本单位已在 %(day)s 首报“%(investor)s”。请打开那条登记跟进续期，不用重报。")
        values = {"day": held.reported_on.isoformat(), "investor": held.investor}
        raise Refused(sentence % values, field="investor")


def _window(counted_from: date) -> date:
    return lead_window.last_day(counted_from, RuleSet.on(counted_from).lead_days)


@transaction.atomic
def register_lead(*, by: User, entry: LeadEntry, on: date | None = None) -> Lead:
    """Register a first report on a day (the business day unless said). A clash with another unit refuses nothing.

    Raises Refused at the field at fault, or where the own unit holds the investor already.
    """
    require(by, "investment.register_lead", entry.unit_id)
    _refuse_faults(entry)
    on = on or district.business_today()
    _refuse_future(on, "first_contact_on")
    if entry.first_contact_on > on:
        raise Refused(_("首次对接日期不能晚于登记日期 %s。") % on.isoformat(), field="first_contact_on")
    _refuse_own_again(entry)
    lead = Lead.objects.create(
        investor=entry.investor.strip(),
        investor_key=entry.key,
        credit_code=entry.credit_code,
        idea=entry.idea.strip(),
        contact=entry.contact.strip(),
        first_contact_on=entry.first_contact_on,
        unit_id=entry.unit_id,
        reported_on=on,
        counted_from=entry.first_contact_on,
        expires_on=_window(entry.first_contact_on),
    )
    detail = {
        "investor": lead.investor,
        "first_contact_on": lead.first_contact_on,
        "expires_on": lead.expires_on,
    }
    record(subject=lead, kind="created", by=by, happened_at=clock.start_of(on), detail=detail)
    return lead


@transaction.atomic
def change_lead(*, by: User, lead: Lead, entry: LeadEntry) -> Lead:
    """Correct what was entered about a registered report; its unit stays. Raises Refused."""
    lead = Lead.objects.select_for_update().get(pk=lead.pk)
    require(by, "investment.register_lead", lead)
    _refuse_unless_registered(lead)
    _refuse_faults(entry)
    if entry.first_contact_on > lead.reported_on:
        sentence = _("首次对接日期不能晚于登记日期 %s。") % lead.reported_on.isoformat()
        raise Refused(sentence, field="first_contact_on")
    if (entry.key, entry.credit_code) != (lead.investor_key, lead.credit_code):
        _refuse_own_again(entry, besides=lead.pk)
    values: dict[str, Any] = {
        "investor": entry.investor.strip(),
        "credit_code": entry.credit_code,
        "idea": entry.idea.strip(),
        "contact": entry.contact.strip(),
        "first_contact_on": entry.first_contact_on,
    }
    if lead.counted_from == lead.first_contact_on and entry.first_contact_on != lead.first_contact_on:
        values |= {"counted_from": entry.first_contact_on, "expires_on": _window(entry.first_contact_on)}
    changed = differences(lead, values)
    if not changed:
        return lead
    for field, value in values.items():
        setattr(lead, field, value)
    lead.investor_key = entry.key
    lead.save(update_fields=[*values, "investor_key"])
    record(subject=lead, kind="changed", by=by, detail={"changed": changed})
    return lead


def _refuse_unless_registered(lead: Lead) -> None:
    if lead.state != LeadState.REGISTERED:
        sentence = _("这条首报现在是“%s”，不能这样办。请刷新后再看。")
        raise Refused(sentence % LeadState(lead.state).label)


@transaction.atomic
def follow_up(*, by: User, lead: Lead, on: date, note: str, file: BinaryIO, name: str) -> LeadFollowUp:
    """Record a further contact with the paper that proves it; the window is counted from that day on.

    A follow-up of an earlier day than the last one is kept and renews nothing. Raises Refused at the field at fault.
    """
    lead = Lead.objects.select_for_update().get(pk=lead.pk)
    require(by, "investment.follow_up_lead", lead)
    _refuse_unless_registered(lead)
    _refuse_future(on, "on")
    if on < lead.first_contact_on:
        day = lead.first_contact_on.isoformat()
        raise Refused(_("跟进日期不能早于首次对接日期 %s。") % day, field="on")
    if not note.strip():
        raise Refused(_("请写明跟进情况。"), field="note")
    minutes = str(EvidenceKind.MINUTES.value)
    paper = attach(
        to=lead, file=file, name=name, kind=minutes, by=by, caption=note.strip()[:200], dated_on=on
    )
    row = LeadFollowUp.objects.create(lead=lead, on=on, note=note.strip(), attachment=paper, by=by)
    detail: dict[str, Any] = {"on": on, "note": row.note, "attachment": paper.pk}
    if on > lead.counted_from:
        before, lead.counted_from, lead.expires_on = lead.expires_on, on, _window(on)
        lead.save(update_fields=["counted_from", "expires_on"])
        detail["changed"] = {"expires_on": [before, lead.expires_on]}
    record(subject=lead, kind="followed_up", by=by, happened_at=clock.start_of(on), detail=detail)
    return row


@transaction.atomic
def release_lead(*, by: User, lead: Lead, reason: str) -> Lead:
    """Give an investor up, with a reason; another unit may then report it."""
    require(by, "investment.register_lead", lead)
    return move(lead, "release", by=by, reason=reason)


@transaction.atomic
def reopen_lead(*, by: User, lead: Lead, reason: str) -> Lead:
    """Hold a given-up investor again, with a reason; the window stays as it was."""
    require(by, "investment.register_lead", lead)
    lead = Lead.objects.select_for_update().get(pk=lead.pk)
    _refuse_own_again(
        LeadEntry(lead.unit_id, lead.investor, lead.idea, lead.first_contact_on, lead.credit_code)
    )
    return move(lead, "reopen", by=by, reason=reason)


@transaction.atomic
def reoffer_lead(*, by: User, lead: Lead, reason: str, on: date | None = None) -> Lead:
    """Take a report back that was not followed up in its window, so that another unit may take it up (rule 12)."""
    require(by, "investment.reoffer_lead", lead)
    lead = Lead.objects.select_for_update().get(pk=lead.pk)
    on = on or district.business_today()
    if lead.state == LeadState.REGISTERED and on <= lead.expires_on:
        sentence = _("这条首报的保护期到 %s，还没有过，不能收回分派。")
        raise Refused(sentence % lead.expires_on.isoformat())
    return move(lead, "reoffer", by=by, happened_at=clock.start_of(on), reason=reason)


@transaction.atomic
def undo_reoffer(*, by: User, lead: Lead, reason: str) -> Lead:
    """Give a report that was taken back by mistake to its unit again, with a reason."""
    require(by, "investment.reoffer_lead", lead)
    return move(lead, "undo_reoffer", by=by, reason=reason)


@transaction.atomic
def take_up_lead(*, by: User, lead: Lead, unit: Unit, on: date | None = None) -> Lead:
    """Take up a report that another unit lost; a new window begins on that day. Raises Refused."""
    require(by, "investment.take_up_lead", unit.pk)
    lead = Lead.objects.select_for_update().get(pk=lead.pk)
    on = on or district.business_today()
    if unit.pk == lead.unit_id:
        raise Refused(_("这条首报是从本单位收回的，要由别的单位承接。"), field="unit")
    _refuse_own_again(
        LeadEntry(unit.pk, lead.investor, lead.idea, lead.first_contact_on, lead.credit_code), besides=lead.pk
    )
    before = str(lead.unit)
    changes = {"unit": unit, "counted_from": on, "expires_on": _window(on), "reported_on": on}
    return move(
        lead,
        "take_up",
        by=by,
        happened_at=clock.start_of(on),
        changes=changes,
        detail={"changed": {"unit": [before, str(unit)]}, "unit": unit.pk},
    )


@transaction.atomic
def convert_lead(*, by: User, lead: Lead, entry: ProjectEntry) -> Project:
    """Open a project from a report. The project is of the report's unit. Raises Refused at the field at fault."""
    lead = Lead.objects.select_for_update().get(pk=lead.pk)
    require(by, "investment.register_lead", lead)
    _refuse_unless_registered(lead)
    if entry.unit_id != lead.unit_id:
        raise Refused(_("首报转成的项目由首报单位牵头。要换单位，请转成项目后再改。"), field="unit")
    project = register_project(by=by, entry=entry)
    move(lead, "convert", by=by, changes={"project": project}, detail={"name": project.name})
    return project


@transaction.atomic
def undo_conversion(*, by: User, lead: Lead, reason: str) -> Lead:
    """Make a converted report a report again, with a reason; the project stays in the ledger on its own.

    Raises Refused once the project is signed.
    """
    require(by, "investment.register_lead", lead)
    lead = Lead.objects.select_for_update(of=("self",)).select_related("project").get(pk=lead.pk)
    if lead.project is not None and lead.project.is_signed:
        raise Refused(_("所转项目“%s”已经认定签约，不能撤销转项目。") % lead.project.name)
    _refuse_own_again(
        LeadEntry(lead.unit_id, lead.investor, lead.idea, lead.first_contact_on, lead.credit_code),
        besides=lead.pk,
    )
    return move(lead, "undo_convert", by=by, reason=reason, changes={"project": None})
