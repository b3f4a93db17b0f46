"""Holds counts by size against each other and against the amount in all: 10亿元以上 within 5亿元以上, 23个 × 1亿元 ≤ 225.7亿元."""

import itertools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from taizhang.proofreading.claim import Dimension, Modality, Problem, Relation, Threshold
from taizhang.proofreading.inside.amounts import amount, base_unit, like, shown
from taizhang.proofreading.inside.page import Page, Placed, _
from taizhang.proofreading.inside.repeats import normalised

_TOTAL_AMOUNT = re.compile(
    "(?:总金额|总投资额?|投资总额|合同总?金额|协议总?金额|总额|合同总?额|计划总投资|投资额|金额)[为达共约]{0,2}$"
)
_ANY_THING = {"项目", "企业", "新签约项目", "签约项目"}
_NOT_THE_SAME = re.compile("在建|开工|竣工|投产|签约|落地|洽谈|储备|谋划|引进|入库|申报|盘活")


def find(page: Page) -> Iterator[Problem]:
    """Counts that a higher tier exceeds a lower one in, and sums of tiers that no total can hold."""
    for sentence in page.sentences:
        claims = page.claims_within(sentence)
        tiers = [one for one in claims if _is_tier(one)]
        yield from _nested(page, tiers)
        yield from _within_total(page, claims)


def _is_tier(one: Placed) -> bool:
    return (
        one.quantity.dimension == Dimension.COUNT
        and one.claim.modality in (Modality.ACTUAL, Modality.TARGET)
        and one.claim.relation not in (Relation.CHANGE, Relation.RATIO)
        and len(one.claim.thresholds) == 1
        and one.claim.thresholds[0].band is None
        and (one.claim.thresholds[0].comparison in (">", ">=") or one.claim.thresholds[0].loose)
    )


def _bound(one: Placed) -> Decimal:
    """The threshold of a tier in its base unit."""
    threshold: Threshold = one.claim.thresholds[0]
    return threshold.value * base_unit(threshold.unit)[1]


def _event(page: Page, one: Placed) -> str:
    """The word that says what happened to the things counted: 签约, 开工; empty where none stands by."""
    clause = page.text[page.clause_start(one.start) : page.clause_end(one.start)]
    return "".join(sorted(set(_NOT_THE_SAME.findall(clause))))


def _nested(page: Page, tiers: Sequence[Placed]) -> Iterator[Problem]:
    for lower in tiers:
        for upper in tiers:
            same_unit = (
                base_unit(lower.claim.thresholds[0].unit)[0] == base_unit(upper.claim.thresholds[0].unit)[0]
            )
            if not same_unit or _bound(upper) <= _bound(lower) or lower.quantity.unit != upper.quantity.unit:
                continue
            if lower.claim.modality != upper.claim.modality or lower.claim.span != upper.claim.span:
                continue
            ours, theirs = normalised(lower.claim.subject), normalised(upper.claim.subject)
            if not (
                ours.endswith(theirs)
                or theirs.endswith(ours)
                or {ours, theirs} & _ANY_THING
                or _goes_on(page, lower, upper)
            ):
                continue
            events = {_event(page, lower), _event(page, upper)} - {""}
            between = page.text[min(lower.end, upper.end) : max(lower.start, upper.start)]
            if len(events) > 1 or re.search("同比|去年|上年|目标|；", between):
                continue
            if amount(upper.quantity).certainly_over(amount(lower.quantity)):
                yield page.problem(
                    "parts",
                    (upper.start, upper.end),
                    _(
                        "%(high)s的有%(more)s，比%(low)s的%(fewer)s还多，而前者应包含在后者之内，请核对这两个数。"
                    ),
                    claims=(lower,),
                    high=_words(upper),
                    more=shown(upper.quantity),
                    low=_words(lower),
                    fewer=shown(lower.quantity),
                )


