"""The people of the construction ledger."""

import pytest

from taizhang.construction.models import Site
from taizhang.organisation.models import User
from tests import factories
from tests.construction import makers


@pytest.fixture
def clerk(db: None) -> User:
    """The campaign's clerk."""
    return factories.person("site_clerk")


@pytest.fixture
def inspector(db: None) -> User:
    return factories.person("inspector")


@pytest.fixture
def chief(db: None) -> User:
    return factories.person("section_chief")


@pytest.fixture
def head(db: None) -> User:
    return factories.person("bureau_head")


@pytest.fixture
def town_clerk(db: None) -> User:
    """The clerk of 峡窝镇."""
    return factories.person("town_clerk", factories.unit("峡窝镇"))


@pytest.fixture
def site(clerk: User) -> Site:
    """A site in 峡窝镇."""
    return makers.site(clerk, "示例·金屏花园二期")
