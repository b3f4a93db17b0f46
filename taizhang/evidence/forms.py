"""The forms of evidence: what is sent, and why a paper is removed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taizhang.evidence.models import Attachment
from taizhang.organisation.subjects import Subject
from taizhang.web.forms import Form

MOST_FILES = 20
ACCEPTED = "image/jpeg,image/png,image/webp,image/heic,image/heif,.heic,.pdf,.ofd,.docx,.xlsx"


class Files(forms.ClearableFileInput):
    """A file input that takes several."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """One or more uploaded files as a list."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Every file through the usual check."""
        given = data if isinstance(data, list | tuple) else [data]
        files = [forms.FileField.clean(self, each, initial) for each in given or [None]]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("一次最多传 20 个文件。"))
        return files


class AttachForm(Form):
    """Files with what they show, in the kinds that their row takes, with their date where the row asks for it."""

    file = FilesField(
        label=_("文件"),
        widget=Files(attrs={"accept": ACCEPTED, "multiple": True, "wide": True}),
        error_messages={"required": _("请先选文件。"), "empty": _("这个文件是空的，请重新选择。")},
        help_text=_("照片、PDF、OFD、.docx、.xlsx，每个不超过 20 MB。照片的拍摄时间和位置另记，图中不留。"),
    )
    kind = forms.ChoiceField(label=_("种类"))
    dated_on = forms.DateField(
        label=_("材料日期"),
        help_text=_("合同、证照上写的日期；照片填拍摄的日期。"),
        error_messages={"required": _("请填材料日期，即合同、证照上写的日期，或照片拍摄的日期。")},
    )
    caption = forms.CharField(label=_("说明"), max_length=200, required=False)

    def __init__(self, *args: Any, of: Subject, **options: Any) -> None:
        super().__init__(*args, **options)
        kinds = self.fields["kind"]
        assert isinstance(kinds, forms.ChoiceField)
        kinds.choices = Attachment.kinds_of(of.journal_type)
        if not of.dated:
            del self.fields["dated_on"]


class ReasonForm(Form):
    """Why a paper is removed or put back."""

    reason = forms.CharField(
        label=_("理由"), max_length=200, widget=forms.Textarea(attrs={"rows": 3, "wide": True})
    )
