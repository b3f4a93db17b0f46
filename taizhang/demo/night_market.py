"""The demo's night market: a spring of shifts, shops along ten roads, and the measures that their breaches met.

Everything happens through the ledger's own acts, in the order of its nights. As of 19 June 2020 the year has 124 人次,
66 次 of patrols, 54 家 warned by 57 warnings; two more warnings were voided on review.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from itertools import cycle, product
from typing import Any

from taizhang.demo.cast import STANDS_ON, Cast
from taizhang.foundation.clock import SHANGHAI
from taizhang.foundation.quantities import is_credit_code
from taizhang.night_market.actions import breaches, measures, merchants, patrols, permits, segments
from taizhang.night_market.models import Merchant, Officer, Patrol, RoadSegment
from taizhang.night_market.states import BreachCategory
from taizhang.organisation.models import User

FIRST_NIGHT = date(2020, 4, 10)
APPROVED_UNTIL = date(2020, 12, 31)
SHOPS, WITHOUT_PLEDGES, PERMITS = 150, 12, 62
WARNED, TWICE_WARNED, ONLY_EDUCATED, VOIDED, PENALISED = 54, 3, 22, 2, 3
SHIFT, TEAMS = "夜间班", ("一组", "二组", "三组")

# name, town, road class, footway, distance to the nearest no-go area, key area, approved until
ROADS: tuple[tuple[str, str, int, int, int | None, bool, date], ...] = (
    ("示例·中心路夜市段", "中心路街道", 3, 3600, None, True, APPROVED_UNTIL),
    ("示例·文化步行街", "中心路街道", 3, 4200, None, True, APPROVED_UNTIL),
    ("示例·济源路美食街", "济源路街道", 3, 3600, 1400, True, APPROVED_UNTIL),
    ("示例·新安路小吃街", "新安路街道", 3, 3300, None, True, APPROVED_UNTIL),
    ("示例·广场南路", "新安路街道", 2, 3200, None, True, APPROVED_UNTIL),
    ("示例·工业路烧烤街", "工业路街道", 3, 3600, 2000, True, APPROVED_UNTIL),
    ("示例·矿山夜市", "矿山街道", 2, 3500, None, True, APPROVED_UNTIL),
    ("示例·峡窝老街", "峡窝镇", 3, 3000, None, True, APPROVED_UNTIL),
    ("示例·峡窝新街", "峡窝镇", 2, 3200, None, True, date(2020, 5, 31)),
    ("示例·迎宾大道", "工业路街道", 1, 5000, None, False, APPROVED_UNTIL),
)
UNPLANNED_ROAD = "示例·通航路北段"
PLACES = (
    "老街",
    "金屏",
    "五云",
    "太溪",
    "南屏",
    "西关",
    "东岭",
    "通航",
    "铝城",
    "汜水",
    "槐荫",
    "柳园",
    "古柏",
    "清湖",
)
FOODS = (
    "烧烤",
    "烩面馆",
    "胡辣汤",
    "小龙虾",
    "米线",
    "冷饮",
    "炸串",
    "羊肉汤",
    "凉皮",
    "砂锅",
    "卤味",
    "鲜饮",
)
USUAL = (
    BreachCategory.HYGIENE,
    BreachCategory.NOISE,
    BreachCategory.FUMES,
    BreachCategory.ENCROACHMENT,
    BreachCategory.OVERTIME,
)
_NOTES = {
    BreachCategory.HYGIENE: "收摊后地面有油污、纸屑",
    BreachCategory.NOISE: "音响外放，居民反映",
    BreachCategory.FUMES: "油烟净化器未开",
    BreachCategory.ENCROACHMENT: "桌椅摆到盲道上",
    BreachCategory.OVERTIME: "过了经营时段仍在外摆",
}


@dataclass
class Season:
    """Who acts, the rows made so far, and what is to happen, night by night."""

    rng: random.Random
    clerk: User
    officer: User
    reviewer: User
    crew: list[Officer] = field(default_factory=list)
    auxiliaries: list[Officer] = field(default_factory=list)
    visits: dict[int, list[Patrol]] = field(default_factory=lambda: defaultdict(list))
    plan: list[tuple[datetime, int, Callable[[], Any]]] = field(default_factory=list)

    def at(self, moment: datetime, act: Callable[[], Any]) -> None:
        """Plan an act; those of one moment keep their order."""
        self.plan.append((moment, len(self.plan), act))

    def play(self) -> None:
        """Let everything happen in order."""
        for _moment, _place, act in sorted(self.plan, key=lambda planned: planned[:2]):
            act()


def load(cast: Cast, rng: random.Random) -> None:
    """Roads, shops with pledges, permits, a season of patrols, and the breaches met on them."""
    season = Season(
        rng, cast.user("night_market_clerk"), cast.user("officer"), cast.user("section_chief", "城管局")
    )
    roads = [
        segments.register_segment(
            by=season.clerk, name=name, unit=cast.unit(town), code=f"YS-{number:02d}", road_class=road_class,
            footway_width=footway, no_go_distance=no_go, key_area=key, opens=time(18), closes=time(23, 30),
            approval_document=f"示例·夜市批复〔2020〕{number}号", approval_valid_until=until,
        )
        for number, (name, town, road_class, footway, no_go, key, until) in enumerate(ROADS, start=1)
    ]  # fmt: skip
    _staff(season)
    shops = _shops(season, roads)
    _season(season, roads)
    _permits(season, shops)
    _breaches(season, shops)
    season.play()


def _staff(season: Season) -> None:
    """Eight certified officers, the first with an account, and four auxiliaries."""
    for number in range(1, 9):
        user = season.officer if number == 1 else None
        season.crew.append(
            patrols.register_officer(
                by=season.clerk, name=f"示例执法员{number}", certificate=f"SJCG{number:04d}",
                certificate_until=date(2023, 12, 31), user=user,
            )
        )  # fmt: skip
    for number in range(1, 5):
        officer = patrols.register_officer(by=season.clerk, name=f"示例协管员{number}", auxiliary=True)
        season.auxiliaries.append(officer)


def _code(number: int) -> str:
    """A well-formed code that no register gives out."""
    body = f"92410106MADEM0{number:03d}"
    return next(body + last for last in "0123456789ABCDEFGHJKLMNPQRTUWXY" if is_credit_code(body + last))


def _shops(season: Season, roads: list[RoadSegment]) -> list[Merchant]:
    """The shops by import, as the office has them in Excel; a few without pledges one by one; in the order of names."""
    rng = season.rng
    names = [f"示例·{place}{food}" for place, food in product(PLACES, FOODS)]
    rng.shuffle(names)
    along = cycle([road.name for road in roads[:9]])
    records = []
    for number, name in enumerate(names[: SHOPS - WITHOUT_PLEDGES], start=1):
        road = UNPLANNED_ROAD if number % 46 == 0 else next(along)
        signed = (
            date(2020, 1, 2) if number <= TWICE_WARNED else date(2020, 4, 1) + timedelta(rng.randrange(14))
        )
        quiet = None if number % 23 == 0 else signed + timedelta(rng.randrange(3))
        records.append(
            merchants.MerchantRecord(
                number + 1, name, _code(number) if number % 5 else "", f"示例店主{number:03d}",
                f"{road}{2 * number}号", road, Decimal(rng.choice((25, 36, 42, 58, 64, 80, 96, 120))),
                rng.choice((4200, 5400, 6000, 8000, 9000)), signed, quiet,
            )
        )  # fmt: skip
    old = records[-2]  # the same keeper in the same shop under a new name: one merchant
    records[-1] = records[-1]._replace(
        name=f"{old.name}（新店）",
        person=old.person,
        address=old.address,
        segment=old.segment,
        credit_code="",
    )
    merchants.import_merchants(records=records, by=season.clerk, source="demo")
    for number, name in enumerate(names[SHOPS - WITHOUT_PLEDGES : SHOPS], start=SHOPS - WITHOUT_PLEDGES + 1):
        road_row = roads[number % 9]
        merchants.register_merchant(
            by=season.clerk, name=name, person=f"示例店主{number:03d}", address=f"{road_row}{2 * number}号",
            segment=road_row, area=Decimal(48), frontage=None if number % 4 == 0 else 6000,
            registered_on=date(2020, 5, 6) + timedelta(number % 9),
        )  # fmt: skip
    return list(Merchant.objects.canonical().select_related("segment").order_by("id"))


def _nights() -> Iterator[date]:
    """Friday and Saturday nights of the season, up to the day on which the demo stands: 21 of them."""
    day = FIRST_NIGHT
    while day <= STANDS_ON:
        if day.weekday() in (4, 5):
            yield day
        day += timedelta(1)


def _moment(day: date, hour: int, minute: int) -> datetime:
    """A moment of a night; hours from 24 on are of the next day."""
    return datetime.combine(day, time(), tzinfo=SHANGHAI) + timedelta(hours=hour, minutes=minute)


def _season(season: Season, roads: list[RoadSegment]) -> None:
    """Every night three teams of two officers and an auxiliary; twice a team has only one officer."""
    rng, planned, quiet_road = season.rng, cycle(roads[:9]), roads[9]
    for number, night in enumerate(_nights()):
        crew = rng.sample(season.crew, 6)
        for place, team in enumerate(TEAMS):
            officers = crew[2 * place : 2 * place + (1 if place == 2 and number in (4, 11) else 2)]
            helper = season.auxiliaries[(number + place) % 4]
            late = place == 1 and number % 3 == 1 and night != STANDS_ON
            start = _moment(night, 23 if late else 19 + place, 40 if late else rng.randrange(0, 30))
            minutes = rng.randrange(28, 75)
            _patrol(season, night, team, next(planned), start, minutes, officers, helper)
            after = start + timedelta(minutes=minutes + 10)
            if (number, place) in {(3, 0), (9, 1), (15, 2)}:
                _patrol(season, night, team, next(planned), after, 35, officers, helper)
            if (number, place) in {(6, 0), (13, 2)}:
                _patrol(season, night, team, roads[place], after, 6, officers, helper)
        if number == 10:
            _patrol(
                season,
                night,
                TEAMS[0],
                quiet_road,
                _moment(night, 21, 50),
                20,
                crew[:2],
                season.auxiliaries[0],
            )
    wrong = _patrol(
        season,
        date(2020, 5, 22),
        "四组",
        roads[0],
        _moment(date(2020, 5, 22), 20, 0),
        30,
        season.crew[:1],
        None,
    )
    season.visits[roads[0].pk].remove(wrong)
    patrols.void_patrol(patrol=wrong, reason="与一组的记录重复登记", by=season.clerk)


def _patrol(
    season: Season, night: date, team: str, road: RoadSegment, start: datetime, minutes: int, officers: list[Officer],
    helper: Officer | None,
) -> Patrol:  # fmt: skip
    row = patrols.record_patrol(
        by=season.officer, shift_on=night, shift=SHIFT, team=team, segment=road, started_at=start,
        ended_at=start + timedelta(minutes=minutes), officers=officers, auxiliaries=[helper] if helper else [],
    )  # fmt: skip
    if minutes >= 10:
        season.visits[road.pk].append(row)
    return row


def _permits(season: Season, shops: list[Merchant]) -> None:
    """Permits of shops that signed both and may stand outside, in every state that a clerk meets."""
    made = 0
    for number, shop in enumerate(shops):
        signed = permits.pledges_of(shop)
        road = shop.segment
        if (
            made == PERMITS
            or len(signed) < 2
            or not road.approval_document
            or road.approval_valid_until != APPROVED_UNTIL
        ):
            continue
        try:
            day = max(signed.values()) + timedelta(2)
            permit = permits.apply_for_permit(
                merchant=shop, valid_until=APPROVED_UNTIL, applied_on=day, by=season.clerk
            )
        except permits.Refused:
            continue  # nothing fits in front of this shop
        made += 1
        if made > PERMITS - 4:
            continue
        permits.verify_permit(permit=permit, by=season.officer, on=day + timedelta(2))
        if made > PERMITS - 7:
            continue
        permits.activate_permit(permit=permit, by=season.clerk, on=day + timedelta(3))
        if number % 17 == 16:
            on = date(2020, 6, 8)
            season.at(_moment(on, 9, 0), partial(_suspend, season, permit, on))


def _suspend(season: Season, permit: Any, on: date) -> None:
    permit.refresh_from_db()
    if permit.state == "active":
        permits.suspend_permit(permit=permit, reason="路段管网施工，暂停外摆", by=season.clerk, on=on)


def _breaches(season: Season, shops: list[Merchant]) -> None:
    """Education first, then a warning; some of the warned go on, and two are right to object."""
    met = [shop for shop in shops if len(season.visits[shop.segment_id]) >= 4]
    twice, rest = met[:TWICE_WARNED], met[TWICE_WARNED:]
    season.rng.shuffle(rest)
    for shop in twice:
        _meet(season, shop, None, _moment(date(2020, 1, 3), 20, 30))
        _meet(season, shop, None, _moment(date(2020, 1, 10), 21, 15))
    warned = twice + rest[: WARNED - TWICE_WARNED]
    for shop in warned:
        first, second = _two_visits(season, shop)
        _meet(season, shop, first)
        _meet(season, shop, second)
    for shop in [s for s in warned[TWICE_WARNED:] if _after_second(season, s)][:PENALISED]:
        _meet(season, shop, _after_second(season, shop))
    others = iter(rest[WARNED - TWICE_WARNED :])
    for _number in range(VOIDED):
        shop = next(others)
        first, second = _two_visits(season, shop)
        _meet(season, shop, first)
        _meet(season, shop, second, objected=True)
    for number in range(ONLY_EDUCATED):
        shop = next(others)
        _meet(
            season, shop, season.rng.choice(season.visits[shop.segment_id]), objected=number == 0, heard=False
        )
    last = next(shop for shop in others if season.visits[shop.segment_id][-1].shift_on > date(2020, 6, 5))
    _meet(season, last, season.visits[last.segment_id][-1], served=False)


def _two_visits(season: Season, shop: Merchant) -> tuple[Patrol, Patrol]:
    """Two visits of the shop's road on different nights, the later ones of many left for a third."""
    visits = season.visits[shop.segment_id]
    place = shop.pk % (len(visits) - 2)
    first = visits[place]
    return first, next(visit for visit in visits[place + 1 :] if visit.shift_on > first.shift_on)