def _goes_on(page: Page, lower: Placed, upper: Placed) -> bool:
    """产值超亿元企业42家，超10亿元企业5家: the next clause begins with its bound, and says no other subject."""
    bound = page.folded(upper.claim.thresholds[0].start)
    same = lower.claim.of == upper.claim.of and lower.claim.relation == upper.claim.relation
    return (
        same
        and page.clause_start(upper.start) == bound
        and lower.end <= bound
        and bound - lower.end <= 2
        and page.text[upper.start - 2 : upper.start] == page.text[lower.start - 2 : lower.start]
    )


def _words(one: Placed) -> str:
    return "".join(one.claim.thresholds[0].text.split())


def _within_total(page: Page, claims: Sequence[Placed]) -> Iterator[Problem]:
    """N things of at least so much each, with their amount in all directly behind: the least sum must not exceed it."""
    for place, (counted, total) in enumerate(itertools.pairwise(claims)):
        if counted.quantity.dimension != Dimension.COUNT or total.quantity.dimension != Dimension.MONEY:
            continue
        between = page.text[counted.end : total.start]
        if len(between) > 12 or not _TOTAL_AMOUNT.search(between) or len(counted.claim.thresholds) != 1:
            continue
        threshold = counted.claim.thresholds[0]
        if base_unit(threshold.unit)[0] != base_unit(total.quantity.unit)[0]:
            continue
        number, held = amount(counted.quantity), amount(total.quantity)
        if threshold.band is not None or threshold.comparison in ("<", "<="):
            yield from _over_the_top(page, counted, total)
        if threshold.comparison in ("<", "<=") or number.low < 0:
            continue
        least = min(_least_sums(counted, _tiers_among(page, total, claims[place + 2 :])))
        if least > held.high:
            yield page.problem(
                "parts",
                (total.start, total.end),
                _("%(count)s%(bound)s的，合计至少应有%(least)s，而这里的总额是%(total)s，请核对个数或总额。"),
                claims=(counted,),
                count=shown(counted.quantity),
                bound=_words(counted),
                least=like(least, total.quantity),
                total=shown(total.quantity),
            )


def _over_the_top(page: Page, counted: Placed, total: Placed) -> Iterator[Problem]:
    """A total that even the largest things of the band cannot reach."""
    threshold = counted.claim.thresholds[0]
    top = (threshold.band or threshold.value) * base_unit(threshold.unit)[1]
    most = amount(counted.quantity).high * top
    if amount(total.quantity).low > most:
        yield page.problem(
            "parts",
            (total.start, total.end),
            _("%(count)s%(bound)s的，合计至多%(most)s，而这里的总额是%(total)s，请核对个数或总额。"),
            claims=(counted,),
            count=shown(counted.quantity),
            bound=_words(counted),
            most=like(most, total.quantity),
            total=shown(total.quantity),
        )


def _tiers_among(page: Page, total: Placed, following: Sequence[Placed]) -> list[Placed]:
    """The tiers that a 其中 directly behind the total leads in, up to the first number that is none."""
    tiers: list[Placed] = []
    for one in following:
        if not _is_tier(one) or (not tiers and "其中" not in page.text[total.end : one.start]):
            break
        tiers.append(one)
    return tiers


def _least_sums(counted: Placed, following: Sequence[Placed]) -> list[Decimal]:
    """The least sum when 其中 tiers are nested in each other, and when they stand beside each other."""
    tiers = sorted((one for one in following if _bound(one) > _bound_of(counted)), key=_bound)
    numbers = [amount(one.quantity).low for one in (counted, *tiers)]
    bounds = [_bound_of(counted), *(_bound(one) for one in tiers)]
    nested = sum(
        (max(number - above, Decimal(0)) * bound)
        for number, above, bound in zip(numbers, [*numbers[1:], Decimal(0)], bounds, strict=True)
    )
    beside = sum(number * bound for number, bound in zip(numbers[1:], bounds[1:], strict=True))
    beside += max(numbers[0] - sum(numbers[1:]), Decimal(0)) * bounds[0]
    return [Decimal(nested), Decimal(beside)]


def _bound_of(counted: Placed) -> Decimal:
    threshold = counted.claim.thresholds[0]
    return threshold.value * base_unit(threshold.unit)[1]
