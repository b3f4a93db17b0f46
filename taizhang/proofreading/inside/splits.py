"""Holds a total against the parts told in one breath behind it, without a 其中: 签订合同146份，市直部门58份，县（市、区）98份."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from taizhang.proofreading.claim import Modality, Problem
from taizhang.proofreading.inside.amounts import amount, amounts, like, shown
from taizhang.proofreading.inside.page import Page, Placed, _
from taizhang.proofreading.inside.parts import comparable
from taizhang.proofreading.inside.slips import one_slip_apart

_BRACKETS = re.compile("（[^（）]*）")
_MARKS = re.compile("[，、；：。（]")
_LONGEST_LABEL = 16
# Sorts of which everything is one and only one: parts that bear one name each of a row make the whole up.
_ROWS: tuple[tuple[str, ...], ...] = (
    ("男", "女"),
    ("线上", "线下"),
    ("(?<!不)合格", "不合格"),
    ("出口", "进口"),
    ("城镇|城市", "乡村|农村"),
    ("上半年", "下半年"),
    ("一期", "二期", "三期"),
    ("实到", "请假|缺席|未到|因事|因病"),
    ("(?<![不太满])满意|非常满意", "基本满意", "比较满意", "(?:不|不太)满意", "一般", "不了解|说不清"),
    ("(?<!不)同意|赞成", "反对|不同意", "弃权"),
    ("地上", "地下"),
    ("公办", "民办"),
    ("(?<!不)达标", "不达标|未达标"),
    ("初访|初信", "重访|重信|重复"),
    ("新建", "续建"),
    ("党员", "群众"),
    ("国内|境内", "国外|境外|入境"),
    ("申报通过|通过", "未通过"),
)
# Sorts by level: a level may be left out, so that these only must not come to more than the whole.
_LEVELS = re.compile(
    "中央|国家|部级|省|市|区|县|乡|镇|村|街道|幼儿园|小学|初中|高中|大学|一等奖|二等奖|三等奖|片区|年以前|领域|类$|岁"
)
_REST = re.compile("^(?:其他|其它|其余|剩余|余下)")
_SHARED = re.compile(
    "规上|规模以上|限上|党员|女|少数民族|重点|低保|脱贫|以上学历|夜间|新增|首次|当年|今年|本地|涉及|惠及|覆盖|带动|受益|学历|高新|骨干"
)
_DEEDS = re.compile(
    "[停改查处罚治退送拆签发受立破抓获移检抽谈取关扣缴训访]|办结|完成|完工|开工|竣工|建成|投产|启动|整改|销号|投入|拨付|到位|支付|使用|化解|成功|列席|应"
)
_OTHER_MATTER = re.compile(
    "同比|环比|较|比|增长|下降|增加|减少|提高|目标|计划|力争|累计|合计|共计|总计|平均|均|每|去年|上年|同期|其中|等"
)
_SORTED_BY = re.compile(
    "(?:按|从|分)[^，。；：、\\d]{1,10}?(?:分|划分|分类|看|来看|统计)[，：](?:其中[，：]?)?|其中："
)
_PASSED_OVER = re.compile("^(?:占|同比|增长|下降|较上|比上|占比)[^，。；]*$")


def find(page: Page) -> Iterator[Problem]:
    """Every total whose parts, told directly behind it, cannot make it up or come to more than it."""
    told: set[int] = set()
    for whole in page.claims:
        if whole.place in told or not _plain(whole):
            continue
        parts, labels, among = _series(page, whole)
        if len(parts) >= 2:
            told |= {part.place for part in parts}
            yield from _judged(page, whole, parts, labels, among=among)
    for match in _SORTED_BY.finditer(page.text):
        yield from _sorted(page, match)


def _sorted(page: Page, match: re.Match[str]) -> Iterator[Problem]:
    """公路5682公里，比上年增加46公里。按技术等级分，高速公路312公里，…: the total may stand a sentence before."""
    begin, end = page.sentence_at(match.start())
    if match.start() > begin and page.text[match.start() - 1] not in "，；：。":
        return
    if match.start() == begin and begin > page.item_at(begin)[0] and begin not in page.breaks:
        begin = page.sentence_at(begin - 1)[0]
    before = [one for one in page.claims_within((begin, match.start())) if _plain(one)]
    for whole in before:
        parts, labels = _clauses(page, match.end() - 1, end, whole)
        if len(parts) < 2:
            continue
        wholes = [one for one in before if _alike(parts[0], one)]
        of_parts = amounts([part.quantity for part in parts])
        low, high = (
            sum((one.low for one in of_parts), Decimal(0)),
            sum((one.high for one in of_parts), Decimal(0)),
        )
        if any(amount(one.quantity).meets(low, high) for one in wholes):
            return
        yield from _judged(page, wholes[0], parts, labels, among=False)
        return


def _plain(one: Placed) -> bool:
    return comparable(one) and one.quantity.is_exact and not one.claim.thresholds


def _series(page: Page, whole: Placed) -> tuple[list[Placed], list[str], bool]:
    """The parts behind a total, their labels, and whether a 其中 leads them in."""
    end = page.sentence_at(whole.start)[1]
    lead = page.text[page.clause_start(whole.start) : whole.start]
    if _OTHER_MATTER.search(re.sub("去年|上年", "", lead)) and not re.search("累计|合计|共计|总计", lead):
        return [], [], False
    following = page.text.find("。", whole.end)
    if following == end - 1 and end < len(page.text) and end not in page.breaks and not _more(page, whole):
        end = page.sentence_at(end)[1]  # 共收到问卷1500份。满意的863份，…
    opening = re.match(
        "[^，、；：。（）]{0,10}(?:（[^（）\\d]*）)?[^，、；：。（）]{0,4}(?=[，：；。])",
        page.text[whole.end :],
    )
    if opening is None:
        return [], [], False
    at = whole.end + opening.end()
    sorted_by = _SORTED_BY.match(page.text, at + 1)
    if sorted_by:
        at = sorted_by.end() - 1
    parts, labels = _clauses(page, at, end, whole)
    return parts, labels, page.text.startswith("其中", at + 1)


def _clauses(page: Page, at: int, end: int, whole: Placed) -> tuple[list[Placed], list[str]]:
    """From a mark on: clauses of a short label and one number of the total's unit each."""
    text = _BRACKETS.sub(lambda match: "□" * len(match[0]), page.text[:end])
    parts: list[Placed] = []
    labels: list[str] = []
    while at < end and text[at] in "，、；：。":
        mark = _MARKS.search(text, at + 1)
        stop = mark.start() if mark else end
        clause = text[at + 1 : stop]
        if clause in ("其中", "分别为", "分别是"):
            at = stop
            continue
        inside = page.claims_within((at + 1, stop))
        if not inside and clause and text[stop : stop + 1] == "、" and len(clause) <= 4:
            mark = _MARKS.search(text, stop + 1)  # 工人、农民代表108名
            stop = mark.start() if mark else end
            clause = text[at + 1 : stop]
            inside = page.claims_within((at + 1, stop))
        if parts and clause.startswith("其中"):
            break  # parts of a part
        if parts and _PASSED_OVER.match(clause):
            at = stop
            continue
        ending = [one for one in inside if _alike(one, whole) and _plain(one)]
        if len(ending) != 1 or inside[-1] is not ending[0]:
            break
        part = ending[0]
        label = text[at + 1 : part.start].removesuffix("的").removeprefix("其中")
        tail = text[part.end : stop]
        if not label or len(label) > _LONGEST_LABEL or len(tail) > 5 or "其中" in label:
            break
        if _OTHER_MATTER.search(label.replace("比较满意", "").replace("均", "")):
            break
        parts.append(part)
        labels.append(label)
        at = stop
    return parts, labels


