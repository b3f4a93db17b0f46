"""Tells an attribute of one named thing from a plain amount, and names the thing: 30亿元的X, X总投资5亿元, X（5亿元）."""

import re
from collections.abc import Sequence

from taizhang.proofreading.claim import Dimension, Relation
from taizhang.proofreading.names import Names
from taizhang.proofreading.reading import subjects
from taizhang.proofreading.reading.clauses import Layout
from taizhang.proofreading.reading.drafts import Draft
from taizhang.proofreading.reading.modality import is_attribute_of_project

_PLAIN = (Dimension.MONEY, Dimension.MEASURE, Dimension.COUNT, Dimension.PERSONS, Dimension.DURATION)
_PREDICATE = re.compile(
    r"(?:计划|概算|项目)?总投资|总投资|投资(?!集团|公司|有限)|占地|总?建筑面积|[\u4e00-\u9fa5]{0,2}面积|[\u4e00-\u9fa5]{0,2}造价|概算|建成后|投产后|达产后|每年|位于|坐落|选址|由|规划|用地|设计|年产|日产|建成|投产|达产|全长|总长|长|宽|可|主要|是|于|总用地|注册|于|将|计划|预计"
)
_DEEDS = re.compile(
    r"(?:发放|拨付|投入|争取|筹集|募集|落实|捐赠|捐献|兑现|减免|下拨|支付|追回|缴纳|价值|采购|购买|购置|安排|整合|贷款|发行|清退|返还|补贴|查获|没收|完成|实现|获得|收缴|挽回|清欠|节约)[^，。；、]{0,6}$"
)
_GENERIC = re.compile(
    r"^(?:该|此|本|这|其|各|每个?)?(?:项目|工程|企业|公司|园区|活动|学校|医院|小区|道路|一期|二期|三期|[一二三]期工程|全区|全市|工程项目)?(?:共|计划|总)?$"
)
_SHORTEST = 2


def attribute(layout: Layout, drafts: Sequence[Draft], draft: Draft, known: Names) -> bool:
    """Whether a draft tells an attribute of one thing; then its `entity` and `subject` are set."""
    if draft.quantity.dimension not in _PLAIN or draft.relation in (
        Relation.CHANGE,
        Relation.RATIO,
        Relation.LIMIT,
        Relation.ZIP,
    ):
        return False
    if draft.relation == Relation.TOTAL and draft.of is not None:
        return False
    if draft.naming.possessive:
        return _possessed(layout, drafts, draft, known)
    if _bracketed(layout, draft, known):
        return True
    return _predicated(layout, drafts, draft, known)


def _possessed(layout: Layout, drafts: Sequence[Draft], draft: Draft, known: Names) -> bool:
    """投资30亿元的中原工学院: the noun behind 的 is a named thing, not money or goods."""
    if draft.quantity.dimension not in (Dimension.MONEY, Dimension.MEASURE):
        draft.subject, draft.entity = draft.naming.entity, ""
        return False
    owner = draft.naming.entity
    if re.match("目标|任务|计划|指标|军令状|预算|规模|标准|限额|门槛", owner):
        return False
    lead = draft.scene.before.rstrip("，、：")
    if (subjects.is_goods(owner) or _DEEDS.search(lead)) and not _known_in(owner, known):
        draft.subject, draft.entity = owner, ""
        verb = subjects.TRAILING.search(lead)
        draft.verb = verb[0] if verb else draft.verb
        return False
    draft.entity = _known_in(owner, known) or owner
    worded = re.search(r"(?:计划总投资|总投资额?|投资额?|占地|建筑面积|造价|合同额)$", lead)
    earlier = next(
        (one for one in reversed(drafts) if one.entity and one.scene.sentence == draft.scene.sentence), None
    )
    draft.subject = worded[0] if worded else earlier.subject if earlier else ""
    draft.verb = draft.verb or (earlier.verb if earlier else "")
    return True


