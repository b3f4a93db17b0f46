"""A problem on its way: who may do what, in which state, and that only an inspector's visit closes it."""

from datetime import timedelta

import pytest

from taizhang.construction import actions
from taizhang.construction.models import ChecklistItem, Problem, Site
from taizhang.foundation import clock
from taizhang.foundation.refusals import Conflict, NotPermitted, Refused
from taizhang.organisation.models import User
from tests import factories
from tests.construction.makers import day, problem, settle
from tests.construction.makers import site as make_site


def kinds(row: Problem) -> list[str]:
    return [event.kind for event in row.history]


def test_a_problem_is_recorded_with_its_event(clerk: User, site: Site) -> None:
    item = ChecklistItem.objects.get(code="CAN-04")
    found = problem(clerk, site, item=item, focus="ENV", description="  挡鼠板缺失 ")
    assert (found.state, found.focus, found.unit, found.description) == (
        "open",
        "CAN",
        site.unit,
        "挡鼠板缺失",
    )
    event = found.history.get()
    assert (event.kind, event.by, event.unit) == ("created", clerk, site.unit)
    assert clock.local_date(event.happened_at) == found.found_on
    assert event.detail == {"site": site.pk, "item": "CAN-04", "due_on": "2020-06-08"}


@pytest.mark.parametrize(
    ("values", "field", "part"),
    [
        ({"found_on": clock.today() + timedelta(1), "due_on": clock.today() + timedelta(9)}, "found_on", "晚于今天"),
        ({"due_on": day("05-31")}, "due_on", "早于发现日期"),
        ({"description": "  "}, "description", "没有填"),
        ({"description": "长" * 501}, "description", "最多 500 字"),
    ],
)  # fmt: skip
def test_an_impossible_problem_is_refused_at_its_field(
    clerk: User, site: Site, values: dict[str, object], field: str, part: str
) -> None:
    with pytest.raises(Refused) as refusal:
        problem(clerk, site, **values)
    assert refusal.value.field == field
    assert part in str(refusal.value)
    assert not Problem.objects.exists()


def test_a_town_clerk_records_in_the_own_town_only(clerk: User, town_clerk: User, site: Site) -> None:
    assert problem(town_clerk, site).pk
    elsewhere = make_site(clerk, unit=factories.unit("中心路街道"))
    with pytest.raises(NotPermitted, match="登记问题"):
        problem(town_clerk, elsewhere)


def test_posts_without_the_permission_are_told_which_ones_have_it(site: Site, clerk: User) -> None:
    leader = factories.person("leader")
    with pytest.raises(NotPermitted, match="工地检查员"):
        problem(leader, site)
    with pytest.raises(NotPermitted):
        actions.close_problem(by=clerk, problem=problem(clerk, site), closed_on=day("06-02"))


def test_the_way_from_found_to_closed(clerk: User, inspector: User, town_clerk: User, site: Site) -> None:
    found = problem(clerk, site)
    actions.notify_problem(by=inspector, problem=found, day=day("06-02"))
    actions.submit_problem(by=town_clerk, problem=found, submitted_on=day("06-05"))
    assert found.state == "submitted" and found.closed_on is None  # the contractor's word closes nothing
    actions.reject_problem(by=inspector, problem=found, day=day("06-06"), reason="仍有裸土")
    assert (found.state, found.submitted_on) == ("rejected", None)
    actions.notify_problem(by=inspector, problem=found, day=day("06-06"))
    actions.submit_problem(by=town_clerk, problem=found, submitted_on=day("06-07"))
    actions.close_problem(by=inspector, problem=found, closed_on=day("06-08"))
    held = Problem.objects.get()
    assert (held.state, held.submitted_on, held.closed_on) == ("closed", day("06-07"), day("06-08"))
    assert kinds(held) == ["created", "notify", "submit", "reject", "renotify", "submit", "close"]


def test_what_was_not_reported_cannot_be_closed(clerk: User, inspector: User, site: Site) -> None:
    found = problem(clerk, site)
    with pytest.raises(Conflict, match="待下达"):
        actions.close_problem(by=inspector, problem=found, closed_on=day("06-02"))
    actions.notify_problem(by=inspector, problem=found, day=day("06-02"))
    with pytest.raises(Conflict, match="整改中"):
        actions.close_problem(by=inspector, problem=found, closed_on=day("06-02"))


def test_closing_before_finding_or_before_the_report_is_refused(
    clerk: User, inspector: User, site: Site
) -> None:
    found = problem(clerk, site)
    actions.notify_problem(by=inspector, problem=found, day=day("06-01"))
    with pytest.raises(Refused, match="早于发现日期"):
        actions.submit_problem(by=inspector, problem=found, submitted_on=day("05-30"))
    actions.submit_problem(by=inspector, problem=found, submitted_on=day("06-05"))
    with pytest.raises(Refused, match="早于整改完成日期") as refusal:
        actions.close_problem(by=inspector, problem=found, closed_on=day("06-04"))
    assert refusal.value.field == "closed_on"
    with pytest.raises(Refused, match="晚于今天"):
        actions.close_problem(by=inspector, problem=found, closed_on=clock.today() + timedelta(1))


