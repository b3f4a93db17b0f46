"""The forms of the enterprises room; their fields are the parameters of the actions."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.enterprises.actions.requests import MOST_DAYS, USUAL_DAYS
from taizhang.enterprises.models import ChainNode, Enterprise
from taizhang.enterprises.states import RequestKind, Segment
from taizhang.organisation.models import Unit, User
from taizhang.web.forms import Form
from taizhang.workbooks.known_names import KnownNames

_t = gettext_lazy
OFFERED = 300


def wide(widget: type[forms.Widget] = forms.TextInput, **attrs: Any) -> forms.Widget:
    """A field that takes a whole line."""
    return widget(attrs={"wide": True, **attrs})


def known_enterprises() -> KnownNames[int]:
    """The register by name: name → id, with one query."""
    rows = list(Enterprise.objects.values_list("name_key", "pk", "name"))
    return KnownNames(
        str(_("企业")), {key: pk for key, pk, _name in rows}, {key: name for key, _pk, name in rows}
    )


class EnterpriseNameField(forms.CharField):
    """An enterprise of the register by its name, as people write it; empty is None."""

    def clean(self, value: Any) -> Any:
        """The enterprise; raises a ValidationError that names the nearest ones."""
        name = super().clean(value)
        if not name:
            return None
        known = known_enterprises()
        pk = known.find(name)
        if pk is None:
            raise forms.ValidationError(known.unknown(name))
        return Enterprise.objects.get(pk=pk)


class _NamesEnterprise(Form):
    """A form in which an enterprise is named; offers the newest names of the register while one types."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.known_names = list(Enterprise.objects.order_by("-pk").values_list("name", flat=True)[:OFFERED])


class EnterpriseForm(Form):
    """An enterprise of the register; a clerk chooses among the own units only."""

    name = forms.CharField(label=_t("企业名称"), max_length=120, widget=wide())
    credit_code = forms.CharField(
        label=_t("统一社会信用代码"), max_length=30, required=False, help_text=_t("18 位，按校验位核对。")
    )
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_t("属地单位"))
    place = forms.CharField(label=_t("地址"), max_length=120, required=False)
    contact_post = forms.CharField(
        label=_t("联系人职务"), max_length=40, required=False, help_text=_t("写职务，不写姓名。")
    )
    contact_phone = forms.CharField(label=_t("联系电话"), max_length=40, required=False)
    nodes = forms.ModelMultipleChoiceField(
        ChainNode.objects.none(),
        label=_t("所在产业链环节"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"wide": True}),
    )
    note = forms.CharField(label=_t("备注"), max_length=300, required=False, widget=wide())

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        units = Unit.objects.exclude(kind=Unit.Kind.DISTRICT)
        if not user.role_keys & {"investment_verifier"}:
            units = units.filter(pk__in=user.home_unit_ids)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        nodes = self.fields["nodes"]
        nodes.queryset = ChainNode.objects.select_related("chain").order_by(  # type: ignore[attr-defined]
            "chain__position", "chain", "position", "pk"
        )
        nodes.label_from_instance = lambda node: f"{node.chain} · {node}"  # type: ignore[attr-defined]
        if not ChainNode.objects.exists():
            del self.fields["nodes"]


class ChainForm(Form):
    """A chain."""

    name = forms.CharField(
        label=_t("产业链名称"), max_length=40, help_text=_t("项目按名称归到产业链，改名后项目也要改。")
    )
    unit = forms.ModelChoiceField(
        Unit.objects.exclude(kind=Unit.Kind.DISTRICT),
        label=_t("牵头单位"),
        required=False,
        help_text=_t("牵头单位的招商专干可以编辑这条链。"),
    )
    position = forms.IntegerField(label=_t("次序"), min_value=0, max_value=9999, initial=0)
    note = forms.CharField(label=_t("说明"), max_length=300, required=False, widget=wide())


class NodeForm(Form):
    """A node with the enterprises that stand on it, one a line."""

    name = forms.CharField(
        label=_t("环节名称"), max_length=40, help_text=_t("与项目里的“环节”同名的项目归到这里。")
    )
    segment = forms.ChoiceField(label=_t("上中下游"), choices=Segment.choices)
    position = forms.IntegerField(
        label=_t("次序"),
        min_value=0,
        max_value=9999,
        required=False,
        help_text=_t("小的在前；空着排在最后。"),
    )
    gap = forms.CharField(
        label=_t("缺口"),
        max_length=200,
        required=False,
        widget=wide(),
        help_text=_t("缺什么、缺谁；没有缺口就空着。"),
    )
    firms = forms.CharField(
        label=_t("在链企业"),
        required=False,
        max_length=20000,
        widget=wide(forms.Textarea, rows=6),
        help_text=_t("一行一家，写企业名录里的名称。"),
    )

    def clean_firms(self) -> list[Enterprise]:
        """The enterprises by their names, each once."""
        lines = [line.strip() for line in self.cleaned_data["firms"].splitlines() if line.strip()]
        if not lines:
            return []
        known = known_enterprises()
        unknown = [known.unknown(line) for line in lines if known.find(line) is None]
        if unknown:
            raise forms.ValidationError([forms.ValidationError(sentence) for sentence in unknown])
        ids = list(dict.fromkeys(known.find(line) for line in lines))
        found = Enterprise.objects.in_bulk([pk for pk in ids if pk is not None])
        return [found[pk] for pk in ids if pk is not None]


