"""Templates kept and changed, and items drafted from the ledgers."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.bulletin import access, drafting  # noqa: F401  access declares the permissions
from taizhang.bulletin.actions.writing import write_item
from taizhang.bulletin.draft_defaults import DEFAULTS
from taizhang.bulletin.live_figures import tokens_of
from taizhang.bulletin.models import DraftTemplate, Item
from taizhang.figures.indicator import published
from taizhang.foundation.periods import Period
from taizhang.foundation.refusals import Refused
from taizhang.journal.record import record
from taizhang.journal.timeline import differences
from taizhang.organisation.access import require
from taizhang.organisation.district import business_today
from taizhang.organisation.models import Unit, User


def _clean(values: dict[str, Any], but: DraftTemplate | None = None) -> dict[str, Any]:
    values = {
        key: value.replace("\r\n", "\n").strip() if isinstance(value, str) else value
        for key, value in values.items()
    }
    named = DraftTemplate.objects.filter(name=values["name"])
    if (named.exclude(pk=but.pk) if but else named).exists():
        raise Refused(_("已有叫“%(name)s”的模板，请换一个名称。") % {"name": values["name"]}, field="name")
    if "[[" in values["title"]:
        raise Refused(_("标题里不能放活数字，请写进正文。"), field="title")
    for field in ("title", "body"):
        if strange := drafting.strange_places(values[field]):
            known = "、".join(f"{{{name}}}" for name in drafting.PLACES)
            raise Refused(
                _("不认识{%(name)s}。可用的是 %(known)s。") % {"name": strange[0], "known": known},
                field=field,
            )
    tokens = tokens_of(values["body"])
    if not tokens:
        raise Refused(_("正文里还没有数字。数字写成 [[代码]]，起草时由台账给出。"), field="body")
    known_keys = published().indicators
    for token in tokens:
        if token.key not in known_keys:
            raise Refused(_("目录里没有叫“%(key)s”的数字。") % {"key": token.key}, field="body")
    return values


@transaction.atomic
def keep_template(
    *, name: str, ledger: str, title: str, body: str, active: bool = True, by: User
) -> DraftTemplate:
    """A new template; raises Refused where its name is taken, or a place or a figure in it is not known."""
    require(by, "bulletin.keep_templates")
    values = _clean({"name": name, "ledger": ledger, "title": title, "body": body, "active": active})
    template = DraftTemplate(**values)
    template.save()
    record(subject=template, kind="created", by=by, detail=values)
    return template


@transaction.atomic
def change_template(*, template: DraftTemplate, by: User, **values: Any) -> DraftTemplate:
    """Change a template or lay it aside; drafts made of it before stay as they are."""
    require(by, "bulletin.keep_templates")
    held = DraftTemplate.objects.select_for_update().get(pk=template.pk)
    values = _clean(values, but=held)
    if changed := differences(held, values):
        for field in changed:
            setattr(held, field, values[field])
        held.save(update_fields=list(changed))
        record(subject=held, kind="changed", by=by, detail={"changed": changed})
    return held


@transaction.atomic
def keep_default_templates(*, by: User) -> int:
    """Take in the usual templates that are not there yet; how many were added."""
    require(by, "bulletin.keep_templates")
    there = set(DraftTemplate.objects.values_list("name", flat=True))
    missing = [each for each in DEFAULTS if each[0] not in there]
    for name, ledger, title, body in missing:
        keep_template(name=name, ledger=ledger, title=title, body=body, by=by)
    return len(missing)


@transaction.atomic
def draft_item(
    *, template: DraftTemplate, start: date, end: date, about: Unit | None, unit: Unit, by: User
) -> tuple[Item, drafting.Draft]:
    """An item of `unit` drafted from the ledgers for the days from start to end; `about` is the unit whose rows count."""
    require(by, "bulletin.write_item", unit.pk)
    draft = composed(template, start, end, about)
    item = write_item(unit=unit, title=draft.title, body=draft.body, by=by)
    detail = {"template": template.name, "left_out": len(draft.left_out)}
    record(subject=item, kind="drafted", by=by, detail=detail)
    return item, draft


def composed(template: DraftTemplate, start: date, end: date, about: Unit | None) -> drafting.Draft:
    """The draft that a template gives for some days; raises Refused where the days are wrong or nothing is there."""
    today = business_today()
    if end < start:
        raise Refused(_("止日早于起日，请改。"), field="end")
    if start > today:
        raise Refused(_("这段时间还没有到。"), field="start")
    period = Period(start, min(end, today))
    return drafting.compose(template.title, template.body, period=period, unit=about, today=today)
