"""A photo or a paper that belongs to a row of a ledger, addressed by the hash of its content."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.evidence.states import ATTACHMENT, AttachmentState
from taizhang.journal.models import Journalled
from taizhang.organisation import subjects


class Attachment(Journalled):
    """One file under one row. `digest` is the SHA-256 of what is kept, `original_digest` of what was sent.

    A photo is kept re-encoded, without what its camera wrote into it; when and where it was taken stand beside it.
    `kind` is a code of those that its row takes (`kinds_of`); `dated_on` is the day that the paper itself bears.
    """

    journal_type = "evidence.attachment"
    workflow = ATTACHMENT

    class Kind(models.TextChoices):
        """What a paper shows, under rows that name no kinds of their own."""

        PHOTO = "photo", _("现场照片")
        RECTIFIED = "rectified", _("整改照片")
        CONTRACT = "contract", _("合同协议")
        LICENCE = "licence", _("证照批文")
        VOUCHER = "voucher", _("凭证")
        MINUTES = "minutes", _("纪要文书")
        OTHER = "other", _("其他")

    subject_type = models.CharField(_("对象类型"), max_length=40)
    subject_id = models.BigIntegerField(_("对象编号"))
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name=_("单位"), null=True, related_name="+"
    )
    kind = models.CharField(_("种类"), max_length=40)
    caption = models.CharField(_("说明"), max_length=200, blank=True)
    state = models.CharField(
        _("状态"), max_length=10, choices=AttachmentState.choices, default=AttachmentState.KEPT
    )
    name = models.CharField(_("文件名"), max_length=200)
    media_type = models.CharField(_("格式"), max_length=100)
    size = models.PositiveIntegerField(_("字节数"))
    digest = models.CharField(_("内容摘要"), max_length=64, db_index=True)
    original_digest = models.CharField(_("原件摘要"), max_length=64)
    dated_on = models.DateField(_("材料日期"), null=True, blank=True)
    taken_at = models.DateTimeField(_("拍摄时间"), null=True, blank=True)
    latitude = models.DecimalField(_("纬度"), max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(_("经度"), max_digits=9, decimal_places=6, null=True, blank=True)
    added_at = models.DateTimeField(_("上传时间"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("经办人"), related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = _("材料")
        ordering = ("id",)
        indexes = (models.Index(fields=("subject_type", "subject_id", "id"), name="attachment_of_subject"),)

    def __str__(self) -> str:
        return self.caption or self.name

    @staticmethod
    def kinds_of(journal_type: str) -> tuple[tuple[str, Any], ...]:
        """The (code, title) of the papers that rows of that type take."""
        subject = subjects.published(journal_type)
        return (subject.kinds if subject else ()) or tuple(Attachment.Kind.choices)

    @property
    def kind_title(self) -> str:
        """The kind in words."""
        return str(dict(self.kinds_of(self.subject_type)).get(self.kind, self.kind))

    @property
    def is_image(self) -> bool:
        """Whether a browser shows it in the page."""
        return self.media_type.startswith("image/")

    @property
    def size_text(self) -> str:
        """The size as people say it."""
        return (
            f"{self.size / 1024 / 1024:.1f} MB"
            if self.size >= 1024 * 1024
            else f"{max(self.size // 1024, 1)} KB"
        )
