"""Recomputes a rate from the two numbers right before it, whatever its name: 应到286人，实到271人，到会率94.8%; and shares in all."""

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from taizhang.proofreading.claim import Dimension, Problem, Relation
from taizhang.proofreading.inside.amounts import amount, amounts, plain, shown
from taizhang.proofreading.inside.page import Page, Placed, _

_RATE = re.compile("(?P<name>[一-龥]{2,6}?)率(?:为|达到?|是|已达)?$")
_NO_SHARE = re.compile(
    "增长|利|效|频|税|汇|费|比|负荷|负债|回报|产销|周转|贡献|下降|降低|提高|提升|变化|满意|出生|死亡|失业|自然|覆盖|使用|空置|容积|合格|占有|压缩"
)
_SHARE = re.compile(
    "占(?:全部|全市|全区|全县|全镇|总|其中)?(?P<whole>[一-龥]{1,10}?)(?:总数|总量|总额|总人数|数)?的(?:比重|比例)?(?:为|达)?$"
)
_PART_WORDS = re.compile("实|已|完成|共有|有")
_TROUBLE = re.compile("正在|尚|未|同比|去年|上年|目标|计划|任务|现场|当场|按时|按期|预计|余|多")
_EACH = re.compile(
    r"(?P<label>[^，。；、：\d%]{1,14}?)(?:的)?(?:占比?|比例|比重)(?:为|达|约)?(?P<share>\d+(?:\.\d+)?)%"
)
_SORTS = (
    ("本地|本县|本区|本市|县内|区内", "省内|市内|其他地市|县外|区外", "省外|境外|外省|市外"),
    (r"(?<!基本)(?<!不)(?<!较)满意|非常满意", "基本满意|比较满意|较满意", "不满意|不太满意"),
    ("第一产业|一产|农业", "第二产业|二产|工业", "第三产业|三产|服务业"),
    ("男", "女"),
    ("优|优秀", "良|良好", "及格|合格|中", "不合格|差"),
    ("线上", "线下"),
    ("(?<!不)同意|赞成", "不同意|反对", "弃权|无所谓"),
)
_PERSON = {"名": "人", "位": "人"}
_SLACK = Decimal("0.15")
_FARTHEST = 30


def find(page: Page) -> Iterator[Problem]:
    """Rates that the two numbers before them do not give, and shares of one whole that come to more than it."""
    for placed in page.claims:
        if placed.quantity.dimension == Dimension.PERCENT and placed.quantity.is_exact:
            yield from _rate(page, placed)
            yield from _share(page, placed)
    for sentence in page.sentences:
        yield from _in_all(page, sentence)


def _before(page: Page, rate: Placed, begin: int) -> list[Placed]:
    return [
        one
        for one in page.claims_within((begin, rate.start))
        if one.quantity.dimension not in (Dimension.PERCENT, Dimension.POINTS, Dimension.TIMES)
        and one.claim.relation not in (Relation.CHANGE, Relation.LIMIT)
    ]


def _rate(page: Page, rate: Placed) -> Iterator[Problem]:
    """The name of the rate must speak of what the part was: 收回486份，回收率."""
    lead = page.text[page.clause_start(rate.start) : rate.start]
    match = _RATE.search(lead)
    if match is None or _NO_SHARE.search(match["name"]) or "累计" in lead:
        return
    begin = page.sentence_at(rate.start)[0]
    known = _before(page, rate, begin)
    if len(known) == 1 and begin > page.item_at(begin)[0] and begin not in page.breaks:
        before = _before(page, rate, page.sentence_at(begin - 1)[0])
        known = before if len(before) == 2 else known
    if len(known) != 2 or not all(one.quantity.is_exact for one in known):
        return
    words = page.text[known[0].start : rate.start]
    if _TROUBLE.search(words) or "；" in words or "其中" in words or rate.start - known[1].end > 14:
        return
    stem = set(match["name"][-4:]) - set("项目企业人员总体的累计综")
    clauses = [page.text[page.clause_start(one.start) : page.clause_end(one.end)] for one in known]
    marked = [bool(stem & set(clause)) for clause in clauses]
    said_for_part = marked[1] or bool(re.search("实到|实际|实有|实考", clauses[1]))
    if not said_for_part and not (marked[0] and _PART_WORDS.search(clauses[1])):
        return
    part, whole = known[1], known[0]
    if amount(part.quantity).certainly_over(amount(whole.quantity)):
        if not re.search("应|总|共", clauses[1]):
            return
        part, whole = whole, part
    yield from _unless_right(page, part, whole, rate)


