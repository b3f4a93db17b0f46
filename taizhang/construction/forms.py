"""The forms of the construction ledger; their fields are the parameters of the actions."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.construction import checklist
from taizhang.construction.models import ChecklistItem, Problem, Site
from taizhang.construction.row_rules import LONGEST_DESCRIPTION, LONGEST_NAME, LONGEST_REASON
from taizhang.construction.states import InspectionMode, RiskLevel, SiteKind, StopGround
from taizhang.organisation.models import Unit, User
from taizhang.web.forms import Form


def _wide(widget: type[forms.Widget] = forms.TextInput, **attrs: Any) -> forms.Widget:
    return widget(attrs={"wide": True, **attrs})


class SiteForm(Form):
    """A site; a town's clerk chooses among the own units only."""

    name = forms.CharField(label=gettext_lazy("点位名称"), max_length=LONGEST_NAME, widget=_wide())
    kind = forms.ChoiceField(label=gettext_lazy("类别"), choices=SiteKind.choices)
    unit = forms.ModelChoiceField(label=gettext_lazy("属地单位"), queryset=Unit.objects.none())
    risk = forms.ChoiceField(
        label=gettext_lazy("风险等级"),
        choices=RiskLevel.choices,
        initial=RiskLevel.MEDIUM,
        help_text=gettext_lazy("高、中、低风险的点位，全面检查后 7、14、30 天内算检查有效。"),
    )
    parcel = forms.CharField(
        label=gettext_lazy("宗地编码"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("空地、拆迁、建设先后用同一编码，同一宗地只计一家。"),
    )
    builder = forms.CharField(label=gettext_lazy("建设单位"), max_length=LONGEST_NAME, required=False)
    contractor = forms.CharField(label=gettext_lazy("施工单位"), max_length=LONGEST_NAME, required=False)
    supervisor = forms.CharField(label=gettext_lazy("监理单位"), max_length=LONGEST_NAME, required=False)
    permit = forms.CharField(label=gettext_lazy("施工许可证号"), max_length=60, required=False)
    lon = forms.DecimalField(
        label=gettext_lazy("经度"), max_digits=9, decimal_places=6, required=False, help_text="WGS-84"
    )
    lat = forms.DecimalField(
        label=gettext_lazy("纬度"), max_digits=9, decimal_places=6, required=False, help_text="WGS-84"
    )
    idle_since = forms.DateField(label=gettext_lazy("空置起"), required=False)
    registered_on = forms.DateField(
        label=gettext_lazy("纳入日期"),
        required=False,
        help_text=gettext_lazy("从这天起计入在册点位；空着表示一直在册。"),
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        units = Unit.objects.exclude(kind=Unit.Kind.DISTRICT)
        if not user.sees_all_of("construction"):
            units = units.filter(pk__in=user.home_unit_ids)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class _OfSite(Form):
    """A form that names a site which is still on the register and which the person may see."""

    site = forms.ModelChoiceField(
        label=gettext_lazy("点位"), queryset=Site.objects.none(), widget=_wide(forms.Select)
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        sites = Site.objects.visible_to(user).filter(retired_on__isnull=True).order_by("name")
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]


class InspectionFacts(Form):
    """What an inspection says, its site apart."""

    day = forms.DateField(label=gettext_lazy("检查日期"))
    mode = forms.ChoiceField(
        label=gettext_lazy("检查方式"),
        choices=InspectionMode.choices,
        help_text=gettext_lazy("按检查表逐项查完的才是全面检查。"),
    )
    inspectors = forms.CharField(
        label=gettext_lazy("检查人员"), max_length=LONGEST_REASON, widget=_wide(), help_text=gettext_lazy("几个人用顿号隔开。")
    )  # fmt: skip


class InspectionForm(InspectionFacts, _OfSite):
    """A new inspection."""

    field_order = ("site", "day", "mode", "inspectors")


class ProblemFacts(Form):
    """What a problem says, its site apart; `check` becomes `focus` and `item`."""

    check = forms.ChoiceField(label=gettext_lazy("检查项"), widget=_wide(forms.Select))
    description = forms.CharField(
        label=gettext_lazy("问题描述"), max_length=LONGEST_DESCRIPTION, widget=_wide(forms.Textarea, rows=3)
    )
    place = forms.CharField(
        label=gettext_lazy("具体部位"), max_length=LONGEST_NAME, required=False, widget=_wide()
    )
    found_on = forms.DateField(label=gettext_lazy("发现日期"))
    due_on = forms.DateField(label=gettext_lazy("整改期限"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._items = {item.code: item for item in ChecklistItem.objects.filter(active=True)}
        chosen = (self.initial or {}).get("item")
        if chosen is not None:
            self._items.setdefault(chosen.code, chosen)
        self.fields["check"].choices = [  # type: ignore[attr-defined]
            ("", _("请选择")),
            *(
                (
                    area.title,
                    [(area.code, _("%s（不分项）") % area.title)]
                    + [(item.code, str(item)) for item in self._items.values() if item.focus == area.code],
                )
                for area in checklist.FOCUS_AREAS
            ),
        ]

    def clean(self) -> dict[str, Any]:
        """The code of the check as the focus area and the item that it means."""
        cleaned = super().clean() or self.cleaned_data
        code = cleaned.pop("check", "")
        item = self._items.get(code)
        return {**cleaned, "focus": item.focus if item else code, "item": item}


class ProblemForm(ProblemFacts, _OfSite):
    """A new problem."""

    field_order = ("site", "check", "description", "place", "found_on", "due_on")


class OrderFacts(Form):
    """What a stop-work order says, its site apart."""

    ground = forms.ChoiceField(label=gettext_lazy("事由类别"), choices=StopGround.choices)
    ground_text = forms.CharField(
        label=gettext_lazy("事由"),
        max_length=LONGEST_REASON,
        widget=_wide(forms.Textarea, rows=3),
        help_text=gettext_lazy("写明事实；其他法定事由还要写明法条。"),
    )


class OrderForm(OrderFacts, _OfSite):
    """A new draft."""

    drafted_on = forms.DateField(label=gettext_lazy("拟稿日期"))
    field_order = ("site", "ground", "drafted_on", "ground_text")


class ChecklistItemForm(Form):
    """The words of a checklist item."""

    text = forms.CharField(
        label=gettext_lazy("检查内容"), max_length=200, widget=_wide(forms.Textarea, rows=3)
    )
    clause = forms.CharField(
        label=gettext_lazy("依据条款"), max_length=80, required=False, widget=_wide(), help_text=gettext_lazy("核对过原文才填。")
    )  # fmt: skip
    active = forms.BooleanField(label=gettext_lazy("在用"), required=False)


_STEP_TITLES = {
    "day": gettext_lazy("日期"),
    "retired_on": gettext_lazy("退出日期"),
    "submitted_on": gettext_lazy("整改完成日期"),
    "closed_on": gettext_lazy("复核销号日期"),
    "voided_on": gettext_lazy("作废日期"),
    "due_on": gettext_lazy("新的整改期限"),
    "served_on": gettext_lazy("下达日期"),
    "resume_requested_on": gettext_lazy("申请复工日期"),
    "lifted_on": gettext_lazy("解除日期"),
    "reason": gettext_lazy("理由"),
}


def step_form(*asks: str) -> type[Form]:
    """A form that asks for these parameters of an action: days, and a reason."""
    fields: dict[str, Any] = {}
    for name in asks:
        if name == "reason":
            fields[name] = forms.CharField(
                label=_STEP_TITLES[name], max_length=LONGEST_REASON, widget=_wide(forms.Textarea, rows=3)
            )
        else:
            fields[name] = forms.DateField(label=_STEP_TITLES[name])
    return type("StepForm", (Form,), fields)


class MergeForm(Form):
    """Which other problems of the site say the same."""

    duplicates = forms.ModelMultipleChoiceField(
        label=gettext_lazy("与这一条重复的"),
        queryset=Problem.objects.none(),
        widget=forms.CheckboxSelectMultiple(attrs={"wide": True}),
    )

    def __init__(self, *args: Any, keep: Problem, **options: Any) -> None:
        super().__init__(*args, **options)
        others = Problem.objects.filter(site=keep.site_id, voided_on__isnull=True).exclude(pk=keep.pk)
        self.fields["duplicates"].queryset = others.order_by("-found_on", "-pk")  # type: ignore[attr-defined]
        self.fields["duplicates"].label_from_instance = (  # type: ignore[attr-defined]
            lambda problem: f"{problem.found_on} · {problem.description}（{problem.get_state_display()}）"
        )
