"""Makes an investment ledger from a seed: 50,000 projects of 20 units in three years, and ten vouchers for each."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection

from taizhang.investment.actions.earlier_money import restate_earlier
from taizhang.investment.models import AmountRevision, Attribution, Exclusion, FundArrival, Project
from taizhang.journal import bulk
from taizhang.organisation.models import Unit

CHAINS = ("智能制造", "通用航空", "现代物流", "文化旅游")
SEED = 47
AS_OF = date(2020, 6, 19)
FIRST_DAY = date(2018, 1, 1)
PROJECTS, VOUCHERS = 50_000, 500_000
_SHARED, _EXCLUDED, _ASIDE, _REVISED = 0.1, 0.01, 0.05, 0.1
_PROJECT_COLUMNS = (
    "id", "code", "name", "name_key", "investor", "credit_code", "investor_place", "chain", "node", "link_kind", "unit_id",
    "state", "planned_total", "planned_outside", "registered_on", "signed_on", "landed_on", "started_on", "in_use_on",
    "side_on", "note",
)  # fmt: skip
_REVISION_COLUMNS = ("project_id", "unit_id", "effective_on", "total", "outside", "basis", "initial", "void")
_ARRIVAL_COLUMNS = (
    "project_id", "unit_id", "voucher_on", "voucher_no", "payer", "payer_place", "kind", "amount", "recognised",
    "voucher_key", "recorded_on",
)  # fmt: skip
_TOGETHER = 50_000


def _days(rng: random.Random, first: date) -> list[date | None]:
    """Signing, landing, start and use one after another, as far as they came by the day of the ledger."""
    found: list[date | None] = []
    day = first
    for shortest, longest, chance in ((5, 120, 0.85), (12, 75, 0.85), (30, 140, 0.75), (170, 300, 0.7)):
        day += timedelta(rng.randint(shortest, longest))
        reached = (not found or found[-1] is not None) and day <= AS_OF and rng.random() < chance
        found.append(day if reached else None)
    return found


def fill(projects: int = PROJECTS, vouchers: int = VOUCHERS) -> None:
    """The rows into the database in use; their vouchers' running sums as every action leaves them."""
    rng = random.Random(SEED)
    units = list(Unit.objects.filter(kind=Unit.Kind.TOWN).values_list("pk", flat=True))
    rows, revisions, parts, excluded, signed = [], [], [], [], []
    span = (AS_OF - FIRST_DAY).days
    for number in range(1, projects + 1):
        registered = FIRST_DAY + timedelta(rng.randrange(span))
        signed_on, landed_on, started_on, in_use_on = _days(rng, registered)
        unit, total = rng.choice(units), Decimal(rng.randint(1000, 300_000))
        outside = total * rng.choice((6, 7, 8, 9)) / 10
        stages = zip(
            ("in_use", "started", "landed", "signed"),
            (in_use_on, started_on, landed_on, signed_on),
            strict=True,
        )
        state = next((name for name, day in stages if day), "negotiating")
        side_on = None
        if in_use_on is None and rng.random() < _ASIDE:
            state, side_on = (
                rng.choice(("paused", "terminated", "lost")),
                AS_OF - timedelta(rng.randrange(60)),
            )
        name = f"示例·{number:05d}号项目"
        rows.append((
            number, f"XM{number:06d}", name, name, f"示例·{number % 900}号投资公司", "", "江苏省苏州市", CHAINS[number % 4], "",
            "", unit, state, total, outside, registered, signed_on, landed_on, started_on, in_use_on, side_on, "",
        ))  # fmt: skip
        if signed_on is None:
            continue
        signed.append((number, unit, signed_on, outside))
        revisions.append((number, unit, signed_on, total, outside, "签约合同", True, False))
        if rng.random() < _REVISED:
            later = signed_on + timedelta(rng.randint(1, 200))
            revisions.append(
                (number, unit, later, total + rng.randint(1, 5000), None, "补充协议", False, False)
            )
        if rng.random() < _SHARED:
            other = rng.choice(units)
            parts.append((number, other, "partner", Decimal(rng.choice((20, 30, 40))), None, 0))
        if rng.random() < _EXCLUDED:
            excluded.append((number, "fiscal", "财政", signed_on + timedelta(rng.randrange(300))))
    bulk.insert(Project, _PROJECT_COLUMNS, rows)
    bulk.insert(AmountRevision, _REVISION_COLUMNS, revisions)
    bulk.insert(Attribution, ("project_id", "unit_id", "role", "percent", "effective_on", "position"), parts)
    bulk.insert(Exclusion, ("project_id", "code", "reason", "since"), excluded)
    arrivals = list(_vouchers(rng, signed, vouchers))
    for start in range(0, vouchers, _TOGETHER):
        bulk.insert(FundArrival, _ARRIVAL_COLUMNS, arrivals[start : start + _TOGETHER])
    restate_earlier(number for number, _unit, _on, _outside in signed)
    with connection.cursor() as cursor:  # what the databases' own housekeeping would do
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _vouchers(
    rng: random.Random, signed: list[tuple[int, int, date, Decimal]], count: int
) -> Iterator[tuple[Any, ...]]:
    for number in range(count):
        project, unit, since, outside = signed[number % len(signed)]
        day = since + timedelta(rng.randrange((AS_OF - since).days + 1))
        amount = (outside / 8).quantize(Decimal(1)) + rng.randint(1, 100)
        recognised = None if rng.random() < 0.02 else amount - rng.randint(0, 1)
        key = f"示例|{number}|{day.isoformat()}|{amount}"
        yield (
            project, unit, day, f"记-{number}", "示例·投资公司", "江苏省苏州市", "capital", amount, recognised, key, day
        )  # fmt: skip
