"""An edition that refers to what it does not have is named at start, with the row."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command

from accounts.editions import EDITIONS, edition_of
from accounts.editions.definitions import Block, Column, Edition, Row, Section, Slot, Table, Term
from accounts.editions.validation import faults
from accounts.figures import at
from accounts.system_checks import editions_are_whole

UNIT = edition_of("jilin-2024-unit")
T04 = "jilin-2024-unit：t04《财政拨款收入支出决算总表》"


def changed(table: str, change: Callable[[Block], Block]) -> Edition:
    tables = [
        replace(t, blocks=tuple(change(b) for b in t.blocks)) if t.key == table else t for t in UNIT.tables
    ]
    return replace(UNIT, tables=tuple(tables))


def rows(change: Callable[[tuple[Row, ...]], tuple[Row, ...]]) -> Callable[[Block], Block]:
    return lambda block: replace(block, rows=change(block.rows)) if isinstance(block.rows, tuple) else block


def without(key: str) -> Callable[[Block], Block]:
    return rows(lambda all_rows: tuple(row for row in all_rows if row.key != key))


@pytest.mark.parametrize("code", sorted(EDITIONS))
def test_the_editions_are_whole(code: str) -> None:
    assert faults(EDITIONS[code]) == []


def test_a_missing_row_is_named_where_it_is_missed() -> None:
    found = faults(changed("t04", without("income.opening_fund")))
    assert found == [
        f"{T04}行 income.opening 由行 income.opening_fund 组成，但没有这一行",
        f"{T04}行次 30 处为 31，不连续",
    ]


def test_a_class_that_only_one_of_the_two_tables_has_is_named() -> None:
    assert "jilin-2024-unit：t01 没有行 spending.208" in faults(changed("t01", without("spending.208")))


def test_a_total_that_leaves_out_a_class_is_named() -> None:
    def thinner(row: Row) -> Row:
        return replace(row, parts=row.parts[1:]) if row.key == "spending.total" else row

    found = faults(changed("t01", rows(lambda all_rows: tuple(map(thinner, all_rows)))))
    assert found == ["jilin-2024-unit：t01 行 spending.total 未包括 spending.201"]


def test_a_column_that_is_summed_but_missing_is_named() -> None:
    def thinner(block: Block) -> Block:
        return replace(block, columns=tuple(c for c in block.columns if c.key != "basic"))

    assert faults(changed("t03", thinner)) == [
        "jilin-2024-unit：t03《支出决算表》栏 total 由栏 basic 组成，但没有这一栏"
    ]


@pytest.mark.parametrize(
    ("edition", "fault"),
    [
        (replace(UNIT, tables=UNIT.tables[1:]), "没有表 t01"),
        (replace(UNIT, tables=(*UNIT.tables, UNIT.tables[-1])), "表 project 出现 2 次"),
        (replace(UNIT, tables=(*UNIT.tables, Table("a/b", "斜线", ()))), "表 “a/b”不能用作地址"),
        (
            replace(
                UNIT,
                tables=(*UNIT.tables, Table("x", "新表", (Block((), (Column("a b", "栏"),), ()),))),
            ),
            "x《新表》栏 “a b”不能用作地址",
        ),
        (
            replace(UNIT, terms=(Term("新词", "指……", (at("t01/income.gifts/amount"),)),)),
            "名词解释“新词”用到单元格 t01/income.gifts/amount",
        ),
        (
            replace(UNIT, slots=(*UNIT.slots, Slot("reason.overall", "又一次"))),
            "说明位置 reason.overall 出现 2 次",
        ),
        (replace(UNIT, project_forms=("A", "Z")), "没有项目支出绩效自评表表样 Z"),
        (replace(UNIT, project_forms=()), "没有项目支出绩效自评表的表样"),
    ],
)
def test_each_fault_is_named(edition: Edition, fault: str) -> None:
    assert any(found.startswith(f"jilin-2024-unit：{fault}") for found in faults(edition)), faults(edition)


def test_a_section_without_its_table_is_named() -> None:
    part = replace(UNIT.parts[0], sections=(Section("t10", "又一张表", "table"),))
    assert faults(replace(UNIT, parts=(part,))) == ["jilin-2024-unit：节“又一张表”没有表 t10"]


def test_a_faulty_edition_stops_manage_py_check(monkeypatch: pytest.MonkeyPatch) -> None:
    faulty = changed("t04", without("income.opening_fund"))
    monkeypatch.setitem(EDITIONS, "jilin-2024-unit", faulty)
    assert [error.id for error in editions_are_whole()] == ["accounts.E001", "accounts.E001"]
    with pytest.raises(CommandError, match=r"accounts\.E001.*jilin-2024-unit.*income\.opening_fund"):
        call_command("check")


def test_an_edition_under_another_code_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(EDITIONS, "jilin-2025-unit", UNIT)
    assert "jilin-2025-unit" in editions_are_whole()[0].msg


def test_the_checks_are_clean() -> None:
    assert editions_are_whole() == []
