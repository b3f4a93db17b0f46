"""The sentences that give the reason of a verdict, in the reader's language."""

from fractions import Fraction

from django.utils.translation import gettext as _

from taizhang.figures.indicator import Indicator, Scope, published
from taizhang.figures.spoken import Daily, spoken
from taizhang.foundation.periods import Period, month, year
from taizhang.proofreading.candidates import Candidate, Linked, Sense, Why
from taizhang.proofreading.claim import Claim
from taizhang.proofreading.evaluating import Answer, NamedRow
from taizhang.proofreading.frequency import DaysKept
from taizhang.proofreading.judging import Judgement, shown
from taizhang.proofreading.periods_of import PeriodRule
from taizhang.proofreading.scopes import ScopeRead


def title(candidate: Candidate, thing: str = "") -> str:
    """How the figure is called in the sense in which it was asked."""
    indicator = published().get(candidate.key)
    names = {"figure": str(indicator.title), "thing": thing}
    if candidate.less:
        names["less"] = str(published().get(candidate.less).title)
        return _("%(figure)s（不含%(less)s）") % names
    if candidate.sense == Sense.TARGET:
        return str(published().get(f"{candidate.key}.target").title)
    if candidate.sense == Sense.GROWTH:
        return _("%(figure)s同比") % names
    if candidate.sense == Sense.COMPLETION:
        return _("%(figure)s的目标完成率") % names
    if candidate.sense == Sense.ATTRIBUTE and thing:
        return _("%(thing)s的%(figure)s") % names
    return names["figure"]


def days(period: Period) -> str:
    """A period as people say it: a whole year, a whole month, else from day to day."""
    if period == year(period.start.year):
        return _("%(year)s年") % {"year": period.start.year}
    if period == month(period.start.year, period.start.month):
        return _("%(year)s年%(month)s月") % {"year": period.start.year, "month": period.start.month}
    if period.start == period.end:
        return period.end.isoformat()
    return _("%(start)s至%(end)s") % {"start": period.start.isoformat(), "end": period.end.isoformat()}


def place(candidate: Candidate, scope: Scope) -> str:
    """Period and unit of a scope, as they stand behind the figure's name."""
    at_an_end = spoken(candidate.key).state or candidate.sense == Sense.ATTRIBUTE
    if candidate.sense == Sense.TARGET:
        when = _("%(year)s年") % {"year": scope.period.end.year}
    elif at_an_end:
        when = _("截至%(day)s") % {"day": scope.until.isoformat()}
    else:
        when = days(Period(scope.period.start, scope.until))
    return f"{when}（{scope.unit}）" if scope.unit else when


def read_as(candidate: Candidate, read: ScopeRead) -> str:
    """Which admissible reading it is, for the editor to see what matched."""
    rules = {
        PeriodRule.AS_SAID: _("文中所说的时段"),
        PeriodRule.YEAR_SO_FAR: _("今年以来"),
        PeriodRule.SINCE_COVERAGE: _("台账覆盖以来"),
        PeriodRule.MONTH_SO_FAR: _("本月以来"),
    }
    parts = [rules[read.rule], str(read.scope.unit) if read.scope.unit else _("全区")]
    if candidate.less:
        parts.append(_("不含%(less)s") % {"less": published().get(candidate.less).title})
    return "；".join(parts)


def found(answer: Answer) -> str:
    """The value with its unit, or a dash."""
    return "—" if answer.value is None else shown(Fraction(answer.value), answer.unit_of_measure)


def reason(judgement: Judgement, candidate: Candidate, scope: Scope, thing: str = "") -> str:
    """The sentence of a judgement."""
    names = {"figure": title(candidate, thing), "scope": place(candidate, scope)}
    return _(judgement.template) % {**judgement.values, **names}


def uncovered(candidate: Candidate, scope: Scope, answer: Answer, thing: str = "") -> str:
    """Why nothing can be said of a figure whose ledger declares no coverage, with what it holds beside."""
    return _("台账没有声明覆盖“%(figure)s”%(scope)s，不能下结论；现有记录是%(found)s。") % {
        "figure": title(candidate, thing),
        "scope": place(candidate, scope),
        "found": found(answer),
    }


def no_such_thing(claim: Claim, indicator: Indicator) -> str:
    """Why nothing can be said of a thing that no row is called."""
    return _("台账里没有叫“%(thing)s”的记录，无法核对它的%(figure)s。") % {
        "thing": claim.entity,
        "figure": indicator.title,
    }


