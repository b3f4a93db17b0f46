"""The form on which a text is given to be checked."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from taizhang.organisation.district import business_today
from taizhang.web.forms import Form

MOST_FILES = 20
LONGEST = 100_000  # characters pasted at once


class _ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class _FilesField(forms.FileField):
    """Any number of files, as a list."""

    widget = _ManyFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        files: Sequence[Any] = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(_FilesField, self).clean(file, initial) for file in files]


class CheckForm(Form):
    """A text, or files, and the day at whose end the ledgers are asked."""

    text = forms.CharField(
        label=_("文字"),
        required=False,
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"wide": True, "rows": 8, "class": "form-control tz-prose"}),
        help_text=_("贴一段文字，或在下面选文件。文字不会保存。"),
    )
    documents = _FilesField(
        label=_("文件"),
        required=False,
        widget=_ManyFiles(attrs={"accept": ".txt,.docx"}),
        help_text=_("可以一次选多个 .txt 或 .docx，最多 20 个。"),
    )
    as_of = forms.DateField(label=_("台账数到"), help_text=_("文中写明日期的，以文中的为准。"))

    def clean(self) -> dict[str, Any]:
        """Something is to be checked, and the day has come."""
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and not (given.get("text") or "").strip() and not given.get("documents"):
            self.add_error("text", _g("请贴一段文字，或选一个文件。"))
        if len(given.get("documents") or []) > MOST_FILES:
            self.add_error("documents", _g("一次最多 %(n)s 个文件。") % {"n": MOST_FILES})
        if given.get("as_of") and given["as_of"] > business_today():
            self.add_error("as_of", _g("这一天还没有到，请改成今天或以前。"))
        return given
