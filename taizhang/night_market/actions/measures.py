"""Writes of measures: served by two certified officers, contested, upheld or voided on review."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.foundation import clock
from taizhang.foundation.refusals import Refused
from taizhang.journal.moves import move
from taizhang.journal.record import Entry, record_many
from taizhang.night_market import access  # noqa: F401  declares the permissions
from taizhang.night_market.actions import ladder
from taizhang.night_market.actions.breaches import void_rows
from taizhang.night_market.actions.days import moment_of
from taizhang.night_market.actions.review import refuse_the_involved
from taizhang.night_market.models import Breach, Measure, Officer
from taizhang.organisation import district
from taizhang.organisation.access import require
from taizhang.organisation.models import User


@transaction.atomic
def serve_measure(
    *, measure: Measure, officers: Iterable[Officer], served_on: date, by: User, how: str = ""
) -> Measure:
    """Serve the night's measure by two certified officers; from then on it counts on the ladder.

    Raises Refused with fewer than two, with an auxiliary or an expired certificate among them, or with a day that
    cannot be.
    """
    require(by, "night_market.serve_measure", measure)
    crew = list({officer.pk: officer for officer in officers}.values())
    if len(crew) < 2:
        raise Refused(_("送达须有两名执法人员。"), field="second")
    for officer in crew:
        expired = officer.certificate_until is not None and officer.certificate_until < served_on
        if officer.auxiliary or not officer.certificate or expired:
            raise Refused(_("“%s”没有有效的执法证，不能送达。") % officer, field="second")
    row = Measure.objects.select_for_update().get(pk=measure.pk)
    if served_on < row.business_on:
        raise Refused(_("送达日期早于违规当晚。"), field="served_on")
    if served_on > clock.today():
        raise Refused(_("送达日期在今天之后。"), field="served_on")
    if row.voided_on is not None or row.rung is None:
        raise Refused(_("当晚的违规已全部撤销，没有要送达的处置。"))
    row = move(
        row, "serve", by=by, happened_at=moment_of(served_on), changes={"served_on": served_on, "served_how": how},
        detail={"officers": [officer.pk for officer in crew]},
    )  # fmt: skip
    row.officers.add(*crew)
    due = Breach.objects.filter(measure=row, voided_on=None, served_on=None)
    served = list(due.values_list("id", "unit_id"))
    due.update(served_on=served_on)
    detail = {"served_on": served_on, "measure": row.pk}
    record_many(
        [
            Entry(Breach.journal_type, pk, "served", moment_of(served_on), unit_id, detail)
            for pk, unit_id in served
        ],
        by=by,
    )
    ladder.settle([row.canonical_id], ladder.Cause(by, moment_of(served_on)))
    row.refresh_from_db()
    return row


@transaction.atomic
def contest_measure(*, measure: Measure, reason: str, by: User, on: date | None = None) -> Measure:
    """Take in the merchant's objection; the measure counts until the review ends."""
    require(by, "night_market.contest_measure", measure)
    return move(
        measure, "contest", by=by, happened_at=moment_of(on or district.business_today()), reason=reason
    )


@transaction.atomic
def uphold_measure(*, measure: Measure, reason: str, by: User, on: date | None = None) -> Measure:
    """The review ends with the measure standing."""
    require(by, "night_market.review_measure", measure)
    refuse_the_involved(measure, by)
    return move(
        measure, "uphold", by=by, happened_at=moment_of(on or district.business_today()), reason=reason
    )


@transaction.atomic
def void_measure(*, measure: Measure, reason: str, by: User, on: date | None = None) -> Measure:
    """The review ends with the measure and its night's breaches voided; later rungs are worked out again."""
    require(by, "night_market.review_measure", measure)
    refuse_the_involved(measure, by)
    day = on or district.business_today()
    row = move(measure, "void", by=by, happened_at=moment_of(day), reason=reason, changes={"voided_on": day})
    void_rows(list(row.breaches.filter(voided_on=None)), on=day, reason=reason, by=by)
    ladder.settle([row.canonical_id], ladder.Cause(by, moment_of(day), reason))
    row.refresh_from_db()
    return row
