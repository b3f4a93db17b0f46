"""Money that came to projects, voucher by voucher."""

from datetime import date
from decimal import Decimal
from typing import Self

from django.db import models
from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, Greatest, Least
from django.utils.translation import gettext_lazy as _

from taizhang.investment.models.projects import (
    MONEY,
    MONEY_PLACES,
    MOST_WAN,
    AmountRevision,
    Project,
    money,
)
from taizhang.investment.states import FundKind
from taizhang.journal.models import Journalled
from taizhang.organisation.models import UnitScoped


class ArrivalQuerySet(UnitScoped):
    """Sets of vouchers, readable by the readers of their project."""

    ledger = "investment"

    def counted_at(self, day: date) -> Self:
        """Vouchers of projects that count at the end of a day, with `counted`: the 区外资金 in each, in 万元.

        Cumulative 区外资金 of a project never exceeds its contracted part (rule 6), so a voucher has what the vouchers
        before it left of that; a contract that names no part caps nothing.
        """
        part = AmountRevision.objects.filter(
            project=OuterRef("project"), effective_on__lte=day, void=False, outside__isnull=False
        ).order_by("-effective_on")
        # A set worked out once: asked voucher by voucher, the projects would cost more than the money.
        projects = Project.objects.filter(signed_on__lte=day).recognised_at(day).values("pk")
        nothing = Value(Decimal(0), output_field=MONEY)
        left = Coalesce(Subquery(part.values("outside")[:1]), Value(MOST_WAN), output_field=MONEY) - F(
            "earlier"
        )
        return self.filter(project__in=projects, voucher_on__lte=day, recognised__isnull=False).annotate(
            counted=Greatest(nothing, Least(F("recognised"), left, output_field=MONEY), output_field=MONEY)
        )


class FundArrival(Journalled):
    """A voucher of money that came to a project, 万元; `recognised` is the 区外资金 in it, None until someone ruled on it.

    `voucher_key` is payer, number, date and amount in one: a voucher is counted once in the whole district. `earlier` is
    what was recognised of the project's vouchers of earlier days, and of those of the day entered before.
    """

    journal_type = "investment.fund_arrival"

    project = models.ForeignKey(
        Project, models.PROTECT, verbose_name=_("项目"), related_name="arrivals", db_index=False
    )
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name=_("牵头单位"), related_name="+"
    )
    voucher_on = models.DateField(_("凭证日期"))
    voucher_no = models.CharField(_("凭证号"), max_length=60)
    payer = models.CharField(_("付款人"), max_length=120)
    payer_place = models.CharField(_("付款人所在地"), max_length=60)
    kind = models.CharField(_("类别"), max_length=20, choices=FundKind.choices)
    amount = money(_("金额(万元)"))
    recognised = money(_("认定区外金额(万元)"), null=True, blank=True)
    earlier = models.DecimalField(
        _("此前已认定(万元)"), max_digits=20, decimal_places=MONEY_PLACES, default=Decimal(0), db_default=Decimal(0),
        editable=False,
    )  # fmt: skip
    voucher_key = models.CharField(_("凭证（查重用）"), max_length=240, unique=True, editable=False)
    recorded_on = models.DateField(_("登记日期"))

    objects = ArrivalQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("到位资金")
        indexes = (
            models.Index(fields=("project", "voucher_on", "id"), name="arrival_of_project"),
            models.Index(fields=("voucher_on", "id"), name="arrival_by_day"),
            # With all that 区外资金 by unit reads of a voucher.
            models.Index(
                fields=("unit", "voucher_on", "id", "project", "recognised", "earlier"),
                name="arrival_of_unit",
            ),
        )

    def __str__(self) -> str:
        return f"{self.voucher_no} {self.voucher_on}"
