"""Sessions know whose they are; the log of logins is kept for seven months at least."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

LOGINS = """
CREATE FUNCTION people_keep_logins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.attempt_time < statement_timestamp() - interval '7 months' THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'logout_time' = to_jsonb(OLD) - 'logout_time' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% of a login of the last seven months is refused', TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER login_is_kept BEFORE UPDATE OR DELETE ON axes_accesslog
    FOR EACH ROW EXECUTE FUNCTION people_keep_logins();
CREATE TRIGGER logins_are_not_truncated BEFORE TRUNCATE ON axes_accesslog
    FOR EACH STATEMENT EXECUTE FUNCTION people_keep_logins();
"""
UNDO = """
DROP TRIGGER logins_are_not_truncated ON axes_accesslog;
DROP TRIGGER login_is_kept ON axes_accesslog;
DROP FUNCTION people_keep_logins();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_triggers"),
        ("sessions", "0001_initial"),
        ("axes", "0010_accessattemptexpiration"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "session_key",
                    models.CharField(
                        max_length=40, primary_key=True, serialize=False, verbose_name="session key"
                    ),
                ),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="人员",
                    ),
                ),
            ],
            options={"verbose_name": "登录", "verbose_name_plural": "登录"},
        ),
        migrations.RunSQL("DELETE FROM django_session", migrations.RunSQL.noop),  # nobody reads it any more
        migrations.RunSQL(LOGINS, UNDO),
    ]
