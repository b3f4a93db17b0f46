"""Road segments, the merchants along them, their pledges and their right to put tables outside."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from taizhang.foundation.quantities import normalise_name
from taizhang.journal.models import Journalled
from taizhang.night_market.states import STALL_PERMIT, StallPermitState
from taizhang.organisation.models import UnitScoped


class NightMarketRows(UnitScoped):
    """Rows of this ledger that carry their unit."""

    ledger = "night_market"


class RoadClass(models.IntegerChoices):
    """The class of a road decides how far tables may come out."""

    FIRST = 1, _("一类（不外摆）")
    SECOND = 2, _("二类（外摆至多 1 米）")
    THIRD = 3, _("三类（外摆至多 1.5 米）")


class Approval(models.TextChoices):
    """Whether stalls are approved on a segment; worked out from its paper and its day, never entered."""

    NONE = "none", _("待规划")
    VALID = "valid", _("已批准")
    EXPIRED = "expired", _("批准已过期")


class SegmentQuerySet(NightMarketRows):
    """Sets of segments."""

    def with_approval(self, day: date) -> Self:
        """Annotates `approval`, an Approval code, as it is on a day."""
        return self.annotate(
            approval=Case(
                When(approval_document="", then=Value(Approval.NONE.value)),
                When(approval_valid_until__lt=day, then=Value(Approval.EXPIRED.value)),
                default=Value(Approval.VALID.value),
                output_field=models.CharField(),
            )
        )


class RoadSegment(Journalled):
    """A stretch of road; one that an import named stands here unplanned until its measures and approval are entered."""

    journal_type = "night_market.segment"

    name = models.CharField(_("路段名称"), max_length=60)
    name_key = models.CharField(max_length=60, unique=True, editable=False)
    code = models.CharField(_("路段编码"), max_length=40, blank=True)
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name=_("属地单位"), related_name="+"
    )
    road_class = models.PositiveSmallIntegerField(
        _("道路等级"), choices=RoadClass.choices, null=True, blank=True
    )
    footway_width = models.PositiveIntegerField(_("人行道宽(mm)"), null=True, blank=True)
    no_go_distance = models.PositiveIntegerField(_("距禁设区(mm)"), null=True, blank=True)
    key_area = models.BooleanField(_("重点夜市区域"), default=True)
    opens = models.TimeField(_("经营开始"), null=True, blank=True)
    closes = models.TimeField(_("经营结束"), null=True, blank=True)
    approval_document = models.CharField(_("批准文件"), max_length=80, blank=True)
    approval_valid_until = models.DateField(_("批准有效期至"), null=True, blank=True)

    objects = SegmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("路段")
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def key(name: str) -> str:
        """The name as it is matched."""
        return normalise_name(name)

    def approval_on(self, day: date) -> Approval:
        """Whether stalls are approved here on a day."""
        if not self.approval_document:
            return Approval.NONE
        if self.approval_valid_until is not None and self.approval_valid_until < day:
            return Approval.EXPIRED
        return Approval.VALID


class MerchantQuerySet(NightMarketRows):
    """Sets of merchants."""

    def canonical(self) -> Self:
        """One record a merchant: those not merged into another."""
        return self.filter(merged_into=None)

    def same_as(self, root_ids: list[int]) -> Self:
        """Every record of the merchants whose canonical records have these ids."""
        return self.filter(Q(pk__in=root_ids) | Q(merged_into__in=root_ids))


class Merchant(Journalled):
    """A shop as registered; records of one merchant point to the oldest of them by `merged_into`.

    `merged_into` is worked out from the credit code, from the person at the address and from `declared_same_as`,
    which a clerk sets by hand. `registered_on` is empty where an older list, imported, does not say since when.
    """

    journal_type = "night_market.merchant"
    journal_titles = {"pledged": _("签订承诺"), "declared_same": _("认定为同一商户")}

    name = models.CharField(_("商户名称"), max_length=80)
    name_key = models.CharField(max_length=80, editable=False, db_index=True)
    credit_code = models.CharField(_("统一社会信用代码"), max_length=18, blank=True, db_index=True)
    person = models.CharField(_("负责人"), max_length=40)
    address = models.CharField(_("地址"), max_length=120)
    address_key = models.CharField(max_length=120, editable=False, db_index=True)
    segment = models.ForeignKey(RoadSegment, models.PROTECT, verbose_name=_("路段"), related_name="merchants")
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name=_("属地单位"), related_name="+"
    )
    area = models.DecimalField(_("经营面积(㎡)"), max_digits=9, decimal_places=2)
    frontage = models.PositiveIntegerField(_("门面宽(mm)"), null=True, blank=True)
    doors = models.PositiveSmallIntegerField(_("门数"), default=1)
    registered_on = models.DateField(_("登记日期"), null=True, blank=True)
    declared_same_as = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("认定为同一商户"), null=True, blank=True, related_name="+"
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("并入"), null=True, blank=True, related_name="merged"
    )

    objects = MerchantQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("商户")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("name_key", "address_key"), name="one_merchant_name_an_address"),
        )
        indexes = (models.Index(fields=("unit", "-id"), name="merchant_of_unit"),)

    def __str__(self) -> str:
        return self.name

    @property
    def canonical_id(self) -> int:
        """The id of the merchant's oldest record."""
        return self.merged_into_id or self.pk

    @staticmethod
    def keys(name: str, address: str) -> tuple[str, str]:
        """Name and address as they are matched: the natural key of a record."""
        return normalise_name(name), normalise_name(address)


