"""整改台账: the sheet of problems, the one that comes in volumes."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.construction import actions, checklist
from taizhang.construction.actions.imports import ProblemRow
from taizhang.construction.held_rows import HeldRows, Standing
from taizhang.construction.models import FOCUS_CHOICES, ChecklistItem, Problem
from taizhang.construction.row_rules import LONGEST_REASON, problem_faults
from taizhang.construction.sheets.words import (
    CHUNK,
    Known,
    differing_words,
    optional_text,
    refuse_verdict,
    site_column,
)
from taizhang.organisation.models import User
from taizhang.workbooks.columns import UNCHANGED, Sheet, SheetColumn, SheetRow, day

FOCUS_TITLES = dict(FOCUS_CHOICES)
KEY = ("site_id", "focus", "item_id", "description", "found_on")
CONTENT = ("due_on", "submitted_on", "closed_on", "void_reason")


def _item_names() -> list[str]:
    codes = ChecklistItem.objects.filter(active=True).order_by("pk").values_list("code", flat=True)
    return [*FOCUS_TITLES.values(), *codes]


class KnownProblems(Known):
    """Sites, checklist items and the ledger's problems, for the checks of one file."""

    def __init__(self, by: User, held: HeldRows) -> None:
        super().__init__(by, held)
        rows = list(ChecklistItem.objects.values_list("pk", "code", "text", "clause"))
        self.items = {code: pk for pk, code, _text, _clause in rows}
        self.index = checklist.index(checklist.ChecklistItem(*row[1:]) for row in rows)


class ProblemsSheet(Sheet):
    """整改台账: what was found, by when it must be put right, and when it was."""

    key = "problems"
    title = gettext_lazy("整改台账")
    permission = "construction.import_records"
    columns = (
        site_column(),
        SheetColumn("item", "检查项", required=True, choices=_item_names, width=18, example="ENV-04"),
        SheetColumn("description", "问题描述", required=True, width=40, example="东侧土方未覆盖"),
        day("found_on", "发现日期", required=True),
        day("due_on", "整改期限", required=True),
        day("submitted_on", "整改完成日期"),
        day("closed_on", "复核销号日期"),
        SheetColumn("void_reason", "作废原因", optional_text(LONGEST_REASON), width=20),
    )

    def prepare(self, *, by: User) -> Any:
        """Sites and items by name; what the ledger holds is read once for each site of the file."""

        def load(site_id: int) -> Iterator[tuple[Any, Any]]:
            held = Problem.objects.filter(site_id=site_id).values_list(*KEY, *CONTENT)
            for row in held.iterator(CHUNK):
                yield row[:5], row[5:]

        return KnownProblems(by, HeldRows(load, empty=not Problem.objects.exists()))

    def check(self, row: SheetRow, known: Any) -> Any:
        """A known site and item, days in their order; the same problem once."""
        values = row.values
        site = known.sites.find(values["site"])
        if site is None:
            row.refuse("site", known.sites.unknown(values["site"]))
        found = checklist.find_item(values["item"], known.index)
        if found is None:
            row.refuse(
                "item",
                _("“%(item)s”不是检查表的编码，也不是重点名称。重点有：%(areas)s。")
                % {"item": values["item"], "areas": "、".join(FOCUS_TITLES.values())},
            )
        description, found_on, due_on = values["description"], values["found_on"], values["due_on"]
        submitted_on, closed_on = values.get("submitted_on"), values.get("closed_on")
        faults = problem_faults(
            description=description,
            found_on=found_on,
            due_on=due_on,
            submitted_on=submitted_on,
            closed_on=closed_on,
            retired_on=site.retired_on if site else None,
            today=known.today,
        )
        for field, sentence in faults:
            row.refuse(field, sentence)
        if row.errors or site is None or found is None:
            return None
        focus = found.focus.code
        item_id = known.items[found.item.code] if found.item else None
        void_reason = values.get("void_reason") or ""
        key = (site.pk, focus, item_id, description, found_on)
        content = (due_on, submitted_on, closed_on, void_reason)
        verdict = known.held.judge(site.pk, key, content, row.number)
        if verdict.standing is Standing.NEW:
            return ProblemRow(
                row.number, site.pk, site.unit_id, focus, item_id, description, found_on, *content
            )
        if verdict.standing is Standing.SAME:
            return UNCHANGED
        refuse_verdict(row, verdict, "description", lambda: self._differing(key, content))
        return None

    def _differing(self, key: tuple[Any, ...], content: tuple[Any, ...]) -> str:
        held = Problem.objects.filter(**dict(zip(KEY, key, strict=True))).values(*CONTENT).first()
        return differing_words(self.titles, held, dict(zip(CONTENT, content, strict=True)))

    def land(self, records: Sequence[Any], *, by: User, source: str, progress: Callable[[int], None]) -> int:
        """Through actions.import_problems."""
        return actions.import_problems(records=records, by=by, source=source, progress=progress)

    def rows(self, rows: QuerySet[Any] | None, *, by: User, as_of: date) -> Iterator[Sequence[Any]]:
        """Problems found by then, with what had happened to them by then."""
        found = (Problem.objects.visible_to(by) if rows is None else rows).filter(found_on__lte=as_of)
        for site, code, focus, words, found_on, due_on, submitted, closed, voided, reason in (
            found.order_by("found_on", "pk")
            .values_list(
                "site__name", "item__code", "focus", "description", "found_on", "due_on", "submitted_on", "closed_on",
                "voided_on", "void_reason",
            )
            .iterator(CHUNK)
        ):  # fmt: skip
            yield (
                site, code or FOCUS_TITLES[focus], words, found_on, due_on,
                submitted if submitted is not None and submitted <= as_of else None,
                closed if closed is not None and closed <= as_of else None,
                reason if voided is not None and voided <= as_of else "",
            )  # fmt: skip
