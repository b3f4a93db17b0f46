"""Phrases and declarations of coverage: who keeps them, what the pages show, what the journal holds."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from taizhang.foundation.periods import Period
from taizhang.foundation.refusals import NotPermitted, Refused
from taizhang.organisation.models import User
from taizhang.proofreading import actions
from taizhang.proofreading.coverage import Covered
from taizhang.proofreading.models import Coverage, Phrase
from tests import factories

pytestmark = pytest.mark.django_db
PATROLS = "night_market.patrols"
JUNE = Period(date(2020, 6, 1), date(2020, 6, 19))


@pytest.fixture
def editor() -> User:
    factories.district(stands_on=date(2020, 6, 19))
    return factories.person("editor")


def of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def declared(**fields: Any) -> Coverage:
    fields = {"ledger": "construction", "since": date(2020, 4, 1), "note": "示例·逐日登记", **fields}
    return actions.declare_coverage(by=factories.person("office_chief"), **fields)


def test_a_phrase_is_kept_changed_and_switched_off_with_its_history(editor: User) -> None:
    phrase = actions.add_phrase(by=editor, words=" 夜查  城区 ", indicator=PATROLS, unit_of_measure="次")
    assert phrase.words == "夜查 城区"
    actions.change_phrase(by=editor, phrase=phrase, words="夜查", indicator=PATROLS)
    actions.switch_phrase(by=editor, phrase=phrase, on=False)
    assert [event.kind for event in phrase.history] == ["created", "changed", "switched_off"]
    assert not Phrase.objects.in_force().exists()
    actions.add_phrase(by=editor, words="夜查")
    with pytest.raises(Refused, match="已经有了"):
        actions.switch_phrase(by=editor, phrase=phrase, on=True)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("words", {"words": "查"}),
        ("indicator", {"indicator": "no.such"}),
        ("indicator", {"indicator": "investment.signed_projects.target"}),
        ("period", {"period": "some_day"}),
    ],
)
def test_a_phrase_that_makes_no_sense_is_refused_at_its_field(
    editor: User, field: str, wrong: dict[str, str]
) -> None:
    with pytest.raises(Refused) as refusal:
        actions.add_phrase(by=editor, **{"words": "夜查", "indicator": PATROLS, **wrong})
    assert refusal.value.field == field


def test_the_pages_of_phrases_work_from_the_empty_list_on(editor: User) -> None:
    client = of(editor)
    assert "校数用语" in client.get("/proofreading/phrases/").content.decode()
    answer = client.post(
        "/proofreading/phrases/add/", {"words": "夜查", "indicator": PATROLS, "unit_of_measure": "次"}
    )
    phrase = Phrase.objects.get()
    assert answer.headers["Location"] == f"/proofreading/phrases/{phrase.pk}/"
    page = client.get(answer.headers["Location"]).content.decode()
    assert "巡查重点夜市区域" in page and "停用" in page
    assert client.get(f"/proofreading/phrases/{phrase.pk}/edit/").status_code == 200
    assert client.post(f"/proofreading/phrases/{phrase.pk}/off/").status_code == 302
    phrase.refresh_from_db()
    assert not phrase.active
    assert client.post("/proofreading/phrases/add/", {"words": "约谈"}).status_code == 422  # nothing chosen
    client.post("/proofreading/phrases/add/", {"words": "约谈", "indicator": "none"})
    assert Phrase.objects.get(words="约谈").indicator == ""


def test_who_only_reads_sees_the_phrase_and_cannot_touch_it(editor: User) -> None:
    phrase = actions.add_phrase(by=editor, words="夜查", indicator=PATROLS)
    client = of(factories.person("reporter"))
    assert "修改" not in client.get(f"/proofreading/phrases/{phrase.pk}/").content.decode()
    assert client.post(f"/proofreading/phrases/{phrase.pk}/off/").status_code == 403
    assert client.get("/proofreading/phrases/add/").status_code == 403


def test_the_form_may_come_filled_in(editor: User) -> None:
    page = of(editor).get(f"/proofreading/phrases/add/?words=夜查&indicator={PATROLS}").content.decode()
    assert 'value="夜查"' in page and f'value="{PATROLS}" selected' in page


def test_a_ledger_is_declared_by_its_own_post_only(editor: User) -> None:
    clerk = factories.person("site_clerk")
    row = actions.declare_coverage(
        by=clerk, ledger="construction", since=date(2020, 4, 7), note="示例·逐日登记"
    )
    assert [event.kind for event in row.history] == ["created"]
    for by, ledger in ((clerk, "night_market"), (editor, "construction")):
        with pytest.raises(NotPermitted):
            actions.declare_coverage(by=by, ledger=ledger, since=date(2020, 4, 7), note="示例")


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("note", {"note": " "}),
        ("until", {"until": date(2020, 3, 1)}),
        ("since", {"since": date(2199, 1, 1)}),
        ("ledger", {"ledger": "reports"}),
    ],
)
def test_a_declaration_that_makes_no_sense_is_refused_at_its_field(
    editor: User, field: str, wrong: dict[str, Any]
) -> None:
    with pytest.raises(Refused) as refusal:
        declared(**wrong)
    assert refusal.value.field == field


def test_days_are_covered_only_where_declarations_hold_all_of_them(editor: User) -> None:
    town, other = factories.unit("峡窝镇"), factories.unit("中心路街道")
    declared(since=date(2020, 4, 1), until=date(2020, 6, 9))
    declared(since=date(2020, 6, 12))
    declared(since=date(2020, 6, 10), until=date(2020, 6, 11), unit=town)
    covered = Covered.read()
    assert not covered.holds("construction", JUNE)
    assert covered.holds("construction", JUNE, town)
    assert not covered.holds("construction", JUNE, other)
    assert not covered.holds("construction", Period(date(2020, 3, 31), date(2020, 4, 2)))
    assert not covered.holds("night_market", JUNE)
    assert covered.since("construction", JUNE.end) == date(2020, 6, 12)
    assert covered.since("construction", JUNE.end, town) == date(2020, 4, 1)
    assert covered.since("construction", date(2020, 3, 1)) is None


def test_a_withdrawn_declaration_covers_nothing(editor: User) -> None:
    chief, row = factories.person("office_chief"), declared()
    with pytest.raises(Refused, match="理由"):
        actions.withdraw_coverage(by=chief, coverage=row, reason=" ")
    actions.withdraw_coverage(by=chief, coverage=row, reason="示例·漏登")
    assert not Covered.read().holds("construction", JUNE)
    with pytest.raises(Refused, match="已经撤回"):
        actions.change_coverage(by=chief, coverage=row, since=row.since, note=row.note)


def test_the_pages_of_coverage_declare_change_and_withdraw(editor: User) -> None:
    client = of(factories.person("site_clerk"))
    assert "声明覆盖" in client.get("/proofreading/coverage/").content.decode()
    form = client.get("/proofreading/coverage/add/").content.decode()
    assert 'value="construction"' in form and 'value="night_market"' not in form
    sent = {"ledger": "construction", "since": "2020-04-07", "note": "示例·逐日登记"}
    at = client.post("/proofreading/coverage/add/", sent).headers["Location"]
    assert "一直有效" in client.get(at).content.decode()
    assert client.get(f"{at}edit/").status_code == 200
    client.post(f"{at}edit/", {"since": "2020-04-01", "until": "2020-06-30", "note": "示例·逐日登记"})
    assert Coverage.objects.get().since == date(2020, 4, 1)
    assert client.get(f"{at}withdraw/").status_code == 200
    client.post(f"{at}withdraw/", {"reason": "示例·漏登"})
    assert not Coverage.objects.get().active
    reader = of(editor)
    assert "声明覆盖" not in reader.get("/proofreading/coverage/").content.decode()
    assert reader.get("/proofreading/coverage/add/").status_code == 403
    assert reader.get(f"{at}withdraw/").status_code == 403


@pytest.mark.parametrize("which", ["phrases", "coverage"])
def test_the_lists_take_as_many_queries_for_sixty_rows_as_for_three(editor: User, which: str) -> None:
    client, counts = of(editor), []
    for number in (3, 60):
        for at in range(number):
            if which == "phrases":
                actions.add_phrase(by=editor, words=f"夜查 {number}之{at:02}", indicator=PATROLS)
            else:
                declared()
        client.get(f"/proofreading/{which}/")
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/proofreading/{which}/").status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]
