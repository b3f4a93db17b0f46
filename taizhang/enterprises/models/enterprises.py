"""The register of enterprises."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.journal.models import Journalled
from taizhang.organisation.models import UnitScoped, User


class EnterpriseQuerySet(UnitScoped):
    """Sets of enterprises."""

    ledger = "enterprises"

    def visible_to(self, user: User) -> Self:
        """All of them for whoever is signed in: anyone who meets an enterprise must find it."""
        return self if user.is_authenticated and user.is_active else self.none()


class Enterprise(Journalled):
    """An enterprise of the district; `unit` is the town or office in whose area it lies (属地)."""

    journal_type = "enterprises.enterprise"
    journal_titles = {"nodes": _("所在环节")}

    name = models.CharField(_("企业名称"), max_length=120)
    name_key = models.CharField(_("企业名称（匹配用）"), max_length=120, unique=True, editable=False)
    credit_code = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    place = models.CharField(_("地址"), max_length=120, blank=True)
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name=_("属地单位"), related_name="+", db_index=False
    )
    contact_post = models.CharField(_("联系人职务"), max_length=40, blank=True)
    contact_phone = models.CharField(_("联系电话"), max_length=40, blank=True)
    note = models.CharField(_("备注"), max_length=300, blank=True)

    objects = EnterpriseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("企业")
        constraints = (
            models.UniqueConstraint(
                fields=("credit_code",), condition=~models.Q(credit_code=""), name="one_enterprise_a_code"
            ),
        )
        indexes = (models.Index(fields=("unit", "id"), name="enterprise_by_unit"),)

    def __str__(self) -> str:
        return self.name
