"""The pages and the API of claims: what is missing, the claim, the verdict with the papers in view, several at once."""

import io
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from taizhang.desk.views import waiting_for
from taizhang.evidence.actions import attach
from taizhang.foundation import clock
from taizhang.investment.actions.claims import claim_stage
from taizhang.investment.actions.verdicts import recognise_claim, send_back
from taizhang.investment.claim_register import STAGE_CLAIMS
from taizhang.investment.models import Project, StageClaim
from taizhang.investment.registers import PROJECTS
from taizhang.investment.reminders import REMINDERS, waiting_claims
from taizhang.organisation.models import User
from tests import factories
from tests.investment.makers import JUNE_12, JUNE_20, claimed, complete, negotiated, paper, signed, wan

MAY = date(2020, 5, 1)


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.FILES_DIR = tmp_path


def of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def test_a_projects_page_says_exactly_what_is_missing(verifier: User, clerk: User) -> None:
    project = signed(verifier, on=MAY, landed_on=MAY)
    address = PROJECTS.url("record", pk=project.pk)
    complete(clerk, project, "started", JUNE_12, besides=["construction_permit", "works_photo"])
    shown = page(of(clerk), address)
    assert "申报开工还缺：施工许可证、主体施工照片" in shown
    assert f"/investment/projects/{project.pk}/claim/" not in shown
    early = of(clerk).get(f"/investment/projects/{project.pk}/claim/")
    assert early.status_code == 302 and early.url.endswith("#stage")
    refused = of(clerk).post(f"/investment/projects/{project.pk}/claim/", {"note": ""})
    assert refused.status_code == 422 and "还缺：施工许可证、主体施工照片" in refused.content.decode()
    paper(clerk, project, "construction_permit", JUNE_12), paper(clerk, project, "works_photo", JUNE_20)
    shown = page(of(clerk), address)
    assert "材料已齐，可以申报开工；按材料日期是 2020-06-20" in shown and "works_photo.pdf" in shown
    assert f"/investment/projects/{project.pk}/claim/" in shown
    assert f"/investment/projects/{project.pk}/claim/" not in page(of(verifier), address)


def test_a_clerk_claims_and_another_units_verifier_recognises_by_the_pages(
    verifier: User, clerk: User
) -> None:
    project = negotiated(clerk, "5", outside=wan("2"))
    complete(clerk, project, "signed", JUNE_12)
    form = page(of(clerk), f"/investment/projects/{project.pk}/claim/")
    assert 'value="5"' in form and "2020-06-12" in form
    typed = {"total": "4.8", "outside": "2", "note": "合同已备案"}
    answer = of(clerk).post(f"/investment/projects/{project.pk}/claim/", typed)
    claim = StageClaim.objects.get()
    address = STAGE_CLAIMS.url("record", pk=claim.pk)
    assert answer.status_code == 302 and answer.url == address
    assert "退回申报" not in page(of(clerk), address) and "撤回申报" in page(of(clerk), address)
    shown = page(of(verifier), address)
    assert 'value="4.8"' in shown and "合同已备案" in shown and "<iframe" in shown
    wrong = of(verifier).post(f"{address}recognise/", {"total": "1", "outside": "2", "verdict": "看过"})
    assert (
        wrong.status_code == 422
        and "大于总投资" in wrong.content.decode()
        and "看过" in wrong.content.decode()
    )
    assert of(verifier).post(f"{address}recognise/", {"total": "4.8", "outside": "2"}).status_code == 302
    project.refresh_from_db()
    assert (project.state, project.signed_on) == ("signed", JUNE_12)
    assert "撤销认定" in page(of(verifier), address)
    assert of(verifier).post(f"{address}revoke/", {"reason": ""}).status_code == 422
    of(verifier).post(f"{address}revoke/", {"reason": "合同无效"})
    project.refresh_from_db()
    assert project.state == "negotiating" and "合同无效" in page(of(clerk), address)


