"""The forms of the night market; what a rule refuses comes back from the action to its field."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from taizhang.night_market.models import Merchant, Officer, Pledge, RoadClass, RoadSegment
from taizhang.night_market.sheets import cells
from taizhang.night_market.sheets.breaches import Shops
from taizhang.night_market.states import BreachCategory
from taizhang.organisation.access import may
from taizhang.organisation.models import Unit, User
from taizhang.web.forms import Form

MOST_OFFERED = 300


def _wide(widget: type[forms.Widget] = forms.TextInput, **attrs: Any) -> forms.Widget:
    return widget(attrs={"wide": True, **attrs})


def _offer(form: Form, name: str, rows: QuerySet[Any]) -> None:
    """The rows that a choice offers."""
    field: Any = form.fields[name]
    field.queryset = rows


def _offer_shops(form: Form, name: str, by: User) -> None:
    """The merchants that a ShopField offers and finds."""
    field: Any = form.fields[name]
    field.offer(by)


class TimeInput(forms.TimeInput):
    """The browser's own time picker."""

    input_type = "time"

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%H:%M", **options)


class OfferedInput(forms.TextInput):
    """A text input that offers names as one types."""

    template_name = "night_market/offered_input.html"
    offered: tuple[str, ...] = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Django's context, with the names offered."""
        context = super().get_context(name, value, {**(attrs or {}), "list": f"{name}_offered"})
        return {**context, "offered": self.offered}


