"""Old issues on their way in: a file is read, a person corrects what was found, and the issue stands in the archive."""

import hashlib
import io
from datetime import date, datetime
from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.archive import access  # noqa: F401  declares the permissions
from taizhang.archive.actions.indexing import index_issue
from taizhang.archive.models import Intake
from taizhang.archive.old_issues.found import OldIssue, OldItem, read_written, written
from taizhang.archive.old_issues.parse import LONGEST_SOURCE, LONGEST_TITLE, parse
from taizhang.archive.states import IntakeState
from taizhang.bulletin.models import Issue, IssueRun, PrintedItem
from taizhang.bulletin.prose import level_of
from taizhang.bulletin.states import IssueState
from taizhang.evidence.actions import attach
from taizhang.foundation import clock
from taizhang.foundation.quantities import parse_date
from taizhang.foundation.refusals import Refused
from taizhang.journal.moves import move
from taizhang.journal.record import record
from taizhang.journal.timeline import differences
from taizhang.organisation.access import require
from taizhang.organisation.district import business_today
from taizhang.organisation.models import User
from taizhang.proofreading.reading.files import UnreadableFile, read_text

ORIGIN = "origin"  # the kind of paper that the file itself is
_LENGTHS = {"masthead": 20, "publisher": 40, "sent_to": 200, "distributed_to": 300, "editors": 60}
_PLAIN = (*_LENGTHS, "number", "year", "supplement", "copies", "secrecy", "serial")
MOST_DOUBTS = 60


@transaction.atomic
def take_in(*, data: bytes, name: str, by: User, happened_at: datetime | None = None) -> Intake:
    """Read the file of an old issue and keep it; a person looks at it before it stands in the archive.

    Raises Refused for a file that is no text, and for one that was taken in before.
    """
    require(by, "archive.take_in")
    if by.unit is None:
        raise Refused(_("您现在没有任职，不能收旧刊。"))
    if PurePath(name).suffix.lower() not in (".txt", ".docx"):
        raise Refused(_("“%s”不是 .txt 或 .docx，请另存后再传。") % name, field="file")
    digest = hashlib.sha256(data).hexdigest()
    if (present := Intake.objects.filter(digest=digest).first()) is not None:
        raise Refused(
            _("“%(name)s”和已收的“%(present)s”是同一个文件，没有重复收。")
            % {"name": name, "present": present.name},
            field="file",
        )
    try:
        text = read_text(data, name)
    except UnreadableFile as error:
        raise Refused(_(error.template) % error.values, field="file") from error
    if not text.strip():
        raise Refused(_("“%s”里没有文字。扫描件请先识别成文字。") % name, field="file")
    old = parse(text)
    intake = Intake(
        name=name[:200],
        digest=digest,
        text=text,
        found=_as_json(old),
        doubts=[
            {"template": doubt.template, "values": dict(doubt.values)} for doubt in old.doubts[:MOST_DOUBTS]
        ],
        year=old.year,
        number=old.number,
        items=len(old.items),
        unit=by.unit,
        by=by,
        taken_at=happened_at or clock.now(),
    )
    intake.save()
    detail = {"name": name, "digest": digest, "year": old.year, "number": old.number}
    record(subject=intake, kind="created", by=by, happened_at=happened_at, detail=detail)
    attach(to=intake, file=io.BytesIO(data), name=name, kind=ORIGIN, by=by)
    return intake


def _as_json(old: OldIssue) -> dict[str, Any]:
    found: dict[str, Any] = {name: getattr(old, name) for name in _PLAIN}
    for name, longest in _LENGTHS.items():
        found[name] = found[name][:longest]
    found["issued_on"] = old.issued_on.isoformat() if old.issued_on else ""
    found["items"] = written(old.items)
    return found


@transaction.atomic
def change_intake(*, intake: Intake, by: User, **values: Any) -> Intake:
    """Keep the corrected fields of a file that waits; `values` are those of `found`, the items as written text."""
    require(by, "archive.take_in", intake)
    held = _waiting(intake)
    found = {**held.found, **values}
    if isinstance(found["issued_on"], date):
        found["issued_on"] = found["issued_on"].isoformat()
    found["issued_on"] = found["issued_on"] or ""
    items = len(read_written(found["items"]))
    changed = differences(held, {"year": found["year"], "number": found["number"], "items": items})
    if found == held.found:
        return held
    held.found, held.year, held.number, held.items = found, found["year"], found["number"], items
    held.save(update_fields=["found", "year", "number", "items"])
    record(subject=held, kind="changed", by=by, detail={"changed": changed})
    return held


def _waiting(intake: Intake) -> Intake:
    held = Intake.objects.select_for_update().get(pk=intake.pk)
    if held.state != IntakeState.WAITING:
        raise Refused(_("这份旧刊现在“%s”，不能再改。") % held.get_state_display())
    return held


