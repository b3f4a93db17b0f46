"""Industry chains: their nodes upstream to downstream, the firms that stand on them, and the firms that are sought."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.enterprises.models.enterprises import Enterprise
from taizhang.enterprises.states import TARGET_FIRM, Segment, TargetFirmState
from taizhang.journal.models import Journalled
from taizhang.organisation.models import UnitScoped, User


class ForAll(UnitScoped):
    """Rows that everybody who is signed in may read."""

    ledger = "enterprises"

    def visible_to(self, user: User) -> Self:
        """All of them for whoever is signed in."""
        return self if user.is_authenticated and user.is_active else self.none()


class Chain(Journalled):
    """An industry chain; `unit` leads the work on it and may edit it."""

    journal_type = "enterprises.chain"
    journal_titles = {"node_removed": _("移除环节")}

    name = models.CharField(_("产业链"), max_length=40, unique=True)
    name_key = models.CharField(_("产业链（匹配用）"), max_length=40, unique=True, editable=False)
    unit = models.ForeignKey(
        "organisation.Unit",
        models.PROTECT,
        verbose_name=_("牵头单位"),
        related_name="+",
        null=True,
        blank=True,
    )
    position = models.PositiveSmallIntegerField(_("次序"), default=0)
    note = models.CharField(_("说明"), max_length=300, blank=True)

    objects = ForAll.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("产业链")
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.name


class ChainNode(Journalled):
    """One link of a chain, upstream first; `gap` says what is missing on it, empty where nothing is."""

    journal_type = "enterprises.node"
    journal_titles = {"firms": _("在链企业")}

    chain = models.ForeignKey(
        Chain, models.PROTECT, verbose_name=_("产业链"), related_name="nodes", db_index=False
    )
    name = models.CharField(_("环节"), max_length=40)
    name_key = models.CharField(_("环节（匹配用）"), max_length=40, editable=False)
    segment = models.CharField(
        _("上中下游"), max_length=10, choices=Segment.choices, default=Segment.MIDSTREAM
    )
    position = models.PositiveSmallIntegerField(_("次序"), default=0)
    gap = models.CharField(_("缺口"), max_length=200, blank=True)

    objects = ForAll.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("产业链环节")
        ordering = ("position", "id")
        constraints = (
            models.UniqueConstraint(fields=("chain", "name_key"), name="node_named_once_on_its_chain"),
        )

    def __str__(self) -> str:
        return self.name


class ChainFirm(models.Model):
    """An enterprise stands on a node; the journals of the node and of the enterprise tell who said so."""

    node = models.ForeignKey(
        ChainNode, models.PROTECT, verbose_name=_("环节"), related_name="firms", db_index=False
    )
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, verbose_name=_("企业"), related_name="standings"
    )

    class Meta:
        verbose_name = verbose_name_plural = _("在链企业")
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("node", "enterprise"), name="firm_once_on_a_node"),)

    def __str__(self) -> str:
        return f"{self.node_id} {self.enterprise_id}"


class TargetFirmQuerySet(UnitScoped):
    """Sets of target firms: a unit sees those that it is after itself."""

    ledger = "enterprises"


class TargetFirm(Journalled):
    """A firm elsewhere that the district would like to have on a node; `unit` is after it."""

    journal_type = "enterprises.target_firm"
    workflow = TARGET_FIRM

    node = models.ForeignKey(ChainNode, models.PROTECT, verbose_name=_("环节"), related_name="targets")
    name = models.CharField(_("目标企业"), max_length=120)
    name_key = models.CharField(_("目标企业（匹配用）"), max_length=120, editable=False)
    place = models.CharField(_("所在地"), max_length=60, blank=True)
    why = models.CharField(_("招引理由"), max_length=300)
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name=_("招引单位"), related_name="+"
    )
    state = models.CharField(
        _("状态"), max_length=10, choices=TargetFirmState.choices, default=TargetFirmState.SEEKING
    )
    contacted_on = models.DateField(_("对接日期"), null=True, blank=True)
    signed_on = models.DateField(_("签约日期"), null=True, blank=True)

    objects = TargetFirmQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("目标企业")
        constraints = (
            models.UniqueConstraint(fields=("node", "name_key"), name="target_named_once_on_its_node"),
        )

    def __str__(self) -> str:
        return self.name
