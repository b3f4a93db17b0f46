"""Rules of house style: written, changed, put out of force and back."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.bulletin import access  # noqa: F401  declares the permissions
from taizhang.bulletin.models import StyleRule
from taizhang.bulletin.starting_style import STARTING_RULES
from taizhang.foundation.refusals import Refused
from taizhang.journal.record import record
from taizhang.journal.timeline import differences
from taizhang.organisation.access import require
from taizhang.organisation.models import User

_TEXTS = ("pattern", "replacement", "unless", "reason")


@transaction.atomic
def write_style_rule(
    *,
    kind: str,
    topic: str,
    pattern: str,
    replacement: str = "",
    unless: str = "",
    reason: str = "",
    by: User | None,
    happened_at: datetime | None = None,
) -> StyleRule:
    """A new rule; `by` None is the system itself, setting a district up."""
    if by is not None:
        require(by, "bulletin.keep_house_style")
    values = _clean(
        {
            "kind": kind,
            "topic": topic,
            "pattern": pattern,
            "replacement": replacement,
            "unless": unless,
            "reason": reason,
        }
    )
    _require_new(values["kind"], values["pattern"])
    rule = StyleRule(**values)
    rule.save()
    record(
        subject=rule,
        kind="created",
        by=by,
        unit=by.unit if by else None,
        happened_at=happened_at,
        detail=values,
    )
    return rule


@transaction.atomic
def change_style_rule(*, rule: StyleRule, by: User, **values: Any) -> StyleRule:
    """Change a rule, or whether texts are held to it (`active`)."""
    require(by, "bulletin.keep_house_style")
    held = StyleRule.objects.select_for_update().get(pk=rule.pk)
    now = {name: getattr(held, name) for name in ("kind", "topic", *_TEXTS, "active")}
    values = _clean({**now, **values})
    if (values["kind"], values["pattern"]) != (held.kind, held.pattern):
        _require_new(values["kind"], values["pattern"])
    if changed := differences(held, values):
        for field in changed:
            setattr(held, field, values[field])
        held.save(update_fields=list(changed))
        record(subject=held, kind="changed", by=by, unit=by.unit, detail={"changed": changed})
    return held


@transaction.atomic
def write_starting_rules(*, by: User | None, happened_at: datetime | None = None) -> int:
    """The rules that an office begins with, those that it has already aside; returns how many came in."""
    if by is not None:
        require(by, "bulletin.keep_house_style")
    known = set(StyleRule.objects.values_list("kind", "pattern"))
    new = [each for each in STARTING_RULES if (each.kind, each.pattern) not in known]
    for each in new:
        write_style_rule(**each._asdict(), by=by, happened_at=happened_at)
    return len(new)


def _clean(values: dict[str, Any]) -> dict[str, Any]:
    """The values with their texts trimmed; raises Refused where the rule could never be obeyed."""
    values = values | {name: values[name].strip() for name in _TEXTS}
    kind, pattern, replacement = values["kind"], values["pattern"], values["replacement"]
    if not pattern:
        raise Refused(_("请写出要找的写法。"), field="pattern")
    if "[[" in pattern or "]]" in pattern:
        raise Refused(_("写法里不能有 [[ 或 ]]，那是活数字的记号。"), field="pattern")
    if pattern == replacement:
        raise Refused(_("“改为”和“写法”一样，改了等于没改。"), field="replacement")
    if kind == StyleRule.Kind.REQUIRED and pattern not in replacement:
        raise Refused(
            _("“须写全”的，“改为”里要含有“%(pattern)s”。") % {"pattern": pattern}, field="replacement"
        )
    return values


def _require_new(kind: str, pattern: str) -> None:
    if StyleRule.objects.filter(kind=kind, pattern=pattern).exists():
        raise Refused(_("已有一条管“%(pattern)s”的，请改那一条。") % {"pattern": pattern}, field="pattern")
