"""The forms of first reports, promises and leaders' links."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _t

from taizhang.evidence.forms import ACCEPTED
from taizhang.foundation import quantities
from taizhang.investment.actions.commitments import CommitmentEntry
from taizhang.investment.actions.leaders import LinkEntry
from taizhang.investment.actions.leads import LeadEntry
from taizhang.investment.fields import WIDE, exact, read, reason
from taizhang.investment.forms import chain_choices, in_wan
from taizhang.investment.models import CommitmentKind, Project, Side
from taizhang.investment.sheets import cells
from taizhang.organisation.access import may
from taizhang.organisation.models import Unit, User
from taizhang.organisation.posts import holders
from taizhang.web.forms import Form


def units_of(by: User, permission: str) -> Any:
    """The units for which a person may do something: all of them, or the own ones."""
    units = Unit.objects.exclude(kind=Unit.Kind.DISTRICT)
    if may(by, permission, 0):  # no unit has the id 0: who may there may everywhere
        return units
    return units.filter(pk__in=by.home_unit_ids)


class LeadForm(Form):
    """A first report."""

    investor = forms.CharField(label=_t("投资方"), max_length=120)
    credit_code = forms.CharField(
        label=_t("统一社会信用代码"),
        max_length=18,
        required=False,
        help_text=_t("知道就填：查重先看代码，再看名称。"),
    )
    idea = forms.CharField(
        label=_t("项目意向"), max_length=300, widget=forms.Textarea(attrs={"rows": 2, **WIDE})
    )
    contact = forms.CharField(
        label=_t("对接人职务"), max_length=60, required=False, help_text=_t("写职务，如 投资总监，不写姓名。")
    )
    first_contact_on = forms.DateField(label=_t("首次对接日期"), help_text=_t("保护期从这一天起算。"))
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_t("首报单位"))

    def __init__(self, *args: Any, by: User, fixed: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].queryset = units_of(by, "investment.register_lead")  # type: ignore[attr-defined]
        if fixed:
            del self.fields["unit"]

    def clean_credit_code(self) -> str:
        """A real code, or none."""
        code = self.cleaned_data["credit_code"]
        return read(quantities.parse_credit_code, code) if code else ""


def lead_entry(data: dict[str, Any], unit_id: int = 0) -> LeadEntry:
    """What was typed about a report; `unit_id` is its unit where the form does not ask for one."""
    given = dict(data)
    unit = given.pop("unit", None)
    return LeadEntry(unit_id=unit.pk if unit else unit_id, **given)


class FollowUpForm(Form):
    """A further contact, with the paper that proves it."""

    on = forms.DateField(label=_t("跟进日期"), help_text=_t("保护期从这一天起重新计算。"))
    note = forms.CharField(
        label=_t("跟进情况"), max_length=300, widget=forms.Textarea(attrs={"rows": 3, **WIDE})
    )
    file = forms.FileField(
        label=_t("佐证材料"),
        widget=forms.FileInput(attrs={"accept": ACCEPTED, **WIDE}),
        help_text=_t("洽谈纪要、考察照片、往来函件等，一份。没有材料不能续期。"),
        error_messages={
            "required": _t("请先选文件：没有材料的跟进不能续期。"),
            "empty": _t("这个文件是空的，请重新选择。"),
        },
    )


class TakeUpForm(Form):
    """Which unit takes a report up."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_t("承接单位"))

    def __init__(self, *args: Any, by: User, besides: int, **options: Any) -> None:
        super().__init__(*args, **options)
        units = units_of(by, "investment.take_up_lead").exclude(pk=besides)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        if len(units) == 1:
            self.fields["unit"].initial = units[0]


class LeadReasonForm(Form):
    """Why a report is given up, taken back or put right."""

    reason = reason()


class CommitmentForm(Form):
    """A promise; its project is chosen by name where the page does not know it yet."""

    project = forms.CharField(
        label=_t("项目名称"), max_length=120, widget=forms.TextInput(attrs=WIDE), help_text=_t("写全称。")
    )
    side = forms.ChoiceField(label=_t("承诺方"), choices=Side.choices)
    kind = forms.ChoiceField(label=_t("类别"), choices=CommitmentKind.choices)
    text = forms.CharField(
        label=_t("承诺内容"), max_length=300, widget=forms.Textarea(attrs={"rows": 2, **WIDE})
    )
    amount = exact(label=_t("金额(亿元)"), required=False, help_text=_t("没有写明金额的空着。"))
    due_on = forms.DateField(label=_t("兑现期限"))
    duty_unit = forms.ModelChoiceField(
        Unit.objects.exclude(kind=Unit.Kind.DISTRICT),
        label=_t("责任单位"),
        required=False,
        help_text=_t("政府的承诺由哪个单位兑现；投资方的承诺空着。"),
    )

    def __init__(self, *args: Any, by: User, fixed: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.by = by
        if fixed:
            del self.fields["project"]

    def clean_project(self) -> Project:
        """The project of that name that the person may read."""
        return named_project(self.by, self.cleaned_data["project"])


def named_project(by: User, name: str) -> Project:
    """The project of a name that the person may read; a sentence with the nearest names where there is none."""
    projects = cells.known_projects(by)
    found = projects.find(name)
    if found is None:
        raise forms.ValidationError(projects.unknown(name))
    return Project.objects.get(pk=found[0])


def commitment_entry(data: dict[str, Any]) -> CommitmentEntry:
    """What was typed about a promise, in 万元."""
    given = {key: value for key, value in data.items() if key != "project"}
    return CommitmentEntry(**{**given, "amount": in_wan(given["amount"])})


class KeptForm(Form):
    """When a promise was kept."""

    on = forms.DateField(label=_t("兑现日期"))


def _leaders() -> list[tuple[str, Any]]:
    people = User.objects.in_bulk(holders("leader"))
    return [("", _("请选择")), *((str(pk), str(person)) for pk, person in people.items())]


class LinkTimesForm(Form):
    """The duty and the days of a leader's link."""

    duty = forms.CharField(
        label=_t("职责"), max_length=200, required=False, widget=forms.TextInput(attrs=WIDE)
    )
    since = forms.DateField(label=_t("自"))
    until = forms.DateField(label=_t("至"), required=False, help_text=_t("空着表示一直包联。"))


class LinkForm(LinkTimesForm):
    """Which leader answers for what."""

    leader = forms.TypedChoiceField(
        label=_t("包联领导"), choices=_leaders, coerce=lambda pk: User.objects.get(pk=pk)
    )
    project = forms.CharField(
        label=_t("项目名称"), max_length=120, required=False, help_text=_t("项目、产业链、企业三项只填一项。")
    )
    chain = forms.ChoiceField(label=_t("产业链"), choices=chain_choices, required=False)
    enterprise = forms.CharField(label=_t("企业"), max_length=120, required=False)
    field_order = ("leader", "project", "chain", "enterprise", "duty", "since", "until")

    def __init__(self, *args: Any, by: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.by = by

    def clean_project(self) -> Project | None:
        """The project of that name, or none."""
        name = self.cleaned_data["project"]
        return named_project(self.by, name) if name else None


def link_entry(data: dict[str, Any]) -> LinkEntry:
    """What was typed about a leader's link."""
    return LinkEntry(**data)
