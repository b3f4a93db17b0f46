"""The register and the chains: codes by their check digit, nodes in their order, targets with the unit that is after them."""

import pytest

from taizhang.enterprises.actions import chains as actions
from taizhang.enterprises.actions.enterprises import change_enterprise, register_enterprise
from taizhang.enterprises.models import Chain, ChainFirm, ChainNode, Enterprise, TargetFirm
from taizhang.foundation.refusals import Conflict, NotPermitted, Refused
from taizhang.journal.models import Event
from taizhang.organisation.models import User
from tests import factories
from tests.enterprises import makers
from tests.enterprises.makers import day

CODE = "91350100M000100Y43"  # the worked example of GB 32100-2015


@pytest.fixture
def chain(db: None) -> Chain:
    return Chain.objects.get(name="智能制造")


def node(by: User, chain: Chain, name: str = "材料", **values: object) -> ChainNode:
    return actions.add_node(by=by, chain=chain, name=name, segment="upstream", **values)  # type: ignore[arg-type]


def test_the_districts_four_chains_are_there_from_the_start(db: None) -> None:
    assert [str(chain) for chain in Chain.objects.all()] == ["智能制造", "通用航空", "现代物流", "文化旅游"]


def test_a_credit_code_is_checked_by_its_last_digit(clerk: User) -> None:
    with pytest.raises(Refused) as refusal:
        makers.enterprise(clerk, credit_code=CODE[:-1] + "4")
    assert refusal.value.field == "credit_code" and "校验位" in str(refusal.value)
    assert makers.enterprise(clerk, credit_code=f" {CODE.lower()} ").credit_code == CODE
    with pytest.raises(Refused) as refusal:
        makers.enterprise(clerk, credit_code=CODE)
    assert refusal.value.field == "credit_code"


def test_one_name_is_one_enterprise_however_it_is_written(clerk: User) -> None:
    makers.enterprise(clerk, "示例·甲（上街）公司")
    with pytest.raises(Refused, match="名录里已有"):
        makers.enterprise(clerk, "示例·甲(上街) 公司")


def test_a_clerk_enters_and_changes_the_own_units_enterprises_only(
    clerk: User, rival: User, verifier: User
) -> None:
    with pytest.raises(NotPermitted):
        register_enterprise(by=clerk, name="示例·别处", unit=rival.unit)
    firm = makers.enterprise(clerk)
    with pytest.raises(NotPermitted):
        change_enterprise(by=rival, enterprise=firm, name="改名", unit=clerk.unit)
    with pytest.raises(NotPermitted):
        change_enterprise(by=clerk, enterprise=firm, name=firm.name, unit=rival.unit)
    changed = change_enterprise(
        by=verifier, enterprise=firm, name=firm.name, unit=rival.unit, place="工业路1号"
    )
    assert (changed.unit, changed.place) == (rival.unit, "工业路1号")
    assert firm.history.last().detail["changed"] == {
        "unit": ["峡窝镇", "中心路街道"],
        "place": ["", "工业路1号"],
    }


def test_where_an_enterprise_stands_is_changed_from_either_side(
    clerk: User, verifier: User, chain: Chain
) -> None:
    first, second = node(verifier, chain), node(verifier, chain, "零部件")
    firm = makers.enterprise(clerk, nodes=[first])
    change_enterprise(by=clerk, enterprise=firm, name=firm.name, unit=firm.unit, nodes=[second])
    assert list(ChainFirm.objects.values_list("node", "enterprise")) == [(second.pk, firm.pk)]
    assert firm.history.last().detail["changed"]["nodes"] == ["智能制造·材料", "智能制造·零部件"]
    actions.change_node(by=verifier, node=second, name="零部件", segment="upstream", firms=[])
    assert not ChainFirm.objects.exists()
    assert second.history.last().detail["changed"] == {"firms": [firm.name, ""]}
    change_enterprise(by=clerk, enterprise=firm, name=firm.name, unit=firm.unit)
    assert firm.history.count() == 2  # nothing changed, so nothing is recorded


