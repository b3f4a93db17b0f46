"""What falls due between the gates: first reports near their end or over it, planned starts missed, promises overdue."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _t

from taizhang.investment.models import Commitment, Lead, Project, RuleSet
from taizhang.investment.models.leads import CLERKS
from taizhang.investment.planned_starts import months_over_before
from taizhang.organisation.posts import holders, holders_by_unit
from taizhang.reminders.rules import Due, Rule


def _people(of: dict[int, list[int]], *unit_ids: int | None) -> tuple[int, ...]:
    found = [user for unit_id in unit_ids if unit_id is not None for user in of.get(unit_id, [])]
    return tuple(dict.fromkeys(found))


def _leads(day: date, leads: Iterable[Lead], sentence: str, also: Iterable[int] = ()) -> Iterator[Due]:
    clerks, others = holders_by_unit(CLERKS, day), tuple(also)
    for lead in leads:
        values = {"investor": lead.investor, "day": lead.expires_on.isoformat()}
        yield Due(
            Lead.journal_type,
            lead.pk,
            sentence % values,
            reverse("investment:leads-record", args=[lead.pk]),
            lead.expires_on,
            tuple(dict.fromkeys((*_people(clerks, lead.unit_id), *others))),
        )


def near_their_end(day: date) -> Iterable[Due]:
    """Reports in the last days of their window: the clerks of their unit."""
    leads = Lead.objects.soon(day, RuleSet.on(day).lead_soon_days).order_by("expires_on", "pk")
    return _leads(day, leads, _("首报“%(investor)s”的保护期到 %(day)s 为止，请在到期前跟进并上传材料。"))


def run_out(day: date) -> Iterable[Due]:
    """Reports whose window is over: the clerks of their unit, and those who may take them back."""
    leads = Lead.objects.expired(day).order_by("expires_on", "pk")
    sentence = _("首报“%(investor)s”的保护期已于 %(day)s 结束，没有跟进，可以收回另行分派。")
    return _leads(day, leads, sentence, holders("investment_verifier", day=day))


def missed_starts(day: date) -> Iterator[Due]:
    """Projects whose planned month of start is over: the clerks of their unit, once for each planned month."""
    clerks, grace = holders_by_unit(CLERKS, day), RuleSet.on(day).start_grace_days
    late = Project.objects.missing_their_start(months_over_before(day, grace), day)
    for project in late.order_by("planned_start_on", "pk"):
        planned = project.planned_start_on
        assert planned is not None
        sentence = _(
            "项目“%(name)s”计划 %(month)s 开工，到期没有开工，牵头单位亮黄灯。请说明原因或调整计划。"
        )
        yield Due(
            Project.journal_type,
            project.pk,
            sentence % {"name": project.name, "month": f"{planned:%Y-%m}"},
            reverse("investment:projects-record", args=[project.pk]),
            planned,
            _people(clerks, project.unit_id),
        )


def overdue_commitments(day: date) -> Iterator[Due]:
    """Promises open after their day: the clerks of the project's unit and of the unit that has to keep them."""
    clerks = holders_by_unit(CLERKS, day)
    rows = Commitment.objects.overdue(day).select_related("project").order_by("due_on", "pk")
    for row in rows:
        sentence = _("项目“%(name)s”的承诺“%(text)s”应在 %(day)s 前兑现，已经逾期。")
        values = {"name": row.project.name, "text": row.text, "day": row.due_on.isoformat()}
        yield Due(
            Commitment.journal_type,
            row.pk,
            sentence % values,
            reverse("investment:commitments-record", args=[row.pk]),
            row.due_on,
            _people(clerks, row.unit_id, row.duty_unit_id),
        )


REMINDERS: tuple[Rule, ...] = (
    Rule(
        "investment.stale_lead",
        _t("首报将到期"),
        near_their_end,
        _t("首报保护期最后几天（天数见年度认定办法），提醒首报单位的招商专干和镇办经办人，每个到期日一次。"),
    ),
    Rule(
        "investment.expired_lead",
        _t("首报已过期"),
        run_out,
        _t("首报过了保护期没有跟进，提醒首报单位和招商核定员，每个到期日一次。"),
    ),
    Rule(
        "investment.missed_start",
        _t("没有按计划开工"),
        missed_starts,
        _t("计划开工的月份过了没有开工，提醒牵头单位，每个计划月份一次。"),
    ),
    Rule(
        "investment.overdue_commitment",
        _t("承诺逾期"),
        overdue_commitments,
        _t("双向承诺过了兑现期限，提醒项目牵头单位和责任单位，每个期限一次。"),
    ),
)
