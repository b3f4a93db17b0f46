"""Small makers of rules, channels and a robot that writes down what it was told."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from taizhang.organisation.models import User
from taizhang.reminders import rules
from taizhang.reminders.models import Channel

DAY = date(2020, 6, 19)


def due(subject_id: int, *users: User, text: str = "", on: date = DAY) -> rules.Due:
    """Something due for these people."""
    return rules.Due(
        "investment.lead", subject_id, text or f"示例线索{subject_id}快到期", f"/figures/?row={subject_id}", on,
        tuple(user.pk for user in users),
    )  # fmt: skip


def rule(find: Callable[[date], Iterable[rules.Due]], key: str = "test.rule") -> rules.Rule:
    """A rule that finds what `find` gives."""
    return rules.Rule(key, "示例规则", find, "示例说明")


def channel(kind: str = "dingtalk", **fields: Any) -> Channel:
    """A channel that is on, for everybody."""
    given = {
        "title": f"示例{kind}",
        "address": f"https://robot.example.cn/{kind}?access_token=t0ken",
        "secret": "",
    }
    if kind == "mail":
        given |= {"address": "smtp.example.cn:465", "account": "taizhang@example.cn"}
    return Channel.objects.create(**{"kind": kind, **given, **fields})


class Robot:
    """Stands in for the network: keeps every message, and answers as told."""

    def __init__(self) -> None:
        self.said: list[tuple[str, dict[str, Any]]] = []
        self.answer: dict[str, Any] | Exception = {"errcode": 0, "errmsg": "ok"}

    def __call__(self, url: str, payload: dict[str, Any]) -> dict[str, Any]:
        self.said.append((url, payload))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer
