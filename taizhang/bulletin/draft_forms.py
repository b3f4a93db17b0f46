"""The forms around drafting: a template, and for which days and whom a draft is made."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taizhang.bulletin.forms import writable_units
from taizhang.bulletin.models import DraftTemplate
from taizhang.figures.indicator import published
from taizhang.organisation.matrix import ROOMS
from taizhang.organisation.models import Unit, User
from taizhang.web.forms import Form


def _ledgers() -> list[tuple[str, Any]]:
    return [(code, ROOMS.get(code, code)) for code in dict.fromkeys(each.ledger for each in published())]


class TemplateForm(Form):
    """A template: prose with {places} and [[figures]]."""

    name = forms.CharField(label=_("名称"), max_length=40)
    ledger = forms.ChoiceField(label=_("台账"), choices=_ledgers)
    title = forms.CharField(
        label=_("标题"), max_length=120, widget=forms.TextInput(attrs={"wide": True}),
        help_text=_("可以用 {单位}、{时段}、{月份}、{年度}、{截至}，起草时换成实际的字。"),
    )  # fmt: skip
    body = forms.CharField(
        label=_("正文"),
        max_length=8000,
        strip=False,
        widget=forms.Textarea(attrs={"wide": True, "class": "form-control tz-prose", "rows": 12}),
        help_text=_(
            "数字写成 [[代码]]，数起草时选的时段；从年初数起写成 [[代码|from={年初}]]。没有记录的数字，所在的句子不写进稿件。"
        ),
    )
    active = forms.BooleanField(label=_("在用"), required=False, initial=True)


class DraftForm(Form):
    """Which template, for which days, counting whose rows, for which unit to send in."""

    template = forms.ModelChoiceField(
        label=_("模板"), queryset=DraftTemplate.objects.none(), empty_label=None
    )
    start = forms.DateField(label=_("起"))
    end = forms.DateField(label=_("止"))
    about = forms.ModelChoiceField(
        label=_("统计单位"),
        queryset=Unit.objects.exclude(kind=Unit.Kind.DISTRICT),
        required=False,
        empty_label=_("全区"),
    )
    unit = forms.ModelChoiceField(label=_("报送单位"), queryset=Unit.objects.none(), empty_label=None)

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["template"].queryset = DraftTemplate.objects.visible_to(user).in_use()  # type: ignore[attr-defined]
        unit = self.fields["unit"]
        unit.queryset, unit.initial = writable_units(user), user.unit  # type: ignore[attr-defined]
