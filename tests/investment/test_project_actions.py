"""Entering, changing and moving projects: who may, what is refused, what the journal says."""

from dataclasses import replace
from datetime import date

import pytest

from taizhang.foundation import clock
from taizhang.foundation.refusals import Conflict, NotPermitted, Refused
from taizhang.investment.actions.projects import (
    change_project,
    import_projects,
    partners_of,
    register_project,
)
from taizhang.investment.actions.rules import set_rules
from taizhang.investment.actions.stages import exclude, restore, set_aside
from taizhang.investment.actions.verdicts import undo_stage
from taizhang.investment.entries import Share
from taizhang.investment.models import AmountRevision, Exclusion, FundArrival, Project, RuleSet
from taizhang.journal.models import Event
from taizhang.organisation import district
from taizhang.organisation.models import User
from tests import factories
from tests.investment.makers import (
    JUNE_12,
    JUNE_20,
    entry,
    negotiated,
    paid,
    recognised,
    revised,
    signed,
    wan,
)


def kinds(project: Project) -> list[str]:
    return [event.kind for event in project.history]


def test_a_clerk_enters_the_own_units_projects_only(clerk: User) -> None:
    project = negotiated(clerk)
    assert (project.state, project.code) == ("negotiating", f"XM{project.pk:06d}")
    assert kinds(project) == ["created"]
    with pytest.raises(NotPermitted):
        negotiated(clerk, unit=factories.unit("中心路街道"))


@pytest.mark.parametrize(
    "role", ["leader", "supervisor", "site_clerk", "reader", "operator", "administrator"]
)
def test_others_enter_no_project(verifier: User, role: str) -> None:
    with pytest.raises(NotPermitted):
        negotiated(factories.person(role))


