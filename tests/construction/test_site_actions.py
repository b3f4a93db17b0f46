"""Sites, inspections, the checklist and stop-work orders: what is allowed, and what a parcel counts as."""

from datetime import timedelta
from decimal import Decimal

import pytest

from taizhang.construction import actions
from taizhang.construction.models import ChecklistItem, Problem, Site, StopWorkOrder
from taizhang.foundation import clock
from taizhang.foundation.refusals import Conflict, NotPermitted, Refused
from taizhang.organisation.models import User
from tests import factories
from tests.construction import makers
from tests.construction.makers import day


def test_a_name_is_given_once_in_the_district(clerk: User, site: Site) -> None:
    with pytest.raises(Refused, match="已有同名点位") as refusal:
        makers.site(clerk, " 示例·金屏花园 二期 ", unit=factories.unit("中心路街道"))
    assert refusal.value.field == "name"


def test_sites_of_one_parcel_count_as_the_first(clerk: User) -> None:
    plot = makers.site(clerk, kind="idle_plot", parcel="gb 001")
    demolition = makers.site(clerk, kind="demolition", parcel="GB001")
    alone = makers.site(clerk)
    assert [plot.counted_as, demolition.counted_as, alone.counted_as] == [plot, plot, alone]


def test_a_changed_parcel_code_regroups_the_sites(clerk: User) -> None:
    first, second = makers.site(clerk, parcel="A"), makers.site(clerk, parcel="A")
    actions.change_site(by=clerk, site=first, parcel="B")
    heads = dict(Site.objects.values_list("pk", "counted_as"))
    assert heads == {first.pk: first.pk, second.pk: second.pk}
    actions.change_site(by=clerk, site=second, parcel="B")
    assert Site.objects.get(pk=second.pk).counted_as == first
    actions.change_site(by=clerk, site=first, parcel="")
    assert dict(Site.objects.values_list("pk", "counted_as")) == {first.pk: first.pk, second.pk: second.pk}


def test_a_site_takes_its_rows_to_another_town(clerk: User, site: Site) -> None:
    found = makers.problem(clerk, site)
    elsewhere = factories.unit("中心路街道")
    actions.change_site(by=clerk, site=site, unit=elsewhere)
    found.refresh_from_db()
    assert found.unit == elsewhere
    assert site.history.last().detail["changed"]["unit"] == ["峡窝镇", "中心路街道"]


