"""The figure as it was printed: its value, the rows that it counted and their digest, kept whatever the ledger becomes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.journal.models import Journalled
from taizhang.organisation.models import User


@dataclass(frozen=True)
class PrintedRow:
    """One counted row as it read: its id in the ledger, the unit that it belongs to, a text for every column."""

    pk: int
    unit_id: int | None
    cells: tuple[str, ...]


class PrintedFigure(Journalled):
    """A figure of the catalogue on the day that it was printed. Rows are only ever added, by `figures.frozen.freeze`.

    `scope` is {"as_of", "start", "end": ISO days, "unit": code or ""}; `value` the exact value as text ("140/3" for a
    share); `rows` the counted rows as plain JSON, in the order of the digest; `lines` the same rows as they read, a text
    for each of `columns` ([path, title, is a number]); `row_units` the id of each row's unit, None for the district.
    """

    journal_type = "figures.printed"
    journal_titles = {"frozen": _("定格")}

    key = models.CharField(_("代码"), max_length=80)
    title = models.CharField(_("名称"), max_length=120)
    unit_of_measure = models.CharField(_("计量单位"), max_length=20, blank=True)
    definition = models.TextField(_("口径"))
    ledger = models.CharField(_("台账"), max_length=40)
    scope = models.JSONField(_("范围"))
    value = models.CharField(_("准确值"), max_length=120)
    shown = models.CharField(_("印作"), max_length=120)
    digest = models.CharField(_("明细摘要"), max_length=64)
    columns = models.JSONField(_("明细各列"))
    rows = models.JSONField(_("明细"))
    lines = models.JSONField(_("明细文字"))
    row_units = models.JSONField(_("明细所属单位"))
    frozen_at = models.DateTimeField(_("定格时间"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("经办人"), related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = _("已印数字")

    def __str__(self) -> str:
        return f"{self.title} {self.shown}"

    @property
    def as_of(self) -> date:
        """The day at whose end the figure stands."""
        return date.fromisoformat(self.scope["as_of"])

    @property
    def period(self) -> tuple[date, date]:
        """The first and the last day that it counts."""
        return date.fromisoformat(self.scope["start"]), date.fromisoformat(self.scope["end"])

    def printed_rows(self) -> Iterator[PrintedRow]:
        """Every counted row as it read, in the order of the digest."""
        for row, unit_id, cells in zip(self.rows, self.row_units, self.lines, strict=True):
            yield PrintedRow(row["id"], unit_id, tuple(cells))

    def reads(self, reader: User, unit_id: int | None) -> bool:
        """Whether a reader may see a counted row of that unit; rows of the whole district are everybody's."""
        return unit_id is None or reader.sees_all_of(self.ledger) or unit_id in reader.home_unit_ids
