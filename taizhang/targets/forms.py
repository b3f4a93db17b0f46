"""The forms that hand a target down and change it."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taizhang.organisation.models import Unit
from taizhang.targets.actions import FIRST_YEAR, LAST_YEAR
from taizhang.targets.matching import choices
from taizhang.web.forms import Form


def _indicators() -> list[tuple[str, Any]]:
    return [(indicator.key, f"{indicator.title}({indicator.unit_of_measure})") for indicator in choices()]


def _value() -> forms.DecimalField:
    widget = forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"})
    return forms.DecimalField(
        label=_("目标值"), min_value=Decimal(0), max_digits=15, decimal_places=6, widget=widget
    )


class TargetForm(Form):
    """A new target."""

    year = forms.IntegerField(label=_("年度"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    unit = forms.ModelChoiceField(
        Unit.objects.exclude(kind=Unit.Kind.DISTRICT), label=_("单位"), required=False, empty_label=_("全区")
    )
    indicator = forms.ChoiceField(label=_("指标"), choices=_indicators)
    value = _value()
    document = forms.CharField(label=_("文号"), max_length=60, required=False)


class ChangeForm(Form):
    """A new version of a target."""

    value = _value()
    document = forms.CharField(label=_("文号"), max_length=60, required=False)
    on = forms.DateField(label=_("生效日期"), help_text=_("截至日在这一天之前的数字仍按原来的目标。"))
