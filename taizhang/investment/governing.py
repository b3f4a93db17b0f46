"""The 年度认定办法 that the investment figures of a year follow, as a report cites it."""

from datetime import date

from django.utils.translation import gettext as _

from taizhang.figures.governing import Governing
from taizhang.investment.models import RuleSet
from taizhang.investment.states import AttributionScheme


def rules_named(year: int, day: date) -> Governing:
    """The rules of a year by version and document, how units share a project, and what a difference then is."""
    rules = RuleSet.in_force(year, day)
    scheme = AttributionScheme(rules.attribution)
    if rules.pk is None:
        named = _("%(year)s年未制定认定办法，按通行口径") % {"year": year}
    elif rules.document:
        named = _("%(year)s年认定办法第%(version)s版（%(document)s）") % {
            "year": rules.year, "version": rules.version, "document": rules.document,
        }  # fmt: skip
    else:
        named = _("%(year)s年认定办法第%(version)s版") % {"year": rules.year, "version": rules.version}
    difference = {
        AttributionScheme.DOUBLE: _("双计重复"),
        AttributionScheme.BY_SHARE: _("比例舍入"),
    }.get(scheme, _("未归单位"))
    return Governing(
        (named, _("归属办法：%(scheme)s") % {"scheme": scheme.label}),
        difference,
        shared=scheme != AttributionScheme.SOLE,
    )
