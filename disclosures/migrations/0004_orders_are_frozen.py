"""What a version is made from does not change after it was ordered; how far its making has come may."""

from django.db import migrations

KEEP = """
CREATE FUNCTION disclosures_order_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.account_id, OLD.unit_id, OLD.year, OLD.number, OLD.code, OLD.disclosed, OLD.input)
        IS DISTINCT FROM
        (NEW.account_id, NEW.unit_id, NEW.year, NEW.number, NEW.code, NEW.disclosed, NEW.input)
        OR (OLD.requested_by, OLD.requested_at) IS DISTINCT FROM (NEW.requested_by, NEW.requested_at) THEN
        RAISE EXCEPTION 'what a version is made from is frozen';
    END IF;
    IF OLD.state IN ('done', 'cancelled') AND NEW.state <> OLD.state THEN
        RAISE EXCEPTION 'a settled order stays settled';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER order_is_frozen BEFORE UPDATE ON disclosures_publishorder
    FOR EACH ROW EXECUTE FUNCTION disclosures_order_is_frozen();
CREATE TRIGGER order_is_kept BEFORE DELETE OR TRUNCATE ON disclosures_publishorder
    FOR EACH STATEMENT EXECUTE FUNCTION accounts_refuse('an order to publish is never deleted');
"""
UNDO = """
DROP TRIGGER order_is_kept ON disclosures_publishorder;
DROP TRIGGER order_is_frozen ON disclosures_publishorder;
DROP FUNCTION disclosures_order_is_frozen();
"""


class Migration(migrations.Migration):
    dependencies = [("disclosures", "0003_progress_of_orders")]

    operations = [migrations.RunSQL(KEEP, UNDO)]
