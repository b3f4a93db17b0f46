"""What is entered about projects and their money, whatever the way in, and what is wrong with it, field by field."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.foundation.quantities import normalise_name, show_plain, show_yi
from taizhang.investment.counting import voucher_key
from taizhang.investment.models import MONEY_PLACES, MOST_WAN, RuleSet, batch_of
from taizhang.investment.states import ExclusionReason, FundKind, ProjectState

Fault = tuple[str, str]
"""(field, sentence that says what is wrong and what to do)."""

_CENT = Decimal(1).scaleb(-MONEY_PLACES)
STAGE_DATES = ("signed_on", "landed_on", "started_on", "in_use_on")
TITLES: dict[str, Any] = {
    "name": gettext_lazy("项目名称"),
    "investor": gettext_lazy("投资方"),
    "investor_place": gettext_lazy("投资方所在地"),
    "chain": gettext_lazy("产业链"),
    "node": gettext_lazy("环节"),
    "exclusion_reason": gettext_lazy("不予认定原因"),
    "note": gettext_lazy("备注"),
    "registered_on": gettext_lazy("登记日期"),
    "signed_on": gettext_lazy("签约日期"),
    "landed_on": gettext_lazy("落地日期"),
    "started_on": gettext_lazy("开工日期"),
    "in_use_on": gettext_lazy("投产日期"),
    "effective_on": gettext_lazy("生效日期"),
    "voucher_on": gettext_lazy("凭证日期"),
    "voucher_no": gettext_lazy("凭证号"),
    "payer": gettext_lazy("付款人"),
    "payer_place": gettext_lazy("付款人所在地"),
    "basis": gettext_lazy("依据"),
}
LENGTHS = {
    "name": 120, "investor": 120, "investor_place": 60, "chain": 40, "node": 40, "exclusion_reason": 200, "note": 500,
    "voucher_no": 60, "payer": 120, "payer_place": 60, "basis": 120,
}  # fmt: skip
_EXCLUSION_WORDS = {
    ExclusionReason.FISCAL: "财政",
    ExclusionReason.REAL_ESTATE: "房地产",
    ExclusionReason.RELOCATION: "迁建",
}


class Share(NamedTuple):
    """A partner unit's part in a project; `percent` None where none was agreed."""

    unit_id: int
    percent: Decimal | None


def exclusion_code(reason: str) -> str:
    """The coded case that a written reason speaks of; 其他 where it names none."""
    for code, word in _EXCLUSION_WORDS.items():
        if word in reason:
            return code
    return ExclusionReason.OTHER


def future_fault(field: str, day: date | None, today: date) -> Iterator[Fault]:
    """A date after today is a slip of the pen."""
    if day is not None and day > today:
        yield (
            field,
            _("%(title)s %(day)s 在今天之后，请核对。") % {"title": TITLES[field], "day": day.isoformat()},
        )


def length_faults(entry: Any, *fields: str) -> Iterator[Fault]:
    """Texts that the ledger has no room for."""
    for field in fields:
        if len(getattr(entry, field)) > LENGTHS[field]:
            yield (
                field,
                _("%(title)s太长，最多 %(most)s 个字。") % {"title": TITLES[field], "most": LENGTHS[field]},
            )


def money_faults(field: str, amount: Decimal | None, *, positive: bool = False) -> Iterator[Fault]:
    """An amount in 万元 that is negative, finer than a 分 or larger than the ledger holds."""
    if amount is None or (0 < amount < MOST_WAN and not amount % _CENT):
        return
    exponent = amount.as_tuple().exponent
    if amount < 0:
        yield field, _("不能是负数。")
    elif positive and not amount:
        yield field, _("应大于 0。")
    elif amount >= MOST_WAN:
        yield field, _("金额过大，请核对单位是亿元还是万元。")
    elif isinstance(exponent, int) and -exponent > MONEY_PLACES and amount != round(amount, MONEY_PLACES):
        yield field, _("金额比一分钱还细，请核对。")


def outside_fault(total: Decimal, outside: Decimal | None) -> Iterator[Fault]:
    """The contracted out-of-district part is a part of the total."""
    if outside is not None and outside > total:
        yield (
            "outside",
            _("合同区外资金 %(part)s 亿元大于总投资 %(whole)s 亿元，请核对。")
            % {
                "part": show_yi(outside),
                "whole": show_yi(total),
            },
        )


