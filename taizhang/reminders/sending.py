"""Hands one digest to one channel and says what came of it; never in a transaction, since the network may take its time."""

import smtplib
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils.translation import gettext as _

from taizhang.foundation import clock
from taizhang.organisation import district
from taizhang.reminders import network, robots
from taizhang.reminders.models import Channel

MAIL_LINES = 200
ROBOT_LINES = 50
IMPLICIT_TLS, SUBMISSION = 465, 587


@dataclass(frozen=True)
class Line:
    """What leaves the house of one reminder: its sentence and its page, nothing else."""

    text: str
    url: str

    @property
    def link(self) -> str:
        """The page's whole address, empty where the site's own address is not set."""
        return f"{settings.SITE_URL}{self.url}" if settings.SITE_URL else ""


def fitting(channel: Channel, lines: Sequence[Line]) -> int:
    """How many of the lines one message of the channel holds: at least one, whatever its length."""
    if channel.to_each:
        return min(len(lines), MAIL_LINES)
    most = robots.WECOM_BYTES if channel.kind == Channel.Kind.WECOM else robots.DINGTALK_BYTES
    size = len(robots.markdown(title(MAIL_LINES), ()).encode())
    for number, each in enumerate(lines[:ROBOT_LINES]):
        size += 1 + len(robots.line(each.text, each.link).encode())
        if size > most:
            return max(number, 1)
    return min(len(lines), ROBOT_LINES)


def title(count: int) -> str:
    """The head of a digest, with the district's name and how many reminders there are."""
    here = district.current()
    return _("%(district)s台账：%(count)s 条提醒") % {"district": here.name if here else "", "count": count}


def send(channel: Channel, heading: str, lines: Sequence[Line], to: str = "") -> str:
    """Send one message; `to` is the e-mail address where the channel is mail. Returns the fault, empty when taken."""
    return _mail(channel, heading, lines, to) if channel.to_each else _robot(channel, heading, lines)


def _robot(channel: Channel, heading: str, lines: Sequence[Line]) -> str:
    text = robots.markdown(heading, [robots.line(line.text, line.link) for line in lines])
    try:
        if channel.kind == Channel.Kind.WECOM:
            answer = network.post_json(channel.address, robots.wecom_payload(text))
        else:
            now = int(clock.now().timestamp() * 1000)
            address = robots.dingtalk_address(channel.address, channel.secret, now)
            answer = network.post_json(address, robots.dingtalk_payload(heading, text))
    except network.Unreachable as error:
        return _("连不上机器人：%s") % error
    return robots.fault_of(answer)


def server(address: str) -> tuple[str, int]:
    """(host, port) of a mail server given as host:port; raises ValueError for anything else."""
    parts = urlsplit(f"//{address}")
    if not parts.hostname or not parts.port or parts.path or parts.username:
        raise ValueError(address)
    return parts.hostname, parts.port


def _mail(channel: Channel, heading: str, lines: Sequence[Line], to: str) -> str:
    if not to:
        return _("收件人没有邮箱，请在“单位与人员”里填上。")
    host, port = server(channel.address)
    text = "\n".join(
        f"{number}. {line.text}" + (f"\n   {line.link}" if line.link else "")
        for number, line in enumerate(lines, start=1)
    )
    connection = get_connection(
        host=host, port=port, username=channel.account if channel.secret else "", password=channel.secret,
        use_ssl=port == IMPLICIT_TLS, use_tls=port == SUBMISSION, timeout=network.TIMEOUT,
    )  # fmt: skip
    try:
        EmailMessage(heading, text, channel.account, [to], connection=connection).send()
    except (OSError, smtplib.SMTPException, ValueError) as error:
        reason = error.smtp_code if isinstance(error, smtplib.SMTPResponseException) else ""
        return (_("邮件没有发出：%(kind)s %(code)s") % {"kind": type(error).__name__, "code": reason}).strip()
    return ""
