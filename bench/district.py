"""The district that is measured: 20 units, 300 sites, a clerk and an inspector; and its ledgers of any size."""

from datetime import date

from django.core.management import call_command
from django.db import connection

from bench import by_hand, generator
from bench.databases import Databases
from taizhang.construction import actions
from taizhang.construction.actions.imports import SiteRow
from taizhang.organisation import founding
from taizhang.organisation.models import Unit, User

EMPTY = "empty"
SINCE = date(2019, 1, 1)


class District:
    """The measured district in its databases; `turns` is how often a measurement is taken."""

    def __init__(self, databases: Databases, turns: int) -> None:
        self.databases = databases
        self.turns = turns
        self._filled: set[int] = set()
        databases.make(EMPTY)
        databases.use(EMPTY)
        call_command("migrate", verbosity=0)
        units = [{"name": name, "kind": Unit.Kind.TOWN} for name in generator.UNITS]
        founding.found_district("410199", "示例区", "示例信息", units, stands_on=generator.AS_OF)
        bureau = founding.actions.register_unit(
            name="示例住建局", short_name="住建局", aliases=[], kind=Unit.Kind.BUREAU, code="bureau",
            parent=Unit.objects.get(kind=Unit.Kind.DISTRICT), position=99, by=None,
        )  # fmt: skip
        founding.employ("clerk", "示例专班", bureau, "site_clerk", since=SINCE)
        founding.employ("inspector", "示例检查员", bureau, "inspector", since=SINCE)
        ids = list(Unit.objects.filter(kind=Unit.Kind.TOWN).values_list("pk", flat=True))
        sites = [
            SiteRow(
                number, name, "construction", f"P{number:04d}", ids[number % len(ids)], "示例建设", "示例施工", "medium",
                None, None,
            )
            for number, name in enumerate(generator.SITES)
        ]  # fmt: skip
        actions.import_sites(records=sites, by=self.clerk, source="bench")
        connection.close()

    @property
    def clerk(self) -> User:
        """Who keeps the ledger, read afresh."""
        return User.objects.get(username="clerk")

    @property
    def inspector(self) -> User:
        """Who records problems, read afresh."""
        return User.objects.get(username="inspector")

    def start_empty(self) -> None:
        """A fresh database without problems."""
        self.databases.make("turn", like=EMPTY)
        self.databases.use("turn")
        connection.ensure_connection()

    def open_ledger(self, count: int) -> str:
        """The database with so many problems, made once; returns its address."""
        name = f"ledger-{count}"
        if count not in self._filled:
            self.databases.make(name, like=EMPTY)
            self.databases.use(name)
            generator.fill(count, by=self.clerk)
            by_hand.keep()
            if connection.vendor == "postgresql":  # what its own housekeeping would do within a minute
                with connection.cursor() as cursor:
                    cursor.execute("VACUUM ANALYZE")
            self._filled.add(count)
        self.databases.use(name)
        return self.databases.address(name)
