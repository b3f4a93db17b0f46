"""How a claim leans on another one by the words around its number: 其中, 共, 分别, 等N个, 占…%, 同比, 由A增加到B."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from taizhang.proofreading.claim import Dimension, Relation
from taizhang.proofreading.reading.clauses import Layout
from taizhang.proofreading.reading.scenes import Scene
from taizhang.proofreading.reading.subjects import bare_start
from taizhang.proofreading.reading.verbs import CHANGE

_TOTAL = re.compile(
    r"(?<![公中])共(?!同|享|建|产|青|有制|用|性|和|管|识|赢)|合计|总计|累计|总(?=金额|投资|额|数|量|面积|长|人数|产值|收入|里程|计|人口|户数|规模)"
)
_SHARE = re.compile(r"(?:占比?|比重|比例|份额|(?:满意|知晓|参与|关注|信任|安全感)度|覆盖面)[^，。；]*$")
_OF_AIM = re.compile(
    r"(?:完成|占|达到?|实现|为)[^，。；]{0,16}(?:目标|任务|计划|预算|总数|总量|总额)[^，。；]{0,4}的?$"
)
_RATE = re.compile(
    r"(?<![税利汇费频])(?<!(?<!成)功)率(?:[达均]?到?|为|是|仅为|均达到?|保持在|稳定在|分别为)*$"
)
BY_POINTS = re.compile(r"(?:高于|低于|快于|慢于|高出|低出|好于)[^，。；]{0,16}$")
_WAY = r"增加|增长|提高|上升|提升|扩大|下降|减少|降低|回落|缩短|压缩|压减|缩减|精简|下调|上调|调整|跃升|拓展|恢复|优化|合并|整合|变|增|降|减|升|缩"
_TO = re.compile(
    rf"^(?:的|/)?[^，。；、]{{0,10}}?[，]?(?:{_WAY})?(?:到|至|为|成)(?:了)?(?:现在|目前|如今|今年|去年|上年|(?:19|20)\d\d年(?:底|末)?|\d{1, 2}月(?:份|底|末)?)?(?:的)?(?:约|近)?$"
)
_FROM = re.compile(r"(?:由|(?<![跟])从|自)[^，。；]{0,18}$")
_JOIN = re.compile(
    r"^(?:、|和|与|及|以及|，和)(?:同比|环比)?(?:增长|下降|增加|减少|提高|上升|完成|达到|达|为)?$"
)
_LOOSE_JOIN = re.compile(r"^(?:，|；)$")
_AND = re.compile(r"以及|和|与|及(?!格|时)")
_BODY = re.compile(
    r"(?:区|县|市|镇|乡|街道|办|办事处|局|委|中心|村|社区|院|站|所|大队|支队|中队|片区|园区|市区|县区)$"
)
_MEASURE = re.compile(
    r"(?:产量|产值|总值|增加值|收入|投资|税收|销售额|数量|总量|面积|人数|总额|增速|占比|比重|完成率|价格|零售额|余额|均价|成交量|金额|总数|次数|浓度|水平|[^\W\d]率|户数|里程)$"
)
_GROUPED = re.compile(
    r"^(.{1,10}?)(?:[两二三四五六七八九十](?:个|家|大|项|类|条|种|所|处)?|\d{1,2}(?:个|家|大|项|类|条|种|所|处))([^\d.]{1,8})$"
)


@dataclass(frozen=True)
class Share:
    """The part of a 分别 that falls to one number: the name it goes with, whether that is a body or place, and the words that
    follow 分别. `name` is empty where names and numbers do not match in count."""

    name: str
    body: bool
    words: str
    first: int
    count: int = 0  # how many numbers 分别 shares out
    back: int = (
        0  # how many numbers right before 分别 those behind it are said of, where no names stand there
    )


def relation(scene: Scene) -> Relation:
    """The relation that the words right before a number express, 其中 and 分别 aside."""
    words, dimension = scene.before.rstrip("，、：“"), scene.mark.quantity.dimension
    if words.endswith("等") and not words.endswith(("优等", "平等", "同等")):
        return Relation.LIST
    relative = dimension in (Dimension.PERCENT, Dimension.POINTS, Dimension.TIMES)
    changed = CHANGE.search(words)
    if changed and _is_change(changed, words, scene, relative):
        return Relation.CHANGE
    if dimension == Dimension.POINTS and BY_POINTS.search(words):
        return Relation.CHANGE
    if dimension in (Dimension.PERCENT, Dimension.TIMES):
        if (
            _SHARE.search(words)
            or _OF_AIM.search(words)
            or _RATE.search(words)
            or words.endswith(("的", "完成"))
        ):
            return Relation.RATIO
        return Relation.NONE
    if _TOTAL.search(scene.before):
        return Relation.TOTAL
    return Relation.NONE


def _is_change(changed: re.Match[str], words: str, scene: Scene, relative: bool) -> bool:
    way, basis = changed["way"], changed["basis"]
    if len(way) <= 3 and way[0] in "多少" and len(way) > 1:
        return basis is not None
    if len(way) == 1:
        return basis is not None or changed[0].startswith("净") or (relative and way in "增降涨跌升")
    if changed[0].endswith(("到", "至")) and not relative:
        return basis is not None
    if relative or basis is not None:
        return True
    # 增加12家 after a number said before; 扩大, 压缩 and the like with a noun of their own are deeds.
    return way in ("增加", "增长", "减少", "下降", "上升", "提高") and scene.after in ("", "人", "个", "元")


def ends(layout: Layout, scenes: Sequence[Scene]) -> dict[int, int]:
    """Of 由A增加到B: the place of B by that of A."""
    found: dict[int, int] = {}
    for place, (one, other) in enumerate(pairwise(scenes)):
        if one.sentence != other.sentence or other.mark.start - one.mark.end > 24:
            continue
        if one.mark.quantity.dimension != other.mark.quantity.dimension:
            continue
        between = layout.norm[one.mark.end : other.mark.start]
        lead = layout.norm[max(one.clause[0], one.mark.start - 24) : one.mark.start]
        if _TO.match(between) and _FROM.search(lead):
            found[place] = place + 1
    return found


def base_of_ratio(layout: Layout, one: Scene, other: Scene) -> bool:
    """Whether a ratio is said of the number before it: 目标任务589亿元的37.22%, 占总数120件的35%."""
    between = layout.norm[one.mark.end : other.mark.start]
    return one.clause == other.clause and re.fullmatch(r"[^，。；、]{0,8}的(?:约|近)?", between) is not None


def shares(layout: Layout, scenes: Sequence[Scene]) -> dict[int, Share]:
    """What 分别 gives to each number that follows it, by the number's place."""
    found: dict[int, Share] = {}
    for match in re.finditer("分别", layout.norm):
        run = _run(layout, scenes, match.end())
        if len(run) < 2:
            continue
        head = layout.norm[layout.clause(match.start())[0] : match.start()]
        items = _names(head)
        if len(items) < 2:
            items = _names(_clause_before(layout, match.start()))
        run = _cut(layout, scenes, run, len(items))
        words = scenes[run[0]].before.rpartition("分别")[2]
        back = _said_before(layout, scenes, run, match.start()) if len(_names(head)) < 2 else 0
        if back:
            items = []
        for number, place in enumerate(run):
            name = items[number] if len(items) == len(run) else ""
            found[place] = Share(name, _BODY.search(name) is not None, words, run[0], len(run), back)
    return found