def _after_second(season: Season, shop: Merchant) -> Patrol | None:
    second = _two_visits(season, shop)[1]
    return next((v for v in season.visits[shop.segment_id] if v.shift_on > second.shift_on), None)


def _meet(
    season: Season, shop: Merchant, visit: Patrol | None, moment: datetime | None = None, *, served: bool = True,
    objected: bool = False, heard: bool = True,
) -> None:  # fmt: skip
    """Plan a breach met on a visit (or reported by a neighbour), its serving the same night, and perhaps its review."""
    category = season.rng.choice(USUAL)
    if visit is not None:
        moment = visit.started_at + timedelta(minutes=season.rng.randrange(2, 25))
    assert moment is not None
    crew = list(Officer.objects.filter(check_ins__patrol=visit, auxiliary=False)) if visit else []
    crew += [officer for officer in season.crew if officer not in crew]

    def act() -> None:
        note = _NOTES[category] if visit else "居民来电反映，现场属实"
        row = breaches.record_breach(
            by=season.officer, merchant=shop, category=category, happened_at=moment, note=note, patrol=visit
        )
        if not served or row.measure is None:
            return
        if row.measure.state == "proposed":
            measures.serve_measure(
                measure=row.measure,
                officers=crew[:2],
                served_on=moment.date(),
                how="当面送达",
                by=season.officer,
            )
        if objected:
            on = min(row.business_on + timedelta(6), date(2020, 6, 17))
            season_review(row.measure, on)

    def season_review(measure: Any, on: date) -> None:
        measures.contest_measure(
            measure=measure, reason="商户称当晚音响已关，提交视频", by=season.clerk, on=on
        )
        if heard:
            measures.void_measure(
                measure=measure,
                reason="视频与巡查记录不符，证据不足",
                by=season.reviewer,
                on=on + timedelta(1),
            )

    season.at(moment, act)
