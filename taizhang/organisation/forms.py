"""The forms of the organisation: signing in, one's password, units, people, posts."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.utils.translation import gettext_lazy as _

from taizhang.organisation import roles
from taizhang.organisation.models import Unit
from taizhang.web.forms import Form

ROLES = [("", _("请选岗位")), *roles.CHOICES]
SEPARATORS = "、,，;；\n"


class SignInForm(LoginForm):
    """allauth's form with our words."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("label_suffix", "")
        super().__init__(*args, **options)
        words = {"login": _("登录名"), "password": _("密码")}
        for name, label in words.items():
            field = self.fields[name]
            field.label, field.help_text = label, ""
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs["class"] = "form-control"
        self.fields["login"].widget.attrs["autofocus"] = True


class PasswordForm(Form):
    """A person's own new password."""

    present = forms.CharField(
        label=_("现在的密码"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "wide": True}),
    )
    password = forms.CharField(
        label=_("新密码"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("至少 10 位，不要用常见的密码，也不要与姓名、登录名相近。"),
    )
    again = forms.CharField(
        label=_("再输一遍新密码"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_again(self) -> str:
        """Both must be the same."""
        if self.cleaned_data["again"] != self.cleaned_data.get("password"):
            raise forms.ValidationError(_("两次输入的新密码不同。"))
        return str(self.cleaned_data["again"])


class AliasesField(forms.CharField):
    """Names separated by 、 as a list."""

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        """The names without blanks around them."""
        text = "、".join(value) if isinstance(value, list) else str(value or "")
        for mark in SEPARATORS:
            text = text.replace(mark, "、")
        return [name.strip() for name in text.split("、") if name.strip()]

    def prepare_value(self, value: Any) -> Any:
        """The list as the person reads it."""
        return "、".join(value) if isinstance(value, list) else value


class UnitForm(Form):
    """A unit's names and kind."""

    name = forms.CharField(label=_("全称"), max_length=60)
    short_name = forms.CharField(label=_("简称"), max_length=30)
    kind = forms.ChoiceField(
        label=_("类别"), choices=[each for each in Unit.Kind.choices if each[0] != Unit.Kind.DISTRICT]
    )
    position = forms.IntegerField(label=_("排序"), min_value=0, max_value=30000, initial=0)
    aliases = AliasesField(
        label=_("别名"),
        required=False,
        help_text=_("导入表格时也按别名认单位，用顿号分开。"),
        widget=forms.TextInput(attrs={"wide": True}),
    )


class NewUnitForm(UnitForm):
    """A new unit, with what stays as it is given."""

    code = forms.SlugField(label=_("代码"), max_length=40, help_text=_("小写字母、数字和连字符，定后不改。"))
    parent = forms.ModelChoiceField(label=_("上级"), queryset=Unit.objects.all(), empty_label=_("请选单位"))


class PostForm(Form):
    """A dated post."""

    unit = forms.ModelChoiceField(label=_("单位"), queryset=Unit.objects.all(), empty_label=_("请选单位"))
    role = forms.ChoiceField(label=_("岗位"), choices=ROLES)
    title = forms.CharField(label=_("职务"), max_length=40, required=False)
    since = forms.DateField(label=_("起"))
    until = forms.DateField(label=_("止"), required=False, help_text=_("长期任职不填。"))


class NewPersonForm(Form):
    """A person with their first post."""

    full_name = forms.CharField(label=_("姓名"), max_length=40)
    username = forms.CharField(
        label=_("登录名"), max_length=150, help_text=_("字母、数字和 @ . + - _，定后不改。")
    )
    certificate = forms.CharField(label=_("执法证号"), max_length=40, required=False)
    unit = forms.ModelChoiceField(label=_("单位"), queryset=Unit.objects.all(), empty_label=_("请选单位"))
    role = forms.ChoiceField(label=_("岗位"), choices=ROLES)
    title = forms.CharField(label=_("职务"), max_length=40, required=False)
    since = forms.DateField(label=_("任职起日"))


class PersonForm(Form):
    """What may change about a person."""

    full_name = forms.CharField(label=_("姓名"), max_length=40)
    certificate = forms.CharField(label=_("执法证号"), max_length=40, required=False)
    email = forms.EmailField(
        label=_("邮箱"),
        max_length=100,
        required=False,
        help_text=_("填了，提醒可以发到邮箱；不填就只在系统里看。"),
    )


class EndPostForm(Form):
    """The last day of a post."""

    until = forms.DateField(label=_("任职止日"), help_text=_("当日仍在任，次日起免。"))


class ReasonForm(Form):
    """Why an account is shut."""

    reason = forms.CharField(
        label=_("理由"), max_length=200, widget=forms.Textarea(attrs={"rows": 3, "wide": True})
    )
