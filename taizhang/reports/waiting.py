"""What waits in the monthly reports, and for whom; and the latest ones."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from taizhang.organisation.models import User
from taizhang.reports.models import MonthlyReport
from taizhang.reports.registers import REPORTS
from taizhang.reports.states import ReportState
from taizhang.web.waiting import Latest, LatestRow
from taizhang.workbooks.waiting import in_list

WAITING = (
    in_list(REPORTS, "state=draft", _("编制中的月度通报"), permission="reports.close", unit_filter=False),
    in_list(
        REPORTS, "state=closed", _("已关账、待印发的通报"), permission="reports.publish", unit_filter=False
    ),
)

_SHOWN = 3


def _latest(user: User) -> list[LatestRow]:
    reports = MonthlyReport.objects.visible_to(user).filter(state=ReportState.PUBLISHED)
    return [
        LatestRow(report.title, reverse("reports:reports-record", args=[report.pk]), f"{report.published_on}")
        for report in reports.order_by("-until", "-pk")[:_SHOWN]
    ]


LATEST = (Latest(_("最近的月度通报"), _latest, REPORTS.url),)
