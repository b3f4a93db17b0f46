"""The fields that the investment ledger's forms share: exact money, months, reasons, and readers of cells."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _t

from taizhang.foundation import quantities

WIDE = {"wide": True}
_MONTH = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*月?")


def exact(**options: Any) -> forms.DecimalField:
    """A number of money with all its places."""
    widget = forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"})
    return forms.DecimalField(
        min_value=Decimal(0), max_digits=20, decimal_places=10, widget=widget, **options
    )


def read(parse: Callable[[str], Any], text: str) -> Any:
    """What a reader of cells makes of a field; its sentence becomes the field's error."""
    try:
        return parse(text)
    except quantities.QuantityError as error:
        raise forms.ValidationError(_(error.template) % error.values) from error


def reason() -> forms.CharField:
    """Why."""
    widget = forms.Textarea(attrs={"rows": 3, **WIDE})
    return forms.CharField(label=_t("理由"), max_length=200, widget=widget)


class MonthInput(forms.TextInput):
    """The browser's own month picker; where it has none, one types 2020-06."""

    input_type = "month"

    def format_value(self, value: Any) -> str | None:
        """The month of a date."""
        return f"{value:%Y-%m}" if isinstance(value, date) else super().format_value(value)


class MonthField(forms.CharField):
    """A month, as its first day; None where it is left empty."""

    widget = MonthInput

    def clean(self, value: Any) -> Any:
        """2020-06 or 2020年6月 as a date."""
        text = str(super().clean(value) or "")
        if not text:
            return None
        found = _MONTH.fullmatch(text)
        if found is None or not 1 <= int(found[2]) <= 12 or not 2000 <= int(found[1]) <= 2100:
            raise forms.ValidationError(_("“%s”不是月份，请写成 2020-06。") % text)
        return date(int(found[1]), int(found[2]), 1)
