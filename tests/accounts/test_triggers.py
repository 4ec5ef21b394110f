"""Raw SQL goes round Python, not round the database."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from accounts.ledger import load, record
from accounts.models import Account, Change, Step
from tests.accounts.amounts import cells, many

Sql = Callable[[str], None]
ACT = "SELECT set_config('accounts.actor', '维护人', true);"


@pytest.fixture
def filled(account: Account) -> Account:
    record(account, cells("t03/205/basic 60.00 t03/205/project 40.00"), by="填报人")
    return account


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE accounts_figure SET amount = 1",
        "DELETE FROM accounts_figure",
        """INSERT INTO accounts_figure (account_id, "table", "row", "column", amount)
           SELECT id, 't03', '206', 'basic', 1 FROM accounts_account""",
    ],
)
def test_a_figure_is_not_written_without_an_actor(filled: Account, sql: Sql, statement: str) -> None:
    with pytest.raises(IntegrityError, match="of a figure without an actor is refused"):
        sql(statement)


def test_after_recording_nobody_is_the_actor(filled: Account, sql: Sql) -> None:
    record(filled, cells("t03/205/basic 61.00"), by="填报人")
    with pytest.raises(IntegrityError, match="without an actor"):
        sql("UPDATE accounts_figure SET amount = 1")


def test_bulk_sql_with_an_actor_leaves_a_line_for_each_cell(filled: Account, sql: Sql) -> None:
    sql(f"{ACT} UPDATE accounts_figure SET amount = amount + 1")
    changes = Change.objects.filter(by="维护人").values_list("address", "before", "after")
    assert sorted((a, str(b), str(c)) for a, b, c in changes) == [
        ("t03/205/basic", "60.00", "61.00"),
        ("t03/205/project", "40.00", "41.00"),
    ]


def test_bulk_deletion_leaves_a_line_for_each_cell(account: Account, sql: Sql) -> None:
    record(account, many(100), by="填报人")
    sql(f"{ACT} DELETE FROM accounts_figure")
    assert Change.objects.filter(by="维护人", after=None).count() == 100
    assert not load(account)


def test_a_figure_does_not_move_to_another_cell(filled: Account, sql: Sql) -> None:
    with pytest.raises(IntegrityError, match="does not move"):
        sql(f"""{ACT} UPDATE accounts_figure SET "row" = '206'""")


def test_an_address_has_three_words(filled: Account, sql: Sql) -> None:
    with pytest.raises(IntegrityError, match="figure_address_has_three_words"):
        sql(
            f"""{ACT} INSERT INTO accounts_figure (account_id, "table", "row", "column", amount)
            SELECT id, 't03', '2/3', 'basic', 1 FROM accounts_account"""
        )


def test_a_cell_has_one_figure(filled: Account, sql: Sql) -> None:
    with pytest.raises(IntegrityError, match="one_figure_per_cell"):
        sql(
            f"""{ACT} INSERT INTO accounts_figure (account_id, "table", "row", "column", amount)
            SELECT id, 't03', '205', 'basic', 1 FROM accounts_account"""
        )


def test_figures_are_not_truncated(filled: Account, sql: Sql) -> None:
    with pytest.raises(IntegrityError, match="TRUNCATE of accounts_figure is refused"):
        sql(f"{ACT} TRUNCATE accounts_figure")


@pytest.mark.parametrize("table", ["accounts_change", "accounts_step"])
@pytest.mark.parametrize(
    "statement",
    ["UPDATE {} SET by = '别人'", "DELETE FROM {}", "DELETE FROM {} WHERE false", "TRUNCATE {} CASCADE"],
)
def test_the_logs_are_never_altered(filled: Account, sql: Sql, table: str, statement: str) -> None:
    with pytest.raises(IntegrityError, match=f"of {table} is refused: the log is never altered"):
        sql(ACT + statement.format(table))


def test_the_log_is_not_written_by_hand(filled: Account, sql: Sql) -> None:
    with pytest.raises(IntegrityError, match="a trigger writes it"):
        sql(
            f"""{ACT} INSERT INTO accounts_change (account_id, address, by, at)
            SELECT id, 't03/205/basic', '别人', now() FROM accounts_account"""
        )


def test_truncating_accounts_with_all_that_hangs_on_them_is_refused(filled: Account, sql: Sql) -> None:
    with pytest.raises(IntegrityError, match="TRUNCATE of"):
        sql(f"{ACT} TRUNCATE accounts_account CASCADE")


def test_a_temporary_table_does_not_catch_the_lines(filled: Account, sql: Sql) -> None:
    sql("CREATE TEMPORARY TABLE accounts_change (LIKE public.accounts_change) ON COMMIT DROP")
    sql(f"{ACT} UPDATE accounts_figure SET amount = 7 WHERE amount = 60")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM public.accounts_change WHERE after = 7")
        assert cursor.fetchone() == (1,)


def test_the_role_of_the_web_site_needs_no_right_to_the_log(filled: Account, sql: Sql) -> None:
    """In deployment it does not own the tables: it writes figures, the log is written for it."""
    role = f"web_{connection.settings_dict['NAME']}"
    sql(
        f"""CREATE ROLE "{role}";
        GRANT SELECT, INSERT, UPDATE, DELETE ON accounts_figure TO "{role}";
        GRANT SELECT, UPDATE ON accounts_account TO "{role}";
        SET LOCAL ROLE "{role}" """
    )
    record(filled, cells("t03/205/basic 61.00"), by="填报人")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        sql("SELECT * FROM accounts_change")
    with pytest.raises(ProgrammingError, match="must be owner"), transaction.atomic():
        sql("ALTER TABLE accounts_figure DISABLE TRIGGER figure_is_logged")
    sql("RESET ROLE")
    assert Change.objects.filter(account=filled, after="61.00", by="填报人").count() == 1


def test_a_step_may_be_added(filled: Account) -> None:
    Step.objects.create(account=filled, before="draft", after="submitted", by="填报人")
    assert str(filled.steps.get()) == "填报中 → 已报送（填报人）"
