"""A request stays with its first unit, is limited in working days, and is closed by nobody but the enterprise."""

from datetime import date, timedelta

import pytest

from taizhang.enterprises.actions import replies
from taizhang.enterprises.actions import requests as actions
from taizhang.enterprises.models import Enterprise, EnterpriseRequest
from taizhang.enterprises.states import ENTERPRISE_REQUEST, EnterpriseRequestState
from taizhang.foundation import clock
from taizhang.foundation.refusals import Conflict, NotPermitted, Refused
from taizhang.organisation.models import User
from taizhang.organisation.roles import ROLES
from tests import factories
from tests.enterprises import makers
from tests.enterprises.makers import day

WORD = {"signed_as": "办公室主任", "address": "10.0.0.1"}


def test_only_the_enterprises_word_leads_to_closed() -> None:
    closing = [way for way in ENTERPRISE_REQUEST.transitions.values() if way.target == "closed"]
    assert [(way.name, way.sources) for way in closing] == [("close", ("answered",))]


def test_no_action_of_the_staff_closes_a_request() -> None:
    staff = [
        actions.take_up, actions.record_step, actions.hand_over, actions.answer, actions.decline, actions.renew_link
    ]  # fmt: skip
    taken = {name for act in staff for name in act.__code__.co_consts if isinstance(name, str)}
    assert not taken & {"close", "reopen", "dissatisfied"}


@pytest.mark.parametrize("role", sorted(ROLES))
@pytest.mark.django_db
def test_every_post_may_open_a_request(role: str) -> None:
    person, town = factories.person(role), factories.unit("峡窝镇")
    row = actions.open_request(
        by=person, kind="pain", text="用工难", opened_on=day("06-01"), unit=town, new_name=f"示例·{role}"
    )
    assert (row.unit, row.first_unit, row.opened_by) == (town, town, person)


def test_the_limit_counts_working_days_only(clerk: User) -> None:
    assert makers.request(clerk, opened_on=day("06-19"), limit_days=5).due_on == day(
        "06-29"
    )  # 端午: 25–26 June off


def test_an_enterprise_that_the_register_lacks_is_entered_with_its_request(clerk: User) -> None:
    row = makers.request(clerk)
    made = actions.open_request(
        by=clerk,
        kind="wish",
        text="办证",
        opened_on=day("06-02"),
        unit=clerk.unit,
        new_name="示例·新来的企业",
    )
    assert Enterprise.objects.get(name="示例·新来的企业") == made.enterprise
    with pytest.raises(Refused, match="名录里已有"):
        actions.open_request(
            by=clerk,
            kind="wish",
            text="办证",
            opened_on=day("06-02"),
            unit=clerk.unit,
            new_name=row.enterprise.name,
        )


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"text": " "}, "text"),
        ({"kind": "other"}, "kind"),
        ({"limit_days": 0}, "limit_days"),
        ({"limit_days": 61}, "limit_days"),
        ({"opened_on": date.max}, "opened_on"),
    ],
)
def test_what_cannot_be_taken_down_is_refused_at_its_field(clerk: User, values: dict, field: str) -> None:
    firm = makers.enterprise(clerk)
    with pytest.raises(Refused) as refusal:
        makers.request(clerk, firm, **values)
    assert refusal.value.field == field
    assert not EnterpriseRequest.objects.exists()


def test_handing_over_needs_a_reason_and_keeps_the_first_unit_named(clerk: User, rival: User) -> None:
    row = makers.request(clerk)
    with pytest.raises(Refused) as refusal:
        actions.hand_over(by=clerk, request=row, unit=rival.unit, reason=" ")
    assert refusal.value.field == "reason"
    with pytest.raises(Refused):
        actions.hand_over(by=clerk, request=row, unit=clerk.unit, reason="属本单位")
    limit = row.due_on
    row = actions.hand_over(by=clerk, request=row, unit=rival.unit, reason="道路归街道管")
    assert (row.unit, row.first_unit, row.due_on) == (rival.unit, clerk.unit, limit)
    assert row.state == EnterpriseRequestState.OPENED
    event = row.history.last()
    assert event.detail["reason"] == "道路归街道管"
    assert event.detail["changed"]["unit"] == ["峡窝镇", "中心路街道"]
    assert EnterpriseRequest.objects.visible_to(clerk).exists()  # the first unit still answers for it
    with pytest.raises(NotPermitted):
        actions.answer(by=clerk, request=row, day=day("06-03"), text="已修好")
    assert actions.answer(by=rival, request=row, day=day("06-03"), text="已修好").unit == rival.unit


