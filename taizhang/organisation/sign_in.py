"""Signing in: accounts are given out by the administrator, so nobody signs up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedSignup(DefaultAccountAdapter):
    """allauth's adapter with the door for new accounts shut."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Always False: the administrator makes accounts."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> Any:
        """The desk."""
        return "/"