class ShopField(forms.CharField):
    """A merchant by its name, its credit code, or 名称（地址）; cleans to the Merchant."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=OfferedInput(attrs={"wide": True}), **options)
        self.user: User | None = None

    def offer(self, user: User) -> None:
        """Offer the merchants that the person may read, and find among no others."""
        self.user = user
        rows = Merchant.objects.visible_to(user).order_by("name").values_list("name", flat=True)
        self.widget.offered = tuple(dict.fromkeys(rows[:MOST_OFFERED]))

    def clean(self, value: Any) -> Any:
        """The Merchant; raises ValidationError with the nearest names."""
        text = super().clean(value)
        if not text or self.user is None:
            return None
        rows = Merchant.objects.visible_to(self.user).order_by("id")
        shops = Shops(
            list(rows.values_list("id", "name", "name_key", "address", "credit_code", "merged_into_id"))
        )
        try:
            return rows.get(pk=shops.find(text))
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


class SegmentForm(Form):
    """A segment's name, measures and approval."""

    name = forms.CharField(label=_("路段名称"), max_length=60)
    unit = forms.ModelChoiceField(label=_("属地单位"), queryset=Unit.objects.none())
    code = forms.CharField(label=_("路段编码"), max_length=40, required=False)
    road_class = forms.TypedChoiceField(
        label=_("道路等级"),
        choices=[("", "—"), *RoadClass.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    footway_width = forms.IntegerField(
        label=_("人行道宽(mm)"), min_value=0, max_value=100_000, required=False
    )
    no_go_distance = forms.IntegerField(
        label=_("距禁设区(mm)"), min_value=0, max_value=100_000, required=False,
        help_text=_("离最近的消防通道、盲道或出入口多远；附近没有就不填。"),
    )  # fmt: skip
    opens = forms.TimeField(label=_("经营开始"), required=False, widget=TimeInput)
    closes = forms.TimeField(label=_("经营结束"), required=False, widget=TimeInput)
    approval_document = forms.CharField(
        label=_("批准文件"),
        max_length=80,
        required=False,
        help_text=_("没有批准文件的路段是“待规划”，不能启用摊位。"),
    )
    approval_valid_until = forms.DateField(label=_("批准有效期至"), required=False)
    key_area = forms.BooleanField(label=_("重点夜市区域"), required=False, initial=True)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _offer(self, "unit", Unit.objects.exclude(kind=Unit.Kind.DISTRICT))


class MerchantForm(Form):
    """A shop; the segments offered are those along which the person may register."""

    name = forms.CharField(label=_("商户名称"), max_length=80)
    credit_code = forms.CharField(label=_("统一社会信用代码"), max_length=24, required=False)
    person = forms.CharField(label=_("负责人"), max_length=40)
    segment = forms.ModelChoiceField(label=_("路段"), queryset=RoadSegment.objects.none())
    address = forms.CharField(label=_("地址"), max_length=120, widget=_wide())
    area = forms.DecimalField(label=_("经营面积(㎡)"), min_value=0, max_digits=9, decimal_places=2)
    frontage = forms.IntegerField(label=_("门面宽(mm)"), min_value=0, max_value=1_000_000, required=False)
    doors = forms.IntegerField(label=_("门数"), min_value=0, max_value=50, initial=1)

    def __init__(self, *args: Any, by: User, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = RoadSegment.objects.order_by("name").select_related("unit")
        if not may(
            by, "night_market.merge_merchants"
        ):  # whoever may not do that keeps the own unit's shops only
            rows = rows.filter(unit__in=by.home_unit_ids)
        _offer(self, "segment", rows)

    def clean_credit_code(self) -> str:
        """The code folded to half-width upper case."""
        given = self.cleaned_data["credit_code"]
        try:
            return cells.credit_code(given) if given else ""
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


class SameMerchantForm(Form):
    """Which other record is the same merchant."""

    same_as = ShopField(label=_("与哪条记录是同一商户"))
    reason = forms.CharField(label=_("理由"), max_length=200, widget=_wide())

    def __init__(self, *args: Any, by: User, **options: Any) -> None:
        super().__init__(*args, **options)
        _offer_shops(self, "same_as", by)


class PledgeForm(Form):
    """A pledge signed."""

    kind = forms.ChoiceField(label=_("承诺"), choices=Pledge.Kind.choices)
    signed_on = forms.DateField(label=_("签订日期"))


class PermitForm(Form):
    """How long a permit is asked for."""

    valid_until = forms.DateField(label=_("有效期至"))


class ReasonForm(Form):
    """Why."""

    reason = forms.CharField(label=_("理由"), max_length=200, widget=_wide(forms.Textarea, rows=3))


class OfficerForm(Form):
    """Someone who patrols."""

    name = forms.CharField(label=_("姓名"), max_length=40)
    certificate = forms.CharField(label=_("执法证号"), max_length=40, required=False)
    certificate_until = forms.DateField(label=_("证件有效期至"), required=False)
    user = forms.ModelChoiceField(label=_("账号"), queryset=User.objects.none(), required=False)
    auxiliary = forms.BooleanField(label=_("协管人员"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _offer(self, "user", User.objects.filter(is_active=True, posts__role="officer").distinct())


class PatrolForm(Form):
    """A finished visit and who was on it."""

    shift_on = forms.DateField(label=_("班次日期"))
    shift = forms.CharField(label=_("班次"), max_length=20)
    team = forms.CharField(label=_("小组"), max_length=20)
    segment = forms.ModelChoiceField(label=_("路段"), queryset=RoadSegment.objects.order_by("name"))
    started_at = forms.DateTimeField(label=_("开始时间"))
    ended_at = forms.DateTimeField(label=_("结束时间"))
    officers = forms.ModelMultipleChoiceField(
        label=_("执法人员"), queryset=Officer.objects.filter(auxiliary=False),
        widget=forms.CheckboxSelectMultiple(attrs={"wide": True}),
    )  # fmt: skip
    auxiliaries = forms.ModelMultipleChoiceField(
        label=_("协管人员"), queryset=Officer.objects.filter(auxiliary=True), required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"wide": True}),
    )  # fmt: skip


class BreachForm(Form):
    """A breach as an officer meets it."""

    merchant = ShopField(label=_("商户"), help_text=_("填名称；重名时填统一社会信用代码，或“名称（地址）”。"))
    category = forms.ChoiceField(label=_("类别"), choices=BreachCategory.choices)
    happened_at = forms.DateTimeField(label=_("发生时间"))
    note = forms.CharField(
        label=_("备注"), max_length=500, required=False, widget=_wide(forms.Textarea, rows=2)
    )
    immediate_danger = forms.BooleanField(
        label=_("直接危险"),
        required=False,
        help_text=_("如燃气泄漏：越过阶梯，直接立案。占用消防通道一律算直接危险。"),
    )
    danger_reason = forms.CharField(
        label=_("直接危险的理由"), max_length=200, required=False, help_text=_("是直接危险的必须填。")
    )

    def __init__(self, *args: Any, by: User, **options: Any) -> None:
        super().__init__(*args, **options)
        _offer_shops(self, "merchant", by)


class ServeForm(Form):
    """Who served a measure, when and how."""

    first = forms.ModelChoiceField(label=_("送达人（一）"), queryset=Officer.objects.none())
    second = forms.ModelChoiceField(label=_("送达人（二）"), queryset=Officer.objects.none())
    served_on = forms.DateField(label=_("送达日期"))
    how = forms.ChoiceField(
        label=_("送达方式"),
        choices=[("当面送达", _("当面送达")), ("留置送达", _("留置送达")), ("邮寄送达", _("邮寄送达"))],
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        certified = Officer.objects.filter(auxiliary=False).exclude(certificate="")
        _offer(self, "first", certified)
        _offer(self, "second", certified)
