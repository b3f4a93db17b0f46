"""Setting up channels: where reminders go besides the system itself; the journal never sees an address or a secret."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.foundation.refusals import Refused
from taizhang.journal.record import record
from taizhang.journal.timeline import differences
from taizhang.organisation.access import require
from taizhang.organisation.models import Unit, User
from taizhang.organisation.roles import ROLES
from taizhang.reminders import sending
from taizhang.reminders.access import MANAGE
from taizhang.reminders.models import Channel

KEPT_QUIET = ("address", "secret")


def add_channel(
    *,
    by: User,
    kind: str,
    title: str,
    address: str,
    account: str = "",
    secret: str = "",
    units: Sequence[Unit] = (),
    roles: Sequence[str] = (),
    is_on: bool = True,
) -> Channel:
    """A new channel; raises Refused for an address that its kind cannot use."""
    require(by, MANAGE)
    channel = Channel(
        kind=kind, title=title.strip(), address=address.strip(), account=account.strip(), secret=secret.strip(),
        roles=sorted(roles), is_on=is_on,
    )  # fmt: skip
    _refuse_wrong(channel)
    with transaction.atomic():
        channel.save()
        channel.units.set(units)
        detail = {"kind": kind, "title": channel.title, "host": host_of(channel), "roles": channel.roles}
        record(
            subject=channel, kind="created", by=by, detail={**detail, "units": [unit.pk for unit in units]}
        )
    return channel


def change_channel(*, by: User, channel: Channel, values: dict[str, Any]) -> Channel:
    """New settings; an empty `secret` keeps the one that is there. What waits goes by the new settings."""
    require(by, MANAGE)
    units: list[Unit] | None = values.get("units")
    given = {
        key: value.strip() if isinstance(value, str) else value
        for key, value in values.items()
        if key != "units"
    }
    if not given.get("secret"):
        given.pop("secret", None)
    if "roles" in given:
        given["roles"] = sorted(given["roles"])
    with transaction.atomic():
        row = Channel.objects.select_for_update().get(pk=channel.pk)
        changed = differences(row, given)
        for field in changed:
            setattr(row, field, given[field])
        _refuse_wrong(row)
        for field in KEPT_QUIET:
            if field in changed:
                changed[field] = ["***", "***"]
        old = sorted(row.units.values_list("pk", flat=True))
        if units is not None and old != sorted(unit.pk for unit in units):
            changed["units"] = [old, sorted(unit.pk for unit in units)]
            row.units.set(units)
        if changed:
            row.save()
            record(subject=row, kind="changed", by=by, detail={"changed": changed})
    return row


def host_of(channel: Channel) -> str:
    """The channel's host: what may be shown and journalled of its address."""
    try:
        return (
            sending.server(channel.address)[0]
            if channel.to_each
            else urlsplit(channel.address).hostname or ""
        )
    except ValueError:
        return ""


def _refuse_wrong(channel: Channel) -> None:
    if channel.kind not in Channel.Kind.values:
        raise Refused(_("没有这种渠道，请另选一种。"), field="kind")
    if not channel.title:
        raise Refused(_("请给渠道起个名称。"), field="title")
    if Channel.objects.filter(title=channel.title).exclude(pk=channel.pk).exists():
        raise Refused(_("已有渠道叫“%s”，请换一个名称。") % channel.title, field="title")
    if strange := [key for key in channel.roles if key not in ROLES]:
        raise Refused(_("没有叫“%s”的岗位。") % strange[0], field="roles")
    if channel.to_each:
        _refuse_wrong_mail(channel)
        return
    try:
        parts = urlsplit(channel.address)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"https", "http"} or not parts.hostname:
        raise Refused(_("机器人地址应从群里复制，以 https:// 开头。"), field="address")


def _refuse_wrong_mail(channel: Channel) -> None:
    try:
        sending.server(channel.address)
    except ValueError as error:
        raise Refused(_("邮件服务器写成“主机:端口”，例如 smtp.example.cn:465。"), field="address") from error
    try:
        validate_email(channel.account)
    except ValidationError as error:
        raise Refused(_("请填发件邮箱，例如 taizhang@example.cn。"), field="account") from error
