"""The writes of the organisation: units, people, their passwords and their dated posts."""

from datetime import date
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.foundation.quantities import normalise_name
from taizhang.foundation.refusals import Conflict, Refused
from taizhang.journal.record import record
from taizhang.journal.timeline import differences
from taizhang.organisation import passwords
from taizhang.organisation.access import allow, require
from taizhang.organisation.models import District, Post, Unit, User
from taizhang.organisation.roles import ROLES

MANAGE = "organisation.manage"
allow(MANAGE, gettext_lazy("管单位、人员和任职"), "administrator")


def _require(by: User | None) -> None:
    """Only an administrator; None is the system at set-up, which `founding` alone passes."""
    if by is not None:
        require(by, MANAGE)


def _clean(row: Any, *fields: str) -> None:
    """Raise Refused at the first of the fields that its own validators do not take."""
    try:
        row.clean_fields(exclude=[each.name for each in row._meta.fields if each.name not in fields])
    except ValidationError as error:
        field, sentences = next(iter(error.message_dict.items()))
        raise Refused(sentences[0], field=field) from error


@transaction.atomic
def register_district(
    *, code: str, name: str, bulletin_name: str = "", stands_on: date | None = None, by: User | None
) -> District:
    """The district itself; only at set-up."""
    _require(by)
    district = District(code=code, name=name, bulletin_name=bulletin_name, stands_on=stands_on)
    _clean(district, "code", "name", "bulletin_name")
    district.save()
    record(subject=district, kind="created", by=by, detail={"code": code, "name": name})
    return district


def _refuse_taken_names(names: list[str], besides: Unit | None = None) -> None:
    """A sheet finds a unit by any of its names, so no two units may answer to the same one."""
    for key, other in Unit.by_name().items():
        if other != besides and key in {normalise_name(name) for name in names}:
            raise Refused(
                _("“%(unit)s”已用这个名称、简称、代码或别名，请换一个。") % {"unit": other}, field="name"
            )


@transaction.atomic
def register_unit(
    *,
    name: str,
    short_name: str,
    kind: str,
    code: str,
    parent: Unit | None,
    by: User | None,
    aliases: list[str] | None = None,
    position: int = 0,
) -> Unit:
    """A unit under its parent; raises Refused where another unit answers to one of its names."""
    _require(by)
    unit = Unit(
        name=name.strip(), short_name=short_name.strip() or name.strip(), aliases=aliases or [], kind=kind, code=code,
        parent=parent, position=position,
    )  # fmt: skip
    _clean(unit, "name", "short_name", "kind", "code")
    _refuse_taken_names(unit.names)
    unit.save()
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    record(
        subject=unit,
        kind="created",
        by=by,
        unit=unit,
        detail={"name": unit.name, "code": code, "parent": parent},
    )
    return unit


@transaction.atomic
def change_unit(*, unit: Unit, values: dict[str, Any], by: User) -> Unit:
    """New names, aliases, kind or place in the order; the parent stays, since posts and rows hang on the tree."""
    require(by, MANAGE)
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    changed = differences(unit, values)
    if not changed:
        return unit
    for field, value in values.items():
        setattr(unit, field, value)
    _clean(unit, "name", "short_name", "kind", "position")
    _refuse_taken_names(unit.names, besides=unit)
    unit.save(update_fields=list(changed))
    record(subject=unit, kind="changed", by=by, unit=unit, detail={"changed": changed})
    return unit


@transaction.atomic
def register_person(
    *,
    username: str,
    full_name: str,
    by: User | None,
    certificate: str = "",
    password: str | None = None,
    must_change: bool = True,
) -> User:
    """A person who may sign in once they have a password; the journal never sees it. Raises Refused for a taken name."""
    _require(by)
    user = User(username=username.strip(), full_name=full_name.strip(), certificate=certificate.strip())
    user.must_change_password = must_change
    user.password = passwords.hashed(password)
    _clean(user, "username", "full_name", "certificate")
    if User.objects.filter(username__iexact=user.username).exists():
        raise Refused(_("登录名“%s”已有人用，请换一个。") % user.username, field="username")
    user.save()
    record(
        subject=user, kind="created", by=by, unit=by.unit if by else None, detail={"username": user.username}
    )
    return user


@transaction.atomic
def employ(
    *,
    username: str,
    full_name: str,
    unit: Unit,
    role: str,
    since: date,
    by: User,
    title: str = "",
    certificate: str = "",
) -> tuple[User, str]:
    """A new person with their first post; returns them and the generated password, which nothing keeps in the clear."""
    require(by, MANAGE)
    password = passwords.generate()
    user = register_person(
        username=username, full_name=full_name, certificate=certificate, password=password, by=by
    )
    appoint(user=user, unit=unit, role=role, title=title, since=since, by=by)
    return user, password


