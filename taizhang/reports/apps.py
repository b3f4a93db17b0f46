"""The room as a Django application."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "taizhang.reports"
    label = "reports"

    def ready(self) -> None:
        """Tell the rooms below which list this room has, which page opens its rows, and what waits in it."""
        import taizhang.catalogue  # noqa: F401  publishes the ledgers' registers first
        from taizhang.organisation import subjects
        from taizhang.reports.registers import REPORTS
        from taizhang.reports.subjects import SUBJECTS
        from taizhang.reports.waiting import LATEST, WAITING
        from taizhang.web import waiting
        from taizhang.workbooks import registers

        registers.extend((REPORTS,))
        subjects.publish(SUBJECTS)
        waiting.publish(WAITING, LATEST)