def test_nodes_come_one_after_another_and_are_named_once(verifier: User, chain: Chain) -> None:
    names = [node(verifier, chain, name).name for name in ("材料", "零部件", "整机")]
    assert list(chain.nodes.values_list("name", flat=True)) == names
    with pytest.raises(Refused, match="已有同名的环节"):
        node(verifier, chain, "零 部件")
    node(verifier, Chain.objects.get(name="通用航空"), "零部件")
    with pytest.raises(Refused, match="已有同名的产业链"):
        actions.add_chain(by=verifier, name="智能制造")


def test_a_chain_is_edited_by_its_leading_units_clerk_and_the_verifier(
    clerk: User, rival: User, verifier: User, chain: Chain
) -> None:
    for stranger in (clerk, rival, factories.person("leader")):
        with pytest.raises(NotPermitted):
            node(stranger, chain)
        with pytest.raises(NotPermitted):
            actions.change_chain(by=stranger, chain=chain, name=chain.name, unit=stranger.unit)
    chain = actions.change_chain(by=verifier, chain=chain, name=chain.name, unit=clerk.unit)
    assert node(clerk, chain).chain == chain
    with pytest.raises(NotPermitted):
        node(rival, chain, "整机")


def test_only_an_empty_node_is_removed_and_its_chain_remembers_it(
    clerk: User, verifier: User, chain: Chain
) -> None:
    row = node(verifier, chain, firms=[makers.enterprise(clerk)])
    with pytest.raises(Refused, match="还有企业"):
        actions.remove_node(by=verifier, node=row)
    actions.change_node(by=verifier, node=row, name="材料", segment="upstream")
    pk = row.pk
    actions.remove_node(by=verifier, node=row)
    assert not ChainNode.objects.exists()
    assert Event.objects.filter(subject_type="enterprises.node", subject_id=pk).last().kind == "removed"
    assert chain.history.last().kind == "node_removed"


def test_a_target_firm_goes_from_sought_to_signed_or_is_given_up_with_a_reason(
    clerk: User, rival: User, verifier: User, chain: Chain
) -> None:
    row = node(verifier, chain, gap="缺减速器")
    target = actions.add_target(by=clerk, node=row, name="示例·减速器公司", why="补缺口", unit=clerk.unit)
    with pytest.raises(Refused, match="由峡窝镇在招引"):
        actions.add_target(by=rival, node=row, name="示例·减速器 公司", why="补缺口", unit=rival.unit)
    with pytest.raises(NotPermitted):
        actions.contact_target(by=rival, target=target, day=day("06-01"))
    with pytest.raises(Conflict):
        actions.sign_target(by=clerk, target=target, day=day("06-01"))
    actions.contact_target(by=clerk, target=target, day=day("06-05"))
    with pytest.raises(Refused, match="早于对接日期"):
        actions.sign_target(by=clerk, target=target, day=day("06-01"))
    with pytest.raises(Refused):
        actions.give_up_target(by=clerk, target=target, reason=" ")
    actions.sign_target(by=clerk, target=target, day=day("06-10"))
    actions.undo_sign_target(by=clerk, target=target, reason="登错了")
    actions.give_up_target(by=clerk, target=target, reason="去了外地")
    row = actions.resume_target(by=clerk, target=target, reason="又有意向")
    assert (row.state, row.contacted_on, row.signed_on) == ("seeking", None, None)
    assert not TargetFirm.objects.visible_to(rival).exists()
    assert TargetFirm.objects.visible_to(verifier).exists()


def test_the_register_is_open_to_everyone_who_is_signed_in(clerk: User) -> None:
    makers.enterprise(clerk)
    assert Enterprise.objects.visible_to(factories.person("officer")).count() == 1
    shut = factories.person("officer")
    shut.is_active = False
    assert not Enterprise.objects.visible_to(shut).exists()
