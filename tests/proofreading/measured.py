"""Measures the reading of texts on the labelled corpus: `python -m tests.proofreading.measured [tune|measure] [--misses]`.

Linking is measured where the database of TAIZHANG_DATA holds the demo district. Of the half that is only measured on,
it is never said which claims were missed.
"""

import argparse
import os
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import django
from django.db import DatabaseError

from taizhang.proofreading import inside
from taizhang.proofreading.claim import Claim, Problem, Quantity, Reading
from taizhang.proofreading.reading import reader
from tests.proofreading.corpus import HALVES, Label, Sample, samples

if TYPE_CHECKING:
    from taizhang.proofreading.checking import Checked

Read = Callable[[Sample], Reading]
Faults = Callable[[Reading], Iterable[Problem]]
Check = Callable[[Sample], "Checked"]

ROWS = (
    ("claims found (recall)", "recall"),
    ("found that are claims (precision)", "precision"),
    ("exact offsets", "exact"),
    ("value", "value"),
    ("low and high", "interval"),
    ("unit", "unit"),
    ("modality", "modality"),
    ("period", "period"),
    ("subject", "subject"),
    ("relation", "relation"),
    ("number listed", "listed"),
    ("implied claims found", "implied_recall"),
    ("implied found that are some", "implied_precision"),
    ("faults found", "fault_recall"),
    ("sure faults that are some", "fault_precision"),
    ("linked to the right figure", "links"),
    ("links that are right", "link_precision"),
    ("verdicts", "verdicts"),
)


@dataclass
class Measured:
    """Right and all, for each name of `ROWS`; the misses are (what, text, words, what was made of them)."""

    right: Counter[str] = field(default_factory=Counter)
    all: Counter[str] = field(default_factory=Counter)
    misses: list[tuple[str, str, str, str]] = field(default_factory=list)
    characters: int = 0
    seconds: float = 0.0

    def count(self, what: str, is_right: bool, sample: Sample, words: str, made: object = "") -> None:
        """One more of `what`, right or not."""
        self.all[what] += 1
        self.right[what] += is_right
        if not is_right:
            self.misses.append((what, sample.name, words, str(made)))

    def share(self, what: str) -> float:
        """In percent; 100 where nothing of the kind is labelled."""
        return 100 * self.right[what] / self.all[what] if self.all[what] else 100.0


def measure(half: str, read: Read, faults: Faults | None = None, check: Check | None = None) -> Measured:
    """All texts of one half; without `faults` or `check` these are left out."""
    result = Measured()
    read(samples(half)[0])  # the first reading also loads what the reader needs
    for sample in samples(half):
        started = time.process_time()
        reading = read(sample)
        result.seconds += time.process_time() - started
        result.characters += len(sample.text)
        _claims(result, sample, reading)
        _implied(result, sample, reading)
        if faults is not None:
            _faults(result, sample, reading, list(faults(reading)))
        if check is not None:
            _links(result, sample, check(sample))
    return result


def _claims(result: Measured, sample: Sample, reading: Reading) -> None:
    found = [claim for claim in reading.claims if claim.quantity is not None]
    right: set[int] = set()
    for label in sample.claims:
        near = [at for at, claim in enumerate(found) if _overlap(label, claim)]
        near.sort(key=lambda at: (not _same_value(label, found[at].quantity), -_overlap(label, found[at])))
        claim = found[near[0]] if near else None
        quantity = claim.quantity if claim else None
        is_found = quantity is not None and _same_value(label, quantity)
        made = f"{claim.text} {_told(quantity)}" if claim and quantity else "—"
        result.count("recall", is_found, sample, _around(sample, label), made)
        if claim is None or quantity is None:
            continue
        right |= {near[0]} if is_found else set()
        result.count("value", is_found, sample, _around(sample, label), made)
        if is_found:
            _details(result, sample, label, claim, quantity, reading)
    for at, claim in enumerate(found):
        if at in right or any(label.optional and _overlap(label, claim) for label in sample.labels):
            result.right["precision"] += at in right
            result.all["precision"] += at in right
            continue
        result.count("precision", False, sample, _around(sample, claim), _told(claim.quantity))


def _details(
    result: Measured, sample: Sample, label: Label, claim: Claim, quantity: Quantity, reading: Reading
) -> None:
    words = _around(sample, label)
    is_exact = (claim.start, claim.end) == (label.start, label.end)
    result.count("exact", is_exact, sample, words, claim.text)
    if label.interval:
        result.count("interval", _same_interval(label, quantity), sample, words, _told(quantity))
    result.count("unit", _plain(quantity.unit) == _plain(label.unit), sample, words, quantity.unit)
    if label.modality:
        result.count("modality", claim.modality.value == label.modality, sample, words, claim.modality.value)
    if label.period:
        result.count("period", _same_period(label, claim, sample.dated), sample, words, claim.span)
    if label.subject:
        said = claim.subject + claim.verb + claim.entity
        is_same = label.subject in said or (bool(claim.subject) and claim.subject in label.subject)
        result.count("subject", is_same, sample, f"{words} ({label.subject})", said)
    if label.relation:
        result.count("relation", claim.relation.value == label.relation, sample, words, claim.relation.value)
    if label.listed is not None:
        result.count("listed", claim.listed == label.listed, sample, words, claim.listed)


def _implied(result: Measured, sample: Sample, reading: Reading) -> None:
    found = [claim for claim in reading.claims if claim.quantity is None]
    for label in sample.implied:
        near = [claim for claim in found if _overlap(label, claim)]
        is_found = any(claim.implied == label.implied for claim in near)
        result.count("implied_recall", is_found, sample, label.text, [claim.implied for claim in near])
    for claim in found:
        marked = [label for label in sample.labels if label.implied and _overlap(label, claim)]
        if not any(label.optional for label in marked):
            result.count("implied_precision", bool(marked), sample, claim.text, claim.implied)