def test_only_the_unit_that_has_it_answers(clerk: User, rival: User, verifier: User) -> None:
    row = makers.request(clerk)
    for stranger in (rival, verifier, factories.person("leader")):
        with pytest.raises(NotPermitted):
            actions.answer(by=stranger, request=row, day=day("06-03"), text="已修好")
        with pytest.raises(NotPermitted):
            actions.take_up(by=stranger, request=row, day=day("06-03"))
        with pytest.raises(NotPermitted):
            actions.record_step(by=stranger, request=row, day=day("06-03"), text="到现场看过")


def test_the_times_that_the_enterprise_had_to_come_are_counted(clerk: User) -> None:
    row = makers.request(clerk)
    actions.record_step(by=clerk, request=row, day=day("06-02"), text="到现场看过")
    actions.record_step(by=clerk, request=row, day=day("06-03"), text="来补材料", came=True)
    row = actions.record_step(by=clerk, request=row, day=day("06-04"), text="又来一次", came=True)
    assert row.came == 2
    makers.answered(clerk, row)
    with pytest.raises(Conflict):
        actions.record_step(by=clerk, request=row, day=day("06-06"), text="又来一次", came=True)


def test_satisfied_closes_and_says_by_whom(clerk: User) -> None:
    answer = makers.answered(clerk, makers.request(clerk))
    row = replies.give_verdict(
        token=makers.token(answer), today=day("06-08"), satisfied=True, words="很快", **WORD
    )
    assert (row.state, row.closed_on) == (EnterpriseRequestState.CLOSED, day("06-08"))
    event = row.history.last()
    assert event.by is None
    assert (event.detail["address"], event.detail["signed_as"]) == ("10.0.0.1", "办公室主任")


def test_not_satisfied_goes_back_to_the_unit_with_a_new_limit(clerk: User) -> None:
    answer = makers.answered(clerk, makers.request(clerk))
    with pytest.raises(Refused) as refusal:
        replies.give_verdict(
            token=makers.token(answer), today=day("06-08"), satisfied=False, words="", **WORD
        )
    assert refusal.value.field == "words"
    row = replies.give_verdict(
        token=makers.token(answer), today=day("06-08"), satisfied=False, words="还是坏的", **WORD
    )
    assert (row.state, row.due_on, row.first_due_on) == ("assigned", day("06-15"), day("06-08"))
    with pytest.raises(Refused, match="早于企业上次评价"):
        makers.answered(clerk, row, "06-05")
    assert makers.answered(clerk, row, "06-10").round == 2


def test_the_enterprise_opens_it_again_within_ninety_days(clerk: User) -> None:
    row = makers.request(clerk)
    token = makers.token(makers.answered(clerk, row))
    replies.give_verdict(token=token, today=day("06-08"), satisfied=True, words="", **WORD)
    late = day("06-08") + timedelta(91)
    with pytest.raises(Conflict):
        replies.reopen(token=token, today=late, words="又坏了", **WORD)
    row = replies.reopen(token=token, today=late - timedelta(1), words="又坏了", **WORD)
    assert (row.state, row.closed_on) == ("assigned", None)
    with pytest.raises(Conflict):
        replies.reopen(token=token, today=late - timedelta(1), words="又坏了", **WORD)


def test_a_refusal_may_be_objected_to_and_is_the_verifiers_only(clerk: User, verifier: User) -> None:
    row = makers.request(clerk)
    with pytest.raises(NotPermitted):
        actions.decline(by=clerk, request=row, day=day("06-02"), reason="不归区里管")
    answer = actions.decline(by=verifier, request=row, day=day("06-02"), reason="不归区里管")
    row = replies.object_to_declining(
        token=makers.token(answer), today=day("06-03"), words="归区里管", **WORD
    )
    assert (row.state, row.due_on) == ("opened", day("06-10"))
    with pytest.raises(Conflict):
        replies.object_to_declining(token=makers.token(answer), today=day("06-03"), words="归区里管", **WORD)


def test_days_to_come_and_days_before_the_opening_are_refused(clerk: User) -> None:
    row = makers.request(clerk)
    for wrong in (clock.today() + timedelta(1), day("05-31")):
        with pytest.raises(Refused) as refusal:
            actions.answer(by=clerk, request=row, day=wrong, text="已修好")
        assert refusal.value.field == "day"


def test_a_request_is_seen_by_its_units_by_who_opened_it_and_by_who_reads_all(
    clerk: User, rival: User
) -> None:
    row = makers.request(rival, unit=clerk.unit)
    outsider = factories.person("officer")
    seen = [EnterpriseRequest.objects.visible_to(who).filter(pk=row.pk).exists() for who in (
        clerk, rival, factories.person("leader"), factories.person("supervisor"), outsider)]  # fmt: skip
    assert seen == [True, True, True, True, False]
