"""What is still missing before a month can be closed, or ought to be looked at first; each with the page that helps."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from taizhang.organisation.access import may
from taizhang.organisation.models import User
from taizhang.reports.compiling import Table, last_closed
from taizhang.reports.models import MonthlyReport
from taizhang.reports.spans import Span
from taizhang.reports.states import ReportState
from taizhang.web import waiting


@dataclass(frozen=True)
class Missing:
    """One sentence; `blocks` says that the month cannot be closed before."""

    text: str
    url: str = ""
    blocks: bool = False


def missing(report: MonthlyReport, tables: list[Table], user: User) -> list[Missing]:
    """What keeps the month open comes first, then what waits for a verdict, then targets that nobody handed down."""
    span, found = Span.of(report), []
    if not span.is_over:
        found.append(
            Missing(
                _("%(day)s 还没有过完，过后才能关账；下面是截至今天的预览。")
                % {"day": span.until.isoformat()},
                blocks=True,
            )
        )
    previous = last_closed(span)
    if previous is not None and previous.state == ReportState.CLOSED:
        found.append(
            Missing(
                _("上一期“%(title)s”已关账，还没有印发。") % {"title": previous.title},
                reverse("reports:reports-record", args=[previous.pk]),
            )
        )
    for each in waiting.published():
        if each.key.startswith(f"{report.ledger}:") and each.permission and may(user, each.permission):
            count = each.count(user)
            if count:
                found.append(
                    Missing(
                        _("%(what)s还有 %(count)s 条；关账后才认定的，列为下一期的更正。")
                        % {"what": each.title, "count": count},
                        each.url(user),
                    )
                )
    if without := [table.figure.title for table in tables if not table.district.target]:
        found.append(
            Missing(
                _("没有全区目标的指标：%(titles)s。它们只列数，不亮灯。") % {"titles": "、".join(without)},
                reverse("targets:targets"),
            )
        )
    return found
