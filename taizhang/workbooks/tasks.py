"""The background half of an import: check the file, then land it, with progress that the page can watch."""

import logging

from django.core.cache import caches
from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import task

from taizhang.foundation.refusals import Refused
from taizhang.workbooks import actions, importing, writing
from taizhang.workbooks.models import ImportJob
from taizhang.workbooks.registers import published_sheet
from taizhang.workbooks.states import ImportState

logger = logging.getLogger(__name__)


def progress_of(job_id: int) -> tuple[str, int]:
    """(phase, rows done) of a running import."""
    return caches["progress"].get(f"import-{job_id}") or ("", 0)


def _tell(job_id: int) -> importing.Progress:
    return lambda phase, done: caches["progress"].set(f"import-{job_id}", (phase, done))


@task()
def check_import(job_id: int) -> None:
    """Check an uploaded file; does nothing when that was done already."""
    job = ImportJob.objects.select_related("by").get(pk=job_id)
    if job.state != ImportState.UPLOADED:
        return
    try:
        checked = importing.check(
            published_sheet(job.sheet_key),
            actions.file_of(job),
            job.file_name,
            by=job.by,
            progress=_tell(job_id),
        )
        if checked.errors:
            actions.refused_file_of(job).write_bytes(writing.refused(checked))
        actions.note_check(job=job, checked=checked, by=job.by)
    except Refused as refusal:
        actions.note_fault(job=job, reason=str(refusal), by=job.by)
    except Exception:
        logger.exception("Import %s failed while checking", job_id)
        actions.note_fault(job=job, reason=_("核对时系统出错，台账没有变化。请再试一次。"), by=job.by)


@task()
@importing.collector_paused()
def land_import(job_id: int) -> None:
    """Land a confirmed file; the ledger's rows and the job's state change in one transaction."""
    job = ImportJob.objects.select_related("by").get(pk=job_id)
    if job.state != ImportState.LANDING:
        return
    try:
        checked = importing.check(
            published_sheet(job.sheet_key),
            actions.file_of(job),
            job.file_name,
            by=job.by,
            progress=_tell(job_id),
        )
        with transaction.atomic():
            created = importing.land(
                checked,
                by=job.by,
                source=job.file_hash[:12],
                correct_rows_only=job.correct_rows_only,
                progress=_tell(job_id),
            )
            actions.note_landing(job=job, created=created, by=job.by)
    except importing.ImportRefused as refusal:
        actions.refused_file_of(job).write_bytes(writing.refused(refusal.checked))
        actions.note_check(job=job, checked=refusal.checked, by=job.by)
    except Refused as refusal:
        actions.note_fault(job=job, reason=str(refusal), by=job.by)
    except Exception:
        logger.exception("Import %s failed while landing", job_id)
        actions.note_fault(job=job, reason=_("导入时系统出错，台账没有变化。请再试一次。"), by=job.by)
