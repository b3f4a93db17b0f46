"""The first page of the problems' list: the SQL that the page runs beside the same by hand, and the request as a whole."""

from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.test import Client

from bench import by_hand, generator
from bench.district import District
from bench.server import serving
from bench.timing import DifferentWork, Line, in_turns
from taizhang.construction.models import Site
from taizhang.organisation.models import Unit

TARGET, TARGET_AT = 1.5, 1_000_000
ADDRESS = "/construction/problems/"
_query_counts: dict[str, int] = {}


def measure(district: District, count: int) -> Iterator[Line]:
    """Five ways of filtering and sorting one ledger; then the page over HTTP."""
    address = district.open_ledger(count)
    unit, site = Unit.objects.get(name=generator.UNITS[4]).pk, Site.objects.get(name=generator.SITES[40])
    today = generator.AS_OF
    questions: list[tuple[str, str, str, list[Any]]] = [
        (
            "unit, open, by due day", f"?unit={unit}&situation=open&sort=due_on",
            by_hand.page("p.unit_id = %s AND OPEN", "p.due_on, p.id"), [today, unit],
        ),
        (
            "unit, latest first", f"?unit={unit}&sort=-found_on",
            by_hand.page("p.unit_id = %s", "p.found_on DESC, p.id DESC"), [today, unit],
        ),
        (
            "site, latest first", f"?site={site.name}&sort=-found_on",
            by_hand.page("p.site_id = %s", "p.found_on DESC, p.id DESC"), [today, site.pk],
        ),
        (
            "district, open, latest first", "?situation=open&sort=-found_on",
            by_hand.page("OPEN", "p.found_on DESC, p.id DESC"), [today],
        ),
        (
            "district, open, by due day", "?situation=open&sort=due_on", by_hand.page("OPEN", "p.due_on, p.id"), [today],
        ),
        ("district, latest first", "?sort=-found_on", by_hand.page("true", "p.found_on DESC, p.id DESC"), [today]),
    ]  # fmt: skip
    client = Client()
    client.force_login(district.clerk)
    for title, query, sql, given in questions:
        asked, queries = _queries_of(client, ADDRESS + query)
        if _query_counts.setdefault(title, queries) != queries:
            raise DifferentWork(f"{title}: {_query_counts[title]} queries, and {queries} with {count} rows")
        ours, raw = in_turns(
            lambda asked=asked: _ids(asked), lambda sql=sql, given=given: _ids([(sql, given)]),
            turns=district.turns, times=200,
        )  # fmt: skip
        yield Line(
            f"list, SQL: {title}",
            count,
            ours,
            raw,
            TARGET if count == TARGET_AT else None,
            f"SQL, right index; the page asks {queries} in all",
        )
    with serving(address, district.clerk) as site_server:
        for title, query in (("unit, open, by due day", questions[0][1]), ("district, latest first", "")):
            ours, raw = in_turns(
                lambda query=query: site_server.get(ADDRESS + query), site_server.floor, turns=district.turns, times=10,
                same=False,
            )  # fmt: skip
            yield Line(
                f"list, page over HTTP: {title}",
                count,
                ours,
                raw,
                None,
                "an empty answer of a bare WSGI server",
            )
        ours, raw = in_turns(
            lambda: site_server.get(f"/api/construction/problems?unit={unit}&open=true"), site_server.floor,
            turns=district.turns, times=10, same=False,
        )  # fmt: skip
        yield Line("list, JSON over HTTP: unit, open, by due day", count, ours, raw, None, "the same")


def _queries_of(client: Client, address: str) -> tuple[list[tuple[str, Any]], int]:
    """The page's queries of the ledger, as (SQL, parameters), and the number of all its queries."""
    asked: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        answer = client.get(address)
    if answer.status_code != 200:
        raise DifferentWork(f"{address} answers {answer.status_code}")
    return [(sql, params) for sql, params in asked if "construction_problem" in sql], len(asked)


def _ids(asked: list[tuple[str, Any]]) -> list[int]:
    """The rows' ids, after the queries were run and read."""
    found: list[int] = []
    with connection.cursor() as cursor:
        for sql, params in asked:
            cursor.execute(sql, params)
            found += [row[0] for row in cursor.fetchall()]
    return found
