"""Holds parts against their whole: 其中, 共N个：…, …，合计N个, tiers (10亿元以上 within 5亿元以上) and bands."""

import itertools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from taizhang.proofreading.claim import Dimension, Modality, Problem, Relation
from taizhang.proofreading.inside.amounts import amount, amounts, like, shown
from taizhang.proofreading.inside.page import Page, Placed, _

_COMPARES = re.compile("同比|环比|较上|比上|比去|较去|增长|下降|增加(?!值)|减少|提高|高于|低于|占")
_NEW_MATTER = re.compile(
    "累计|合计|总计|小计|同时|另外|另有|此外|还有|共|全市|全区|全县|全省|全年|上年|去年|目标|计划|提前|人均|户均|平均|每"
)
# An average, a balance or an extreme of a part may exceed that of the whole.
_NOT_ADDITIVE = re.compile(
    "[人户亩日年月地]均|平均|每|单价|均价|价格|净|利润|顺差|逆差|余额|差额|盈|亏|最[高大多低小少]|气温|排名|得分|分数"
)
_PERIOD = re.compile(r"\d月|季度|上半年|下半年|当[月日天]|本[月周]|上[月周]")
_REST = re.compile("(?:其余|其他|其它|剩余|余下|另)[^，。；、]{0,10}$")
_DISJOINT = tuple(
    frozenset(group.split())
    for group in (
        "男 男性 男职工 男生 女 女性 女职工 女生",
        "国家级 省级 市级 区级 县级 县区级",
        "省管 市管 区管 县管",
        "新建 续建 改扩建 扩建 改建",
        "一般隐患 较大隐患 重大隐患 一般 较大 重大",
        "一等奖 二等奖 三等奖 优秀奖",
        "城镇 农村 城市 乡村",
        "已完工 在建 未开工",
        "第一产业 第二产业 第三产业 一产 二产 三产",
    )
)
_OVERLAPPING = re.compile(
    "规上|规模以上|限上|外资|民营|国有|高新|小微|中小|党员|女|少数民族|重点|困难|老年|老人|青年|低保|脱贫|本地|外来|大专|本科|硕士|博士|学历|高级|"
    "专精特新|上市|岁|骨干|退役|残疾|农民工|志愿者|干部|代表|以上|夜间|累计|新增|今年|首次|亿元|投资|开工|签约|完成|整改|已"
)
_OVERLAPPING_SORTS = re.compile("规上|规模以上|限上|党员|女|少数民族|重点|低保|脱贫|累计|以上|夜间")
_DEEDS = re.compile("[停改查处罚治退送办完拆建开签发受立结破抓获移检验抽谈取关转扣缴换补训访]")
_NOUNS = ("", "项目", "企业", "产业", "事故", "人员", "名额", "居民")
_COMPLETE = frozenset(("男", "女", "男性", "女性", "男职工", "女职工", "男生", "女生"))
_TOTAL_BEHIND = re.compile(
    "(?:合计|共计|总计|总共|一共|(?:[两二三四五六七八九]|[0-9]+)(?:项|类|者|处|地|家|个)?(?:合计|共计|总计|共)|，共)[为有]?$|，(?:合计|共计|总计)[一-龥]{2,8}$"
    "|，共有?(?:各级|各类)?(?!.{0,6}[审结处罚查改发化解投筹])[一-龥]{0,6}$|[两三四五六七八九][项类个家][一-龥]{0,4}(?:合计|共计|总计)[为有]?$"
)
_LISTING = re.compile("(?:：|，?分别为：?|，?分别是：?|（)")
_NOUN_BEHIND = re.compile("[一-龥]{0,8}?(?=[：（，]|分别)")
_LONGEST_LABEL = 14


def find(page: Page) -> Iterator[Problem]:
    """Every part that is more than its whole and every sum that is not the total said."""
    for at in (match.start() for match in re.finditer("其中", page.text)):
        yield from _among(page, at)
    for placed in page.claims:
        yield from _listed_behind(page, placed)
        yield from _summed_up(page, placed)


def comparable(one: Placed) -> bool:
    """Whether a claim is a plain amount of things or money, and no attribute, change or share."""
    return (
        one.claim.modality in (Modality.ACTUAL, Modality.TARGET, Modality.ATTRIBUTE)
        and one.claim.relation not in (Relation.CHANGE, Relation.RATIO, Relation.LIMIT)
        and one.quantity.dimension
        not in (Dimension.PERCENT, Dimension.POINTS, Dimension.TIMES, Dimension.DURATION)
    )


