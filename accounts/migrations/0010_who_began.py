"""Who began an account and when: noted when it is made, never altered. Of earlier accounts nobody knows."""

from django.db import migrations, models

KEEP = """
CREATE TRIGGER who_began_an_account_stays BEFORE UPDATE ON accounts_account
    FOR EACH ROW WHEN ((NEW.begun_by, NEW.begun_at) IS DISTINCT FROM (OLD.begun_by, OLD.begun_at))
    EXECUTE FUNCTION accounts_refuse('what was said and done is never altered');
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0009_consolidation")]

    operations = [
        migrations.AddField(
            model_name="account",
            name="begun_at",
            field=models.DateTimeField(
                blank=True, help_text="由触发器保护，不能改", null=True, verbose_name="建立时间"
            ),
        ),
        migrations.AddField(
            model_name="account",
            name="begun_by",
            field=models.CharField(blank=True, max_length=150, verbose_name="建立人"),
        ),
        migrations.RunSQL(KEEP, "DROP TRIGGER who_began_an_account_stays ON accounts_account"),
    ]
