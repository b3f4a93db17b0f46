"""The form that makes a version of the 年度认定办法."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _t

from taizhang.foundation.quantities import show_yi, yi_to_wan
from taizhang.investment.actions.rules import FIRST_YEAR, LAST_YEAR
from taizhang.investment.fields import WIDE, exact
from taizhang.investment.models import RuleSet
from taizhang.investment.states import AttributionScheme, ExclusionReason, FundKind
from taizhang.web.forms import Form

BOUNDS = ("first_bound", "second_bound", "third_bound")


def _days(label: Any, help_text: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=366, help_text=help_text)


class RuleForm(Form):
    """A version of a year's rules, filled in with those that hold now."""

    year = forms.IntegerField(label=_t("年度"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    effective_on = forms.DateField(
        label=_t("施行日期"), help_text=_t("在本年度之内，晚于上一版；这一天以前的数字仍按上一版算。")
    )
    document = forms.CharField(label=_t("文号"), max_length=60, required=False)
    first_bound = exact(label=_t("第一档下限(亿元)"), help_text=_t("含本数；各档由小到大，大档在小档之内。"))
    second_bound = exact(label=_t("第二档下限(亿元)"))
    third_bound = exact(label=_t("第三档下限(亿元)"))
    exclusions = forms.MultipleChoiceField(
        label=_t("不予认定的情形"),
        choices=ExclusionReason.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    uncounted_kinds = forms.MultipleChoiceField(
        label=_t("不计入区外资金的资金类别"),
        choices=FundKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    inside_names = forms.CharField(
        label=_t("区内地名"),
        max_length=300,
        widget=forms.TextInput(attrs=WIDE),
        help_text=_t("付款人所在地写有其中一个的算区内，用顿号隔开。"),
    )
    attribution = forms.ChoiceField(
        label=_t("归属办法"),
        choices=AttributionScheme.choices,
        help_text=_t(
            "独享：只计牵头单位。比例：金额按比例分，个数归牵头单位。双计：各单位都计，全区只计一次。"
        ),
    )
    lead_days = _days(_t("首报保护期(天)"), _t("自首次对接或最近一次有材料的跟进起算。"))
    lead_soon_days = _days(_t("首报到期前几天提醒"), _t("要少于保护期。"))
    start_grace_days = _days(_t("计划开工宽限(天)"), _t("计划开工的月份过后再宽限几天，才算没有按期开工。"))


def filled(rules: RuleSet) -> dict[str, Any]:
    """What the form shows of a version."""
    fields = (
        "exclusions",
        "uncounted_kinds",
        "attribution",
        "lead_days",
        "lead_soon_days",
        "start_grace_days",
    )
    return {
        **{field: getattr(rules, field) for field in fields},
        **{name: show_yi(bound) for name, bound in zip(BOUNDS, rules.bounds, strict=True)},
        "inside_names": "、".join(rules.inside_names),
    }


def typed_rules(data: dict[str, Any]) -> dict[str, Any]:
    """What was typed, as the action takes it: bounds in 万元, names one by one."""
    given = dict(data)
    bounds = [yi_to_wan(given.pop(name)) for name in BOUNDS]
    names = [name for name in re.split(r"[、,，;；\s]+", given.pop("inside_names")) if name]
    return {**given, "tier_bounds": bounds, "inside_names": names}


def shown_rules(rules: RuleSet) -> dict[str, tuple[str, str]]:
    """Every rule of a version in words: key → (title, value), in the order of the form."""
    exclusions, kinds = dict(ExclusionReason.choices), dict(FundKind.choices)
    nothing = _("无")
    bounds = [show_yi(bound) for bound in rules.bounds]
    return {
        "tier_bounds": (_("规模档次"), "、".join(_("%s 亿元以上") % bound for bound in bounds)),
        "exclusions": (
            _("不予认定的情形"),
            "、".join(str(exclusions.get(code, code)) for code in rules.exclusions) or nothing,
        ),
        "uncounted_kinds": (
            _("不计入区外资金的资金类别"),
            "、".join(str(kinds.get(code, code)) for code in rules.uncounted_kinds) or nothing,
        ),
        "inside_names": (_("区内地名"), "、".join(rules.inside_names) or nothing),
        "attribution": (_("归属办法"), str(rules.get_attribution_display())),
        "lead_days": (_("首报保护期"), _("%s 天") % rules.lead_days),
        "lead_soon_days": (_("首报到期提醒"), _("提前 %s 天") % rules.lead_soon_days),
        "start_grace_days": (_("计划开工宽限"), _("%s 天") % rules.start_grace_days),
    }


def rule_differences(old: RuleSet, new: RuleSet) -> list[tuple[str, str, str]]:
    """(title, before, after) of every rule in which two versions differ, in words."""
    before, after = shown_rules(old), shown_rules(new)
    return [
        (title, before[key][1], value) for key, (title, value) in after.items() if before[key][1] != value
    ]
