"""The journal as a Django application."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "taizhang.journal"
    label = "journal"
