"""The demo's construction sites: a spring's campaign of 78 records, 181 problems and 7 orders, played day by day.

Everything happens through the ledger's own acts, in the order of its days, so that every rule had its say: no order is
lifted over an open problem, nothing is closed that was not reported. On 19 June 2020 the last two problems are verified.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import Any

from taizhang.construction import actions
from taizhang.construction.models import ChecklistItem, Problem, Site
from taizhang.construction.states import InspectionMode, RiskLevel, SiteKind, StopGround
from taizhang.demo import construction_words as words
from taizhang.demo.cast import STANDS_ON, Cast
from taizhang.organisation.models import User

BEGINS = date(2020, 4, 7)
NEW_SITES_BY = date(2020, 5, 22)
KINDS = ((SiteKind.CONSTRUCTION, 52), (SiteKind.DEMOLITION, 14), (SiteKind.IDLE_PLOT, 12))
PARCELS_TWICE = 3
COUNTED, DUPLICATES, VOIDED, VERIFIED_LAST = 175, 4, 2, 2
STOPPED_SITES = 6
FRESH_DAYS = {RiskLevel.HIGH: 6, RiskLevel.MEDIUM: 12, RiskLevel.LOW: 25}
DAYS_SUMMED_UP = 74  # every day since the first inspection on 7 April
LAST_FINDING = date(2020, 6, 13)


@dataclass
class Play:
    """What is to happen, day by day; acts of one day happen in the order in which they were planned."""

    cast: Cast
    rng: random.Random
    acts: list[tuple[date, int, Callable[[], Any]]] = field(default_factory=list)

    def on(self, day: date, act: Callable[[], Any]) -> None:
        """Plan an act."""
        self.acts.append((day, len(self.acts), act))

    def run(self) -> None:
        """Let everything happen, and whatever is planned meanwhile."""
        while self.acts:
            self.acts.sort(key=lambda planned: planned[:2])
            self.acts.pop(0)[2]()

    def between(self, first: date, last: date) -> date:
        """A working day from first to last, or first itself where there is none."""
        days = [first + timedelta(n) for n in range((last - first).days + 1)]
        return self.rng.choice([day for day in days if day.weekday() < 5] or [first])


def load(cast: Cast, rng: random.Random) -> None:
    """Play the campaign: 75 家, 6 stopped (7 orders, all lifted), 175 项, all put right by the day the demo stands on."""
    play = Play(cast, rng)
    clerk, inspector = cast.user("site_clerk"), cast.user("inspector")
    sites = _register(play, clerk)
    standing = [site for site in sites if not _gives_way(site, sites)]
    _survey(play, inspector, sites)
    stopped = [
        site for site in standing if site.kind == SiteKind.CONSTRUCTION and site.risk == RiskLevel.HIGH
    ]
    stopped = stopped[:STOPPED_SITES]
    found = sum(_stop(play, site, twice=place == 0) for place, site in enumerate(stopped))
    pressed = [site for site in standing if site not in stopped]
    for number in range(COUNTED - found):
        last = number < VERIFIED_LAST
        _find(
            play,
            pressed[number] if last else rng.choice(pressed),
            last=last,
            twin=2 <= number < 2 + DUPLICATES,
        )
    for _number in range(VOIDED):
        _find_wrongly(play, rng.choice(pressed))
    play.run()
    _last_look(play, inspector, standing)
    for before in reversed(range(DAYS_SUMMED_UP)):
        actions.close_day(by=clerk, day=STANDS_ON - timedelta(before))


def _register(play: Play, clerk: User) -> list[Site]:
    """78 records: three parcels stand twice, first as cleared or idle land, then as what is built there."""
    rng, towns = play.rng, play.cast.towns
    names = {kind: iter(words.site_names(kind, count)) for kind, count in KINDS}
    kinds = [kind for kind, count in KINDS for _ in range(count)]
    earlier = [place for place, kind in enumerate(kinds) if kind == SiteKind.DEMOLITION][:PARCELS_TWICE]
    sites = []
    for place, kind in enumerate(kinds):
        twin = place < PARCELS_TWICE
        parcel_of = earlier[place] if twin else place
        town = towns[parcel_of % len(towns)]
        building = kind != SiteKind.IDLE_PLOT
        sites.append(
            actions.register_site(
                by=clerk,
                name=next(names[kind]),
                kind=kind,
                unit=town,
                parcel=f"410106{parcel_of % len(towns) + 1:03d}001GB{parcel_of + 1:05d}",
                builder=words.company(rng, "置业") if building else "",
                contractor=words.company(rng, "建设") if building else "",
                supervisor=words.company(rng, "监理") if kind == SiteKind.CONSTRUCTION else "",
                permit=f"示例施许{place + 1:03d}" if kind == SiteKind.CONSTRUCTION else "",
                risk=rng.choices((RiskLevel.HIGH, RiskLevel.MEDIUM, RiskLevel.LOW), (3, 5, 2))[0] if building else RiskLevel.LOW,
                lon=words.coordinate(rng, 113.25, 113.32),
                lat=words.coordinate(rng, 34.79, 34.84),
                idle_since=None if building else date(2019, 9, 1) + timedelta(rng.randrange(180)),
                registered_on=date(2020, 5, 11) if twin else BEGINS - timedelta(rng.randrange(1, 60)),
            )
        )  # fmt: skip
    return sites


def _gives_way(site: Site, sites: list[Site]) -> bool:
    """Whether another record of the parcel, registered later, stands in the site's place."""
    return any(
        other.parcel == site.parcel and (other.registered_on or BEGINS) > (site.registered_on or BEGINS)
        for other in sites
        if other.pk != site.pk
    )


