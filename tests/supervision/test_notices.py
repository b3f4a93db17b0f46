"""Notices: raised by hand and by rule, never twice; answered, judged, withdrawn; who may, and who sees them."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from taizhang.figures.indicator import Scope, published
from taizhang.foundation.refusals import Conflict, NotPermitted, Refused
from taizhang.organisation.models import Unit, User
from taizhang.supervision import actions, red_lights
from taizhang.supervision.models import Notice
from taizhang.supervision.reminders import REMINDERS
from tests import factories
from tests.supervision.makers import DAY, KEY, notice, problems, rules, target

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def district() -> None:
    factories.district(stands_on=DAY)


@pytest.fixture
def town() -> Unit:
    return factories.unit("峡窝镇")


def of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def behind(*names: str) -> list[Unit]:
    """Towns at 10% in the middle of the year: 40 points behind."""
    units = [factories.unit(name) for name in names]
    for unit in units:
        problems(unit, 1)
        target(unit, 10)
    return units


def test_numbers_follow_one_another_within_a_year(town: Unit) -> None:
    supervisor = factories.person("supervisor")
    days = (date(2019, 12, 2), date(2020, 1, 6), date(2020, 1, 7))
    numbers = [notice(town, supervisor, raised_on=day, limit_on=date(2020, 2, 1)).number for day in days]
    assert numbers == ["督〔2019〕1号", "督〔2020〕1号", "督〔2020〕2号"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "长" * 121}, "title"),
        ({"text": ""}, "text"),
        ({"limit_on": date(2020, 5, 31)}, "limit_on"),
        ({"raised_on": date(2999, 1, 1)}, "raised_on"),
        ({"figure": "no.such"}, "figure"),
    ],
)
def test_a_notice_that_makes_no_sense_is_refused_at_its_field(
    town: Unit, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        notice(town, **values)
    assert refusal.value.field == field
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    "role", ["leader", "town_clerk", "investment_verifier", "bureau_head", "administrator"]
)
def test_only_the_supervisor_raises_notices(town: Unit, role: str) -> None:
    with pytest.raises(NotPermitted):
        notice(town, factories.person(role, town))


def test_a_notice_is_answered_sent_back_answered_again_and_closed(town: Unit) -> None:
    supervisor, clerk = factories.person("supervisor"), factories.person("town_clerk", town)
    row = notice(town, supervisor)
    actions.answer_notice(by=clerk, notice=row, feedback="已开工", answered_on=date(2020, 6, 10))
    with pytest.raises(Refused):
        actions.send_back(by=supervisor, notice=row, reason=" ")
    actions.send_back(by=supervisor, notice=row, reason="没有照片", limit_on=date(2020, 6, 20))
    assert (row.state, row.limit_on) == ("returned", date(2020, 6, 20))
    actions.answer_notice(by=clerk, notice=row, feedback="已补照片", answered_on=date(2020, 6, 18))
    actions.accept_feedback(by=supervisor, notice=row, closed_on=date(2020, 6, 19))
    assert (row.state, row.feedback, row.closed_on) == ("closed", "已补照片", date(2020, 6, 19))
    with pytest.raises(Conflict):
        actions.answer_notice(by=clerk, notice=row, feedback="再说一次")
    page = of(supervisor).get(f"/supervision/notices/{row.pk}/").content.decode()
    assert "没有照片" in page and "已开工" in page


def test_a_closing_and_a_withdrawal_are_corrected_with_a_reason(town: Unit) -> None:
    supervisor, clerk = factories.person("supervisor"), factories.person("town_clerk", town)
    row = notice(town, supervisor)
    actions.withdraw_notice(by=supervisor, notice=row, reason="发错单位")
    with pytest.raises(Refused):
        actions.undo_withdraw_notice(by=supervisor, notice=row, reason="")
    actions.undo_withdraw_notice(by=supervisor, notice=row, reason="单位没错")
    assert (row.state, row.withdrawn_on) == ("open", None)
    actions.answer_notice(by=clerk, notice=row, feedback="已办")
    actions.accept_feedback(by=supervisor, notice=row)
    actions.reopen_notice(by=supervisor, notice=row, reason="材料不实")
    assert (row.state, row.closed_on) == ("returned", None)


def test_more_time_is_later_and_never_for_what_is_settled(town: Unit) -> None:
    supervisor = factories.person("supervisor")
    row = notice(town, supervisor)
    with pytest.raises(Refused):
        actions.extend_notice(by=supervisor, notice=row, limit_on=date(2020, 6, 14), reason="汛期")
    row = actions.extend_notice(by=supervisor, notice=row, limit_on=date(2020, 6, 30), reason="汛期")
    assert row.limit_on == date(2020, 6, 30)
    actions.withdraw_notice(by=supervisor, notice=row, reason="发错单位")
    with pytest.raises(Conflict):
        actions.extend_notice(by=supervisor, notice=row, limit_on=date(2020, 7, 30), reason="汛期")


def test_a_unit_answers_its_own_notices_only(town: Unit) -> None:
    row = notice(town)
    with pytest.raises(NotPermitted):
        actions.answer_notice(
            by=factories.person("town_clerk", factories.unit("新安镇")), notice=row, feedback="已办"
        )
    with pytest.raises(NotPermitted):
        actions.answer_notice(by=factories.person("supervisor"), notice=row, feedback="已办")
    for role in ("investment_clerk", "reporter", "bureau_head"):
        with transaction.atomic():
            actions.answer_notice(by=factories.person(role, town), notice=row, feedback="已办")
            transaction.set_rollback(True)


def test_who_gave_the_feedback_does_not_judge_it(town: Unit) -> None:
    both = factories.person("town_clerk", town)
    both.posts.create(unit=town, role="supervisor", since=date(2019, 1, 1))
    row = notice(town)
    actions.answer_notice(by=both, notice=row, feedback="已办")
    with pytest.raises(NotPermitted):
        actions.accept_feedback(by=both, notice=row)


def test_a_unit_sees_its_own_notices_only(town: Unit) -> None:
    row, other = notice(town), factories.unit("新安镇")
    assert of(factories.person("town_clerk", town)).get(f"/supervision/notices/{row.pk}/").status_code == 200
    stranger = of(factories.person("town_clerk", other))
    assert stranger.get(f"/supervision/notices/{row.pk}/").status_code == 404
    assert stranger.get(f"/supervision/notices/{row.pk}/answer/").status_code == 404
    assert row.title not in stranger.get("/supervision/notices/").content.decode()


def test_red_lights_of_a_month_end_are_proposed_and_confirmed_with_one_click() -> None:
    first, second = behind("峡窝镇", "新安镇")
    supervisor = factories.person("supervisor")
    client = of(supervisor)
    page = client.get("/supervision/red-lights/?month=2020-06")
    assert {each.unit for each in page.context["lights"]} == {first, second}
    chosen = [each.choice for each in page.context["lights"]]
    answer = client.post("/supervision/red-lights/?month=2020-06", {"chosen": chosen}, follow=True)
    assert "已下达 2 张督办单" in answer.content.decode()
    row = Notice.objects.get(unit=first)
    assert (row.origin, row.figure, row.month, row.limit_on) == ("rule", KEY, DAY, date(2020, 7, 14))
    assert "落后时序 40.0 个百分点" in row.text


def test_the_same_unit_figure_and_month_never_has_two_notices() -> None:
    (unit,) = behind("峡窝镇")
    supervisor = factories.person("supervisor")
    actions.raise_by_rule(by=supervisor, month_end=DAY, chosen=[(unit.pk, KEY), (unit.pk, KEY)])
    with pytest.raises(Conflict):
        actions.raise_by_rule(by=supervisor, month_end=DAY, chosen=[(unit.pk, KEY)])
    row = Notice.objects.get()
    actions.withdraw_notice(by=supervisor, notice=row, reason="口径有误")
    with pytest.raises(Conflict):
        actions.raise_by_rule(by=supervisor, month_end=DAY, chosen=[(unit.pk, KEY)])
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(
            number="督〔2020〕99号", year=2020, serial=99, unit=unit, title="x", text="x", origin="rule", figure=KEY,
            month=DAY, raised_on=DAY, limit_on=DAY, raised_by=supervisor,
        )  # fmt: skip
    assert red_lights.at(DAY)[0].notice_id == row.pk


def test_what_is_not_red_cannot_be_chosen_and_all_fall_together() -> None:
    (unit,) = behind("峡窝镇")
    problems(unit, 1)  # 20%: exactly 30 points behind, which is yellow
    other = behind("新安镇")[0]
    with pytest.raises(Conflict):
        actions.raise_by_rule(
            by=factories.person("supervisor"), month_end=DAY, chosen=[(other.pk, KEY), (unit.pk, KEY)]
        )
    assert not Notice.objects.exists()


def test_a_unit_without_a_target_is_never_proposed() -> None:
    problems(factories.unit("峡窝镇"), 1)
    target(None, 1000)
    assert red_lights.at(DAY) == []


@pytest.mark.parametrize("day", [date(2020, 6, 29), date(2020, 7, 31)])
def test_only_a_month_end_that_has_passed_is_taken(day: date) -> None:
    with pytest.raises(Refused):
        red_lights.at(day)


def test_the_limit_of_a_rule_notice_follows_the_rules_of_the_year() -> None:
    (unit,) = behind("峡窝镇")
    supervisor = factories.person("supervisor")
    rules(supervisor, notice_days=3)
    (row,) = actions.raise_by_rule(by=supervisor, month_end=DAY, chosen=[(unit.pk, KEY)])
    assert row.limit_on == date(2020, 7, 3)


def test_nothing_chosen_is_said_and_only_the_supervisor_confirms() -> None:
    behind("峡窝镇")
    answer = of(factories.person("supervisor")).post("/supervision/red-lights/?month=2020-06")
    assert answer.status_code == 400 and "请先勾选" in answer.content.decode()
    leader = of(factories.person("leader"))
    page = leader.get("/supervision/red-lights/?month=2020-06").content.decode()
    assert "未督办" in page and 'name="chosen"' not in page
    assert leader.post("/supervision/red-lights/?month=2020-06").status_code == 403
    assert of(factories.person("town_clerk")).get("/supervision/red-lights/").status_code == 403


def test_a_notice_is_raised_and_judged_on_its_pages(town: Unit) -> None:
    supervisor, clerk = of(factories.person("supervisor")), of(factories.person("town_clerk", town))
    fields = {"unit": town.pk, "limit_on": "2020-07-10", "title": "示例·核查", "text": "请核查。"}
    assert (
        supervisor.post("/supervision/notices/add/", {**fields, "limit_on": "2020-06-01"}).status_code == 422
    )
    supervisor.post("/supervision/notices/add/", fields)
    row = Notice.objects.get()
    at = f"/supervision/notices/{row.pk}/"
    clerk.post(f"{at}answer/", {"feedback": "已核查", "answered_on": "2020-06-30"})
    assert clerk.post(f"{at}accept/", {"closed_on": "2020-06-30"}).status_code == 403
    supervisor.post(f"{at}accept/", {"closed_on": "2020-06-30"})
    row.refresh_from_db()
    assert row.state == "closed"
    assert supervisor.get(f"{at}nowhere/").status_code == 404


def test_what_waits_and_what_reminds(town: Unit) -> None:
    supervisor, clerk = factories.person("supervisor"), factories.person("town_clerk", town)
    notice(town, supervisor, limit_on=date(2020, 6, 29))
    near = notice(town, supervisor, limit_on=date(2020, 7, 3))
    notice(town, supervisor, limit_on=date(2020, 7, 6))
    desk = of(clerk).get("/")
    counts = {str(what.title): count for what, count, _url in desk.context["tasks"]}
    assert (counts["逾期没有反馈的督办单"], counts["待反馈的督办单"]) == (1, 3)
    due = {rule.key: list(rule.find(DAY)) for rule in REMINDERS}
    assert [(each.subject_id, each.user_ids) for each in due["supervision.notice_near_limit"]] == [
        (near.pk, (clerk.pk,))
    ]
    (over,) = due["supervision.notice_over_limit"]
    assert over.user_ids == (clerk.pk, supervisor.pk) and over.on == date(2020, 6, 29)
    assert due["supervision.red_lights"] == []
    behind("新安镇")
    (red,) = next(rule for rule in REMINDERS if rule.key == "supervision.red_lights").find(DAY)
    assert red.user_ids == (supervisor.pk,) and "1 个红灯" in red.text


def test_the_figures_of_supervision_count_what_stands(town: Unit) -> None:
    supervisor, clerk = factories.person("supervisor"), factories.person("town_clerk", town)
    kept, late, withdrawn, _open = (notice(town, supervisor) for _number in range(4))
    for row, day in ((kept, date(2020, 6, 15)), (late, date(2020, 6, 16))):
        actions.answer_notice(by=clerk, notice=row, feedback="已办", answered_on=day)
        actions.accept_feedback(by=supervisor, notice=row, closed_on=date(2020, 6, 17))
    actions.withdraw_notice(by=supervisor, notice=withdrawn, reason="重复", withdrawn_on=date(2020, 6, 20))
    raised, rate = (
        published().get(f"supervision.{key}") for key in ("notices_raised", "notices_on_time_rate")
    )
    assert raised.value(Scope.of(DAY)) == 3 and raised.value(Scope.of(date(2020, 6, 19))) == 4
    assert rate.value(Scope.of(DAY)) * 3 == 100  # type: ignore[operator]
    assert rate.value(Scope.of(date(2020, 6, 14))) is None
    assert rate.value(Scope.of(date(2020, 6, 16))) == 0


def test_the_list_asks_the_database_as_often_for_many_notices_as_for_few(town: Unit) -> None:
    supervisor, counts = factories.person("supervisor"), []
    client = of(supervisor)
    for many in (3, 30):
        for _number in range(many):
            notice(town, supervisor)
        with CaptureQueriesContext(connection) as queries:
            client.get("/supervision/notices/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
