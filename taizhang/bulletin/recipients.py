"""Who gets an issue: the people behind the lists that it chose, and why each of them."""

from collections import defaultdict

from taizhang.bulletin.models import Issue, RecipientEntry
from taizhang.foundation import clock
from taizhang.organisation.models import Post, Unit, User
from taizhang.organisation.roles import ROLES

# The posts that receive for their unit where a list names the unit alone; where nobody holds one, those who write for it.
RECEIVING = ("reader", "bureau_head", "unit_signer")
ELSE_RECEIVING = ("town_clerk", "reporter")


def people_of(issue: Issue) -> list[tuple[User, str]]:
    """(person, why) of everybody who signs in and whom a list of the issue names, once each, in the order of the lists.

    A unit stands for the holders of RECEIVING posts in it and below it (or of ELSE_RECEIVING where there are none), or of
    the post that the entry names; a post alone for all its holders in the district; a person for themselves. Posts count
    as they are held today. `why` is the list's name and the addressee ("各镇办：峡窝镇"). Two queries.
    """
    entries = RecipientEntry.objects.filter(list__in=issue.recipients.values("list"))
    return people_behind(
        list(
            entries.select_related("list", "unit", "user").order_by(
                "list__line", "list__position", "list", "position"
            )
        )
    )


def people_behind(entries: list[RecipientEntry]) -> list[tuple[User, str]]:
    """The same for some entries, whose `list`, `unit` and `user` are read already."""
    posts = Post.objects.held_on(clock.today()).filter(user__is_active=True).select_related("user", "unit")
    by_role: dict[str, list[Post]] = defaultdict(list)
    for post in posts:
        by_role[post.role].append(post)
    found: dict[int, tuple[User, str]] = {}
    for entry in entries:
        why = f"{entry.list.name}：{entry}"
        for person in _people(entry, by_role):
            found.setdefault(person.pk, (person, why))
    return list(found.values())


def _people(entry: RecipientEntry, by_role: dict[str, list[Post]]) -> list[User]:
    if entry.user is not None:
        return [entry.user] if entry.user.is_active else []
    if entry.unit is None:
        return [post.user for post in by_role[entry.role]] if entry.role in ROLES else []
    if entry.role:
        return _holders((entry.role,), entry.unit, by_role)
    return _holders(RECEIVING, entry.unit, by_role) or _holders(ELSE_RECEIVING, entry.unit, by_role)


def _holders(keys: tuple[str, ...], unit: Unit, by_role: dict[str, list[Post]]) -> list[User]:
    return [post.user for key in keys for post in by_role[key] if post.unit.path.startswith(unit.path)]
