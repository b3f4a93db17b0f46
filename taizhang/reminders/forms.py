"""The form of a channel."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taizhang.organisation import roles
from taizhang.organisation.models import Unit
from taizhang.reminders.models import Channel
from taizhang.web.forms import Form


class ChannelForm(Form):
    """Where reminders go: what kind of channel, how it is reached, for whom. A secret goes in and never comes out."""

    kind = forms.ChoiceField(label=_("种类"), choices=Channel.Kind.choices)
    title = forms.CharField(label=_("名称"), max_length=40, help_text=_("例如“督查室钉钉群”。"))
    address = forms.CharField(
        label=_("地址"),
        max_length=300,
        help_text=_("机器人：从群里复制整个地址。邮件：发信服务器的“主机:端口”，例如 smtp.example.cn:465。"),
        widget=forms.TextInput(attrs={"wide": True, "autocomplete": "off"}),
    )
    account = forms.CharField(
        label=_("发件邮箱"), max_length=100, required=False, help_text=_("只有邮件要填，同时是登录名。")
    )
    secret = forms.CharField(
        label=_("密钥或密码"),
        max_length=200,
        required=False,
        strip=True,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("钉钉的加签密钥，或邮箱的密码、授权码；企业微信不填。"),
    )
    is_on = forms.BooleanField(label=_("启用"), required=False, initial=True)
    units = forms.ModelMultipleChoiceField(
        label=_("单位"),
        queryset=Unit.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"wide": True}),
        help_text=_("只送这些单位及下属单位的人；不选就是所有单位。"),
    )
    roles = forms.MultipleChoiceField(
        label=_("岗位"),
        choices=roles.CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"wide": True}),
        help_text=_("只送这些岗位的人；不选就是所有岗位。"),
    )

    def clean_units(self) -> list[Unit]:
        """The units as a list."""
        return list(self.cleaned_data["units"])


class ChangedChannelForm(ChannelForm):
    """The same for a channel that is there: its kind stays, an empty secret keeps the one it has."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["kind"]
        self.fields["secret"].help_text = _("不填就沿用原来的。")
