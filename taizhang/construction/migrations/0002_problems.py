"""The problems, with the indexes of their lists and figures."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("construction", "0001_initial"),
        ("organisation", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Problem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "focus",
                    models.CharField(
                        choices=[
                            ("ENV", "施工现场环境卫生"),
                            ("CAN", "食堂"),
                            ("DOR", "宿舍"),
                            ("MAT", "物料堆放"),
                            ("IDL", "待建空地"),
                            ("PUB", "宣传氛围"),
                        ],
                        max_length=3,
                        verbose_name="重点",
                    ),
                ),
                ("description", models.CharField(max_length=500, verbose_name="问题描述")),
                ("place", models.CharField(blank=True, max_length=80, verbose_name="具体部位")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "待下达"),
                            ("notified", "整改中"),
                            ("submitted", "待复核"),
                            ("rejected", "复核未通过"),
                            ("closed", "已销号"),
                            ("voided", "已作废"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("found_on", models.DateField(verbose_name="发现日期")),
                ("due_on", models.DateField(verbose_name="整改期限")),
                ("submitted_on", models.DateField(null=True, verbose_name="整改完成日期")),
                ("closed_on", models.DateField(null=True, verbose_name="复核销号日期")),
                ("voided_on", models.DateField(null=True, verbose_name="作废日期")),
                ("void_reason", models.CharField(blank=True, max_length=200, verbose_name="作废原因")),
                ("extended_from", models.DateField(null=True, verbose_name="原整改期限")),
                (
                    "item",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="construction.checklistitem",
                        verbose_name="检查项",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duplicates",
                        to="construction.problem",
                        verbose_name="并入",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="属地单位",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="problems",
                        to="construction.site",
                        verbose_name="点位",
                    ),
                ),
            ],
            options={
                "verbose_name": "整改问题",
                "verbose_name_plural": "整改问题",
                "indexes": [
                    models.Index(
                        condition=models.Q(("closed_on__isnull", True), ("voided_on__isnull", True)),
                        fields=["unit", "due_on", "id", "state"],
                        name="problem_open_by_unit",
                    ),
                    models.Index(
                        condition=models.Q(("closed_on__isnull", True), ("voided_on__isnull", True)),
                        fields=["due_on", "id", "state"],
                        name="problem_open_by_due",
                    ),
                    models.Index(
                        condition=models.Q(("closed_on__isnull", True), ("voided_on__isnull", True)),
                        fields=["found_on", "id"],
                        name="problem_open_by_day",
                    ),
                    models.Index(
                        fields=["unit", "found_on", "id", "voided_on", "closed_on", "due_on", "focus"],
                        name="problem_by_unit",
                    ),
                    models.Index(fields=["found_on", "id"], name="problem_by_day"),
                    models.Index(
                        fields=["site", "found_on", "id", "closed_on", "voided_on"], name="problem_of_site"
                    ),
                    models.Index(
                        condition=models.Q(("voided_on__isnull", False)),
                        fields=["found_on"],
                        name="problem_voided",
                    ),
                    models.Index(
                        condition=models.Q(("merged_into__isnull", False)),
                        fields=["merged_into"],
                        name="problem_merged",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gte", models.F("found_on"))),
                        name="problem_due_after_found",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on__isnull", True),
                            ("closed_on__gte", models.F("found_on")),
                            _connector="OR",
                        ),
                        name="problem_closed_after_found",
                    ),
                ],
            },
        ),
    ]
