"""Sentences near to the ledgers and near misses: which figure of the demo's catalogue each claim is linked to, if any."""

import re
from pathlib import Path

import pytest

from taizhang.demo.cast import STANDS_ON, Cast
from taizhang.proofreading.checking import check

pytestmark = pytest.mark.django_db

LINES = Path(__file__).parents[1] / "proofreading" / "linking_lines.txt"
_LABEL = re.compile(r"⟦([^⟦⟧|]*)(?:\|([^⟦⟧]*))?⟧")


def faults(line: str) -> list[str]:
    """What is linked otherwise than a line says, in words."""
    text, labels = "", []
    at = 0
    for found in _LABEL.finditer(line):
        text += line[at : found.start()]
        labels.append((len(text), found[1], (found[2] or "").split()))
        text += found[1]
        at = found.end()
    text += line[at:]
    claims = check(text.replace("‖", "\n"), as_of=STANDS_ON).claims
    wrong = []
    for start, words, (*key, verdict) in (
        (start, words, [*said, ""] if len(said) < 2 else said) for start, words, said in labels
    ):
        made = [one for one in claims if one.claim.start < start + len(words) and start < one.claim.end]
        got = made[0].key if made else ""
        if got != "".join(key):
            wrong.append(f"{line}\n    {words}: {got or 'none'}, not {''.join(key) or 'none'}")
        elif verdict and made[0].verdict != verdict:
            wrong.append(f"{line}\n    {words}: {made[0].verdict.value}, not {verdict}: {made[0].why}")
    return wrong


def lines() -> list[str]:
    """The lines without remarks."""
    return [line for line in LINES.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]


def test_claims_are_linked_where_a_figure_counts_them_and_nowhere_else(demo: Cast) -> None:
    wrong = [fault for line in lines() for fault in faults(line)]
    assert not wrong, "\n".join(wrong)