def alike(part: Placed, whole: Placed) -> bool:
    return (
        amount(part.quantity).unit == amount(whole.quantity).unit
        and part.quantity.dimension == whole.quantity.dimension
        and (part.claim.modality == Modality.TARGET) == (whole.claim.modality == Modality.TARGET)
    )


def _among(page: Page, at: int) -> Iterator[Problem]:
    """其中: each part at most the whole; the rest and complements make it up."""
    begin, end = page.sentence_at(at)
    if at == begin and begin > page.item_at(at)[0] and begin not in page.breaks:
        begin = page.sentence_at(begin - 1)[0]
    following = page.text.find("其中", at + 2, end)
    end = following if following >= 0 else end
    if following >= 0 and (stop := page.text.find("；", at, end)) >= 0:
        end = stop  # 甲镇3个，其中…；乙镇4个，其中…: each part of the sentence has a whole of its own
    before = [one for one in page.claims_within((begin, at)) if comparable(one)]
    parts = _chain(page, at + 2, end)
    if not parts or not before:
        return
    whole = next((one for one in reversed(before) if alike(parts[0], one)), None)
    if "；" in page.text[at:end] or len(parts) < 2:
        yield from _in_columns(page, at, end, before)
    if whole is None or _COMPARES.search(page.text[page.clause_start(whole.start) : whole.start]):
        return
    if _NOT_ADDITIVE.search(page.text[page.clause_start(whole.start) : page.clause_end(parts[0].end)]):
        return
    parts = [part for part in parts if alike(part, whole)]
    wholes = [one for one in before if alike(parts[0], one)]
    if at == page.sentence_at(at)[0] or parts[0].claim.of != whole.place:
        whole = max(wholes, key=lambda one: amount(one.quantity).high)  # which one is meant is not plain
    stop = page.text.find("；", at, end)
    anew = next((part for part in parts if 0 <= stop < part.start and _same_bounds(part, whole)), None)
    parts = [part for part in parts if anew is None or part.start < anew.start]
    for part in parts:
        if 0 <= stop < part.start and page.text[: part.start].count("；", at) == 1 and len(parts) == 2:
            continue  # 中心28个，其中国家级1个；研究所59个: what stands behind ； may be no part any more
        if amount(part.quantity).certainly_over(amount(whole.quantity)):
            yield page.problem(
                "parts",
                (part.start, part.end),
                _("其中的%(part)s比总数%(whole)s还多，请核对这两个数。"),
                claims=(whole,),
                part=shown(part.quantity),
                whole=shown(whole.quantity),
            )
            return
    yield from _parts_in_all(page, at, [part for part in parts if stop < 0 or part.end <= stop], whole)


def _same_bounds(one: Placed, other: Placed) -> bool:
    """Whether two numbers count from the same bound: 其中…；白塔镇引进1亿元及以上项目4个 begins anew behind the ；."""
    first, second = (
        [(bound.comparison, bound.value, bound.unit, bound.band) for bound in each.claim.thresholds]
        for each in (one, other)
    )
    return bool(first) and first == second


def _in_columns(page: Page, at: int, end: int, before: Sequence[Placed]) -> Iterator[Problem]:
    """其中，产业77项、101.23亿元；设施16项、16.6亿元；…: every clause between ； gives one number of each kind."""
    edges = [
        at,
        *(
            match.end()
            for match in re.finditer("；|，(?=[二三四五]期)", page.text[:end])
            if match.start() > at
        ),
        end,
    ]
    rows = [page.claims_within(stretch) for stretch in itertools.pairwise(edges)]
    wholes: dict[str, Placed] = {}
    for one in sorted(before, key=lambda placed: amount(placed.quantity).high):
        wholes[amount(one.quantity).unit] = one  # the greatest of each unit: which one is meant is not plain
    for whole in wholes.values():
        columns = [[one for one in row if comparable(one) and alike(one, whole)] for row in rows if row]
        if len(columns) < 2 or any(len(column) != 1 for column in columns):
            continue
        cells = [column[0] for column in columns]
        leads = "".join(page.text[page.clause_start(one.start) : one.start] for one in (*cells, whole))
        if (
            _COMPARES.search(leads)
            or re.search("去年|上年|同期", page.text[at:end])
            or _NOT_ADDITIVE.search(leads)
            or _OVERLAPPING_SORTS.search(leads)
        ):
            continue
        yield from _too_much(page, cells, whole)


