"""The forms around items: a Word file, a merger, a call for items, an adoption, the rules of credit, a topic."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taizhang.bulletin.forms import ItemForm
from taizhang.bulletin.models import Adoption, Topic
from taizhang.organisation.models import Unit
from taizhang.web.forms import Form

WORD = ".docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def topics_in_use() -> Any:
    """The topics that may be chosen."""
    return Topic.objects.filter(in_use=True)


class WordForm(Form):
    """A Word file to read an item from."""

    file = forms.FileField(
        label=_("Word 文件"),
        widget=forms.FileInput(attrs={"accept": WORD}),
        error_messages={"required": _("请先选一个 .docx 文件。"), "empty": _("这个文件是空的，请重新选择。")},
    )


class MergeForm(ItemForm):
    """The text that several items become; `main` empty makes a new item of the office."""

    items = forms.CharField(widget=forms.HiddenInput)
    main = forms.TypedChoiceField(
        label=_("主稿"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("另编一篇，就由信息科成稿；选一篇，就在那一篇上改，其余并入它。"),
    )

    field_order = ("main", "title", "body", "items")

    def __init__(self, *args: Any, mains: list[tuple[Any, Any]], **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["source"], self.fields["topic"]
        main = self.fields["main"]
        assert isinstance(main, forms.TypedChoiceField)
        main.choices = [("", _("另编一篇")), *mains]


class CallForm(Form):
    """A call for items."""

    title = forms.CharField(label=_("约稿题目"), max_length=80, widget=forms.TextInput(attrs={"wide": True}))
    topic = forms.ModelChoiceField(label=_("主题"), queryset=Topic.objects.none(), required=False)
    due_on = forms.DateField(label=_("截稿日期"), help_text=_("这一天报送的算按时。"))
    units = forms.ModelMultipleChoiceField(
        label=_("约稿单位"),
        queryset=Unit.objects.exclude(kind__in=(Unit.Kind.DISTRICT, Unit.Kind.TEAM)),
        widget=forms.CheckboxSelectMultiple(attrs={"wide": True}),
        error_messages={"required": _("请至少选一个单位。")},
    )
    text = forms.CharField(
        label=_("要求"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6, "wide": True}),
        help_text=_("写清要哪方面的情况、数字截至哪一天、多少字。"),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["topic"].queryset = topics_in_use()  # type: ignore[attr-defined]


class AdoptionForm(Form):
    """A higher level took the item up."""

    level = forms.ChoiceField(label=_("级别"), choices=Adoption.Level.choices)
    adopted_on = forms.DateField(label=_("采用日期"))
    evidence = forms.CharField(
        label=_("依据"), max_length=100, help_text=_("上级刊物的刊名和期号，或采用通报的文号。")
    )


class CreditRulesForm(Form):
    """A version of the rules of credit."""

    since = forms.DateField(label=_("施行日期"))
    document = forms.CharField(label=_("文号"), max_length=60, required=False)
    single = forms.IntegerField(label=_("单篇采用"), min_value=0, max_value=1000)
    merged = forms.IntegerField(label=_("并稿采用（每个来源单位）"), min_value=0, max_value=1000)
    city = forms.IntegerField(label=_("市级采用另加"), min_value=0, max_value=1000)
    province = forms.IntegerField(label=_("省级采用另加"), min_value=0, max_value=1000)


class TopicForm(Form):
    """A topic."""

    name = forms.CharField(label=_("主题"), max_length=20)
    position = forms.IntegerField(label=_("次序"), min_value=0, max_value=999, initial=0)
    in_use = forms.BooleanField(label=_("在用"), required=False, initial=True)
