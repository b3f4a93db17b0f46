"""What became of an item, in plain words for the unit that sent it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from taizhang.bulletin.models import Issue, Item, MergedSource
from taizhang.bulletin.states import FROZEN_STATES, ItemState
from taizhang.journal.models import Event
from taizhang.web import display

GOOD, PLAIN, BAD = "good", "info", "bad"


@dataclass(frozen=True)
class Step:
    """One thing that happened to the item; `url` leads to what it names, `tone` is "good", "info" or "bad"."""

    at: datetime
    words: str
    tone: str = PLAIN
    url: str = ""

    @property
    def when(self) -> str:
        """The day."""
        return display.moment(self.at)[:10]


Words = Callable[[dict[str, Any]], str]


def _because(sentence: str) -> Words:
    return lambda detail: sentence % {"reason": detail.get("reason", "")}


def _words() -> dict[str, tuple[str, Words]]:
    return {
        "submit": (PLAIN, lambda detail: _("已报送，等信息科收稿。")),
        "withdraw": (PLAIN, _because(_("本单位撤回：%(reason)s"))),
        "receive": (GOOD, lambda detail: _("信息科已收稿。")),
        "return_item": (BAD, _because(_("退回补充：%(reason)s"))),
        "keep": (PLAIN, lambda detail: _("留用，待以后各期采用。")),
        "not_use": (BAD, _because(_("不采用：%(reason)s"))),
        "reconsider": (PLAIN, _because(_("重新列入可用：%(reason)s"))),
        "ask_to_confirm": (PLAIN, lambda detail: _("编辑改了数字，请单位回核。")),
        "confirm": (GOOD, lambda detail: _("单位已回核，数字无误。")),
        "dispute": (BAD, _because(_("单位对数字有异议：%(reason)s"))),
        "withdraw_question": (PLAIN, lambda detail: _("编辑撤回了回核。")),
        "merge": (GOOD, lambda detail: _("并入《%(title)s》。") % {"title": detail.get("title", "")}),
        "unmerge": (PLAIN, _because(_("从并成的稿件中拆出：%(reason)s"))),
        "place": (PLAIN, lambda detail: _("排入待签发的一期。")),
        "take_out": (PLAIN, lambda detail: _("从待签发的一期撤下，仍在备选。")),
        "adopted": (GOOD, lambda detail: _adopted(detail)),
        "adoption_cancelled": (BAD, _because(_("撤销上级采用的登记：%(reason)s"))),
        "credited": (
            GOOD,
            lambda detail: _("计采用积分 %(points)s 分。") % {"points": detail.get("points", "")},
        ),
    }


def _adopted(detail: dict[str, Any]) -> str:
    sentence = (
        _("被省级刊物采用（%(evidence)s）。")
        if detail.get("level") == "province"
        else _("被市级刊物采用（%(evidence)s）。")
    )
    return sentence % {"evidence": detail.get("evidence", "")}


def _used(at: datetime, issue: Issue, main: Item | None = None) -> Step:
    given = {"issue": str(issue), "title": main.title if main else ""}
    words = _("随《%(title)s》采用于%(issue)s。") if main else _("采用于%(issue)s。")
    return Step(at, words % given, GOOD, reverse("bulletin:issues-record", args=[issue.pk]))


def steps_of(item: Item) -> list[Step]:
    """The item's way, newest first, in three queries at most."""
    known, found = _words(), []
    main = None
    issue = Issue.objects.filter(placements__item=item, state__in=FROZEN_STATES).first()
    for event in item.history:
        if event.kind == "use":
            if issue is not None:
                found.append(_used(event.happened_at, issue))
        elif event.kind in known:
            tone, words = known[event.kind]
            found.append(Step(event.happened_at, words(event.detail), tone))
    if item.state == ItemState.MERGED:
        link = MergedSource.objects.filter(source=item).select_related("main__placement__issue").first()
        main = link.main if link else None
        if main is not None and main.state == ItemState.USED:
            used = Event.objects.filter(
                subject_type=main.journal_type, subject_id=main.pk, kind="use"
            ).first()
            if used is not None:
                found.append(_used(used.happened_at, main.placement.issue, main))
    return sorted(found, key=lambda step: step.at)[::-1]
