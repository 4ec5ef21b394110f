"""What was withdrawn, kept for good; which version a correction was held against; what orders may forget."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

FILL = """
ALTER TABLE disclosures_publication DISABLE TRIGGER publication_is_kept;
UPDATE disclosures_publication later SET corrects_id = before.id FROM disclosures_publication before
    WHERE (before.unit_id, before.year, before.number) = (later.unit_id, later.year, later.number - 1);
ALTER TABLE disclosures_publication ENABLE TRIGGER publication_is_kept;
"""
KEEP = """
CREATE TRIGGER withdrawal_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON disclosures_withdrawal
    FOR EACH STATEMENT EXECUTE FUNCTION accounts_refuse('a withdrawal is never altered');
"""
FROZEN = """
CREATE OR REPLACE FUNCTION disclosures_order_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.account_id, OLD.unit_id, OLD.year, OLD.number, OLD.code, OLD.disclosed)
        IS DISTINCT FROM
        (NEW.account_id, NEW.unit_id, NEW.year, NEW.number, NEW.code, NEW.disclosed)
        OR (OLD.requested_by, OLD.requested_at) IS DISTINCT FROM (NEW.requested_by, NEW.requested_at)
        OR OLD.input IS DISTINCT FROM NEW.input{forgetting} THEN
        RAISE EXCEPTION 'what a version is made from is frozen';
    END IF;
    IF OLD.state IN ('done', 'cancelled') AND NEW.state <> OLD.state THEN
        RAISE EXCEPTION 'a settled order stays settled';
    END IF;
    RETURN NEW;
END $$;
"""
FORGETTING = """ AND NOT (
            NEW.input = '{}' AND (OLD.state = 'cancelled' OR EXISTS (
                SELECT FROM disclosures_withdrawal w JOIN disclosures_publication p ON p.id = w.publication_id
                WHERE p.order_id = OLD.id
            ))
        )"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0011_withdrawals_are_steps"),
        ("disclosures", "0007_corrections"),
    ]

    operations = [
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.TextField(verbose_name="理由")),
                ("by", models.CharField(max_length=150, verbose_name="经办人")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="撤回时间")),
                (
                    "publication",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawal",
                        to="disclosures.publication",
                        verbose_name="公开版本",
                    ),
                ),
            ],
            options={
                "verbose_name": "撤回",
                "verbose_name_plural": "撤回",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True), models.Q(("by", ""), _negated=True)
                        ),
                        name="withdrawal_has_a_reason_and_an_actor",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="publication",
            name="corrects",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="disclosures.publication",
                verbose_name="更正的版本",
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunSQL(KEEP, "DROP TRIGGER withdrawal_is_kept ON disclosures_withdrawal;"),
        migrations.RunSQL(FROZEN.replace("{forgetting}", FORGETTING), FROZEN.replace("{forgetting}", "")),
    ]
