"""Help for each table: from the edition and the rules."""

import pytest
from django.test import Client

from accounts.editions import EDITIONS
from accounts.models import Account
from disclosures.checks import RULES
from disclosures.desk.help.tables import Entry, help_for, rules_at

EVERY = [(edition.code, table.key) for edition in EDITIONS.values() for table in edition.tables]


@pytest.mark.parametrize(("edition", "table"), EVERY)
def test_every_table_and_each_of_its_columns_has_help(edition: str, table: str) -> None:
    found = help_for(edition, table)
    assert found.about and all(each.words for each in found.columns + found.rows)
    assert len(found.columns) == len(
        {"·".join((*c.group, c.title)) for block in found.table.blocks for c in block.columns}
    )


def test_sums_are_told_in_the_words_of_the_table() -> None:
    columns = help_for("jilin-2024-unit", "t03").columns
    assert columns[0].words.startswith("＝基本支出＋项目支出")
    rows = help_for("jilin-2024-unit", "t01").rows
    assert any(each.words.startswith("＝") for each in rows)
    assert Entry("合计", "金额") not in columns


@pytest.mark.parametrize("edition", list(EDITIONS))
def test_rules_stand_at_the_tables_they_compare(edition: str) -> None:
    found = rules_at(edition)
    codes = {table: {rule.code for rule in rules} for table, rules in found.items()}
    assert {"A10", "A11"} <= codes["t03"] and "A10" not in codes["t01"]
    told = set().union(*codes.values())
    inside = {code for code in RULES if code[0] == "A"}
    assert len(inside - told) <= 3, inside - told


def test_the_page_of_a_table_has_it_folded(draft: Account, clerk: Client) -> None:
    page = clerk.get(f"/desk/accounts/{draft.pk}/tables/t03/").content.decode()
    assert "填表说明" in page and "检查本表的规则" in page and RULES["A10"].sentence in page
