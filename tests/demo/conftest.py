"""The demo district, loaded once for the tests that only read it or that change it inside a savepoint."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from taizhang.demo.cast import Cast
from taizhang.demo.load import load


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker takes all of them, so that the demo is loaded once."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("demo"))
            item.add_marker(
                pytest.mark.django_db
            )  # pytest-django makes a database only where a test is marked


@pytest.fixture(scope="package")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    """The demo in a transaction that is rolled back after the last of its tests."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = load()
        yield cast
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded: Cast, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    """The demo for one test; what the test changes is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield loaded
        transaction.set_rollback(True)
