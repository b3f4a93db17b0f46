"""Sentences in the style of public briefs of many places, each with what a person reads in it (reader_lines.txt).

Below a sentence stand its claims in order: the words, then what is checked of them. m= modality, s= subject, v= verb,
e= entity, u= units, T= thresholds, t= days (start..end), r= relation and the place of the claim it leans on, n= number
of listed things (+ for an open list), i= kind of an implied claim. A sentence without lines below it claims nothing.
"""

from datetime import date
from pathlib import Path

import pytest

from taizhang.proofreading.claim import Claim
from taizhang.proofreading.reading.reader import read

DATED = date(2020, 6, 19)
LINES = Path(__file__).with_name("reader_lines.txt")


def _cases() -> list[tuple[str, list[str]]]:
    cases: list[tuple[str, list[str]]] = []
    for line in LINES.read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            cases[-1][1].append(line.strip())
        elif line.strip() and not line.startswith("#"):
            cases.append((line.strip(), []))
    return cases


def told(claim: Claim) -> dict[str, str]:
    """What is checked of a claim, by the letters of the lines."""
    span, of = claim.span, "" if claim.of is None else str(claim.of)
    listed = "" if claim.listed is None else f"{claim.listed}{'+' if claim.open_list else ''}"
    return {
        "m": claim.modality.value,
        "s": claim.subject,
        "v": claim.verb,
        "e": claim.entity,
        "u": "、".join(claim.units),
        "T": "、".join(threshold.text for threshold in claim.thresholds),
        "t": f"{span.start or ''}..{span.end or ''}" if span.words else "",
        "r": f"{claim.relation.value}{of and '>' + of}",
        "n": listed,
        "i": claim.implied,
    }


def test_there_are_many_sentences() -> None:
    assert len(_cases()) >= 80


@pytest.mark.parametrize(("sentence", "claims"), _cases(), ids=[case[0][:24] for case in _cases()])
def test_a_sentence_is_read_as_a_person_reads_it(sentence: str, claims: list[str]) -> None:
    reading = read(sentence, DATED)
    assert [claim.text for claim in reading.claims] == [line.split(" ")[0] for line in claims]
    for claim, line in zip(reading.claims, claims, strict=True):
        assert sentence[claim.start : claim.end] == claim.text
        for wanted in line.split(" ")[1:]:
            letter, _, value = wanted.partition("=")
            assert (claim.text, letter, told(claim)[letter]) == (claim.text, letter, value)