def test_names_are_one_however_they_are_bracketed(clerk: User) -> None:
    negotiated(clerk, name="示例·产业园（一期）")
    with pytest.raises(Refused, match="牵头单位是峡窝镇") as refusal:
        negotiated(clerk, name="示例·产业园(一期)")
    assert refusal.value.field == "name"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"total": wan("0")}, "total"),
        ({"total": wan("-1")}, "total"),
        ({"total": wan("999999")}, "total"),
        ({"outside": wan("6")}, "outside"),
        ({"outside": wan("-1")}, "outside"),
        ({"name": "长" * 121}, "name"),
        ({"signed_on": JUNE_12}, "state"),
    ],
)
def test_a_wrong_entry_is_refused_at_its_field(clerk: User, values: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as refusal:
        register_project(by=clerk, entry=replace(entry("5"), **values))
    assert refusal.value.field == field
    assert (
        not Project.objects.exists() and not Event.objects.filter(subject_type="investment.project").exists()
    )


def test_a_change_is_journalled_with_old_and_new_and_no_change_is_not(clerk: User) -> None:
    town = factories.unit("中心路街道")
    first = entry("5", name="示例·甲", partners=(Share(town.pk, None),))
    project = register_project(by=clerk, entry=first)
    change_project(by=clerk, project=project, entry=first)
    assert kinds(project) == ["created"]
    partners = (Share(town.pk, wan("0.003")),)
    change_project(
        by=clerk, project=project, entry=replace(first, chain="智能制造", total=wan("6"), partners=partners)
    )
    project.refresh_from_db()
    assert (project.chain, project.planned_total) == ("智能制造", wan("6"))
    assert partners_of(project, district.business_today()) == partners
    changed = project.history.last().detail["changed"]
    assert changed["chain"] == ["", "智能制造"]
    assert changed["partners"] == ["中心路街道", "中心路街道:30%"]


def test_signing_freezes_the_investors_place_and_the_amount(verifier: User, clerk: User) -> None:
    first = entry("5", name="示例·甲", investor_place="江苏省苏州市")
    project = register_project(by=clerk, entry=first)
    recognised(verifier, project, "signed", JUNE_12, "4.5")
    now = replace(first, total=wan("4.5"))
    for values, field in (({"investor_place": "上海市"}, "investor_place"), ({"total": wan("9")}, "total")):
        with pytest.raises(Refused) as refusal:
            change_project(by=clerk, project=project, entry=replace(now, **values))
        assert refusal.value.field == field
    change_project(by=clerk, project=project, entry=replace(now, note="已签"))
    assert Project.objects.get().note == "已签"


def test_a_new_lead_unit_takes_the_money_along(verifier: User, clerk: User) -> None:
    project = signed(verifier, name="示例·甲")
    revised(verifier, project, JUNE_20, "6")
    paid(verifier, project, JUNE_20, "100")
    town = factories.unit("中心路街道")
    moved = entry("6", name="示例·甲", unit=town)
    with pytest.raises(NotPermitted):
        change_project(by=clerk, project=project, entry=moved)
    change_project(by=verifier, project=project, entry=moved)
    assert {row.unit_id for row in (*AmountRevision.objects.all(), *FundArrival.objects.all())} == {town.pk}


def test_a_project_goes_through_its_stages_one_after_another(verifier: User, clerk: User) -> None:
    project = negotiated(clerk, outside=wan("1"))
    for stage, on in (("signed", JUNE_12), ("landed", JUNE_20), ("started", JUNE_20), ("in_use", JUNE_20)):
        recognised(verifier, project, stage, on)
    assert (project.state, project.in_use_on) == ("in_use", JUNE_20)
    moves = [kind for kind in kinds(project) if kind != "attached"]
    assert moves == ["created", "sign", "land", "start", "put_in_use"]
    first = AmountRevision.objects.get()
    assert (first.effective_on, first.total, first.outside, first.initial) == (
        JUNE_12,
        wan("5"),
        wan("1"),
        True,
    )


def test_undoing_a_signing_voids_its_amounts_and_it_can_be_signed_again(verifier: User, clerk: User) -> None:
    project = negotiated(clerk)
    recognised(verifier, project, "signed", JUNE_20, "9")
    with pytest.raises(Refused):
        undo_stage(by=verifier, project=project, reason=" ")
    undo_stage(by=verifier, project=project, reason="日期有误")
    project.refresh_from_db()
    assert (project.state, project.signed_on) == ("negotiating", None)
    recognised(verifier, project, "signed", JUNE_12, "4")
    assert Project.objects.with_amount(JUNE_20).get().amount == wan("4")
    assert AmountRevision.objects.filter(void=True).count() == 1


def test_a_side_state_has_a_reason_and_leads_back_to_the_batch_it_left(verifier: User, clerk: User) -> None:
    project = signed(verifier, landed_on=JUNE_12)
    with pytest.raises(Refused) as refusal:
        set_aside(by=clerk, project=project, transition="pause", on=JUNE_20, reason="")
    assert refusal.value.field == "reason"
    set_aside(by=clerk, project=project, transition="pause", on=JUNE_20, reason="等待用地")
    with pytest.raises(Refused, match="早于"):
        restore(by=clerk, project=project, on=JUNE_12, reason="恢复")
    assert restore(by=clerk, project=project, on=JUNE_20, reason="用地已解决").state == "landed"
    set_aside(by=clerk, project=project, transition="lose", on=JUNE_20, reason="投资方退出")
    with pytest.raises(Conflict):
        set_aside(by=clerk, project=project, transition="pause", on=JUNE_20, reason="再停")


def test_only_the_verifier_rules_a_project_out_and_in(verifier: User, clerk: User) -> None:
    project = signed(verifier)
    with pytest.raises(NotPermitted):
        exclude(by=clerk, project=project, code="fiscal", on=JUNE_20, reason="财政资金")
    with pytest.raises(Refused, match="早于签约日期"):
        exclude(by=verifier, project=project, code="fiscal", on=date(2020, 6, 1), reason="财政资金")
    exclude(by=verifier, project=project, code="fiscal", on=JUNE_20, reason="财政资金")
    with pytest.raises(NotPermitted):
        restore(by=clerk, project=project, on=JUNE_20, reason="不服")
    restore(by=verifier, project=project, on=date(2020, 7, 1), reason="复核后认定")
    ruling = Exclusion.objects.get()
    assert (ruling.code, ruling.since, ruling.until) == ("fiscal", JUNE_20, date(2020, 7, 1))


def test_a_case_that_the_years_rules_do_not_know_is_refused(verifier: User) -> None:
    set_rules(by=verifier, year=2020, effective_on=date(2020, 1, 1), exclusions=["fiscal"])
    with pytest.raises(Refused) as refusal:
        exclude(by=verifier, project=signed(verifier), code="real_estate", on=JUNE_20, reason="房地产")
    assert refusal.value.field == "code"


def test_history_is_imported_by_the_verifier_and_the_operator(verifier: User, clerk: User) -> None:
    operator = factories.person("operator")
    import_projects(records=[entry(name="示例·甲", signed_on=JUNE_12)], by=operator, source="x")
    project = Project.objects.get()
    event = project.history.get()
    assert (event.kind, event.unit_id, event.detail["source"]) == ("recognised", project.unit_id, "x")
    assert clock.local_date(event.happened_at) == JUNE_12
    with pytest.raises(Refused, match="招商核定员"):
        import_projects(records=[entry(name="示例·乙", signed_on=JUNE_12)], by=clerk, source="x")
    with pytest.raises(Refused, match="已有叫“示例·甲”的项目"):
        import_projects(records=[entry(name="示例·甲")], by=verifier, source="x")
    import_projects(records=[entry(name="示例·乙")], by=clerk, source="x")
    assert kinds(Project.objects.get(name="示例·乙")) == ["imported"]


def test_rules_are_versions_and_last_years_stay(verifier: User, clerk: User) -> None:
    with pytest.raises(NotPermitted):
        set_rules(by=clerk, year=2020, effective_on=date(2020, 1, 1))
    for bounds in ([wan("1")], [wan("5"), wan("1"), wan("10")], [wan("0"), wan("1"), wan("2")]):
        with pytest.raises(Refused):
            set_rules(by=verifier, year=2020, effective_on=date(2020, 1, 1), tier_bounds=bounds)
    first = set_rules(
        by=verifier, year=2020, effective_on=date(2020, 1, 1), inside_names=["上街区", "上街镇"]
    )
    second = set_rules(by=verifier, year=2020, effective_on=date(2020, 7, 1))
    assert (first.version, second.version, RuleSet.of_year(2020).pk) == (1, 2, second.pk)
    assert (
        first.is_outside("江苏省苏州市") and not first.is_outside("上街镇") and not first.is_outside("区内")
    )
    assert second.is_outside("上街镇")
