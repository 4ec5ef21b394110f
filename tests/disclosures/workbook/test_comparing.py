"""What a changed workbook would do: rows inserted, copied, sorted, renamed; colleagues in the meantime."""

from dataclasses import replace
from typing import Any

import pytest

from accounts.case import Case
from disclosures.workbook import writing
from disclosures.workbook.comparing import Comparison
from tests.disclosures.workbook.sheets import (
    LIAOYUAN,
    T03,
    YANBIAN,
    changed,
    compared,
    lines,
    row_of,
    with_figures,
    written,
)

OWN = writing.account(LIAOYUAN)
FIRST = 4
"""The first column of figures of table 03 of the unit's edition: key, code, name, then figures."""


def after(change: Any, case: Case = LIAOYUAN, content: bytes = OWN) -> Comparison:
    return compared(changed(content, change), case)


def entries(found: Comparison) -> dict[str, tuple[str | None, str | None]]:
    return {each.place: (each.before, each.after) for each in found.plan.entries}


def test_a_number_changed_blanked_and_new() -> None:
    def change(book: Any) -> None:
        sheet = book[T03]
        row = row_of(sheet, "2080505")
        sheet.cell(row, FIRST).value = "1,000.5"
        sheet.cell(row, FIRST + 1).value = "—"
        sheet.cell(row, FIRST + 3).value = 0.1 + 0.2

    found = after(change)
    now = LIAOYUAN.figures
    told = entries(found)
    assert told["t03/2080505/total"][1] == "10005000.00"
    assert told["t03/2080505/basic"][1] is None and told["t03/2080505/remitted_up"] == (None, "3000.00")
    assert found.counts == {"changed": 1, "blanked": 1, "new": 1} and len(told) == 3 and now
    line = lines(found, "changed")[0]
    assert line.where.startswith(f"{T03}!D") and line.after == "1,000.50万元" and "2080505" in line.title


def test_an_inserted_row_is_known_by_its_code_and_shifts_nothing() -> None:
    def change(book: Any) -> None:
        sheet = book[T03]
        sheet.insert_rows(row_of(sheet, "2080505"))
        row = row_of(sheet, "2080505") - 1
        sheet.cell(row, 2).value, sheet.cell(row, 3).value = 2080502, "事业单位离退休"
        sheet.cell(row, FIRST).value = 12.34

    assert entries(after(change)) == {
        "t03/2080502/total": (None, "123400.00"),
        "name:2080502": (None, "事业单位离退休"),
    }


def test_a_spare_row_and_a_copied_row_go_by_their_code() -> None:
    def spare(book: Any) -> None:
        sheet = book[T03]
        row = max(r for r in range(5, sheet.max_row) if sheet.cell(r, 1).value is None)
        sheet.cell(row, 2).value, sheet.cell(row, FIRST).value = "2080502", 5

    def copied(book: Any) -> None:
        sheet = book[T03]
        source, row = row_of(sheet, "2080505"), sheet.max_row + 1
        for column in range(1, 4):
            sheet.cell(row, column).value = sheet.cell(source, column).value
        sheet.cell(row, 2).value, sheet.cell(row, 3).value = "2080502", "某某支出"
        sheet.cell(row, FIRST).value = 5

    for change in (spare, copied):
        found = after(change)
        assert entries(found)["t03/2080502/total"] == (None, "50000.00") and not lines(found, "unread")


def test_a_sorted_column_of_codes_is_named_and_not_applied() -> None:
    def change(book: Any) -> None:
        sheet = book[T03]
        one, other = row_of(sheet, "2080505"), row_of(sheet, "20805")
        for column in range(2, FIRST + 3):
            a, b = sheet.cell(one, column), sheet.cell(other, column)
            a.value, b.value = b.value, a.value

    found = after(change)
    assert entries(found) == {} and found.counts == {"unread": 2}
    assert "原是“2080505”，现在写着“20805”" in lines(found)[1].title + lines(found)[0].title


def test_rows_sorted_as_a_whole_stay_what_they_are() -> None:
    def change(book: Any) -> None:
        sheet = book[T03]
        one, other = row_of(sheet, "2080505"), row_of(sheet, "20805")
        for column in range(1, FIRST + 7):
            a, b = sheet.cell(one, column), sheet.cell(other, column)
            a.value, b.value = b.value, a.value

    assert after(change).counts == {}


