"""The forms that hand targets down and change them, record pledges, and exempt units."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taizhang.figures.indicator import Indicator
from taizhang.foundation.quantities import show_percent
from taizhang.organisation.models import Unit
from taizhang.targets.actions import FIRST_YEAR, LAST_YEAR
from taizhang.targets.matching import choices
from taizhang.targets.models import Target
from taizhang.targets.progress import over_assignment
from taizhang.web import display
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


class AllIndicatorsField(forms.ChoiceField):
    """One of the figures that take targets, or all of them."""

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=lambda: [("", _("全部指标")), *_indicators()], required=False, **options)


def _units() -> forms.ModelChoiceField:
    return forms.ModelChoiceField(Unit.objects.exclude(kind=Unit.Kind.DISTRICT), label=_("单位"))


class PledgeForm(Form):
    """What a unit's head pledged."""

    year = forms.IntegerField(label=_("年度"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    unit = _units()
    indicator = AllIndicatorsField(label=_("指标"))
    pledged_on = forms.DateField(label=_("表态日期"))
    speaker = forms.CharField(
        label=_("表态人职务"), max_length=40, help_text=_("写职务，如 镇长、局长，不写姓名。")
    )
    text = forms.CharField(
        label=_("表态内容"), max_length=500, widget=forms.Textarea(attrs={"rows": 4, "wide": True})
    )


class ExemptionForm(Form):
    """A unit that is not judged by a figure, or by none."""

    year = forms.IntegerField(label=_("年度"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    unit = _units()
    indicator = AllIndicatorsField(label=_("指标"))
    since = forms.DateField(label=_("自"), help_text=_("这一天以前的亮灯和名次不变。"))
    document = forms.CharField(label=_("文号"), max_length=60, required=False)
    reason = forms.CharField(
        label=_("免考理由"), max_length=200, widget=forms.Textarea(attrs={"rows": 3, "wide": True})
    )


class EndForm(Form):
    """Until when a unit was exempt, and why it is judged again."""

    until = forms.DateField(label=_("免考到"), help_text=_("含这一天；以后照常考核。"))
    reason = forms.CharField(
        label=_("理由"), max_length=200, widget=forms.Textarea(attrs={"rows": 3, "wide": True})
    )


DISTRICT_FIELD = "value-district"


class HandDownForm(Form):
    """One figure's targets of the district and of every unit, in a table: fields `value-district` and `value-<id>`.

    `held` are the targets in force by unit id (None: the district's). `indicators` and `years` are what to choose from.
    Where the person does not set targets (`sets`), the table is read only.
    """

    document = forms.CharField(label=_("文号"), max_length=60, required=False)
    on = forms.DateField(
        label=_("生效日期"), help_text=_("改动的目标从这一天起用新数，以前的数字仍按原来的目标。")
    )

    def __init__(
        self,
        *args: Any,
        sets: bool,
        units: list[Unit],
        held: dict[int | None, Target],
        year: int,
        indicator: Indicator,
        years: list[int],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.held, self.year, self.indicator, self.years = held, year, indicator, years
        self.sets = sets
        self.indicators = choices()
        self.keys: dict[str, int | None] = {DISTRICT_FIELD: None}
        self.keys |= {f"value-{unit.pk}": unit.pk for unit in units}
        names: dict[int | None, Any] = {None: _("全区")}
        names |= {unit.pk: str(unit) for unit in units}
        for key, unit_id in self.keys.items():
            field = _value()
            field.label, field.required = names[unit_id], False
            field.widget.attrs |= {"class": "form-control", "aria-label": names[unit_id]}
            if unit_id in held:
                field.initial = display.plain(held[unit_id].value, 6)
            self.fields[key] = field

    @property
    def lines(self) -> list[tuple[Any, str, Any]]:
        """(name, target in force, field) of the district and of every unit."""
        found = []
        for key, unit_id in self.keys.items():
            target = self.held.get(unit_id)
            found.append((self.fields[key].label, display.plain(target.value) if target else "", self[key]))
        return found

    @property
    def over(self) -> str:
        """The units' targets together as a share of the district's, as they stand; empty where one side is missing."""
        own = self.held.get(None)
        parts = [target.value for unit_id, target in self.held.items() if unit_id is not None]
        share = over_assignment(parts, own.value) if own and parts else None
        return "" if share is None else f"{show_percent(share)}%"

    def clean(self) -> dict[str, Any]:
        """Adds `values`: unit id (None: the district) → what was typed for it."""
        typed = super().clean() or self.cleaned_data
        typed["values"] = {unit_id: typed.get(key) for key, unit_id in self.keys.items()}
        return typed
