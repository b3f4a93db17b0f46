"""The forms of supervision; their fields are the parameters of the actions."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.figures.indicator import Indicator, published
from taizhang.organisation.models import Unit
from taizhang.organisation.workdays import add_working_days
from taizhang.supervision.actions.entries import LONGEST_TEXT, LONGEST_TITLE
from taizhang.supervision.actions.rules import FIRST_YEAR, LAST_YEAR, MOST_DAYS, MOST_POINTS
from taizhang.supervision.models import Notice, SupervisionRules
from taizhang.supervision.states import Formula, ProposalKind
from taizhang.web import display
from taizhang.web.forms import Form


def _wide(widget: type[forms.Widget] = forms.TextInput, **attrs: Any) -> forms.Widget:
    return widget(attrs={"wide": True, **attrs})


def _text(label: Any, *, rows: int = 4, longest: int = LONGEST_TEXT, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=longest, widget=_wide(forms.Textarea, rows=rows), **options
    )


def _units() -> Any:
    return Unit.objects.exclude(kind=Unit.Kind.DISTRICT)


def _figures() -> list[tuple[str, str]]:
    return [("", "—"), *((each.key, str(each.title)) for each in published() if each.takes_target)]


class NoticeForm(Form):
    """A notice raised by hand."""

    unit = forms.ModelChoiceField(label=gettext_lazy("责任单位"), queryset=_units())
    limit_on = forms.DateField(label=gettext_lazy("办理期限"))
    title = forms.CharField(label=gettext_lazy("标题"), max_length=LONGEST_TITLE, widget=_wide())
    text = _text(gettext_lazy("督办内容"))
    figure = forms.ChoiceField(
        label=gettext_lazy("涉及指标"), choices=_figures, required=False, help_text=gettext_lazy("可以不选。")
    )


class InstructionForm(Form):
    """A leader's instruction; everything is filled in beforehand, so that one tap is enough."""

    text = _text(gettext_lazy("批示"), rows=3)
    unit = forms.ModelChoiceField(label=gettext_lazy("责任单位"), queryset=_units())
    limit_on = forms.DateField(label=gettext_lazy("办理期限"))


def limit_from(day: date) -> date:
    """The limit that the year's rules give to a notice raised on a day."""
    return add_working_days(day, SupervisionRules.objects.of(day.year, day).notice_days)


def first_words(row: Any, day: date) -> dict[str, Any]:
    """What an instruction on a row begins with: the usual words, the unit of the row, the usual limit."""
    unit_id = row.pk if isinstance(row, Unit) else getattr(row, "unit_id", None)
    return {"text": _("请抓紧推进，按期反馈进展。"), "unit": unit_id, "limit_on": limit_from(day)}


class FeedbackForm(Form):
    """What the unit did."""

    feedback = _text(
        gettext_lazy("反馈"),
        rows=6,
        help_text=gettext_lazy("写明做了什么、结果怎样、还差什么。材料在督办单页面上传。"),
    )
    answered_on = forms.DateField(label=gettext_lazy("反馈日期"))


class SendBackForm(Form):
    """Why the feedback is not accepted, and a later limit where one is given."""

    reason = _text(gettext_lazy("理由"), rows=3, longest=200)
    limit_on = forms.DateField(
        label=gettext_lazy("新的期限"), required=False, help_text=gettext_lazy("空着表示期限不变。")
    )


class ExtendForm(Form):
    """A later limit and why."""

    limit_on = forms.DateField(label=gettext_lazy("新的期限"))
    reason = _text(gettext_lazy("理由"), rows=3, longest=200)


class ReasonForm(Form):
    """Why."""

    reason = _text(gettext_lazy("理由"), rows=3, longest=200)


class AcceptForm(Form):
    """The day on which a notice is closed."""

    closed_on = forms.DateField(label=gettext_lazy("办结日期"))


class ApproveForm(Form):
    """The day of the approval."""

    decided_on = forms.DateField(label=gettext_lazy("批准日期"))


class AppealForm(Form):
    """Why the unit appeals."""

    appeal = _text(gettext_lazy("申诉理由"), rows=6)
    appealed_on = forms.DateField(label=gettext_lazy("申诉日期"))


