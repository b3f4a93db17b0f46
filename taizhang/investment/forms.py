"""The forms of the investment ledger: what people type, turned into entries in 万元."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from taizhang.enterprises.forms import EnterpriseNameField
from taizhang.enterprises.models import Chain
from taizhang.foundation import quantities
from taizhang.investment.counting import parse_partners
from taizhang.investment.entries import ArrivalEntry, ProjectEntry, Share
from taizhang.investment.fields import WIDE, MonthField, read
from taizhang.investment.fields import exact as _exact
from taizhang.investment.fields import reason as _reason
from taizhang.investment.models import LinkKind, Project
from taizhang.investment.sheets import cells
from taizhang.investment.states import ExclusionReason, FundKind
from taizhang.organisation import district
from taizhang.organisation.access import may
from taizhang.organisation.models import Unit, User
from taizhang.web.forms import Form

_t = gettext_lazy


def chain_choices() -> list[tuple[str, Any]]:
    """No chain, the district's own, and whatever else projects stand in."""
    used = set(Project.objects.order_by().values_list("chain", flat=True).distinct()) - {""}
    own = list(Chain.objects.values_list("name", flat=True))
    return [("", "—"), *((chain, chain) for chain in (*own, *sorted(used.difference(own))))]


class ProjectForm(Form):
    """A project's own facts. The amount of a signed project is revised with a date, so its form has none."""

    name = forms.CharField(label=_t("项目名称"), max_length=120, widget=forms.TextInput(attrs=WIDE))
    investor = forms.CharField(label=_t("投资方"), max_length=120)
    credit_code = forms.CharField(label=_t("统一社会信用代码"), max_length=18, required=False)
    investor_place = forms.CharField(
        label=_t("投资方所在地"),
        max_length=60,
        required=False,
        help_text=_t("认定签约时固定，以后不能再改。"),
    )
    chain = forms.ChoiceField(label=_t("产业链"), choices=chain_choices, required=False)
    node = forms.CharField(label=_t("环节"), max_length=40, required=False)
    link_kind = forms.ChoiceField(label=_t("链类"), choices=[("", "—"), *LinkKind.choices], required=False)
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_t("牵头单位"))
    partners = forms.CharField(
        label=_t("协作单位"),
        max_length=300,
        required=False,
        help_text=_t("写成 峡窝镇:30%;中心路街道:20%，其余归牵头单位。"),
    )
    total = _exact(label=_t("总投资(亿元)"))
    outside = _exact(label=_t("合同区外资金(亿元)"), required=False)
    planned_start_on = MonthField(
        label=_t("计划开工月份"), required=False, help_text=_t("过了这个月还没有开工的，亮黄灯。")
    )
    referred_by = EnterpriseNameField(
        label=_t("推荐企业"),
        max_length=120,
        required=False,
        help_text=_t("以商招商：由哪家企业介绍来的，写企业名录里的名称。"),
    )
    note = forms.CharField(
        label=_t("备注"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2, **WIDE})
    )

    def __init__(self, *args: Any, by: User, project: Project | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        units = Unit.objects.exclude(kind=Unit.Kind.DISTRICT)
        if not may(by, "investment.recognise"):
            units = units.filter(pk__in=by.home_unit_ids)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        if project is not None and project.is_signed:
            del self.fields["total"], self.fields["outside"]
            self.fields["investor_place"].disabled = bool(project.investor_place)

    def clean_credit_code(self) -> str:
        """A real code, or none."""
        code = self.cleaned_data["credit_code"]
        return read(quantities.parse_credit_code, code) if code else ""

    def clean_partners(self) -> tuple[Share, ...]:
        """The partner units by their names."""
        units = cells.known_units()
        shares = []
        for name, percent in read(parse_partners, self.cleaned_data["partners"]):
            unit = units.find(name)
            if unit is None:
                raise forms.ValidationError(units.unknown(name))
            shares.append(Share(unit.pk, percent))
        return tuple(shares)


def project_entry(data: dict[str, Any], project: Project | None = None) -> ProjectEntry:
    """What was typed about a project, in 万元; a signed one keeps its amount of today."""
    given = dict(data)
    unit, referrer = given.pop("unit"), given.pop("referred_by", None)
    if project is not None and project.is_signed:
        now = Project.objects.with_amount(district.business_today()).get(pk=project.pk)
        total, outside = now.amount, now.outside
    else:
        total, outside = quantities.yi_to_wan(given.pop("total")), in_wan(given.pop("outside"))
    return ProjectEntry(
        **given,
        unit_id=unit.pk,
        total=total,
        outside=outside,
        referred_by_id=referrer.pk if referrer is not None else None,
    )


def in_wan(amount: Decimal | None) -> Decimal | None:
    """亿元 to 万元; nothing stays nothing."""
    return None if amount is None else quantities.yi_to_wan(amount)


class _OfClaim(Form):
    """The contract's amount, which a claim of a signing carries; other claims have none."""

    total = _exact(label=_t("合同总投资(亿元)"))
    outside = _exact(label=_t("合同区外资金(亿元)"), required=False)

    def __init__(self, *args: Any, signing: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not signing:
            del self.fields["total"], self.fields["outside"]


def contract_money(data: dict[str, Any]) -> tuple[Decimal | None, Decimal | None]:
    """What was typed of the contract's total and out-of-district part, in 万元; nothing but at a signing."""
    return in_wan(data.get("total")), in_wan(data.get("outside"))


class ClaimForm(_OfClaim):
    """A claim of the next stage."""

    note = forms.CharField(
        label=_t("申报说明"), max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2, **WIDE})
    )


