"""The room as a Django application."""

from django.apps import AppConfig


class BulletinConfig(AppConfig):
    name = "taizhang.bulletin"
    label = "bulletin"

    def ready(self) -> None:
        """Put the bulletin's own figures into the catalogue, which stands below this room and cannot name them.

        Likewise the pages that open its rows.
        """
        from taizhang.bulletin.indicators import INDICATORS
        from taizhang.bulletin.models import Issue, Item
        from taizhang.bulletin.waiting import LATEST, WAITING
        from taizhang.catalogue import CATALOGUE
        from taizhang.organisation.subjects import Subject, publish
        from taizhang.web import waiting

        waiting.publish(WAITING, LATEST)
        CATALOGUE.extend(INDICATORS)
        publish(
            [
                Subject(Item.journal_type, Item.objects.visible_to, "bulletin:items-record"),
                Subject(Issue.journal_type, Issue.objects.visible_to, "bulletin:issues-record"),
            ]
        )