@dataclass(frozen=True, slots=True)
class ProjectEntry:
    """A project as entered; money in 万元. `state` empty is worked out from the dates; `row` is its row in a sheet.

    `registered_on`, the day since when it is talked about, is today for a project entered under negotiation without one.
    """

    name: str
    investor: str
    unit_id: int
    total: Decimal
    outside: Decimal | None = None
    credit_code: str = ""
    investor_place: str = ""
    chain: str = ""
    node: str = ""
    link_kind: str = ""
    partners: tuple[Share, ...] = ()
    signed_on: date | None = None
    landed_on: date | None = None
    started_on: date | None = None
    in_use_on: date | None = None
    planned_start_on: date | None = None
    registered_on: date | None = None
    referred_by_id: int | None = None
    state: str = ""
    exclusion_reason: str = ""
    note: str = ""
    row: int = 0

    @property
    def key(self) -> str:
        """What makes two names one and the same."""
        return normalise_name(self.name)

    @property
    def batch(self) -> ProjectState:
        """The batch by the dates."""
        return batch_of(self.signed_on, self.landed_on, self.started_on, self.in_use_on)

    @property
    def settled_state(self) -> str:
        """The state that the entry means: a written reason of 不予认定 decides, else the stated one, else the dates."""
        if self.exclusion_reason:
            return ProjectState.NOT_RECOGNISED
        return self.state or self.batch

    @property
    def latest_day(self) -> date | None:
        """The last recognised date."""
        return self.in_use_on or self.started_on or self.landed_on or self.signed_on

    def faults(self, today: date) -> Iterator[Fault]:
        """Everything wrong that can be seen without the ledger."""
        yield from length_faults(
            self, "name", "investor", "investor_place", "chain", "node", "exclusion_reason", "note"
        )
        yield from money_faults("total", self.total, positive=True)
        yield from money_faults("outside", self.outside)
        yield from outside_fault(self.total, self.outside)
        yield from future_fault("registered_on", self.registered_on, today)
        if self.partners:
            yield from self._partner_faults()
        if self.signed_on or self.landed_on or self.started_on or self.in_use_on:
            yield from self._date_faults(today)
        yield from self._state_faults()

    def _partner_faults(self) -> Iterator[Fault]:
        units = [share.unit_id for share in self.partners]
        if self.unit_id in units:
            yield "partners", _("牵头单位又写在协作单位里。牵头单位的比例是其余部分，不用写。")
        elif len(set(units)) < len(units):
            yield "partners", _("同一个协作单位写了两次。")
        percents = [share.percent for share in self.partners if share.percent is not None]
        if sum(percents, Decimal(0)) > 100:
            yield "partners", _("协作单位的比例合计超过 100%。")

    def _date_faults(self, today: date) -> Iterator[Fault]:
        earlier = ""
        for field in STAGE_DATES:
            day = getattr(self, field)
            if day is None:
                continue
            yield from future_fault(field, day, today)
            if earlier and day < getattr(self, earlier):
                yield (
                    field,
                    _("%(later)s %(day)s 早于%(earlier)s %(before)s，请核对。")
                    % {
                        "later": TITLES[field],
                        "day": day.isoformat(),
                        "earlier": TITLES[earlier],
                        "before": getattr(self, earlier).isoformat(),
                    },
                )
            if field != "signed_on" and self.signed_on is None:
                yield field, _("填了%(title)s，却没有签约日期。请补上签约日期。") % {"title": TITLES[field]}
            earlier = field

    def _state_faults(self) -> Iterator[Fault]:
        if not self.state or self.exclusion_reason:
            return
        if self.state == ProjectState.NOT_RECOGNISED:
            yield "exclusion_reason", _("状态是不予认定，请写明不予认定原因。")
        elif self.state in (ProjectState.PAUSED, ProjectState.TERMINATED, ProjectState.LOST):
            if self.in_use_on:
                yield "state", _("有投产日期的项目不能是“%s”。") % ProjectState(self.state).label
        elif self.state != self.batch:
            yield (
                "state",
                _("按所填日期，状态应是“%(right)s”，表里是“%(given)s”。请改状态或补日期。")
                % {
                    "right": self.batch.label,
                    "given": ProjectState(self.state).label,
                },
            )


@dataclass(frozen=True, slots=True)
class RevisionEntry:
    """A revision of a project's amount as entered; money in 万元; `outside` None leaves the contracted part as it was."""

    project_id: int
    unit_id: int
    effective_on: date
    total: Decimal
    outside: Decimal | None
    basis: str
    row: int = 0

    def faults(self, today: date, signed_on: date | None) -> Iterator[Fault]:
        """Everything wrong that can be seen from the entry and the project's signing date."""
        yield from length_faults(self, "basis")
        yield from money_faults("total", self.total, positive=True)
        yield from money_faults("outside", self.outside)
        yield from outside_fault(self.total, self.outside)
        yield from future_fault("effective_on", self.effective_on, today)
        if signed_on is None:
            yield "project", _("这个项目还没有认定签约，投资额请在项目库里修改。")
        elif self.effective_on < signed_on:
            yield (
                "effective_on",
                _("生效日期 %(day)s 早于签约日期 %(signed)s，请核对。")
                % {
                    "day": self.effective_on.isoformat(),
                    "signed": signed_on.isoformat(),
                },
            )


@dataclass(frozen=True, slots=True)
class ArrivalEntry:
    """A voucher as entered; money in 万元; `recognised` None: nobody has ruled on it."""

    project_id: int
    unit_id: int
    voucher_on: date
    voucher_no: str
    payer: str
    payer_place: str
    kind: str
    amount: Decimal
    recognised: Decimal | None = None
    row: int = 0

    @property
    def key(self) -> str:
        """What makes two vouchers one and the same in the whole district."""
        payer, number, day, amount = voucher_key(self.payer, self.voucher_no, self.voucher_on, self.amount)
        return f"{payer}|{number}|{day.isoformat()}|{show_plain(amount)}"

    def faults(self, today: date, signed_on: date | None, rules: RuleSet) -> Iterator[Fault]:
        """Everything wrong that can be seen from the entry, the project's signing date and the year's rules."""
        yield from length_faults(self, "voucher_no", "payer", "payer_place")
        yield from money_faults("amount", self.amount, positive=True)
        yield from money_faults("recognised", self.recognised)
        yield from future_fault("voucher_on", self.voucher_on, today)
        if signed_on is None:
            yield "project", _("这个项目还没有认定签约，不能登记到位资金。")
        if not self.recognised:
            return
        if self.recognised > self.amount:
            yield (
                "recognised",
                _("认定区外金额 %(part)s 万元大于金额 %(whole)s 万元，请核对。")
                % {
                    "part": show_plain(self.recognised),
                    "whole": show_plain(self.amount),
                },
            )
        elif not rules.is_outside(self.payer_place):
            yield "recognised", _("付款人在本区，不能认定为区外资金。请把认定区外金额改为 0 或空着。")
        elif self.kind in rules.uncounted_kinds:
            yield (
                "recognised",
                _("“%s”不计入区外资金。请把认定区外金额改为 0 或空着。") % FundKind(self.kind).label,
            )
