"""Which figures of a text were changed: every number and every live figure that is not what it was in its sentence."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from taizhang.bulletin.differences import aligned, likeness, sentences

# A number with what makes it another one: its magnitude, 余 or 多, the per cent sign. A live figure as it is written.
_FIGURE = re.compile(r"\[\[.*?\]\]|\d+(?:,\d{3})*(?:[.．]\d+)?\s*[十百千万亿]*[余多]?[%％‰]?")
_MOVED = 0.6  # likeness from which a sentence that is new in its place is one that stood elsewhere


@dataclass(frozen=True)
class Change:
    """A figure that was `was` and is `now`, either empty where there was or is none, in the sentence that it stands in."""

    was: str
    now: str
    sentence: str


def figures_of(text: str) -> list[str]:
    """The numbers and live figures of a text, in order."""
    return [found.strip() for found in _FIGURE.findall(text)]


def _same(figure: str) -> str:
    """What two ways of writing one figure have alike: full-width digits, separators and blanks mean nothing."""
    return unicodedata.normalize("NFKC", figure).replace(",", "").replace(" ", "")


def figures_changed(old: str, new: str) -> list[Change]:
    """Every figure of `new` that `old` did not have at its place, and every one taken out of a sentence that stayed.

    A sentence that was cut whole takes its figures with it and is no change; one that moved is compared with what it was.
    """
    known = [each for each in sentences(old) if figures_of(each)]
    found: list[Change] = []
    for was, now in aligned(old, new):
        if now is None or was == now:
            continue
        if was is None and figures_of(now):
            was = max(known, key=lambda each: likeness(each, now), default=None)
            was = was if was is not None and likeness(was, now) >= _MOVED else None
        found += _between(figures_of(was or ""), figures_of(now), now.strip())
    return found


def _between(was: Sequence[str], now: Sequence[str], sentence: str) -> list[Change]:
    matcher = SequenceMatcher(
        None, [_same(each) for each in was], [_same(each) for each in now], autojunk=False
    )
    found = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            pairs = zip_longest(was[i1:i2], now[j1:j2], fillvalue="")
            found += [Change(before, after, sentence) for before, after in pairs]
    return found
