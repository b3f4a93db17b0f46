"""The labelled corpus: texts of `corpus/tune` and `corpus/measure` with what stands in them marked by hand.

A file is a header of `# key: value` lines (dated, topic; `figures: none` where no claim of the text may be linked to a
figure unless it says so itself), an empty line, and the text. In the text a label is ⟦words|tokens⟧:

=120            the value; =none for a range, =* not checked; left out where the words are a plain number with its unit
(120..130)      the interval, ( ) open, [ ] closed, an end left out is unbounded, * is not checked
u=人次          the unit as printed; left out where it follows from the words
t a l ~         target, attribute, list_count, modality not checked; else actual
U F T R         an implied claim: universal, frequency, trend, rank
?               may be found or not: counted neither way
p=2019 p=2020-05 p=2020-01..2020-05 p=.. p=2020..    the days spoken of; .. at a side is unsaid
s= r= n=        subject, relation, number of listed things
f=key f=none    the figure of the demo district that it must be linked to, or that it must be linked to none
v=支持          the verdict over the demo district
!kind !kind#2   a fault of this kind stands here; one fault may be marked in several places by its number
c               says of a label with a fault that it is a claim too; of a plain label nothing
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

FOLDER = Path(__file__).parent / "corpus"
HALVES = ("tune", "measure")

_LABEL = re.compile(r"⟦([^⟦⟧|]*)(?:\|([^⟦⟧]*))?⟧")
_PLAIN = re.compile(r"(-?[\d.,，]+)([^\d万千百]\D*|[万亿]元|万美元|亿美元|万港元)")
_UNIT = re.compile(
    r"(?:约|近|超过|超|逾|突破|不足|不到|至少|最多|不少于|不低于|不超过|接近|将近|上)?"
    r"[\d.,，零〇一二两三四五六七八九十百千几数半]+(?:[余多])?(?:[万亿千百](?!元|美元))?(?:[余多])?"
    r"(.*?)(?:以上|以下|以内|左右|上下)?"
)
_BLUR = re.compile("[约近超逾破余多几数上下左内不低至最]")
_NUMERAL = re.compile(r"\d+(?:[.,:：]\d+)*|[零〇一二两三四五六七八九十百千万亿]+")
_MODALITIES = {"t": "target", "a": "attribute", "l": "list_count", "~": ""}
_IMPLIED = {"U": "universal", "F": "frequency", "T": "trend", "R": "rank"}


@dataclass(frozen=True)
class Interval:
    """Ends as Decimal, None for unbounded; an end that is not checked is named in `unchecked` ("low", "high")."""

    low: Decimal | None
    high: Decimal | None
    low_open: bool
    high_open: bool
    unchecked: frozenset[str]


@dataclass(frozen=True)
class Label:
    """One marked span; what is None (or empty) is not checked. Offsets are those of the text without its labels."""

    text: str
    start: int
    end: int
    is_claim: bool
    optional: bool = False
    implied: str = ""
    is_range: bool = False
    any_value: bool = False
    value: Decimal | None = None
    interval: Interval | None = None
    unit: str = ""
    modality: str = "actual"
    period: tuple[date | None, date | None] | None = None
    subject: str = ""
    relation: str = ""
    listed: int | None = None
    figure: str = ""
    verdict: str = ""
    faults: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sample:
    """A labelled text: what the reader is given, and what a person says stands in it."""

    name: str
    topic: str
    dated: date
    text: str
    labels: tuple[Label, ...]

    @property
    def claims(self) -> list[Label]:
        """The claims that must be found, implied ones left out."""
        return [label for label in self.labels if label.is_claim and not label.implied and not label.optional]

    @property
    def implied(self) -> list[Label]:
        """The implied claims that should be flagged."""
        return [label for label in self.labels if label.implied and not label.optional]

    @property
    def faults(self) -> dict[str, list[Label]]:
        """The faults inside the text, each with the places where it may be reported."""
        found: dict[str, list[Label]] = {}
        for at, label in enumerate(self.labels):
            for fault in label.faults:
                found.setdefault(fault if "#" in fault else f"{fault}#at{at}", []).append(label)
        return found

    @property
    def negatives(self) -> list[str]:
        """The numerals outside of every label: none of them is a claim."""
        covered = [(label.start, label.end) for label in self.labels]
        return [
            found[0]
            for found in _NUMERAL.finditer(self.text)
            if not any(start < found.end() and found.start() < end for start, end in covered)
        ]


def samples(half: str) -> list[Sample]:
    """The texts of one half in the order of their names."""
    return [parse(path) for path in sorted((FOLDER / half).glob("*.txt"))]


def parse(path: Path) -> Sample:
    """One file; ValueError names the label that says too little or cannot be read."""
    head, body = path.read_text(encoding="utf-8").split("\n\n", 1)
    header = dict(line[2:].split(": ", 1) for line in head.splitlines())
    text, labels, at = "", [], 0
    for found in _LABEL.finditer(body):
        text += body[at : found.start()]
        try:
            tokens = (found[2] or "").split()
            labels.append(_label(found[1], tokens, len(text), header.get("figures", "")))
        except (ValueError, ArithmeticError, KeyError) as error:
            raise ValueError(f"{path.name}: {found[0]}: {error}") from error
        text += found[1]
        at = found.end()
    text += body[at:]
    if "⟦" in text or "⟧" in text:
        raise ValueError(f"{path.name}: a label is not closed")
    return Sample(path.stem, header["topic"], date.fromisoformat(header["dated"]), text, tuple(labels))


def _label(words: str, tokens: list[str], start: int, figure: str) -> Label:
    faults = tuple(token[1:] for token in tokens if token.startswith("!"))
    said: dict[str, object] = {"faults": faults, "figure": figure}
    bare = re.sub(r"\s", "", words)
    is_claim = not tokens or len(faults) < len(tokens)
    if is_claim and not _IMPLIED.keys() & set(tokens):
        if (plain := _PLAIN.fullmatch(bare)) and not _BLUR.search(bare):
            said |= {"value": Decimal(re.sub("[,，]", "", plain[1])), "unit": plain[2]}
        elif unit := _UNIT.fullmatch(bare):
            said["unit"] = unit[1]
    for token in tokens:
        said |= _token(token)
    if "interval" not in said and isinstance(value := said.get("value"), Decimal) and not _BLUR.search(bare):
        said["interval"] = Interval(value, value, False, False, frozenset())
    stated = bool(said.get("unit")) and bool({"value", "is_range", "any_value"} & said.keys())
    if is_claim and not stated and not said.get("implied") and not said.get("optional"):
        raise ValueError("a claim needs its value and its unit")
    return Label(words, start, start + len(words), is_claim, **said)  # type: ignore[arg-type]


def _token(token: str) -> dict[str, object]:
    if token == "=none":
        return {"is_range": True, "value": None}
    if token.startswith("="):
        return {"any_value": True} if token == "=*" else {"value": Decimal(token[1:])}
    if token[0] in "([":
        low, high = token[1:-1].split("..")
        unchecked = frozenset(name for name, end in (("low", low), ("high", high)) if end == "*")
        ends = (Decimal(end) if end not in ("", "*") else None for end in (low, high))
        return {"interval": Interval(*ends, token[0] == "(", token[-1] == ")", unchecked)}
    if token in _MODALITIES:
        return {"modality": _MODALITIES[token]}
    if token in _IMPLIED:
        return {"implied": _IMPLIED[token]}
    if token == "?":
        return {"optional": True}
    if token == "c" or token.startswith("!"):
        return {}
    key, value = token.split("=", 1)
    if key == "p":
        return {"period": period(value)}
    if key == "n":
        return {"listed": int(value)}
    return {{"u": "unit", "s": "subject", "r": "relation", "f": "figure", "v": "verdict"}[key]: value}


def period(said: str) -> tuple[date | None, date | None]:
    """`2019`, `2020-05`, `2020-05-01`, or two of them with .. between, of which either may be unsaid."""
    first, _, last = said.partition("..") if ".." in said else (said, "", said)
    return (_day(first, 0) if first else None, _day(last, -1) if last else None)


def _day(said: str, end: int) -> date:
    parts = [int(part) for part in said.split("-")]
    month = parts[1] if len(parts) > 1 else (1, 12)[end]
    day = parts[2] if len(parts) > 2 else (1, calendar.monthrange(parts[0], month)[1])[end]
    return date(parts[0], month, day)