def unlinked(claim: Claim, linked: Linked) -> str:
    """Why a claim was held against no figure."""
    said = {
        "claimed": "".join(claim.text.split()),
        "subject": "".join(claim.subject.split()),
        "words": " ".join(linked.phrase.words) if linked.phrase else "",
    }
    if linked.why == Why.ELSEWHERE:
        return _("“%(claimed)s”说的不是本区的数，台账里没有。") % said
    if linked.why == Why.RESTATED:
        return _("“%(claimed)s”是变化之前的数，不与台账核对。") % said
    if linked.why == Why.NOT_COUNTED:
        return _("“%(claimed)s”是比重、增量或属性，台账不直接数它。") % said
    if linked.why == Why.BY_PHRASE:
        return _("用语“%(words)s”写明不与台账核对。") % said
    if claim.implied:
        return _("“%(claimed)s”没有可以对照的数字，请编辑自己核实。") % said
    if said["subject"]:
        return _("目录里没有数“%(subject)s”的数字，无法核对“%(claimed)s”。") % said
    return _("看不出“%(claimed)s”数的是什么，无法核对。") % said


def unknown_unit(claim: Claim, names: str) -> str:
    """Why a claim about a unit that the ledgers cannot tell apart is left."""
    return _("“%(claimed)s”说的是%(units)s的数，台账分不出这一范围。") % {
        "claimed": "".join(claim.text.split()),
        "units": names,
    }


def ahead(claim: Claim) -> str:
    """Why a claim about days to come is left."""
    return _("“%(claimed)s”说的时段还没有到。") % {"claimed": "".join(claim.text.split())}


def mistaken_for(candidate: Candidate, answer: Answer) -> str:
    """What the number would be right for."""
    return _("这个数与“%(figure)s”的%(found)s相符，请看口径是不是用错了。") % {
        "figure": published().get(candidate.key).title,
        "found": found(answer),
    }


def little_missing(rows: tuple[NamedRow, ...]) -> str:
    """The rows that are not counted and come next, by name."""
    return _("没有计入而最接近的：%(rows)s。") % {
        "rows": "、".join(f"{row.name}（{row.shown}）" for row in rows)
    }


def listed(claim: Claim) -> str:
    """What is said of a list that announces its number."""
    said = {"claimed": "".join(claim.text.split()), "listed": claim.listed}
    if claim.listed is None:
        return _("文中没有逐条列出“%(claimed)s”，数不出来。") % said
    if claim.quantity is not None and claim.quantity.value == claim.listed:
        return _("写“%(claimed)s”，文中列出%(listed)s项，相符。") % said
    if claim.open_list:
        return _("写“%(claimed)s”，列出%(listed)s项后有“等”字，没有列全。") % said
    return _("写“%(claimed)s”，文中列出的是%(listed)s项。") % said


_MOST_DAYS = 8  # days named one by one


def every_day(claim: Claim, done: Daily, kept: DaysKept) -> str:
    """On how many of how many days it was done, and which days are missing."""
    said = {
        "title": done.title,
        "claimed": "".join(claim.text.split()),
        "start": kept.start.isoformat(),
        "end": kept.end.isoformat(),
        "days": kept.days,
        "held": kept.days - len(kept.missing),
        "missing": "、".join(day.isoformat() for day in kept.missing[:_MOST_DAYS]),
        "number": len(kept.missing),
    }
    if not kept.missing:
        return _("“%(title)s”%(start)s至%(end)s共%(days)s天，天天都有，“%(claimed)s”成立。") % said
    if len(kept.missing) > _MOST_DAYS:
        return (
            _(
                "“%(title)s”%(start)s至%(end)s共%(days)s天，只有%(held)s天有；缺%(missing)s等%(number)s天，请核对“%(claimed)s”。"
            )
            % said
        )
    return (
        _("“%(title)s”%(start)s至%(end)s共%(days)s天，只有%(held)s天有；缺%(missing)s，请核对“%(claimed)s”。")
        % said
    )


def not_covered(done: Daily) -> str:
    """Why nothing can be said of what is done every day where its ledger declares no coverage."""
    return _("台账没有声明覆盖“%(title)s”的这一时段，不能下结论。") % {"title": done.title}


def not_begun(done: Daily) -> str:
    """Why nothing can be said of what is done every day where no work is recorded."""
    return _("“%(title)s”所记的工作在这一时段还没有记录，不能下结论。") % {"title": done.title}
