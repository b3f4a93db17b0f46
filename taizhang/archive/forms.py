"""The forms of the archive: sending, correcting, settings, the upload and the correction of old issues."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taizhang.bulletin.models import Issue, PrintedItem, RecipientList
from taizhang.evidence.forms import Files, FilesField
from taizhang.web.forms import Form


class SendForm(Form):
    """To whom an issue goes, and how many copies were printed."""

    lists = forms.ModelMultipleChoiceField(
        label=_("送发名单"),
        queryset=RecipientList.objects.none(),
        widget=forms.CheckboxSelectMultiple(attrs={"wide": True}),
        help_text=_("名单里的单位、岗位和人员在系统里收阅；注明份数和系统外的，另送纸质。"),
    )
    copies = forms.IntegerField(label=_("实印份数"), min_value=1, max_value=99999, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["lists"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = RecipientList.objects.in_use()


class CorrectionForm(Form):
    """Printed words, and what they should be."""

    printed = forms.ModelChoiceField(
        label=_("所在稿件"), queryset=PrintedItem.objects.none(), required=False, empty_label=_("报头报尾")
    )
    was = forms.CharField(
        label=_("原文"), max_length=200, widget=forms.Textarea(attrs={"rows": 2, "wide": True})
    )
    becomes = forms.CharField(
        label=_("应为"), max_length=200, widget=forms.Textarea(attrs={"rows": 2, "wide": True})
    )

    def __init__(self, *args: Any, issue: Issue, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["printed"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = issue.printed_items.all()


class SettingsForm(Form):
    """What holds for all issues."""

    public_by_default = forms.BooleanField(
        label=_("印发后默认对外公开"),
        required=False,
        help_text=_("公开的期不登录也能看正文和 PDF；标了密级或份号的，一律不公开。"),
    )
    remind_after = forms.IntegerField(label=_("几个工作日未阅就提醒"), min_value=1, max_value=30)


class UploadForm(Form):
    """Files of old issues."""

    file = FilesField(
        label=_("旧刊文件"),
        widget=Files(attrs={"accept": ".txt,.docx", "multiple": True, "wide": True}),
        error_messages={"required": _("请先选文件。"), "empty": _("这个文件是空的，请重新选择。")},
        help_text=_(
            "一个文件一期，.txt 或 .docx，一次最多 20 个。更多的请管理员用命令 import_issues 收一个文件夹。"
        ),
    )


class IntakeForm(Form):
    """What was read out of an old issue, to be corrected."""

    masthead = forms.CharField(label=_("刊名"), max_length=20, required=False)
    year = forms.IntegerField(label=_("年度"), min_value=1949, max_value=2199, required=False)
    number = forms.IntegerField(label=_("期号"), min_value=1, max_value=9999, required=False)
    supplement = forms.BooleanField(label=_("增刊（另编期号）"), required=False)
    issued_on = forms.DateField(label=_("日期"), required=False)
    publisher = forms.CharField(label=_("编发单位"), max_length=40, required=False)
    items = forms.CharField(
        label=_("稿件"),
        required=False,
        strip=False,
        max_length=200000,
        widget=forms.Textarea(attrs={"wide": True, "class": "form-control tz-prose", "rows": 24}),
        help_text=_("# 号起头的一行是标题，正文一行一段，来源单独一行写在括号里。"),
    )
    sent_to = forms.CharField(
        label=_("本期送"), max_length=200, required=False, widget=forms.TextInput(attrs={"wide": True})
    )
    distributed_to = forms.CharField(
        label=_("发"), max_length=300, required=False, widget=forms.TextInput(attrs={"wide": True})
    )
    editors = forms.CharField(label=_("责任编辑"), max_length=60, required=False)
    copies = forms.IntegerField(label=_("印数"), min_value=1, max_value=99999, required=False)
    secrecy = forms.CharField(label=_("密级"), max_length=20, required=False)
    serial = forms.CharField(label=_("份号"), max_length=20, required=False)


class SearchForm(Form):
    """What is looked for, and in which year."""

    q = forms.CharField(
        label=_("找什么"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "data-search": True}),
    )
    year = forms.TypedChoiceField(label=_("年度"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, years: list[int], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["year"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", _("各年")), *((year, str(year)) for year in years)]
