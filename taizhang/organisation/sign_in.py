"""Signing in: accounts are given out by the administrator, so nobody signs up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class ClosedSignup(DefaultAccountAdapter):
    """allauth's adapter with the door for new accounts shut, and with our sentences."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("登录名或密码不对。忘了密码请找系统管理员重设。"),
        "invalid_login": _("登录名或密码不对。忘了密码请找系统管理员重设。"),
        "account_inactive": _("账号已停用，请找系统管理员。"),
        "too_many_login_attempts": _("错误次数太多，请过几分钟再试。"),
        "rate_limited": _("请求太密，请过几分钟再试。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Always False: the administrator makes accounts."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> Any:
        """The desk."""
        return "/"