def test_a_town_clerk_keeps_to_the_own_town(town_clerk: User, clerk: User, site: Site) -> None:
    assert makers.site(town_clerk).unit == site.unit
    with pytest.raises(NotPermitted):
        makers.site(town_clerk, unit=factories.unit("中心路街道"))
    with pytest.raises(NotPermitted):
        actions.change_site(by=town_clerk, site=site, unit=factories.unit("中心路街道"))
    with pytest.raises(NotPermitted):
        actions.retire_site(by=town_clerk, site=site, retired_on=day("06-19"), reason="竣工")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"lon": Decimal("34.8"), "lat": Decimal("113.3")}, "lon"),
        ({"lon": Decimal("113.3")}, "lat"),
        ({"registered_on": clock.today() + timedelta(1)}, "registered_on"),
        ({"name": "长" * 81}, "name"),
    ],
)
def test_an_impossible_site_is_refused(clerk: User, values: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as refusal:
        makers.site(clerk, **values)
    assert refusal.value.field == field


def test_a_site_retires_when_nothing_is_left_to_press(
    clerk: User, inspector: User, head: User, site: Site
) -> None:
    found = makers.problem(clerk, site)
    with pytest.raises(Refused, match="没销号"):
        actions.retire_site(by=clerk, site=site, retired_on=day("06-19"), reason="竣工")
    makers.settle(inspector, found, day("06-05"))
    makers.inspect(inspector, site, day("06-10"))
    with pytest.raises(Refused, match="检查过"):
        actions.retire_site(by=clerk, site=site, retired_on=day("06-09"), reason="竣工")
    with pytest.raises(Refused, match="原因"):
        actions.retire_site(by=clerk, site=site, retired_on=day("06-19"), reason="")
    retired = actions.retire_site(by=clerk, site=site, retired_on=day("06-19"), reason="竣工")
    assert retired.history.last().detail["reason"] == "竣工"
    with pytest.raises(Refused, match="已于 2020-06-19 退出"):
        makers.problem(clerk, retired, found_on=day("06-20"), due_on=day("06-21"))
    with pytest.raises(Conflict):
        actions.retire_site(by=clerk, site=site, retired_on=day("06-20"), reason="竣工")


def test_inspections_are_recorded_and_corrected(inspector: User, town_clerk: User, site: Site) -> None:
    with pytest.raises(NotPermitted):
        makers.inspect(town_clerk, site, day("06-05"))
    with pytest.raises(Refused, match="晚于今天"):
        makers.inspect(inspector, site, clock.today() + timedelta(1))
    visit = makers.inspect(inspector, site, day("06-05"))
    actions.change_inspection(
        by=inspector, inspection=visit, day=day("06-05"), mode="spot", inspectors="检查二组"
    )
    visit.refresh_from_db()
    assert (visit.mode, visit.inspectors) == ("spot", "检查二组")
    assert visit.history.last().detail["changed"]["mode"] == ["full", "spot"]


def test_the_checklist_is_seeded_and_edited(clerk: User, inspector: User) -> None:
    item = ChecklistItem.objects.get(code="DOR-05")
    with pytest.raises(NotPermitted):
        actions.change_checklist_item(by=inspector, item=item, text="x")
    changed = actions.change_checklist_item(by=clerk, item=item, text="床铺不超过两层", active=False)
    assert (changed.text, changed.active) == ("床铺不超过两层", False)


def test_an_order_is_approved_by_the_head_and_served(clerk: User, head: User, site: Site) -> None:
    order = actions.draft_order(
        by=clerk, site=site, ground="other", ground_text="示例依据", drafted_on=day("06-01")
    )
    with pytest.raises(NotPermitted, match="局主要负责人"):
        actions.approve_order(by=clerk, order=order, day=day("06-01"))
    with pytest.raises(Conflict):
        actions.serve_order(by=clerk, order=order, served_on=day("06-01"))
    actions.change_order(by=clerk, order=order, ground="other", ground_text="示例依据（补充）")
    actions.approve_order(by=head, order=order, day=day("06-01"))
    with pytest.raises(Conflict, match="拟稿"):
        actions.change_order(by=clerk, order=order, ground="other", ground_text="再改")
    actions.serve_order(by=clerk, order=order, served_on=day("06-02"))
    assert StopWorkOrder.objects.get().state == "in_force"


def test_an_order_is_lifted_after_a_re_inspection_with_every_problem_closed(
    clerk: User, inspector: User, head: User, town_clerk: User, site: Site
) -> None:
    found = makers.problem(clerk, site)
    order = makers.order_in_force(clerk, head, site, day("06-02"))
    actions.request_resume(by=town_clerk, order=order, resume_requested_on=day("06-05"))
    with pytest.raises(NotPermitted):
        actions.lift_order(by=clerk, order=order, lifted_on=day("06-06"))
    with pytest.raises(Refused, match="复查"):
        actions.lift_order(by=inspector, order=order, lifted_on=day("06-06"))
    makers.inspect(inspector, site, day("06-06"), "spot")
    with pytest.raises(Refused, match="1 项问题没有销号"):
        actions.lift_order(by=inspector, order=order, lifted_on=day("06-06"))
    actions.keep_stopped(by=inspector, order=order, reason="仍有一项")
    makers.settle(inspector, found, day("06-07"))
    actions.request_resume(by=town_clerk, order=order, resume_requested_on=day("06-08"))
    makers.inspect(inspector, site, day("06-08"))
    with pytest.raises(Refused, match="早于申请复工日期"):
        actions.lift_order(by=inspector, order=order, lifted_on=day("06-07"))
    actions.lift_order(by=inspector, order=order, lifted_on=day("06-08"))
    held = StopWorkOrder.objects.get()
    assert (held.state, held.lifted_on) == ("lifted", day("06-08"))
    actions.undo_lift_order(by=head, order=held, reason="复查有误")
    assert (held.state, held.lifted_on) == ("in_force", None)


def test_a_town_sees_its_own_rows_only(clerk: User, town_clerk: User, site: Site) -> None:
    makers.problem(clerk, site)
    elsewhere = makers.site(clerk, unit=factories.unit("中心路街道"))
    makers.problem(clerk, elsewhere)
    assert Site.objects.visible_to(town_clerk).get() == site
    assert Problem.objects.visible_to(town_clerk).get().site == site
    assert Problem.objects.visible_to(clerk).count() == 2
