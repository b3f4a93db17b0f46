"""The forms that keep phrases and declare what a ledger covers."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from taizhang.figures.indicator import published
from taizhang.organisation.access import may
from taizhang.organisation.matrix import ROOMS
from taizhang.organisation.models import Unit, User
from taizhang.proofreading.access import LEDGERS, cover
from taizhang.proofreading.models import Phrase
from taizhang.proofreading.vocabulary import TARGET
from taizhang.web.forms import Form

NOTHING = "none"


def figures() -> list[tuple[str, Any]]:
    """The catalogue's figures by ledger, for a choice; that it is held against none must be chosen too."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for indicator in published():
        if not indicator.key.endswith(TARGET):
            titled = f"{indicator.title}（{indicator.unit_of_measure}）"
            groups.setdefault(str(ROOMS.get(indicator.ledger, indicator.ledger)), []).append(
                (indicator.key, titled)
            )
    return [("", _g("请选择")), (NOTHING, _g("不与台账核对")), *groups.items()]


class PhraseForm(Form):
    """A way of speaking and the figure that it means."""

    words = forms.CharField(
        label=_("用语"), max_length=120, help_text=_("同一句里都要出现的词，用空格隔开，如“出动 执法人员”。")
    )
    indicator = forms.ChoiceField(label=_("对应的数字"), choices=figures)
    unit_of_measure = forms.CharField(
        label=_("计量单位"),
        max_length=20,
        required=False,
        help_text=_("只认这个单位的数，如“人次”；空着都认。"),
    )
    unit = forms.ModelChoiceField(
        label=_("限于单位"),
        queryset=Unit.objects.exclude(kind=Unit.Kind.DISTRICT),
        required=False,
        empty_label=_("全区"),
    )
    period = forms.ChoiceField(
        label=_("时段读法"), choices=Phrase.Rule.choices, required=False,
        help_text=_("文中写明时段的，总是按文中的时段。"),
    )  # fmt: skip
    note = forms.CharField(label=_("说明"), max_length=200, required=False)

    def clean_indicator(self) -> str:
        """The figure's key, or nothing where no ledger is meant."""
        chosen: str = self.cleaned_data["indicator"]
        return "" if chosen == NOTHING else chosen


class CoverageForm(Form):
    """A declaration of what a ledger covers; offers the ledgers that the person may speak for."""

    ledger = forms.ChoiceField(label=_("台账"))
    unit = forms.ModelChoiceField(
        label=_("限于单位"),
        queryset=Unit.objects.exclude(kind=Unit.Kind.DISTRICT),
        required=False,
        empty_label=_("全区"),
    )
    since = forms.DateField(label=_("起"), help_text=_("从这一天起，该登记的都登记了。"))
    until = forms.DateField(label=_("止"), required=False, help_text=_("空着表示一直有效。"))
    note = forms.CharField(
        label=_("依据"), max_length=200, help_text=_("凭什么说记录是全的，如“逐日登记，月底与原始台账核对”。")
    )

    def __init__(self, *args: Any, by: User, **options: Any) -> None:
        super().__init__(*args, **options)
        ledger = self.fields["ledger"]
        assert isinstance(ledger, forms.ChoiceField)
        ledger.choices = [(key, ROOMS[key]) for key in LEDGERS if may(by, cover(key))]


class CoverageChangeForm(Form):
    """The days and the ground of a declaration."""

    since = forms.DateField(label=_("起"))
    until = forms.DateField(label=_("止"), required=False, help_text=_("空着表示一直有效。"))
    note = forms.CharField(label=_("依据"), max_length=200)


class ReasonForm(Form):
    """Why a declaration is withdrawn."""

    reason = forms.CharField(label=_("理由"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}))
