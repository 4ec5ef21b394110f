"""Each time a department's account is summed is a row of its own, and its contributions belong to it.

Nothing wrote contributions before. An adjustment is kept when it is removed.
"""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

KEEP = """
CREATE FUNCTION accounts_keep_adjustment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (to_jsonb(NEW) - 'removed_by' - 'removed_at') IS DISTINCT FROM
            (to_jsonb(OLD) - 'removed_by' - 'removed_at') OR OLD.removed_at IS NOT NULL THEN
        RAISE EXCEPTION 'UPDATE of an adjustment is refused: remove it and add another'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER adjustment_is_kept BEFORE UPDATE ON accounts_adjustment
    FOR EACH ROW EXECUTE FUNCTION accounts_keep_adjustment();
CREATE TRIGGER adjustment_is_not_deleted BEFORE DELETE ON accounts_adjustment
    FOR EACH ROW EXECUTE FUNCTION accounts_refuse('what was adjusted and why is kept');
CREATE TRIGGER adjustment_is_not_truncated BEFORE TRUNCATE ON accounts_adjustment
    FOR EACH STATEMENT EXECUTE FUNCTION accounts_refuse('what was adjusted and why is kept');
"""
UNDO = """
DROP TRIGGER adjustment_is_not_truncated ON accounts_adjustment;
DROP TRIGGER adjustment_is_not_deleted ON accounts_adjustment;
DROP TRIGGER adjustment_is_kept ON accounts_adjustment;
DROP FUNCTION accounts_keep_adjustment();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0008_elsewhere"),
    ]

    operations = [
        migrations.DeleteModel(name="Contribution"),
        migrations.CreateModel(
            name="Consolidation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("log_from", models.BigIntegerField(verbose_name="汇总前最后一条改动记录")),
                ("log_until", models.BigIntegerField(verbose_name="汇总后最后一条改动记录")),
                (
                    "kept",
                    models.JSONField(
                        default=list,
                        help_text="手工填写，与汇总数不同",
                        verbose_name="没有改用汇总数的单元格",
                    ),
                ),
                ("by", models.CharField(max_length=150, verbose_name="经办人")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间")),
                ("undone_by", models.CharField(blank=True, max_length=150, verbose_name="撤销人")),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="撤销时间")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consolidations",
                        to="accounts.account",
                        verbose_name="部门决算",
                    ),
                ),
            ],
            options={"verbose_name": "汇总", "verbose_name_plural": "汇总", "ordering": ("id",)},
        ),
        migrations.CreateModel(
            name="Contribution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("fingerprint", models.CharField(max_length=64, verbose_name="汇总时的数据摘要")),
                (
                    "consolidation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contributions",
                        to="accounts.consolidation",
                        verbose_name="汇总",
                    ),
                ),
                (
                    "unit_account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.account",
                        verbose_name="单位决算",
                    ),
                ),
            ],
            options={"verbose_name": "汇总来源", "verbose_name_plural": "汇总来源"},
        ),
        migrations.AddField(
            model_name="adjustment",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.unit",
                verbose_name="调整的是哪个单位的数",
            ),
        ),
        migrations.AddField(
            model_name="adjustment",
            name="removed_by",
            field=models.CharField(blank=True, max_length=150, verbose_name="撤去人"),
        ),
        migrations.AddField(
            model_name="adjustment",
            name="removed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="撤去时间"),
        ),
        migrations.AddConstraint(
            model_name="adjustment",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount", 0), _negated=True), name="adjustment_is_not_zero"
            ),
        ),
        migrations.AddConstraint(
            model_name="adjustment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("removed_at__isnull", True), ("removed_by", "")),
                    models.Q(models.Q(("removed_by", ""), _negated=True), ("removed_at__isnull", False)),
                    _connector="OR",
                ),
                name="adjustment_removed_by_and_at_together",
            ),
        ),
        migrations.AddConstraint(
            model_name="consolidation",
            constraint=models.CheckConstraint(
                condition=models.Q(("by", ""), _negated=True), name="consolidation_has_an_actor"
            ),
        ),
        migrations.AddConstraint(
            model_name="consolidation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("undone_at__isnull", True), ("undone_by", "")),
                    models.Q(models.Q(("undone_by", ""), _negated=True), ("undone_at__isnull", False)),
                    _connector="OR",
                ),
                name="consolidation_undone_by_and_at_together",
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.UniqueConstraint(
                fields=("consolidation", "unit_account"), name="one_contribution_per_unit"
            ),
        ),
        migrations.RunSQL(KEEP, UNDO),
    ]
