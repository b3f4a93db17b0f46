"""What makes one row of the construction ledger impossible: shared word for word by forms, sheets and the API.

Each function returns (field, sentence) pairs, none where the row is right. The fields are the parameters of the
actions and the keys of the sheets' columns, so that a sentence lands beside the input or the cell at fault.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

Faults = list[tuple[str, str]]

LONGEST_NAME = 80
LONGEST_DESCRIPTION = 500
LONGEST_REASON = 200
# Lazy, so that the 100,000 right rows of a sheet cost no translation.
FOUND_ON, DUE_ON, DESCRIPTION = gettext_lazy("发现日期"), gettext_lazy("整改期限"), gettext_lazy("问题描述")
SUBMITTED_ON, CLOSED_ON = gettext_lazy("整改完成日期"), gettext_lazy("复核销号日期")
INSPECTED_ON, INSPECTORS = gettext_lazy("检查日期"), gettext_lazy("检查人员")
EAST, NORTH = (Decimal(73), Decimal(136)), (Decimal(3), Decimal(54))  # the country's extent, WGS-84 degrees


def _future(field: str, title: Any, day: date | None, today: date, faults: Faults) -> None:
    if day is not None and day > today:
        faults.append((field, _("%(title)s %(day)s 晚于今天。请核对日期。") % {"title": title, "day": day}))


def _earlier(
    field: str, title: Any, day: date | None, than_title: Any, than: date | None, faults: Faults
) -> None:
    if day is not None and than is not None and day < than:
        faults.append((
            field,
            _("%(title)s %(day)s 早于%(than_title)s %(than)s。请核对这两个日期。")
            % {"title": title, "day": day, "than_title": than_title, "than": than},
        ))  # fmt: skip


def _text(field: str, title: Any, text: str, longest: int, faults: Faults) -> None:
    if not text.strip():
        faults.append((field, _("%(title)s没有填。") % {"title": title}))
    elif len(text) > longest:
        faults.append((
            field,
            _("%(title)s有 %(length)s 字，最多 %(longest)s 字。请写得简短些。")
            % {"title": title, "length": len(text), "longest": longest},
        ))  # fmt: skip


def problem_faults(
    *,
    description: str,
    found_on: date,
    due_on: date,
    submitted_on: date | None = None,
    closed_on: date | None = None,
    retired_on: date | None = None,
    today: date,
) -> Faults:
    """A problem: nothing in the future but its due date, nothing before it was found, closed after it was reported."""
    faults: Faults = []
    if not description or len(description) > LONGEST_DESCRIPTION or description.isspace():
        _text("description", DESCRIPTION, description, LONGEST_DESCRIPTION, faults)
    # Plain comparisons first: they are all that most rows of a sheet need.
    if found_on > today:
        _future("found_on", FOUND_ON, found_on, today, faults)
    if due_on < found_on:
        _earlier("due_on", DUE_ON, due_on, FOUND_ON, found_on, faults)
    if submitted_on is not None and not found_on <= submitted_on <= today:
        _future("submitted_on", SUBMITTED_ON, submitted_on, today, faults)
        _earlier("submitted_on", SUBMITTED_ON, submitted_on, FOUND_ON, found_on, faults)
    if closed_on is not None and not max(found_on, submitted_on or found_on) <= closed_on <= today:
        _future("closed_on", CLOSED_ON, closed_on, today, faults)
        _earlier("closed_on", CLOSED_ON, closed_on, FOUND_ON, found_on, faults)
        _earlier("closed_on", CLOSED_ON, closed_on, SUBMITTED_ON, submitted_on, faults)
    if retired_on is not None and found_on > retired_on:
        faults.append(
            ("found_on", _("点位已于 %s 退出，不能再登记这天发现的问题。请核对点位和日期。") % retired_on)
        )
    return faults


def inspection_faults(*, day: date, inspectors: str, retired_on: date | None = None, today: date) -> Faults:
    """An inspection: of a day that has come, by somebody, of a site that was still there."""
    faults: Faults = []
    _text("inspectors", INSPECTORS, inspectors, LONGEST_REASON, faults)
    _future("day", INSPECTED_ON, day, today, faults)
    if retired_on is not None and day > retired_on:
        faults.append(("day", _("点位已于 %s 退出，这天不会有检查。请核对点位和日期。") % retired_on))
    return faults


def order_faults(
    *, ground_text: str, served_on: date | None, lifted_on: date | None = None, today: date
) -> Faults:
    """A stop-work order: lifted on or after the day on which it was served, neither in the future."""
    faults: Faults = []
    _text("ground_text", _("事由"), ground_text, LONGEST_REASON, faults)
    _future("served_on", _("下达日期"), served_on, today, faults)
    _future("lifted_on", _("解除日期"), lifted_on, today, faults)
    _earlier("lifted_on", _("解除日期"), lifted_on, _("下达日期"), served_on, faults)
    return faults


def site_faults(
    *,
    name: str,
    lon: Decimal | None = None,
    lat: Decimal | None = None,
    registered_on: date | None = None,
    idle_since: date | None = None,
    today: date,
) -> Faults:
    """A site: named, at a place within the country (both coordinates or neither), on the register since some past day."""
    faults: Faults = []
    _text("name", _("点位名称"), name, LONGEST_NAME, faults)
    if lon is not None and not EAST[0] <= lon <= EAST[1]:
        faults.append(("lon", _("经度 %s 不在 73 到 136 度之间。请核对，或与纬度对调。") % lon))
    if lat is not None and not NORTH[0] <= lat <= NORTH[1]:
        faults.append(("lat", _("纬度 %s 不在 3 到 54 度之间。请核对，或与经度对调。") % lat))
    if (lon is None) != (lat is None):
        faults.append(("lat" if lat is None else "lon", _("经度和纬度要么都填，要么都不填。")))
    _future("registered_on", _("纳入日期"), registered_on, today, faults)
    _future("idle_since", _("空置起"), idle_since, today, faults)
    return faults
