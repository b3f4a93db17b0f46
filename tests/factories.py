"""Small makers of the rows that most tests need: a unit, a person with a post."""

from datetime import date
from itertools import count

from taizhang.organisation.models import District, Post, Unit, User

_numbers = count(1)


def unit(name: str = "峡窝镇", kind: str = "town", parent: Unit | None = None, **fields: object) -> Unit:
    """The unit of that name, made where it is missing."""
    found = Unit.objects.filter(name=name).first()
    if found is not None:
        return found
    fields.setdefault("short_name", name)
    made = Unit.objects.create(name=name, kind=kind, parent=parent, code=f"unit-{next(_numbers)}", **fields)
    made.path = f"{parent.path if parent else '/'}{made.pk}/"
    made.save(update_fields=["path"])
    return made


def person(role: str, unit_: Unit | None = None, username: str | None = None, **fields: object) -> User:
    """A person who has held that post since 2019, in the given unit or in an office of the district."""
    user = User.objects.create(
        username=username or f"{role}-{next(_numbers)}", full_name=f"示例{role}", **fields
    )
    Post.objects.create(
        user=user, unit=unit_ or unit("区委办", kind="bureau"), role=role, since=date(2019, 1, 1)
    )
    return user


def district(**fields: object) -> District:
    """The one district."""
    return District.objects.get_or_create(code="410106", defaults={"name": "上街区", **fields})[0]
