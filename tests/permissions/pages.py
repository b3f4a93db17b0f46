"""Permissions that a page alone asks for: whom it opens for."""

from django.test import Client

from taizhang.foundation.refusals import NotPermitted
from taizhang.organisation.models import User


def opened(by: User, address: str) -> None:
    """Open a page; raises NotPermitted where it is refused."""
    client = Client()
    client.force_login(by)
    if client.get(address).status_code == 403:
        raise NotPermitted("403")
