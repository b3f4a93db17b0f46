"""Every write of 校数: keeping phrases, declaring what a ledger covers."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.figures.indicator import published
from taizhang.foundation import clock
from taizhang.foundation.refusals import Refused
from taizhang.journal.record import record
from taizhang.journal.timeline import differences
from taizhang.organisation import district
from taizhang.organisation.access import require
from taizhang.organisation.models import Unit, User
from taizhang.proofreading.access import KEEP_PHRASES, LEDGERS, cover
from taizhang.proofreading.models import Coverage, Phrase

_SHORTEST = 2


def _phrase_values(
    words: str, indicator: str, unit_of_measure: str, unit: Unit | None, period: str, note: str
) -> dict[str, Any]:
    pieces = words.split()
    if not pieces or any(len(piece) < _SHORTEST for piece in pieces):
        raise Refused(_("用语每一段至少两个字，各段用空格隔开，如“出动 执法人员”。"), field="words")
    if indicator and indicator not in published().indicators:
        raise Refused(_("目录里没有“%s”。请从列出的数字里选一个。") % indicator, field="indicator")
    if indicator.endswith(".target"):
        raise Refused(_("目标由文中的“目标”“力争”认出，这里请选数字本身。"), field="indicator")
    if period not in Phrase.Rule.values:
        raise Refused(_("请从列出的时段读法里选一个。"), field="period")
    return {
        "words": " ".join(pieces), "indicator": indicator, "unit_of_measure": unit_of_measure.strip(),
        "unit": unit, "period": period, "note": note.strip(),
    }  # fmt: skip


def _refuse_twice(values: dict[str, Any], besides: int | None = None) -> None:
    same = Phrase.objects.in_force().filter(words=values["words"], unit_of_measure=values["unit_of_measure"])
    if same.exclude(pk=besides or 0).exists():
        raise Refused(_("这条用语已经有了。要改请打开那条，或者先停用它。"), field="words")


@transaction.atomic
def add_phrase(
    *,
    by: User,
    words: str,
    indicator: str = "",
    unit_of_measure: str = "",
    unit: Unit | None = None,
    period: str = "",
    note: str = "",
) -> Phrase:
    """Keep a way of speaking and what it means; `words` are divided by blanks. Raises Refused at the field at fault."""
    require(by, KEEP_PHRASES)
    values = _phrase_values(words, indicator, unit_of_measure, unit, period, note)
    _refuse_twice(values)
    row = Phrase.objects.create(**values, by=by, added_on=district.business_today())
    record(subject=row, kind="created", by=by, detail=values)
    return row


@transaction.atomic
def change_phrase(
    *,
    by: User,
    phrase: Phrase,
    words: str,
    indicator: str = "",
    unit_of_measure: str = "",
    unit: Unit | None = None,
    period: str = "",
    note: str = "",
) -> Phrase:
    """Change a phrase; old and new stand in the journal. Raises Refused at the field at fault."""
    require(by, KEEP_PHRASES)
    row = Phrase.objects.select_for_update(of=("self",)).get(pk=phrase.pk)
    values = _phrase_values(words, indicator, unit_of_measure, unit, period, note)
    if row.active:
        _refuse_twice(values, besides=row.pk)
    changed = differences(row, values)
    if not changed:
        return row
    for field, value in values.items():
        setattr(row, field, value)
    row.save()
    if "unit" in changed:
        changed["unit"] = [str(each or "") for each in changed["unit"]]
    record(subject=row, kind="changed", by=by, detail={"changed": changed})
    return row


@transaction.atomic
def switch_phrase(*, by: User, phrase: Phrase, on: bool) -> Phrase:
    """Take a phrase out of use, or into use again. Raises Refused where it is so already, or stands in use elsewhere."""
    require(by, KEEP_PHRASES)
    row = Phrase.objects.select_for_update(of=("self",)).get(pk=phrase.pk)
    if row.active == on:
        raise Refused(_("这条用语已经在用。") if on else _("这条用语已经停用。"))
    if on:
        _refuse_twice({"words": row.words, "unit_of_measure": row.unit_of_measure})
    row.active = on
    row.save(update_fields=["active"])
    record(subject=row, kind="switched_on" if on else "switched_off", by=by)
    return row


def _coverage_values(since: date, until: date | None, note: str) -> dict[str, Any]:
    if since > clock.today():
        raise Refused(_("日期 %(day)s 在今天之后，请核对。") % {"day": since.isoformat()}, field="since")
    if until is not None and until < since:
        raise Refused(_("止日不能早于起日 %(day)s。") % {"day": since.isoformat()}, field="until")
    if not note.strip():
        raise Refused(_("请写明依据：凭什么说这段时间的记录是全的。"), field="note")
    return {"since": since, "until": until, "note": note.strip()}


@transaction.atomic
def declare_coverage(
    *, by: User, ledger: str, since: date, note: str, until: date | None = None, unit: Unit | None = None
) -> Coverage:
    """Declare that a ledger holds everything from a day on (to `until`, or until further notice), in the district or a unit.

    Raises Refused at the field at fault.
    """
    if ledger not in LEDGERS:
        raise Refused(_("请从列出的台账里选一个。"), field="ledger")
    require(by, cover(ledger))
    whole = unit is None or unit.kind == Unit.Kind.DISTRICT
    values = {"ledger": ledger, "unit": None if whole else unit, **_coverage_values(since, until, note)}
    row = Coverage.objects.create(**values, by=by, declared_on=district.business_today())
    record(subject=row, kind="created", by=by, detail={**values, "unit": row.unit_id})
    return row


@transaction.atomic
def change_coverage(
    *, by: User, coverage: Coverage, since: date, note: str, until: date | None = None
) -> Coverage:
    """Correct the days or the ground of a declaration. Raises Refused at the field at fault, or where it was withdrawn."""
    require(by, cover(coverage.ledger))
    row = Coverage.objects.select_for_update(of=("self",)).get(pk=coverage.pk)
    if not row.active:
        raise Refused(_("这条声明已经撤回。请另行声明。"))
    values = _coverage_values(since, until, note)
    changed = differences(row, values)
    if not changed:
        return row
    for field, value in values.items():
        setattr(row, field, value)
    row.save()
    record(subject=row, kind="changed", by=by, detail={"changed": changed})
    return row


@transaction.atomic
def withdraw_coverage(*, by: User, coverage: Coverage, reason: str) -> Coverage:
    """Take a declaration back, with a reason. Raises Refused where it was withdrawn, or without a reason."""
    require(by, cover(coverage.ledger))
    row = Coverage.objects.select_for_update(of=("self",)).get(pk=coverage.pk)
    if not row.active:
        raise Refused(_("这条声明已经撤回。"))
    if not reason.strip():
        raise Refused(_("请写明撤回的理由。"), field="reason")
    row.active = False
    row.save(update_fields=["active"])
    record(subject=row, kind="withdrawn", by=by, detail={"reason": reason.strip()})
    return row
