"""Instructions: a leader's word on any record becomes a supervised task, shown on the record with its state."""

from datetime import date

import pytest
from django.test import Client

from taizhang.foundation.refusals import NotPermitted, Refused
from taizhang.organisation.models import Unit, User
from taizhang.supervision import actions
from taizhang.supervision.models import Notice
from tests import factories
from tests.construction import makers

pytestmark = pytest.mark.django_db
SITE = "construction.site"
STOOD_ON = date(2020, 6, 30)


@pytest.fixture(autouse=True)
def district() -> None:
    factories.district(stands_on=STOOD_ON)


@pytest.fixture
def town() -> Unit:
    return factories.unit("峡窝镇")


@pytest.fixture
def site(town: Unit) -> int:
    return makers.site(factories.person("site_clerk"), unit=town).pk


def of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_form_on_a_record_is_filled_in_so_that_one_tap_is_enough(town: Unit, site: int) -> None:
    leader = of(factories.person("leader"))
    page = leader.get(f"/construction/sites/{site}/").content.decode()
    assert f'action="/supervision/instruct/{SITE}/{site}/"' in page and "下达批示" in page
    assert 'href="#instructions"' in page and 'id="instructions"' in page
    alone = leader.get(f"/supervision/instruct/{SITE}/{site}/")
    # Shown in a drawer over another page too, so the form names its own address.
    assert f'action="/supervision/instruct/{SITE}/{site}/" data-guard' in alone.content.decode()
    form = alone.context["form"]
    assert form.initial["unit"] == town.pk and form.initial["limit_on"] == date(2020, 7, 14)
    answer = leader.post(f"/supervision/instruct/{SITE}/{site}/", form.initial)
    assert answer["Location"] == f"/construction/sites/{site}/#instructions"
    row = Notice.objects.get()
    assert (row.origin, row.unit, row.subject_type, row.subject_id) == ("instruction", town, SITE, site)


def test_an_instruction_stands_on_its_record_with_its_state_for_who_may_read_it(
    town: Unit, site: int
) -> None:
    leader = factories.person("leader")
    clerk = factories.person("town_clerk", town)
    row = actions.instruct(
        by=leader, unit=town, text="示例·尽快整改", limit_on=date(2020, 7, 14), subject_type=SITE, subject_id=site
    )  # fmt: skip
    at = f"/construction/sites/{site}/"
    for user in (leader, clerk, factories.person("supervisor")):
        page = of(user).get(at).content.decode()
        assert "示例·尽快整改" in page and "办理中" in page
    inspector = of(factories.person("inspector")).get(at).content.decode()
    assert "示例·尽快整改" not in inspector and "下达批示" not in inspector
    actions.answer_notice(by=clerk, notice=row, feedback="示例·已整改")
    assert "示例·已整改" in of(leader).get(at).content.decode()
    page = of(leader).get(f"/supervision/notices/{row.pk}/").content.decode()
    assert f'href="{at}"' in page


@pytest.mark.parametrize("role", ["supervisor", "town_clerk", "administrator", "office_chief"])
def test_only_a_leader_instructs(town: Unit, site: int, role: str) -> None:
    user = factories.person(role, town)
    with pytest.raises(NotPermitted):
        actions.instruct(by=user, unit=town, text="办", limit_on=STOOD_ON, subject_type=SITE, subject_id=site)
    assert of(user).get(f"/supervision/instruct/{SITE}/{site}/").status_code == 403


@pytest.mark.parametrize(("kind", "pk"), [(SITE, 987654), ("no.such", 1)])
def test_what_is_not_there_takes_no_instruction(town: Unit, kind: str, pk: int) -> None:
    leader = factories.person("leader")
    with pytest.raises(Refused):
        actions.instruct(by=leader, unit=town, text="办", limit_on=STOOD_ON, subject_type=kind, subject_id=pk)
    assert of(leader).get(f"/supervision/instruct/{kind}/{pk}/").status_code == 404


def test_a_wrong_instruction_comes_back_with_what_was_typed(town: Unit, site: int) -> None:
    leader = of(factories.person("leader"))
    fields = {"text": "示例·办", "unit": town.pk, "limit_on": "2020-06-01"}
    answer = leader.post(f"/supervision/instruct/{SITE}/{site}/", fields)
    assert answer.status_code == 422 and "示例·办" in answer.content.decode()
    assert not Notice.objects.exists()