def _inspect(play: Play, by: User, site: Site, day: date, mode: str = InspectionMode.FULL) -> None:
    people = play.rng.choice(("检查一组", "检查二组", "检查三组"))
    play.on(day, lambda: actions.record_inspection(by=by, site=site, day=day, mode=mode, inspectors=people))


def _survey(play: Play, inspector: User, sites: list[Site]) -> None:
    """Every record is surveyed once; a parcel's earlier record leaves the register when the later one is surveyed."""
    clerk = play.cast.user("site_clerk")
    for site in sites:
        if _gives_way(site, sites):
            _inspect(play, inspector, site, play.between(BEGINS, date(2020, 4, 24)))
            leaves = date(2020, 5, 11)
            reason = "已拆除并供地，转为建设工程"
            play.on(
                leaves,
                partial(actions.retire_site, by=clerk, site=site, retired_on=leaves, reason=reason),
            )
        else:
            begins = max(BEGINS, (site.registered_on or BEGINS) + timedelta(1))
            first = play.between(begins, min(NEW_SITES_BY, begins + timedelta(24)))
            _inspect(play, inspector, site, first)
            _inspect(
                play,
                inspector,
                site,
                play.between(first + timedelta(7), date(2020, 6, 5)),
                InspectionMode.SPOT,
            )


def _checks(play: Play, site: Site) -> tuple[ChecklistItem, str]:
    """An item that applies to the site, and what was seen."""
    code = play.rng.choice(words.codes_for(site.kind, play.rng))
    return ChecklistItem.objects.get(code=code), play.rng.choice(words.SEEN[code])


def _find(play: Play, site: Site, *, last: bool = False, twin: bool = False) -> None:
    """A problem on its whole way; `last` ones are verified on the last day, a `twin` was sent by two phones."""
    rng = play.rng
    begins = max(BEGINS, (site.registered_on or BEGINS) + timedelta(1))
    found_on = date(2020, 6, 12) if last else play.between(begins + timedelta(1), LAST_FINDING)
    done_by = STANDS_ON if last else STANDS_ON - timedelta(1)
    _problem(play, site, found_on, done_by=done_by, twin=twin, troubled=rng.random() < 0.12, last=last)


def _problem(
    play: Play,
    site: Site,
    found_on: date,
    *,
    done_by: date,
    twin: bool = False,
    troubled: bool = False,
    last: bool = False,
) -> date:
    """Plan one problem from its finding to its closing; returns the day of closing."""
    rng, cast = play.rng, play.cast
    inspector = cast.user("inspector")
    item, seen = _checks(play, site)
    due_on = found_on + timedelta(rng.choice((5, 7, 10)))
    submitted_on = min(found_on + timedelta(rng.randrange(1, 6)), done_by)
    closed_on = min(submitted_on + timedelta(rng.randrange(0, 3)), done_by)
    if last:
        due_on, submitted_on, closed_on = STANDS_ON, STANDS_ON - timedelta(1), STANDS_ON
    troubled = troubled and closed_on + timedelta(4) <= done_by
    if troubled:
        closed_on += timedelta(4)

    def begin() -> None:
        problem = actions.record_problem(
            by=inspector, site=site, focus=item.focus, item=item, description=seen, place=rng.choice(words.PLACES),
            found_on=found_on, due_on=due_on,
        )  # fmt: skip
        actions.notify_problem(by=inspector, problem=problem, day=found_on)
        if twin:
            play.on(found_on, lambda: _send_again(play, problem))
        if troubled and due_on > submitted_on:
            chief = cast.user("section_chief", "区住建局")
            play.on(submitted_on, lambda: actions.extend_problem(
                by=chief, problem=problem, due_on=due_on + timedelta(3), reason=rng.choice(words.DELAYS), day=submitted_on))  # fmt: skip
        play.on(
            submitted_on,
            lambda: actions.submit_problem(by=inspector, problem=problem, submitted_on=submitted_on),
        )
        if troubled:
            play.on(submitted_on, lambda: _reject(play, problem, submitted_on))
        play.on(closed_on, lambda: actions.close_problem(by=inspector, problem=problem, closed_on=closed_on))

    play.on(found_on, begin)
    return closed_on