def _alike(part: Placed, whole: Placed) -> bool:
    """One unit; a total that was set (下达任务326户) may be parted by plain numbers."""
    return amount(part.quantity).unit == amount(whole.quantity).unit and (
        part.claim.modality == whole.claim.modality or whole.claim.modality == Modality.TARGET
    )


def _more(page: Page, whole: Placed) -> bool:
    """Whether the total's own sentence goes on with numbers of its kind, or the total is no sum at all."""
    begin, end = page.sentence_at(whole.start)
    lead = page.text[page.clause_start(whole.start) : whole.start]
    return len(page.claims_within((begin, end))) > 1 or not re.search("共|总|合计", lead)


def _judged(
    page: Page, whole: Placed, parts: Sequence[Placed], labels: Sequence[str], *, among: bool
) -> Iterator[Problem]:
    words = "".join(labels)
    *ends, of_whole = amounts([*(part.quantity for part in parts), whole.quantity])
    low, high = sum((one.low for one in ends), Decimal(0)), sum((one.high for one in ends), Decimal(0))
    if of_whole.meets(low, high) or any(one.low > of_whole.high for one in ends):
        return
    if any(one.low >= of_whole.high for one in ends) and not _in_one_row(labels):
        return
    if _is_part_itself(page, whole, low):
        return
    slip = one_slip_apart([amount(one.quantity) for one in parts], amount(whole.quantity))
    own = re.split("[，、；：。]", page.text[: whole.start][-20:])[-1]
    if (
        not slip
        and len(own) > 3
        and all(label.endswith(own[-2:]) for label in labels)
        and not re.search("共|合计|总", own)
    ):
        return  # 县医院床位800张，县中医院床位500张: one of the row itself
    in_row, over = _in_one_row(labels), low > of_whole.high
    rest = bool(_REST.search(labels[-1]) or re.search("及以下|及以上|及其他", labels[-1]))
    doubtful = bool(_SHARED.search(words) or _DEEDS.search(words)) or len(set(labels)) < len(labels)
    levels = all(_LEVELS.search(label) for label in labels)
    if in_row or (rest and not doubtful):
        sure = True
    elif doubtful or _nested(ends, of_whole.value) or (among and not (over and slip)):
        return
    elif slip and over:
        sure = len(parts) >= 3 or levels
    elif (over and low <= of_whole.high * 2) or (slip and len(parts) >= 3):
        sure = False
    else:
        return
    total = sum((one.value or Decimal(0) for one in ends), Decimal(0))
    yield page.problem(
        "parts",
        (whole.start, parts[-1].end),
        _("后面各部分相加是%(sum)s，与总数%(whole)s不等，请核对各部分和总数。"),
        claims=(*parts, whole),
        sure=sure,
        sum=like(total, whole.quantity),
        whole=shown(whole.quantity),
    )


