"""The room as a Django application."""

from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    name = "taizhang.archive"
    label = "archive"
