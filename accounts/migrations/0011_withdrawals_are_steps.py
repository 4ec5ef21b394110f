"""A withdrawal is a step as well: it opens a published account, or leaves one that is at work where it is."""

from django.db import migrations, models

STAY = """
CREATE FUNCTION accounts_note_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.verb <> 'withdraw' OR trim(NEW.reason) = '' THEN
        RAISE EXCEPTION 'Only a withdrawal, with its reason, leaves the account %', NEW.before
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NOT EXISTS (SELECT FROM accounts_account WHERE id = NEW.account_id AND status = NEW.before) THEN
        RAISE EXCEPTION 'The account is not %', NEW.before USING ERRCODE = 'restrict_violation';
    END IF;
    NEW.figures_until := coalesce((SELECT max(id) FROM accounts_change WHERE account_id = NEW.account_id), 0);
    NEW.texts_until :=
        coalesce((SELECT max(id) FROM accounts_textchange WHERE account_id = NEW.account_id), 0);
    RETURN NEW;
END $$;
DROP TRIGGER step_moves_the_account ON accounts_step;
CREATE TRIGGER step_moves_the_account BEFORE INSERT ON accounts_step
    FOR EACH ROW WHEN (NEW.before <> NEW.after) EXECUTE FUNCTION accounts_take_step();
CREATE TRIGGER step_leaves_the_account BEFORE INSERT ON accounts_step
    FOR EACH ROW WHEN (NEW.before = NEW.after) EXECUTE FUNCTION accounts_note_step();
"""
UNDO = """
DROP TRIGGER step_leaves_the_account ON accounts_step;
DROP TRIGGER step_moves_the_account ON accounts_step;
CREATE TRIGGER step_moves_the_account BEFORE INSERT ON accounts_step
    FOR EACH ROW EXECUTE FUNCTION accounts_take_step();
DROP FUNCTION accounts_note_step();
"""
VERBS = [
    ("submit", "报送"),
    ("return", "退回"),
    ("review", "审核通过"),
    ("reply", "批复"),
    ("order", "申请公开"),
    ("publish", "公开"),
    ("cancel", "取消公开"),
    ("reopen", "重新打开"),
    ("close", "恢复已公开"),
    ("withdraw", "撤回"),
]


class Migration(migrations.Migration):
    dependencies = [("accounts", "0010_who_began")]

    operations = [
        migrations.AlterField(
            model_name="step",
            name="verb",
            field=models.CharField(blank=True, choices=VERBS, max_length=10, verbose_name="办理"),
        ),
        migrations.RunSQL(STAY, UNDO),
    ]
