"""Who may do what, as one table: every permission and every whole ledger against every post; also as a workbook."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.organisation.access import PERMISSIONS, Permission
from taizhang.organisation.roles import ALL, ROLES, Role

EVERYWHERE, OWN_UNIT, NOWHERE = "●", "○", ""
ROOMS = {
    "investment": gettext_lazy("招商引资"),
    "enterprises": gettext_lazy("企业服务"),
    "night_market": gettext_lazy("夜间经济"),
    "construction": gettext_lazy("工地整治"),
    "targets": gettext_lazy("目标任务"),
    "supervision": gettext_lazy("督查考核"),
    "reports": gettext_lazy("月度通报"),
    "bulletin": gettext_lazy("信息刊物"),
    "proofreading": gettext_lazy("校数"),
    "archive": gettext_lazy("信息档案"),
    "desk": gettext_lazy("领导页"),
    "evidence": gettext_lazy("材料"),
    "reminders": gettext_lazy("提醒"),
    "organisation": gettext_lazy("单位与人员"),
    "journal": gettext_lazy("日志"),
}


@dataclass(frozen=True)
class Line:
    """One row of the matrix: what, a mark for every column's role, who is excepted, and the posts by their reach."""

    title: Any
    marks: tuple[str, ...]
    excepting: Any
    everywhere: tuple[Any, ...]
    own_unit: tuple[Any, ...]


@dataclass(frozen=True)
class Section:
    """The rows of one room."""

    key: str
    title: Any
    lines: tuple[Line, ...]


def roles(role: str = "") -> tuple[Role, ...]:
    """The heads of the columns: every post, or the one asked for."""
    return (ROLES[role],) if role in ROLES else tuple(ROLES.values())


def rooms() -> dict[str, Any]:
    """Key → name of every room in which something is permitted, in the order of the menu."""
    named = {*ALL, *(_room(permission) for permission in PERMISSIONS.values())}
    return {
        **{key: title for key, title in ROOMS.items() if key in named},
        **{key: key for key in sorted(named - set(ROOMS))},
    }


def _room(permission: Permission) -> str:
    return permission.name.split(".", 1)[0]


def _mark(permission: Permission, role: Role) -> str:
    if role.key in permission.roles:
        return EVERYWHERE
    return OWN_UNIT if role.key in permission.own_unit_roles else NOWHERE


def _line(title: Any, marked: Sequence[tuple[Role, str]], excepting: Any = "") -> Line:
    return Line(
        title,
        tuple(mark for _role, mark in marked),
        excepting,
        tuple(role.title for role, mark in marked if mark == EVERYWHERE),
        tuple(role.title for role, mark in marked if mark == OWN_UNIT),
    )


def sections(room: str = "", role: str = "") -> list[Section]:
    """The matrix, room by room: first who reads all units' rows, then every permission in the order of declaration.

    `room` keeps one room; `role` keeps that post's column and only what it may do.
    """
    found, heads = [], roles(role)
    for key, title in rooms().items():
        if room in ROOMS and key != room:
            continue
        lines = []
        if key in ALL:
            lines.append(
                _line(_("查看"), [(each, EVERYWHERE if each.reads(key) else OWN_UNIT) for each in heads])
            )
        lines += [
            _line(permission.title, [(each, _mark(permission, each)) for each in heads], permission.excepting)
            for permission in PERMISSIONS.values()
            if _room(permission) == key
        ]
        if role in ROLES:
            lines = [line for line in lines if any(line.marks)]
        if lines:
            found.append(Section(key, title, tuple(lines)))
    return found


def workbook(room: str = "", role: str = "") -> bytes:
    """The matrix as .xlsx, with what the marks mean and whom they leave out, and a second page on the posts."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer)
    box = {"border": 1, "valign": "vcenter"}
    styles = {
        "big": book.add_format({"bold": True, "font_size": 16}),
        "head": book.add_format({**box, "bold": True, "bg_color": "#E8EDF3", "align": "center"}),
        "upright": book.add_format(
            {**box, "bold": True, "bg_color": "#E8EDF3", "rotation": 270, "align": "center"}
        ),
        "room": book.add_format({**box, "bold": True, "bg_color": "#F4F2ED"}),
        "cell": book.add_format({**box, "text_wrap": True}),
        "mark": book.add_format({**box, "align": "center"}),
    }
    _matrix_page(book.add_worksheet(_("权限表")), styles, sections(room, role), roles(role))
    _posts_page(book.add_worksheet(_("岗位说明")), styles, roles(role))
    book.close()
    return buffer.getvalue()


def _matrix_page(page: Any, styles: dict[str, Any], shown: list[Section], heads: tuple[Role, ...]) -> None:
    last = len(heads) + 1
    page.write_string(0, 0, _("权限表"), styles["big"])
    page.write_string(1, 0, _("● 全区　○ 限本单位及下属单位　空 不能"))
    page.set_column(0, 0, 34)
    page.set_column(1, len(heads), 4)
    page.set_column(last, last, 30)
    page.set_row(2, 110)
    page.write_string(2, 0, _("能办的事"), styles["head"])
    for column, role in enumerate(heads, start=1):
        page.write_string(2, column, str(role.title), styles["upright"])
    page.write_string(2, last, _("例外"), styles["head"])
    row = 3
    for section in shown:
        page.merge_range(row, 0, row, last, str(section.title), styles["room"])
        row += 1
        for line in section.lines:
            page.write_string(row, 0, str(line.title), styles["cell"])
            for column, text in enumerate(line.marks, start=1):
                page.write_string(row, column, text, styles["mark"])
            page.write_string(row, last, str(line.excepting), styles["cell"])
            row += 1
    page.freeze_panes(3, 1)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(2)


def _posts_page(page: Any, styles: dict[str, Any], heads: tuple[Role, ...]) -> None:
    named = rooms()
    page.set_column(0, 0, 18)
    page.set_column(1, 2, 50)
    for column, text in enumerate((_("岗位"), _("职责"), _("看全区的台账"))):
        page.write_string(0, column, text, styles["head"])
    for row, role in enumerate(heads, start=1):
        whole = "、".join(str(named[key]) for key in role.whole)
        for column, text in enumerate((str(role.title), str(role.purpose), whole)):
            page.write_string(row, column, text, styles["cell"])
    page.freeze_panes(1, 1)
