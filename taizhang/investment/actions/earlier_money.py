"""Keeps with every voucher what was recognised before it, so that the cap of the contract needs no look at the others."""

from collections.abc import Iterable

from django.db import connection

from taizhang.investment.models import FundArrival

_TOGETHER = 500
# Whole 分 in the end: SQLite sums floating numbers, which are exact to that.
_RESTATE = """UPDATE {table} SET earlier = sums.earlier FROM (
    SELECT id, ROUND(COALESCE(SUM(recognised) OVER (PARTITION BY project_id ORDER BY voucher_on, id
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0), 6) AS earlier FROM {table} WHERE project_id IN ({projects})
) sums WHERE sums.id = {table}.id AND {table}.earlier <> sums.earlier"""


def restate_earlier(project_ids: Iterable[int]) -> None:
    """Work out `earlier` anew for the vouchers of some projects; every action that writes vouchers ends with this."""
    wanted = sorted(set(project_ids))
    table = connection.ops.quote_name(FundArrival._meta.db_table)
    with connection.cursor() as cursor:
        for start in range(0, len(wanted), _TOGETHER):
            projects = wanted[start : start + _TOGETHER]
            marks = ", ".join(["%s"] * len(projects))
            cursor.execute(_RESTATE.format(table=table, projects=marks), projects)