def _chain(page: Page, begin: int, end: int) -> list[Placed]:
    """The parts that a 其中 governs: the numbers behind it as long as only a short label stands between two of them."""
    chain: list[Placed] = []
    edge = begin
    for one in page.claims_within((begin, end)):
        between = page.text[edge : one.start]
        if chain and (
            len(between) > _LONGEST_LABEL or _NEW_MATTER.search(between) or ("；" in between and not chain)
        ):
            break
        if not comparable(one) or _COMPARES.search(between):
            if not chain:
                break
            edge = one.end
            continue
        if not chain and (len(between) > 2 * _LONGEST_LABEL or (_PERIOD.search(between) and "，" in between)):
            break
        if chain and amount(one.quantity).unit != amount(chain[0].quantity).unit:
            break  # a number of another unit: what follows may be something new
        chain.append(one)
        edge = one.end
    return chain


def _label(page: Page, part: Placed) -> str:
    """The words directly before a part's number, back to the last mark: 男性 65人, 新建 (of 新建项目 18个)."""
    begin = page.clause_start(part.start)
    begin = max(begin, page.text.rfind("、", begin, part.start) + 1)
    words = page.text[begin : part.start].removeprefix("其中").removesuffix("为").removesuffix("有")
    words = words or part.claim.subject
    stems = (words.removesuffix(noun) for noun in _NOUNS)
    return next((stem for stem in stems if any(stem in group for group in _DISJOINT)), words)


def _parts_in_all(page: Page, at: int, parts: Sequence[Placed], whole: Placed) -> Iterator[Problem]:
    """The sum of parts that exclude each other, and of parts that a 其余 makes complete."""
    if len(parts) < 2:
        return
    labels = [_label(page, part) for part in parts]
    rest = bool(_REST.search(page.text[at : parts[-1].start]))
    disjoint = next((group for group in _DISJOINT if all(label in group for label in labels)), None)
    bands = _bands(parts)
    sorts = _sorts(labels)
    if len(set(labels)) < len(labels) and not bands:
        return
    if not rest and disjoint is None and not bands and not sorts:
        yield from _doubtful(page, parts, whole, labels)
        return
    complete = (
        rest
        or bands == "complete"
        or (disjoint is not None and set(labels) <= _COMPLETE and len(labels) == 2)
    )
    yield from _compare(page, parts, whole, complete=complete)


def _doubtful(page: Page, parts: Sequence[Placed], whole: Placed, labels: Sequence[str]) -> Iterator[Problem]:
    """Parts told in one breath that come to more than the whole: a fault unless one thing may be of two sorts."""
    if any(
        one.claim.thresholds or not one.quantity.is_exact for one in (*parts, whole)
    ) or _OVERLAPPING.search("".join(labels)):
        return
    between = [page.text[first.end : second.start] for first, second in itertools.pairwise(parts)]
    # Sorts, not deeds: a firm may be both stopped and fined, but no crop is both of summer and of autumn.
    sorts = whole.quantity.dimension in (Dimension.MEASURE, Dimension.MONEY) or not _DEEDS.search(
        "".join(labels)
    )
    if all(words.startswith(("、", "和") if not sorts else ("、", "和", "，")) for words in between):
        yield from _too_much(page, parts, whole)


def _too_much(page: Page, parts: Sequence[Placed], whole: Placed) -> Iterator[Problem]:
    """Parts that come to more than the whole: a warning, since one thing may be counted in two of them."""
    *ends, of_whole = amounts([*(part.quantity for part in parts), whole.quantity])
    if sum((one.low for one in ends), Decimal(0)) > of_whole.high:
        yield page.problem(
            "parts",
            (parts[0].start, parts[-1].end),
            _("其中各部分相加是%(sum)s，比总数%(whole)s还多；如果各部分不重叠，请核对这些数。"),
            claims=(whole,),
            sure=False,
            sum=like(sum((one.value or Decimal(0) for one in ends), Decimal(0)), whole.quantity),
            whole=shown(whole.quantity),
        )


def _sorts(labels: Sequence[str]) -> bool:
    """Whether labels of one form sort the things: 涉诈、涉黄赌、涉盗窃; 环保类、城建类. A thing is of one sort only."""
    if any(len(label) < 2 or len(label) > 8 for label in labels):
        return False
    return all(label.startswith("涉") for label in labels) or all(label[-1] in "类级型档" for label in labels)


def _bands(parts: Sequence[Placed]) -> str:
    """Whether thresholds part the things without overlap: "disjoint", "complete" from the bottom to the top, or ""."""
    if any(len(part.claim.thresholds) != 1 for part in parts):
        return ""
    ends: list[tuple[Decimal, Decimal | None]] = []
    for part in parts:
        bound = part.claim.thresholds[0]
        if bound.band is not None:
            ends.append((bound.value, bound.band))
        elif bound.comparison in ("<", "<="):
            ends.append((Decimal(0), bound.value))
        else:
            ends.append((bound.value, None))
    if len({part.claim.thresholds[0].unit for part in parts}) > 1:
        return ""
    ends.sort(key=lambda pair: pair[0])
    for (_low, high), (low, _high) in itertools.pairwise(ends):
        if high is None or high > low:
            return ""
    met = all(first[1] == second[0] for first, second in itertools.pairwise(ends))
    return "complete" if met and ends[0][0] == 0 and ends[-1][1] is None else "disjoint"


