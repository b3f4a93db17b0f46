"""Which channels reach whom: a channel names units and roles, and a person is reached by their posts of today."""

from collections.abc import Iterable
from dataclasses import dataclass

from taizhang.foundation import clock
from taizhang.organisation.models import Post, User
from taizhang.reminders.models import Channel


@dataclass(frozen=True)
class _Net:
    channel: int
    needs_address: bool
    paths: tuple[str, ...]
    roles: frozenset[str]

    def catches(self, role: str, path: str) -> bool:
        return (not self.roles or role in self.roles) and (not self.paths or path.startswith(self.paths))


class Reach:
    """The channels that are on, and the posts and addresses of everybody: three queries, asked then without any."""

    def __init__(self) -> None:
        self._nets = [
            _Net(
                channel.pk, channel.to_each, tuple(unit.path for unit in channel.units.all()), frozenset(channel.roles)
            )
            for channel in Channel.objects.filter(is_on=True).prefetch_related("units")
        ]  # fmt: skip
        self._addressed = {
            pk: bool(email) for pk, email in User.objects.filter(is_active=True).values_list("pk", "email")
        }
        self._posts: dict[int, list[tuple[str, str]]] = {}
        held = Post.objects.held_on(clock.today()) if self._nets else Post.objects.none()
        for user, role, path in held.values_list("user_id", "role", "unit__path"):
            self._posts.setdefault(user, []).append((role, path))

    def active(self, users: Iterable[int]) -> list[int]:
        """Those of the people who may be reminded at all: their accounts are open."""
        return [user for user in users if user in self._addressed]

    def channels_of(self, user: int) -> list[int]:
        """Ids of the channels that carry the person's reminders; mail only where an address is known."""
        return [
            net.channel
            for net in self._nets
            if (not net.needs_address or self._addressed.get(user, False))
            and (
                not (net.roles or net.paths)
                or any(net.catches(role, path) for role, path in self._posts.get(user, ()))
            )
        ]
