"""Acceptances and their retractions are added, never altered: the trigger function of 0002."""

from django.db import migrations

KEEP = """
CREATE TRIGGER acceptance_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON accounts_acceptance
    FOR EACH STATEMENT EXECUTE FUNCTION accounts_refuse('what was accepted is never altered');
CREATE TRIGGER retraction_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON accounts_retraction
    FOR EACH STATEMENT EXECUTE FUNCTION accounts_refuse('what was accepted is never altered');
"""
UNDO = """
DROP TRIGGER retraction_is_kept ON accounts_retraction;
DROP TRIGGER acceptance_is_kept ON accounts_acceptance;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_acceptances_and_memberships")]

    operations = [migrations.RunSQL(KEEP, UNDO)]
