"""How projects and their money are counted: tiers, amounts as of a day, shares of units, recognised 区外资金.

Money is Decimal 万元. The rules are those of the yearly 年度认定办法; every threshold comes in a RuleSet.
"""

import re
import unicodedata
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, TypeVar

from taizhang.foundation.periods import Period
from taizhang.foundation.quantities import QuantityError, normalise_name, ratio
from taizhang.investment.states import AttributionScheme, FundKind

Fact = TypeVar("Fact")
Key = TypeVar("Key", bound=Hashable)
HUNDRED = Decimal(100)


def _(text: str) -> str:
    """Marks a sentence for translation, as in quantities."""
    return text


@dataclass(frozen=True)
class RuleSet:
    """What a year's rules leave open; the defaults are the usual ones.

    `tier_bounds` in 万元, ascending, each bound inside its tier; `uncounted_kinds` are the FundKind codes
    that are no 区外资金 (local loans, and purchases paid from capital that was counted already).
    """

    tier_bounds: tuple[Decimal, ...] = (Decimal(10000), Decimal(50000), Decimal(100000))
    attribution: str = AttributionScheme.SOLE
    uncounted_kinds: frozenset[str] = frozenset({FundKind.LOCAL_LOAN, FundKind.CAPITAL_PURCHASE})
    district_names: tuple[str, ...] = ("上街区",)

    def __post_init__(self) -> None:
        if list(self.tier_bounds) != sorted(set(self.tier_bounds)):
            raise ValueError("tier bounds ascend and differ")


