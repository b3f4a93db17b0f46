"""The calendar of working days, filled with the public holidays that are known."""

from typing import Any

from django.db import migrations, models

from taizhang.organisation.public_holidays import exceptions, known_years


def fill(apps: Any, schema_editor: Any) -> None:
    CalendarDay = apps.get_model("organisation", "CalendarDay")
    CalendarDay.objects.bulk_create(
        CalendarDay(day=day, is_working=working, note=note)
        for year in sorted(known_years())
        for day, working, note in exceptions(year)
    )


class Migration(migrations.Migration):
    dependencies = [("organisation", "0002_must_change_password")]

    operations = [
        migrations.CreateModel(
            name="CalendarDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(unique=True, verbose_name="日期")),
                ("is_working", models.BooleanField(verbose_name="上班")),
                ("note", models.CharField(blank=True, max_length=40, verbose_name="说明")),
            ],
            options={"verbose_name": "工作日历", "verbose_name_plural": "工作日历", "ordering": ("day",)},
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
