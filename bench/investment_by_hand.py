"""The questions to the investment ledger in SQL written by hand, over the same tables, each with the plan that suits it best."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from bench.investment_ledger import AS_OF
from taizhang.investment.pipeline import STAGES
from taizhang.investment.views.pipeline import CARDS

_AMOUNT = """COALESCE((SELECT r.total FROM investment_amountrevision r WHERE r.project_id = p.id AND r.effective_on <= %(day)s
    AND NOT r.void ORDER BY r.effective_on DESC LIMIT 1), p.planned_total)"""
_COUNTED = """NOT EXISTS (SELECT 1 FROM investment_exclusion e WHERE e.project_id = p.id AND e.since <= %(day)s
    AND (e.until IS NULL OR e.until > %(day)s))"""
_ASIDE = "p.state IN ('paused', 'terminated', 'lost') AND (p.side_on IS NULL OR p.side_on <= %(day)s)"
_KNOWN = "(p.registered_on IS NULL OR p.registered_on <= %(day)s OR p.signed_on <= %(day)s)"
_STANDINGS = f"""SELECT standing, aside, since, COUNT(*), SUM(amount) FROM (
    SELECT CASE WHEN p.in_use_on <= %(day)s THEN 'in_use' WHEN p.started_on <= %(day)s THEN 'started'
        WHEN p.landed_on <= %(day)s THEN 'landed' WHEN p.signed_on <= %(day)s THEN 'signed' ELSE 'negotiating' END AS standing,
    CASE WHEN p.in_use_on <= %(day)s THEN p.in_use_on WHEN p.started_on <= %(day)s THEN p.started_on
        WHEN p.signed_on <= %(day)s THEN p.signed_on ELSE p.registered_on END AS since,
    {_ASIDE} AS aside, {_AMOUNT} AS amount FROM investment_project p WHERE {_KNOWN} AND {_COUNTED}) q GROUP BY 1, 2, 3"""
_STANDING_IN = {
    "negotiating": ("p.registered_on", "(p.signed_on IS NULL OR p.signed_on > %(day)s)"),
    "signed": ("p.signed_on", "(p.started_on IS NULL OR p.started_on > %(day)s)"),
    "started": ("p.started_on", "(p.in_use_on IS NULL OR p.in_use_on > %(day)s)"),
    "in_use": ("p.in_use_on", "p.in_use_on IS NOT NULL"),
}
_CARDS = """SELECT p.id, p.name, u.short_name, {amount}, {begun} FROM investment_project p
    JOIN organisation_unit u ON u.id = p.unit_id WHERE {begun} <= %(day)s AND {not_yet} AND NOT ({aside}) AND {counted}
    ORDER BY {begun} {way}, p.id LIMIT {cards}"""
_LEFT = {"negotiating": ("registered_on", "signed_on"), "signed": ("signed_on", "started_on"),
         "started": ("started_on", "in_use_on")}  # fmt: skip
_FUNDS = f"""SELECT a.unit_id, {{sums}} FROM investment_fundarrival a
    WHERE a.voucher_on BETWEEN %(start)s AND %(day)s AND a.recognised > 0 AND a.project_id IN
    (SELECT p.id FROM investment_project p WHERE p.signed_on <= %(day)s AND {_COUNTED}) GROUP BY a.unit_id"""
_CAP = """COALESCE((SELECT r.outside FROM investment_amountrevision r WHERE r.project_id = a.project_id
    AND r.effective_on <= %(day)s AND NOT r.void AND r.outside IS NOT NULL ORDER BY r.effective_on DESC LIMIT 1), 1000000000)"""
_BY_UNIT = f"""SELECT q.unit_id, {{sums}} FROM (SELECT p.unit_id, p.{{column}} AS reached{{amount}} FROM investment_project p
    WHERE p.{{column}} BETWEEN %(start)s AND %(day)s AND {_COUNTED}) q WHERE {{also}} GROUP BY q.unit_id"""
_FIGURES = {
    "signed_projects": ("signed_on", "1", False, "1 = 1"),
    "signed_amount": ("signed_on", "q.amount", True, "1 = 1"),
    "signed_over_1": ("signed_on", "1", True, "q.amount >= 10000"),
    "signed_over_5": ("signed_on", "1", True, "q.amount >= 50000"),
    "signed_over_10": ("signed_on", "1", True, "q.amount >= 100000"),
    "landed_projects": ("landed_on", "1", False, "1 = 1"),
    "started_projects": ("started_on", "1", False, "1 = 1"),
    "in_use_projects": ("in_use_on", "1", False, "1 = 1"),
}
_DOUBLE = f"""SELECT q.unit_id, SUM(q.amount) FROM (SELECT p.unit_id, {_AMOUNT} AS amount FROM investment_project p
    WHERE p.signed_on BETWEEN %(start)s AND %(day)s AND {_COUNTED}
    UNION ALL SELECT s.unit_id, {_AMOUNT} FROM investment_project p JOIN investment_attribution s ON s.project_id = p.id
    WHERE p.signed_on BETWEEN %(start)s AND %(day)s AND {_COUNTED} AND s.unit_id <> p.unit_id) q GROUP BY q.unit_id"""
_BY_SHARE = f"""SELECT q.unit_id, SUM(q.amount) FROM (SELECT p.unit_id, {_AMOUNT} AS amount FROM investment_project p
    WHERE p.signed_on BETWEEN %(start)s AND %(day)s AND {_COUNTED}
    UNION ALL SELECT CASE WHEN way.sign = 1 THEN s.unit_id ELSE p.unit_id END, way.sign * {_AMOUNT} * s.percent / 100.0
    FROM investment_project p JOIN investment_attribution s ON s.project_id = p.id
    CROSS JOIN (SELECT 1 AS sign UNION ALL SELECT -1) way
    WHERE p.signed_on BETWEEN %(start)s AND %(day)s AND {_COUNTED} AND s.unit_id <> p.unit_id) q GROUP BY q.unit_id"""


def _all(sql: str, start: date = AS_OF, day: date = AS_OF, **more: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"start": start.isoformat(), "day": day.isoformat(), **more})
        return cursor.fetchall()


def _money(value: Any, places: int = 6) -> Decimal:
    """SQLite gives a float."""
    return round(Decimal(str(value or 0)), places)


def _groups() -> dict[tuple[Any, ...], tuple[int, Decimal]]:
    return {
        (state, bool(aside), since if isinstance(since, date) else date.fromisoformat(since)): (
            count,
            _money(amount),
        )
        for state, aside, since, count, amount in _all(_STANDINGS)
    }


def board() -> Any:
    """The groups of the board, and the ids of its cards."""
    cards = []
    for stage in STAGES:
        begun, not_yet = _STANDING_IN[stage]
        way = "DESC" if stage == "in_use" else "ASC"
        sql = _CARDS.format(
            amount=_AMOUNT, begun=begun, not_yet=not_yet, aside=_ASIDE, counted=_COUNTED, way=way, cards=CARDS
        )
        cards.append([row[0] for row in _all(sql)])
    return _groups(), cards


def funnel() -> Any:
    """The groups of the funnel, and how long projects stood in each batch."""
    stays = {}
    for stage, (first, last) in _LEFT.items():
        days = f"p.{last} - p.{first}"
        if connection.vendor == "sqlite":
            days = f"CAST(julianday(p.{last}) - julianday(p.{first}) AS integer)"
        stays[stage] = dict(_all(
            f"SELECT {days}, COUNT(*) FROM investment_project p WHERE p.{first} IS NOT NULL AND p.{last} <= %(day)s"
            f" AND {_KNOWN} AND {_COUNTED} GROUP BY 1"
        ))  # fmt: skip
    return _groups(), stays


def _counted() -> str:
    least, most = ("MIN", "MAX") if connection.vendor == "sqlite" else ("LEAST", "GREATEST")
    return f"{most}(0, {least}(a.recognised, {_CAP} - a.earlier))"


def funds(start: date, day: date) -> Decimal:
    """区外资金 of the district, 亿元."""
    rows = _all(_FUNDS.format(sums=f"SUM({_counted()})"), start, day)
    found = sum((_money(row[1]) for row in rows), Decimal(0)) / 10000
    return found.normalize()


def _sql(figure: str, condition: str = "") -> str:
    """A figure by unit; with a condition on the day also the part that it names."""
    if figure == "out_of_district_funds":
        part = f", SUM(CASE WHEN a.voucher_on {condition} THEN {_counted()} ELSE 0 END)" if condition else ""
        return _FUNDS.format(sums=f"SUM({_counted()}){part}")
    column, what, amount, also = _FIGURES[figure]
    part = f", SUM(CASE WHEN q.reached {condition} THEN {what} ELSE 0 END)" if condition else ""
    return _BY_UNIT.format(
        sums=f"SUM({what}){part}", column=column, amount=f", {_AMOUNT} AS amount" if amount else "", also=also
    )


def _value(figure: str, value: Any) -> Decimal:
    return _money(value) / 10000 if figure in ("signed_amount", "out_of_district_funds") else Decimal(value)


def by_unit(figure: str, start: date, day: date) -> dict[int, Decimal]:
    """Unit id → value."""
    return {unit: round(_value(figure, value), 8) for unit, value in _all(_sql(figure), start, day)}


def shared_amount(scheme: str, start: date, day: date) -> dict[int, Decimal]:
    """Unit id → 亿元 signed, counted for every unit that shares, or divided."""
    rows = _all(_DOUBLE if scheme == "double" else _BY_SHARE, start, day)
    return {unit: round(_money(value) / 10000, 8) for unit, value in rows}


def report(start: date, day: date) -> dict[tuple[str, int | None], tuple[Decimal, Decimal]]:
    """(figure, unit or None) → the month and the year: both in one pass for each figure."""
    found: dict[tuple[str, int | None], tuple[Decimal, Decimal]] = {}
    for figure in (*_FIGURES, "out_of_district_funds"):
        rows = _all(_sql(figure, ">= %(month)s"), day.replace(month=1, day=1), day, month=start.isoformat())
        for unit, year, month in rows:
            found[figure, unit] = (_value(figure, month), _value(figure, year))
        whole = [found[figure, unit] for unit, _year, _month in rows]
        found[figure, None] = (sum(each[0] for each in whole), sum(each[1] for each in whole))  # type: ignore[assignment]
    return {key: value for key, value in found.items() if any(value)}
