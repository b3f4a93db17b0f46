"""The states of an import: uploaded, checked, landed or refused."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.foundation.workflow import Transition, Workflow


class ImportState(models.TextChoices):
    """Where an uploaded workbook stands."""

    UPLOADED = "uploaded", _("待核对")
    CHECKED = "checked", _("待确认")
    REFUSED = "refused", _("有误待改")
    LANDING = "landing", _("导入中")
    LANDED = "landed", _("已导入")
    FAILED = "failed", _("未成")


IMPORT = Workflow(
    "workbooks.import",
    _("导入"),
    ImportState,
    ImportState.UPLOADED,
    (
        Transition("check", _("核对无误"), ("uploaded",), "checked"),
        Transition("refuse", _("核对有误"), ("uploaded", "landing"), "refused"),
        Transition("confirm", _("确认导入"), ("checked", "refused"), "landing"),
        Transition("land", _("导入完成"), ("landing",), "landed"),
        Transition("fail", _("出错停下"), ("uploaded", "landing"), "failed"),
        Transition("retry", _("重新核对"), ("failed",), "uploaded"),
    ),
)
