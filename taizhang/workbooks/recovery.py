"""Imports whose worker was killed: marked as failed at start-up, so that the clerk can check the file again."""

from django.utils.translation import gettext as _

from taizhang.workbooks import actions
from taizhang.workbooks.models import ImportJob
from taizhang.workbooks.states import ImportState


def release_stuck_imports() -> int:
    """Fail every import that was under way; nothing of it reached the ledger, since an import is one transaction."""
    stuck = ImportJob.objects.filter(state__in=(ImportState.UPLOADED, ImportState.LANDING))
    for job in stuck:
        actions.note_fault(job=job, reason=_("服务曾经中断，台账没有变化。请重新核对。"), by=None)
    return len(stuck)