def _bracketed(layout: Layout, draft: Draft, known: Names) -> bool:
    """宝供物流（6.5亿元）: money in brackets right behind a name."""
    brackets = draft.scene.brackets
    if not brackets or draft.quantity.dimension != Dimension.MONEY:
        return False
    inside = layout.norm[brackets[0] + 1 : draft.start]
    if not re.fullmatch(r"(?:计划|概算)?(?:总投资|投资)?(?:总额|额)?(?:约|为)?", inside):
        return False
    outer = layout.norm[layout.clause(brackets[0])[0] : brackets[0]]
    name = subjects.bare_start(re.split("[、和与及]", outer)[-1])
    verb = subjects.LEADING.match(name)
    name = name[verb.end() :] if verb and len(name) - verb.end() >= _SHORTEST else name
    if not name or name[-1].isdigit() or re.search(r"\d+(?:个|家|项|万?元|亿元)", name):
        return False
    draft.entity = _known_in(name, known) or name
    draft.subject = "总投资" if "总投资" in inside else "投资"
    return True


def _predicated(layout: Layout, drafts: Sequence[Draft], draft: Draft, known: Names) -> bool:
    """X总投资5亿元，占地200亩: the property is named before the number and the thing before that, or earlier."""
    scene = draft.scene
    if not is_attribute_of_project(scene):
        return False
    entity = _subject_of_clause(scene.whole_before, known) or _earlier(layout, drafts, draft, known)
    if re.search(r"全[市区县省国]|累计|新增", scene.whole_before) or (
        not entity and draft.relation == Relation.TOTAL and draft.of is not None
    ):
        return False
    words = re.search(
        r"(?:计划|概算)?总投资额?|投资总?额|占地(?:面积)?|[\u4e00-\u9fa5]{0,7}(?:面积|造价|产能|能力|容量|总长|全长|户数|资本金?)|可[\u4e00-\u9fa5]{2,8}",
        scene.before,
    )
    draft.entity = entity
    if words:
        draft.subject = words[0]
    return True


def _subject_of_clause(words: str, known: Names) -> str:
    named = _known_in(words, known)
    if named:
        return named
    begins = _PREDICATE.match(words)
    if begins and (len(begins[0]) > 1 or begins.end() == len(words)):
        return ""
    match = _PREDICATE.search(words, 1)
    name = subjects.bare_start(words[: match.start()] if match else words)
    lead = subjects.LEADING.match(name)
    if lead and len(name) - lead.end() >= 4 and lead.end() < len(name):
        name = name[lead.end() :]
    name = name.strip("“”的，：")
    return "" if len(name) < _SHORTEST or _GENERIC.match(name) or len(name) > 36 else name


def _earlier(layout: Layout, drafts: Sequence[Draft], draft: Draft, known: Names) -> str:
    """The thing that the sentence began with, or that the attribute before belongs to."""
    sentence = layout.sentence(draft.start)
    last = next(
        (
            one
            for one in reversed(drafts)
            if one.entity and layout.paragraph(one.start) == layout.paragraph(draft.start)
        ),
        None,
    )
    if last and layout.sentence(last.start) == sentence:
        return last.entity
    clause = draft.scene.clause[0]
    before = layout.clause(clause - 1) if clause > sentence[0] else (0, 0)
    is_it = re.match(r"(?:就是|分别是|即|是|为)(.{3,30})$", layout.without_brackets(*before))
    if is_it and not re.search(r"\d", is_it[1]):
        return is_it[1]
    first = layout.clause(sentence[0])
    words = layout.without_brackets(*first)
    match = _PREDICATE.search(words, 1)
    if first[1] <= draft.start and match:
        name = subjects.bare_start(words[: match.start()])
        if (
            _SHORTEST <= len(name) <= 36
            and not _GENERIC.match(name)
            and re.search(
                r"(?:项目|工程|园|中心|基地|广场|公司|厂|校区|院|馆|路|桥|站|城|小区|社区|港|库|大厦|学校|公园|一期|二期|三期)$",
                name,
            )
        ):
            return name
    return last.entity if last else ""


def _known_in(words: str, known: Names) -> str:
    found = [name for name in known.entities if name and name in words]
    return max(found, key=len) if found else ""
