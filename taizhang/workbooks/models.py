"""An uploaded workbook on its way into a ledger, with what was found in it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.journal.models import Journalled
from taizhang.workbooks.states import IMPORT, ImportState


class ImportJob(Journalled):
    """One upload: its file (by content hash, in the data folder), its checks, its outcome."""

    journal_type = "workbooks.import"
    workflow = IMPORT

    sheet_key = models.CharField(_("台账"), max_length=40)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("经办人"), related_name="+"
    )
    file_name = models.CharField(_("文件名"), max_length=200)
    file_hash = models.CharField(_("文件摘要"), max_length=64)
    state = models.CharField(
        _("状态"), max_length=12, choices=ImportState.choices, default=ImportState.UPLOADED
    )
    uploaded_at = models.DateTimeField(_("上传时间"))
    total = models.PositiveIntegerField(_("总行数"), default=0)
    fresh = models.PositiveIntegerField(_("可导入"), default=0)
    unchanged = models.PositiveIntegerField(_("已有"), default=0)
    created = models.PositiveIntegerField(_("已导入"), default=0)
    wrong_rows = models.PositiveIntegerField(_("有误行数"), default=0)
    correct_rows_only = models.BooleanField(_("只导入正确的行"), default=False)
    extra_columns = models.JSONField(_("未用的列"), default=list)
    errors = models.JSONField(_("错误"), default=list)
    fault = models.CharField(_("出错原因"), max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("导入")

    def __str__(self) -> str:
        return self.file_name