def _is_part_itself(page: Page, whole: Placed, low: Decimal) -> bool:
    """Whether a greater number of the kind stands before in the sentence: then this one is the first of its parts."""
    begin = page.sentence_at(whole.start)[0]
    lead = page.text[page.clause_start(whole.start) : whole.start]
    before = [one for one in page.claims_within((begin, whole.start)) if _alike(one, whole) and _plain(one)]
    least = amount(whole.quantity).low
    return any(amount(one.quantity).low >= least + low / 2 for one in before) and not re.search(
        "共|合计|总", lead
    )


def _in_one_row(labels: Sequence[str]) -> bool:
    """Whether each label bears another name of one row of complementary sorts."""
    for row in _ROWS:
        found = [next((at for at, name in enumerate(row) if re.search(name, label)), -1) for label in labels]
        if row[0] == "(?<![不太满])满意|非常满意":
            found = [
                at if not re.search("基本满意", label) else 1 for at, label in zip(found, labels, strict=True)
            ]
            found = [
                3 if re.search("不太?满意", label) else at for at, label in zip(found, labels, strict=True)
            ]
        if -1 not in found and len(set(found)) == len(found) and 0 in found:
            return True
    return False


def _nested(ends: Sequence[object], whole: Decimal | None) -> bool:
    """A part may itself be parted by those behind it: 120, 80, 50, 30."""
    values = [getattr(one, "value", None) or Decimal(0) for one in ends]
    return len(values) > 2 and any(
        values[at] == sum(values[at + 1 :], Decimal(0)) for at in range(len(values) - 2)
    )
