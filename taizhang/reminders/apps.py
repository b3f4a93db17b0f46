"""The room as a Django application."""

from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "taizhang.reminders"
    label = "reminders"
