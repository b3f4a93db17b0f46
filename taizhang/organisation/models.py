"""The tree of units, the people, and the dated posts that give them authority."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.contrib.auth.models import AbstractUser
from django.core.validators import RegexValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from taizhang.foundation import clock
from taizhang.foundation.quantities import normalise_name
from taizhang.journal.models import Journalled
from taizhang.organisation import roles


class District(Journalled):
    """The one district (or county) of this installation; `stands_on` pins a demonstration to its day."""

    journal_type = "organisation.district"

    code = models.CharField(
        _("行政区划代码"), max_length=6, unique=True, validators=[RegexValidator(r"^\d{6}$")]
    )
    name = models.CharField(_("名称"), max_length=40)
    bulletin_name = models.CharField(_("信息刊名"), max_length=40, blank=True)
    stands_on = models.DateField(_("演示日"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("区县")

    def __str__(self) -> str:
        return self.name


class UnitQuerySet(models.QuerySet["Unit"]):
    """Sets of units."""

    def within(self, unit: "Unit") -> Self:
        """The unit itself and everything below it."""
        return self.filter(path__startswith=unit.path)


class Unit(Journalled):
    """A town, street office, bureau or team; `path` is the chain of ids from the top, such as "/1/5/"."""

    journal_type = "organisation.unit"

    class Kind(models.TextChoices):
        """What sort of unit it is."""

        DISTRICT = "district", _("区县")
        TOWN = "town", _("镇办")
        BUREAU = "bureau", _("区直单位")
        TEAM = "team", _("内设机构")

    code = models.SlugField(_("代码"), max_length=40, unique=True)
    name = models.CharField(_("全称"), max_length=60, unique=True)
    short_name = models.CharField(_("简称"), max_length=30)
    aliases = models.JSONField(_("别名"), default=list, blank=True)
    kind = models.CharField(_("类别"), max_length=10, choices=Kind.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name=_("上级"), related_name="children"
    )
    path = models.CharField(_("路径"), max_length=200, db_index=True, default="", editable=False)
    position = models.PositiveSmallIntegerField(_("排序"), default=0)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("单位")
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.short_name

    @property
    def names(self) -> list[str]:
        """Every way in which a sheet may name the unit: code, full and short name, aliases."""
        return [self.name, self.short_name, self.code, *self.aliases]

    @staticmethod
    def by_name() -> dict[str, "Unit"]:
        """Normalised name → unit, for reading sheets: one query however many rows."""
        return {normalise_name(name): unit for unit in Unit.objects.all() for name in unit.names}


class User(AbstractUser, Journalled):
    """A person who signs in; what they may do comes from their posts, never from flags."""

    full_name = models.CharField(_("姓名"), max_length=40, blank=True)
    certificate = models.CharField(_("执法证号"), max_length=40, blank=True)
    must_change_password = models.BooleanField(_("须改密码"), default=False)
    journal_type = "organisation.user"
    journal_titles = {
        "password_given": _("重设密码"),
        "password_changed": _("本人改密码"),
        "shut": _("停用账号"),
        "opened": _("启用账号"),
    }

    class Meta:
        verbose_name = verbose_name_plural = _("人员")

    def __str__(self) -> str:
        return self.full_name or self.username

    @cached_property
    def current_posts(self) -> list["Post"]:
        """The posts held today, with their units, read once a request."""
        return list(self.posts.held_on(clock.today()).select_related("unit"))

    @cached_property
    def role_keys(self) -> frozenset[str]:
        """The keys of the roles of today's posts."""
        return frozenset(post.role for post in self.current_posts) if self.is_active else frozenset()

    @property
    def unit(self) -> Unit | None:
        """The unit of the person's first post, under which what they do is recorded."""
        return self.current_posts[0].unit if self.current_posts else None

    @cached_property
    def _unit_ids_by_role(self) -> dict[str, set[int]]:
        found: dict[str, set[int]] = {}
        for post in self.current_posts:
            within = Unit.objects.within(post.unit).values_list("id", flat=True)
            found.setdefault(post.role, set()).update(within)
        return found

    def unit_ids_as(self, roles: Iterable[str]) -> frozenset[int]:
        """Ids of the units in which the person holds one of the roles today, and of everything below those.

        A clerk of one unit who also reads in another enters nothing for that other one.
        """
        return frozenset().union(*(self._unit_ids_by_role.get(key, ()) for key in roles))

    @cached_property
    def home_unit_ids(self) -> frozenset[int]:
        """Ids of the units in which the person holds a post, and of everything below those."""
        return frozenset().union(*self._unit_ids_by_role.values())

    def sees_all_of(self, ledger: str) -> bool:
        """Whether some post of today reads the whole district in that ledger."""
        return any(roles.ROLES[key].reads(ledger) for key in self.role_keys if key in roles.ROLES)


class PostQuerySet(models.QuerySet["Post"]):
    """Sets of posts."""

    def held_on(self, day: date) -> Self:
        """Posts in force on a day, both ends included."""
        return self.filter(models.Q(until__isnull=True) | models.Q(until__gte=day), since__lte=day).order_by(
            "id"
        )


class Post(Journalled):
    """A dated fact: this person has this role in this unit, from a day, until a day or for good."""

    journal_type = "organisation.post"
    journal_titles = {"ended": _("免去任职")}

    user = models.ForeignKey(User, models.PROTECT, verbose_name=_("人员"), related_name="posts")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("单位"), related_name="posts")
    role = models.CharField(_("岗位"), max_length=30, choices=roles.CHOICES)
    title = models.CharField(_("职务"), max_length=40, blank=True)
    since = models.DateField(_("起"))
    until = models.DateField(_("止"), null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("任职")

    def __str__(self) -> str:
        return f"{self.unit} {self.title or self.get_role_display()}"


class CalendarDay(Journalled):
    """An exception to Monday–Friday: a public holiday on a weekday, or a day worked at a weekend in its stead."""

    journal_type = "organisation.calendar_day"

    day = models.DateField(_("日期"), unique=True)
    is_working = models.BooleanField(_("上班"))
    note = models.CharField(_("说明"), max_length=40, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("工作日历")
        ordering = ("day",)

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {_('上班') if self.is_working else _('放假')}"


class UnitScoped(models.QuerySet[Any]):
    """Base of a ledger's querysets: `ledger` names the ledger, `unit_path` the way from the row to its unit's id."""

    ledger = ""
    unit_path = "unit_id"

    def visible_to(self, user: User) -> Self:
        """The rows that the person may read: all of them, or those of their own units and below."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.sees_all_of(self.ledger):
            return self
        return self.filter(**{f"{self.unit_path}__in": user.home_unit_ids})
