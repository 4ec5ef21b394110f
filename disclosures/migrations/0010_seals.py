"""Seals of units, which are never altered; an order freezes which one its version bears."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

KEEP = """
CREATE TRIGGER seal_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON disclosures_seal
    FOR EACH STATEMENT EXECUTE FUNCTION accounts_refuse('a seal that was registered is never altered');
CREATE FUNCTION disclosures_seal_of_an_order_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.seal_id IS DISTINCT FROM NEW.seal_id THEN
        RAISE EXCEPTION 'what a version is made from is frozen';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER order_keeps_its_seal BEFORE UPDATE ON disclosures_publishorder
    FOR EACH ROW EXECUTE FUNCTION disclosures_seal_of_an_order_is_frozen();
"""
UNDO = """
DROP TRIGGER order_keeps_its_seal ON disclosures_publishorder;
DROP FUNCTION disclosures_seal_of_an_order_is_frozen();
DROP TRIGGER seal_is_kept ON disclosures_seal;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0010_who_began"),
        ("disclosures", "0009_file_hashes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Seal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("picture", models.BinaryField(default=bytes, verbose_name="图片")),
                ("by", models.CharField(max_length=150, verbose_name="登记人")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seals",
                        to="accounts.unit",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "单位印章",
                "verbose_name_plural": "单位印章",
                "ordering": ("unit", "-id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("by", ""), _negated=True), name="seal_has_an_actor"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="publishorder",
            name="seal",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="disclosures.seal",
                verbose_name="印章",
            ),
        ),
        migrations.RunSQL(KEEP, UNDO),
    ]
