"""The request that a view behind the sign-in receives: its user is a person, and htmx's headers are read."""

from typing import TYPE_CHECKING

from django.http import HttpRequest

from taizhang.organisation.models import User

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails


class SignedInRequest(HttpRequest):
    """For type checking: SignedInMiddleware lets no stranger reach a view."""

    user: User
    htmx: "HtmxDetails"