def canonical_of(path: str = "") -> Coalesce:
    """The id of the canonical record, from a merchant or from a row that leads to one by `path`."""
    prefix = f"{path}__" if path else ""
    return Coalesce(F(f"{prefix}merged_into_id"), F(f"{prefix}id"))


class Pledge(models.Model):
    """A pledge signed by a merchant; journalled with the merchant."""

    class Kind(models.TextChoices):
        """The two pledges without which no table goes outside."""

        FOUR_DUTIES = "four_duties", _("门前四包责任书")
        QUIET = "quiet", _("时段外不扰民保证书")

    merchant = models.ForeignKey(Merchant, models.PROTECT, verbose_name=_("商户"), related_name="pledges")
    kind = models.CharField(_("承诺"), max_length=12, choices=Kind.choices)
    signed_on = models.DateField(_("签订日期"))

    class Meta:
        verbose_name = verbose_name_plural = _("承诺")
        constraints = (
            models.UniqueConstraint(fields=("merchant", "kind", "signed_on"), name="one_pledge_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.signed_on}"


class StallPermit(Journalled):
    """A merchant's right to put tables outside, with the tables and chairs allowed when it was applied for."""

    journal_type = "night_market.stall_permit"
    workflow = STALL_PERMIT

    merchant = models.ForeignKey(Merchant, models.PROTECT, verbose_name=_("商户"), related_name="permits")
    segment = models.ForeignKey(RoadSegment, models.PROTECT, verbose_name=_("路段"), related_name="permits")
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name=_("属地单位"), related_name="+"
    )
    state = models.CharField(
        _("状态"), max_length=20, choices=StallPermitState.choices, default=StallPermitState.APPLIED
    )
    tables = models.PositiveSmallIntegerField(_("可摆桌数"))
    chairs = models.PositiveSmallIntegerField(_("可摆椅数"))
    applied_on = models.DateField(_("申请日期"))
    valid_until = models.DateField(_("有效期至"))

    objects = NightMarketRows.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("摊位资格")
        ordering = ("id",)
        indexes = (models.Index(fields=("unit", "-id"), name="permit_of_unit"),)

    def __str__(self) -> str:
        return f"{self.merchant} {self.tables}桌{self.chairs}椅"


class PermitSpell(models.Model):
    """A stretch of days on which a permit was active: what a figure as of an earlier day counts."""

    permit = models.ForeignKey(StallPermit, models.PROTECT, verbose_name=_("摊位资格"), related_name="spells")
    since = models.DateField(_("起"))
    until = models.DateField(_("止"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("有效时段")

    def __str__(self) -> str:
        return f"{self.since}–{self.until or ''}"
