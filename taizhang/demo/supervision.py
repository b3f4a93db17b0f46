"""The demo's supervision: the rules of 2020, notices closed and open, a leader's instruction, a commendation approved."""

import random
from datetime import date, timedelta
from decimal import Decimal

from taizhang.demo.cast import STANDS_ON, Cast
from taizhang.investment.models import Project
from taizhang.organisation.workdays import add_working_days
from taizhang.supervision import actions, red_lights

RULES_ON = date(2020, 3, 2)
MONTH_END = date(2020, 4, 30)
RAISED_ON = date(2020, 5, 7)
POINTS = {"signed_over_1": 30, "signed_over_5": 20, "signed_over_10": 20, "out_of_district_funds": 30}
ANSWERS = {"峡窝镇": "town_clerk", "中心路街道": "town_clerk", "科工信局": "investment_clerk"}


def load(cast: Cast, rng: random.Random) -> None:
    """Press where the lights were red at the end of April, and praise who leads in the middle of June."""
    supervisor, leader = cast.user("supervisor"), cast.user("leader")
    actions.set_rules(
        by=supervisor, year=2020, since=RULES_ON, yellow_from=Decimal(10), red_above=Decimal(30), formula="capped",
        points={f"investment.{key}": Decimal(points) for key, points in POINTS.items()}, notice_days=10,
        appeal_days=5, document="示例〔2020〕9号",
    )  # fmt: skip
    _notices(cast)
    project = Project.objects.filter(unit=cast.unit("峡窝镇")).order_by("-signed_on", "pk")[0]
    actions.instruct(
        by=leader, unit=project.unit, text="示例：请盯紧开工手续，每周报一次进展。", raised_on=date(2020, 6, 15),
        limit_on=add_working_days(date(2020, 6, 15), 10), subject_type=project.journal_type, subject_id=project.pk,
    )  # fmt: skip
    praised = actions.draft_proposal(
        by=supervisor, unit=cast.unit("中心路街道"), kind="commendation",
        basis="示例：截至 2020-06-15，2020 年考核排名第一，区外资金进度快于时序。", drafted_on=date(2020, 6, 15),
    )  # fmt: skip
    actions.approve_proposal(by=leader, proposal=praised, decided_on=date(2020, 6, 17))


def _notices(cast: Cast) -> None:
    """One notice by the rule that was answered in time and closed, one by hand that is still open."""
    supervisor = cast.user("supervisor")
    names = {cast.unit(name).pk: role for name, role in ANSWERS.items()}
    red = next((each for each in red_lights.at(MONTH_END) if each.unit.pk in names), None)
    if red is not None:
        (notice,) = actions.raise_by_rule(
            by=supervisor,
            month_end=MONTH_END,
            chosen=[(red.unit.pk, red.indicator.key)],
            raised_on=RAISED_ON,
        )
        clerk = cast.user(names[red.unit.pk], red.unit.name)
        actions.answer_notice(
            by=clerk, notice=notice, feedback="示例：已排出在谈项目清单，落实专人跟进，六月安排两次外出对接。",
            answered_on=RAISED_ON + timedelta(days=8),
        )  # fmt: skip
        actions.accept_feedback(by=supervisor, notice=notice, closed_on=RAISED_ON + timedelta(days=12))
    actions.raise_notice(
        by=supervisor, unit=cast.unit("科工信局"), title="示例：报送半年招商引资进展",
        text="示例：请报送半年招商引资进展，写明签约、开工和到位资金情况，以及下半年打算。",
        raised_on=date(2020, 6, 12), limit_on=max(add_working_days(date(2020, 6, 12), 8), STANDS_ON),
    )  # fmt: skip
