"""The house style as it stands: the office's own rules and what follows from the names of the units."""

from taizhang.bulletin.house_style import Rule, exceptions, rules_of_unit
from taizhang.bulletin.models import StyleRule
from taizhang.organisation.models import Unit


def rules_in_force() -> list[Rule]:
    """Every rule that texts are held to, the office's own first; two queries."""
    own = [
        Rule(each.kind, each.pattern, each.replacement, exceptions(each.unless), each.reason, each.topic)
        for each in StyleRule.objects.in_force()
    ]
    known = {rule.pattern for rule in own}
    of_units = (
        rule
        for unit in Unit.objects.exclude(kind=Unit.Kind.DISTRICT)
        for rule in rules_of_unit(unit.name, unit.short_name, unit.aliases)
    )
    return own + [rule for rule in of_units if rule.pattern not in known]