class TargetFirmForm(Form):
    """A firm that a unit is after."""

    node = forms.ModelChoiceField(ChainNode.objects.none(), label=_t("产业链环节"))
    name = forms.CharField(label=_t("目标企业"), max_length=120)
    place = forms.CharField(label=_t("所在地"), max_length=60, required=False)
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_t("招引单位"))
    why = forms.CharField(label=_t("招引理由"), max_length=300, widget=wide(forms.Textarea, rows=2))

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        units = Unit.objects.exclude(kind=Unit.Kind.DISTRICT)
        if not user.role_keys & {"investment_verifier"}:
            units = units.filter(pk__in=user.home_unit_ids)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        nodes = self.fields["node"]
        nodes.queryset = ChainNode.objects.select_related("chain").order_by(  # type: ignore[attr-defined]
            "chain__position", "chain", "position", "pk"
        )
        nodes.label_from_instance = lambda node: f"{node.chain} · {node}"  # type: ignore[attr-defined]


class RequestForm(_NamesEnterprise):
    """What an enterprise asks for, taken down by whoever meets it."""

    enterprise_name = forms.CharField(
        label=_t("企业名称"),
        max_length=120,
        widget=wide(list="known-enterprises"),
    )
    is_new = forms.BooleanField(
        label=_t("名录里没有，登记为新企业"), required=False, help_text=_t("先核对名称，确实没有再勾选。")
    )
    kind = forms.ChoiceField(label=_t("类别"), choices=RequestKind.choices)
    opened_on = forms.DateField(label=_t("提出日期"))
    text = forms.CharField(label=_t("诉求内容"), max_length=2000, widget=wide(forms.Textarea, rows=5))
    unit = forms.ModelChoiceField(
        Unit.objects.exclude(kind=Unit.Kind.DISTRICT),
        label=_t("首接单位"),
        help_text=_t("首接负责：办结以前一直由它负责到底，转办也不除名。"),
    )
    limit_days = forms.IntegerField(
        label=_t("办理时限(工作日)"), min_value=1, max_value=MOST_DAYS, initial=USUAL_DAYS
    )

    def clean(self) -> dict[str, Any]:
        """`enterprise` of the register, or `new_name` for one that is not in it."""
        cleaned = super().clean() or self.cleaned_data
        name, is_new = cleaned.pop("enterprise_name", ""), cleaned.pop("is_new", False)
        if not name:
            return cleaned
        known = known_enterprises()
        pk = known.find(name)
        if pk is not None:
            return {**cleaned, "enterprise": Enterprise.objects.get(pk=pk)}
        if not is_new:
            self.add_error(
                "enterprise_name", known.unknown(name) + _("确是新企业，请勾选“名录里没有，登记为新企业”。")
            )
        return {**cleaned, "new_name": name}


class StepForm(Form):
    """What was done about a request."""

    day = forms.DateField(label=_t("日期"))
    text = forms.CharField(label=_t("办理情况"), max_length=500, widget=wide(forms.Textarea, rows=3))
    came = forms.BooleanField(
        label=_t("企业为此跑了一次"), required=False, help_text=_t("最多跑一次：同一件事企业最多来一趟。")
    )


class AnswerForm(Form):
    """What the enterprise is told."""

    day = forms.DateField(label=_t("答复日期"))
    text = forms.CharField(
        label=_t("答复内容"),
        max_length=2000,
        widget=wide(forms.Textarea, rows=5),
        help_text=_t("企业打开评价链接看到的就是这段话。"),
    )


class HandOverForm(Form):
    """To whom, and why."""

    unit = forms.ModelChoiceField(Unit.objects.exclude(kind=Unit.Kind.DISTRICT), label=_t("转给"))
    reason = forms.CharField(label=_t("理由"), max_length=300, widget=wide(forms.Textarea, rows=3))


class DayForm(Form):
    """When."""

    day = forms.DateField(label=_t("日期"))


class ReasonForm(Form):
    """Why."""

    reason = forms.CharField(label=_t("理由"), max_length=300, widget=wide(forms.Textarea, rows=3))


class DeclineForm(DayForm, ReasonForm):
    """When, and why."""

    field_order = ("day", "reason")


class VisitForm(_NamesEnterprise):
    """A visit."""

    enterprise = EnterpriseNameField(
        label=_t("企业名称"), max_length=120, widget=wide(list="known-enterprises")
    )
    day = forms.DateField(label=_t("走访日期"))
    visitors = forms.CharField(
        label=_t("走访人"), max_length=120, help_text=_t("写职务，如 区领导、招商专干。")
    )
    heard = forms.CharField(label=_t("了解到的情况"), max_length=2000, widget=wide(forms.Textarea, rows=5))


class VisitFactsForm(VisitForm):
    """A visit that is corrected; its enterprise stays."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["enterprise"]


class ReplyForm(Form):
    """What the enterprise says by its link."""

    words = forms.CharField(
        label=_t("您的话"),
        max_length=500,
        required=False,
        widget=wide(forms.Textarea, rows=4),
        help_text=_t("不满意或要求重办时，请写明还有什么没有解决。"),
    )
    signed_as = forms.CharField(
        label=_t("您的职务"), max_length=40, required=False, help_text=_t("如 办公室主任，可以不填。")
    )
