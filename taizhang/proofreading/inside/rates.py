"""Recomputes rates from the numbers beside them: 完成219.22亿元，占年度目标589亿元的37.22%; 查处175项，已整改170项，整改率100%."""

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from taizhang.proofreading.claim import Dimension, Modality, Problem, Relation
from taizhang.proofreading.inside.amounts import amount, amounts, plain, shown
from taizhang.proofreading.inside.page import Page, Placed, Stretch, _

_OF_IT = re.compile("的(?:约|近|超|超过)?")
_OF_TARGET = re.compile(
    "(?:占|完成|达到|达|为)?(?:全年|年度|年初|年)?(?:目标任务|目标|任务|计划)(?:任务|总数|数|值)?的(?:约|近|超|超过)?$|(?:目标|任务|计划)?完成率(?:为|达|达到)?$"
)
_RATE = re.compile("(?P<name>[一-龥]{2,8}?率)(?:为|达|达到|均为|均达|为)?$")
# Rates of things that cannot be more than all of them; 完成率, 产销率, 拨备覆盖率 and their like can.
_STEMS = (
    "整改|办结|办理|销号|化解|回复|答复|合格|达标|抽检|检测|接种|开工|复工|复产|返岗|到岗|开业|复学|建档|拆除|回收|清零|处置|"
    "受理|结案|走访|(?<!拨备)覆盖|竣工|投产|入统|见面|满意|落实|通过|普及|知晓|参保|(?<!毛)入学|升学|优良|及格|出勤|到会|参与|入住|绿化|"
    "达优|准确|好评|完好|安装|挂牌|就业|调解成功|供水保证|通车|硬化|持证|培训|签收|上线|按期|配备|转诊|治愈|检出|破案|挽损|回访|[准硬绿净亮美信息]化|无害化处理|参会|参考|到课|回收|通达"
)
_IMPOSSIBLE = re.compile(f"(?:{_STEMS})(?:率|度)(?:为|达|达到|均达|均为|超过|超)?$")
_SAID = {
    "结案": "结案|审结|办结|执结|审执结",
    "办结": "办结|办理|办复",
    "破案": "破案|破获|侦破",
    "整改": "整改|整治|销号",
}
_OF_THINGS = re.compile("(?:问题|隐患|案件|信访件|事项|总|企业|商户|人员|项目|线索|投诉)[一-龥]{2}")
_UNBOUNDED = re.compile(
    "完成|增长|利|效|频|税|汇|费|比|负荷|负债|回报|产销|周转|贡献|下降|降低|提高|提升|变化|投入产出|出生|死亡|失业"
)
_SHARE = re.compile(
    "(?:占比|占|占(?:[^，。；\\d]{2,12}?)?(?:总数|全部|总量|其|比重)的?|占[一-龥]{2,8}的)(?:为|达|达到|约)?$"
)
_WHOLE_NAMED = re.compile(
    "占(?:全部|全市|全区|全县|总|其)?(?P<whole>[一-龥]{2,8}?)(?:总数|总量|总额)?(?:的比重|比重|的|总数)(?:为|达)?$"
)
_NAMED_IN_FULL = re.compile("占(?P<whole>[一-龥]{3,10}?)的?(?:比重)?(?:为|达)?$")
_SHARES = re.compile(
    r"占比?(?:[^，。；\d%]{0,10})?分别(?:为|达|是|占)?(?P<list>(?:\d+(?:\.\d+)?%(?:、|和)?){2,})|分别占[^，。；\d]{0,12}(?P<other>(?:\d+(?:\.\d+)?%(?:、|和)?){2,})"
)
_EACH_SHARE = re.compile(
    r"(?:[^，。；、：]{1,12}占\d+(?:\.\d+)?%[、，；]?){2,}(?:其他|其它|其余)[^，。；、\d]{0,6}占\d+(?:\.\d+)?%"
)
_BRACKETS = re.compile("（[^）]*）")
_SECTORS = re.compile("三次产业|一产|第一产业|三产")


def find(page: Page) -> Iterator[Problem]:
    """Every percentage that the values it is drawn from do not give, within the rounding that is printed."""
    for placed in page.claims:
        if placed.quantity.dimension != Dimension.PERCENT or not placed.quantity.text.rstrip().endswith(
            ("%", "％")
        ):
            continue
        if not placed.quantity.is_exact:
            continue
        over = list(_over_all(page, placed))
        yield from over
        if not over:
            yield from _of_whole(page, placed)
            yield from _share(page, placed)
            yield from _done(page, placed)
    yield from _shares_in_all(page)


def _fits(part: Placed, whole: Placed, rate: Placed) -> bool | None:
    """Whether a rate is that of a part in a whole, allowing for the rounding of all three; None if it has no meaning."""
    of_part, of_whole = amounts([part.quantity, whole.quantity])
    if of_part.unit != of_whole.unit or of_whole.low <= 0 or of_part.low < 0:
        return None
    low, high = of_part.low / of_whole.high * 100, of_part.high / of_whole.low * 100
    slack = Decimal("0.5").scaleb(-rate.quantity.decimals)
    value = rate.quantity.value or Decimal(0)
    ulp = Decimal(1).scaleb(-rate.quantity.decimals)
    return low - max(slack, ulp) <= value <= high + slack


