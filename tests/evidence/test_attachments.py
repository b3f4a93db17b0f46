"""Photos and papers under a row: who may add them, who may see them, and what removal leaves."""

import dataclasses
import hashlib
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from taizhang.construction.models import Problem
from taizhang.evidence import actions, storage
from taizhang.evidence.models import Attachment
from taizhang.foundation.refusals import NotPermitted, Refused
from taizhang.journal.models import Event
from taizhang.organisation import subjects
from taizhang.organisation.models import User
from tests import factories
from tests.construction import makers

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\nexample"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.FILES_DIR = tmp_path
    return tmp_path


@pytest.fixture
def inspector() -> User:
    factories.district(stands_on=date(2020, 6, 19))
    return factories.person("inspector")


@pytest.fixture
def problem(inspector: User) -> Problem:
    return makers.problem(inspector, makers.site(factories.person("site_clerk")))


def of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def content(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def photo() -> SimpleUploadedFile:
    buffer = io.BytesIO()
    Image.new("RGB", (900, 700), "green").save(buffer, "JPEG")
    return SimpleUploadedFile("IMG_1.jpeg", buffer.getvalue(), "text/html")


def paper(name: str = "纪要.pdf", data: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def send(client: Client, problem: Problem, *files: SimpleUploadedFile, **given: Any) -> Any:
    address = f"/evidence/of/construction.problem/{problem.pk}/add/"
    return client.post(address, {"file": list(files), "kind": "photo", "caption": "", **given})


def test_files_are_kept_by_the_hash_of_their_content_and_journalled_on_both_rows(
    inspector: User, problem: Problem, folder: Path
) -> None:
    answer = send(of(inspector), problem, photo(), paper(), caption="整改前")
    assert answer.headers["Location"] == f"/construction/problems/{problem.pk}/#evidence"
    picture, minutes = Attachment.objects.order_by("id")
    kept = folder / "evidence" / minutes.digest[:2] / minutes.digest[2:]
    assert kept.read_bytes() == PDF and hashlib.sha256(PDF).hexdigest() == minutes.digest
    assert (picture.name, picture.media_type, picture.caption) == ("IMG_1.jpg", "image/jpeg", "整改前")
    assert picture.unit == problem.unit and picture.by == inspector
    assert [event.kind for event in problem.history][1:] == ["attached", "attached"]
    assert picture.history.get().detail["digest"] == picture.digest


def test_the_list_shows_them_and_offers_the_form_to_those_who_may(inspector: User, problem: Problem) -> None:
    send(of(inspector), problem, photo())
    address = f"/evidence/of/construction.problem/{problem.pk}/"
    assert "multipart/form-data" in of(inspector).get(address).content.decode()
    looking = of(factories.person("leader")).get(address).content.decode()
    assert "IMG_1.jpg" in looking and "multipart/form-data" not in looking


def test_a_file_comes_to_who_may_see_its_row_and_as_what_it_is(inspector: User, problem: Problem) -> None:
    send(of(inspector), problem, photo(), paper())
    picture, minutes = Attachment.objects.order_by("id")
    answer = of(inspector).get(f"/evidence/{picture.pk}/")
    assert answer.headers["Content-Type"] == "image/jpeg" and answer.headers[
        "Content-Disposition"
    ].startswith("inline")
    assert hashlib.sha256(content(answer)).hexdigest() == picture.digest
    small = of(inspector).get(f"/evidence/{picture.pk}/thumbnail/")
    with Image.open(io.BytesIO(content(small))) as shown:
        assert max(shown.size) <= 480
    whole = of(inspector).get(f"/evidence/{minutes.pk}/?download")
    assert whole.headers["Content-Disposition"].startswith("attachment") and content(whole) == PDF


def test_people_of_another_unit_and_strangers_find_nothing(inspector: User, problem: Problem) -> None:
    send(of(inspector), problem, paper())
    attachment = Attachment.objects.get()
    other = of(factories.person("town_clerk", factories.unit("新安镇")))
    for address in (f"/evidence/{attachment.pk}/", f"/evidence/of/construction.problem/{problem.pk}/"):
        assert other.get(address).status_code == 404
        assert Client().get(address).status_code == 302
    assert send(other, problem, paper("b.pdf", PDF + b"2")).status_code == 404
    assert of(inspector).get("/evidence/of/no.such/1/").status_code == 404
    assert of(inspector).get("/evidence/999/").status_code == 404


def test_who_may_see_but_not_attach_is_refused(problem: Problem) -> None:
    leader = factories.person("leader")
    assert send(of(leader), problem, paper()).status_code == 403
    with pytest.raises(NotPermitted, match="工地检查员"):
        actions.attach(to=problem, file=io.BytesIO(PDF), name="a.pdf", kind="photo", by=leader)


def test_one_wrong_file_keeps_all_of_them_out(inspector: User, problem: Problem) -> None:
    answer = send(of(inspector), problem, paper(), paper("b.txt", b"text"))
    assert answer.status_code == 400 and "只收照片" in answer.content.decode()
    assert not Attachment.objects.exists() and problem.history.count() == 1


@pytest.mark.parametrize("given", [{"kind": "nonsense"}, {"kind": ""}, {"caption": "长" * 201}])
def test_a_form_filled_in_wrongly_is_refused(
    inspector: User, problem: Problem, given: dict[str, str]
) -> None:
    assert send(of(inspector), problem, paper(), **given).status_code == 400
    assert send(of(inspector), problem).status_code == 400
    assert not Attachment.objects.exists()


def test_the_same_file_twice_is_refused_and_kept_once(inspector: User, problem: Problem) -> None:
    send(of(inspector), problem, paper())
    again = send(of(inspector), problem, paper("other-name.pdf"))
    assert again.status_code == 400 and "已经传过" in again.content.decode()
    assert Attachment.objects.count() == 1


def test_removal_is_a_mark_with_a_reason_and_can_be_undone(inspector: User, problem: Problem) -> None:
    client = of(inspector)
    send(client, problem, paper())
    attachment = Attachment.objects.get()
    assert client.post(f"/evidence/{attachment.pk}/remove/", {"reason": ""}).status_code == 422
    client.post(f"/evidence/{attachment.pk}/remove/", {"reason": "传错了"})
    attachment.refresh_from_db()
    assert attachment.state == "removed" and storage.path_of(attachment.digest).exists()
    assert client.get(f"/evidence/{attachment.pk}/").status_code == 404
    assert content(of(factories.person("administrator")).get(f"/evidence/{attachment.pk}/")) == PDF
    send(client, problem, paper())
    assert Attachment.objects.filter(state="kept").count() == 1
    client.post(f"/evidence/{attachment.pk}/restore/", {"reason": "没有传错"})
    assert [event.kind for event in attachment.history] == ["created", "remove", "restore"]


def test_others_cannot_remove(inspector: User, problem: Problem) -> None:
    send(of(inspector), problem, paper())
    attachment = Attachment.objects.get()
    assert (
        of(factories.person("leader")).post(f"/evidence/{attachment.pk}/remove/", {"reason": "x"}).status_code
        == 403
    )
    assert Attachment.objects.get().state == "kept"


def test_rows_that_take_no_papers_refuse_them(inspector: User) -> None:
    with pytest.raises(Refused, match="不收材料"):
        actions.attach(to=factories.unit(), file=io.BytesIO(PDF), name="a.pdf", kind="photo", by=inspector)
    assert not Event.objects.filter(kind="attached").exists()


def test_an_address_that_is_no_hash_leads_nowhere() -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        storage.path_of("../../etc/passwd")


@pytest.fixture
def own_kinds() -> Iterator[None]:
    """Problems take two kinds of dated papers of their own for the time of a test."""
    usual = subjects.published("construction.problem")
    assert usual is not None
    special = dataclasses.replace(
        usual,
        kinds=(("permit", "许可证"), ("photo", "照片")),
        dated=True,
        held=lambda pk: (
            "认定依据这份材料，不能移除。" if Attachment.objects.get(pk=pk).kind == "permit" else ""
        ),
    )
    subjects.publish([special])
    yield
    subjects.publish([usual])


@pytest.mark.usefixtures("own_kinds")
def test_a_row_may_ask_for_kinds_of_its_own_and_for_the_day_that_a_paper_bears(
    inspector: User, problem: Problem
) -> None:
    shown = of(inspector).get(f"/evidence/of/construction.problem/{problem.pk}/").content.decode()
    assert "许可证" in shown and "整改照片" not in shown and 'name="dated_on"' in shown
    assert send(of(inspector), problem, paper(), kind="rectified", dated_on="2020-06-01").status_code == 400
    undated = send(of(inspector), problem, paper(), kind="permit")
    assert undated.status_code == 400 and "请填材料日期" in undated.content.decode()
    late = send(of(inspector), problem, paper(), kind="permit", dated_on="2999-01-01")
    assert late.status_code == 400 and "在今天之后" in late.content.decode()
    send(of(inspector), problem, paper(), kind="permit", dated_on="2020-06-01")
    kept = Attachment.objects.get()
    assert (kept.kind_title, kept.dated_on) == ("许可证", date(2020, 6, 1))
    assert kept.history.get().detail["dated_on"] == "2020-06-01"
    assert (
        "许可证 · 2020-06-01"
        in of(inspector).get(f"/evidence/of/construction.problem/{problem.pk}/").content.decode()
    )


@pytest.mark.usefixtures("own_kinds")
def test_one_file_may_serve_as_two_kinds_of_paper(inspector: User, problem: Problem) -> None:
    for kind in ("permit", "photo"):
        send(of(inspector), problem, paper(), kind=kind, dated_on="2020-06-01")
    assert Attachment.objects.count() == 2
    assert send(of(inspector), problem, paper(), kind="photo", dated_on="2020-06-01").status_code == 400


@pytest.mark.usefixtures("own_kinds")
def test_a_paper_on_which_something_rests_stays(inspector: User, problem: Problem) -> None:
    for kind in ("permit", "photo"):
        send(of(inspector), problem, paper(), kind=kind, dated_on="2020-06-01")
    permit, picture = Attachment.objects.order_by("id")
    with pytest.raises(Refused, match="不能移除"):
        actions.remove(attachment=permit, row=problem, reason="传错了", by=inspector)
    actions.remove(attachment=picture, row=problem, reason="传错了", by=inspector)
    permit.refresh_from_db()
    assert permit.state == "kept"


def test_rows_without_kinds_of_their_own_take_the_usual_ones_and_ask_no_day(
    inspector: User, problem: Problem
) -> None:
    shown = of(inspector).get(f"/evidence/of/construction.problem/{problem.pk}/").content.decode()
    assert "整改照片" in shown and 'name="dated_on"' not in shown
    send(of(inspector), problem, paper())
    assert Attachment.objects.get().kind_title == "现场照片"