def _share(page: Page, rate: Placed) -> Iterator[Problem]:
    """占脱贫户总数的90%: of the only number before that bears the name."""
    lead = page.text[page.clause_start(rate.start) : rate.start]
    if re.search("占比?(?:为|达到?)?$", lead):
        yield from _bare_share(page, rate)
        return
    match = _SHARE.search(lead)
    if match is None or re.search("目标|任务|计划|总投资", match[0]):
        return
    begin = page.sentence_at(rate.start)[0]
    known = _before(page, rate, begin)
    if len(known) < 2 or not all(one.quantity.is_exact for one in known) or rate.start - known[-1].end > 20:
        return
    name = match["whole"]
    wholes = [
        one
        for one in known[:-1]
        if name in page.text[page.clause_start(one.start) : one.start] + one.claim.subject
    ]
    words = page.text[known[0].start : rate.start]
    if len(wholes) != 1 or re.search("同比|去年|上年|；", words):
        return
    yield from _unless_right(page, known[-1], wholes[0], rate)


def _bare_share(page: Page, rate: Placed) -> Iterator[Problem]:
    """20个指标中，16个进入前三，占80%; 公办园8640人，总数12000人，占比72%: of the only two numbers before."""
    known = _before(page, rate, page.sentence_at(rate.start)[0])
    if len(known) != 2 or not all(one.quantity.is_exact for one in known) or rate.start - known[1].end > 22:
        return
    words = page.text[known[0].start : rate.start]
    if re.search("同比|去年|上年|；|其中|目标|任务|计划|比", words[: words.rfind("占")]):
        return
    between = page.text[known[0].end : known[1].start]
    if re.match("[^，。]{0,10}中，", between):
        yield from _unless_right(page, known[1], known[0], rate)
        return
    totals = [
        one
        for one in known
        if re.search("总数|总量|总额|总计", page.text[page.clause_start(one.start) : one.start])
    ]
    if len(totals) == 1:
        part = known[0] if totals[0] is known[1] else known[1]
        yield from _unless_right(page, part, totals[0], rate)


def _unless_right(page: Page, part: Placed, whole: Placed, rate: Placed) -> Iterator[Problem]:
    over, under = amounts([part.quantity, whole.quantity])
    if (
        _PERSON.get(over.unit, over.unit) != _PERSON.get(under.unit, under.unit)
        or under.low <= 0
        or over.value is None
        or not under.value
    ):
        return
    value, step = rate.quantity.value or Decimal(0), Decimal(1).scaleb(-rate.quantity.decimals)
    low, high = over.low / under.high * 100, over.high / under.low * 100
    if low - step <= value <= high + step / 2:
        return
    true = (over.value / under.value * 100).quantize(step, ROUND_HALF_UP)
    if abs(true - value) > _FARTHEST:
        return  # so far off it speaks of something else
    yield page.problem(
        "rates",
        (rate.start, rate.end),
        _("%(part)s在%(whole)s中是%(value)s%%，不是%(said)s，请核对这三个数。"),
        claims=(part, whole),
        suggestion=f"{true}%",
        part=shown(part.quantity),
        whole=shown(whole.quantity),
        value=true,
        said=shown(rate.quantity),
    )


def _in_all(page: Page, sentence: tuple[int, int]) -> Iterator[Problem]:
    """本地占42.3%，省内占35.6%，省外占24.1%: neighbouring shares of sorts of which everything is one."""
    found = list(_EACH.finditer(page.text, *sentence))
    run: list[re.Match[str]] = []
    for match in found:
        if run and len(re.sub("[，、；]", "", page.text[run[-1].end() : match.start()])) > 0:
            yield from _total(page, run)
            run = []
        run.append(match)
    yield from _total(page, run)


def _total(page: Page, run: Sequence[re.Match[str]]) -> Iterator[Problem]:
    if len(run) < 2:
        return
    shares = [Decimal(match["share"]) for match in run]
    slack = sum((Decimal("0.5").scaleb(int(share.as_tuple().exponent)) for share in shares), Decimal(0))
    total = sum(shares, Decimal(0))
    labels = [re.sub("[“”]", "", match["label"]) for match in run]
    row = next((row for row in _SORTS if _all_of(row, labels)), None)
    over = total - slack > 100
    full = row is not None and len(labels) == len(row)
    if row is None and not (over and total <= 120 and len(run) >= 3):
        return
    if not over and not (full and total + slack + _SLACK < 100):
        return
    yield page.problem(
        "rates",
        (run[0].start(), run[-1].end()),
        _("几项占比相加是%(total)s%%，应不超过100%%，请核对。")
        if over
        else _("几项占比相加是%(total)s%%，应是100%%，请核对。"),
        sure=row is not None and over,
        total=plain(total),
    )


def _all_of(row: Sequence[str], labels: Sequence[str]) -> bool:
    """Whether each label bears another name of a row."""
    places = []
    for label in labels:
        fitting = [at for at, name in enumerate(row) if re.search(name, label)]
        if not fitting:
            return False
        places.append(fitting[-1])
    return len(set(places)) == len(labels)
