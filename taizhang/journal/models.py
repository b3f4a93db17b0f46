"""The journal's two tables: events, which the database itself refuses to change, and receipts of phone and API writes."""

import json
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.foundation.workflow import Workflow


class RowNumber(models.BigIntegerField):
    """A bigint key that SQLite keeps as the number of the row itself, without an index beside the table."""

    def db_type(self, connection: Any) -> str | None:
        """The type INTEGER is what makes it so (https://sqlite.org/lang_createtable.html#rowid)."""
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)


class Event(models.Model):
    """One thing that happened to one row: who, when it happened, when it was recorded, and the link in the chain.

    `detail_text` is canonical JSON; `happened_at` is the domain's clock, `recorded_at` the server's.
    """

    seq = RowNumber(_("序号"), primary_key=True)
    subject_type = models.CharField(_("对象类型"), max_length=40)
    subject_id = models.BigIntegerField(_("对象编号"))
    kind = models.CharField(_("事项"), max_length=40)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("经办人"),
        null=True,
        related_name="+",
        db_index=False,
    )
    unit = models.ForeignKey(
        "organisation.Unit",
        models.PROTECT,
        verbose_name=_("单位"),
        null=True,
        related_name="+",
        db_index=False,
    )
    happened_at = models.DateTimeField(_("发生时间"))
    recorded_at = models.DateTimeField(_("记录时间"))
    detail_text = models.TextField(_("内容"), default="{}")
    previous = models.CharField(_("前一哈希"), max_length=64)
    hash = models.CharField(_("哈希"), max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = _("日志")
        ordering = ("seq",)
        indexes = (models.Index(fields=("subject_type", "subject_id", "seq"), name="event_of_subject"),)

    def __str__(self) -> str:
        return f"#{self.seq} {self.subject_type}/{self.subject_id} {self.kind}"

    @property
    def detail(self) -> dict[str, Any]:
        """The content as a dict of JSON values."""
        return json.loads(self.detail_text)


class Receipt(models.Model):
    """The answer that a write with a client-made id got, kept so that a repeated send answers alike."""

    id = models.UUIDField(_("回执号"), primary_key=True)
    digest = models.CharField(_("内容摘要"), max_length=64)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("经办人"), related_name="+"
    )
    recorded_at = models.DateTimeField(_("记录时间"))
    answer = models.JSONField(_("答复"))

    class Meta:
        verbose_name = verbose_name_plural = _("回执")

    def __str__(self) -> str:
        return str(self.id)


class RefusedReceipt(models.Model):
    """A second, different body under an id already used: kept for a person to look at, never applied."""

    receipt = models.ForeignKey(Receipt, models.PROTECT, verbose_name=_("回执号"), related_name="refused")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("经办人"), related_name="+"
    )
    recorded_at = models.DateTimeField(_("记录时间"))
    body = models.JSONField(_("内容"))

    class Meta:
        verbose_name = verbose_name_plural = _("被拒回执")

    def __str__(self) -> str:
        return f"{self.receipt_id} {self.recorded_at:%Y-%m-%d}"


class Journalled(models.Model):
    """Base of every row whose changes are journalled: `journal_type` is its stable code, such as "construction.problem".

    `journal_titles` names the row's own kinds of event, and what they changed, beyond its transitions and its fields.
    """

    journal_type: str = ""
    workflow: Workflow | None = None
    journal_titles: dict[str, Any] = {}

    class Meta:
        abstract = True

    @property
    def history(self) -> models.QuerySet[Event]:
        """The row's events, oldest first, with their people."""
        return Event.objects.filter(subject_type=self.journal_type, subject_id=self.pk).select_related(
            "by", "unit"
        )
