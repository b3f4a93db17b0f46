"""The room as a Django application."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "taizhang.desk"
    label = "desk"
