"""What a figure is asked for, read from the address: the as-of day, the period, the unit; all of it stays there."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from taizhang.figures.indicator import Scope
from taizhang.foundation.periods import Period
from taizhang.foundation.quantities import QuantityError
from taizhang.organisation import district
from taizhang.organisation.models import Unit
from taizhang.web.forms import Form

PARAMETERS = ("as_of", "from", "to", "unit")


class ScopeForm(Form):
    """The bar above a figure; an empty field means the default: today, the year so far, the whole district."""

    as_of = forms.DateField(label=_("截至"), required=False)
    unit = forms.ModelChoiceField(
        label=_("单位"),
        queryset=Unit.objects.exclude(kind=Unit.Kind.DISTRICT),
        to_field_name="code",
        required=False,
        empty_label=_("全区"),
    )

    field_order = PARAMETERS

    @classmethod
    def asked(cls, params: QueryDict) -> "ScopeForm":
        """The form of an address; it shows the as-of day that holds where the address names none."""
        given = params.copy()
        if not given.get("as_of"):
            given["as_of"] = district.business_today().isoformat()
        return cls(given)

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins; the scope then falls back to the defaults."""
        cleaned = super().clean() or {}
        try:
            cleaned["scope"] = Scope.of(
                cleaned.get("as_of") or district.business_today(),
                start=cleaned.get("from"),
                end=cleaned.get("to"),
                unit=cleaned.get("unit"),
            )
        except QuantityError as error:
            self.add_error("to" if cleaned.get("to") else "from", str(error))
        return cleaned

    @property
    def scope(self) -> Scope:
        """What is asked for; where the address makes no sense, the default, with the sentence at the field."""
        if not self.is_valid():
            return Scope.of(district.business_today())
        return self.cleaned_data["scope"]


# "from" is a word of the language, so this field cannot stand in the class.
ScopeForm.base_fields["from"] = forms.DateField(label=_("时段起"), required=False)
ScopeForm.base_fields["to"] = forms.DateField(label=_("止"), required=False)


def address(scope: Scope, *, unit: str | None = None, period: Period | None = None) -> str:
    """The query string of a scope, with another unit (by code) or period; defaults stay out of it."""
    asked = Scope.of(scope.as_of, start=(period or scope.period).start, end=(period or scope.period).end)
    usual = Scope.of(scope.as_of).period
    parts = {"as_of": scope.as_of.isoformat()}
    if asked.period != usual:
        parts |= {"from": asked.period.start.isoformat(), "to": asked.period.end.isoformat()}
    if code := unit if unit is not None else scope.unit.code if scope.unit else "":
        parts["unit"] = code
    return urlencode(parts)
