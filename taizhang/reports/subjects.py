"""Which page opens a monthly report."""

from taizhang.organisation.subjects import Subject
from taizhang.reports.models import MonthlyReport

SUBJECTS = (Subject(MonthlyReport.journal_type, MonthlyReport.objects.visible_to, "reports:reports-record"),)
