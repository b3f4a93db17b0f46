"""The people of the enterprises room."""

import pytest
from django.core.cache import cache

from taizhang.organisation.models import User
from tests import factories


@pytest.fixture(autouse=True)
def _no_words_counted_yet() -> None:
    """The limits of the public page are kept in the process, and every test begins below them."""
    cache.clear()


@pytest.fixture
def clerk(db: None) -> User:
    """The investment clerk of 峡窝镇."""
    return factories.person("investment_clerk", factories.unit("峡窝镇"))


@pytest.fixture
def rival(db: None) -> User:
    """The clerk of another town."""
    return factories.person("town_clerk", factories.unit("中心路街道"))


@pytest.fixture
def verifier(db: None) -> User:
    """The verifier of the commerce bureau."""
    return factories.person("investment_verifier", factories.unit("商务局", kind="bureau"))
