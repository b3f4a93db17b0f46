"""The room as a Django application."""

from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    name = "taizhang.archive"
    label = "archive"

    def ready(self) -> None:
        """Tell the rooms below what waits here, what is reminded of, what a signing brings with it, what issues said."""
        from taizhang.archive.actions import index_issue
        from taizhang.archive.earlier import claims_before
        from taizhang.archive.reminders import REMINDERS
        from taizhang.archive.slots import SLOTS
        from taizhang.archive.subjects import SUBJECTS
        from taizhang.archive.waiting import WAITING
        from taizhang.bulletin import after_signing
        from taizhang.organisation import subjects
        from taizhang.proofreading import earlier
        from taizhang.reminders import rules
        from taizhang.web import record_slots, waiting

        subjects.publish(SUBJECTS)
        waiting.publish(WAITING)
        rules.publish(REMINDERS)
        record_slots.publish(SLOTS)
        after_signing.publish("archive.index", index_issue)
        earlier.publish(claims_before)
