"""Duties, their changes and the reminders: what was done and sent is never altered."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

KEEP = """
CREATE TRIGGER duty_change_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON duties_dutychange
    FOR EACH STATEMENT EXECUTE FUNCTION accounts_refuse('what was said and done is never altered');
CREATE TRIGGER reminder_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON duties_reminder
    FOR EACH STATEMENT EXECUTE FUNCTION accounts_refuse('what was sent is never altered');
"""
UNDO = """
DROP TRIGGER reminder_is_kept ON duties_reminder;
DROP TRIGGER duty_change_is_kept ON duties_dutychange;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0010_who_began"),
    ]

    operations = [
        migrations.CreateModel(
            name="Duty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "due",
                    models.DateField(
                        blank=True, help_text="没有批复的，还没有期限", null=True, verbose_name="公开期限"
                    ),
                ),
                (
                    "fixed",
                    models.BooleanField(
                        default=False, help_text="另定的期限不随批复日期变动", verbose_name="财政部门另定"
                    ),
                ),
                ("released_at", models.DateTimeField(blank=True, null=True, verbose_name="公布时间")),
                ("released_by", models.CharField(blank=True, max_length=150, verbose_name="公布人")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duties",
                        to="accounts.unit",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "公开义务",
                "verbose_name_plural": "公开义务",
                "ordering": ("-year", "unit"),
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "year"), name="one_duty_per_year"),
                    models.CheckConstraint(
                        condition=models.Q(("year__range", (2000, 2999))), name="duty_year_has_four_digits"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("fixed", False),
                            models.Q(("due__isnull", False), ("due__year__gt", models.F("year"))),
                            _connector="OR",
                        ),
                        name="duty_fixed_after_its_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("released_at__isnull", True), ("released_by", "")),
                            models.Q(
                                ("released_at__isnull", False), models.Q(("released_by", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="duty_released_at_and_by_together",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DutyChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("listed", "列入名单"),
                            ("struck", "移出名单"),
                            ("due", "期限"),
                            ("released", "公布"),
                        ],
                        max_length=8,
                        verbose_name="办理",
                    ),
                ),
                ("before", models.DateField(blank=True, null=True, verbose_name="原期限")),
                ("after", models.DateField(blank=True, null=True, verbose_name="新期限")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="理由")),
                ("by", models.CharField(max_length=150, verbose_name="经办人")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "公开义务的改动",
                "verbose_name_plural": "公开义务的改动",
                "ordering": ("id",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("by", ""), _negated=True), name="duty_change_has_an_actor"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("due", models.DateField(verbose_name="公开期限")),
                ("mark", models.SmallIntegerField(verbose_name="期限前几天")),
                ("person", models.CharField(max_length=150, verbose_name="收件人")),
                ("address", models.EmailField(max_length=254, verbose_name="邮箱")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "提醒邮件",
                "verbose_name_plural": "提醒邮件",
                "ordering": ("id",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("unit", "year", "due", "mark", "person"), name="reminded_once"
                    )
                ],
            },
        ),
        migrations.RunSQL(KEEP, UNDO),
    ]
