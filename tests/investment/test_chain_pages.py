"""The picture of the chains: projects stand on nodes by name, and every number opens exactly its rows."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from taizhang.enterprises.actions import chains
from taizhang.enterprises.models import Chain, ChainNode, Enterprise
from taizhang.investment.actions.stages import set_aside
from taizhang.investment.chain_picture import Picture, Tally
from taizhang.investment.models import Project
from taizhang.organisation.models import User
from tests import factories
from tests.enterprises.makers import day, enterprise
from tests.investment import makers


@pytest.fixture(autouse=True)
def _district(db: None) -> None:
    factories.district(stands_on=day("06-19"))


@pytest.fixture
def nodes(verifier: User, clerk: User) -> dict[str, ChainNode]:
    """智能制造 with three nodes, one of them a gap, and a firm on the first."""
    chain = Chain.objects.get(name="智能制造")
    firm = enterprise(clerk, "示例·铝材厂")
    made = [
        chains.add_node(by=verifier, chain=chain, name="材料", segment="upstream", firms=[firm]),
        chains.add_node(by=verifier, chain=chain, name="核心零部件", segment="midstream", gap="缺减速器"),
        chains.add_node(by=verifier, chain=chain, name="整机", segment="downstream"),
    ]
    return {node.name: node for node in made}


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def shown(user: User, name: str = "智能制造") -> Picture:
    page = client_of(user).get(reverse("investment:chains"))
    return next(each for each in page.context["pictures"] if each.chain.name == name)


def tallies(picture: Picture) -> Iterator[Tally]:
    yield from (picture.signed, picture.talks, *picture.kinds, *picture.strays)
    for column in picture.columns:
        for card in column.cards:
            yield from (card.signed, card.talks)


def project(user: User, yi: str = "5", **values: Any) -> Project:
    return makers.negotiated(user, yi, chain="智能制造", **values)


def test_every_number_opens_exactly_its_rows(verifier: User, nodes: dict[str, ChainNode]) -> None:
    project(verifier, node="材料", link_kind="extend")
    project(verifier, node=" 材料", link_kind="mend", yi="3")
    makers.signed(verifier, chain="智能制造", node="核心零部件", yi="7.2")
    makers.signed(verifier, chain="智能制造", node="检测", yi="2.6")
    makers.signed(verifier, chain="智能制造", node="", yi="1")
    makers.signed(verifier, chain="现代物流", node="材料", yi="1.5")
    makers.signed(verifier, chain="量子计算", yi="1.5")
    makers.signed(verifier, chain="", yi="1.5")
    client = client_of(verifier)
    page = client.get(reverse("investment:chains"))
    found = [tally for picture in page.context["pictures"] for tally in tallies(picture)]
    found += page.context["strays"]
    assert sum(tally.count for tally in page.context["strays"]) == 2
    for tally in found:
        parts = urlsplit(tally.url)
        listed = client.get(f"{parts.path}?{parts.query}")
        assert not listed.context["filters"].form.errors, tally.url
        assert len(listed.context["page"].lines) == tally.count, tally.url
    picture = shown(verifier)
    assert (picture.talks.count, picture.talks.amount) == (2, "8.00")
    assert (picture.signed.count, picture.signed.amount) == (3, "10.80")
    material = picture.columns[0].cards[0]
    assert (material.talks.count, material.talks.amount, material.signed.count) == (2, "8.00", 0)
    assert [(tally.title, tally.count) for tally in picture.strays] == [("未填环节", 1), ("检测", 1)]
    assert {str(tally.title): tally.count for tally in picture.kinds}["延"] == 1


def test_a_chain_is_drawn_upstream_to_downstream_with_its_gaps(
    verifier: User, clerk: User, nodes: dict[str, ChainNode]
) -> None:
    chains.add_target(
        by=clerk,
        node=nodes["核心零部件"],
        name="示例·减速器公司",
        why="补缺口",
        unit=clerk.unit,
        place="苏州市",
    )
    picture = shown(verifier)
    assert [[card.node.name for card in column.cards] for column in picture.columns] == [
        ["材料"], ["核心零部件"], ["整机"]
    ]  # fmt: skip
    assert (picture.gaps, picture.firms, picture.targets) == (1, 1, 1)
    page = client_of(verifier).get(reverse("investment:chain", args=[picture.chain.pk])).content.decode()
    for words in ("缺减速器", "示例·减速器公司", "峡窝镇 · 寻访中", "示例·铝材厂", "data-gap"):
        assert words in page


def test_a_unit_sees_its_own_projects_and_targets_only(
    verifier: User, clerk: User, rival: User, nodes: dict[str, ChainNode]
) -> None:
    makers.signed(verifier, chain="智能制造", node="材料", unit=rival.unit)
    chains.add_target(by=rival, node=nodes["整机"], name="示例·整机公司", why="龙头", unit=rival.unit)
    picture = shown(clerk)
    assert (picture.signed.count, picture.targets) == (0, 0)
    assert (shown(rival).signed.count, shown(rival).targets) == (1, 1)


def test_projects_that_ended_are_not_drawn(verifier: User, nodes: dict[str, ChainNode]) -> None:
    row = project(verifier, node="材料")
    set_aside(by=verifier, project=row, transition="lose", on=day("06-01"), reason="改在外地")
    assert shown(verifier).talks.count == 0


def test_who_referred_whom_is_entered_and_shown(verifier: User, nodes: dict[str, ChainNode]) -> None:
    row, firm = project(verifier, node="材料"), Enterprise.objects.get()
    client, edit = client_of(verifier), reverse("investment:projects-edit", args=[row.pk])
    values = {
        "name": row.name, "investor": row.investor, "unit": row.unit_id, "total": "5", "chain": "智能制造", "node": "材料",
        "referred_by": "示例·铝材",
    }  # fmt: skip
    refused = client.post(edit, values)
    assert refused.status_code == 422 and "相近的有：示例·铝材厂" in refused.content.decode()
    assert client.post(edit, {**values, "referred_by": "示例·铝材厂"}).status_code == 302
    row.refresh_from_db()
    assert row.referred_by == firm
    assert row.history.last().detail["changed"]["referred_by"] == ["", "示例·铝材厂"]
    assert "示例·铝材厂" in client.get(reverse("investment:projects-record", args=[row.pk])).content.decode()
    page = client.get(reverse("investment:chains"))
    assert [each["enterprise"] for each in page.context["referrals"]] == [firm]
    client.post(edit, {**values, "referred_by": ""})
    row.refresh_from_db()
    assert row.referred_by is None


def test_the_picture_takes_the_same_queries_however_much_it_shows(
    verifier: User, clerk: User, nodes: dict[str, ChainNode]
) -> None:
    client = client_of(verifier)

    def queries() -> list[int]:
        taken = []
        for url in (reverse("investment:chains"), reverse("investment:chain", args=[nodes["整机"].chain_id])):
            with CaptureQueriesContext(connection) as caught:
                assert client.get(url).status_code == 200
            taken.append(len(caught))
        return taken

    project(verifier, node="材料")
    queries()
    few = queries()
    for number in range(20):
        project(verifier, node="整机")
        node = chains.add_node(
            by=verifier, chain=nodes["整机"].chain, name=f"环节{number}", segment="upstream",
            firms=[enterprise(clerk)],
        )  # fmt: skip
        chains.add_target(by=clerk, node=node, name="示例·目标", why="龙头", unit=clerk.unit)
    assert queries() == few
    assert max(few) <= 20
