"""校数 of the bulletin's own texts: an item as it will read, its live figures known as such, and what was decided on it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from taizhang.bulletin.models import Item
from taizhang.bulletin.sheet import SetItem
from taizhang.bulletin.spelling import Spelled, spelled
from taizhang.organisation.access import may
from taizhang.organisation.models import User
from taizhang.proofreading import earlier
from taizhang.proofreading.access import KEEP_PHRASES
from taizhang.proofreading.answers import answer
from taizhang.proofreading.checking import Checked, check
from taizhang.proofreading.ground import Ground
from taizhang.proofreading.models import Decision
from taizhang.proofreading.shown import Entry, Shown, show


@dataclass(frozen=True)
class CheckedItem:
    """An item with what 校数 found in it."""

    item: SetItem
    spelled: Spelled
    checked: Checked
    shown: Shown


def check_item(
    item: SetItem, *, as_of: date, reader: User | None, decisions: Iterable[Decision] = ()
) -> CheckedItem:
    """Check an item as of the day at which its figures stand; `reader` None is the system itself."""
    return _check_all([item], {item.pk: decisions}, as_of, reader)[0]


def _check_all(
    items: Sequence[SetItem],
    decided: Mapping[int | None, Iterable[Decision]],
    as_of: date,
    reader: User | None,
) -> list[CheckedItem]:
    """Items checked together: what they are checked on is read once, and each figure asked once in a scope."""
    ground, before = Ground.read(reader), earlier.before(as_of)
    relinks = reader is not None and may(reader, KEEP_PHRASES)
    return [
        _check_one(item, as_of, reader, ground, before, decided.get(item.pk, ()), relinks) for item in items
    ]


def _check_one(
    item: SetItem,
    as_of: date,
    reader: User | None,
    ground: Ground,
    before: Sequence[Any],
    decisions: Iterable[Decision],
    relinks: bool,
) -> CheckedItem:
    words = spelled(item)
    found = check(words.text, as_of=as_of, dated=as_of, reader=reader, earlier=before, ground=ground)
    shown = show(words.text, found, live=words.live, decisions=decisions, may_relink=relinks)
    return CheckedItem(item, words, found, shown)


def check_items(items: Sequence[SetItem], *, as_of: date, reader: User | None = None) -> list[CheckedItem]:
    """Check the items of an issue, with what was decided on each."""
    decided: dict[int | None, list[Decision]] = {}
    for decision in Decision.objects.about(Item.journal_type, [item.pk for item in items if item.pk]):
        decided.setdefault(decision.subject_id, []).append(decision)
    return _check_all(items, decided, as_of, reader)


def unanswered(checked: Iterable[CheckedItem]) -> list[str]:
    """A sentence for every contradiction and fault that nobody has answered for."""
    return [
        _("《%(title)s》“%(words)s”：%(why)s")
        % {"title": each.item.title, "words": entry.finding.words, "why": entry.finding.why}
        for each in checked
        for entry in each.shown.open
    ]


def kept(checked: CheckedItem) -> dict[str, Any]:
    """What an issue keeps of the check at its signing: the answer, and the entries with what was decided on them."""
    return {**answer(checked.checked), "entries": [_kept_entry(entry) for entry in checked.shown.entries]}


def _kept_entry(entry: Entry) -> dict[str, Any]:
    told = {
        "words": entry.finding.words,
        "verdict": str(entry.finding.verdict),
        "tone": entry.tone,
        "why": entry.finding.why,
        "figure": entry.figure,
        "found": entry.found,
    }
    if entry.decision is not None:
        told |= {
            "kind": entry.decision.kind,
            "reason": entry.decision.reason,
            "by": entry.decision.post or str(entry.decision.by),
            "on": entry.decision.decided_on.isoformat(),
        }
    return told