@dataclass(frozen=True, slots=True)
class Signing:
    """A project as it is counted: recognised signing day, 万元 at the cut-off, the day of its exclusion if
    any.
    """

    key: Hashable
    signed_on: date | None
    amount: Decimal
    excluded_on: date | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many projects lie between two bounds (upper None: without end), and their sum in 万元."""

    lower: Decimal
    upper: Decimal | None
    count: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Correction:
    """How one project changes what was published: −1, 0 or +1 project, and 万元."""

    key: Hashable
    count: int
    amount: Decimal


def amount_on(revisions: Iterable[tuple[date, Fact]], day: date) -> Fact | None:
    """The latest fact effective on or before a day (of one day the last given), None before the first."""
    latest: tuple[date, Fact] | None = None
    for effective_on, fact in revisions:
        if effective_on <= day and (latest is None or effective_on >= latest[0]):
            latest = (effective_on, fact)
    return None if latest is None else latest[1]


def signed_in(signings: Iterable[Signing], period: Period, as_of: date) -> list[Signing]:
    """The projects that count as signed in a period, as it stood at the end of `as_of` (rules 1 and 4)."""
    last = min(period.end, as_of)
    return [
        signing
        for signing in signings
        if signing.signed_on is not None
        and period.start <= signing.signed_on <= last
        and (signing.excluded_on is None or signing.excluded_on > as_of)
    ]


def tiers(amounts: Iterable[Decimal], bounds: Sequence[Decimal]) -> list[Tally]:
    """Cumulative tiers on stored amounts: each holds all at or above its bound, so they are nested."""
    known = list(amounts)
    return [_tally(known, lower, None) for lower in bounds]


def bands(amounts: Iterable[Decimal], bounds: Sequence[Decimal]) -> list[Tally]:
    """Exclusive bands from each bound up to, not including, the next; together they are the first tier."""
    known = list(amounts)
    uppers: list[Decimal | None] = [*bounds[1:], None]
    return [_tally(known, lower, upper) for lower, upper in zip(bounds, uppers, strict=True)]


def _tally(amounts: list[Decimal], lower: Decimal, upper: Decimal | None) -> Tally:
    inside = [amount for amount in amounts if lower <= amount and (upper is None or amount < upper)]
    return Tally(lower, upper, len(inside), sum(inside, Decimal(0)))


def corrections(published: Mapping[Key, Decimal], current: Mapping[Key, Decimal]) -> list[Correction]:
    """The named lines by which the next report corrects a closed one, which itself stays (rule 11)."""
    lines = []
    for key in dict.fromkeys([*published, *current]):
        count = (key in current) - (key in published)
        amount = current.get(key, Decimal(0)) - published.get(key, Decimal(0))
        if count or amount:
            lines.append(Correction(key, count, amount))
    return lines


# Shares of several units


@dataclass(frozen=True, slots=True)
class Part:
    """What one unit has of a project: projects counted and 万元."""

    count: int
    amount: Decimal


def split(amount: Decimal, percents: Sequence[Decimal], places: int = 4) -> list[Decimal]:
    """An amount in 万元 by shares in percent; the parts sum to the whole exactly.

    Parts are whole 元 (four places of 万元), finer where the amount is, and go to the largest remainders.
    Raises ValueError for shares below 0 or that do not sum to 100.
    """
    if any(percent < 0 for percent in percents) or sum(percents, Decimal(0)) != HUNDRED:
        raise ValueError("shares are not negative and sum to 100")
    exponent = amount.as_tuple().exponent
    finest = min(-places, exponent) if isinstance(exponent, int) else -places
    steps = int(abs(amount).scaleb(-finest))
    exact = [Fraction(steps) * Fraction(percent) / 100 for percent in percents]
    parts = [share.numerator // share.denominator for share in exact]
    by_remainder = sorted(range(len(parts)), key=lambda place: parts[place] - exact[place])
    for place in by_remainder[: steps - sum(parts)]:
        parts[place] += 1
    sign = -1 if amount < 0 else 1
    return [Decimal(sign * part).scaleb(finest) for part in parts]


def parse_partners(text: str) -> list[tuple[str, Decimal | None]]:
    """The units of a 协作单位 cell ("峡窝镇:30%;中心路街道:20%") with their percentages, None where none is
    given.

    Raises QuantityError for an unreadable share, a unit named twice, or shares above 100 together.
    """
    partners: dict[str, Decimal | None] = {}
    for piece in re.split(r"[;,、\n]", unicodedata.normalize("NFKC", text)):
        if not piece.strip():
            continue
        match = re.fullmatch(r"\s*([^:(\d]+?)\s*(?:[:(]?\s*(\d+(?:\.\d+)?)\s*%?\s*\)?)?\s*", piece)
        if match is None:
            raise QuantityError(_("协作单位“%(value)s”看不懂，应写成 峡窝镇:30%%。"), value=piece.strip())
        name, percent = match[1], None if match[2] is None else Decimal(match[2])
        if name in partners:
            raise QuantityError(_("协作单位“%(value)s”写了两次。"), value=name)
        partners[name] = percent
    if sum((percent or Decimal(0) for percent in partners.values()), Decimal(0)) > HUNDRED:
        raise QuantityError(_("协作单位的比例合计超过 100%%。"))
    return list(partners.items())


def attribute(
    amount: Decimal, lead: Key, partners: Mapping[Key, Decimal | None], scheme: str
) -> dict[Key, Part]:
    """What each unit has of one project (rule 5); `partners` maps unit to percent, the lead has the rest.

    独享: all to the lead. 比例: money by share, the count to the lead. 双计: every unit has the whole; the
    district's total is never the sum of units.
    """
    helpers = {unit: percent or Decimal(0) for unit, percent in partners.items() if unit != lead}
    whole = Part(1, amount)
    if scheme == AttributionScheme.SOLE:
        return {lead: whole}
    if scheme == AttributionScheme.DOUBLE:
        return {lead: whole} | dict.fromkeys(helpers, whole)
    if scheme != AttributionScheme.BY_SHARE:
        raise ValueError(f"no attribution scheme is called {scheme!r}")
    percents = [HUNDRED - sum(helpers.values(), Decimal(0)), *helpers.values()]
    money = split(amount, percents)
    return {unit: Part(int(unit == lead), part) for unit, part in zip([lead, *helpers], money, strict=True)}


def double_counted(parts: Iterable[Mapping[Key, Part]], district: Part) -> Part:
    """By how much the units together exceed the district's own count and money: the part that 双计 prints."""
    every = [part for project in parts for part in project.values()]
    return Part(
        sum(part.count for part in every) - district.count,
        sum((part.amount for part in every), Decimal(0)) - district.amount,
    )