def test_a_rejection_needs_a_reason(clerk: User, inspector: User, site: Site) -> None:
    found = problem(clerk, site)
    actions.notify_problem(by=inspector, problem=found, day=day("06-01"))
    actions.submit_problem(by=inspector, problem=found, submitted_on=day("06-05"))
    with pytest.raises(Refused, match="理由"):
        actions.reject_problem(by=inspector, problem=found, day=day("06-05"), reason=" ")


def test_one_extension_by_the_section_chief(clerk: User, chief: User, site: Site) -> None:
    found = problem(clerk, site)
    with pytest.raises(NotPermitted, match="科室负责人"):
        actions.extend_problem(by=clerk, problem=found, due_on=day("06-20"), reason="雨天")
    with pytest.raises(Refused, match="理由"):
        actions.extend_problem(by=chief, problem=found, due_on=day("06-20"), reason="")
    with pytest.raises(Refused, match="晚于现在的期限"):
        actions.extend_problem(by=chief, problem=found, due_on=day("06-08"), reason="雨天")
    held = actions.extend_problem(by=chief, problem=found, due_on=day("06-20"), reason="雨天")
    assert (held.due_on, held.extended_from) == (day("06-20"), day("06-08"))
    with pytest.raises(Conflict, match="不能再延"):
        actions.extend_problem(by=chief, problem=found, due_on=day("06-25"), reason="雨天")
    assert held.history.last().detail["reason"] == "雨天"


def test_a_correction_is_journalled_field_by_field(clerk: User, inspector: User, site: Site) -> None:
    found = problem(clerk, site, description="东侧裸土")
    values = {"focus": "ENV", "item": None, "place": "", "found_on": found.found_on, "due_on": day("06-10")}
    actions.change_problem(by=clerk, problem=found, description="西侧裸土", **values)
    assert found.history.last().detail["changed"] == {
        "description": ["东侧裸土", "西侧裸土"],
        "due_on": ["2020-06-08", "2020-06-10"],
    }
    actions.change_problem(by=clerk, problem=found, description="西侧裸土", **values)
    assert kinds(found) == ["created", "changed"]  # no change, no event
    actions.notify_problem(by=inspector, problem=found, day=day("06-02"))
    with pytest.raises(Refused, match="延期一次"):
        actions.change_problem(
            by=clerk, problem=found, description="西侧", **{**values, "due_on": day("06-30")}
        )
    values["due_on"] = day("06-10")
    assert (
        actions.change_problem(by=clerk, problem=found, description="西南侧裸土", **values).state
        == "notified"
    )


def test_only_the_campaign_voids_and_it_says_why(clerk: User, inspector: User, site: Site) -> None:
    found = problem(inspector, site)
    with pytest.raises(NotPermitted):
        actions.void_problem(by=inspector, problem=found, voided_on=day("06-02"), reason="误登")
    with pytest.raises(Refused, match="理由"):
        actions.void_problem(by=clerk, problem=found, voided_on=day("06-02"), reason="")
    with pytest.raises(Refused, match="早于发现日期"):
        actions.void_problem(by=clerk, problem=found, voided_on=day("05-02"), reason="误登")
    actions.void_problem(by=clerk, problem=found, voided_on=day("06-02"), reason="误登")
    assert (found.state, found.voided_on, found.void_reason) == ("voided", day("06-02"), "误登")
    actions.undo_void_problem(by=clerk, problem=found, reason="确有其事")
    assert (found.state, found.voided_on, found.void_reason) == ("notified", None, "")


def test_a_closing_can_be_taken_back_with_a_reason(clerk: User, inspector: User, site: Site) -> None:
    found = problem(clerk, site)
    settle(inspector, found, day("06-05"))
    actions.undo_close_problem(by=clerk, problem=found, reason="照片是旧的")
    assert (found.state, found.closed_on, found.submitted_on) == ("notified", None, None)


def test_duplicates_are_void_from_the_day_they_were_found(clerk: User, inspector: User, site: Site) -> None:
    keep = problem(clerk, site, found_on=day("06-01"))
    twin = problem(inspector, site, found_on=day("06-02"))
    actions.merge_problems(by=clerk, keep=keep, duplicates=[twin])
    twin.refresh_from_db()
    assert (twin.state, twin.voided_on, twin.merged_into) == ("voided", day("06-02"), keep)
    assert str(keep.pk) in twin.void_reason
    assert kinds(keep) == ["created", "merged"]
    with pytest.raises(Conflict):
        actions.merge_problems(by=clerk, keep=keep, duplicates=[twin])


def test_what_is_no_duplicate_is_not_merged(clerk: User, inspector: User, site: Site) -> None:
    keep = problem(clerk, site)
    elsewhere = problem(clerk, make_site(clerk))
    with pytest.raises(Refused, match="同一点位"):
        actions.merge_problems(by=clerk, keep=keep, duplicates=[elsewhere])
    settle(inspector, keep, day("06-05"))
    again = problem(clerk, site, found_on=day("06-10"), due_on=day("06-12"))
    with pytest.raises(Refused, match="新问题"):
        actions.merge_problems(by=clerk, keep=keep, duplicates=[again])
