"""The pages: lists with their filters, a project's page, its forms; other units' rows are not there."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from taizhang.investment.actions.stages import exclude
from taizhang.investment.models import AmountRevision, FundArrival, Project
from taizhang.investment.registers import AMOUNT_REVISIONS, FUND_ARRIVALS, PROJECTS, REGISTERS
from taizhang.organisation.models import User
from tests import factories
from tests.investment.makers import JUNE_12, JUNE_20, claimed, negotiated, paid, revised, signed, wan


@pytest.fixture
def as_verifier(client: Client, verifier: User) -> Client:
    client.force_login(verifier)
    return client


@pytest.fixture
def as_clerk(client: Client, clerk: User) -> Client:
    client.force_login(clerk)
    return client


def fill(by: User, rows: int) -> None:
    for number in range(rows):
        project = signed(by, str(1 + number % 12), date(2020, 1, 1 + number % 28), outside=wan("1"))
        revised(by, project, JUNE_12, "8")
        paid(by, project, JUNE_12, "100", "50")


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.key)
def test_a_list_asks_as_often_whatever_its_rows(as_verifier: Client, verifier: User, register) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert as_verifier.get(register.url()).status_code == 200
        return len(queries)

    fill(verifier, 3)
    asked()
    few = asked()
    fill(verifier, 57)
    assert asked() == few


def test_a_projects_page_asks_as_often_whatever_its_money(as_verifier: Client, verifier: User) -> None:
    project = signed(verifier, outside=wan("1"))
    address = PROJECTS.url("record", pk=project.pk)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            as_verifier.get(address)
        return len(queries)

    revised(verifier, project, JUNE_20, "6"), paid(verifier, project, JUNE_12, "100", "50")
    asked()
    few = asked()
    for number in range(25):
        revised(verifier, project, date(2020, 7, 1 + number), "6")
        paid(verifier, project, JUNE_12, "100", "50")
    assert asked() == few


def names(client: Client, **params: str) -> set[str]:
    page = client.get(PROJECTS.url(), params).context["page"]
    return {line.cells[0].text for line in page.lines}


def test_the_filters_of_projects(as_verifier: Client, verifier: User) -> None:
    town = factories.unit("中心路街道")
    signed(verifier, "12", name="示例·大", chain="智能制造")
    signed(verifier, "5", date(2020, 3, 1), name="示例·中", unit=town)
    grown = signed(verifier, "0.99996", name="示例·小")
    negotiated(verifier, "30", name="示例·谈", investor="示例·航空公司")
    assert names(as_verifier) == {"示例·大", "示例·中", "示例·小", "示例·谈"}
    assert names(as_verifier, tier="2") == {"示例·大", "示例·谈"}
    assert names(as_verifier, tier="1") == {"示例·大", "示例·中", "示例·谈"}
    assert names(as_verifier, tier="below") == {"示例·小"}
    revised(verifier, grown, JUNE_20, "5")
    assert names(as_verifier, tier="1", state="signed") == {"示例·大", "示例·中", "示例·小"}
    assert names(as_verifier, unit=str(town.pk)) == {"示例·中"}
    assert names(as_verifier, chain="智能制造") == {"示例·大"}
    assert names(as_verifier, signed_from="2020-03-01", signed_to="2020-03-31") == {"示例·中"}
    assert names(as_verifier, q="航空") == {"示例·谈"}


def test_another_units_rows_are_not_there(as_clerk: Client, verifier: User, clerk: User, rival: User) -> None:
    own, theirs = signed(verifier, name="示例·本镇"), signed(verifier, name="示例·外单位", unit=rival.unit)
    revision, voucher = revised(verifier, theirs, JUNE_20, "6"), paid(verifier, theirs, JUNE_12, "10")
    assert names(as_clerk) == {"示例·本镇"}
    assert as_clerk.get(PROJECTS.url("record", pk=own.pk)).status_code == 200
    for address in (
        PROJECTS.url("record", pk=theirs.pk),
        PROJECTS.url("edit", pk=theirs.pk),
        AMOUNT_REVISIONS.url("record", pk=revision.pk),
        FUND_ARRIVALS.url("record", pk=voucher.pk),
        FUND_ARRIVALS.url("edit", pk=voucher.pk),
        f"/investment/projects/{theirs.pk}/claim/",
        f"/investment/projects/{theirs.pk}/restore/",
        f"/investment/fund-arrivals/{voucher.pk}/recognise/",
    ):
        assert as_clerk.get(address).status_code == 404, address


def test_strangers_are_sent_to_sign_in(client: Client, verifier: User) -> None:
    for register in REGISTERS:
        assert client.get(register.url()).status_code == 302


def test_a_clerk_enters_and_edits_a_project_by_the_forms(as_clerk: Client, clerk: User) -> None:
    factories.unit("中心路街道")
    typed = {
        "name": "示例·甲", "investor": "示例·公司", "unit": clerk.unit.pk, "total": "1.23456", "outside": "",
        "partners": "中心路街道：30％", "chain": "智能制造",
    }  # fmt: skip
    answer = as_clerk.post(PROJECTS.url("add"), typed)
    project = Project.objects.get()
    assert answer.status_code == 302 and answer.url == PROJECTS.url("record", pk=project.pk)
    assert project.planned_total == Decimal("12345.6")
    page = as_clerk.get(PROJECTS.url("edit", pk=project.pk)).content.decode()
    assert 'value="1.23456"' in page and "中心路街道:30%" in page
    as_clerk.post(PROJECTS.url("edit", pk=project.pk), {**typed, "total": "2"})
    assert Project.objects.get().planned_total == wan("2")


@pytest.mark.parametrize(
    ("values", "part"),
    [
        ({"total": "-1"}, "总投资"),
        ({"partners": "工信委:30%"}, "没有叫“工信委”的单位"),
        ({"partners": "峡窝镇:30%"}, "牵头单位又写在协作单位里"),
        ({"credit_code": "abc"}, "18 位"),
        ({"outside": "9"}, "大于总投资"),
    ],
)
def test_a_wrong_form_comes_back_with_all_that_was_typed(
    as_clerk: Client, clerk: User, values: dict[str, str], part: str
) -> None:
    typed = {"name": "示例·甲", "investor": "示例·公司", "unit": clerk.unit.pk, "total": "1.2", **values}
    answer = as_clerk.post(PROJECTS.url("add"), typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert part in page and 'value="示例·甲"' in page
    assert not Project.objects.exists()


def test_the_verifier_takes_a_stage_back_sets_aside_and_rules_out(
    as_verifier: Client, verifier: User
) -> None:
    project = signed(verifier, "5", landed_on=JUNE_12, started_on=JUNE_12, in_use_on=JUNE_12)
    address = PROJECTS.url("record", pk=project.pk)
    as_verifier.post(f"/investment/projects/{project.pk}/undo/", {"reason": "未验收"})
    as_verifier.post(f"/investment/projects/{project.pk}/aside/pause/", {"on": "2020-06-14", "reason": "停"})
    as_verifier.post(f"/investment/projects/{project.pk}/restore/", {"on": "2020-06-15", "reason": "复"})
    ruled = {"on": "2020-06-16", "reason": "财政资金", "code": "fiscal"}
    as_verifier.post(f"/investment/projects/{project.pk}/exclude/", ruled)
    project.refresh_from_db()
    assert project.state == "not_recognised"
    assert "财政资金" in as_verifier.get(address).content.decode()
    assert as_verifier.get(f"/investment/projects/{project.pk}/aside/undo_sign/").status_code == 404


def test_a_clerk_is_told_which_post_recognises(as_clerk: Client, verifier: User, clerk: User) -> None:
    project = negotiated(clerk)
    claim = claimed(clerk, project, "signed")
    answer = as_clerk.post(f"/investment/stage-claims/{claim.pk}/recognise/")
    assert answer.status_code == 403
    assert "招商核定员" in answer.content.decode()
    acts = as_clerk.get(PROJECTS.url("record", pk=project.pk)).context["acts"]
    assert [str(act.title) for act in acts][:2] == ["查看签约申报", "修改"]


def test_money_is_entered_from_the_projects_page(as_clerk: Client, verifier: User, clerk: User) -> None:
    project = signed(verifier, name="示例·甲", outside=wan("1"))
    form = as_clerk.get(f"{AMOUNT_REVISIONS.url('add')}?project={project.pk}").content.decode()
    assert 'value="示例·甲"' in form
    typed = {
        "project": "示例·甲",
        "effective_on": "2020-06-20",
        "total": "6",
        "outside": "",
        "basis": "补充协议",
    }
    assert as_clerk.post(AMOUNT_REVISIONS.url("add"), typed).status_code == 302
    revision = AmountRevision.objects.changes().get()
    assert as_clerk.get(AMOUNT_REVISIONS.url("record", pk=revision.pk)).status_code == 200
    unknown = as_clerk.post(AMOUNT_REVISIONS.url("add"), {**typed, "project": "示例·乙"})
    assert unknown.status_code == 422 and "没有叫“示例·乙”的项目" in unknown.content.decode()
    voucher = {
        "project": "示例·甲", "voucher_on": "2020-06-20", "voucher_no": "记-1", "payer": "示例·公司",
        "payer_place": "江苏省苏州市", "kind": "capital", "amount": "6000", "recognised": "6000",
    }  # fmt: skip
    assert as_clerk.post(FUND_ARRIVALS.url("add"), voucher).status_code == 302
    row = FundArrival.objects.get()
    assert row.recognised is None
    assert (
        as_clerk.post(FUND_ARRIVALS.url("edit", pk=row.pk), {**voucher, "amount": "7000"}).status_code == 302
    )
    again = as_clerk.post(FUND_ARRIVALS.url("add"), {**voucher, "amount": "7000"})
    assert again.status_code == 422 and "同一凭证全区只计一次" in again.content.decode()
    as_clerk.force_login(verifier)
    recognise = f"/investment/fund-arrivals/{row.pk}/recognise/"
    assert 'value="7000"' in as_clerk.get(recognise).content.decode()
    as_clerk.post(recognise, {"recognised": "12000"})
    as_clerk.post(recognise, {"recognised": "6500"})
    row.refresh_from_db()
    assert row.recognised == 6500
    page = as_clerk.get(PROJECTS.url("record", pk=project.pk)).content.decode()
    assert "补充协议" in page and "6,500" in page
    assert as_clerk.get(FUND_ARRIVALS.url("record", pk=row.pk)).status_code == 200


def test_an_export_holds_exactly_what_is_filtered(as_verifier: Client, verifier: User) -> None:
    signed(verifier, "12", name="示例·大"), signed(verifier, "2", name="示例·小")
    answer = as_verifier.get(PROJECTS.url("export"), {"tier": "2"})
    assert answer.status_code == 200 and answer.content[:2] == b"PK"
    rows = list(openpyxl.load_workbook(BytesIO(answer.content)).active.iter_rows(min_row=4, values_only=True))
    assert [row[0] for row in rows] == ["示例·大"]
    for register in REGISTERS:
        if register.sheet is None:
            continue
        assert as_verifier.get(register.url("export")).status_code == 200
        assert as_verifier.get(register.url("template")).status_code == 200
        assert as_verifier.get(register.url("import")).status_code == 200


def test_an_excluded_projects_page_offers_the_way_back(as_verifier: Client, verifier: User) -> None:
    project = signed(verifier)
    exclude(by=verifier, project=project, code="other", on=JUNE_20, reason="重复申报")
    page = as_verifier.get(PROJECTS.url("record", pk=project.pk)).content.decode()
    assert "重复申报" in page and "恢复" in page and "认定落地" not in page
