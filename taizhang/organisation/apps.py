"""The room as a Django application."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "taizhang.organisation"
    label = "organisation"