def test_a_title_that_is_another_is_named_and_its_figures_are_left() -> None:
    def change(book: Any) -> None:
        sheet = book["01 收入支出决算总表"]
        row = row_of(sheet, "本年收入合计")
        sheet.cell(row, 3).value = "年初结转和结余"
        sheet.cell(row, 5).value = 1

    found = after(change)
    assert entries(found) == {} and "对不上" in lines(found, "unread")[0].title
    assert not lines(found, "blanked", "absent")


def test_the_same_code_twice_is_named_and_neither_is_applied() -> None:
    def change(book: Any) -> None:
        sheet = book[T03]
        row = sheet.max_row + 1
        sheet.cell(row, 2).value, sheet.cell(row, FIRST).value = "2080505", 1

    found = after(change)
    assert entries(found) == {} and "是同一行" in lines(found, "unread")[0].title


def test_figures_beside_no_code_or_a_wrong_one_are_named() -> None:
    def change(book: Any) -> None:
        sheet = book[T03]
        row = sheet.max_row + 1
        sheet.cell(row, FIRST).value = 1
        sheet.cell(row + 1, 2).value, sheet.cell(row + 1, FIRST).value = "20x", 1

    found = after(change)
    assert entries(found) == {} and found.counts == {"unread": 2}


def test_a_deleted_row_or_sheet_changes_nothing() -> None:
    def change(book: Any) -> None:
        sheet = book[T03]
        sheet.delete_rows(row_of(sheet, "2080505"))
        del book["02 收入决算表"]

    found = after(change)
    assert entries(found) == {} and found.counts == {"absent": 1}
    assert not any(group.title == "收入决算表" for group in found.groups)


def test_a_copied_sheet_is_not_read_twice() -> None:
    found = after(lambda book: book.copy_worksheet(book[T03]))
    assert entries(found) == {} and "两个工作表" in lines(found, "unread")[0].title


def test_a_renamed_sheet_and_one_of_the_clerks_own_do_no_harm() -> None:
    def change(book: Any) -> None:
        book[T03].title = "支出"
        book.create_sheet("我的草稿")["A1"] = "=1+1"

    found = after(change)
    assert found.counts == {} and found.passed == ("我的草稿",)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("abc", "不是数"),
        ("1.234", "小数超过两位"),
        ("=1+1", "没有算出的值"),
        (True, "TRUE 或 FALSE"),
        ("#REF!", "错误值"),
        ("1e5", "科学记数"),
    ],
)
def test_what_is_no_number_is_named_with_its_cell(value: Any, told: str) -> None:
    def change(book: Any) -> None:
        sheet = book[T03]
        sheet.cell(row_of(sheet, "2080505"), FIRST).value = value

    found = after(change)
    line = lines(found, "unread")[0]
    assert told in line.told and line.where.startswith(f"{T03}!D") and entries(found) == {}


def test_a_date_and_a_percentage_are_not_taken_for_amounts() -> None:
    def change(book: Any) -> None:
        sheet = book[T03]
        row = row_of(sheet, "2080505")
        sheet.cell(row, FIRST).value, sheet.cell(row, FIRST).number_format = 45_000, "yyyy-mm-dd"
        sheet.cell(row, FIRST + 1).value, sheet.cell(row, FIRST + 1).number_format = 0.5, "0%"

    told = [line.told for line in lines(after(change), "unread")]
    assert "日期" in told[0] and "百分数" in told[1]


def test_a_colleagues_work_since_the_download_stays() -> None:
    later = with_figures(LIAOYUAN, t03__2080505__total="777700.00", t03__208__total="888800.00")

    def change(book: Any) -> None:
        sheet = book[T03]
        sheet.cell(row_of(sheet, "2080505"), FIRST).value = 1

    found = after(change, later)
    assert entries(found) == {}
    assert [(line.place, line.status) for line in lines(found)] == [
        ("t03/2080505/total", "conflict"),
        ("t03/208/total", "kept"),
    ]
    taken = found.plan.taking(["t03/2080505/total"])
    assert taken.entries[0].after == "10000.00" and taken.turned().entries[0].after == "777700.00"


