"""The room as a Django application."""

from django.apps import AppConfig


class NightMarketConfig(AppConfig):
    name = "taizhang.night_market"
    label = "night_market"
