"""Where a year's numbers begin."""

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.bulletin import access, printing  # noqa: F401  access declares the permissions
from taizhang.bulletin.models import Issue, IssueRun
from taizhang.foundation.refusals import Refused
from taizhang.journal.record import record
from taizhang.organisation.access import require
from taizhang.organisation.models import User


@transaction.atomic
def set_run(*, year: int, last_number: int, supplement: bool = False, by: User) -> IssueRun:
    """Say up to which number a year's issues had come before this system; never below a number that it gave itself."""
    require(by, "bulletin.set_run")
    given = Issue.objects.filter(year=year, supplement=supplement, number__gt=last_number)
    if given.exists():
        raise Refused(_("这一年已签发过更大的期号，不能往回设。"), field="last_number")
    IssueRun.objects.get_or_create(year=year, supplement=supplement)
    run = IssueRun.objects.select_for_update().get(year=year, supplement=supplement)
    changed = {"last_number": [run.last_number, last_number]}
    run.last_number = last_number
    run.save(update_fields=["last_number"])
    record(subject=run, kind="changed", by=by, unit=by.unit, detail={"year": year, "changed": changed})
    return run
