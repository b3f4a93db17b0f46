"""Reads a text into its claims: each quantity with what it counts, when, in what sense, for whom, and what it leans on."""

import re
from datetime import date

from taizhang.proofreading.claim import (
    Claim,
    Dimension,
    Modality,
    Reading,
    Relation,
)
from taizhang.proofreading.names import Names
from taizhang.proofreading.reading import (
    entities,
    leaning,
    listings,
    modality,
    quantities,
    relations,
    scopes,
    spans,
    subjects,
)
from taizhang.proofreading.reading import times as saying
from taizhang.proofreading.reading.clauses import Layout
from taizhang.proofreading.reading.drafts import Draft, first_from
from taizhang.proofreading.reading.implied import implied
from taizhang.proofreading.reading.scenes import Bound, Mark, Scene, scenes
from taizhang.proofreading.reading.text import Text
from taizhang.proofreading.reading.verbs import CHANGE


def read(text: str, dated: date | None = None, names: Names | None = None) -> Reading:
    """The claims of a text in their order, at the offsets of the text as given.

    `dated` is the day from which 今年 and 目前 are reckoned; without it only times with a year become days. `names` are the units,
    posts and entities that are known; without them units are found by their form.
    """
    known = names or Names()
    whole = Text.of(text)
    found = quantities.find(whole)
    layout = Layout(whole.norm, whole.breaks, whole.blanks)
    said = saying.find(whole.norm, dated)
    marks = [Mark(start, end, one) for one, (start, end) in zip(found.quantities, found.places, strict=True)]
    bounds = [
        Bound(start, end, one) for one, (start, end) in zip(found.thresholds, found.bounds, strict=True)
    ]
    staged = scenes(layout, marks, bounds, [(time.start, time.end) for time in said])
    staged = [scene for scene in staged if not _says_nothing(layout, scene)]
    named = scopes.scopes(layout, known)
    drafts = _drafts(layout, staged, said, named, known, dated)
    claims = [_claim(whole, layout, draft) for draft in drafts]
    return Reading(
        text, tuple(_with_implied(whole, layout, drafts, claims, said, named, known, dated)), dated
    )


def _up_to(layout: Layout, scene: Scene) -> str:
    return layout.norm[scene.sentence[0] : scene.mark.start]


def _time(layout: Layout, said: list[saying.Time], drafts: list[Draft], draft: Draft) -> saying.Time | None:
    """The time that governs a draft; of 由2018年的A增加到B the second end has the time that stood before both."""
    if (
        draft.relation == Relation.CHANGE
        and draft.of is not None
        and drafts[draft.of].relation == Relation.LIMIT
    ):
        first = drafts[draft.of]
        if not any(first.scene.mark.end <= time.start < draft.start for time in said):
            lead = layout.norm[first.scene.clause[0] : first.start]
            place = first.scene.clause[0] + max(lead.rfind("由"), lead.rfind("从"), 0)
            return spans.governing_place(layout, said, max(place, 1))
    return spans.governing(layout, said, draft.scene)


def _shared_times(
    layout: Layout, said: list[saying.Time], staged: list[Scene], share: relations.Share, place: int
) -> saying.Time | None:
    """2018年、2019年分别完成1.2万亩、1.5万亩: the time that falls to one of the numbers."""
    first = staged[share.first].mark.start
    head = [time for time in said if layout.clause(first)[0] <= time.start < first]
    if len(head) < 2 or len(head) != share.count:
        return None
    return head[place - share.first]


def _says_nothing(layout: Layout, scene: Scene) -> bool:
    """Whether a number claims nothing: a norm, a backward 这两个, or a movement named in quotes that is not listed here."""
    if modality.is_norm(scene, _up_to(layout, scene)):
        return True
    quantity = scene.mark.quantity
    if scene.brackets and re.fullmatch("不?含", layout.norm[scene.brackets[0] + 1 : scene.mark.start]):
        return True  # 5—10亿元（不含10亿元）项目: still a bound
    if not quantity.chinese or not quantity.is_exact:
        return False
    if scene.before.endswith(("这", "那", "上述", "以上", "前述")) or quantity.unit == "则":
        return True
    quoted = layout.norm[: scene.mark.start].endswith("“") and quantity.dimension == Dimension.COUNT
    return quoted and listings.announced(layout, scene) is None and _is_a_name(layout, scene)


def _is_a_name(layout: Layout, scene: Scene) -> bool:
    """Whether the quotes hold the name of a movement or slogan (“四种形态”) and no announcement (“四项举措”)."""
    closed = layout.norm.find("”", scene.mark.end, scene.mark.end + 12)
    word = layout.norm[scene.mark.end : closed] if closed >= 0 else ""
    return not re.fullmatch("(?:工作)?(?:举措|措施|着力|办法|环节)", word)


