"""What a record page of an item shows beside its text: its fate, its sources, its credit, the figures to be confirmed."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from taizhang.bulletin.models import Confirmation, Item
from taizhang.bulletin.states import ITEM, PLACEABLE, ItemState
from taizhang.bulletin.token_titles import named
from taizhang.bulletin.vouching import vouched
from taizhang.bulletin.whereabouts import steps_of
from taizhang.organisation.access import may
from taizhang.organisation.models import User
from taizhang.web.records import Act
from taizhang.web.related import Line, Related

WITH_CHANGES = (*PLACEABLE, ItemState.PLACED, ItemState.TO_CONFIRM)


def acts_of(user: User, item: Item) -> list[Act]:
    """The buttons beyond the steps of the item's way: confirming, adoption."""
    acts = []
    mine = item.confirmations.open().filter(unit__in=user.home_unit_ids).first()
    if mine is not None and may(user, "bulletin.confirm_item", mine):
        acts.append(
            Act(_("回核数字"), reverse("bulletin:confirmations-record", args=[mine.pk]), primary=True)
        )
    if item.state == ItemState.USED and may(user, "bulletin.record_adoption", item):
        acts.append(Act(_("登记上级采用"), reverse("bulletin:items-adopted", args=[item.pk])))
    return acts


def _act(item: Item, name: str) -> str:
    return reverse("bulletin:items-act", args=[item.pk, name])


def cards_of(user: User, item: Item) -> dict[str, Any]:
    """The context of the cards; what nobody has to know of is left out."""
    context: dict[str, Any] = {"steps_taken": steps_of(item)}
    editing = may(user, "bulletin.edit_item", item)
    if editing and item.state in WITH_CHANGES:
        asked = list(item.confirmations.open().select_related("unit"))
        found = vouched([item]).get(item.pk)
        context |= {
            "asked": asked,
            "changed": [
                (named(change.was), named(change.now), named(change.sentence)) for change in found.changes
            ]
            if found
            else [],
            "ask_url": _act(item, "ask_to_confirm"),
            "withdraw_url": _act(item, "withdraw_question"),
        }
    context["related"] = [
        each for each in (_sources(user, item), _questions(user, item), _credit(user, item)) if each
    ]
    return context


def _sources(user: User, item: Item) -> Related | None:
    lines = []
    for link in item.sources.select_related("source__unit"):
        source = link.source
        url = reverse("bulletin:items-record", args=[source.pk])
        lines.append(Line(source.title, (source.unit, source.submitted_on), url, source.state))
    if not lines:
        return None
    headings = (_("来稿"), _("单位"), _("报送日期"), _("状态"))
    return Related(_("并入的来稿"), headings, tuple(lines), "", ITEM)


def _questions(user: User, item: Item) -> Related | None:
    lines = []
    rows = (
        Confirmation.objects.visible_to(user)
        .filter(item=item)
        .exclude(outcome=Confirmation.Outcome.WITHDRAWN)
    )
    for each in rows.select_related("unit").order_by("-pk"):
        url = reverse("bulletin:confirmations-record", args=[each.pk])
        title = _("第 %(n)s 版，%(count)s 处数字") % {"n": each.version, "count": len(each.changes)}
        cells = (each.unit, each.get_outcome_display(), each.asked_on, each.answered_on, each.reason)
        lines.append(Line(title, cells, url))
    if not lines:
        return None
    headings = (_("回核"), _("单位"), _("结果"), _("提请日期"), _("答复日期"), _("异议"))
    return Related(_("数字回核"), headings, tuple(lines), "")


def _credit(user: User, item: Item) -> Related | None:
    """The points of the item's unit, and the adoptions by higher levels."""
    lines = [
        Line(each.get_kind_display(), (each.points, each.given_on, ""))
        for each in item.credits.order_by("given_on", "pk")
    ]
    may_cancel = may(user, "bulletin.record_adoption", item)
    for adoption in item.adoptions.all():
        url = reverse("bulletin:adoptions-cancel", args=[adoption.pk]) if may_cancel else ""
        lines.append(Line(adoption.get_level_display(), ("", adoption.adopted_on, adoption.evidence), url))
    if not lines:
        return None
    return Related(_("采用积分"), (_("事由"), _("积分"), _("日期"), _("依据")), tuple(lines), "")