class SettleForm(Form):
    """The decision on an appeal."""

    reason = _text(gettext_lazy("理由"), rows=3, longest=200)
    settled_on = forms.DateField(label=gettext_lazy("决定日期"))


class ProposalForm(Form):
    """A reward or a penalty for a unit."""

    unit = forms.ModelChoiceField(label=gettext_lazy("单位"), queryset=_units())
    kind = forms.ChoiceField(label=gettext_lazy("种类"), choices=ProposalKind.choices)
    amount = forms.DecimalField(
        label=gettext_lazy("金额(万元)"), max_digits=12, decimal_places=4, required=False,
        widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}), help_text=gettext_lazy("只有奖金填写。"),
    )  # fmt: skip
    year = forms.IntegerField(label=gettext_lazy("年度"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    notice = forms.ModelChoiceField(
        label=gettext_lazy("督办单"), queryset=Notice.objects.none(), required=False
    )
    basis = _text(
        gettext_lazy("事由"), rows=5, help_text=gettext_lazy("写明依据：排名、完成率，或哪张督办单。")
    )

    def __init__(self, *args: Any, notices: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["notice"].queryset = notices  # type: ignore[attr-defined]


class RulesForm(Form):
    """A year's rules: the lights, the formula, the limits, and the points of every figure that takes targets."""

    year = forms.IntegerField(label=gettext_lazy("年度"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    since = forms.DateField(
        label=gettext_lazy("生效日期"),
        help_text=gettext_lazy("一年的第一版从年初起适用；以后各版从生效日期起适用。"),
    )
    document = forms.CharField(label=gettext_lazy("文号"), max_length=60, required=False)
    yellow_from = forms.DecimalField(
        label=gettext_lazy("黄灯起点（百分点）"), max_digits=5, decimal_places=2, initial=Decimal(10),
        help_text=gettext_lazy("落后时序达到这么多为黄灯，含本数。"),
    )  # fmt: skip
    red_above = forms.DecimalField(
        label=gettext_lazy("红灯线（百分点）"), max_digits=5, decimal_places=2, initial=Decimal(30),
        help_text=gettext_lazy("落后时序超过这么多为红灯，不含本数。"),
    )  # fmt: skip
    formula = forms.ChoiceField(label=gettext_lazy("计分办法"), choices=Formula.choices)
    notice_days = forms.IntegerField(
        label=gettext_lazy("督办期限（工作日）"), min_value=1, max_value=MOST_DAYS, initial=10
    )
    appeal_days = forms.IntegerField(
        label=gettext_lazy("申诉期限（工作日）"), min_value=1, max_value=MOST_DAYS, initial=5
    )

    def __init__(self, *args: Any, scored: list[Indicator], year: int | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.scored = scored
        if year is not None:  # a new version stays in its year
            del self.fields["year"]
        for number, indicator in enumerate(scored):
            self.fields[f"points_{number}"] = forms.DecimalField(
                label=_("分值：%s") % indicator.title, min_value=Decimal(0), max_value=MOST_POINTS, max_digits=8,
                decimal_places=2, required=False, widget=forms.NumberInput(attrs={"class": "form-control", "step": "any"}),
                help_text="" if number else _("都不填时每个指标 100 分；填了几个，就只按这几个计分。"),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """The points by key of the figure, those that were filled in."""
        cleaned = super().clean() or {}
        points = {each.key: cleaned.pop(f"points_{n}", None) for n, each in enumerate(self.scored)}
        return {**cleaned, "points": {key: value for key, value in points.items() if value}}

    @staticmethod
    def initial_of(rules: SupervisionRules, scored: list[Indicator]) -> dict[str, Any]:
        """The fields as a version has them."""
        return {
            "document": rules.document, "yellow_from": display.plain(rules.yellow_from),
            "red_above": display.plain(rules.red_above), "formula": rules.formula,
            "notice_days": rules.notice_days, "appeal_days": rules.appeal_days,
            **{f"points_{n}": rules.points.get(each.key) for n, each in enumerate(scored)},
        }  # fmt: skip
