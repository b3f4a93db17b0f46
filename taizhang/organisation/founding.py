"""Setting up a district from the command line, before anyone can sign in: the system itself acts, and says so in the journal.

No page or API reaches this module: there, every write carries the person who asks for it.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.foundation import clock
from taizhang.foundation.refusals import Refused
from taizhang.organisation import actions
from taizhang.organisation.models import District, Unit, User
from taizhang.organisation.passwords import generate as generate_password

__all__ = ["appoint", "command_line_account", "employ", "found_district", "generate_password"]

COMMAND_LINE = "command-line"


@transaction.atomic
def found_district(
    code: str,
    name: str,
    bulletin_name: str = "",
    units: Sequence[dict[str, Any]] = (),
    stands_on: date | None = None,
) -> District:
    """Make the one district of this installation with its units; raises Refused where there is one already.

    A unit is a dict of `name` and, where they differ from it, `short_name`, `aliases`, `kind` (district, town, bureau,
    team; bureau unless said), `code`, `parent` (the code or a name of a unit earlier in the list). A unit without parent
    stands under the district itself, which is made first unless the list begins with it.
    """
    if District.objects.exists():
        raise Refused(_("这里已有区县，不能再建一个。"))
    district = actions.register_district(
        code=code, name=name, bulletin_name=bulletin_name, stands_on=stands_on, by=None
    )
    listed = list(units)
    if not any(unit.get("kind") == Unit.Kind.DISTRICT for unit in listed):
        listed.insert(0, {"name": name, "kind": Unit.Kind.DISTRICT, "code": code})
    known: dict[str, Unit] = {}
    root: Unit | None = None
    for number, given in enumerate(listed, start=1):
        kind = given.get("kind") or Unit.Kind.BUREAU
        parent = None if kind == Unit.Kind.DISTRICT else _parent(given, known) or root
        unit = actions.register_unit(
            name=given["name"],
            short_name=given.get("short_name") or given["name"],
            aliases=list(given.get("aliases") or ()),
            kind=kind,
            code=given.get("code") or f"unit-{number}",
            parent=parent,
            position=number,
            by=None,
        )
        root = root or unit
        known.update({each: unit for each in unit.names})
    return district


def _parent(given: dict[str, Any], known: dict[str, Unit]) -> Unit | None:
    named = given.get("parent")
    if named and named not in known:
        raise Refused(
            _("单位“%(unit)s”的上级“%(parent)s”没有列在它前面。") % {"unit": given["name"], "parent": named}
        )
    return known[named] if named else None


@transaction.atomic
def employ(
    username: str,
    full_name: str,
    unit: Unit,
    role: str,
    title: str = "",
    since: date | None = None,
    password: str | None = None,
    must_change: bool = False,
    certificate: str = "",
) -> User:
    """A person with one post from `since` (today unless said); without a password they cannot sign in yet.

    Raises Refused where the user name is taken or the role is unknown.
    """
    user = actions.register_person(
        username=username,
        full_name=full_name,
        certificate=certificate,
        password=password,
        must_change=must_change,
        by=None,
    )
    appoint(user, unit, role, title=title, since=since)
    return user


def appoint(user: User, unit: Unit, role: str, title: str = "", since: date | None = None) -> User:
    """One more post for a person, from `since` (today unless said)."""
    actions.appoint(user=user, unit=unit, role=role, title=title, since=since or clock.today(), by=None)
    return user


@transaction.atomic
def command_line_account() -> User:
    """The account under which the commands act: it holds the operator's post and no password, so nobody signs in with it."""
    found = User.objects.filter(username=COMMAND_LINE).first()
    if found is not None:
        return found
    unit = Unit.objects.order_by("id").first()
    if unit is None:
        raise Refused(_("还没有区县。请先运行 taizhang init 或 taizhang demo。"))
    return employ(COMMAND_LINE, str(_("命令行")), unit, "operator", since=clock.today())
