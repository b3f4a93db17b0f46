"""The forms of the monthly reports: which day to close up to, why a report is withdrawn."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taizhang.organisation.matrix import ROOMS
from taizhang.reports.compiling import ledgers
from taizhang.web.forms import Form


class PrepareForm(Form):
    """The ledger, and the last day that the report counts."""

    ledger = forms.ChoiceField(label=_("台账"))
    until = forms.DateField(
        label=_("截至日"), help_text=_("通常是月末；会议要月中的数时，填那一天，余下的日子归下一期。")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(ledger, ROOMS.get(ledger, ledger)) for ledger in ledgers()]
        self.fields["ledger"] = forms.ChoiceField(
            label=_("台账"), choices=choices, widget=forms.Select(attrs={"class": "form-select"})
        )


class ReasonForm(Form):
    """Why a report is withdrawn."""

    reason = forms.CharField(label=_("理由"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}))
