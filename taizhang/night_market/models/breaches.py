"""Breaches, the measure that the ladder makes of each night, its rung over time, and penalty cases."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.journal.models import Journalled
from taizhang.night_market.models.merchants import Merchant, NightMarketRows
from taizhang.night_market.models.patrols import Officer, Patrol
from taizhang.night_market.states import (
    MEASURE,
    PENALTY_CASE,
    BreachCategory,
    MeasureState,
    PenaltyCaseState,
    Rung,
)


class Measure(Journalled):
    """What is done about one night's breaches of one merchant; its rung is worked out, never entered.

    `canonical` is the merchant's oldest record. `rung` and `served_on` are the present ones, or the last ones where no
    breach of the night stands any more (`voided_on`); what they were on an earlier day stands in the spells. `rung` is
    empty where the night of a merged merchant has another measure already.
    """

    journal_type = "night_market.measure"
    workflow = MEASURE

    merchant = models.ForeignKey(Merchant, models.PROTECT, verbose_name=_("商户"), related_name="measures")
    canonical = models.ForeignKey(Merchant, models.PROTECT, verbose_name=_("同一商户"), related_name="+")
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name=_("属地单位"), related_name="+"
    )
    business_on = models.DateField(_("营业日"))
    rung = models.PositiveSmallIntegerField(_("处置"), choices=Rung.choices, null=True, blank=True)
    passes_ladder = models.BooleanField(_("直接危险"), default=False)
    state = models.CharField(
        _("状态"), max_length=12, choices=MeasureState.choices, default=MeasureState.PROPOSED
    )
    served_on = models.DateField(_("送达日期"), null=True, blank=True)
    served_how = models.CharField(_("送达方式"), max_length=20, blank=True)
    officers = models.ManyToManyField(Officer, verbose_name=_("送达人"), related_name="+", blank=True)
    voided_on = models.DateField(_("撤销日期"), null=True, blank=True)

    objects = NightMarketRows.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("处置")
        ordering = ("id",)
        indexes = (models.Index(fields=("canonical", "business_on"), name="measure_of_merchant"),)

    def __str__(self) -> str:
        return f"{self.merchant} {self.business_on}"


class RungSpell(models.Model):
    """The rung of a measure from one day until another (excluded; empty: still), and the day it was served by then.

    Derived from the breaches and rebuilt with them, so that a figure as of a past day counts what stood on that day.
    """

    measure = models.ForeignKey(
        Measure, models.PROTECT, verbose_name=_("处置"), related_name="spells", db_index=False
    )
    canonical = models.ForeignKey(
        Merchant, models.PROTECT, verbose_name=_("同一商户"), related_name="+", db_index=False
    )
    rung = models.PositiveSmallIntegerField(_("处置"), choices=Rung.choices)
    served_on = models.DateField(_("送达日期"), null=True)
    since = models.DateField(_("起"))
    until = models.DateField(_("止"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("处置时段")
        indexes = (
            models.Index(fields=("rung", "served_on"), name="spell_by_rung"),
            models.Index(fields=("measure", "rung", "served_on"), name="spell_of_measure"),
            models.Index(fields=("canonical", "rung", "served_on"), name="spell_of_merchant"),
        )

    def __str__(self) -> str:
        return f"{self.get_rung_display()} {self.since}"


class Breach(Journalled):
    """One breach by one merchant; `business_on` is the night to which it belongs, `measure` that night's measure."""

    journal_type = "night_market.breach"
    journal_titles = {"served": _("送达处置"), "voided": _("撤销违规")}

    merchant = models.ForeignKey(Merchant, models.PROTECT, verbose_name=_("商户"), related_name="breaches")
    canonical = models.ForeignKey(Merchant, models.PROTECT, verbose_name=_("同一商户"), related_name="+")
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name=_("属地单位"), related_name="+"
    )
    patrol = models.ForeignKey(
        Patrol, models.PROTECT, verbose_name=_("巡查"), null=True, blank=True, related_name="breaches"
    )
    category = models.CharField(_("类别"), max_length=16, choices=BreachCategory.choices)
    happened_at = models.DateTimeField(_("发生时间"))
    business_on = models.DateField(_("营业日"))
    immediate_danger = models.BooleanField(_("直接危险"), default=False)
    danger_reason = models.CharField(_("直接危险的理由"), max_length=200, blank=True)
    note = models.CharField(_("备注"), max_length=500, blank=True)
    served_on = models.DateField(_("送达日期"), null=True, blank=True)
    voided_on = models.DateField(_("撤销日期"), null=True, blank=True)
    measure = models.ForeignKey(
        Measure, models.PROTECT, verbose_name=_("处置"), null=True, blank=True, related_name="breaches"
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("登记人"), null=True, related_name="+"
    )

    objects = NightMarketRows.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("违规")
        ordering = ("id",)
        indexes = (
            models.Index(fields=("canonical", "business_on"), name="breach_of_merchant"),
            models.Index(fields=("unit", "-happened_at", "-id"), name="breach_of_unit"),
            models.Index(fields=("-happened_at", "-id"), name="breach_by_moment"),
            models.Index(fields=("business_on",), name="breach_by_night"),
        )

    def __str__(self) -> str:
        return f"{self.merchant} {self.get_category_display()}"


class PenaltyCase(Journalled):
    """A case filed from the third rung; by itself the rung neither fines nor revokes."""

    journal_type = "night_market.penalty_case"
    workflow = PENALTY_CASE
    journal_titles = {"review_opened": _("启动复查")}

    measure = models.ForeignKey(Measure, models.PROTECT, verbose_name=_("处置"), related_name="cases")
    merchant = models.ForeignKey(Merchant, models.PROTECT, verbose_name=_("商户"), related_name="cases")
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name=_("属地单位"), related_name="+"
    )
    state = models.CharField(
        _("状态"), max_length=16, choices=PenaltyCaseState.choices, default=PenaltyCaseState.FILED
    )
    filed_on = models.DateField(_("立案日期"))
    ended_on = models.DateField(_("终止日期"), null=True, blank=True)
    review_opened_on = models.DateField(_("启动复查日期"), null=True, blank=True)

    objects = NightMarketRows.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("处罚案件")
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.merchant} {self.filed_on}"
