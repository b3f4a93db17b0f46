"""The pages of the enterprises room: lists of one query, forms that say what is wrong, records behind their units."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from taizhang.enterprises.actions import chains
from taizhang.enterprises.actions.visits import record_visit
from taizhang.enterprises.models import Chain, ChainNode, Enterprise, EnterpriseRequest, TargetFirm, Visit
from taizhang.organisation.models import User
from tests import factories
from tests.enterprises import makers
from tests.enterprises.makers import day

REGISTERS = ("requests", "visits", "enterprises", "chains", "target-firms")


@pytest.fixture(autouse=True)
def _district(db: None) -> None:
    factories.district(stands_on=day("06-19"))


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at(name: str, *args: object) -> str:
    return reverse(f"enterprises:{name}", args=args)


def test_every_list_takes_the_same_queries_for_3_rows_and_for_40(clerk: User, verifier: User) -> None:
    chain, client = Chain.objects.get(name="智能制造"), signed_in(verifier)

    def fill(count: int) -> None:
        for _each in range(count):
            row = makers.request(clerk)
            number = row.pk
            node = chains.add_node(
                by=verifier, chain=chain, name=f"环节{number}", segment="upstream", firms=[row.enterprise]
            )
            chains.add_target(by=clerk, node=node, name="示例·目标", why="龙头", unit=clerk.unit)
            record_visit(by=clerk, enterprise=row.enterprise, day=day("06-01"), visitors="专干", heard="稳定")

    def queries() -> dict[str, int]:
        taken = {}
        for key in REGISTERS:
            with CaptureQueriesContext(connection) as caught:
                assert client.get(at(key)).status_code == 200
            taken[key] = len(caught)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(at("chains-record", chain.pk)).status_code == 200
        return {**taken, "chain": len(caught)}

    fill(3)
    queries()  # the first request fills what is cached for the process
    few = queries()
    fill(37)
    assert queries() == few
    assert max(few.values()) <= 18


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("situation=overdue", {"late"}),
        ("situation=unsolved", {"late", "answered", "new"}),
        ("state=answered", {"answered"}),
        ("situation=many_trips", set()),
        ("kind=pain", {"new"}),
        ("opened_from=2020-06-10", {"new"}),
        ("opened_to=2020-06-09", {"late", "answered"}),
        ("q=late", {"late"}),
    ],
)
def test_requests_are_filtered(clerk: User, query: str, seen: set[str]) -> None:
    firm = makers.enterprise(clerk)
    makers.request(clerk, firm, text="late")
    makers.answered(clerk, makers.request(clerk, firm, text="answered"))
    makers.request(clerk, firm, text="new", kind="pain", opened_on=day("06-18"))
    page = signed_in(clerk).get(f"{at('requests')}?{query}")
    assert {line.cells[1].text for line in page.context["page"].lines} == seen


def test_whoever_meets_an_enterprise_takes_its_request_down(clerk: User) -> None:
    officer, town = factories.person("officer"), clerk.unit
    makers.enterprise(clerk, "示例·甲公司")
    client = signed_in(officer)
    values = {
        "enterprise_name": "示例·甲公", "kind": "pain", "opened_on": "2020-06-18", "text": "用工难", "unit": town.pk,
        "limit_days": "3",
    }  # fmt: skip
    refused = client.post(at("requests-add"), values)
    assert refused.status_code == 422
    assert "相近的有：示例·甲公司" in refused.content.decode() and "用工难" in refused.content.decode()
    assert client.post(at("requests-add"), {**values, "enterprise_name": "示例·甲 公司"}).status_code == 302
    assert (
        client.post(
            at("requests-add"), {**values, "enterprise_name": "示例·乙公司", "is_new": "on"}
        ).status_code
        == 302
    )
    assert set(EnterpriseRequest.objects.values_list("enterprise__name", flat=True)) == {
        "示例·甲公司",
        "示例·乙公司",
    }
    row = EnterpriseRequest.objects.first()
    assert client.get(at("requests-record", row.pk)).status_code == 200
    assert client.get(at("requests-step", row.pk, "answer")).status_code == 403
    assert client.get(at("requests-step", row.pk, "vanish")).status_code == 404


def test_a_request_goes_its_way_through_the_pages(clerk: User, rival: User, verifier: User) -> None:
    row, client = makers.request(clerk), signed_in(clerk)

    def take(who: Client, step: str, **values: object) -> int:
        assert who.get(at("requests-step", row.pk, step)).status_code == 200
        return who.post(at("requests-step", row.pk, step), values).status_code

    acts = [str(act.title) for act in client.get(at("requests-record", row.pk)).context["acts"]]
    assert acts == ["受理", "记办理情况", "转办"]
    assert take(client, "take-up", day="2020-06-02") == 302
    assert take(client, "note", day="2020-06-03", text="到现场", came="on") == 302
    assert take(client, "hand-over", unit=rival.unit.pk, reason="") == 422
    assert take(client, "hand-over", unit=rival.unit.pk, reason="归街道") == 302
    other = signed_in(rival)
    assert take(other, "take-up", day="2020-06-04") == 302
    assert take(other, "answer", day="2020-06-05", text="已修好") == 302
    page = other.get(at("requests-record", row.pk))
    assert [str(act.title) for act in page.context["acts"]] == ["企业评价链接"]
    text = page.content.decode()
    assert "跑了一次" in text and "已修好" in text and "工作人员不能代企业办结" in text
    assert "首接单位" in text and "峡窝镇" in text
    assert take(signed_in(verifier), "decline", day="2020-06-06", reason="不归区里管") == 422
    assert signed_in(factories.person("officer")).get(at("requests-record", row.pk)).status_code == 404


def test_a_visit_is_noted_and_a_request_arises_from_it(clerk: User, rival: User) -> None:
    firm, client = makers.enterprise(clerk, "示例·甲公司"), signed_in(clerk)
    values = {"enterprise": "示例·甲公司", "day": "2020-06-10", "visitors": "招商专干", "heard": "用工难"}
    assert client.post(at("visits-add"), {**values, "enterprise": "无此企业"}).status_code == 422
    assert client.post(at("visits-add"), values).status_code == 302
    visit = Visit.objects.get()
    page = client.get(f"{at('requests-add')}?visit={visit.pk}").content.decode()
    assert 'value="示例·甲公司"' in page and 'value="2020-06-10"' in page
    asked = {
        "enterprise_name": "示例·甲公司", "kind": "pain", "opened_on": "2020-06-10", "text": "用工难", "unit": clerk.unit.pk,
        "limit_days": "3",
    }  # fmt: skip
    assert client.post(f"{at('requests-add')}?visit={visit.pk}", asked).status_code == 302
    assert EnterpriseRequest.objects.get().visit == visit
    assert "用工难" in client.get(at("visits-record", visit.pk)).content.decode()
    assert client.post(at("visits-edit", visit.pk), {**values, "heard": "用工难，缺焊工"}).status_code == 302
    assert signed_in(rival).get(at("visits-record", visit.pk)).status_code == 404
    whole = client.get(at("enterprises-record", firm.pk)).content.decode()
    assert "招商专干" in whole and "用工难" in whole


def test_enterprises_and_chains_are_edited_through_their_pages(clerk: User, verifier: User) -> None:
    client, chain = signed_in(verifier), Chain.objects.get(name="现代物流")
    values = {"name": "示例·冷链公司", "unit": clerk.unit.pk, "credit_code": "91350100M000100Y44"}
    refused = client.post(at("enterprises-add"), values)
    assert refused.status_code == 422 and "校验位" in refused.content.decode()
    assert client.post(at("enterprises-add"), {**values, "credit_code": ""}).status_code == 302
    firm = Enterprise.objects.get()
    node = {
        "name": "冷链",
        "segment": "midstream",
        "firms": "示例·冷链公司\n示例·冷链 公司\n",
        "gap": "缺检测",
    }
    assert client.post(at("nodes-add", chain.pk), {**node, "firms": "无此企业"}).status_code == 422
    assert client.post(at("nodes-add", chain.pk), node).status_code == 302
    made = ChainNode.objects.get()
    assert [standing.enterprise for standing in made.firms.all()] == [firm]
    table = client.get(at("chains-record", chain.pk)).content.decode()
    assert "示例·冷链公司" in table and "缺检测" in table
    assert client.get(at("nodes-record", made.pk)).status_code == 200
    edit = client.get(at("enterprises-edit", firm.pk)).content.decode()
    assert "现代物流 · 冷链" in edit
    assert (
        client.post(at("nodes-edit", made.pk), {**node, "name": "冷链仓配", "firms": ""}).status_code == 302
    )
    assert client.post(at("nodes-remove", made.pk)).status_code == 302
    assert not ChainNode.objects.exists()
    assert client.post(at("chains-add"), {"name": "新材料", "position": "50"}).status_code == 302
    new = Chain.objects.get(name="新材料")
    assert (
        client.post(
            at("chains-edit", new.pk), {"name": "新材料", "position": "5", "unit": clerk.unit.pk}
        ).status_code
        == 302
    )
    assert signed_in(clerk).get(at("nodes-add", new.pk)).status_code == 200
    assert signed_in(clerk).get(at("nodes-add", chain.pk)).status_code == 403


def test_a_target_firm_goes_its_way_through_the_pages(clerk: User, rival: User, verifier: User) -> None:
    node = chains.add_node(
        by=verifier, chain=Chain.objects.get(name="通用航空"), name="维修", segment="downstream"
    )
    client = signed_in(clerk)
    values = {"node": node.pk, "name": "示例·发动机公司", "why": "补缺口", "unit": clerk.unit.pk}
    assert client.post(at("target-firms-add"), values).status_code == 302
    target = TargetFirm.objects.get()

    def take(step: str, **given: str) -> int:
        assert client.get(at("target-firms-step", target.pk, step)).status_code == 200
        return client.post(at("target-firms-step", target.pk, step), given).status_code

    assert take("contact", day="2020-06-10") == 302
    assert client.post(at("target-firms-edit", target.pk), {**values, "place": "成都市"}).status_code == 302
    assert take("give_up", reason="") == 422
    assert take("sign", day="2020-06-12") == 302
    page = client.get(at("target-firms-record", target.pk)).content.decode()
    assert "已签约" in page and "成都市" in page and "撤销签约" in page
    assert signed_in(rival).get(at("target-firms-record", target.pk)).status_code == 404
