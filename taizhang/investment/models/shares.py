"""What each unit has of a project that several share: who the further units are, and a unit's part of money, in SQL."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet

from taizhang.investment.models.projects import MONEY, Attribution, UnitRole
from taizhang.organisation.models import Unit

_PARTS = """(WITH partner AS (
  SELECT id, unit_id, position, CAST(ROUND(COALESCE(percent, 0) * 10000) AS bigint) AS share FROM {table}
  WHERE project_id = {project} AND role = 'partner' AND unit_id <> {lead}
    AND (effective_on IS NULL OR effective_on <= %s) AND (until IS NULL OR until > %s)
), sharer AS (
  SELECT id, unit_id, position, share FROM partner
  UNION ALL SELECT 0, {lead}, -1, 1000000 - CAST(COALESCE((SELECT SUM(share) FROM partner), 0) AS bigint)
), whole AS (
  SELECT fen, CASE WHEN fen %% 100 = 0 THEN 100 WHEN fen %% 10 = 0 THEN 10 ELSE 1 END AS grain
  FROM (SELECT CAST(ROUND({amount} * 1000000) AS bigint) AS fen) given
), cut AS (
  SELECT unit_id, position, id, grain, ((fen / grain) / 1000000) * share + ((fen / grain) %% 1000000) * share / 1000000 AS part,
    (((fen / grain) %% 1000000) * share) %% 1000000 AS rest
  FROM sharer CROSS JOIN whole
), dealt AS (
  SELECT unit_id, grain * (part + CASE WHEN ROW_NUMBER() OVER (ORDER BY rest DESC, position, id) * 1000000
    <= SUM(rest) OVER () THEN 1 ELSE 0 END) AS fen FROM cut
) SELECT ROUND(CAST(COALESCE(SUM(fen), 0) AS numeric) / 1000000.0, 6) FROM dealt WHERE unit_id IN ({units}))"""


class PartOf(Func):
    """The part of `amount` (万元) that some units have of a project by the shares in force on a day.

    The same as `counting.split`: whole 元, finer where the amount is, the rest to the largest remainders, the lead first
    among equals. All of it in whole numbers, so that both databases cut alike and the parts sum to the whole. `units` are
    ids, or the path of one.
    """

    output_field = MONEY

    def __init__(
        self, amount: Any, *, project: str, lead: str, units: Sequence[int] | str, day: date
    ) -> None:
        wanted = [F(units)] if isinstance(units, str) else []
        super().__init__(amount, F(project), F(lead), *wanted)
        self.ids = () if isinstance(units, str) else tuple(units)
        self.day = day

    def as_sql(  # type: ignore[override]
        self, compiler: Any, connection: Any, **_extra: Any
    ) -> tuple[str, list[Any]]:
        """The expression for either database."""
        (amount, given), *columns = [compiler.compile(each) for each in self.source_expressions]
        project, lead, *wanted = [sql for sql, _params in columns]
        day = connection.ops.adapt_datefield_value(self.day)
        units = ", ".join(wanted) or ", ".join(str(int(pk)) for pk in self.ids) or "NULL"
        sql = _PARTS.format(
            table=connection.ops.quote_name(Attribution._meta.db_table),
            project=project, lead=lead, amount=amount, units=units,
        )  # fmt: skip
        return sql, [day, day, *given]


def houses() -> list[list[int]]:
    """The ids of a unit right below the district with everything below it, for those that have something below."""
    units = list(Unit.objects.values_list("pk", "path", "kind"))
    tops = {str(pk) for pk, _path, kind in units if kind == Unit.Kind.DISTRICT}
    found: dict[str, list[int]] = defaultdict(list)
    for pk, path, _kind in units:
        steps = [step for step in path.strip("/").split("/") if step not in tops]
        if steps:
            found[steps[0]].append(pk)
    return [ids for ids in found.values() if len(ids) > 1]


def sharers(day: date, *, once_a_house: bool) -> QuerySet[Attribution]:
    """The parts of further units in projects at the end of a day, without those that name the lead unit once more.

    `once_a_house`: of a town and what is below it only the first unit that shares a project has it, so that nothing is
    counted twice inside one town.
    """
    parts = (
        Attribution.objects.in_force(day).filter(role=UnitRole.PARTNER).exclude(unit_id=F("project__unit_id"))
    )
    repeated = Q()
    for ids in houses() if once_a_house else ():
        before = Q(position__lt=OuterRef("position")) | Q(
            position=OuterRef("position"), pk__lt=OuterRef("pk")
        )
        earlier = Attribution.objects.in_force(day).filter(
            before, role=UnitRole.PARTNER, project=OuterRef("project"), unit_id__in=ids
        )
        repeated |= Q(unit_id__in=ids) & (Q(project__unit_id__in=ids) | Q(Exists(earlier)))
    return (parts.exclude(repeated) if repeated else parts).order_by()


def with_sharers(rows: QuerySet[Any], parts: QuerySet[Attribution], *, project: str = "") -> QuerySet[Any]:
    """The rows once for every further unit of their project; `project` leads from a row to its project ("project__")."""
    return rows.filter(**{f"{project}attributions__in": parts})
