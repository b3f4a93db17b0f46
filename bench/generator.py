"""Makes a rectification ledger from a seed: 300 sites in 20 units, problems found over eighteen months, most of them closed."""

import random
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter

SEED = 47
AS_OF = date(2020, 6, 19)
FIRST_DAY = date(2019, 1, 1)
UNITS = tuple(f"示例{number:02d}街道" for number in range(1, 21))
SITES = tuple(f"示例·{number:03d}号工地" for number in range(1, 301))
HEADERS = (
    "点位名称", "检查项", "问题描述", "发现日期", "整改期限", "整改完成日期", "复核销号日期", "作废原因"
)  # fmt: skip
CODES = tuple(
    f"{area}-{number:02d}"
    for area, last in (("ENV", 12), ("CAN", 11), ("DOR", 7), ("MAT", 5))
    for number in range(1, last + 1)
)
_PLACES = ("东侧围挡", "西侧出入口", "材料加工区", "生活区", "食堂操作间", "三号楼前", "基坑北侧", "临时道路")
_FAULTS = ("覆盖不严", "破损未修", "积水未排", "标识缺失", "码放零乱", "未按时清运", "未公示", "地面未硬化")


class Row(NamedTuple):
    """One row of the sheet 整改台账, in the order of its columns."""

    site: str
    item: str
    description: str
    found_on: date
    due_on: date
    submitted_on: date | None
    closed_on: date | None
    void_reason: str


def rows(count: int, seed: int = SEED) -> Iterator[Row]:
    """The ledger's rows, the same for the same count and seed: one in ten still open, one in a hundred void."""
    chance = random.Random(seed)
    days = (AS_OF - FIRST_DAY).days
    for number in range(1, count + 1):
        found_on = FIRST_DAY + timedelta(days=chance.randrange(days + 1))
        due_on = found_on + timedelta(days=chance.choice((1, 3, 3, 5, 7, 15)))
        submitted_on = closed_on = None
        if chance.random() < 0.92:
            submitted_on = min(found_on + timedelta(days=chance.randrange(10)), AS_OF)
            if chance.random() < 0.98:
                closed_on = min(submitted_on + timedelta(days=chance.randrange(3)), AS_OF)
        yield Row(
            chance.choice(SITES),
            chance.choice(CODES),
            f"{chance.choice(_PLACES)}{chance.choice(_FAULTS)}，现场记录第{number}号",
            found_on,
            due_on,
            submitted_on,
            closed_on,
            "重复登记" if chance.random() < 0.01 else "",
        )


def write_workbook(path: Path, ledger: Iterable[Row], *, dates_as_text: bool = False) -> None:
    """The rows as an .xlsx; days are Excel's dates, or text such as 2020-06-19."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    page = book.add_worksheet("整改台账")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    page.write_row(0, 0, HEADERS)
    for number, row in enumerate(ledger, start=1):
        for place, value in enumerate(row):
            if isinstance(value, date):
                if dates_as_text:
                    page.write_string(number, place, value.isoformat())
                else:
                    page.write_datetime(number, place, value, day)
            elif value:
                page.write_string(number, place, value)
    book.close()


def fill(count: int, *, by: Any, together: int = 50_000) -> None:
    """The rows into the database in use, through the same action as an import, each with its event in the journal."""
    from taizhang.construction import actions
    from taizhang.construction.actions.imports import ProblemRow
    from taizhang.construction.models import ChecklistItem, Site

    sites = {name: (pk, unit) for name, pk, unit in Site.objects.values_list("name", "pk", "unit_id")}
    items = {
        code: (focus, pk) for code, focus, pk in ChecklistItem.objects.values_list("code", "focus", "pk")
    }
    made = (
        ProblemRow(number, *sites[row.site], *items[row.item], *row[2:])
        for number, row in enumerate(rows(count), start=2)
    )
    while piece := list(islice(made, together)):
        actions.import_problems(records=piece, by=by, source="bench")
