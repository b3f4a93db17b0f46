"""The day since when a project is talked about, and what was recognised before each voucher."""

from decimal import Decimal

from django.db import migrations, models
from django.db.models import Sum, Window
from django.db.models.expressions import RowRange

from taizhang.foundation.clock import SHANGHAI

_TOGETHER = 2000


def fill_registered_days(apps, schema_editor):
    """Projects under negotiation have stood there since the day on which the journal says they were entered."""
    events = apps.get_model("journal", "Event").objects.filter(
        subject_type="investment.project", kind__in=("created", "imported", "recognised")
    )
    projects, batch = apps.get_model("investment", "Project").objects, []
    entered = dict(events.order_by("-seq").values_list("subject_id", "recorded_at"))
    for project in projects.filter(signed_on__isnull=True).only("pk"):
        if project.pk in entered:
            project.registered_on = entered[project.pk].astimezone(SHANGHAI).date()
            batch.append(project)
    projects.bulk_update(batch, ["registered_on"], batch_size=_TOGETHER)


def fill_earlier_money(apps, schema_editor):
    """What was recognised of a project's vouchers before each of them, by day and then as entered."""
    arrivals, batch = apps.get_model("investment", "FundArrival").objects, []
    before = Window(
        Sum("recognised"), partition_by="project", order_by=("voucher_on", "pk"), frame=RowRange(end=-1)
    )
    for arrival in arrivals.annotate(before=before).only("pk"):
        if arrival.before:
            arrival.earlier = Decimal(arrival.before)
            batch.append(arrival)
    arrivals.bulk_update(batch, ["earlier"], batch_size=_TOGETHER)


class Migration(migrations.Migration):
    dependencies = [
        ("investment", "0003_stage_claims"),
        ("journal", "0003_append_only"),
    ]

    operations = [
        migrations.AddField(
            model_name="project",
            name="registered_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="登记日期"),
        ),
        migrations.AddField(
            model_name="fundarrival",
            name="earlier",
            field=models.DecimalField(
                db_default=Decimal("0"),
                decimal_places=6,
                default=Decimal("0"),
                editable=False,
                max_digits=20,
                verbose_name="此前已认定(万元)",
            ),
        ),
        migrations.RunPython(fill_registered_days, migrations.RunPython.noop),
        migrations.RunPython(fill_earlier_money, migrations.RunPython.noop),
    ]
