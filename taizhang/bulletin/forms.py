"""The forms of the bulletin: an item's text, an issue's head and foot, a reason, where a year's numbers begin."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taizhang.bulletin.models import Call, CallUnit, Topic
from taizhang.figures import wording
from taizhang.organisation.models import Unit, User
from taizhang.web.forms import Form


def writable_units(user: User) -> Any:
    """The units for which a person may write."""
    return Unit.objects.filter(pk__in=user.home_unit_ids)


class ItemForm(Form):
    """An item's text; `version` is the version that was opened for editing."""

    title = forms.CharField(label=_("标题"), max_length=120, widget=forms.TextInput(attrs={"wide": True}))
    source = forms.CharField(
        label=_("来源"), max_length=120, required=False, help_text=_("印在文末括号里，空着就印单位简称。")
    )
    topic = forms.ModelChoiceField(label=_("主题"), queryset=Topic.objects.none(), required=False)
    body = forms.CharField(
        label=_("正文"),
        max_length=40000,
        strip=False,
        widget=forms.Textarea(
            attrs={"wide": True, "class": "form-control tz-prose", "rows": 18, "data-paste": True}
        ),
        help_text=_(
            "一行一段；“一、”“（一）”起头的短行是标题。数字打一个“/”就能从台账里取，也可以用“插入数字”。"
        ),
    )

    field_order: tuple[str, ...] = ("title", "source", "topic", "body")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["topic"].queryset = Topic.objects.filter(in_use=True)  # type: ignore[attr-defined]


class NewItemForm(ItemForm):
    """A new item, for one of the writer's units; `call` is the call for items that it answers."""

    unit = forms.ModelChoiceField(label=_("单位"), queryset=Unit.objects.none())
    call = forms.ModelChoiceField(
        label=_("应约"), queryset=Call.objects.none(), required=False, empty_label=_("不是应约的")
    )

    field_order = ("title", "unit", "source", "topic", "call", "body")

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        units = writable_units(user)
        field = self.fields["unit"]
        field.queryset, field.initial, field.empty_label = units, user.unit, None  # type: ignore[attr-defined]
        asked = CallUnit.objects.filter(unit__in=user.home_unit_ids).values("call")
        self.fields["call"].queryset = Call.objects.open().filter(pk__in=asked)  # type: ignore[attr-defined]


class ItemChangeForm(ItemForm):
    """An item that exists."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(label=_("改动说明"), max_length=100, required=False)

    field_order = ("title", "source", "topic", "body", "note", "version")


class ReasonForm(Form):
    """Why: read by those whom it concerns, and kept in the journal."""

    reason = forms.CharField(
        label=_("理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 3, "wide": True})
    )


class IssueForm(Form):
    """What stands at the head and the foot of an issue."""

    masthead = forms.CharField(label=_("刊名"), max_length=20)
    publisher = forms.CharField(label=_("编发单位"), max_length=40)
    cut_off = forms.DateField(label=_("数字截至"), help_text=_("正文里没有另写截至日的数字，都数到这一天。"))
    editors = forms.CharField(
        label=_("责任编辑"), max_length=60, required=False, help_text=_("几个人之间用顿号。")
    )
    sent_to = forms.CharField(
        label=_("本期送"), max_length=200, required=False, widget=forms.TextInput(attrs={"wide": True})
    )
    distributed_to = forms.CharField(
        label=_("发"), max_length=300, required=False, widget=forms.TextInput(attrs={"wide": True})
    )
    copies = forms.IntegerField(label=_("印数"), min_value=1, max_value=99999, required=False)
    secrecy = forms.CharField(label=_("密级"), max_length=20, required=False)
    serial = forms.CharField(label=_("份号"), max_length=20, required=False)
    supplement = forms.BooleanField(label=_("增刊（另编期号）"), required=False)


class RunForm(Form):
    """Where a year's numbers stood before this system gave any."""

    year = forms.IntegerField(label=_("年度"), min_value=1949, max_value=2199)
    last_number = forms.IntegerField(label=_("已出到第几期"), min_value=0, max_value=9999)
    supplement = forms.BooleanField(label=_("增刊（另编期号）"), required=False)


class PickerForm(Form):
    """What the picker of figures is asked for; an empty field stays out of the token."""

    q = forms.CharField(label=_("名称"), required=False)
    start = forms.DateField(label=_("时段起"), required=False)
    end = forms.DateField(label=_("止"), required=False)
    as_of = forms.DateField(label=_("截至"), required=False)
    unit = forms.ModelChoiceField(
        label=_("单位"),
        queryset=Unit.objects.exclude(kind=Unit.Kind.DISTRICT),
        to_field_name="code",
        required=False,
        empty_label=_("全区"),
    )
    show = forms.ChoiceField(
        label=_("写法"),
        required=False,
        choices=[
            (wording.EXACT, _("准确数带单位")),
            (wording.YU, _("约数（余）")),
            (wording.NUMBER, _("只要数字")),
        ],
    )