def test_an_empty_form_writes_what_is_filled_in_and_blanks_nothing() -> None:
    def change(book: Any) -> None:
        sheet = book[T03]
        row = row_of(sheet, "合计")
        sheet.cell(row, FIRST).value = 5
        sheet.cell(row + 1, 2).value, sheet.cell(row + 1, FIRST).value = "205", 6
        book["文字说明"].cell(5, 4).value = "新的职责"

    found = after(change, content=writing.empty(LIAOYUAN))
    assert entries(found).keys() == {"t03/total/total", "t03/205/total", "text:profile.duties"}


def test_texts_and_projects_come_back() -> None:
    def change(book: Any) -> None:
        texts, projects, indicators = book["文字说明"], book["项目"], book["项目指标"]
        texts.cell(row_of(texts, "reason.overall"), 4).value = "新的原因\n第二行"
        row = row_of(projects, "award")
        projects.cell(row, 6).value = "政府性基金预算"
        projects.cell(row, 13).value = "是"
        new = max(r for r in range(5, projects.max_row + 1) if projects.cell(r, 1).value is None)
        projects.cell(new, 2).value, projects.cell(new, 3).value = "new-one", "新项目"
        line = row_of(indicators, "award")
        indicators.cell(line, 8).value = 99
        spare = max(r for r in range(5, indicators.max_row + 1) if indicators.cell(r, 1).value is None)
        for column, text in ((2, "new-one"), (3, "产出指标"), (4, "数量指标"), (5, "数量"), (7, ">=")):
            indicators.cell(spare, column).value = text
        money = book["附5 项目资金情况"]
        row = max(r for r in range(5, money.max_row + 1) if money.cell(r, 1).value is None)
        money.cell(row, 2).value, money.cell(row, 3).value = "new-one：年度资金总额", 8

    found = after(change)
    assert not lines(found, "unread"), lines(found, "unread")
    case = written(found.plan, LIAOYUAN)
    by_key = {sheet.key: sheet for sheet in case.projects}
    assert case.texts["reason.overall"] == "新的原因\n第二行"
    assert by_key["award"].fund == "fund" and by_key["award"].indicators[0].target == "99"
    assert by_key["new-one"].indicators[0].operator == "≥" and by_key["new-one"].name == "新项目"
    assert entries(found)["project/new-one.total/initial"] == (None, "80000.00")


def test_an_indicator_is_taken_out_and_a_moved_one_is_named() -> None:
    def out(book: Any) -> None:
        sheet = book["项目指标"]
        sheet.delete_rows(row_of(sheet, "award"))

    def moved(book: Any) -> None:
        sheet = book["项目指标"]
        sheet.cell(row_of(sheet, "award"), 2).value = "city-county-award"

    case = written(after(out).plan, LIAOYUAN)
    assert [len(sheet.indicators) for sheet in case.projects] == [5, 4]
    found = after(moved)
    assert entries(found) == {} and "原是项目“award”的指标" in lines(found, "unread")[0].title


def test_wrong_words_in_lists_are_named() -> None:
    def change(book: Any) -> None:
        projects, texts = book["项目"], book["文字说明"]
        row = row_of(projects, "award")
        projects.cell(row, 3).value = None
        projects.cell(row, 6).value = "别的"
        new = max(r for r in range(5, projects.max_row + 1) if projects.cell(r, 1).value is None)
        projects.cell(new, 2).value, projects.cell(new, 3).value = "坏 代码", "新项目"
        new = max(r for r in range(5, texts.max_row + 1) if texts.cell(r, 1).value is None)
        texts.cell(new, 2).value, texts.cell(new, 4).value = "no.such", "文字"

    found = after(change)
    told = " ".join(line.told + line.title for line in lines(found, "unread"))
    assert entries(found) == {} and found.counts == {"unread": 4}
    for words in ("项目名称不能空白", "应为一般公共预算", "应由小写字母", "没有说明位置“no.such”"):
        assert words in told


def test_a_name_that_differs_between_tables_is_named() -> None:
    case = replace(YANBIAN)
    content = writing.account(case)

    def change(book: Any) -> None:
        for name, text in ((T03, "甲"), ("02 收入决算表", "乙")):
            sheet = book[name]
            sheet.cell(row_of(sheet, "2080109"), 5).value = text

    def one(book: Any) -> None:
        sheet = book[T03]
        sheet.cell(row_of(sheet, "2080109"), 5).value = "甲"

    assert "名称不同" in lines(after(change, case, content), "unread")[0].told
    assert entries(after(one, case, content))["name:2080109"][1] == "甲"
