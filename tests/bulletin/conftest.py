"""A small office: two units, a post for every hand, and a catalogue of figures that needs no ledger."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import Q

from taizhang.bulletin import actions
from taizhang.bulletin.models import Issue, Item
from taizhang.figures import indicator as figures
from taizhang.figures.indicator import Catalogue, Indicator, RowColumn, Scope, Share, publish
from taizhang.organisation.models import Unit, User
from tests import factories

TODAY = date(2020, 6, 19)


class Fixed:
    """A measure that gives one value whatever the rows are."""

    path = ""

    def __init__(self, value: Any) -> None:
        self.value = value

    def of_query(self, rows: Any) -> Any:
        return self.value

    def of_rows(self, rows: Any) -> Any:
        return self.value


@dataclass
class Towns:
    """Counts the towns, and how often it was asked."""

    asked: list[Scope] = field(default_factory=list)

    def __call__(self, scope: Scope) -> Any:
        self.asked.append(scope)
        rows = Unit.objects.filter(kind="town")
        return rows if scope.unit_ids is None else rows.filter(pk__in=scope.unit_ids)


def fake(key: str, title: str, unit: str, rows: Any, **more: Any) -> Indicator:
    """An indicator over units; a unit's row belongs to the unit above it."""
    columns = (RowColumn("short_name", "简称"), RowColumn("position", "排序", number=True))
    return Indicator(
        key=key,
        title=title,
        unit_of_measure=unit,
        definition=f"{title}的口径。",
        ledger="construction",
        rows=rows,
        columns=columns,
        unit_path="parent",
        **more,
    )


@pytest.fixture
def towns() -> Towns:
    return Towns()


@pytest.fixture(autouse=True)
def catalogue(towns: Towns) -> Iterator[None]:
    """Figures over units in the place of the ledgers'."""
    kept = list(figures._published)
    late = Q(position__gte=1)
    publish(
        Catalogue(
            [
                fake("towns.counted", "镇办数", "家", towns),
                fake("towns.turnouts", "出动人次", "人次", towns, measure=Fixed(124)),
                fake("towns.round", "整数", "人次", towns, measure=Fixed(120)),
                fake("towns.money", "金额", "亿元", towns, measure=Fixed(Decimal("225.70"))),
                fake(
                    "towns.rate",
                    "比率",
                    "%",
                    lambda scope: towns(scope).annotate(late=late),
                    measure=Share("late"),
                ),
            ]
        )
    )
    yield
    figures._published[:] = kept


@dataclass
class Office:
    """The people of the bulletin and two units that write for it."""

    bureau: Unit
    other: Unit
    reporter: User
    unit_signer: User
    stranger: User
    editor: User
    chief: User
    issuer: User
    reader: User

    def item(self, title: str = "示例·一篇", body: str = "共有[[towns.counted]]。") -> Item:
        """A draft of the bureau."""
        return actions.write_item(unit=self.bureau, title=title, body=body, by=self.reporter)

    def received(self, title: str = "示例·一篇", body: str = "共有[[towns.counted]]。") -> Item:
        """An item that the office has received."""
        item = self.item(title, body)
        actions.sign_off_item(item=item, by=self.unit_signer)
        actions.submit_item(item=item, by=self.reporter)
        actions.receive_item(item=item, by=self.editor)
        return item

    def issue(self, *items: Item, **heading: Any) -> Issue:
        """An issue with some items in it."""
        given = {"masthead": "示例信息", "publisher": "示例办公室", "cut_off": TODAY, **heading}
        issue = actions.open_issue(by=self.editor, **given)
        for item in items:
            actions.place_item(issue=issue, item=item, by=self.editor)
        return issue

    def reviewed(self, *items: Item, **heading: Any) -> Issue:
        """An issue that waits for its signing."""
        issue = self.issue(*items, **heading)
        actions.send_to_first_review(issue=issue, by=self.editor)
        actions.pass_first_review(issue=issue, by=self.editor)
        actions.pass_second_review(issue=issue, by=self.chief)
        issue.refresh_from_db()
        return issue

    def signed(self, *items: Item, **heading: Any) -> Issue:
        """A signed issue."""
        return actions.sign_issue(
            issue=self.reviewed(*(items or (self.received(),)), **heading), by=self.issuer
        )


@pytest.fixture
def office(db: None) -> Office:
    factories.district(stands_on=TODAY, bulletin_name="示例信息")
    bureau = factories.unit("住建局", kind="bureau")
    other = factories.unit("城管局", kind="bureau")
    for name in ("峡窝镇", "矿山街道", "新安路街道"):
        factories.unit(name, parent=bureau, position=1 if name == "峡窝镇" else 0)
    return Office(
        bureau=bureau,
        other=other,
        reporter=factories.person("reporter", bureau),
        unit_signer=factories.person("unit_signer", bureau),
        stranger=factories.person("reporter", other),
        editor=factories.person("editor"),
        chief=factories.person("office_chief"),
        issuer=factories.person("issuer"),
        reader=factories.person("reader", other),
    )
