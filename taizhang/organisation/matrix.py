"""Who may do what, as one table: every permission and every whole ledger against every post; also as a workbook."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.organisation.access import PERMISSIONS
from taizhang.organisation.roles import ALL, ROLES, Role

EVERYWHERE, OWN_UNIT, NOWHERE = "●", "○", ""
ROOMS = {
    "investment": gettext_lazy("招商引资"),
    "night_market": gettext_lazy("夜间经济"),
    "construction": gettext_lazy("工地整治"),
    "targets": gettext_lazy("目标任务"),
    "bulletin": gettext_lazy("信息刊物"),
    "supervision": gettext_lazy("督查考核"),
    "reports": gettext_lazy("月度通报"),
    "evidence": gettext_lazy("材料"),
    "reminders": gettext_lazy("提醒"),
    "organisation": gettext_lazy("单位与人员"),
    "journal": gettext_lazy("日志"),
}


@dataclass(frozen=True)
class Line:
    """One row of the matrix: what, and a mark for every role in the order of ROLES."""

    title: Any
    marks: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """The rows of one room."""

    title: Any
    lines: tuple[Line, ...]


def roles() -> tuple[Role, ...]:
    """The heads of the columns."""
    return tuple(ROLES.values())


def sections() -> list[Section]:
    """The whole matrix, room by room: first who reads all units' rows, then every permission."""
    found = []
    rooms = [*ROOMS, *sorted({name.split(".")[0] for name in PERMISSIONS} - set(ROOMS))]
    for room in rooms:
        lines = []
        if room in ALL:
            reading = tuple(EVERYWHERE if role.reads(room) else OWN_UNIT for role in roles())
            lines.append(Line(_("查看"), reading))
        lines += [
            Line(
                permission.title,
                tuple(
                    EVERYWHERE if role.key in permission.roles
                    else OWN_UNIT if role.key in permission.own_unit_roles
                    else NOWHERE
                    for role in roles()
                ),
            )
            for permission in PERMISSIONS.values()
            if permission.name.split(".")[0] == room
        ]  # fmt: skip
        if lines:
            found.append(Section(ROOMS.get(room, room), tuple(lines)))
    return found


def workbook() -> bytes:
    """The matrix as .xlsx, with what the marks mean."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer)
    page = book.add_worksheet(_("权限表"))
    big = book.add_format({"bold": True, "font_size": 16})
    head = book.add_format(
        {"bold": True, "border": 1, "bg_color": "#E8EDF3", "rotation": 270, "align": "center"}
    )
    room = book.add_format({"bold": True, "border": 1, "bg_color": "#F4F2ED"})
    cell, mark = book.add_format({"border": 1}), book.add_format({"border": 1, "align": "center"})
    page.write_string(0, 0, _("权限表"), big)
    page.write_string(1, 0, _("● 全区　○ 限本单位及下属单位　空 不能"))
    page.write_blank(2, 0, None, head)
    page.set_column(0, 0, 34)
    page.set_column(1, len(roles()), 4)
    page.set_row(2, 110)
    for column, role in enumerate(roles(), start=1):
        page.write_string(2, column, str(role.title), head)
    row = 3
    for section in sections():
        page.merge_range(row, 0, row, len(roles()), str(section.title), room)
        row += 1
        for line in section.lines:
            page.write_string(row, 0, str(line.title), cell)
            for column, text in enumerate(line.marks, start=1):
                page.write_string(row, column, text, mark)
            row += 1
    page.freeze_panes(3, 1)
    book.close()
    return buffer.getvalue()
