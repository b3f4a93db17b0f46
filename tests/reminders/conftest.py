"""The rules of a test are its own, and no robot is ever called over the network."""

from collections.abc import Callable, Iterator

import pytest

from taizhang.reminders import network, rules
from tests import factories
from tests.reminders.makers import DAY, Robot


@pytest.fixture(autouse=True)
def district(db: None) -> None:
    factories.district(stands_on=DAY)


@pytest.fixture
def publish(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Publish these rules and no others."""

    def only(*wanted: rules.Rule) -> None:
        monkeypatch.setattr(rules, "_published", {})
        rules.publish(wanted)

    only()
    return only


@pytest.fixture
def robot(monkeypatch: pytest.MonkeyPatch) -> Iterator[Robot]:
    """The robot that every channel reaches."""
    found = Robot()
    monkeypatch.setattr(network, "post_json", found)
    yield found
