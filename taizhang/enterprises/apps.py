"""The room as a Django application."""

from django.apps import AppConfig


class EnterprisesConfig(AppConfig):
    name = "taizhang.enterprises"
    label = "enterprises"
