"""The ledger as somebody would keep it by hand for speed alone: one table, the right index for each question, plain SQL."""

from datetime import date
from typing import Any

from django.db import connection

TABLE = """CREATE TABLE raw_problem AS
    SELECT id, site_id, unit_id, focus, item_id, description, state, found_on, due_on, submitted_on, closed_on, voided_on
    FROM construction_problem"""
INDEXES = (
    "CREATE UNIQUE INDEX raw_id ON raw_problem (id)",
    "CREATE INDEX raw_open ON raw_problem (unit_id, due_on, id) WHERE closed_on IS NULL AND voided_on IS NULL",
    "CREATE INDEX raw_open_due ON raw_problem (due_on, id) WHERE closed_on IS NULL AND voided_on IS NULL",
    "CREATE INDEX raw_open_by_day ON raw_problem (found_on, id) WHERE closed_on IS NULL AND voided_on IS NULL",
    "CREATE INDEX raw_unit ON raw_problem (unit_id, found_on, id)",
    "CREATE INDEX raw_day ON raw_problem (found_on, id)",
    "CREATE INDEX raw_site ON raw_problem (site_id, found_on, id)",
    "CREATE INDEX raw_figures ON raw_problem (unit_id, found_on, voided_on, closed_on)",
)
_PAGE = """SELECT p.id, p.description, s.name, u.short_name, p.focus, p.found_on, p.due_on, p.state,
    p.closed_on IS NULL AND p.voided_on IS NULL AND p.due_on < %s
    FROM raw_problem p JOIN construction_site s ON s.id = p.site_id JOIN organisation_unit u ON u.id = p.unit_id
    WHERE {where} ORDER BY {order} LIMIT 51"""
_OPEN = "p.closed_on IS NULL AND p.voided_on IS NULL"
# Every unit named: then the index is entered once for each unit, at the first day that counts.
_BY_UNIT = """SELECT u.id, u.short_name, {measure} FROM organisation_unit u JOIN (
    SELECT unit_id, {counts} FROM raw_problem WHERE unit_id IN (SELECT id FROM organisation_unit)
    AND found_on BETWEEN %(start)s AND %(until)s AND (voided_on IS NULL OR voided_on > %(until)s){also} GROUP BY unit_id
    ) f ON f.unit_id = u.id ORDER BY u.position, u.id"""
_SHARE = "COUNT(*) AS n, SUM(CASE WHEN closed_on <= %(until)s THEN 1 ELSE 0 END) AS part"
FIGURES = {
    "problems_found": _BY_UNIT.format(measure="f.n", counts="COUNT(*) AS n", also=""),
    "problems_closed": _BY_UNIT.format(
        measure="f.n", counts="COUNT(*) AS n", also=" AND closed_on <= %(until)s"
    ),
    "closure_rate": _BY_UNIT.format(measure="100.0 * f.part / f.n", counts=_SHARE, also=""),
}


def keep() -> None:
    """Make the table and its indexes from the ledger of the database in use."""
    with connection.cursor() as cursor:
        for statement in (TABLE, *INDEXES):
            cursor.execute(statement)


def page(where: str, order: str) -> str:
    """The SQL of a list's first page; its first parameter is the day in force."""
    return _PAGE.format(where=where.replace("OPEN", _OPEN), order=order)


def by_unit(figure: str, start: date, until: date) -> list[tuple[Any, ...]]:
    """(unit id, unit name, value) of every unit."""
    with connection.cursor() as cursor:
        cursor.execute(FIGURES[figure], {"start": start, "until": until})
        return cursor.fetchall()