def _recomputed(part: Placed, whole: Placed, places: int) -> str:
    over, under = amount(part.quantity).value, amount(whole.quantity).value
    if over is None or not under:
        return "—"
    return str((over / under * 100).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def _wrong(page: Page, part: Placed, whole: Placed, rate: Placed) -> Problem:
    value = _recomputed(part, whole, rate.quantity.decimals)
    return page.problem(
        "rates",
        (rate.start, rate.end),
        _("%(part)s在%(whole)s中是%(value)s%%，不是%(said)s，请核对这三个数。"),
        claims=(part, whole),
        suggestion=f"{value}%",
        part=shown(part.quantity),
        whole=shown(whole.quantity),
        value=value,
        said=shown(rate.quantity),
    )


def _plain_before(
    page: Page, rate: Placed, *, up_to: int | None = None, within: Stretch | None = None
) -> list[Placed]:
    """The plain amounts of the sentence before a rate (or those of another stretch), nearest last."""
    begin = page.sentence_at(rate.start)[0]
    return [
        one
        for one in page.claims_within(within or (begin, rate.start if up_to is None else up_to))
        if one.quantity.dimension
        not in (Dimension.PERCENT, Dimension.POINTS, Dimension.TIMES, Dimension.DURATION)
        and one.claim.relation not in (Relation.CHANGE, Relation.LIMIT)
        and one.quantity.is_exact
    ]


def _of_whole(page: Page, rate: Placed) -> Iterator[Problem]:
    """…，占年度目标589亿元的37.22%, or 目标589亿元，完成219.22亿元，完成率37.22%."""
    before = page.claims_within((page.sentence_at(rate.start)[0], rate.start))
    if before and _OF_IT.fullmatch(page.text, before[-1].end, rate.start):
        whole = before[-1]
        lead = page.text[page.clause_start(whole.start) : whole.start]
        if not re.search("占|完成|达|为", lead):
            return
        yield from _unless_one_fits(page, _plain_before(page, rate, up_to=whole.start), [whole], rate)
    elif _OF_TARGET.search(page.text[page.clause_start(rate.start) : rate.start]):
        known = _plain_before(page, rate)
        wholes = [one for one in known if _is_target(page, one)]
        parts = [one for one in known if one not in wholes]
        if len(wholes) == 1:
            yield from _unless_one_fits(page, parts, wholes, rate)


def _is_target(page: Page, one: Placed) -> bool:
    if one.claim.modality == Modality.TARGET:
        return True
    return bool(re.search("目标|任务|计划", page.text[page.clause_start(one.start) : one.start]))


def _unless_one_fits(
    page: Page, parts: Sequence[Placed], wholes: Sequence[Placed], rate: Placed
) -> Iterator[Problem]:
    """A fault only where some pair can be compared and none of them gives the rate."""
    verdicts = [
        (part, whole, _fits(part, whole, rate)) for whole in wholes for part in parts if part is not whole
    ]
    compared = [(part, whole) for part, whole, fits in verdicts if fits is not None]
    if compared and not any(fits for _part, _whole, fits in verdicts):
        part, whole = compared[-1]
        yield _wrong(page, part, whole, rate)


def _share(page: Page, rate: Placed) -> Iterator[Problem]:
    """共有企业120家，其中规上30家，占比25%: the nearest part of 其中 in what stands before it."""
    begin, _end = page.sentence_at(rate.start)
    lead = _BRACKETS.sub("", page.text[page.clause_start(rate.start) : rate.start])
    if not _SHARE.search(lead):
        return
    known = _plain_before(page, rate)
    if not known or len(_BRACKETS.sub("", page.text[known[-1].end : rate.start])) > 14:
        return
    part = known[-1]
    among = page.text.rfind("其中", begin, part.start)
    if among < 0:
        yield from _share_of_named(
            page, [*_plain_before(page, rate, within=_sentences_before(page, rate)), *known], rate, lead
        )
        return
    wholes = [one for one in known if one.end <= among]
    if among == begin:
        wholes = _plain_before(page, rate, within=_sentences_before(page, rate))
    if page.text[part.end : rate.start].count("，") > 1:
        return
    named = _WHOLE_NAMED.search(lead)
    if named:  # 占常住人口: of what is said, and of nothing else
        wholes = [
            one for one in wholes if named["whole"] in page.text[page.clause_start(one.start) : one.start]
        ]
    yield from _unless_one_fits(page, [part], wholes, rate)


def _share_of_named(page: Page, known: Sequence[Placed], rate: Placed, lead: str) -> Iterator[Problem]:
    """总投资6.3亿元，已完成4.1亿元，占总投资的65.1%: the whole is named in the very words that stand before its number."""
    named = _NAMED_IN_FULL.search(lead)
    if named is None:
        return
    wholes = [one for one in known if page.text[: one.start].endswith(named["whole"])]
    if len(wholes) == 1 and known[-1] is not wholes[0]:
        yield from _unless_one_fits(page, [known[-1]], wholes, rate)


def _done(page: Page, rate: Placed) -> Iterator[Problem]:
    """查处175项，已整改170项，整改率100%: done over found, under every pairing of the sentence's numbers."""
    match = _RATE.search(page.text[page.clause_start(rate.start) : rate.start])
    if match is None:
        return
    name = match["name"].removesuffix("率")
    if _UNBOUNDED.search(name) or not (len(name) == 2 or _OF_THINGS.fullmatch(name)):
        return
    stem = name[-2:]
    known = _plain_before(page, rate)
    last_group = page.text.rfind("；", page.sentence_at(rate.start)[0], rate.start)
    here = [one for one in known if one.start > last_group]
    known = here if len(here) > 1 else known
    if not known or rate.start - known[-1].end > 30:
        return
    done, edge = [], page.sentence_at(rate.start)[0]
    for one in known:
        clause = page.text[max(edge, page.clause_start(one.start)) : page.clause_end(one.end)]
        if re.search(f"(?<![不未没待在])(?:{_SAID.get(stem, stem)})", clause):
            done.append(one)
        edge = one.end
    if not done or re.search("现场|当场|按时|其中", page.text[known[0].end : rate.start]):
        return
    # The rate stands right behind one of the two: what lies further off is counted for something else.
    pairs = [
        (part, whole)
        for part in done
        for whole in known
        if whole is not part
        and whole.end <= part.start
        and known[-1] in (part, whole)
        and not amount(part.quantity).certainly_over(amount(whole.quantity))
    ]
    compared = [pair for pair in pairs if _fits(*pair, rate) is not None]
    said_before = _plain_before(page, rate, within=_sentences_before(page, rate))
    every = [(part, whole) for part in done for whole in (*known, *said_before) if part is not whole]
    if compared and not any(_fits(part, whole, rate) for part, whole in every):
        yield _wrong(page, *compared[-1], rate)


def _sentences_before(page: Page, one: Placed) -> Stretch:
    """Up to three sentences of the paragraph before that of a claim, empty at its head."""
    begin = page.sentence_at(one.start)[0]
    paragraph = max((at for at in page.breaks if at <= begin), default=0)
    before = [start for start, _end in page.sentences if paragraph <= start < begin]
    return (before[-3:][0], begin) if before else (begin, begin)


def _over_all(page: Page, rate: Placed) -> Iterator[Problem]:
    """A share of all things over 100%."""
    lead = page.text[page.clause_start(rate.start) : rate.start]
    match = _IMPOSSIBLE.search(lead) or re.search("占比(?:为|达|达到)?$", lead)
    if match and (rate.quantity.value or Decimal(0)) > 100:
        yield page.problem(
            "rates",
            (rate.start, rate.end),
            _("“%(name)s”不可能超过100%%，这里写的是%(said)s，请核对。"),
            name=re.sub("(?:为|达|达到|均达|均为|超过|超|约)$", "", match[0]),
            said=shown(rate.quantity),
        )


def _shares_in_all(page: Page) -> Iterator[Problem]:
    """Shares said together: over 100% is impossible for the three sectors, and doubtful for anything else."""
    for match in _EACH_SHARE.finditer(page.text):
        numbers = [Decimal(number) for number in re.findall(r"(\d+(?:\.\d+)?)%", match[0])]
        slack = sum(
            (Decimal("0.5").scaleb(int(number.as_tuple().exponent)) for number in numbers), Decimal(0)
        )
        if abs(sum(numbers, Decimal(0)) - 100) > slack:
            yield page.problem(
                "rates",
                match.span(),
                _("各项占比连同其他相加是%(total)s%%，应是100%%，请核对。"),
                total=plain(sum(numbers, Decimal(0))),
            )
    for match in _SHARES.finditer(page.text):
        numbers = [
            Decimal(number) for number in re.findall(r"(\d+(?:\.\d+)?)%", match["list"] or match["other"])
        ]
        slack = sum(
            (Decimal("0.5").scaleb(int(number.as_tuple().exponent)) for number in numbers), Decimal(0)
        )
        total = sum(numbers, Decimal(0))
        lead = page.text[page.sentence_at(match.start())[0] : match.start()]
        sectors = bool(_SECTORS.search(lead[-30:])) and len(numbers) == 3
        if total - slack > 100 or (sectors and total + slack < 100):
            yield page.problem(
                "rates",
                (match.start(), match.end()),
                _("几项占比相加是%(total)s%%，应不超过100%%，请核对。")
                if total > 100
                else _("三次产业占比相加是%(total)s%%，应是100%%，请核对。"),
                sure=sectors,
                total=plain(total),
            )
