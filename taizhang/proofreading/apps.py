"""The room as a Django application."""

from django.apps import AppConfig


class ProofreadingConfig(AppConfig):
    name = "taizhang.proofreading"
    label = "proofreading"
