"""The demo's monthly reports: January to May 2020 closed and published at their dates, June in the making."""

import random
from datetime import date

from taizhang.demo.cast import Cast
from taizhang.investment.actions.money import recognise_arrival
from taizhang.investment.models import FundArrival
from taizhang.reports.actions import close_report, prepare_report, publish_report

# (the last day of the month, when it was closed, when the report was published)
CLOSED = (
    (date(2020, 1, 31), date(2020, 2, 3), date(2020, 2, 5)),
    (date(2020, 2, 29), date(2020, 3, 3), date(2020, 3, 4)),
    (date(2020, 3, 31), date(2020, 4, 2), date(2020, 4, 3)),
    (date(2020, 4, 30), date(2020, 5, 6), date(2020, 5, 7)),
    (date(2020, 5, 31), date(2020, 6, 2), date(2020, 6, 3)),
)
JUNE_OPENED = date(2020, 6, 15)


def load(cast: Cast, rng: random.Random) -> None:
    """Close five months in order; a voucher of May that is ruled on afterwards shows in the preview of June."""
    by = cast.user("investment_verifier")
    for until, closed_on, published_on in CLOSED:
        report = prepare_report(by=by, until=until, on=closed_on)
        close_report(by=by, report=report, on=closed_on)
        publish_report(by=by, report=report, on=published_on)
    late = FundArrival.objects.filter(
        recognised__isnull=True, voucher_on__gt=date(2020, 5, 1), voucher_on__lte=date(2020, 5, 31)
    ).order_by("voucher_on", "pk")
    for arrival in late[:1]:
        recognise_arrival(by=by, arrival=arrival, recognised=arrival.amount)
    prepare_report(by=by, until=date(2020, 6, 30), on=JUNE_OPENED)
