"""Makers of the rows that the tests of the enterprises room need, through the actions."""

from datetime import date
from itertools import count
from typing import Any

from taizhang.enterprises import reply_links
from taizhang.enterprises.actions import requests as actions
from taizhang.enterprises.actions.enterprises import register_enterprise
from taizhang.enterprises.models import Answer, Enterprise, EnterpriseRequest
from taizhang.organisation.models import User

_numbers = count(1)


def day(text: str) -> date:
    """A day of 2020, such as "06-19"."""
    return date.fromisoformat(f"2020-{text}")


def enterprise(by: User, name: str = "", **values: Any) -> Enterprise:
    """An enterprise in the person's own unit."""
    values.setdefault("unit", by.unit)
    return register_enterprise(by=by, name=name or f"示例·企业{next(_numbers)}", **values)


def request(by: User, firm: Enterprise | None = None, **values: Any) -> EnterpriseRequest:
    """A request that the person's own unit has, opened on 1 June 2020 (a Monday), due on the 8th."""
    given: dict[str, Any] = {
        "kind": "difficulty", "text": "厂区门口道路破损", "opened_on": day("06-01"), "unit": by.unit, "limit_days": 5,
    }  # fmt: skip
    return actions.open_request(by=by, enterprise=firm or enterprise(by), **{**given, **values})


def answered(by: User, row: EnterpriseRequest, on: str = "06-05", text: str = "已修好") -> Answer:
    """The request answered on a day."""
    row.refresh_from_db()
    return actions.answer(by=by, request=row, day=day(on), text=text)


def token(answer: Answer) -> str:
    """The token of an answer's link."""
    return reply_links.token_of(answer.pk, answer.nonce)
