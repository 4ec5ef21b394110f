"""Several units may take over from one; that a unit was dissolved is a word of its own."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q


def copy(apps: Any, editor: Any) -> None:
    unit, succession = (apps.get_model("accounts", name) for name in ("Unit", "Succession"))
    ended = unit.objects.exclude(successor=None)
    succession.objects.bulk_create(
        succession(unit_id=pk, successor_id=heir) for pk, heir in ended.values_list("pk", "successor")
    )
    ended.update(dissolved=True)
    editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what waits would stop the change of the table


def copy_back(apps: Any, editor: Any) -> None:
    """Of several the last."""
    unit, succession = (apps.get_model("accounts", name) for name in ("Unit", "Succession"))
    for pk, heir in succession.objects.order_by("pk").values_list("unit", "successor"):
        unit.objects.filter(pk=pk).update(successor=heir)
    editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = (("accounts", "0012_former_names"),)
    operations = (
        migrations.AddField(
            model_name="unit",
            name="dissolved",
            field=models.BooleanField(
                default=False,
                help_text="撤销的、并入别的单位的、全部分给别的单位的：以后的年度不用再公开",
                verbose_name="已撤销",
            ),
        ),
        migrations.CreateModel(
            name="Succession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="successions",
                        to="accounts.unit",
                        verbose_name="原单位",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inheritances",
                        to="accounts.unit",
                        verbose_name="承接单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "承接单位",
                "verbose_name_plural": "承接单位",
                "ordering": ("id",),
                "constraints": (
                    models.UniqueConstraint(
                        fields=("unit", "successor"),
                        name="one_succession_of_two_units",
                        violation_error_message="同一个承接单位写了两次",
                    ),
                    models.CheckConstraint(
                        condition=~Q(successor=F("unit")),
                        name="unit_not_its_own_successor",
                        violation_error_message="不能选本单位",
                    ),
                ),
            },
        ),
        migrations.RunPython(copy, copy_back),
        migrations.RemoveConstraint(model_name="unit", name="unit_not_its_own_successor"),
        migrations.RemoveField(model_name="unit", name="successor"),
        migrations.AddField(
            model_name="unit",
            name="successors",
            field=models.ManyToManyField(
                related_name="predecessors",
                through="accounts.Succession",
                through_fields=("unit", "successor"),
                to="accounts.unit",
                verbose_name="承接单位",
            ),
        ),
    )