class VerdictForm(_OfClaim):
    """The recognition of a claim."""

    verdict = forms.CharField(
        label=_t("核定意见"), max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2, **WIDE})
    )


class EquipmentOnlyForm(Form):
    """Whether a project is one of equipment only, and why."""

    equipment_only = forms.ChoiceField(
        label=_t("项目类别"),
        choices=[("no", _t("有土建的项目")), ("yes", _t("纯设备项目"))],
        help_text=_t(
            "纯设备项目申报开工，以设备购置合同、付款凭证、到场照片代替备案、施工合同、施工许可和施工照片。"
        ),
    )
    reason = _reason()


class ReasonForm(Form):
    """Why."""

    reason = _reason()


class AsideForm(Form):
    """From which day, and why."""

    on = forms.DateField(label=_t("日期"))
    reason = _reason()


class ExclusionForm(Form):
    """Which case, from which day, and why."""

    code = forms.ChoiceField(label=_t("情形"), choices=ExclusionReason.choices)
    on = forms.DateField(label=_t("裁定日期"), help_text=_t("自这一天起的数字不再计入；以前的数字不变。"))
    reason = _reason()


class _OfProject(Form):
    """Base of forms that name a project."""

    project = forms.CharField(
        label=_t("项目名称"), max_length=120, widget=forms.TextInput(attrs=WIDE), help_text=_t("写全称。")
    )

    def __init__(self, *args: Any, by: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.by = by

    def clean_project(self) -> Project:
        """The project of that name that the person may read."""
        projects = cells.known_projects(self.by)
        found = projects.find(self.cleaned_data["project"])
        if found is None:
            raise forms.ValidationError(projects.unknown(self.cleaned_data["project"]))
        return Project.objects.get(pk=found[0])


class RevisionForm(_OfProject):
    """A revision of a signed project's amount."""

    effective_on = forms.DateField(label=_t("生效日期"))
    total = _exact(label=_t("变更后总投资(亿元)"))
    outside = _exact(label=_t("变更后合同区外资金(亿元)"), required=False, help_text=_t("空着表示不变。"))
    basis = forms.CharField(label=_t("依据"), max_length=120, help_text=_t("如 补充协议、增资协议。"))


class VoucherForm(Form):
    """A voucher's own facts."""

    voucher_on = forms.DateField(label=_t("凭证日期"))
    voucher_no = forms.CharField(label=_t("凭证号"), max_length=60)
    payer = forms.CharField(label=_t("付款人"), max_length=120)
    payer_place = forms.CharField(label=_t("付款人所在地"), max_length=60)
    kind = forms.ChoiceField(label=_t("类别"), choices=FundKind.choices)
    amount = _exact(label=_t("金额(万元)"))


def voucher_entry(data: dict[str, Any], project: Project) -> ArrivalEntry:
    """What was typed about a voucher, in 万元."""
    fields = ("voucher_on", "voucher_no", "payer", "payer_place", "kind", "amount", "recognised")
    given: dict[str, Any] = {field: data.get(field) for field in fields}
    return ArrivalEntry(project_id=project.pk, unit_id=project.unit_id, **given)


class ArrivalForm(VoucherForm, _OfProject):
    """A new voucher; who recognises may state the 区外资金 in it at once."""

    recognised = _exact(label=_t("认定区外金额(万元)"), required=False, help_text=_t("空着表示待认定。"))
    field_order = ("project",)

    def __init__(self, *args: Any, by: User, **options: Any) -> None:
        super().__init__(*args, by=by, **options)
        if not may(by, "investment.recognise"):
            del self.fields["recognised"]


class RecogniseForm(Form):
    """How much of a voucher is 区外资金."""

    recognised = _exact(label=_t("认定区外金额(万元)"), help_text=_t("填 0 表示这笔不计入区外资金。"))
