"""Every address of the site: strangers are refused, a GET writes nothing, unknown rows are not found, forms need tokens."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest
from django.db import connection
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver

from taizhang.organisation.middleware import PUBLIC_NAMES
from taizhang.organisation.models import Post, User
from taizhang.organisation.roles import ROLES
from tests import factories

pytestmark = pytest.mark.django_db
WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)
PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")
UNKNOWN = {
    "int": "987654",
    "str": "nowhere",
    "slug": "nowhere",
    "uuid": "00000000-0000-4000-8000-000000000000",
}
# Where a signed-in person's GET is sent on: from the sign-in page, and from the choice of a language, which is a POST.
SENT_ON = {"account_login", "set_language"}
# Addresses without an id that are no lists: the forms of those who write, and what their editor asks while they type.
FORMS = re.compile(r"(-add|-import|-run|-preview|-together|-draft|-defaults|-suggest|-token|:home)$")


@cache
def addresses() -> tuple[tuple[str, str], ...]:
    """(name with its namespaces, pattern such as "figures/<str:key>/") of every address."""

    def walk(
        patterns: list[URLPattern | URLResolver], prefix: str, names: tuple[str, ...]
    ) -> Iterator[tuple[str, str]]:
        for each in patterns:
            path = prefix + str(each.pattern).removeprefix("^").removesuffix("$").removesuffix(r"\Z")
            if isinstance(each, URLResolver):
                yield from walk(
                    each.url_patterns, path, (*names, each.namespace) if each.namespace else names
                )
            else:
                yield ":".join((*names, each.name or "")), path

    return tuple(walk(get_resolver().url_patterns, "/", ()))


def example(pattern: str) -> str:
    """The pattern with ids and words that nothing has."""
    return PARAMETER.sub(lambda found: UNKNOWN[found[1] or "str"], pattern)


PLAIN = [(name, path) for name, path in addresses() if not PARAMETER.search(path)]
PARAMETRIC = [(name, path) for name, path in addresses() if PARAMETER.search(path)]


def everybody() -> Client:
    """Somebody who holds every post at once, so that only the address itself can refuse."""
    factories.district(stands_on=date(2020, 6, 19))
    unit = factories.unit("区委办", kind="bureau")
    user = User.objects.create(username="everybody", full_name="示例全岗")
    for role in ROLES:
        Post.objects.create(user=user, unit=unit, role=role, since=date(2019, 1, 1))
    client = Client()
    client.force_login(user)
    return client


def read(answer: HttpResponse | StreamingHttpResponse) -> HttpResponse | StreamingHttpResponse:
    """The answer, read to its end: the client then closes its files, and not the test's connection with them."""
    if isinstance(answer, StreamingHttpResponse):
        for _part in answer.streaming_content:
            pass
    return answer


def test_the_public_list_names_addresses_that_stand_outside_any_room() -> None:
    outside = {name for name, _path in addresses() if ":" not in name}
    assert {
        "account_login",
        "account_logout",
        "account_inactive",
        "health",
        "set_language",
    } <= PUBLIC_NAMES & outside


@pytest.mark.parametrize("method", ["get", "post"])
def test_strangers_are_refused_everywhere_but_on_the_public_list(method: str) -> None:
    factories.district()
    stranger, open_doors = Client(), []
    for name, pattern in addresses():
        answer = read(getattr(stranger, method)(example(pattern)))
        if name in PUBLIC_NAMES:
            continue
        sent_to_sign_in = answer.status_code == 302 and answer.headers["Location"].startswith(
            "/account/login/?next="
        )
        if not sent_to_sign_in and not (pattern.startswith("/api/") and answer.status_code == 401):
            open_doors.append((name, pattern, answer.status_code))
    assert not open_doors


def test_every_page_answers_and_a_get_writes_nothing() -> None:
    client, wrong = everybody(), []
    for name, path in PLAIN:
        with CaptureQueriesContext(connection) as queries:
            answer = read(client.get(path))
        expected = {200, 204, 405} | ({302} if name in SENT_ON or name.endswith(":home") else set())
        if answer.status_code not in expected and not name.startswith("api:"):
            wrong.append((path, answer.status_code))
        wrong += [
            (path, query["sql"][:80])
            for query in queries
            if WRITES.match(query["sql"]) and "django_session" not in query["sql"]
        ]
    assert not wrong


def test_the_administrator_opens_every_list() -> None:
    factories.district()
    client = Client()
    client.force_login(factories.person("administrator"))
    doors = [path for name, path in PLAIN if not FORMS.search(name)]
    refused = [
        (path, answer.status_code) for path in doors if (answer := read(client.get(path))).status_code == 403
    ]
    assert not refused


def test_unknown_rows_are_not_found() -> None:
    client, wrong = everybody(), []
    for name, pattern in PARAMETRIC:
        path = example(pattern)
        answer = read(client.get(path))
        if answer.status_code == 405:
            answer = read(client.post(path))
        if answer.status_code != 404:
            wrong.append((name, path, answer.status_code))
    assert not wrong


def test_a_form_without_its_token_is_refused_before_anything_happens() -> None:
    """A view that takes no POST says so only after the token was asked for, so everything answers 403."""
    trusting = everybody()
    client = Client(enforce_csrf_checks=True)
    client.cookies = trusting.cookies
    taken = [
        (name, answer.status_code)
        for name, pattern in addresses()
        if (answer := read(client.post(example(pattern)))).status_code not in {403, 405}
        and not name.startswith("api:")
    ]
    assert not taken


def test_an_address_that_nothing_has_is_not_found_in_a_sentence() -> None:
    client = everybody()
    answer = client.get("/nowhere/at/all/")
    assert answer.status_code == 404 and "data-sentence" in answer.content.decode()
    answer = client.get("/api/nowhere")
    assert answer.status_code == 404 and answer.json()["detail"]
