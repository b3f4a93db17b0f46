"""Who may do what: permissions declared once as (roles, scope), registered with the rules library, required by actions."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import rules
from django.utils.translation import gettext as _

from taizhang.foundation.refusals import NotPermitted
from taizhang.organisation.roles import ROLES


@dataclass(frozen=True)
class Permission:
    """One permission: its name, its sentence, the roles that have it, and whether only within their own units.

    `excepting` says who may not although the post would let them; empty when there is no such exception.
    """

    name: str
    title: Any
    roles: tuple[str, ...]
    own_unit_roles: tuple[str, ...]
    excepting: Any = ""


PERMISSIONS: dict[str, Permission] = {}


def _unit_id_of(row: Any) -> int | None:
    return row if isinstance(row, int) else getattr(row, "unit_id", None)


def allow(
    name: str,
    title: Any,
    *roles: str,
    own_unit: tuple[str, ...] = (),
    unless: Callable[[Any, Any], bool] | None = None,
    excepting: Any = "",
) -> None:
    """Declare a permission: `roles` have it everywhere, `own_unit` roles for rows of the units of those very posts only.

    `title` is what it lets one do ("登记问题"). `unless(user, row)` takes it away (such as: who claimed does not verify),
    and `excepting` says so in the table of permissions. The row passed to `require` has a `unit_id` (or is one); without
    a row an own-unit role passes.
    """
    strange = [key for key in (*roles, *own_unit) if key not in ROLES]
    if strange or name in PERMISSIONS:
        raise ValueError(f"{name}: declared twice or with unknown roles {strange}")
    if bool(excepting) != (unless is not None):
        raise ValueError(f"{name}: an exception and the sentence that says it come together")

    def holds(user: Any, row: Any = None) -> bool:
        if user is None or not user.is_authenticated or not user.is_active:
            return False
        if unless is not None and row is not None and unless(user, row):
            return False
        if user.role_keys.intersection(roles):
            return True
        if not user.role_keys.intersection(own_unit):
            return False
        return row is None or _unit_id_of(row) in user.unit_ids_as(own_unit)

    PERMISSIONS[name] = Permission(name, title, roles, own_unit, excepting)
    rules.add_perm(name, rules.predicate(holds, name=name))


def may(user: Any, name: str, row: Any = None) -> bool:
    """Whether the person may; a misspelt name raises LookupError instead of being silently False."""
    if not rules.perm_exists(name):
        raise LookupError(f"No permission is called {name!r}")
    return bool(rules.has_perm(name, user, row))


def require(user: Any, name: str, row: Any = None) -> None:
    """Raise NotPermitted, naming the posts that may, unless the person may. Every action begins with this."""
    if may(user, name, row):
        return
    permission = PERMISSIONS[name]
    posts = tuple(ROLES[key].title for key in (*permission.roles, *permission.own_unit_roles))
    raise NotPermitted(
        _("您的岗位不能“%(what)s”。能办的岗位：%(posts)s。")
        % {"what": permission.title, "posts": "、".join(str(post) for post in posts)},
        posts=posts,
    )
