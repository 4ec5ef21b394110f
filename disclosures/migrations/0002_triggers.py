"""A published version is never altered: the database refuses it."""

from django.db import migrations

KEEP = """
CREATE TRIGGER publication_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON disclosures_publication
    FOR EACH STATEMENT EXECUTE FUNCTION accounts_refuse('a published version is never altered');
"""
UNDO = "DROP TRIGGER publication_is_kept ON disclosures_publication;"


class Migration(migrations.Migration):
    dependencies = [("disclosures", "0001_initial"), ("accounts", "0002_triggers")]

    operations = [migrations.RunSQL(KEEP, UNDO)]