def _send_again(play: Play, problem: Problem) -> None:
    """A second phone sends what the first one sent; the campaign merges the two next day."""
    clerk = play.cast.user("site_clerk")
    twin = actions.record_problem(
        by=clerk, site=problem.site, focus=problem.focus, item=problem.item, description=f"{problem.description}（群众反映）",
        found_on=problem.found_on, due_on=problem.due_on,
    )  # fmt: skip
    day = problem.found_on + timedelta(1)
    play.on(day, lambda: actions.merge_problems(by=clerk, keep=problem, duplicates=[twin], day=day))


def _reject(play: Play, problem: Problem, day: date) -> None:
    """The inspector sees that it is not put right; it is passed on once more and reported again."""
    inspector = play.cast.user("inspector")
    actions.reject_problem(by=inspector, problem=problem, day=day, reason=play.rng.choice(words.STILL))
    actions.notify_problem(by=inspector, problem=problem, day=day)
    again = day + timedelta(2)
    play.on(again, lambda: actions.submit_problem(by=inspector, problem=problem, submitted_on=again))


def _find_wrongly(play: Play, site: Site) -> None:
    """A problem that is voided: it was not the site's."""
    inspector, clerk = play.cast.user("inspector"), play.cast.user("site_clerk")
    begins = max(BEGINS, (site.registered_on or BEGINS) + timedelta(1))
    found_on = play.between(begins + timedelta(1), date(2020, 6, 5))
    item, seen = _checks(play, site)

    def begin() -> None:
        problem = actions.record_problem(
            by=inspector, site=site, focus=item.focus, item=item, description=seen, found_on=found_on,
            due_on=found_on + timedelta(5),
        )  # fmt: skip
        day = found_on + timedelta(1)
        play.on(
            day,
            lambda: actions.void_problem(
                by=clerk, problem=problem, voided_on=day, reason="经核对不在本工地红线内"
            ),
        )

    play.on(found_on, begin)


def _stop(play: Play, site: Site, *, twice: bool) -> int:
    """One or two orders at a site, each with the problem behind it; returns how many problems that makes."""
    starts = (
        [date(2020, 4, 27), date(2020, 5, 26)]
        if twice
        else [play.between(date(2020, 4, 27), date(2020, 6, 2))]
    )
    for found_on in starts:
        served_on = found_on + timedelta(2)
        closed_on = _problem(play, site, found_on, done_by=found_on + timedelta(9))
        asked_on = max(closed_on, served_on) + timedelta(1)
        _order(play, site, served_on, asked_on)
    return len(starts)


def _order(play: Play, site: Site, served_on: date, asked_on: date) -> None:
    clerk, inspector = play.cast.user("site_clerk"), play.cast.user("inspector")
    head = play.cast.user("bureau_head", "区住建局")
    lifted_on = asked_on + timedelta(1)
    ground, text = play.rng.choice(words.GROUNDS)

    def begin() -> None:
        order = actions.draft_order(
            by=clerk, site=site, ground=StopGround(ground), ground_text=text, drafted_on=served_on
        )
        actions.approve_order(by=head, order=order, day=served_on)
        actions.serve_order(by=inspector, order=order, served_on=served_on)
        play.on(asked_on, lambda: actions.request_resume(by=clerk, order=order, resume_requested_on=asked_on))
        _inspect(play, inspector, site, lifted_on)
        play.on(lifted_on, lambda: actions.lift_order(by=inspector, order=order, lifted_on=lifted_on))

    play.on(served_on, begin)


def _last_look(play: Play, inspector: User, standing: list[Site]) -> None:
    """A full inspection of every standing site, recent enough for its risk on the day the demo stands on."""
    for site in standing:
        earliest = STANDS_ON - timedelta(FRESH_DAYS[RiskLevel(site.risk)])
        _inspect(play, inspector, site, play.between(earliest, STANDS_ON - timedelta(1)))
    play.run()
