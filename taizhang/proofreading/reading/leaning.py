"""Lets a claim take from another one what its own words leave out, and says on which one it leans."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from taizhang.proofreading.claim import Claim, Dimension, Relation
from taizhang.proofreading.reading import parts, relations
from taizhang.proofreading.reading.clauses import Layout
from taizhang.proofreading.reading.drafts import Draft, first_from
from taizhang.proofreading.reading.modality import of_an_aim
from taizhang.proofreading.reading.verbs import verb_of

_RELATIVE = (Dimension.PERCENT, Dimension.POINTS, Dimension.TIMES)
_AMOUNT = re.compile(
    r"^(?:合同|项目|投资|签约|协议|计划)*(?:总|累计)?(?:金额|投资额?|总投资额?|投资总额|总额|总金额|额度|面积|价值|产值|标的额?|涉案金额|案值|造价|资金)$"
)
_BARE_AIM = re.compile("(?:年度|全年|今年|年初)?(?:目标|任务|计划|指标)(?:任务|数|值)?")
_SURVEYS = re.compile(r"排查|检查|巡查|走访|抽查|抽检|核查|摸排|受理|评估|检测|督查|监测|普查|审查")


def lean(layout: Layout, drafts: Sequence[Draft], draft: Draft, place: int) -> None:
    """Sets relation, `of` and what is inherited of the draft at a place of the list of all; `drafts` are those before it."""
    near = [
        number
        for number in range(first_from(drafts, draft.around[0]), len(drafts))
        if drafts[number].around == draft.around
    ]
    if draft.relation in (Relation.LIMIT, Relation.ZIP) or draft.of is not None:
        if draft.relation == Relation.CHANGE and draft.of is not None:
            draft.subject = ""
        if draft.of is not None and not draft.subject and draft.of < len(drafts):
            _take_over(draft, drafts[draft.of])
        return
    if of_an_aim(draft.scene) or (not draft.naming.behind and _BARE_AIM.fullmatch(draft.subject)):
        _name_aim(layout, drafts, draft, near)
    among = parts.among(layout, drafts, draft)
    if draft.relation not in (Relation.CHANGE, Relation.RATIO) and among is not None:
        draft.relation, draft.of, draft.among = Relation.SUBSET, among, True
        _inherit_whole(draft, drafts[among])
        return
    if near_whole := parts.amid(layout, drafts, draft):
        draft.relation, draft.of = Relation.SUBSET, near_whole - 1
        _inherit_whole(draft, drafts[near_whole - 1])
        return
    if draft.relation == Relation.NONE and parts.of_an_unsaid_whole(layout, drafts, draft):
        draft.relation = Relation.SUBSET
    if not draft.subject:
        draft.subject = _label(layout, draft)
    if not near:
        return
    last = drafts[near[-1]]
    if draft.relation == Relation.CHANGE:
        _change(layout, drafts, draft, near)
    elif draft.relation == Relation.RATIO:
        _ratio(layout, drafts, draft, near)
    elif _is_amount_of(layout, draft, last, drafts, near):
        pass
    elif draft.thresholds and (whole := _unbounded(draft, drafts, near)) is not None:
        draft.relation, draft.of = Relation.SUBSET, whole
        _inherit_whole(draft, drafts[whole])
    elif draft.subject in ("总数", "总量", "数量", "总人数", "总户数", "总规模") and parts.alike(draft, last):
        own = draft.subject
        _elliptic(layout, draft, drafts, near)
        draft.subject = draft.subject.removeprefix(draft.verb) + own
    elif not draft.subject or _is_tail(draft, last):
        _elliptic(layout, draft, drafts, near)
    elif draft.relation == Relation.NONE:
        _coordinate(layout, draft, drafts, near)


def _name_aim(layout: Layout, drafts: Sequence[Draft], draft: Draft, near: list[int]) -> None:
    """占年度目标任务589亿元: the aim of what was counted just before; 招商引资方面，年度目标50亿元: of what is spoken of."""
    part = next((n for n in reversed(near) if parts.alike(drafts[n], draft)), None)
    if part is not None and of_an_aim(draft.scene):
        draft.subject, draft.verb = drafts[part].subject, drafts[part].verb
        return
    start = draft.scene.clause[0]
    topic = re.search(r"([^，。；：]{2,14}?)(?:方面)?[，：]$", layout.norm[draft.around[0] : start])
    if topic and part is None and not re.search(r"\d", topic[1]):
        draft.subject = topic[1] + draft.subject


def _label(layout: Layout, draft: Draft) -> str:
    """农业：4个: what stands before the colon names what is counted; empty where no colon stands there."""
    start = draft.scene.clause[0]
    if start < 2 or layout.norm[start - 1] != "：":
        return ""
    words = layout.without_brackets(*layout.clause(start - 1))
    return words if len(words) <= 12 and not re.search(r"\d|其中|包括|分别|情况|如下", words) else ""


def renumbered(claim: Claim, places: Mapping[int, int]) -> Claim:
    """The claim with its `of` in a new numbering of all claims."""
    return claim if claim.of is None else replace(claim, of=places.get(claim.of))


def _inherit_whole(draft: Draft, whole: Draft) -> None:
    """其中10亿元以上项目2个 are of what the whole counts: its fuller name, its verb, its bounds."""
    own = draft.subject
    if not own or whole.subject.endswith(own):
        draft.subject = whole.subject
    draft.verb = draft.verb or whole.verb
    if not draft.thresholds:
        draft.thresholds = whole.thresholds
    draft.inherited = True


def _take_over(draft: Draft, other: Draft) -> None:
    draft.subject = other.subject
    draft.verb = draft.verb or other.verb
    draft.thresholds = draft.thresholds or other.thresholds
    draft.inherited = True


def _change(layout: Layout, drafts: Sequence[Draft], draft: Draft, near: list[int]) -> None:
    """同比增长6.5% is said of the number before it unless it names a thing of its own."""
    own = "" if relations.BY_POINTS.search(draft.subject) else draft.subject
    if own and own not in ("增速", "增幅", "总量", "增长", "降幅", "涨幅"):
        same = [n for n in near if drafts[n].subject == own]
        draft.of = same[-1] if same else None
        return
    plain = (
        n
        for n in reversed(near)
        if not drafts[n].span.words.endswith("同期")
        and drafts[n].relation not in (Relation.CHANGE, Relation.RATIO)
        and not of_an_aim(drafts[n].scene)
    )
    base = next(plain, near[-1])
    if draft.quantity.dimension == Dimension.POINTS or (base not in near[-3:]):
        base = near[-1] if drafts[near[-1]].quantity.dimension in _RELATIVE else base
    draft.of = base
    _take_over(draft, drafts[base])


def _ratio(layout: Layout, drafts: Sequence[Draft], draft: Draft, near: list[int]) -> None:
    """A ratio leans on its base where that is a number of the text: 目标任务589亿元的37.22%."""
    last = near[-1]
    if relations.base_of_ratio(layout, drafts[last].scene, draft.scene):
        draft.of = last
        done = next((n for n in reversed(near) if n != last and parts.alike(drafts[n], drafts[last])), last)
        draft.subject, draft.verb = drafts[done].subject, drafts[done].verb
        return
    part = next((n for n in reversed(near) if drafts[n].quantity.dimension not in _RELATIVE), None)
    if part is None:
        return
    if drafts[part].relation == Relation.SUBSET and re.search(
        "占比?(?:总数|总量|全部)?的?$|比重|比例", draft.scene.before
    ):
        draft.of = drafts[part].of
    if not draft.subject or re.match(
        r"^(?:占|完成|达到|年度|全年|全部|总|去年|上年|20\d\d年)", draft.subject
    ):
        draft.subject, draft.verb = drafts[part].subject, drafts[part].verb
        draft.inherited = True


def _is_amount_of(
    layout: Layout, draft: Draft, last: Draft, drafts: Sequence[Draft], near: list[int]
) -> bool:
    """总金额225.7亿元 right after 项目23个 is the sum over those 23."""
    if draft.quantity.dimension not in (Dimension.MONEY, Dimension.MEASURE):
        return False
    if not _AMOUNT.match(draft.naming.subject) or draft.naming.behind:
        return False
    near = [n for n in near if drafts[n].quantity.dimension not in _RELATIVE]
    counted = [n for n in near if drafts[n].quantity.dimension in (Dimension.COUNT, Dimension.PERSONS)]
    if not counted or draft.start - drafts[counted[-1]].scene.mark.end > 24 or counted[-1] != near[-1]:
        return False
    whole = drafts[counted[-1]]
    if whole.quantity.value == 1:
        return False
    draft.of = counted[-1]
    draft.relation = Relation.TOTAL
    draft.subject = whole.subject + draft.naming.subject
    draft.verb = draft.verb or whole.verb
    draft.thresholds = draft.thresholds or whole.thresholds
    draft.inherited = True
    return True


def _is_tail(draft: Draft, last: Draft) -> bool:
    """Whether a claim's own words are only the end of the name before it: 5亿元项目 after 引进超亿元项目."""
    own, other = draft.subject, last.subject
    return (
        own != other
        and len(own) >= 2
        and other.endswith(own)
        and draft.quantity.dimension == last.quantity.dimension
    )