# Money that arrived from outside


@dataclass(frozen=True, slots=True)
class Arrival:
    """A voucher; money in 万元.

    `outside`: the payer was located outside the district when the contract was signed; `stated`: the
    recognised part, where a verifier set one.
    """

    key: Hashable
    project: Hashable
    voucher_on: date
    voucher_no: str
    payer: str
    outside: bool
    kind: str
    amount: Decimal
    stated: Decimal | None = None


class Recognition(NamedTuple):
    """How much of an arrival is 区外资金; `cut_by` says why not all of it, empty where all is.

    Codes: duplicate, payer_inside, kind, stated, beyond_contract.
    """

    arrival: Arrival
    amount: Decimal
    cut_by: str


def voucher_key(
    payer: str, voucher_no: str, voucher_on: date, amount: Decimal
) -> tuple[str, str, date, Decimal]:
    """What makes two vouchers one and the same in the whole district (rule 6)."""
    return normalise_name(payer), normalise_name(voucher_no), voucher_on, amount


def recognise(
    arrivals: Iterable[Arrival], contracted: Mapping[Hashable, Decimal | None], rules: RuleSet
) -> list[Recognition]:
    """Recognised 区外资金 voucher by voucher, by day and then as given (rule 6).

    `contracted` is each project's contracted out-of-district part at the cut-off, over which cumulative
    recognition never goes; None or a missing project means that the contract names no part, and nothing
    caps it.
    """
    seen: set[tuple[str, str, date, Decimal]] = set()
    reached: dict[Hashable, Decimal] = {}
    found = []
    for arrival in sorted(arrivals, key=lambda arrival: arrival.voucher_on):
        voucher = voucher_key(arrival.payer, arrival.voucher_no, arrival.voucher_on, arrival.amount)
        granted, cut_by = arrival.amount, ""
        if voucher in seen:
            granted, cut_by = Decimal(0), "duplicate"
        elif not arrival.outside:
            granted, cut_by = Decimal(0), "payer_inside"
        elif arrival.kind in rules.uncounted_kinds:
            granted, cut_by = Decimal(0), "kind"
        elif arrival.stated is not None and arrival.stated < granted:
            granted, cut_by = arrival.stated, "stated"
        seen.add(voucher)
        cap = contracted.get(arrival.project)
        sofar = reached.get(arrival.project, Decimal(0))
        if cap is not None and granted > cap - sofar:
            granted, cut_by = max(Decimal(0), cap - sofar), "beyond_contract"
        reached[arrival.project] = sofar + granted
        found.append(Recognition(arrival, granted, cut_by))
    return found


def is_outside(place: str, district_names: Iterable[str]) -> bool:
    """Whether a stated place lies outside the district: it is given and holds no name of the district."""
    stated = normalise_name(place)
    return bool(stated) and not any(normalise_name(name) in stated for name in district_names)


class Rates(NamedTuple):
    """履约率, 开工率 and 资金到位率 as exact fractions; None where the denominator is zero."""

    fulfilment: Fraction | None
    start: Fraction | None
    arrival: Fraction | None


def rates(*, signed: int, landed: int, started: int, arrived: Decimal, contracted: Decimal) -> Rates:
    """Rule 7: landed ÷ signed, started ÷ signed (not ÷ landed), money arrived ÷ contracted."""
    return Rates(ratio(landed, signed), ratio(started, signed), ratio(arrived, contracted))
