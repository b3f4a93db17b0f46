"""Lists of recipients: written, changed, put out of use, and chosen for an issue, whose foot then names them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from taizhang.bulletin import access  # noqa: F401  declares the permissions
from taizhang.bulletin.actions.editing import locked, require_open, touch
from taizhang.bulletin.models import Issue, IssueRecipients, RecipientEntry, RecipientList
from taizhang.foundation.refusals import Refused
from taizhang.journal.record import record
from taizhang.journal.timeline import differences
from taizhang.organisation.access import require
from taizhang.organisation.models import Unit, User

_LONGEST = {"sent_to": 200, "distributed_to": 300}  # characters that the columns of an issue take


@dataclass(frozen=True)
class Addressee:
    """One entry of a list, as RecipientEntry describes it."""

    unit: Unit | None = None
    role: str = ""
    user: User | None = None
    outside: str = ""
    copies: int = 0


@transaction.atomic
def write_recipients(
    *,
    name: str,
    line: str,
    printed: str,
    entries: Sequence[Addressee],
    by: User,
    position: int = 0,
    happened_at: datetime | None = None,
) -> RecipientList:
    """A new list; raises Refused where one of that name exists or nobody stands in it."""
    require(by, "bulletin.keep_recipients")
    name, printed = _clean(name, printed, entries)
    _require_free(name)
    made = RecipientList(name=name, line=line, printed=printed, position=position)
    made.save()
    _write(made, entries)
    detail = {"name": name, "line": line, "printed": printed, "entries": _words(made)}
    record(subject=made, kind="created", by=by, unit=by.unit, happened_at=happened_at, detail=detail)
    return made


@transaction.atomic
def change_recipients(
    *, list_: RecipientList, entries: Sequence[Addressee] | None = None, by: User, **values: Any
) -> RecipientList:
    """Change a list: its name, line, printed words, place, whether it is in use, and who stands in it.

    Issues that were signed keep the words that they printed.
    """
    require(by, "bulletin.keep_recipients")
    held = RecipientList.objects.select_for_update().get(pk=list_.pk)
    name, printed = _clean(values.get("name", held.name), values.get("printed", held.printed), entries)
    if name != held.name:
        _require_free(name)
    changed = differences(held, {**values, "name": name, "printed": printed})
    for field, (_old, new) in changed.items():
        setattr(held, field, new)
    if changed:
        held.save(update_fields=list(changed))
    if entries is not None:
        before = _words(held)
        stood = held.entries.select_related("unit", "user")
        if [_addressed(each) for each in stood] != [_addressed(each) for each in entries]:
            held.entries.all().delete()
            _write(held, entries)
            changed["entries"] = ["、".join(before), "、".join(_words(held))]
    if changed:
        record(subject=held, kind="changed", by=by, unit=by.unit, detail={"changed": changed})
    return held


@transaction.atomic
def choose_recipients(
    *, issue: Issue, lists: Iterable[RecipientList], by: User, happened_at: datetime | None = None
) -> Issue:
    """Let an issue go to some lists; 本期送 and 发 are then what the lists print.

    Raises Refused where a line would be longer than the foot takes.
    """
    require(by, "bulletin.assemble", issue)
    held = locked(issue)
    require_open(held)
    chosen = list(dict.fromkeys(lists))
    before = [each.list.name for each in held.recipients.select_related("list")]
    lines = {
        line: "、".join(each.printed for each in chosen if each.line == line)
        for line in RecipientList.Line.values
    }
    for line, words in lines.items():
        if len(words) > _LONGEST[line]:
            title = RecipientList.Line(line).label
            raise Refused(
                _("“%(line)s”一共 %(n)s 字，报尾最多 %(most)s 字，请少选几个名单或把印的字改短。")
                % {"line": title, "n": len(words), "most": _LONGEST[line]}
            )
    held.recipients.all().delete()
    IssueRecipients.objects.bulk_create(
        IssueRecipients(issue=held, list=each, position=place) for place, each in enumerate(chosen, start=1)
    )
    changed: dict[str, Any] = differences(held, lines)
    for line, words in lines.items():
        setattr(held, line, words)
    held.save(update_fields=list(lines))
    after = [each.name for each in chosen]
    if before != after:
        changed["recipients"] = ["、".join(before), "、".join(after)]
    if changed:
        touch(held, "changed", by, changed, happened_at)
    return held


def _clean(name: str, printed: str, entries: Sequence[Addressee] | None) -> tuple[str, str]:
    name, printed = " ".join(name.split()), " ".join(printed.split())
    if not name:
        raise Refused(_("请给名单起个名字。"), field="name")
    if entries is not None and not entries:
        raise Refused(_("名单里还没有人，请选单位、岗位或人员，或写上系统外的收件单位。"), field="units")
    return name, printed or name


def _require_free(name: str) -> None:
    if RecipientList.objects.filter(name=name).exists():
        raise Refused(_("已有叫“%(name)s”的名单，请换个名字，或改那一个。") % {"name": name}, field="name")


def _write(list_: RecipientList, entries: Iterable[Addressee]) -> None:
    RecipientEntry.objects.bulk_create(
        RecipientEntry(
            list=list_,
            position=place,
            unit=each.unit,
            role=each.role,
            user=each.user,
            outside=each.outside,
            copies=each.copies,
        )
        for place, each in enumerate(entries, start=1)
    )


def _addressed(each: Addressee | RecipientEntry) -> tuple[Any, ...]:
    return each.unit, each.role, each.user, each.outside, each.copies


def _words(list_: RecipientList) -> list[str]:
    """Every entry as the history of the list names it."""
    with translation.override(settings.LANGUAGE_CODE):
        return [
            f"{each}×{each.copies}" if each.copies else str(each)
            for each in list_.entries.select_related("unit", "user")
        ]