def _unbounded(draft: Draft, drafts: Sequence[Draft], near: list[int]) -> int | None:
    """签约项目8个，…，亿元以上项目5个: the number of all, of which those over a bound are some."""
    last = next((n for n in reversed(near) if parts.alike(draft, drafts[n])), None)
    if last is None or drafts[last].thresholds or not draft.subject:
        return None
    return (
        last
        if drafts[last].subject.endswith(draft.subject) and drafts[last].subject != draft.subject
        else None
    )


def _elliptic(layout: Layout, draft: Draft, drafts: Sequence[Draft], near: list[int]) -> None:
    """A number without a name of its own takes the name of the last one of its kind."""
    fitting = [n for n in near if parts.alike(draft, drafts[n])]
    same = fitting[-1] if fitting else near[-1]
    if draft.start - drafts[same].scene.mark.end > 60 and draft.subject:
        return
    own = draft.subject
    if draft.relation == Relation.TOTAL and len(fitting) > 1:
        # 检查网吧12家、旅馆35家，共47家: of neither alone, but of all that was checked.
        draft.verb = draft.verb or drafts[fitting[0]].verb
        draft.subject = draft.verb
        draft.inherited = True
        return
    draft.subject = drafts[same].subject
    draft.verb = draft.verb or drafts[same].verb
    if not own and not draft.thresholds and draft.quantity.dimension == drafts[same].quantity.dimension:
        draft.thresholds = drafts[same].thresholds
    draft.inherited = True


def _coordinate(layout: Layout, draft: Draft, drafts: Sequence[Draft], near: list[int]) -> None:
    """发出动人员120人次、车辆30台次: the verb goes on; 停工整改6家 after 排查建设项目75家 are some of the 75."""
    last = drafts[near[-1]]
    own = draft.naming.subject
    between = layout.norm[last.scene.mark.end : draft.start]
    verb = verb_of(own)
    if not verb and not draft.naming.behind and between.startswith("、") and last.verb:
        draft.verb = draft.verb or last.verb
        return
    if verb and verb == own and not draft.naming.behind:
        whole = next((n for n in reversed(near) if parts.alike(draft, drafts[n])), None)
        if whole is not None and not _SURVEYS.search(drafts[whole].verb):
            return
        if (
            whole is not None
            and not _SURVEYS.search(verb)
            and drafts[whole].quantity.dimension == Dimension.COUNT
        ):
            draft.relation, draft.of = Relation.SUBSET, whole
