"""The room as a Django application."""

from django.apps import AppConfig


class InvestmentConfig(AppConfig):
    name = "taizhang.investment"
    label = "investment"
