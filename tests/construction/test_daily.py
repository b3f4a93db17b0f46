"""The daily ledger: summed up once, chained to the day before, and unchanged by what is edited afterwards."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from taizhang.construction import actions
from taizhang.construction.daily_seal import FIRST, seal
from taizhang.construction.models import DailyLedger, Site
from taizhang.foundation import clock
from taizhang.foundation.refusals import Conflict, NotPermitted, Refused
from taizhang.organisation.models import User
from tests import factories
from tests.construction import makers
from tests.construction.makers import day


def test_a_day_is_frozen_and_chained_to_the_day_before(clerk: User, inspector: User, site: Site) -> None:
    makers.inspect(inspector, site, day("06-16"))
    first = makers.problem(clerk, site, found_on=day("06-17"), due_on=day("06-20"))
    second = makers.problem(clerk, site, found_on=day("06-18"), due_on=day("06-20"))
    makers.settle(inspector, first, day("06-18"))
    before = actions.close_day(by=clerk, day=day("06-17"))
    daily = actions.close_day(by=clerk, day=day("06-18"))
    assert (before.previous, daily.previous) == (FIRST, before.hash)
    assert daily.counts == {
        "sites_surveyed": 1, "sites_stopped": 0, "sites_still_stopped": 0, "problems_found": 2, "problems_closed": 1,
        "problems_open": 1, "problems_overdue": 0,
    }  # fmt: skip
    assert daily.members == {"found": [second.pk], "closed": [first.pk], "open": [second.pk], "stopped": []}
    assert daily.history.get().detail == {"hash": daily.hash}


def test_later_edits_leave_it_unchanged_and_are_shown_beside_it(
    clerk: User, inspector: User, site: Site
) -> None:
    found = makers.problem(clerk, site, found_on=day("06-18"), due_on=day("06-20"))
    daily = actions.close_day(by=clerk, day=day("06-18"))
    actions.void_problem(by=clerk, problem=found, voided_on=day("06-18"), reason="误登")
    held = DailyLedger.objects.get()
    assert (held.problems_found, held.hash) == (1, daily.hash)
    assert seal(held.day, held.counts, held.members, held.previous) == held.hash
    client = Client()
    client.force_login(clerk)
    page = client.get(reverse("construction:daily-record", args=[daily.pk])).content.decode()
    assert "查处问题 1 → 0" in page and "内容与哈希相符" in page
    assert client.get(reverse("construction:daily")).context["page"].lines[0].cells[1].text == "1"


def test_a_day_is_summed_up_once_and_in_order(clerk: User, inspector: User) -> None:
    actions.close_day(by=clerk, day=day("06-18"))
    with pytest.raises(Conflict, match="不能再改"):
        actions.close_day(by=clerk, day=day("06-18"))
    with pytest.raises(Refused, match="不能再补"):
        actions.close_day(by=clerk, day=day("06-17"))
    with pytest.raises(Refused, match="晚于今天"):
        actions.close_day(by=clerk, day=clock.today() + timedelta(1))
    with pytest.raises(NotPermitted):
        actions.close_day(by=inspector, day=day("06-19"))


def test_the_seal_tells_any_change_of_a_day() -> None:
    counts, members = {"problems_found": 175}, {"open": [1, 2]}
    sealed = seal(day("06-18"), counts, members)
    assert sealed != seal(day("06-18"), {"problems_found": 176}, members)
    assert sealed != seal(day("06-18"), counts, {"open": [1, 3]})
    assert sealed != seal(day("06-18"), counts, members, sealed)


def test_it_is_summed_up_from_a_form_and_by_a_timer(clerk: User, town_clerk: User) -> None:
    factories.district(stands_on=day("06-19"))
    client = Client()
    client.force_login(clerk)
    answer = client.post(reverse("construction:daily-add"), {"day": "2020-06-18"})
    assert answer.url == reverse("construction:daily-record", args=[DailyLedger.objects.get().pk])
    call_command("close_day")
    assert list(DailyLedger.objects.order_by("day").values_list("day", flat=True)) == [
        day("06-18"),
        day("06-19"),
    ]
    with pytest.raises(CommandError, match="不能再改"):
        call_command("close_day", "--day", "2020-06-19")
    client.force_login(town_clerk)
    assert not client.get(reverse("construction:daily")).context["page"].lines
    assert client.get(answer.url).status_code == 404