def _drafts(
    layout: Layout,
    staged: list[Scene],
    said: list[saying.Time],
    named: list[scopes.Scope],
    known: Names,
    dated: date | None,
) -> list[Draft]:
    shares, ends = relations.shares(layout, staged), relations.ends(layout, staged)
    drafts: list[Draft] = []
    for place, scene in enumerate(staged):
        draft = Draft(
            scene,
            subjects.naming(scene, _behind_the_last(drafts, scene)),
            relations.relation(scene),
            layout.long_sentence(scene.mark.start),
            thresholds=scene.thresholds,
        )
        draft.subject, draft.verb = draft.naming.subject, draft.naming.verb
        draft.units = scopes.units_for(layout, named, scene.mark.start, known)
        if place in ends:
            draft.relation = Relation.LIMIT
        if place - 1 in ends:
            draft.relation, draft.of = Relation.CHANGE, place - 1
        if place in shares:
            _share_out(draft, shares[place], place, drafts)
        _list(layout, draft)
        leaning.lean(layout, drafts, draft, place)
        attribute = entities.attribute(layout, drafts, draft, known)
        time = _time(layout, said, drafts, draft)
        if place in shares and (apart := _shared_times(layout, said, staged, shares[place], place)):
            time, draft.subject = apart, draft.subject.removeprefix(shares[place].name)
        announced = draft.listing is not None and _announces(draft)
        draft.modality = modality.modality(
            scene,
            relation=draft.relation,
            sentence=_up_to(layout, scene),
            time_kind=time.kind if time else "",
            time_at=time.start - scene.sentence[0] if time else -1,
            announced=announced or _bare_list(draft),
            attribute=attribute,
        )
        if draft.modality == Modality.ATTRIBUTE and draft.relation == Relation.TOTAL:
            draft.relation = Relation.NONE
        if draft.modality == Modality.ACTUAL and modality.is_limit(scene, _up_to(layout, scene)):
            draft.dropped = not (time and re.match("全年|今年|本年|年内", time.span.words))
            draft.modality = Modality.ACTUAL if draft.dropped else Modality.TARGET
        if draft.modality != Modality.LIST_COUNT:
            yearly = re.search("年度|全年|年初|今年", scene.before) is not None
            draft.span = spans.span(spans.since(layout, said, time), draft.modality, dated, whole_year=yearly)
        drafts.append(draft)
    return drafts


def _behind_the_last(drafts: list[Draft], scene: Scene) -> str:
    """The noun that the number before in the same clause already has: it is no part of what comes next."""
    if scene.first or not drafts or not drafts[-1].naming.behind or drafts[-1].scene.clause != scene.clause:
        return ""
    return drafts[-1].naming.noun


def _share_out(draft: Draft, share: relations.Share, place: int, drafts: list[Draft]) -> None:
    """What 分别 says of one number: the name that it goes with as unit, entity or subject."""
    draft.relation = Relation.ZIP
    earlier = share.first - share.back + place - share.first
    if share.back and 0 <= earlier < share.first:
        # 接待游客12万人次、收入3200万元，分别增长15%、12%: of the numbers said just before, in their order.
        draft.of = earlier
        draft.subject, draft.verb = drafts[earlier].subject, drafts[earlier].verb
        draft.thresholds = draft.thresholds or drafts[earlier].thresholds
        draft.units = drafts[earlier].units
        return
    words = share.words.rstrip("为是有达到约近的")
    changed = CHANGE.search(words)
    words = subjects.bare_start(words[: changed.start()] if changed else words)
    if len(drafts) > share.first:
        words = drafts[share.first].verb if not drafts[share.first].subject else words
    thing = (
        words
        if words
        and not re.fullmatch(r"(?:同比|环比)?(?:增长|下降|增加|减少|提高|上升)?|完成|实现|达到?", words)
        else ""
    )
    draft.verb = subjects.verb_of(words) or draft.verb
    if share.body:
        draft.units = (share.name,)
        draft.subject = thing
    elif share.name:
        draft.subject = share.name if not thing else f"{share.name}{thing}"
    else:
        draft.subject = thing


