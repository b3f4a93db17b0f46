"""Rows that tests of supervision need: a town that is behind, a target, a notice, a proposal."""

from datetime import date
from decimal import Decimal
from typing import Any

from taizhang.organisation.models import Unit, User
from taizhang.supervision import actions
from taizhang.supervision.models import Notice, Proposal, SupervisionRules
from taizhang.targets.models import Target
from tests import factories
from tests.construction import makers

KEY, DAY = "construction.problems_found", date(2020, 6, 30)


def target(unit: Unit | None, value: int, year: int = 2020, key: str = KEY, **values: Any) -> Target:
    return Target.objects.create(
        year=year, unit=unit, indicator=key, title="查处问题", value=Decimal(value), **values
    )


def problems(unit: Unit, many: int) -> None:
    """So many problems found in the unit."""
    inspector, clerk = factories.person("inspector"), factories.person("site_clerk")
    site = makers.site(clerk, unit=unit)
    for _number in range(many):
        makers.problem(inspector, site)


def rules(by: User | None = None, **values: Any) -> SupervisionRules:
    defaults: dict[str, Any] = {
        "year": 2020,
        "since": date(2020, 3, 2),
        "yellow_from": Decimal(10),
        "red_above": Decimal(30),
        "formula": "capped",
        "points": {},
        "notice_days": 10,
        "appeal_days": 5,
    }
    return actions.set_rules(by=by or factories.person("supervisor"), **{**defaults, **values})


def notice(unit: Unit, by: User | None = None, **values: Any) -> Notice:
    defaults: dict[str, Any] = {
        "title": "示例·督办事项",
        "text": "请按期反馈。",
        "raised_on": date(2020, 6, 1),
        "limit_on": date(2020, 6, 15),
    }
    return actions.raise_notice(by=by or factories.person("supervisor"), unit=unit, **{**defaults, **values})


def proposal(unit: Unit, by: User | None = None, **values: Any) -> Proposal:
    defaults: dict[str, Any] = {
        "kind": "criticism",
        "basis": "示例·连续两月红灯",
        "drafted_on": date(2020, 6, 1),
    }
    return actions.draft_proposal(
        by=by or factories.person("supervisor"), unit=unit, **{**defaults, **values}
    )
