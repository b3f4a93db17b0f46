"""Which figure of the catalogue a target is about: by its key, the key's last part, its title, or another name of it."""

from collections import defaultdict
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import override

from taizhang.figures.indicator import Count, Indicator, published
from taizhang.foundation.quantities import normalise_name
from taizhang.foundation.refusals import Refused
from taizhang.workbooks.known_names import KnownNames


def choices() -> list[Indicator]:
    """The figures that take targets, in the order of the catalogue."""
    return [indicator for indicator in published() if indicator.takes_target]


def chinese_title(indicator: Indicator) -> str:
    """The title as workbooks and the ledger write it, whatever the language of the screen."""
    with override("zh-hans"):
        return str(indicator.title)


class KnownIndicators:
    """The figures that take targets by every name; a name that two of them share is refused as ambiguous."""

    def __init__(self) -> None:
        named: dict[str, dict[str, Indicator]] = defaultdict(dict)
        shown: dict[str, str] = {}
        self.by_key = {indicator.key: indicator for indicator in choices()}
        for indicator in self.by_key.values():
            title = chinese_title(indicator)
            for name in (
                indicator.key,
                indicator.key.rsplit(".", 1)[-1],
                title,
                str(indicator.title),
                *indicator.names,
            ):
                named[normalise_name(name)][indicator.key] = indicator
                shown[normalise_name(name)] = title
        self._named = named
        self._names = KnownNames(_("可下目标的指标"), {name: True for name in named}, shown)

    def find(self, name: str) -> Indicator:
        """The figure of that name; raises Refused naming the nearest ones, or those among which it is ambiguous."""
        found = self._named.get(normalise_name(name), {})
        if not found:
            raise Refused(self._names.unknown(name), field="indicator")
        if len(found) > 1:
            titles = "、".join(chinese_title(indicator) for indicator in found.values())
            raise Refused(
                _("“%(name)s”可以指：%(titles)s。请写明是哪一个。") % {"name": name, "titles": titles},
                field="indicator",
            )
        return next(iter(found.values()))


def value_fault(indicator: Indicator, value: Decimal) -> str:
    """What is wrong with a target's value; empty where nothing is."""
    if value <= 0:
        return _("目标值应大于 0。")
    if value >= 10**9:
        return _("目标值过大，请核对计量单位是%s。") % indicator.unit_of_measure
    if isinstance(indicator.measure, Count) and value != int(value):
        return _("“%(title)s”按%(unit)s计，目标值应是整数。") % {
            "title": indicator.title,
            "unit": indicator.unit_of_measure,
        }
    if indicator.unit_of_measure == "%" and value > 100:
        return _("百分比的目标值不能超过 100。")
    if value != round(value, 6):
        return _("目标值最多六位小数。")
    return ""
