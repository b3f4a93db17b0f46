"""The people of the investment ledger."""

import pytest

from taizhang.organisation.models import User
from tests import factories


@pytest.fixture
def verifier(db: None) -> User:
    """The verifier of the commerce bureau."""
    factories.district()
    return factories.person("investment_verifier", factories.unit("商务局", kind="bureau"))


@pytest.fixture
def clerk(db: None) -> User:
    """The investment clerk of 峡窝镇."""
    return factories.person("investment_clerk", factories.unit("峡窝镇"))


@pytest.fixture
def rival(db: None) -> User:
    """The clerk of another town."""
    return factories.person("town_clerk", factories.unit("中心路街道"))
