"""What the database itself keeps of the workflow.

A status moves only by a step, a step only where there is one, and who submitted does not approve. Every
change of a text leaves a line, as every change of a figure does since 0002. None of these rows is altered.
"""

from django.db import migrations

STEPS = """
CREATE FUNCTION accounts_take_step() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    submitted_by text;
    submitter bigint;
BEGIN
    IF (NEW.before, NEW.after) NOT IN (
        ('draft', 'submitted'), ('submitted', 'reviewed'), ('reviewed', 'replied'), ('replied', 'ordered'),
        ('ordered', 'published'), ('ordered', 'replied'), ('published', 'draft'), ('draft', 'published'),
        ('submitted', 'draft'), ('reviewed', 'draft'), ('replied', 'draft')
    ) THEN
        RAISE EXCEPTION 'There is no step from % to %', NEW.before, NEW.after
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.after = 'draft' AND trim(NEW.reason) = '' THEN
        RAISE EXCEPTION 'A step back without a reason is refused' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (NEW.before, NEW.after) = ('draft', 'published') AND NOT EXISTS (
        SELECT FROM accounts_step WHERE account_id = NEW.account_id AND after = 'published'
    ) THEN
        RAISE EXCEPTION 'What was never published is not published without approval'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF (NEW.before, NEW.after) IN (('submitted', 'reviewed'), ('reviewed', 'replied')) THEN
        SELECT "by", person INTO submitted_by, submitter FROM accounts_step
            WHERE account_id = NEW.account_id AND after = 'submitted' ORDER BY id DESC LIMIT 1;
        IF lower(trim(normalize(submitted_by, NFKC))) = lower(trim(normalize(NEW."by", NFKC)))
                OR submitter = NEW.person THEN
            RAISE EXCEPTION 'Approval by who submitted the account is refused'
                USING ERRCODE = 'restrict_violation';
        END IF;
    END IF;
    UPDATE accounts_account SET status = NEW.after WHERE id = NEW.account_id AND status = NEW.before;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'The account is not %', NEW.before USING ERRCODE = 'restrict_violation';
    END IF;
    NEW.figures_until := coalesce((SELECT max(id) FROM accounts_change WHERE account_id = NEW.account_id), 0);
    NEW.texts_until :=
        coalesce((SELECT max(id) FROM accounts_textchange WHERE account_id = NEW.account_id), 0);
    RETURN NEW;
END $$;

CREATE FUNCTION accounts_status_by_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' OR pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION '% of a status is refused: an account moves by a step', TG_OP
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER step_moves_the_account BEFORE INSERT ON accounts_step
    FOR EACH ROW EXECUTE FUNCTION accounts_take_step();
CREATE TRIGGER status_moves_by_a_step BEFORE UPDATE ON accounts_account
    FOR EACH ROW WHEN (NEW.status IS DISTINCT FROM OLD.status) EXECUTE FUNCTION accounts_status_by_step();
CREATE TRIGGER account_begins_as_a_draft AFTER INSERT ON accounts_account
    FOR EACH ROW WHEN (NEW.status <> 'draft') EXECUTE FUNCTION accounts_status_by_step();
"""