@transaction.atomic
def enter_issue(*, intake: Intake, by: User, happened_at: datetime | None = None) -> Issue:
    """Put an old issue into the archive as it was found and corrected; its items are credited to nobody.

    The year's run of numbers is raised to its number where it stood lower. Raises Refused where a field is missing, the
    day is in the future, or the archive has an issue of that year and number.
    """
    require(by, "archive.take_in", intake)
    held = _waiting(intake)
    found = held.found
    items = _require_whole(found)
    issued_on = parse_date(found["issued_on"])
    run = _raise_run(found["year"], found["supplement"], found["number"], by)
    issue = Issue(
        **{name: found[name] for name in _PLAIN},
        unit_id=held.unit_id,
        issued_on=issued_on,
        cut_off=issued_on,
        opened_on=issued_on,
        last_edited_by=by,
        imported=True,
        state=IssueState.ARCHIVED,
    )
    issue.save()
    PrintedItem.objects.bulk_create(
        PrintedItem(
            issue=issue,
            position=position,
            title=item.title,
            source=item.source,
            paragraphs=[{"level": level_of(text).value, "runs": [text]} for text in item.paragraphs],
        )
        for position, item in enumerate(items, start=1)
    )
    detail = {"intake": held.pk, "digest": held.digest, "items": len(items), "run": run.last_number}
    record(subject=issue, kind="entered", by=by, happened_at=happened_at, detail=detail)
    move(held, "enter", by=by, happened_at=happened_at, changes={"issue": issue})
    index_issue(issue, by)
    return issue


def _require_whole(found: dict[str, Any]) -> tuple[OldItem, ...]:
    for name, sentence in (
        ("masthead", _("请填刊名。")),
        ("number", _("请填期号。")),
        ("year", _("请填年度。")),
        ("issued_on", _("请填日期。")),
        ("publisher", _("请填编发单位。")),
    ):
        if not found[name]:
            raise Refused(sentence, field=name)
    if parse_date(found["issued_on"]) > business_today():
        raise Refused(_("日期在今天之后，请核对。"), field="issued_on")
    same = {name: found[name] for name in ("year", "number", "supplement")}
    if (present := Issue.objects.filter(**same).first()) is not None:
        raise Refused(_("%s已经在库，没有重复入库。请核对年度和期号。") % present, field="number")
    items = read_written(found["items"])
    if not items:
        raise Refused(_("还没有稿件。每篇标题前写 # 号，正文一行一段。"), field="items")
    for place, item in enumerate(items, start=1):
        if not item.title or len(item.title) > LONGEST_TITLE:
            raise Refused(
                _("第 %d 篇没有标题，或标题超过 120 字。标题一行以 # 开头。") % place, field="items"
            )
        if not item.paragraphs:
            raise Refused(
                _("第 %(n)s 篇“%(title)s”没有正文。") % {"n": place, "title": item.title}, field="items"
            )
        if len(item.source) > LONGEST_SOURCE:
            raise Refused(_("第 %d 篇的来源超过 60 字。") % place, field="items")
    return items


def _raise_run(year: int, supplement: bool, number: int, by: User) -> IssueRun:
    """The year's run, at least at that number; refused where the system itself gives the year's numbers and stands lower."""
    IssueRun.objects.get_or_create(year=year, supplement=supplement)
    run = IssueRun.objects.select_for_update().get(year=year, supplement=supplement)
    if number <= run.last_number:
        return run
    if Issue.objects.filter(year=year, supplement=supplement, imported=False).exists():
        raise Refused(
            _("%(year)s年由本系统编号，只编到第%(last)s期，旧刊不会是第%(number)s期。请核对年度和期号。")
            % {"year": year, "last": run.last_number, "number": number},
            field="number",
        )
    changed = {"last_number": [run.last_number, number]}
    run.last_number = number
    run.save(update_fields=["last_number"])
    record(subject=run, kind="changed", by=by, unit=by.unit, detail={"year": year, "changed": changed})
    return run


def enter_undoubted(*, by: User) -> tuple[int, list[str]]:
    """Put in all files of which nothing is in doubt; (how many, the sentences about those that were refused)."""
    require(by, "archive.take_in")
    entered, refused = 0, []
    for intake in Intake.objects.filter(state=IntakeState.WAITING, doubts=[]).order_by(
        "year", "number", "pk"
    ):
        try:
            enter_issue(intake=intake, by=by)
        except Refused as refusal:
            refused.append(_("“%(name)s”：%(why)s") % {"name": intake.name, "why": refusal})
        else:
            entered += 1
    return entered, refused


def drop_intake(*, intake: Intake, reason: str, by: User) -> Intake:
    """Leave a file out of the archive, with a reason; the file is kept."""
    require(by, "archive.take_in", intake)
    return move(intake, "drop", by=by, reason=reason)


def take_up_again(*, intake: Intake, by: User) -> Intake:
    """Look at a dropped file once more."""
    require(by, "archive.take_in", intake)
    return move(intake, "take_up_again", by=by)
