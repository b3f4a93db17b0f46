"""Credit: given with the signing, added when a higher level takes an item up, under the rules of the day."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.bulletin import access  # noqa: F401  declares the permissions
from taizhang.bulletin.models import Adoption, Credit, CreditRules, Issue, Item, MergedSource
from taizhang.bulletin.states import ItemState
from taizhang.foundation.refusals import Conflict, Refused
from taizhang.journal.record import record
from taizhang.organisation.access import require
from taizhang.organisation.district import business_today
from taizhang.organisation.models import User

_Kind = Credit.Kind
MOST_POINTS = 1000


def _credited(item: Item, sources: Iterable[Item]) -> list[Item]:
    """For each unit with a part in an item the first item of its own: the item itself, where it was submitted, and its
    sources."""
    parts = [*([item] if item.submitted_on else []), *sources]
    return list({part.unit_id: part for part in reversed(parts)}.values())[::-1]


def award(issue: Issue, items: Iterable[Item], by: User, happened_at: datetime | None = None) -> None:
    """Give the units of the items of a signed issue their points, in the transaction of the signing.

    An item by itself brings its unit the points of a single one; one made of several brings each unit, once, those of a
    merged one. An item that the office put together itself brings the office none.
    """
    assert issue.issued_on is not None
    used = list(items)
    points = CreditRules.objects.on(issue.issued_on)
    sources: dict[int, list[Item]] = {}
    for link in (
        MergedSource.objects.filter(main__in=used).select_related("source").order_by("position", "pk")
    ):
        sources.setdefault(link.main_id, []).append(link.source)
    for item in used:
        merged = item.pk in sources
        kind, given = (_Kind.MERGED, points.merged) if merged else (_Kind.SINGLE, points.single)
        for part in _credited(item, sources.get(item.pk, ())):
            Credit.objects.create(
                unit_id=part.unit_id,
                item=part,
                issue=issue,
                kind=kind,
                points=given,
                given_on=issue.issued_on,
            )
            detail = {"kind": kind.value, "points": given, "main": item.pk}
            record(subject=part, kind="credited", by=by, happened_at=happened_at, detail=detail)


@transaction.atomic
def set_credit_rules(
    *, since: date, single: int, merged: int, city: int, province: int, by: User, document: str = ""
) -> CreditRules:
    """A new version of the rules from a day on. Raises Refused where points were already given on or after that day."""
    require(by, "bulletin.set_credit_rules")
    values = {"single": single, "merged": merged, "city": city, "province": province}
    for field, points in values.items():
        if not 0 <= points <= MOST_POINTS:
            raise Refused(_("积分应在 0 到 %(most)s 之间。") % {"most": MOST_POINTS}, field=field)
    last = Credit.objects.filter(given_on__gte=since).order_by("-given_on").first()
    if last is not None:
        raise Refused(
            _("%(day)s 已经按原来的办法计过分，施行日期要晚于这一天。") % {"day": last.given_on},
            field="since",
        )
    if CreditRules.objects.filter(since__gte=since).exists():
        raise Refused(_("已有这一天或以后施行的办法，施行日期要更晚。"), field="since")
    rules = CreditRules.objects.create(since=since, document=document.strip(), **values)
    detail = {"since": since, "document": rules.document, **values}
    record(subject=rules, kind="created", by=by, unit=by.unit, detail=detail)
    return rules


@transaction.atomic
def record_adoption(
    *, item: Item, level: str, adopted_on: date, evidence: str, by: User, happened_at: datetime | None = None
) -> Adoption:
    """A higher level took a printed item up: every unit with a part in it has the extra points of that day's rules.

    `evidence` names the paper that shows it (刊名、期号或文号).
    """
    require(by, "bulletin.record_adoption", item)
    evidence = evidence.strip()
    if level not in Adoption.Level.values:
        raise Refused(_("请选采用的级别。"), field="level")
    if not evidence:
        raise Refused(_("请写明依据，如上级刊物的刊名和期号。"), field="evidence")
    held = Item.objects.select_for_update().get(pk=item.pk)
    if held.state != ItemState.USED:
        raise Conflict(
            _("稿件现在“%(state)s”，本级采用以后才能登记上级采用。并入别篇的，请在主稿上登记。")
            % {"state": held.get_state_display()}
        )
    if held.adoptions.filter(level=level).exists():
        raise Refused(_("这一级已经登记过采用。"), field="level")
    printed_on = held.placement.issue.issued_on
    if adopted_on > business_today() or (printed_on and adopted_on < printed_on):
        raise Refused(
            _("采用日期应在本级印发（%(day)s）以后、今天以前。") % {"day": printed_on}, field="adopted_on"
        )
    adoption = Adoption.objects.create(
        item=held, level=level, adopted_on=adopted_on, evidence=evidence, by=by
    )
    points = CreditRules.objects.on(adopted_on)
    given = points.province if level == Adoption.Level.PROVINCE else points.city
    links = held.sources.select_related("source")
    for part in _credited(held, [link.source for link in links]):
        Credit.objects.create(
            unit_id=part.unit_id,
            item=part,
            adoption=adoption,
            kind=_Kind(level),
            points=given,
            given_on=adopted_on,
        )
    detail = {"level": level, "adopted_on": adopted_on, "evidence": evidence, "points": given}
    record(subject=held, kind="adopted", by=by, happened_at=happened_at, detail=detail)
    return adoption


@transaction.atomic
def cancel_adoption(*, adoption: Adoption, reason: str, by: User) -> None:
    """An adoption that was recorded wrongly goes, with its points; the journal keeps both."""
    require(by, "bulletin.record_adoption", adoption.item)
    if not reason.strip():
        raise Refused(_("请写明为什么撤销。"), field="reason")
    held = Adoption.objects.select_for_update().filter(pk=adoption.pk).first()
    if held is None:
        raise Conflict(_("这一条上级采用已经撤销。"))
    detail = {
        "level": held.level,
        "adopted_on": held.adopted_on,
        "evidence": held.evidence,
        "reason": reason.strip(),
    }
    record(subject=held.item, kind="adoption_cancelled", by=by, detail=detail)
    held.delete()
