"""Inspections: recorded and corrected."""

from datetime import date
from typing import Any

from django.db import transaction

from taizhang.construction import row_rules
from taizhang.construction.actions.days import moment_of, refuse_first
from taizhang.construction.models import Inspection, Site
from taizhang.foundation import clock
from taizhang.journal.record import record
from taizhang.journal.timeline import differences
from taizhang.organisation.access import require
from taizhang.organisation.models import User


def record_inspection(*, by: User, site: Site, day: date, mode: str, inspectors: str) -> Inspection:
    """Record a visit; `mode` is an InspectionMode code. Raises Refused for a day that has not come or a retired site."""
    require(by, "construction.record_inspection", site)
    inspectors = inspectors.strip()
    refuse_first(
        row_rules.inspection_faults(
            day=day, inspectors=inspectors, retired_on=site.retired_on, today=clock.today()
        )
    )
    with transaction.atomic():
        inspection = Inspection.objects.create(
            site=site, unit_id=site.unit_id, day=day, mode=mode, inspectors=inspectors
        )
        record(
            subject=inspection,
            kind="created",
            by=by,
            happened_at=moment_of(day),
            detail={"site": site.pk, "mode": mode},
        )
    return inspection


def change_inspection(
    *, by: User, inspection: Inspection, day: date, mode: str, inspectors: str
) -> Inspection:
    """Correct an inspection's day, mode or people; the site stays."""
    require(by, "construction.change_inspection", inspection)
    inspectors = inspectors.strip()
    values: dict[str, Any] = {"day": day, "mode": mode, "inspectors": inspectors}
    with transaction.atomic():
        held = Inspection.objects.select_for_update(of=("self",)).select_related("site").get(pk=inspection.pk)
        refuse_first(
            row_rules.inspection_faults(
                day=day, inspectors=inspectors, retired_on=held.site.retired_on, today=clock.today()
            )
        )
        if changed := differences(held, values):
            for field, value in values.items():
                setattr(held, field, value)
            held.save(update_fields=[*changed])
            record(subject=held, kind="changed", by=by, detail={"changed": changed})
    return held
