"""The demo district, loaded once for the tests that only read it or that change it inside a savepoint."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from taizhang.demo.cast import Cast
from taizhang.demo.load import load


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    """The demo in a transaction that is rolled back after the module."""
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
