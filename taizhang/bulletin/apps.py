"""The room as a Django application."""

from django.apps import AppConfig


class BulletinConfig(AppConfig):
    name = "taizhang.bulletin"
    label = "bulletin"

    def ready(self) -> None:
        """Put the bulletin's figures into the catalogue, which stands below this room and cannot name them.

        Likewise the pages that open its rows, what waits in it, and what it reminds of. Commands and workers, which load
        no addresses, have them too.
        """
        from taizhang.bulletin.indicators import INDICATORS
        from taizhang.bulletin.reminders import REMINDERS
        from taizhang.bulletin.subjects import SUBJECTS
        from taizhang.bulletin.waiting import LATEST, WAITING
        from taizhang.catalogue import CATALOGUE
        from taizhang.organisation import subjects
        from taizhang.reminders import rules
        from taizhang.web import waiting

        CATALOGUE.extend(INDICATORS)
        subjects.publish(SUBJECTS)
        waiting.publish(WAITING, LATEST)
        rules.publish(REMINDERS)
