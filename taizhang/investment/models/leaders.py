"""Which leading official answers for which project, chain or enterprise (包联), and since when."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from taizhang.investment.models.projects import Project
from taizhang.journal.models import Journalled
from taizhang.organisation.models import User


class LinkedTo(models.TextChoices):
    """What a leader answers for."""

    PROJECT = "project", _("项目")
    CHAIN = "chain", _("产业链")
    ENTERPRISE = "enterprise", _("企业")


class LeaderLinkQuerySet(models.QuerySet["LeaderLink"]):
    """Sets of leaders' links."""

    def visible_to(self, user: User) -> Self:
        """Chains and enterprises are everybody's; a project's leader is known to those who may read the project."""
        if not user.is_authenticated or not user.role_keys:
            return self.none()
        if user.sees_all_of("investment"):
            return self
        return self.filter(
            Q(project__isnull=True) | Q(project__unit_id__in=user.home_unit_ids) | Q(leader=user)
        )

    def in_force(self, day: date) -> Self:
        """Links that hold on a day, both ends included."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)

    def of_leader(self, user: User, day: date) -> Self:
        """What a leader answers for on a day."""
        return self.filter(leader=user).in_force(day)


class LeaderLink(Journalled):
    """A leader answers for one project, one chain or one enterprise from a day on, until a day or for good."""

    journal_type = "investment.leader_link"

    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("包联领导"), related_name="+"
    )
    kind = models.CharField(_("包联对象"), max_length=10, choices=LinkedTo.choices)
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, verbose_name=_("项目"), related_name="leader_links"
    )
    chain = models.CharField(_("产业链"), max_length=40, blank=True)
    enterprise = models.CharField(_("企业"), max_length=120, blank=True)
    duty = models.CharField(_("职责"), max_length=200, blank=True)
    since = models.DateField(_("自"))
    until = models.DateField(_("至"), null=True, blank=True)

    objects = LeaderLinkQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("领导包联")
        indexes = (
            models.Index(fields=("leader", "since"), name="link_of_leader"),
            models.Index(fields=("project", "since"), name="link_of_project"),
        )

    def __str__(self) -> str:
        return str(self.project) if self.project_id else self.chain or self.enterprise
