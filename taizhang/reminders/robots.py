"""How DingTalk's and WeCom's group robots are spoken to: signature, markdown, limits; no network here.

Sources: DingTalk open platform, custom robots, "sign" and "markdown"; WeCom developer centre, group robots, "markdown".
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote_plus, urlsplit

from django.utils.translation import gettext as _

A_MINUTE = 20  # messages a robot takes in a minute; more, and it is shut for ten
DINGTALK_BYTES = 16000  # of one message: the robot takes 20,000 with everything around it
WECOM_BYTES = 3900  # of one message: the robot takes 4,096

_MARKS = str.maketrans({mark: "\\" + mark for mark in "\\`*_[]<>#!|"} | {"\n": " ", "\r": " "})


def dingtalk_signature(secret: str, timestamp: int) -> str:
    """Base64 of the HMAC-SHA256 of "timestamp\\nsecret" under the secret; `timestamp` in milliseconds of Unix time."""
    text = f"{timestamp}\n{secret}".encode()
    return base64.b64encode(hmac.new(secret.encode(), text, hashlib.sha256).digest()).decode()


def dingtalk_address(address: str, secret: str, timestamp: int) -> str:
    """The robot's address with the signature, where the robot has a signing key."""
    if not secret:
        return address
    joint = "&" if urlsplit(address).query else "?"
    return f"{address}{joint}timestamp={timestamp}&sign={quote_plus(dingtalk_signature(secret, timestamp))}"


def line(text: str, link: str) -> str:
    """One reminder in markdown: its sentence, leading to its page where the site's own address is known."""
    plain = text.translate(_MARKS)
    target = link.replace("(", "%28").replace(")", "%29").replace(" ", "%20")
    return f"- [{plain}]({target})" if link else f"- {plain}"


def markdown(title: str, lines: Sequence[str]) -> str:
    """The whole message."""
    return "\n".join((f"### {title}", *lines))


def dingtalk_payload(title: str, text: str) -> dict[str, Any]:
    """The body of DingTalk's markdown message."""
    return {"msgtype": "markdown", "markdown": {"title": title, "text": text}}


def wecom_payload(text: str) -> dict[str, Any]:
    """The body of WeCom's markdown message."""
    return {"msgtype": "markdown", "markdown": {"content": text}}


def fault_of(answer: dict[str, Any]) -> str:
    """Empty where the robot took the message (errcode 0), else the sentence for the administrator."""
    code = answer.get("errcode")
    if code == 0:
        return ""
    return _("机器人不收：%(code)s %(said)s") % {"code": code, "said": str(answer.get("errmsg", ""))[:120]}
