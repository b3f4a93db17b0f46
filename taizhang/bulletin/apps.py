"""The room as a Django application."""

from django.apps import AppConfig


class BulletinConfig(AppConfig):
    name = "taizhang.bulletin"
    label = "bulletin"
