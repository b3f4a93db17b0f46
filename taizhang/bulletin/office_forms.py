"""The forms of what the office keeps beside its issues: rules of house style, lists of recipients, the lists of an issue."""

import re
from typing import Any

from django import forms
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.bulletin.actions import Addressee
from taizhang.bulletin.models import RecipientEntry, RecipientList, StyleRule
from taizhang.foundation import clock
from taizhang.organisation import roles
from taizhang.organisation.models import Post, Unit, User
from taizhang.web.forms import Form

_COPIES = re.compile(r"^(?P<name>.*?)[\s　]*(?P<copies>\d{1,4})[\s　]*份?$")
_OUTSIDE_LONGEST = RecipientEntry._meta.get_field("outside").max_length or 0
# The posts by which a list may name people across the district.
_DISTRICT_POSTS = ("leader", "supervisor", "bureau_head", "reader", "reporter", "unit_signer")


class StyleRuleForm(Form):
    """One rule of house style."""

    kind = forms.ChoiceField(label=gettext_lazy("要求"), choices=StyleRule.Kind.choices)
    topic = forms.ChoiceField(label=gettext_lazy("类别"), choices=StyleRule.Topic.choices)
    pattern = forms.CharField(
        label=gettext_lazy("写法"),
        max_length=40,
        help_text=gettext_lazy("照字面找，不用通配符。“须写全”的填开头几个字。"),
    )
    replacement = forms.CharField(
        label=gettext_lazy("改为"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("空着就只提醒，不给一键替换。"),
    )
    unless = forms.CharField(
        label=gettext_lazy("例外"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("这些词里出现的不算，几个词之间用顿号。"),
    )
    reason = forms.CharField(
        label=gettext_lazy("说明"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"wide": True}),
    )


class _People(forms.ModelMultipleChoiceField):
    def label_from_instance(self, person: Any) -> str:
        return f"{person}（{person.unit_name}）" if person.unit_name else str(person)


class RecipientListForm(Form):
    """A list of recipients: units, posts, people, and whom the system does not know."""

    name = forms.CharField(label=gettext_lazy("名单"), max_length=40)
    line = forms.ChoiceField(label=gettext_lazy("印在"), choices=RecipientList.Line.choices)
    printed = forms.CharField(
        label=gettext_lazy("印作"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"wide": True}),
        help_text=gettext_lazy("报尾上照印的字，如“各镇办、区直各单位主要负责同志”；空着印名单的名字。"),
    )
    units = forms.ModelMultipleChoiceField(
        label=gettext_lazy("单位"),
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"wide": True}),
    )
    role = forms.ChoiceField(
        label=gettext_lazy("单位里由谁收"),
        required=False,
        choices=[
            ("", gettext_lazy("收阅人、主要负责人和审签人")),
            *[(key, role.title) for key, role in roles.ROLES.items()],
        ],
    )
    copies = forms.IntegerField(
        label=gettext_lazy("每个单位纸质份数"), min_value=0, max_value=999, required=False, initial=0
    )
    posts = forms.MultipleChoiceField(
        label=gettext_lazy("全区凡任这些岗位的"),
        required=False,
        choices=[(key, roles.ROLES[key].title) for key in _DISTRICT_POSTS],
        widget=forms.CheckboxSelectMultiple(attrs={"wide": True}),
    )
    people = _People(
        label=gettext_lazy("指定人员"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.SelectMultiple(attrs={"wide": True, "size": 6, "class": "form-select"}),
        help_text=gettext_lazy("按住 Ctrl 可以多选。"),
    )
    outside = forms.CharField(
        label=gettext_lazy("系统外收件"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "wide": True}),
        help_text=gettext_lazy("一行一个，末尾可写份数，如“市委办公室 2份”；只送纸质。"),
    )
    position = forms.IntegerField(
        label=gettext_lazy("排序"), min_value=0, max_value=999, required=False, initial=0
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        units, people = self.fields["units"], self.fields["people"]
        units.queryset = Unit.objects.exclude(kind=Unit.Kind.DISTRICT)  # type: ignore[attr-defined]
        held = Post.objects.held_on(clock.today()).order_by("user_id", "pk")
        unit_name = held.filter(user=OuterRef("pk")).values("unit__short_name")[:1]
        people.queryset = (  # type: ignore[attr-defined]
            User.objects.filter(is_active=True, posts__in=held)
            .distinct()
            .annotate(unit_name=Subquery(unit_name))
            .order_by("pk")
        )

    def clean_outside(self) -> list[Addressee]:
        """One addressee a line."""
        found = []
        for line in self.cleaned_data["outside"].splitlines():
            if not (text := line.strip(" \t　")):
                continue
            told = _COPIES.match(text)
            name, copies = (told["name"], int(told["copies"])) if told and told["name"] else (text, 1)
            if len(name) > _OUTSIDE_LONGEST:
                raise forms.ValidationError(
                    _("“%(name)s…”太长，一行最多 %(most)s 字。")
                    % {"name": name[:12], "most": _OUTSIDE_LONGEST}
                )
            found.append(Addressee(outside=name, copies=copies))
        return found

    @staticmethod
    def entries_of(data: dict[str, Any]) -> list[Addressee]:
        """The entries of the form's cleaned data: units, posts, people, outside."""
        copies = data["copies"] or 0
        return [
            *(Addressee(unit=unit, role=data["role"], copies=copies) for unit in data["units"]),
            *(Addressee(role=role) for role in data["posts"]),
            *(Addressee(user=person) for person in data["people"]),
            *data["outside"],
        ]

    @staticmethod
    def filled(list_: RecipientList) -> dict[str, Any]:
        """What the form shows of a list that exists."""
        entries = list(list_.entries.all())
        of_units = [each for each in entries if each.unit_id]
        return {
            "name": list_.name,
            "line": list_.line,
            "printed": list_.printed,
            "position": list_.position,
            "units": [each.unit_id for each in of_units],
            "role": of_units[0].role if of_units else "",
            "copies": of_units[0].copies if of_units else 0,
            "posts": [each.role for each in entries if each.role and not each.unit_id],
            "people": [each.user_id for each in entries if each.user_id],
            "outside": "\n".join(f"{each.outside} {each.copies}份" for each in entries if each.outside),
        }


class IssueListsForm(Form):
    """The lists to which an issue goes; the foot then prints them."""

    lists = forms.ModelMultipleChoiceField(
        label=gettext_lazy("送发名单"),
        queryset=RecipientList.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"wide": True}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["lists"]
        field.queryset = RecipientList.objects.in_use()  # type: ignore[attr-defined]
        field.label_from_instance = lambda each: f"{each.name}（{each.get_line_display()}：{each.printed}）"  # type: ignore[attr-defined]
