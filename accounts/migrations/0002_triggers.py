"""What the database itself keeps: every change of a figure leaves a line, and no line can be altered.

Plain plpgsql for PostgreSQL 15–18. The log is written by a function that runs as the owner of the tables, so
that the role of the web site needs no right to write to it.
"""

from django.db import migrations

REFUSE = """
CREATE FUNCTION accounts_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % is refused: %', TG_OP, TG_TABLE_NAME, TG_ARGV[0]
        USING ERRCODE = 'restrict_violation';
END $$;
"""

LOG_FIGURE = """
CREATE FUNCTION accounts_log_figure() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    actor text := nullif(trim(current_setting('accounts.actor', true)), '');
BEGIN
    IF actor IS NULL THEN
        RAISE EXCEPTION '% of a figure without an actor is refused: use accounts.ledger.record', TG_OP
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        INSERT INTO accounts_change (account_id, address, before, after, by, at) VALUES
            (NEW.account_id, concat_ws('/', NEW."table", NEW."row", NEW."column"),
             NULL, NEW.amount, actor, statement_timestamp());
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO accounts_change (account_id, address, before, after, by, at) VALUES
            (OLD.account_id, concat_ws('/', OLD."table", OLD."row", OLD."column"),
             OLD.amount, NULL, actor, statement_timestamp());
    ELSIF (NEW.account_id, NEW."table", NEW."row", NEW."column")
            IS DISTINCT FROM (OLD.account_id, OLD."table", OLD."row", OLD."column") THEN
        RAISE EXCEPTION 'A figure does not move to another cell: delete it and insert the other'
            USING ERRCODE = 'restrict_violation';
    ELSIF NEW.amount IS DISTINCT FROM OLD.amount THEN
        INSERT INTO accounts_change (account_id, address, before, after, by, at) VALUES
            (NEW.account_id, concat_ws('/', NEW."table", NEW."row", NEW."column"),
             OLD.amount, NEW.amount, actor, statement_timestamp());
    END IF;
    RETURN NULL;
END $$;

-- Names are looked up where the tables are and nowhere else: a temporary table cannot catch the lines.
DO $$ BEGIN
    EXECUTE format('ALTER FUNCTION accounts_log_figure() SET search_path = %I, pg_temp', current_schema());
END $$;

CREATE TRIGGER figure_is_logged AFTER INSERT OR UPDATE OR DELETE ON accounts_figure
    FOR EACH ROW EXECUTE FUNCTION accounts_log_figure();
CREATE TRIGGER figure_is_not_truncated BEFORE TRUNCATE ON accounts_figure
    FOR EACH STATEMENT EXECUTE FUNCTION accounts_refuse('its changes could not be logged');
"""

KEEP_LOG = """
CREATE FUNCTION accounts_only_by_trigger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION 'INSERT of % is refused: a trigger writes it', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER change_is_written_by_trigger BEFORE INSERT ON accounts_change
    FOR EACH ROW EXECUTE FUNCTION accounts_only_by_trigger();
CREATE TRIGGER change_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON accounts_change
    FOR EACH STATEMENT EXECUTE FUNCTION accounts_refuse('the log is never altered');
CREATE TRIGGER step_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON accounts_step
    FOR EACH STATEMENT EXECUTE FUNCTION accounts_refuse('the log is never altered');
"""

KEEP_CODE = """
CREATE TRIGGER unit_code_is_kept BEFORE UPDATE OF code ON accounts_unit
    FOR EACH ROW WHEN (NEW.code IS DISTINCT FROM OLD.code)
    EXECUTE FUNCTION accounts_refuse('the code is part of public addresses');
"""

UNDO = """
DROP TRIGGER unit_code_is_kept ON accounts_unit;
DROP TRIGGER step_is_kept ON accounts_step;
DROP TRIGGER change_is_kept ON accounts_change;
DROP TRIGGER change_is_written_by_trigger ON accounts_change;
DROP FUNCTION accounts_only_by_trigger();
DROP TRIGGER figure_is_not_truncated ON accounts_figure;
DROP TRIGGER figure_is_logged ON accounts_figure;
DROP FUNCTION accounts_log_figure();
DROP FUNCTION accounts_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.RunSQL(REFUSE + LOG_FIGURE + KEEP_LOG + KEEP_CODE, UNDO)]
