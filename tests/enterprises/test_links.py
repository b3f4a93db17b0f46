"""The enterprise's link: signed, of one answer, for its days, without an account, and never for the staff."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.signing import Signer
from django.test import Client
from django.urls import reverse

from taizhang.enterprises import reply_links
from taizhang.enterprises.actions import replies
from taizhang.enterprises.actions import requests as actions
from taizhang.enterprises.models import Answer, EnterpriseRequest
from taizhang.journal.models import Event
from taizhang.organisation.models import User
from tests import factories
from tests.enterprises import makers
from tests.enterprises.makers import day


@pytest.fixture(autouse=True)
def _district(db: None) -> None:
    factories.district(stands_on=day("06-19"))


@pytest.fixture
def answer(clerk: User) -> Answer:
    return makers.answered(clerk, makers.request(clerk))


def address(token: str) -> str:
    return reverse("enterprise_reply", args=[token])


def state(answer: Answer) -> str:
    return EnterpriseRequest.objects.get(pk=answer.request_id).state


def test_the_page_needs_no_account_and_shows_the_request_with_its_answer(answer: Answer) -> None:
    page = Client().get(address(makers.token(answer)))
    text = page.content.decode()
    assert page.status_code == 200
    assert "厂区门口道路破损" in text and "已修好" in text and "满意，可以办结" in text
    assert "tz-sidebar" not in text
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    # The link never leaves this site; with no-referrer a browser sends "Origin: null", and no word could be sent.
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in page.headers["Cache-Control"]


def test_the_enterprise_closes_its_request_by_its_link(answer: Answer) -> None:
    stranger, url = Client(), address(makers.token(answer))
    assert stranger.post(url, {"say": "satisfied", "words": "", "signed_as": "经理"}).status_code == 302
    assert state(answer) == "closed"
    page = stranger.get(url).content.decode()
    assert "已办结" in page and "要求重新办理" in page
    assert stranger.post(url, {"say": "reopen", "words": ""}).status_code == 422
    assert stranger.post(url, {"say": "reopen", "words": "又坏了"}).status_code == 302
    assert state(answer) == "assigned"
    assert "办好后会给您新的链接" in stranger.get(url).content.decode()


def test_not_satisfied_without_words_keeps_what_was_typed(answer: Answer) -> None:
    page = Client().post(
        address(makers.token(answer)), {"say": "dissatisfied", "words": " ", "signed_as": "会计"}
    )
    assert page.status_code == 422
    assert "还有什么没有解决" in page.content.decode() and "会计" in page.content.decode()
    assert state(answer) == "answered"


@pytest.mark.parametrize("said", ["", "close", "satisfied'--", "object", "reopen"])
def test_a_word_that_the_page_does_not_offer_changes_nothing(answer: Answer, said: str) -> None:
    given = Client().post(address(makers.token(answer)), {"say": said, "words": "话"})
    assert given.status_code in {409, 422}
    assert state(answer) == "answered"


def test_forged_links_are_not_found(answer: Answer) -> None:
    good = makers.token(answer)
    forged = [
        "nowhere",
        good[:-1] + ("A" if good[-1] != "A" else "B"),
        f"{answer.pk}.{answer.nonce}",
        f"{answer.pk}.{answer.nonce}:",
        good.replace(f"{answer.pk}.", f"{answer.pk + 1}.", 1),
        Signer(salt="something else").sign(f"{answer.pk}.{answer.nonce}"),
        Signer(key="x" * 50, salt="enterprises.reply").sign(f"{answer.pk}.{answer.nonce}"),
        reply_links.token_of(answer.pk, "guessed"),
        reply_links.token_of(answer.pk + 1, answer.nonce),
        Signer(salt="enterprises.reply").sign("１." + answer.nonce),
        Signer(salt="enterprises.reply").sign("words"),
    ]
    for token in forged:
        cache.clear()  # the limit of words a minute is not what is tried here
        assert Client().get(address(token)).status_code == 404, token
        assert Client().post(address(token), {"say": "satisfied"}).status_code == 404, token
    assert state(answer) == "answered"


def test_the_link_of_an_earlier_round_does_not_judge_a_later_answer(clerk: User, answer: Answer) -> None:
    old = makers.token(answer)
    Client().post(address(old), {"say": "dissatisfied", "words": "还是坏的"})
    second = makers.answered(clerk, answer.request, "06-19", "重新铺过")
    assert makers.token(second) != old
    page = Client().get(address(old)).content.decode()
    assert "已修好" in page and "重新铺过" not in page and "满意，可以办结" not in page
    assert Client().post(address(old), {"say": "satisfied"}).status_code == 409
    assert state(answer) == "answered"
    Client().post(address(makers.token(second)), {"say": "satisfied"})
    assert state(answer) == "closed"
    assert Client().post(address(old), {"say": "reopen", "words": "又坏了"}).status_code == 409
    assert state(answer) == "closed"


def test_a_link_runs_out_and_a_new_one_takes_its_place(clerk: User, answer: Answer) -> None:
    token, last = makers.token(answer), reply_links.verdict_until(answer.link_on)
    assert replies.read_link(token, last).may == replies.VERDICT
    assert replies.read_link(token, last + timedelta(1)).may == replies.NOTHING
    actions.renew_link(by=clerk, request=answer.request, day=last + timedelta(1))
    answer.refresh_from_db()
    assert replies.read_link(token, last) is None
    assert replies.read_link(makers.token(answer), last + timedelta(1)).may == replies.VERDICT


def test_whoever_is_signed_in_only_looks_on(clerk: User, answer: Answer) -> None:
    staff, url = Client(), address(makers.token(answer))
    staff.force_login(clerk)
    page = staff.get(url).content.decode()
    assert "不能代企业评价" in page and 'name="say"' not in page
    assert staff.post(url, {"say": "satisfied"}).status_code == 409
    assert state(answer) == "answered"


def test_looking_writes_nothing(answer: Answer) -> None:
    before = Event.objects.count()
    Client().get(address(makers.token(answer)))
    answer.refresh_from_db()
    assert Event.objects.count() == before and answer.verdict_on is None


def test_a_word_from_another_site_is_refused(answer: Answer) -> None:
    stranger = Client(enforce_csrf_checks=True)
    url = address(makers.token(answer))
    assert stranger.post(url, {"say": "satisfied"}).status_code == 403
    token = stranger.get(url).context["csrf_token"]
    assert stranger.post(url, {"say": "satisfied", "csrfmiddlewaretoken": str(token)}).status_code == 302
    assert state(answer) == "closed"


def test_the_page_is_not_open_to_being_tried_over_and_over(answer: Answer) -> None:
    stranger, url = Client(), address(makers.token(answer))
    answers = [stranger.post(url, {"say": "dissatisfied", "words": ""}).status_code for _time in range(12)]
    assert answers[0] == 422 and answers[-1] == 429
    assert state(answer) == "answered"


def test_a_person_who_must_change_the_password_first_may_still_look(clerk: User, answer: Answer) -> None:
    User.objects.filter(pk=clerk.pk).update(must_change_password=True)
    staff = Client()
    staff.force_login(clerk)
    assert staff.get(address(makers.token(answer))).status_code == 200


def test_the_sheet_with_the_link_is_for_the_unit_that_answered(
    clerk: User, rival: User, answer: Answer
) -> None:
    url = reverse("enterprises:requests-link", args=[answer.request_id])
    client = Client()
    client.force_login(clerk)
    page = client.get(url).content.decode()
    assert f"http://testserver{address(makers.token(answer))}" in page
    assert "<svg viewBox" in page and "qrline" in page
    renewed = client.post(reverse("enterprises:requests-renew-link", args=[answer.request_id]))
    assert renewed.status_code == 302
    assert makers.token(answer) not in client.get(url).content.decode()
    assert Client().get(address(makers.token(answer))).status_code == 404
    leader = Client()
    leader.force_login(factories.person("leader"))
    assert leader.get(url).status_code == 403
    other = Client()
    other.force_login(rival)
    assert other.get(url).status_code == 404