def test_a_picture_and_a_paper_stand_in_view_beside_the_verdict(verifier: User, clerk: User) -> None:
    project = signed(verifier, on=MAY)
    paper(clerk, project, "registration", JUNE_12)
    file = io.BytesIO()
    Image.new("RGB", (90, 60), "green").save(file, "PNG")
    file.seek(0)
    photo = attach(to=project, file=file, name="厂房.png", kind="plant", dated_on=JUNE_12, by=clerk)
    claim = claim_stage(by=clerk, project=project, stage="landed")
    shown = page(of(verifier), STAGE_CLAIMS.url("record", pk=claim.pk))
    assert f'<img class="tz-paper" src="/evidence/{photo.pk}/"' in shown
    assert shown.count("<iframe") == 1 and "用地手续或厂房证明或租赁合同" in shown and 'id="verdict"' in shown


def test_a_returned_claim_says_why_and_comes_again(verifier: User, clerk: User) -> None:
    project = signed(verifier, on=MAY)
    claim = claimed(clerk, project, "landed")
    address = STAGE_CLAIMS.url("record", pk=claim.pk)
    assert of(verifier).post(f"{address}send-back/", {"reason": ""}).status_code == 422
    of(verifier).post(f"{address}send-back/", {"reason": "租期不清"})
    shown = page(of(clerk), PROJECTS.url("record", pk=project.pk))
    assert "申报被退回：租期不清" in shown and "申报落地" in shown
    of(clerk).post(f"/investment/projects/{project.pk}/claim/", {"note": "已补"})
    claim.refresh_from_db()
    assert (claim.state, claim.note) == ("submitted", "已补")
    of(clerk).post(f"{address}withdraw/")
    claim.refresh_from_db()
    assert claim.state == "withdrawn"


def test_who_may_not_judge_finds_no_verdict_and_is_refused(verifier: User, clerk: User, rival: User) -> None:
    claim = claimed(clerk, negotiated(clerk), "signed")
    own = claimed(verifier, negotiated(verifier, unit=verifier.unit), "signed")
    address, ours = (STAGE_CLAIMS.url("record", pk=each.pk) for each in (claim, own))
    assert of(rival).get(address).status_code == 404
    for name in ("recognise", "send-back", "withdraw"):
        assert of(rival).post(f"{address}{name}/", {"reason": "x"}).status_code == 404
        assert of(verifier).get(f"{address}{name}/").status_code == 405
    assert of(clerk).post(f"{address}recognise/", {}).status_code == 403
    assert of(clerk).get(f"{address}revoke/").status_code == 403
    assert of(clerk).get("/investment/stage-claims/together/").status_code == 403
    shown = page(of(verifier), ours)
    assert 'id="verdict"' not in shown and "须由其他单位的核定员核定" in shown
    typed = {"total": "5", "outside": ""}
    assert of(verifier).post(f"{ours}recognise/", typed).status_code == 403
    leader = of(factories.person("leader"))
    assert 'id="verdict"' not in page(leader, address)
    assert leader.post(f"{address}recognise/", typed).status_code == 403


def test_the_list_filters_by_state_stage_unit_and_whose(verifier: User, clerk: User) -> None:
    one, two = claimed(clerk, negotiated(clerk), "signed"), claimed(clerk, signed(verifier, on=MAY), "landed")
    own = claimed(verifier, negotiated(verifier, unit=verifier.unit), "signed")
    recognise_claim(by=verifier, claim=two)

    def found(user: User, **params: Any) -> set[int]:
        return {line.pk for line in of(user).get(STAGE_CLAIMS.url(), params).context["page"].lines}

    assert found(verifier) == {one.pk, two.pk, own.pk} and found(clerk) == {one.pk, two.pk}
    assert found(verifier, state="submitted") == {one.pk, own.pk}
    assert found(verifier, state="submitted", own="no") == {one.pk}
    assert found(verifier, stage="landed") == {two.pk}
    assert found(verifier, unit=verifier.unit.pk) == {own.pk}
    assert found(clerk, own="yes") == {one.pk, two.pk}
    assert "批量认定" in page(of(verifier), STAGE_CLAIMS.url())
    assert "批量认定" not in page(of(clerk), STAGE_CLAIMS.url())


