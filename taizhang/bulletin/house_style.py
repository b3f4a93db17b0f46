"""House style: where a text uses a form that the office does not print, and what should stand there instead."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

FORBIDDEN, REQUIRED, PREFER = "forbidden", "required", "prefer"
_TOKEN = re.compile(r"\[\[.*?\]\]")
# A bureau of another place: 郑州市商务局 names no unit of ours.
_OF_ELSEWHERE = "省市县州国部旗区"


@dataclass(frozen=True)
class Rule:
    """One rule as texts are held to it.

    `pattern` is a plain form. FORBIDDEN and PREFER: wherever it stands it is a fault, but inside `replacement` or one of
    `unless`. REQUIRED: it may stand only inside `replacement`, its full form, or one of `unless`. `not_after`: characters
    that, standing before it, make it another word.
    """

    kind: str
    pattern: str
    replacement: str = ""
    unless: tuple[str, ...] = ()
    reason: str = ""
    topic: str = ""
    not_after: str = ""


@dataclass(frozen=True)
class Fault:
    """A form at text[start:end]; `suggestion` may be empty, where the rule does not say what to write instead."""

    start: int
    end: int
    text: str
    suggestion: str
    kind: str
    reason: str
    topic: str = ""


def exceptions(written: str) -> tuple[str, ...]:
    """The words of "unless" as a clerk types them: "截止日期、截止时间" → ("截止日期", "截止时间")."""
    return tuple(word for word in re.split(r"[、，,；;\s]+", written) if word)


def rules_of_unit(name: str, short_name: str, aliases: Iterable[str]) -> list[Rule]:
    """The rules that follow from a unit's own names: an alias is to be its short name, where it names this unit at all."""
    return [
        Rule(
            PREFER,
            alias,
            short_name,
            unless=(name, short_name),
            topic="name",
            not_after=_OF_ELSEWHERE,
        )
        for alias in dict.fromkeys(aliases)
        if alias not in (name, short_name) and len(alias) > 1
    ]


def find(text: str, rules: Sequence[Rule]) -> list[Fault]:
    """The faults of a text in their order, no two on the same characters: of two the longer form, then the stricter kind.

    Live figures ([[…]]) are no text. Linear in the text for every rule.
    """
    plain = _TOKEN.sub(lambda found: "\0" * len(found.group()), text)
    strict = (FORBIDDEN, REQUIRED, PREFER)
    found = sorted(
        (fault for rule in rules for fault in _of(plain, rule)),
        key=lambda fault: (fault.start - fault.end, strict.index(fault.kind), fault.start),
    )
    taken: list[Fault] = []
    for fault in found:
        if all(fault.end <= other.start or other.end <= fault.start for other in taken):
            taken.append(fault)
    return sorted(taken, key=lambda fault: fault.start)


def without_figures(text: str) -> str:
    """The text with a mark in the place of every live figure, for showing a stretch of it."""
    return _TOKEN.sub("□", text)


def _of(text: str, rule: Rule) -> Iterator[Fault]:
    right: list[tuple[int, int]] | None = None
    for start in _places(text, rule.pattern):
        end = start + len(rule.pattern)
        if right is None:  # asked only where the form occurs at all
            words = (rule.replacement, *rule.unless)
            right = [(at, at + len(w)) for w in words if rule.pattern in w for at in _places(text, w)]
        if any(first <= start and end <= last for first, last in right):
            continue
        if start and text[start - 1] in rule.not_after:
            continue
        yield Fault(start, end, rule.pattern, rule.replacement, rule.kind, rule.reason, rule.topic)


def _places(text: str, form: str) -> Iterator[int]:
    at = text.find(form) if form else -1
    while at >= 0:
        yield at
        at = text.find(form, at + len(form))
