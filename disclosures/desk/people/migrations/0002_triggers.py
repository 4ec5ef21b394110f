"""What the database itself keeps of people: a line for each change, and an administrator for each unit."""

from django.db import migrations

LINES = """
CREATE FUNCTION people_only_by_trigger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' OR pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION '% of a line on people is refused', TG_OP USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION people_say(of_person bigint, name text, what text, unit text, was text, becomes text)
RETURNS void LANGUAGE sql AS $$
    INSERT INTO people_rightschange (person, username, what, unit, before, after, "by", at)
    VALUES (of_person, name, what, unit, was, becomes,
            coalesce(trim(current_setting('accounts.actor', true)), ''), statement_timestamp())
$$;

CREATE FUNCTION people_log_role() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM people_say(OLD.user_id, (SELECT username FROM auth_user WHERE id = OLD.user_id), 'role',
            (SELECT name FROM accounts_unit WHERE id = OLD.unit_id), OLD.role, '');
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM people_say(NEW.user_id, (SELECT username FROM auth_user WHERE id = NEW.user_id), 'role',
            (SELECT name FROM accounts_unit WHERE id = NEW.unit_id), '', NEW.role);
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE FUNCTION people_log_person() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was jsonb := CASE WHEN TG_OP = 'INSERT' THEN '{"is_superuser": false}' ELSE to_jsonb(OLD) END;
    becomes jsonb := to_jsonb(NEW);
    watched text[] := ARRAY['username', 'is_superuser'];
    what text;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        watched := watched || ARRAY['is_active', 'is_staff', 'password'];
    END IF;
    FOREACH what IN ARRAY watched LOOP
        IF was ->> what IS DISTINCT FROM becomes ->> what THEN
            PERFORM people_say(NEW.id, NEW.username, what, '',
                CASE WHEN what = 'password' THEN '' ELSE coalesce(was ->> what, '') END,
                CASE WHEN what = 'password' THEN '' ELSE becomes ->> what END);
        END IF;
    END LOOP;
    RETURN NULL;
END $$;

CREATE FUNCTION people_log_two_step() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was boolean := TG_OP <> 'INSERT' AND OLD.confirmed;
    becomes boolean := TG_OP <> 'DELETE' AND NEW.confirmed;
    owner bigint := CASE WHEN TG_OP = 'DELETE' THEN OLD.user_id ELSE NEW.user_id END;
BEGIN
    IF was <> becomes THEN
        PERFORM people_say(owner, coalesce((SELECT username FROM auth_user WHERE id = owner), ''),
            'two_step', '', was::text, becomes::text);
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER role_is_logged BEFORE INSERT OR UPDATE OR DELETE ON accounts_membership
    FOR EACH ROW EXECUTE FUNCTION people_log_role();
CREATE TRIGGER person_is_logged AFTER INSERT OR UPDATE ON auth_user
    FOR EACH ROW EXECUTE FUNCTION people_log_person();
CREATE TRIGGER two_step_is_logged AFTER INSERT OR UPDATE OR DELETE ON otp_totp_totpdevice
    FOR EACH ROW EXECUTE FUNCTION people_log_two_step();
CREATE TRIGGER rights_change_is_kept BEFORE INSERT OR UPDATE OR DELETE ON people_rightschange
    FOR EACH ROW EXECUTE FUNCTION people_only_by_trigger();
CREATE TRIGGER rights_change_is_not_truncated BEFORE TRUNCATE ON people_rightschange
    FOR EACH STATEMENT EXECUTE FUNCTION people_only_by_trigger();
"""

LAST = """
CREATE FUNCTION people_keep_one(of_unit bigint, but bigint) RETURNS void LANGUAGE plpgsql AS $$
-- Locks the unit first: two who leave at once do so one after the other, and the second sees the first gone.
BEGIN
    PERFORM FROM accounts_unit WHERE id = of_unit FOR NO KEY UPDATE;
    IF NOT EXISTS (
        SELECT FROM accounts_membership m JOIN auth_user u ON u.id = m.user_id
        WHERE m.unit_id = of_unit AND m.role = 'administrator' AND m.user_id <> but
            AND u.is_active AND u.is_staff
    ) THEN
        RAISE EXCEPTION 'The last administrator of a unit stays' USING ERRCODE = 'restrict_violation';
    END IF;
END $$;

CREATE FUNCTION people_keep_role() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.role = 'administrator' AND EXISTS (
        SELECT FROM auth_user WHERE id = OLD.user_id AND is_active AND is_staff
    ) THEN
        PERFORM people_keep_one(OLD.unit_id, OLD.user_id);
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE FUNCTION people_keep_person() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_unit bigint;
BEGIN
    FOR of_unit IN SELECT unit_id FROM accounts_membership
        WHERE user_id = OLD.id AND role = 'administrator' ORDER BY unit_id
    LOOP
        PERFORM people_keep_one(of_unit, OLD.id);
    END LOOP;
    RETURN NEW;
END $$;

CREATE TRIGGER last_administrator_keeps_the_role BEFORE UPDATE OR DELETE ON accounts_membership
    FOR EACH ROW EXECUTE FUNCTION people_keep_role();
CREATE TRIGGER last_administrator_stays BEFORE UPDATE ON auth_user
    FOR EACH ROW WHEN (OLD.is_active AND OLD.is_staff AND NOT (NEW.is_active AND NEW.is_staff))
    EXECUTE FUNCTION people_keep_person();
"""

UNDO = """
DROP TRIGGER last_administrator_stays ON auth_user;
DROP TRIGGER last_administrator_keeps_the_role ON accounts_membership;
DROP TRIGGER rights_change_is_not_truncated ON people_rightschange;
DROP TRIGGER rights_change_is_kept ON people_rightschange;
DROP TRIGGER two_step_is_logged ON otp_totp_totpdevice;
DROP TRIGGER person_is_logged ON auth_user;
DROP TRIGGER role_is_logged ON accounts_membership;
DROP FUNCTION people_keep_person();
DROP FUNCTION people_keep_role();
DROP FUNCTION people_keep_one(bigint, bigint);
DROP FUNCTION people_log_two_step();
DROP FUNCTION people_log_person();
DROP FUNCTION people_log_role();
DROP FUNCTION people_say(bigint, text, text, text, text, text);
DROP FUNCTION people_only_by_trigger();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
        ("accounts", "0007_steps_and_texts_by_trigger"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("otp_totp", "0003_add_timestamps"),
    ]

    operations = [migrations.RunSQL(LINES + LAST, UNDO)]
