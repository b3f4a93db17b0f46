"""Closing a month in the background, with progress that the page can watch, for ledgers that take more than a moment."""

import logging

from django.core.cache import caches
from django.utils.translation import gettext as _
from django_tasks import task

from taizhang.foundation.refusals import Refused
from taizhang.organisation.models import User
from taizhang.reports import actions
from taizhang.reports.models import MonthlyReport
from taizhang.reports.states import ReportState

logger = logging.getLogger(__name__)


def progress_of(report_id: int) -> tuple[int, str]:
    """(figures done, the sentence of a refusal) of a closing that is going on; (-1, "") where none is."""
    return caches["progress"].get(f"closing-{report_id}") or (-1, "")


def note(report_id: int, done: int, sentence: str = "") -> None:
    """Keep how far a closing has come where every process can read it."""
    caches["progress"].set(f"closing-{report_id}", (done, sentence))


def forget(report_id: int) -> None:
    """Let a finished or refused closing be forgotten."""
    caches["progress"].delete(f"closing-{report_id}")


@task()
def close_month(report_id: int, user_id: int) -> None:
    """Close a report; does nothing when that was done already."""
    report = MonthlyReport.objects.get(pk=report_id)
    if report.state != ReportState.DRAFT:
        forget(report_id)
        return
    try:
        actions.close_report(
            by=User.objects.get(pk=user_id), report=report, progress=lambda done: note(report_id, done)
        )
        forget(report_id)
    except Refused as refusal:
        note(report_id, 0, str(refusal))
    except Exception:
        logger.exception("Report %s failed while closing", report_id)
        note(report_id, 0, _("关账时系统出错，什么也没有变。请再试一次。"))
