"""The register of enterprises: entered once, corrected, and set on the nodes of the chains."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.enterprises import access  # noqa: F401  declares the permissions that are required here
from taizhang.enterprises.actions.days import written
from taizhang.enterprises.models import ChainFirm, ChainNode, Enterprise
from taizhang.foundation import quantities
from taizhang.foundation.quantities import normalise_name
from taizhang.foundation.refusals import Refused
from taizhang.journal.record import record
from taizhang.organisation.access import require
from taizhang.organisation.models import Unit, User


@transaction.atomic
def register_enterprise(
    *,
    by: User,
    name: str,
    unit: Unit,
    credit_code: str = "",
    place: str = "",
    contact_post: str = "",
    contact_phone: str = "",
    note: str = "",
    nodes: Sequence[ChainNode] = (),
) -> Enterprise:
    """Enter an enterprise; `nodes` are those on which it stands. Raises Refused where name or code is taken."""
    require(by, "enterprises.register_enterprise", unit.pk)
    return enter(
        by=by, name=name, unit=unit, credit_code=credit_code, place=place, contact_post=contact_post,
        contact_phone=contact_phone, note=note, nodes=nodes,
    )  # fmt: skip


def enter(*, by: User, name: str, unit: Unit, nodes: Sequence[ChainNode] = (), **given: str) -> Enterprise:
    """Insert an enterprise for an action that has already required its own permission, in that action's transaction."""
    values = _checked(name=name, **given)
    _refuse_taken(values)
    enterprise = Enterprise(unit=unit, **values)
    enterprise.save(force_insert=True)
    detail: dict[str, Any] = {"name": enterprise.name, "credit_code": enterprise.credit_code}
    if nodes:
        ChainFirm.objects.bulk_create([ChainFirm(node=node, enterprise=enterprise) for node in nodes])
        detail["nodes"] = _nodes_text(nodes)
    record(subject=enterprise, kind="created", by=by, detail=detail)
    return enterprise


@transaction.atomic
def change_enterprise(
    *,
    by: User,
    enterprise: Enterprise,
    name: str,
    unit: Unit,
    credit_code: str = "",
    place: str = "",
    contact_post: str = "",
    contact_phone: str = "",
    note: str = "",
    nodes: Sequence[ChainNode] | None = None,
) -> Enterprise:
    """Set what is known of an enterprise; `nodes` None leaves its places on the chains as they are."""
    held = Enterprise.objects.select_for_update(of=("self",)).select_related("unit").get(pk=enterprise.pk)
    require(by, "enterprises.change_enterprise", held)
    if unit.pk != held.unit_id:
        require(by, "enterprises.change_enterprise", unit.pk)
    values: dict[str, Any] = _checked(
        name=name, credit_code=credit_code, place=place, contact_post=contact_post, contact_phone=contact_phone,
        note=note,
    )  # fmt: skip
    _refuse_taken(values, held.pk)
    values["unit"] = unit
    changed = {
        field: [str(getattr(held, field)), str(value)]
        for field, value in values.items()
        if getattr(held, field) != value and field != "name_key"
    }
    for field, value in values.items():
        setattr(held, field, value)
    held.save()
    if nodes is not None:
        before = list(ChainNode.objects.filter(firms__enterprise=held).select_related("chain"))
        if {node.pk for node in before} != {node.pk for node in nodes}:
            changed["nodes"] = [_nodes_text(before), _nodes_text(nodes)]
            ChainFirm.objects.filter(enterprise=held).exclude(node__in=nodes).delete()
            ChainFirm.objects.bulk_create(
                [ChainFirm(node=node, enterprise=held) for node in nodes if node not in before]
            )
    if changed:
        record(subject=held, kind="changed", by=by, detail={"changed": changed})
    return held


def _nodes_text(nodes: Sequence[ChainNode]) -> str:
    return "、".join(f"{node.chain}·{node}" for node in nodes)


def _checked(
    *,
    name: str,
    credit_code: str = "",
    place: str = "",
    contact_post: str = "",
    contact_phone: str = "",
    note: str = "",
) -> dict[str, str]:
    """The columns of what was typed; the credit code by its check digit (GB 32100-2015)."""
    name, code = written(name, "name", _("企业名称"), 120), credit_code.strip()
    if code:
        try:
            code = quantities.parse_credit_code(code)
        except quantities.QuantityError as error:
            raise Refused(_(error.template) % error.values, field="credit_code") from error
    texts = {"place": place, "contact_post": contact_post, "contact_phone": contact_phone, "note": note}
    for field, text in texts.items():
        column = Enterprise._meta.get_field(field)
        most = getattr(column, "max_length", None) or 0
        if len(text.strip()) > most:
            sentence = _("%(title)s最多 %(most)s 字。") % {
                "title": getattr(column, "verbose_name", field),
                "most": most,
            }
            raise Refused(sentence, field=field)
    return {
        "name": name,
        "name_key": normalise_name(name),
        "credit_code": code,
        **{field: text.strip() for field, text in texts.items()},
    }


def _refuse_taken(values: dict[str, Any], own: int | None = None) -> None:
    others = Enterprise.objects.all() if own is None else Enterprise.objects.exclude(pk=own)
    if (taken := others.filter(name_key=values["name_key"]).select_related("unit").first()) is not None:
        sentence = _("名录里已有叫“%(name)s”的企业，属地是%(unit)s。") % {
            "name": taken.name,
            "unit": taken.unit,
        }
        raise Refused(sentence, field="name")
    if values["credit_code"] and (taken := others.filter(credit_code=values["credit_code"]).first()):
        raise Refused(_("这个统一社会信用代码已属于“%s”，请核对。") % taken.name, field="credit_code")
