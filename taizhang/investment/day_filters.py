"""Filters of the investment registers from a day on and up to a day."""

from typing import Any

import django_filters

from taizhang.web.forms import DateInput


def since(path: str, label: Any) -> django_filters.DateFilter:
    """From a day on, it included."""
    return django_filters.DateFilter(field_name=path, lookup_expr="gte", label=label, widget=DateInput())


def until(path: str, label: Any) -> django_filters.DateFilter:
    """Up to a day, it included."""
    return django_filters.DateFilter(field_name=path, lookup_expr="lte", label=label, widget=DateInput())