TEXTS = """
CREATE FUNCTION accounts_log_texts() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
-- The arguments are the columns that say where a text stands: they never change, all others are its texts.
DECLARE
    actor text := nullif(trim(current_setting('accounts.actor', true)), '');
    old_row jsonb := CASE WHEN TG_OP = 'INSERT' THEN '{}' ELSE to_jsonb(OLD) END;
    new_row jsonb := CASE WHEN TG_OP = 'DELETE' THEN '{}' ELSE to_jsonb(NEW) END;
    some_row jsonb := CASE WHEN TG_OP = 'DELETE' THEN old_row ELSE new_row END;
    account bigint := (some_row ->> 'account_id')::bigint;
    place text;
    passed text[] := ARRAY['id', 'by', 'at'] || TG_ARGV;
BEGIN
    IF actor IS NULL THEN
        RAISE EXCEPTION '% of a text without an actor is refused: use accounts.filing', TG_OP
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND EXISTS (
        SELECT FROM unnest(TG_ARGV) word WHERE old_row -> word IS DISTINCT FROM new_row -> word
    ) THEN
        RAISE EXCEPTION 'A text does not move to another place: delete it and insert the other'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP <> 'UPDATE' THEN
        passed := array_append(passed, 'position');
    END IF;
    CASE TG_TABLE_NAME
        WHEN 'accounts_explanation' THEN place := some_row ->> 'slot';
        WHEN 'accounts_accountsubject' THEN place := 'subject/' || (some_row ->> 'code');
        WHEN 'accounts_project' THEN place := 'project/' || (some_row ->> 'key');
        WHEN 'accounts_indicator' THEN
            SELECT p.account_id, concat_ws('/', 'project', p.key, (some_row ->> 'position')::int + 1)
                INTO account, place FROM accounts_project p WHERE p.id = (some_row ->> 'project_id')::bigint;
    END CASE;
    INSERT INTO accounts_textchange (account_id, place, before, after, by, at)
        SELECT account,
            CASE WHEN place LIKE 'project/%' THEN place || '/' || field ELSE place END,
            was, becomes, actor, statement_timestamp()
        FROM (
            SELECT field, coalesce(nullif(old_row ->> field, 'false'), '') AS was,
                   coalesce(nullif(new_row ->> field, 'false'), '') AS becomes
            FROM jsonb_object_keys(some_row) field WHERE field <> ALL (passed)
        ) fields
        WHERE was <> becomes ORDER BY field;
    RETURN NULL;
END $$;

-- Names are looked up where the tables are and nowhere else: a temporary table cannot catch the lines.
DO $$ BEGIN
    EXECUTE format('ALTER FUNCTION accounts_log_texts() SET search_path = %I, pg_temp', current_schema());
    EXECUTE format('ALTER FUNCTION accounts_take_step() SET search_path = %I, pg_temp', current_schema());
END $$;

CREATE TRIGGER explanation_is_logged AFTER INSERT OR UPDATE OR DELETE ON accounts_explanation
    FOR EACH ROW EXECUTE FUNCTION accounts_log_texts('account_id', 'slot');
CREATE TRIGGER account_subject_is_logged AFTER INSERT OR UPDATE OR DELETE ON accounts_accountsubject
    FOR EACH ROW EXECUTE FUNCTION accounts_log_texts('account_id', 'code');
CREATE TRIGGER project_is_logged AFTER INSERT OR UPDATE OR DELETE ON accounts_project
    FOR EACH ROW EXECUTE FUNCTION accounts_log_texts('account_id', 'key');
CREATE TRIGGER indicator_is_logged AFTER INSERT OR UPDATE OR DELETE ON accounts_indicator
    FOR EACH ROW EXECUTE FUNCTION accounts_log_texts('project_id', 'position');
CREATE TRIGGER text_change_is_written_by_trigger BEFORE INSERT ON accounts_textchange
    FOR EACH ROW EXECUTE FUNCTION accounts_only_by_trigger();
"""

LOGGED = ("explanation", "accountsubject", "project", "indicator")
KEPT = ("textchange", "comment", "answer", "closing", "signoff")

GUARD = "".join(
    f"""
CREATE TRIGGER {name}_is_not_truncated BEFORE TRUNCATE ON accounts_{name}
    FOR EACH STATEMENT EXECUTE FUNCTION accounts_refuse('its changes could not be logged');
"""
    for name in LOGGED
) + "".join(
    f"""
CREATE TRIGGER {name}_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON accounts_{name}
    FOR EACH STATEMENT EXECUTE FUNCTION accounts_refuse('what was said and done is never altered');
"""
    for name in KEPT
)

UNDO = (
    "".join(f"DROP TRIGGER {name}_is_not_truncated ON accounts_{name};\n" for name in LOGGED)
    + "".join(f"DROP TRIGGER {name}_is_kept ON accounts_{name};\n" for name in KEPT)
    + """
DROP TRIGGER text_change_is_written_by_trigger ON accounts_textchange;
DROP TRIGGER indicator_is_logged ON accounts_indicator;
DROP TRIGGER project_is_logged ON accounts_project;
DROP TRIGGER account_subject_is_logged ON accounts_accountsubject;
DROP TRIGGER explanation_is_logged ON accounts_explanation;
DROP FUNCTION accounts_log_texts();
DROP TRIGGER account_begins_as_a_draft ON accounts_account;
DROP TRIGGER status_moves_by_a_step ON accounts_account;
DROP TRIGGER step_moves_the_account ON accounts_step;
DROP FUNCTION accounts_status_by_step();
DROP FUNCTION accounts_take_step();
"""
)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_workflow")]

    operations = [migrations.RunSQL(STEPS + TEXTS + GUARD, UNDO)]
