"""Indexes that hold all that an amount of a day and 区外资金 by unit read."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("investment", "0005_referred_by")]

    operations = [
        migrations.RemoveIndex(model_name="amountrevision", name="revision_of_project"),
        migrations.RemoveIndex(model_name="fundarrival", name="arrival_of_unit"),
        migrations.AddIndex(
            model_name="amountrevision",
            index=models.Index(
                fields=["project", "-effective_on", "void", "outside", "total"], name="revision_of_project"
            ),
        ),
        migrations.AddIndex(
            model_name="fundarrival",
            index=models.Index(
                fields=["unit", "voucher_on", "id", "project", "recognised", "earlier"],
                name="arrival_of_unit",
            ),
        ),
    ]