@transaction.atomic
def change_person(*, user: User, values: dict[str, Any], by: User) -> User:
    """A new name, certificate number or e-mail address."""
    require(by, MANAGE)
    user = User.objects.select_for_update().get(pk=user.pk)
    changed = differences(user, values)
    if not changed:
        return user
    for field, value in values.items():
        setattr(user, field, value)
    _clean(user, "full_name", "certificate", "email")
    user.save(update_fields=list(changed))
    record(subject=user, kind="changed", by=by, detail={"changed": changed})
    return user


@transaction.atomic
def give_password(*, user: User, by: User) -> str:
    """A new generated password, returned once; the person must change it when they next sign in."""
    require(by, MANAGE)
    password = passwords.generate()
    user = User.objects.select_for_update().get(pk=user.pk)
    user.password = passwords.hashed(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    record(subject=user, kind="password_given", by=by)
    return password


@transaction.atomic
def choose_password(*, present: str, password: str, by: User) -> User:
    """The person's own new password; raises Refused where the present one is wrong or the new one weak."""
    user = User.objects.select_for_update().get(pk=by.pk)
    if not user.check_password(present):
        raise Refused(_("现在的密码不对。"), field="present")
    if present == password:
        raise Refused(_("新密码与现在的相同，请换一个。"), field="password")
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Refused("".join(error.messages), field="password") from error
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    record(subject=user, kind="password_changed", by=by)
    return user


@transaction.atomic
def appoint(
    *,
    user: User,
    unit: Unit,
    role: str,
    since: date,
    by: User | None,
    until: date | None = None,
    title: str = "",
) -> Post:
    """Give a post from a day, until a day or for good; raises Refused for one that the person holds in those days."""
    _require(by)
    if role not in ROLES:
        raise Refused(_("没有叫“%s”的岗位。") % role, field="role")
    if until and until < since:
        raise Refused(_("止日早于起日，请改正。"), field="until")
    for held in Post.objects.filter(user=user, unit=unit, role=role):
        if (held.until is None or held.until >= since) and (until is None or held.since <= until):
            raise Refused(_("此人在这些日子里已任此职，先免去原任职。"), field="role")
    post = Post(user=user, unit=unit, role=role, title=title.strip(), since=since, until=until)
    _clean(post, "title", "role")
    post.save()
    record(
        subject=post, kind="created", by=by, unit=unit,
        detail={"user": user, "role": role, "since": since, "until": until},
    )  # fmt: skip
    return post


@transaction.atomic
def end_post(*, post: Post, until: date, by: User) -> Post:
    """The last day of a post; the last administrator's post cannot be ended, or nobody could give any post again."""
    require(by, MANAGE)
    post = Post.objects.select_for_update().get(pk=post.pk)
    if until < post.since:
        raise Refused(_("止日早于起日，请改正。"), field="until")
    if post.until is not None and post.until <= until:
        raise Conflict(_("这项任职已于 %s 止。") % post.until.isoformat())
    if post.role == "administrator":
        _keep_an_administrator(besides_post=post)
    old, post.until = post.until, until
    post.save(update_fields=["until"])
    record(subject=post, kind="ended", by=by, unit=post.unit, detail={"changed": {"until": [old, until]}})
    return post


@transaction.atomic
def set_active(*, user: User, active: bool, by: User, reason: str = "") -> User:
    """Shut or open an account; what the person did stays theirs. Raises Refused for the last administrator."""
    require(by, MANAGE)
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.is_active == active:
        raise Conflict(_("账号已是这个状态，请刷新后再看。"))
    if not active:
        if not reason.strip():
            raise Refused(_("停用账号须写明理由。"), field="reason")
        _keep_an_administrator(besides_user=user)
    user.is_active = active
    user.save(update_fields=["is_active"])
    record(
        subject=user, kind="opened" if active else "shut", by=by, detail={"reason": reason} if reason else {}
    )
    return user


def _keep_an_administrator(*, besides_post: Post | None = None, besides_user: User | None = None) -> None:
    lasting = Post.objects.filter(role="administrator", user__is_active=True, until__isnull=True)
    if besides_post is not None:
        lasting = lasting.exclude(pk=besides_post.pk)
    if besides_user is not None:
        if not lasting.filter(user=besides_user).exists():
            return
        lasting = lasting.exclude(user=besides_user)
    if not lasting.exists():
        raise Refused(_("这是最后一位系统管理员，先任命另一位，再办这件事。"))
