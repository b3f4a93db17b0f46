"""A report as a paper: its head, its sentences and its tables, in Chinese whatever the screen speaks, no word of fonts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from taizhang.organisation.matrix import ROOMS
from taizhang.reports.compiling import Table
from taizhang.reports.models import MonthlyReport, ReportCell
from taizhang.reports.named import NamedLine

DRAFT_LINE = "（预览稿，未关账）"
DISTRICT = "全区"
TARGETED = ("目标", "本期", "累计", "完成率", "比时序", "亮灯", "名次")
PLAIN = ("本期", "更正", "累计")


@dataclass(frozen=True)
class Paper:
    """What is printed: `lines` are the named lines of the district, `day` the day of the paper."""

    report: MonthlyReport
    tables: Sequence[Table]
    lines: Sequence[NamedLine]
    day: date

    @property
    def number_line(self) -> str:
        """第5期, or the words that mark a preview."""
        return f"第{self.report.number}期" if self.report.number else DRAFT_LINE

    @property
    def date_line(self) -> str:
        """The day of the paper."""
        return chinese_day(self.day)

    @property
    def masthead(self) -> str:
        """What sort of paper it is."""
        return f"{work_of(self.report.ledger)}情况通报"

    @property
    def file_name(self) -> str:
        """The name under which the file is kept."""
        return f"{self.report.title}{'' if self.report.number else '-预览'}"

    @property
    def targeted(self) -> list[Table]:
        """The figures under which somebody has a target."""
        return [table for table in self.tables if table.has_targets]

    @property
    def plain(self) -> list[Table]:
        """The figures that are only counted."""
        return [table for table in self.tables if not table.has_targets]

    @property
    def units(self) -> list[tuple[int | None, str]]:
        """(id, name) of the units that stand in some table, in the units' order."""
        found = {
            cell.unit_id: (cell.position, cell.unit_name) for table in self.tables for cell in table.units
        }
        ordered = sorted((position, unit_id, name) for unit_id, (position, name) in found.items())
        return [(unit_id, name) for _position, unit_id, name in ordered]

    @property
    def span_title(self) -> str:
        """本月, or 本期 for a part of one."""
        return "本月" if self.report.is_whole_month else "本期"

    def heads(self, words: Sequence[str]) -> list[str]:
        """The heads of a figure's columns, with the report's own word for its stretch."""
        return [self.span_title if word == "本期" else word for word in words]

    @property
    def notes(self) -> list[str]:
        """The rules and the formulas, for the foot of a table."""
        return [f"所依办法：{'；'.join(self.report.rules)}。", f"算法：{self.report.formula}"]

    def opening(self) -> str:
        """What the paper is about, in a sentence."""
        start, until = chinese_day(self.report.start), chinese_day(self.report.until)
        return (
            f"现将{self.report.year}年{self.report.month}月{work_of(self.report.ledger)}情况通报如下。"
            f"本期数自{start}至{until}，累计数自1月1日起；所列各数均由台账记录数出。"
        )

    def overview(self) -> Iterator[tuple[str, str]]:
        """(figure, sentence) of the district under every figure."""
        for table in self.tables:
            numbers, unit = table.district.shown, table.figure.unit_of_measure
            text = f"{self.span_title}{numbers['month']}{unit}，累计{numbers['year']}{unit}"
            if numbers["corrected"]:
                text += f"（含对上期以前的更正{numbers['corrected']}{unit}）"
            if numbers["done"]:
                text += f"，完成目标{numbers['target']}{unit}的{numbers['done']}，{_against_calendar(table.district)}"
            yield table.figure.title, f"{text}。"

    def ranking(self) -> Iterator[tuple[str, str]]:
        """(figure, sentence) of who leads and who lags under every figure with targets of units."""
        for table in self.targeted:
            placed = [cell for cell in table.ranked if cell.place is not None]
            if not placed:
                continue
            ahead = [
                cell for cell in placed if cell.place is not None and cell.place <= 3 and Fraction(cell.done)
            ]
            warned = [cell for cell in placed if cell.light in ("yellow", "red")]
            parts = []
            if ahead:
                parts.append(
                    "完成率居前的是"
                    + "、".join(f"{cell.unit_name}（{cell.shown['done']}）" for cell in ahead)
                )
            for light, word in (("yellow", "黄灯"), ("red", "红灯")):
                names = "、".join(cell.unit_name for cell in warned if cell.light == light)
                if names:
                    parts.append(f"亮{word}的是{names}")
            if parts:
                yield table.figure.title, "；".join(parts) + "。"

    def corrections(self) -> list[str]:
        """A sentence for every named line; one that says so where there is none."""
        found = []
        for line in self.lines:
            year = f"{line.year}年数，" if line.year != self.report.year else ""
            unit = f"（{line.unit_name}）" if line.unit_name else ""
            reason = f"原因：{line.reason.rstrip('。')}。" if line.reason else ""
            found.append(f"{line.label}{unit}：{year}{line.kind_label}，{line.text}。{reason}")
        return found or ["上期以前的数没有变动。"]


def cell_of(table: Table, unit_id: int | None) -> ReportCell | None:
    """A unit's line under a figure (None: the district's); None where the unit has neither rows nor a target."""
    return next((cell for cell in table.cells if cell.unit_id == unit_id), None)


def in_groups(tables: Sequence[Table], most: int) -> list[list[Table]]:
    """Figures put together for tables of at most so many, as even as can be."""
    count = -(-len(tables) // most)
    size, more = divmod(len(tables), count) if count else (0, 0)
    found, at = [], 0
    for number in range(count):
        step = size + (number < more)
        found.append(list(tables[at : at + step]))
        at += step
    return found


def chinese_day(day: date) -> str:
    """2020年6月19日."""
    return f"{day.year}年{day.month}月{day.day}日"


def work_of(ledger: str) -> str:
    """How the ledger's work is called."""
    return str(ROOMS.get(ledger, ledger))


def _against_calendar(cell: ReportCell) -> str:
    gap = Fraction(cell.gap or 0)
    light = f"亮{cell.shown['light'].replace('（', '灯（') if '（' in cell.shown['light'] else cell.shown['light'] + '灯'}"
    if not gap:
        return f"与时序持平，{light}"
    return f"{'快' if gap > 0 else '慢'}于时序{cell.shown['gap'].lstrip('+−')}个百分点，{light}"
