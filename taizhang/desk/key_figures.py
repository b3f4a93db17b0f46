"""The figures that a leader reads first, system by system, and the one whose months are drawn."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from taizhang.figures.indicator import Indicator, published


@dataclass(frozen=True)
class System:
    """One system of work: its key in the address, its name, the keys of its figures, the key whose months are drawn."""

    key: str
    title: Any
    figures: tuple[str, ...]
    drawn: str

    def indicators(self) -> list[Indicator]:
        """Those of the figures that the catalogue has."""
        known = published().indicators
        return [known[key] for key in self.figures if key in known]

    def drawn_indicator(self) -> Indicator | None:
        """The figure whose months are drawn."""
        return published().indicators.get(self.drawn)


SYSTEMS = (
    System(
        "investment",
        _("招商引资"),
        (
            "investment.signed_over_1",
            "investment.signed_over_5",
            "investment.signed_over_10",
            "investment.out_of_district_funds",
        ),
        "investment.signed_over_1",
    ),
    System(
        "night_market",
        _("夜间经济"),
        (
            "night_market.officer_turnouts",
            "night_market.patrols",
            "night_market.merchants_warned",
            "night_market.warnings",
        ),
        "night_market.patrols",
    ),
    System(
        "construction",
        _("工地整治"),
        (
            "construction.sites_surveyed",
            "construction.sites_stopped",
            "construction.problems_found",
            "construction.closure_rate",
        ),
        "construction.problems_found",
    ),
    System(
        "bulletin",
        _("信息刊物"),
        ("bulletin.items_submitted", "bulletin.items_used"),
        "bulletin.items_used",
    ),
)


def system(key: str) -> System | None:
    """The system of a key."""
    return next((each for each in SYSTEMS if each.key == key), None)


def present() -> list[System]:
    """The systems that have figures."""
    return [each for each in SYSTEMS if each.indicators()]