def _said_before(layout: Layout, scenes: Sequence[Scene], run: list[int], place: int) -> int:
    """How many numbers of the sentence right before 分别 are as many as those behind it; 0 where they are not."""
    sentence = layout.sentence(place)[0]
    before = [number for number in range(run[0]) if scenes[number].mark.start >= sentence]
    if not before or place - scenes[before[-1]].mark.end > 24:
        return 0
    return len(run) if len(before) >= len(run) else 0


def _run(layout: Layout, scenes: Sequence[Scene], start: int) -> list[int]:
    sentence = layout.sentence(start - 1)
    run: list[int] = []
    for place, scene in enumerate(scenes):
        at = scene.mark.start
        if at < start or at >= sentence[1]:
            continue
        between = layout.norm[scenes[run[-1]].mark.end if run else start : at]
        if not run:
            if len(between) > 14 or re.search("[，；]", between):
                return []
        elif not (_JOIN.match(between) or _LOOSE_JOIN.match(between)):
            between_without = re.sub(r"（[^（）]*）", "", between)
            if not _JOIN.match(between_without):
                break
        run.append(place)
    return run


def _cut(layout: Layout, scenes: Sequence[Scene], run: list[int], names: int) -> list[int]:
    """A comma ends the run where there are numbers enough for the names before it."""
    for number in range(1, len(run)):
        between = layout.norm[scenes[run[number - 1]].mark.end : scenes[run[number]].mark.start]
        if _LOOSE_JOIN.match(between) and number >= names:
            return run[:number]
    return run


