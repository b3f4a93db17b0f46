"""The room as a Django application."""

from django.apps import AppConfig


class BulletinConfig(AppConfig):
    name = "taizhang.bulletin"
    label = "bulletin"

    def ready(self) -> None:
        """Put the bulletin's own figures into the catalogue, which stands below this room and cannot name them."""
        from taizhang.bulletin.indicators import INDICATORS
        from taizhang.catalogue import CATALOGUE

        CATALOGUE.extend(INDICATORS)
