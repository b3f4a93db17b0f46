"""A checked text ready for the screen: the text with its marks, and beside it an entry for everything that was found."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from taizhang.figures.indicator import published
from taizhang.proofreading.checking import Checked, CheckedClaim
from taizhang.proofreading.claim import Modality, Problem
from taizhang.proofreading.deciding import Finding, context_of, mark_of
from taizhang.proofreading.judging import Verdict
from taizhang.proofreading.marking import Mark, Piece, paragraphs
from taizhang.proofreading.models import Decision

TONES = {
    Verdict.CONTRADICTED: "bad",
    Verdict.WARNING: "warn",
    Verdict.UNDECIDED: "info",
    Verdict.SUPPORTED: "good",
}
FAULT = "文内"  # the verdict of a fault inside the text, as it is kept
_GRAVE = ("bad", "warn", "info", "good")  # the order of the entries


def word_of(verdict: str) -> str:
    """A verdict in the reader's language."""
    return {
        Verdict.SUPPORTED: _("支持"),
        Verdict.CONTRADICTED: _("矛盾"),
        Verdict.UNDECIDED: _("无法判断"),
        Verdict.WARNING: _("警告"),
        FAULT: pgettext("a fault that a text has without any ledger", "文内"),
    }.get(verdict, verdict)


@dataclass(frozen=True)
class Entry:
    """One thing found: `key` is its anchor, `finding` what can be decided on, `decision` what was.

    `live` marks a number that came from the ledgers by itself, which nothing need be said of.
    """

    key: str
    tone: str
    finding: Finding
    figure: str = ""
    found: str = ""
    read_as: str = ""
    url: str = ""
    suggestions: tuple[str, ...] = ()
    rows: tuple[Any, ...] = ()
    relink: str = ""
    decision: Decision | None = None
    live: bool = False

    @property
    def verdict(self) -> str:
        """The verdict in the reader's language."""
        return word_of(self.finding.verdict)

    @property
    def is_open(self) -> bool:
        """Whether it is surely wrong and nobody has answered for it."""
        return self.finding.wrong and self.decision is None


@dataclass(frozen=True)
class Shown:
    """The text in marked paragraphs, the entries from the gravest on, and how many there are of each verdict."""

    paragraphs: list[tuple[Piece, ...]]
    entries: tuple[Entry, ...]
    counts: tuple[tuple[str, str, int], ...]

    @property
    def open(self) -> tuple[Entry, ...]:
        """What is surely wrong and not answered for."""
        return tuple(entry for entry in self.entries if entry.is_open)

    @property
    def graver(self) -> tuple[Entry, ...]:
        """What is to be looked at."""
        return tuple(entry for entry in self.entries if entry.tone != "good")

    @property
    def good(self) -> tuple[Entry, ...]:
        """What the ledgers bear out."""
        return tuple(entry for entry in self.entries if entry.tone == "good")


def show(
    text: str,
    checked: Checked,
    *,
    live: Sequence[tuple[int, int]] = (),
    decisions: Iterable[Decision] = (),
    may_relink: bool = False,
) -> Shown:
    """A checked text for the screen. `live` are the stretches that live figures fill; `decisions` those on this text."""
    decided = {decision.mark: decision for decision in decisions}
    entries: list[tuple[Entry, int, int]] = []
    for number, claim in enumerate(checked.claims, start=1):
        if _told_by_a_fault(claim, checked.problems):
            continue
        entries.append(
            (_claim(f"c{number}", text, claim, live, decided, may_relink), claim.claim.start, claim.claim.end)
        )
    for number, problem in enumerate(checked.problems, start=1):
        entries.append((_problem(f"p{number}", text, problem, decided), problem.start, problem.end))
    marks = [
        Mark(
            entry.key,
            start,
            end,
            entry.tone,
            f"{entry.verdict}：{entry.finding.why}",
            _GRAVE.index(entry.tone),
        )
        for entry, start, end in entries
    ]
    ordered = sorted(entries, key=lambda each: (_GRAVE.index(each[0].tone), each[1]))
    shown = tuple(entry for entry, _start, _end in ordered)
    return Shown(paragraphs(text, marks), shown, _counts(shown))


def _told_by_a_fault(checked: CheckedClaim, problems: Iterable[Problem]) -> bool:
    """Whether a wrong count of the text's own list is said by the fault that lies over it, which says more."""
    claim = checked.claim
    return (
        checked.verdict == Verdict.CONTRADICTED
        and claim.modality == Modality.LIST_COUNT
        and any(each.sure and each.start < claim.end and claim.start < each.end for each in problems)
    )


def _counts(entries: Sequence[Entry]) -> tuple[tuple[str, str, int], ...]:
    order = [Verdict.CONTRADICTED, FAULT, Verdict.WARNING, Verdict.UNDECIDED, Verdict.SUPPORTED]
    found = []
    for verdict in order:
        these = [entry for entry in entries if entry.finding.verdict == verdict]
        if these:
            found.append((word_of(verdict), these[0].tone, len(these)))
    return tuple(found)


def _claim(
    key: str,
    text: str,
    checked: CheckedClaim,
    live: Sequence[tuple[int, int]],
    decided: Mapping[str, Decision],
    may_relink: bool,
) -> Entry:
    claim, verdict, why = checked.claim, checked.verdict, checked.why
    is_live = any(start < claim.end and claim.start < end for start, end in live)
    if is_live:
        verdict, why = Verdict.SUPPORTED, _("活数字：由台账直接给出，签发时连同明细定格。")
    finding = Finding(
        mark_of(text, claim.start, claim.end, "claim"),
        "".join(claim.text.split()),
        context_of(text, claim.start, claim.end),
        verdict,
        why,
        verdict == Verdict.CONTRADICTED,
    )
    relink = ""
    if may_relink and claim.quantity is not None and claim.modality != Modality.LIST_COUNT:
        words = {"words": claim.subject or finding.words, "unit_of_measure": claim.quantity.unit}
        relink = f"{reverse('proofreading:phrases-add')}?{urlencode(words)}"
    if is_live:  # its figure is the one that the writer chose, not the one that the words lead to
        return Entry(key, TONES[verdict], finding, decision=decided.get(finding.mark), live=True)
    return Entry(
        key,
        TONES[verdict],
        finding,
        figure=str(published().get(checked.key).title) if checked.key in published().indicators else "",
        found=checked.found,
        read_as=checked.read_as,
        url=checked.url,
        suggestions=checked.suggestions,
        rows=checked.rows,
        relink=relink,
        decision=decided.get(finding.mark),
    )


def _problem(key: str, text: str, problem: Problem, decided: Mapping[str, Decision]) -> Entry:
    finding = Finding(
        mark_of(text, problem.start, problem.end, problem.kind),
        "".join(text[problem.start : problem.end].split()),
        context_of(text, problem.start, problem.end),
        FAULT if problem.sure else Verdict.WARNING,
        _(problem.template) % problem.values if problem.template else problem.sentence,
        problem.sure,
    )
    offered = (problem.suggestion,) if problem.suggestion else ()
    return Entry(
        key,
        "bad" if problem.sure else "warn",
        finding,
        suggestions=offered,
        decision=decided.get(finding.mark),
    )