def _clause_before(layout: Layout, place: int) -> str:
    start = layout.clause(place)[0]
    sentence = layout.sentence(place)[0]
    if start <= sentence:
        return ""
    previous = layout.clause(start - 1)
    return layout.norm[previous[0] : previous[1]]


def _names(head: str) -> list[str]:
    """The things named one after the other before 分别, each with the tail that the last one shares with the others."""
    head = re.sub(r"^(?:其中|全[市区县]|我[市区县])", "", re.sub(r"（[^（）]*）", "", head))
    head = re.sub(r"(?:同比|环比|实现|完成|共|已|均)+$", "", head)
    items = enumerated(bare_start(head))
    if len(items) < 2:
        return items
    last = items[-1]
    grouped = _GROUPED.match(last)
    if grouped and all(len(item) <= len(grouped[1]) + 4 for item in items[:-1]):
        tail = grouped[2]
        return [item if item.endswith(tail) else item + tail for item in [*items[:-1], grouped[1]]]
    ending = {item[-1] for item in items[:-1]}
    if (
        len(ending) == 1 and 0 < (common := last.find(ending.pop())) < len(last) - 2
    ):  # 农业、工业、服务业用电量
        tail = last[common + 1 :]
        return [*(item + tail for item in items[:-1]), last]
    lengths = {len(item.removeprefix("第")) for item in items[:-1]}
    if (
        len(lengths) == 1
        and (length := lengths.pop()) <= 4
        and len(last) >= length + 2
        and not re.search("[A-Za-z0-9]", "".join(items))
        and not _MEASURE.search(items[0])
    ):
        tail = last.removeprefix("第")[length:]
        ordinal = items[0].startswith("第")
        named = [item if not ordinal or item.startswith("第") else f"第{item}" for item in items[:-1]]
        return [
            *(item + tail for item in named),
            f"第{last}" if ordinal and not last.startswith("第") else last,
        ]
    measure = _MEASURE.search(last)
    if measure and not any(_MEASURE.search(item) or item[-1] in "数量额值率度" for item in items[:-1]):
        return [item + measure[0] for item in items[:-1]] + [last]
    return items


def enumerated(words: str) -> list[str]:
    """The items of a list such as A、B和C."""
    words = words.strip("，、；：")
    if not words:
        return []
    items = [item for item in re.split("、", words) if item]
    joined = next(
        (match for match in _AND.finditer(items[-1]) if match.start() > 0 and match.end() < len(items[-1])),
        None,
    )
    if joined:
        last = items.pop()
        items += [last[: joined.start()], last[joined.end() :]]
    return items
