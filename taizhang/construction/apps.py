"""The room as a Django application."""

from django.apps import AppConfig


class ConstructionConfig(AppConfig):
    name = "taizhang.construction"
    label = "construction"