def _list(layout: Layout, draft: Draft) -> None:
    """Where a number is the length of a list, what the text lists."""
    scene = draft.scene
    if draft.relation == Relation.LIST:
        draft.listing = listings.before(layout, scene)
        if draft.listing and draft.naming.behind:
            lead = subjects.bare_start(draft.listing.first)
            verb = subjects.verb_of(lead) or draft.verb
            draft.verb = verb.removesuffix("投资") or verb
            draft.subject = draft.naming.subject
        return
    if (
        scene.mark.quantity.dimension not in (Dimension.COUNT, Dimension.PERSONS)
        or draft.relation == Relation.ZIP
    ):
        return
    if not scene.mark.quantity.is_exact:
        return
    if scene.mark.quantity.chinese and _is_list_noun(draft):
        draft.listing = listings.announced(layout, scene)
    elif modality.is_list_noun(scene.rest):
        listing = listings.announced(layout, scene)
        draft.listing = listing if listing and listing.listed < 20 else None
    else:
        listing = listings.in_brackets_behind(layout, scene) or listings.direct(layout, scene)
        if (
            listing is not None
            and listing.listed > 1
            and draft.naming.behind
            and _counts_the_named(draft, listing)
        ):
            draft.listing = listing
            draft.relation = Relation.LIST


def _counts_the_named(draft: Draft, listing: listings.Listing) -> bool:
    value = draft.quantity.value
    lead = subjects.LEADING.match(subjects.bare_start(listing.first))
    named = subjects.bare_start(listing.first)[lead.end() if lead else 0 :]
    return value is not None and abs(value - listing.listed) <= 2 and not subjects.has_verb(named)


def _announces(draft: Draft) -> bool:
    return draft.relation != Relation.LIST and _is_list_noun(draft)


def _is_list_noun(draft: Draft) -> bool:
    return draft.quantity.unit.endswith("方面") or modality.is_list_noun(draft.scene.rest)


def _bare_list(draft: Draft) -> bool:
    """四项举措 without a list, quoted or in Chinese: about the text's own list all the same."""
    quantity = draft.quantity
    small = quantity.chinese and quantity.is_exact and quantity.dimension == Dimension.COUNT
    return small and draft.relation in (Relation.NONE, Relation.TOTAL) and _is_list_noun(draft)


def _claim(whole: Text, layout: Layout, draft: Draft) -> Claim:
    quantity, listing = draft.quantity, draft.listing
    return Claim(
        text=whole.raw[quantity.start : quantity.end],
        start=quantity.start,
        end=quantity.end,
        quantity=quantity,
        modality=draft.modality,
        subject=draft.subject,
        verb=draft.verb,
        entity=draft.entity,
        units=draft.units,
        thresholds=draft.thresholds,
        span=draft.span,
        relation=draft.relation,
        of=draft.of,
        listed=listing.listed if listing else None,
        open_list=listing.open if listing else False,
        sentence=whole.span(*draft.scene.sentence),
        clause=whole.span(*draft.scene.clause),
    )


def _with_implied(
    whole: Text,
    layout: Layout,
    drafts: list[Draft],
    claims: list[Claim],
    said: list[saying.Time],
    named: list[scopes.Scope],
    known: Names,
    dated: date | None,
) -> list[Claim]:
    """The explicit claims and the implied ones in the order of the text, their leanings renumbered."""
    merged: list[tuple[int, int | None, Claim]] = [
        (draft.start, number, claim) for number, (draft, claim) in enumerate(zip(drafts, claims, strict=True))
    ]
    for one in implied(layout, [(draft.start, draft.scene.mark.end) for draft in drafts]):
        start, end = whole.span(one.start, one.end)
        sentence = layout.sentence(one.start)
        before = first_from(drafts, one.start) - 1
        leans = before >= 0 and drafts[before].start >= sentence[0]
        time = spans.governing_place(layout, said, one.start)
        subject = re.sub("(?:已经?|均|都|进行|得到|完成|实现)+$", "", subjects.bare_start(one.subject))
        subject = subject.removeprefix("实现").removeprefix("做到")
        merged.append(
            (
                one.start,
                None,
                Claim(
                    text=whole.raw[start:end],
                    start=start,
                    end=end,
                    quantity=None,
                    modality=Modality.UNIVERSAL if one.kind == "universal" else Modality.ACTUAL,
                    subject=subject,
                    units=scopes.units_for(layout, named, one.start, known),
                    span=spans.span(time, Modality.ACTUAL, dated),
                    of=before if leans and one.kind == "universal" else None,
                    implied=one.kind,
                    sentence=whole.span(*sentence),
                    clause=whole.span(*layout.clause(one.start)),
                ),
            )
        )
    merged.sort(key=lambda entry: entry[0])
    merged = [entry for entry in merged if entry[1] is None or not drafts[entry[1]].dropped]
    place_of = {number: place for place, (_start, number, _claim) in enumerate(merged) if number is not None}
    return [leaning.renumbered(claim, place_of) for _start, _number, claim in merged]
