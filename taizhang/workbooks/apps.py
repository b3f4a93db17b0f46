"""The room as a Django application."""

from django.apps import AppConfig


class WorkbooksConfig(AppConfig):
    name = "taizhang.workbooks"
    label = "workbooks"