def test_several_are_recognised_at_once_or_none(verifier: User, clerk: User) -> None:
    good = [claimed(clerk, signed(verifier, on=MAY, name=f"示例·好{number}"), "landed") for number in (1, 2)]
    own = claimed(verifier, signed(verifier, on=MAY, name="示例·自报", unit=verifier.unit), "landed")
    address = "/investment/stage-claims/together/"
    shown = page(of(verifier), address)
    assert "示例·好1" in shown and "示例·自报" not in shown
    forged = of(verifier).post(address, {"claim": [good[0].pk, own.pk]})
    told = forged.content.decode()
    assert (
        forged.status_code == 422
        and "没有认定任何一份" in told
        and "示例·自报 · 落地：这是您自己申报的" in told
    )
    assert f'value="{good[0].pk}" id="claim-{good[0].pk}" aria-label="示例·好1 · 落地" checked' in told
    assert not StageClaim.objects.filter(state="recognised").exists()
    assert of(verifier).post(address, {"claim": []}).status_code == 422
    done = of(verifier).post(address, {"claim": [each.pk for each in good], "verdict": "材料齐全"})
    assert done.status_code == 302 and Project.objects.filter(state="landed").count() == 2
    assert "没有等您认定的申报" in page(of(verifier), address)


def test_the_pages_ask_as_often_whatever_their_rows(verifier: User, clerk: User) -> None:
    client = of(verifier)

    def fill(rows: int) -> None:
        for _number in range(rows):
            claimed(clerk, signed(verifier, on=MAY), "landed")

    def asked(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    fill(3)
    addresses = (STAGE_CLAIMS.url(), "/investment/stage-claims/together/", "/api/investment/claims")
    few = [asked(address) for address in addresses]
    with CaptureQueriesContext(connection) as queries:
        list(waiting_claims(JUNE_20))
    fill(12)
    assert [asked(address) for address in addresses] == few
    with CaptureQueriesContext(connection) as again:
        list(waiting_claims(JUNE_20))
    assert len(again) == len(queries)


def test_a_projects_page_asks_as_often_whatever_its_papers(verifier: User, clerk: User) -> None:
    project = signed(verifier, on=MAY)
    claimed(clerk, project, "landed")
    client, address = of(verifier), PROJECTS.url("record", pk=project.pk)

    def asked() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    few = asked()
    for _number in range(9):
        paper(clerk, project, "lease", JUNE_12)
    assert asked() == few


def test_claims_wait_for_verifiers_of_other_units_and_returned_ones_for_their_clerks(
    verifier: User, clerk: User, rival: User
) -> None:
    claimed(verifier, negotiated(verifier, unit=verifier.unit), "signed")
    claim = claimed(clerk, negotiated(clerk), "signed")

    def waits(user: User) -> dict[str, int]:
        found = waiting_for(User.objects.get(pk=user.pk))
        return {str(what.title): count for what, count, _url in found}

    assert waits(verifier)["待认定的阶段申报"] == 1
    other = factories.person("investment_verifier", factories.unit("发改委", kind="bureau"))
    assert waits(other)["待认定的阶段申报"] == 2
    send_back(by=verifier, claim=claim, reason="不清")
    assert waits(clerk)["被退回的阶段申报"] == 1 and "被退回的阶段申报" not in waits(rival)


def test_verifiers_of_other_units_are_reminded_after_three_working_days(verifier: User, clerk: User) -> None:
    friday = datetime(2020, 6, 5, 16, tzinfo=clock.SHANGHAI)
    claim = claimed(clerk, negotiated(clerk), "signed", date(2020, 6, 1), at=friday)
    claimed(verifier, negotiated(verifier, unit=verifier.unit), "signed", date(2020, 6, 1), at=friday)
    assert list(waiting_claims(date(2020, 6, 10))) == []
    due = [each for each in waiting_claims(date(2020, 6, 11)) if each.subject_id == claim.pk]
    assert [(each.user_ids, each.on, each.url) for each in due] == [
        ((verifier.pk,), date(2020, 6, 11), STAGE_CLAIMS.url("record", pk=claim.pk))
    ]
    assert [each.on for each in waiting_claims(date(2020, 6, 30))] == [date(2020, 6, 11)] * 2
    assert [rule.key for rule in REMINDERS] == ["investment.waiting_claim"]
    recognise_claim(by=verifier, claim=claim)
    assert claim.pk not in [each.subject_id for each in waiting_claims(date(2020, 6, 30))]


def test_a_clerk_says_that_a_project_is_one_of_equipment(verifier: User, clerk: User) -> None:
    project = signed(verifier, on=MAY, landed_on=MAY)
    address = f"/investment/projects/{project.pk}/equipment-only/"
    assert "有土建的项目" in page(of(clerk), address)
    of(clerk).post(address, {"equipment_only": "yes", "reason": "只装设备"})
    shown = page(of(clerk), PROJECTS.url("record", pk=project.pk))
    assert "申报开工还缺：设备购置合同、设备付款凭证、设备到场照片" in shown and "只装设备" in shown


def send(user: User, address: str, body: dict[str, Any], receipt: str | None = None) -> Any:
    headers = {"X-Receipt": receipt or str(uuid4())}
    return of(user).post(
        f"/api/investment/{address}", json.dumps(body), content_type="application/json", headers=headers
    )


def test_the_api_passes_the_same_gate(verifier: User, clerk: User, rival: User) -> None:
    project = signed(verifier, on=MAY)
    claim_it = {"project": project.pk, "stage": "landed"}
    refused = send(clerk, "claims", claim_it)
    assert refused.status_code == 400 and "还缺：区内公司注册证明" in refused.content.decode()
    gate = of(clerk).get(f"/api/investment/projects/{project.pk}/gate").json()
    assert (gate["stage"], gate["business_on"]) == ("landed", None) and "用地手续" in gate["missing"]
    complete(clerk, project, "landed", JUNE_12)
    gate = of(clerk).get(f"/api/investment/projects/{project.pk}/gate").json()
    assert (gate["missing"], gate["business_on"]) == ("", "2020-06-12")
    assert send(rival, "claims", claim_it).status_code == 404
    assert send(verifier, "claims", claim_it).status_code == 403
    receipt = str(uuid4())
    made = send(clerk, "claims", claim_it, receipt)
    assert made.status_code == 201 and made.json()["state"] == "submitted"
    assert send(clerk, "claims", claim_it, receipt).json() == made.json()
    assert send(clerk, "claims", claim_it).status_code == 409
    pk = made.json()["id"]
    assert send(clerk, "claims/recognise", {"claim": pk}).status_code == 403
    assert send(rival, "claims/return", {"claim": pk, "reason": "x"}).status_code == 404
    returned = send(verifier, "claims/return", {"claim": pk, "reason": "不清"})
    assert returned.status_code == 200 and returned.json()["state"] == "returned"
    assert send(clerk, "claims", claim_it).json()["id"] == pk
    done = send(verifier, "claims/recognise", {"claim": pk, "verdict": "齐"}).json()
    assert (done["state"], done["recognised_on"]) == ("recognised", "2020-06-12")
    rows = of(clerk).get("/api/investment/claims", {"state": "recognised"}).json()["rows"]
    assert [(row["id"], row["stage"], len(row["papers"])) for row in rows] == [(pk, "landed", 2)]
    assert of(rival).get("/api/investment/claims").json() == {"rows": [], "after": ""}
    assert of(clerk).get("/api/investment/claims", {"project": project.pk, "limit": 1}).json()["after"] == ""


def test_the_api_wants_a_receipt_and_does_not_set_dates(verifier: User, clerk: User) -> None:
    project = signed(verifier, on=MAY)
    complete(clerk, project, "landed", JUNE_12)
    body = {
        "project": project.pk,
        "stage": "landed",
        "business_on": "2020-01-01",
        "recognised_on": "2020-01-01",
    }
    bare = of(clerk).post("/api/investment/claims", json.dumps(body), content_type="application/json")
    assert bare.status_code == 400 and "回执号" in bare.content.decode()
    assert send(clerk, "claims", body).json()["business_on"] == "2020-06-12"
