"""The small office of the bulletin's tests, with a hand for what follows the signing."""

from collections.abc import Callable

import pytest

from taizhang.archive import actions
from taizhang.bulletin import actions as bulletin
from taizhang.bulletin.actions import Addressee
from taizhang.bulletin.actions.proofing import LOOKED_AT
from taizhang.bulletin.models import Issue, RecipientList
from taizhang.organisation.models import User
from tests import factories
from tests.bulletin.conftest import Office, catalogue, office, towns  # noqa: F401

Proofed = Callable[..., Issue]


@pytest.fixture
def proofreader(office: Office) -> User:  # noqa: F811
    return factories.person("proofreader")


@pytest.fixture
def archivist(office: Office) -> User:  # noqa: F811
    return factories.person("archivist")


@pytest.fixture
def readers(office: Office) -> RecipientList:  # noqa: F811
    """A list with two people who sign in and one addressee outside."""
    return bulletin.write_recipients(
        name="各单位",
        line="distributed_to",
        printed="各单位",
        entries=[
            Addressee(unit=office.other),
            Addressee(user=office.unit_signer),
            Addressee(outside="示例公司", copies=3),
        ],
        by=office.editor,
    )


@pytest.fixture
def proofed(office: Office, proofreader: User) -> Proofed:  # noqa: F811
    """Signs an issue with some texts in it and passes its proofs."""

    def made(*bodies: str, title: str = "示例·一篇", **heading: object) -> Issue:
        items = [office.received(title, body) for body in bodies or ("共有[[towns.counted]]。",)]
        issue = office.signed(*items, **heading)
        return bulletin.pass_proofs(issue=issue, looked_at=list(LOOKED_AT), by=proofreader)

    return made


@pytest.fixture
def sent(office: Office, readers: RecipientList, proofed: Proofed) -> Proofed:  # noqa: F811
    """Sends such an issue to the readers."""

    def made(*bodies: str, **more: object) -> Issue:
        return actions.send_issue(
            issue=proofed(*bodies, **more), lists=[readers], copies=120, by=office.editor
        )

    return made