def _compare(
    page: Page, parts: Sequence[Placed], whole: Placed, *, complete: bool, partial: bool = False
) -> Iterator[Problem]:
    """The sum of parts against the whole: equal where they are complete, else no more than it.

    `partial`: the parts may be a mere selection, so that too small a sum is only a warning.
    """
    *ends, of_whole = amounts([part.quantity for part in parts] + [whole.quantity])
    low, high = sum(one.low for one in ends), sum(one.high for one in ends)
    if of_whole.meets(Decimal(low), Decimal(high)) or (not complete and high <= of_whole.low):
        return
    total = sum(one.value or Decimal(0) for one in ends)
    stretch = (min(parts[0].start, whole.start), max(parts[-1].end, whole.end))
    if complete:
        template = _("各部分相加是%(sum)s，与总数%(whole)s不等，请核对各部分和总数。")
    else:
        template = _("互不重叠的各部分相加是%(sum)s，比总数%(whole)s还多，请核对各部分和总数。")
    if not any(one.value is None for one in ends):
        yield page.problem(
            "parts",
            stretch,
            template,
            claims=(*parts, whole),
            sure=not partial or low > of_whole.high,
            sum=like(Decimal(total), whole.quantity),
            whole=shown(whole.quantity),
        )


def _listed_behind(page: Page, whole: Placed) -> Iterator[Problem]:
    """共20家：A 8家、B 12家。 or 20家（A 8家、B 12家）: everything behind the colon or inside the bracket, summed."""
    if not comparable(whole):
        return
    noun = _NOUN_BEHIND.match(page.text, whole.end)
    lead = _LISTING.match(page.text, noun.end() if noun else whole.end)
    if lead is None:
        return
    bracket = lead[0] == "（"
    end = page.text.find("）", lead.end()) if bracket else page.sentence_at(whole.start)[1]
    body = page.text[lead.end() : end]
    if end < 0 or re.search("其中|等|同比|较上|含|占|比|以来|目标|包括", body) or "（" in body:
        return
    parts = [one for one in page.claims_within((lead.end(), end)) if comparable(one)]
    if (
        len(parts) < 2
        or any(not alike(part, whole) for part in parts)
        or len(page.claims_within((lead.end(), end))) != len(parts)
    ):
        return
    edge = lead.end()
    for part in parts:
        between = page.text[edge : part.start]
        if len(between.strip("，、；和")) > _LONGEST_LABEL or _NEW_MATTER.search(between) or "。" in between:
            return
        edge = part.end
    if len(page.text[edge:end].rstrip("。！？；")) > 6:
        return
    if all(part.claim.thresholds for part in parts) and not _bands(parts):
        return  # 12个（10亿元以上3个，5亿元以上5个）: tiers within each other
    yield from _compare(page, parts, whole, complete=True, partial=bracket)


def _summed_up(page: Page, total: Placed) -> Iterator[Problem]:
    """A 8家、B 12家，合计20家: the plain numbers joined before a 合计."""
    lead = page.text[page.sentence_at(total.start)[0] : total.start]
    if not _TOTAL_BEHIND.search(lead) or not comparable(total):
        return
    begin = page.sentence_at(total.start)[0]
    parts: list[Placed] = []
    edge = total.start
    for one in reversed(page.claims_within((begin, total.start))):
        if one.quantity.chinese and one.quantity.unit in ("项", "类", "个", "家") and not parts:
            continue  # 三类合计
        between = page.text[one.end : edge]
        if len(between) > (_LONGEST_LABEL if parts else 12) or re.search(
            "其中|同比|较|比|等(?![奖级])|；", between
        ):
            if parts and comparable(one) and alike(one, total) and "；" not in between:
                return  # it may be a part too
            break
        if not comparable(one) or not alike(one, total):
            break
        parts.insert(0, one)
        edge = one.start
    head = page.text[begin:edge]
    if len(parts) < 2 or re.search("其中|（[^）]*$", head[-16:]) or _COMPARES.search(head[-6:]):
        return
    if any(
        _NEW_MATTER.search(page.text[first.end : second.start]) for first, second in itertools.pairwise(parts)
    ):
        return
    yield from _compare(page, parts, total, complete=True)