def _faults(result: Measured, sample: Sample, reading: Reading, problems: list[Problem]) -> None:
    marks = {name: places for name, places in sample.faults.items()}
    for name, places in marks.items():
        is_found = any(_touches(problem, place, reading) for problem in problems for place in places)
        result.count("fault_recall", is_found, sample, f"{name}: {places[0].text}")
    for problem in problems:
        if problem.sure:
            is_some = any(_touches(problem, place, reading) for places in marks.values() for place in places)
            result.count("fault_precision", is_some, sample, problem.sentence, problem.kind)


def _links(result: Measured, sample: Sample, checked: "Checked") -> None:
    for label in sample.claims:
        if not label.figure:
            continue
        near = [one for one in checked.claims if _overlap(label, one.claim)]
        near.sort(key=lambda one: -_overlap(label, one.claim))
        figure = (near[0].key or "none") if near else "none"
        words = f"{_around(sample, label)} ({label.figure})"
        if label.figure != "none":
            result.count("links", figure == label.figure, sample, words, figure)
        if figure != "none":
            result.count("link_precision", figure == label.figure, sample, words, figure)
        if label.verdict:
            verdict = near[0].verdict.value if near else ""
            result.count("verdicts", verdict == label.verdict, sample, f"{words} {label.verdict}", verdict)


def _overlap(label: Label, place: Any) -> int:
    return max(0, min(label.end, place.end) - max(label.start, place.start))


def _touches(problem: Problem, place: Label, reading: Reading) -> bool:
    claims = [reading.claims[at] for at in problem.claims]
    return bool(_overlap(place, problem)) or any(_overlap(place, claim) for claim in claims)


def _same_value(label: Label, quantity: Quantity | None) -> bool:
    if quantity is None or label.any_value:
        return quantity is not None
    if label.is_range:
        return quantity.value is None and _same_interval(label, quantity)
    return quantity.value == label.value


def _same_interval(label: Label, quantity: Quantity) -> bool:
    wanted = label.interval
    if wanted is None:
        return True
    low = "low" in wanted.unchecked or _same_end(wanted.low, quantity.low, wanted.low_open, quantity.low_open)
    high = "high" in wanted.unchecked or _same_end(
        wanted.high, quantity.high, wanted.high_open, quantity.high_open
    )
    return low and high


def _same_end(wanted: Decimal | None, found: Decimal | None, wanted_open: bool, found_open: bool) -> bool:
    return wanted == found and (wanted is None or wanted_open == found_open)


def _same_period(label: Label, claim: Claim, dated: date) -> bool:
    """A span that ends on the day of the text or later, or does not say where, ends with the text."""
    assert label.period
    start, end = label.period
    return (start, min(end or dated, dated)) == (claim.span.start, min(claim.span.end or dated, dated))


def _plain(unit: str) -> str:
    return unicodedata.normalize("NFKC", unit).replace("m2", "㎡")


def _told(quantity: Quantity | None) -> str:
    if quantity is None:
        return "—"
    ends = f"{'(' if quantity.low_open else '['}{quantity.low}..{quantity.high}{')' if quantity.high_open else ']'}"
    return f"{quantity.value} {ends} {quantity.unit}"


def _around(sample: Sample, place: Any) -> str:
    before, after = (
        sample.text[max(0, place.start - 12) : place.start],
        sample.text[place.end : place.end + 8],
    )
    return f"{before}⟦{sample.text[place.start : place.end]}⟧{after}".replace("\n", "/")


def the_reader(sample: Sample) -> Reading:
    """The standing reader, knowing no names."""
    return reader.read(sample.text, dated=sample.dated)


def the_faults(reading: Reading) -> Iterable[Problem]:
    """The standing checks inside a text, knowing no names."""
    return inside.problems(reading)


def table(results: dict[str, Measured]) -> str:
    """The shares of each half, one line a measure."""
    lines = [f"{'':36}" + "".join(f"{half:>20}" for half in results)]
    for title, what in ROWS:
        cells = (
            f"{result.share(what):6.1f} % of {result.all[what]:4}" if result.all[what] else "—"
            for result in results.values()
        )
        lines.append(f"{title:36}" + "".join(f"{cell:>20}" for cell in cells))
    return "\n".join(lines)


def main() -> int:
    """Print the table; with --misses, what was missed in the half that is tuned on."""
    parser = argparse.ArgumentParser(prog="python -m tests.proofreading.measured", description=__doc__)
    parser.add_argument("half", choices=HALVES, nargs="?", help="both where none is named")
    parser.add_argument("--misses", action="store_true", help="also list what was missed, of tune only")
    arguments = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.settings")
    check = the_check()
    results = {
        half: measure(half, the_reader, the_faults, check)
        for half in ([arguments.half] if arguments.half else HALVES)
    }
    print(table(results))
    for half, result in results.items():
        rate = 1000 * result.seconds / result.characters * 5000
        print(f"{half}: {result.characters} characters, {rate:.0f} ms for 5,000 of them")
    if arguments.misses and "tune" in results:
        for what, name, words, made in sorted(results["tune"].misses):
            print(f"{what:18} {name:28} {words}  →  {made}")
    return 0


def the_check() -> Check | None:
    """The whole of 校数 over the database of TAIZHANG_DATA; None where that has no district."""
    django.setup()
    from taizhang.organisation.models import Unit
    from taizhang.proofreading import checking

    try:
        if not Unit.objects.exists():
            return None
    except DatabaseError:
        return None
    return lambda sample: checking.check(sample.text, as_of=sample.dated, dated=sample.dated)


if __name__ == "__main__":
    raise SystemExit(main())
