"""The SQL of pipeline, funds, units and the month's report with 50,000 projects and 500,000 vouchers, beside SQL by hand."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection
from django.http import QueryDict

from bench import investment_by_hand as by_hand
from bench import investment_ledger as ledger
from bench.district import EMPTY, SINCE, District
from bench.timing import DifferentWork, Line, in_turns
from taizhang.catalogue import CATALOGUE
from taizhang.figures.indicator import Scope
from taizhang.investment.models import RuleSet, progress
from taizhang.investment.pipeline import STAGES
from taizhang.investment.registers import PROJECTS
from taizhang.investment.views.pipeline import CARDS
from taizhang.organisation import founding
from taizhang.organisation.models import Unit, User
from taizhang.reports import compiling
from taizhang.reports.spans import Span

TARGET = 1.5
NAME = "investment"
YEAR = date(2020, 1, 1)
MONTH = Span("investment", date(2020, 5, 1), date(2020, 5, 31))
FIGURES = ("signed_projects", "signed_amount", "signed_over_5", "started_projects", "out_of_district_funds")


@dataclass(frozen=True)
class Question:
    """What is asked of the ledger, in our way and by hand; both give the same."""

    work: str
    ours: Callable[[], Any]
    raw: Callable[[], Any]
    rows: int
    scheme: str = "sole"
    target: float | None = TARGET


def measure(district: District) -> Iterator[Line]:
    """Every question in turns; each asks as often of a ledger a hundred times smaller."""
    counts: dict[str, int] = {}
    for projects, vouchers in ((500, 5000), (ledger.PROJECTS, ledger.VOUCHERS)):
        _open(district, projects, vouchers)
        for question in _questions(projects, vouchers):
            _rule(question.scheme)
            asked = _asked(question.ours)
            if counts.setdefault(question.work, len(asked)) != len(asked):
                raise DifferentWork(
                    f"{question.work}: {counts[question.work]} queries, and {len(asked)} here"
                )
            if (mine := question.ours()) != (found := question.raw()):
                raise DifferentWork(f"{question.work}: {str(mine)[:300]} is not {str(found)[:300]}")
            if projects == ledger.PROJECTS:
                yield _line(question, asked, district.turns)


def _line(question: Question, asked: list[tuple[str, Any]], turns: int) -> Line:
    """The SQL that is asked beside the SQL by hand, both read to the end."""
    by_hand_asked = _asked(question.raw)
    ours, raw = in_turns(lambda: _read(asked), lambda: _read(by_hand_asked), turns=turns, same=False)
    note = f"SQL by hand, {len(by_hand_asked)} queries; ours {len(asked)}"
    return Line(question.work, question.rows, ours, raw, question.target, note)


def _read(asked: list[tuple[str, Any]]) -> None:
    with connection.cursor() as cursor:
        for sql, params in asked:
            cursor.execute(sql, params)
            cursor.fetchall()


def _open(district: District, projects: int, vouchers: int) -> None:
    name = f"{NAME}-{projects}"
    district.databases.make(name, like=EMPTY)
    district.databases.use(name)
    bureau = Unit.objects.get(code="bureau")
    founding.employ("verifier", "示例核定员", bureau, "investment_verifier", since=SINCE)
    ledger.fill(projects, vouchers)


def _rule(scheme: str) -> None:
    RuleSet.objects.all().delete()
    rules = RuleSet.usual(2018)
    rules.attribution = scheme
    rules.save()


def _asked(work: Callable[[], Any]) -> list[tuple[str, Any]]:
    """Everything that the work asks of the database, as (SQL, parameters)."""
    asked: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        work()
    return asked


def _questions(projects: int, vouchers: int) -> Iterator[Question]:
    yield Question("pipeline, board", _board, by_hand.board, projects)
    yield Question("pipeline, funnel", _funnel, by_hand.funnel, projects)
    for title, start in (("of the year", YEAR), ("of 30 months", ledger.FIRST_DAY)):
        scope = Scope.of(ledger.AS_OF, start=start)
        funds = CATALOGUE.get("investment.out_of_district_funds")
        yield Question(
            f"out-of-district funds {title}",
            lambda funds=funds, scope=scope: funds.value(scope),
            lambda start=start: by_hand.funds(start, ledger.AS_OF),
            vouchers,
        )
        for figure in FIGURES:
            indicator = CATALOGUE.get(f"investment.{figure}")
            yield Question(
                f"20 units, {figure.replace('_', ' ')} {title}",
                lambda indicator=indicator, scope=scope: _plain(indicator.by_unit(scope)),
                lambda figure=figure, start=start: by_hand.by_unit(figure, start, ledger.AS_OF),
                vouchers if figure == "out_of_district_funds" else projects,
            )
    scope = Scope.of(ledger.AS_OF)
    for scheme in ("double", "by_share"):
        indicator = CATALOGUE.get("investment.signed_amount")
        yield Question(
            f"20 units, signed amount of the year, {scheme.replace('_', ' ')}",
            lambda indicator=indicator: _plain(indicator.by_unit(scope)),
            lambda scheme=scheme: by_hand.shared_amount(scheme, YEAR, ledger.AS_OF),
            projects,
            scheme,
            # By hand nothing is dealt out in whole 元, so there is nothing to be measured by.
            None if scheme == "by_share" else TARGET,
        )
    yield Question(
        "the month's report, every figure",
        _report,
        lambda: by_hand.report(MONTH.start, MONTH.until),
        vouchers,
    )


def _rows() -> Any:
    asked = QueryDict(mutable=True)
    asked["as_of"] = ledger.AS_OF.isoformat()
    return PROJECTS.filtered(User.objects.get(username="verifier"), asked)[1]


def _groups(rows: Any) -> dict[tuple[Any, ...], tuple[int, Decimal]]:
    return {
        (each.state, each.aside, each.since): (each.count, each.amount)
        for each in progress.standings(rows, ledger.AS_OF)
    }


def _board() -> Any:
    rows = _rows()
    cards = [[card[0] for card in progress.first_of(rows, stage, ledger.AS_OF, CARDS)] for stage in STAGES]
    return _groups(rows), cards


def _funnel() -> Any:
    rows = _rows()
    return _groups(rows), progress.durations(rows, ledger.AS_OF)


def _plain(found: list[tuple[Any, ...]]) -> dict[int, Decimal]:
    return {pk: round(Decimal(value), 8) for pk, _name, value in found}


def _report() -> Any:
    """(figure, unit) → month and year, of everything that by_hand counts."""
    found: dict[tuple[str, int | None], tuple[Decimal, Decimal]] = defaultdict(
        lambda: (Decimal(0), Decimal(0))
    )
    for table in compiling.tables(MONTH):
        for cell in table.cells:
            key = table.figure.key.removeprefix("investment.")
            found[key, cell.unit_id] = (Decimal(cell.month_value), Decimal(cell.year_value))
    return {key: value for key, value in found.items() if any(value)}
