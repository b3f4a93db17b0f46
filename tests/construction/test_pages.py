"""The pages of the construction ledger: lists of one query, records behind their unit, forms that say what is wrong."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from taizhang.construction import actions
from taizhang.construction.models import ChecklistItem, Inspection, Problem, Site, StopWorkOrder
from taizhang.foundation import clock
from taizhang.organisation.models import User
from tests import factories
from tests.construction import makers
from tests.construction.makers import day

REGISTERS = ("sites", "problems", "inspections", "stop-work-orders", "checklist")


@pytest.fixture(autouse=True)
def _district(db: None) -> None:
    factories.district(stands_on=day("06-19"))


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def fill(clerk: User, inspector: User, head: User, count: int) -> None:
    for _number in range(count):
        where = makers.site(clerk)
        makers.problem(clerk, where)
        makers.inspect(inspector, where, day("06-05"))
        makers.order_in_force(clerk, head, where, day("06-06"))


def test_every_list_takes_the_same_queries_for_3_rows_and_for_60(
    clerk: User, inspector: User, head: User
) -> None:
    client = signed_in(clerk)

    def queries() -> dict[str, int]:
        taken = {}
        for key in REGISTERS:
            with CaptureQueriesContext(connection) as caught:
                assert client.get(reverse(f"construction:{key}")).status_code == 200
            taken[key] = len(caught)
        return taken

    fill(clerk, inspector, head, 3)
    queries()  # the first request fills what is cached for the process
    few = queries()
    fill(clerk, inspector, head, 57)
    assert queries() == few
    assert max(few.values()) <= 10


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("situation=open", {"open", "late", "notified"}),
        ("situation=overdue", {"late"}),
        ("state=notified", {"notified"}),
        ("state=closed", {"closed"}),
        ("state=voided", {"void"}),
        ("focus=CAN", {"late"}),
        ("site=示例·甲工地", {"open", "closed"}),
        ("site=甲工地", {"open", "closed"}),
        ("found_from=2020-06-10", {"open"}),
        ("found_to=2020-06-02&situation=open", {"late", "notified"}),
        ("q=late", {"late"}),
    ],
)
def test_problems_are_filtered(clerk: User, inspector: User, query: str, seen: set[str]) -> None:
    first, second = makers.site(clerk, "示例·甲工地"), makers.site(clerk, "示例·乙工地")
    makers.problem(clerk, first, description="open", found_on=day("06-15"), due_on=day("06-25"))
    makers.settle(inspector, makers.problem(clerk, first, description="closed"), day("06-05"))
    makers.problem(clerk, second, description="late", focus="CAN", due_on=day("06-18"))
    notified = makers.problem(clerk, second, description="notified", due_on=day("06-19"))
    actions.notify_problem(by=inspector, problem=notified, day=day("06-02"))
    void = makers.problem(clerk, second, description="void")
    actions.void_problem(by=clerk, problem=void, voided_on=day("06-03"), reason="误登")
    page = signed_in(clerk).get(f"{reverse('construction:problems')}?{query}")
    assert {line.cells[0].text for line in page.context["page"].lines} == seen


def test_sites_are_filtered_by_what_they_are_today(clerk: User, inspector: User) -> None:
    good, open_, gone = makers.site(clerk), makers.site(clerk), makers.site(clerk)
    makers.inspect(inspector, good, day("06-15"))
    makers.problem(inspector, open_)
    actions.retire_site(by=clerk, site=gone, retired_on=day("06-10"), reason="竣工")
    client, url = signed_in(clerk), reverse("construction:sites")

    def names(query: str) -> list[str]:
        return [line.cells[0].text for line in client.get(f"{url}?{query}").context["page"].lines]

    assert names("status=compliant") == [good.name]
    assert names("status=noncompliant") == [open_.name]
    assert names("standing=retired") == [gone.name]


def test_a_row_of_another_town_is_not_found(
    clerk: User, inspector: User, head: User, town_clerk: User
) -> None:
    elsewhere = makers.site(clerk, unit=factories.unit("中心路街道"))
    rows = {
        "sites": elsewhere.pk,
        "problems": makers.problem(clerk, elsewhere).pk,
        "inspections": makers.inspect(inspector, elsewhere, day("06-05")).pk,
        "stop-work-orders": makers.order_in_force(clerk, head, elsewhere, day("06-06")).pk,
    }
    client = signed_in(town_clerk)
    for key, pk in rows.items():
        assert signed_in(clerk).get(reverse(f"construction:{key}-record", args=[pk])).status_code == 200
        assert client.get(reverse(f"construction:{key}-record", args=[pk])).status_code == 404
        assert client.get(reverse(f"construction:{key}-edit", args=[pk])).status_code == 404
        page = client.get(reverse(f"construction:{key}"))
        assert elsewhere.name not in page.content.decode()
    step = reverse("construction:problems-step", args=[rows["problems"], "submit"])
    assert client.post(step, {"submitted_on": "2020-06-05"}).status_code == 404


def test_a_site_page_shows_its_standing_and_its_rows(
    clerk: User, inspector: User, head: User, site: Site
) -> None:
    makers.problem(clerk, site, description="东侧裸土", due_on=day("06-10"))
    makers.inspect(inspector, site, day("06-05"))
    makers.order_in_force(clerk, head, site, day("06-06"))
    page = signed_in(clerk).get(reverse("construction:sites-record", args=[site.pk])).content.decode()
    for words in ("停工", "东侧裸土", "2020-06-05", "扬尘问题逾期未改", "登记问题", 'data-tone="bad"'):
        assert words in page


def test_acts_are_offered_to_whom_they_belong(clerk: User, inspector: User, site: Site) -> None:
    found = makers.problem(clerk, site)
    actions.notify_problem(by=inspector, problem=found, day=day("06-02"))
    actions.submit_problem(by=inspector, problem=found, submitted_on=day("06-03"))
    url = reverse("construction:problems-record", args=[found.pk])
    of_clerk = [str(act.title) for act in signed_in(clerk).get(url).context["acts"]]
    of_inspector = [str(act.title) for act in signed_in(inspector).get(url).context["acts"]]
    assert of_clerk == ["作废", "合并重复", "修改"]
    assert of_inspector == ["复核销号", "复核不通过", "修改"]
    step = reverse("construction:problems-step", args=[found.pk, "close"])
    refused = signed_in(clerk).get(step)
    assert refused.status_code == 403
    assert "工地检查员" in refused.content.decode()


def test_a_problem_is_recorded_from_the_page_of_its_site(inspector: User, site: Site) -> None:
    client, url = signed_in(inspector), reverse("construction:problems-add")
    assert f'value="{site.pk}" selected' in client.get(f"{url}?site={site.pk}").content.decode()
    values = {
        "site": site.pk, "check": "CAN-04", "description": "没有挡鼠板", "place": "储藏间", "found_on": "2020-06-18",
        "due_on": "2020-06-20",
    }  # fmt: skip
    answer = client.post(url, values)
    found = Problem.objects.get()
    assert answer.url == reverse("construction:problems-record", args=[found.pk])
    assert (found.item.code, found.focus, found.place) == ("CAN-04", "CAN", "储藏间")
    assert client.post(url, {**values, "check": "DOR"}).status_code == 302
    assert Problem.objects.latest("pk").item is None


def test_a_refused_form_keeps_what_was_typed_and_says_it_at_the_field(inspector: User, site: Site) -> None:
    tomorrow = (clock.today() + timedelta(1)).isoformat()
    answer = signed_in(inspector).post(
        reverse("construction:problems-add"),
        {"site": site.pk, "check": "ENV", "description": "裸土", "found_on": tomorrow, "due_on": tomorrow},
    )
    assert answer.status_code == 422
    assert "晚于今天" in str(answer.context["form"].errors["found_on"])
    assert "裸土" in answer.content.decode()
    assert not Problem.objects.exists()


def test_a_problem_goes_its_way_through_the_pages(
    inspector: User, clerk: User, chief: User, site: Site
) -> None:
    found = makers.problem(clerk, site)
    twin = makers.problem(clerk, site)

    def take(user: User, step: str, **values: object) -> int:
        url = reverse("construction:problems-step", args=[found.pk, step])
        assert signed_in(user).get(url).status_code == 200
        return signed_in(user).post(url, values).status_code

    assert take(inspector, "notify", day="2020-06-02") == 302
    assert take(chief, "extend", due_on="2020-06-15", reason="雨天") == 302
    assert take(inspector, "submit", submitted_on="2020-06-05") == 302
    assert take(inspector, "reject", day="2020-06-05", reason="") == 422
    assert take(inspector, "reject", day="2020-06-05", reason="未完") == 302
    assert take(inspector, "renotify", day="2020-06-05") == 302
    assert take(inspector, "submit", submitted_on="2020-06-06") == 302
    assert take(inspector, "close", closed_on="2020-06-07") == 302
    assert take(clerk, "merge", duplicates=[twin.pk]) == 302
    found.refresh_from_db()
    assert (found.state, found.due_on, found.duplicates.get()) == ("closed", day("06-15"), twin)
    gone = reverse("construction:problems-step", args=[found.pk, "vanish"])
    assert signed_in(clerk).get(gone).status_code == 404
    page = signed_in(clerk).get(reverse("construction:problems-record", args=[found.pk])).content.decode()
    assert "并入的重复问题" in page and "批准延期" in page


def test_an_order_goes_its_way_through_the_pages(
    clerk: User, inspector: User, head: User, site: Site
) -> None:
    values = {"site": site.pk, "ground": "other", "ground_text": "示例依据", "drafted_on": "2020-06-01"}
    signed_in(clerk).post(reverse("construction:stop-work-orders-add"), values)
    order = StopWorkOrder.objects.get()

    def take(user: User, step: str, **given: str) -> int:
        return signed_in(user).post(
            reverse("construction:stop-work-orders-step", args=[order.pk, step]), given
        ).status_code  # fmt: skip

    edit = reverse("construction:stop-work-orders-edit", args=[order.pk])
    assert signed_in(clerk).post(edit, {"ground": "other", "ground_text": "补充"}).status_code == 302
    assert take(head, "approve", day="2020-06-01") == 302
    assert take(clerk, "serve", served_on="2020-06-02") == 302
    assert take(clerk, "request_resume", resume_requested_on="2020-06-05") == 302
    assert take(inspector, "lift", lifted_on="2020-06-05") == 422
    visit = {"site": site.pk, "day": "2020-06-05", "mode": "spot", "inspectors": "检查一组"}
    assert signed_in(inspector).post(reverse("construction:inspections-add"), visit).status_code == 302
    assert take(inspector, "lift", lifted_on="2020-06-05") == 302
    page = signed_in(head).get(reverse("construction:stop-work-orders-record", args=[order.pk]))
    assert "已解除" in page.content.decode() and "撤销解除" in page.content.decode()


def test_sites_inspections_and_items_are_edited(clerk: User, inspector: User, site: Site) -> None:
    client = signed_in(clerk)
    values = {"name": site.name, "kind": "construction", "unit": site.unit_id, "risk": "high"}
    assert client.post(reverse("construction:sites-edit", args=[site.pk]), values).status_code == 302
    assert Site.objects.get().risk == "high"
    assert client.post(reverse("construction:sites-add"), values).status_code == 422  # the name is taken
    assert (
        client.post(reverse("construction:sites-add"), {**values, "name": "示例·新点位"}).status_code == 302
    )
    visit = makers.inspect(inspector, site, day("06-05"))
    edit = reverse("construction:inspections-edit", args=[visit.pk])
    assert client.post(edit, {"day": "2020-06-06", "mode": "spot", "inspectors": "二组"}).status_code == 302
    assert Inspection.objects.get().day == day("06-06")
    item = ChecklistItem.objects.get(code="ENV-01")
    edit = reverse("construction:checklist-edit", args=[item.pk])
    assert client.post(edit, {"text": "围挡完整", "clause": ""}).status_code == 302
    item.refresh_from_db()
    assert (item.text, item.active) == ("围挡完整", False)
    retire = reverse("construction:sites-step", args=[site.pk])
    assert client.post(retire, {"retired_on": "2020-06-19", "reason": "竣工"}).status_code == 302
    assert (
        "已于 2020-06-19 退出"
        in client.get(reverse("construction:sites-record", args=[site.pk])).content.decode()
    )


def test_a_town_clerk_is_offered_the_own_town_only(town_clerk: User, clerk: User, site: Site) -> None:
    makers.site(clerk, "示例·别处", unit=factories.unit("中心路街道"))
    client = signed_in(town_clerk)
    page = client.get(reverse("construction:sites-add")).content.decode()
    assert "峡窝镇" in page and "中心路街道" not in page
    assert "示例·别处" not in client.get(reverse("construction:problems-add")).content.decode()
