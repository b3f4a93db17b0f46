"""The demo's house style and lists of recipients: what an office keeps before it makes its first issue."""

import random
from datetime import date, datetime

from taizhang.bulletin import actions
from taizhang.bulletin.actions import Addressee
from taizhang.demo.cast import Cast
from taizhang.foundation.clock import SHANGHAI
from taizhang.organisation.models import Unit

KEPT_SINCE = date(2020, 1, 6)
LEADERS, UNITS, OUTSIDE = "区级领导", "镇办和区直单位", "示例·市级部门"


def load(cast: Cast, rng: random.Random) -> None:
    """The starting rules, two lists that the issues use, and one of addressees outside."""
    editor = cast.user("editor")
    at = datetime(KEPT_SINCE.year, KEPT_SINCE.month, KEPT_SINCE.day, 9, tzinfo=SHANGHAI)
    actions.write_starting_rules(by=editor, happened_at=at)
    units = Unit.objects.filter(kind__in=(Unit.Kind.TOWN, Unit.Kind.BUREAU))
    for name, line, printed, entries in (
        (LEADERS, "sent_to", "区级领导同志", [Addressee(role="leader")]),
        (
            UNITS,
            "distributed_to",
            "各镇办、区直各单位主要负责同志",
            [Addressee(unit=unit, copies=2) for unit in units],
        ),
        (
            OUTSIDE,
            "sent_to",
            "示例·市级有关部门",
            [
                Addressee(outside="示例·市委办公室", copies=2),
                Addressee(outside="示例·市政府办公室", copies=2),
            ],
        ),
    ):
        actions.write_recipients(
            name=name, line=line, printed=printed, entries=entries, by=editor, happened_at=at
        )
