"""What must not be understood silently: it is named with sheet and cell and not read, or asked about."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from accounts.figures import TOTAL, Address, Figures, at
from accounts.money import Scale
from disclosures.workbook.foreign.book import Book
from disclosures.workbook.foreign.recognised import Recognised
from disclosures.workbook.foreign.recognition import recognise
from disclosures.workbook.package import Unreadable
from disclosures.workbook.stream import Cell
from tests.disclosures.workbook.foreign import drawn
from tests.disclosures.workbook.foreign.drawn import CODE, GENERAL, INCOME, SPENDING, by_subject, halves, page
from tests.disclosures.workbook.foreign.layouts import Page, Path, Source, book, emptied, in_yuan, under
from tests.disclosures.workbook.sheets import LIAOYUAN, YANBIAN

S = Source(LIAOYUAN)
EMPTY = emptied(LIAOYUAN)


def spending(heads: list[Path] | None = None, **about: str) -> Page:
    made = page(S, "t03", **about)  # type: ignore[arg-type]
    return by_subject(
        made, S, "t03", S.by_code("t03", list(SPENDING)), heads=heads or list(SPENDING.values())
    )


def read(*pages: Page) -> Recognised:
    return recognise(book(*pages), EMPTY)


def row_of(made: Page, text: str) -> int:
    return next(row for row, cells in made.rows.items() if any(cell.text == text for cell in cells.values()))


def faults(found: Recognised) -> list[tuple[str, str]]:
    return [(f"{each.sheet}!{each.reference}", each.reason) for each in found.faults]


def told(found: Recognised) -> str:
    return "\n".join(f"{where} {reason}" for where, reason in faults(found))


def doubted(found: Recognised) -> str:
    return "\n".join(f"{each.sheet}!{each.reference} {each.reason}" for each in found.doubts)


def columns(found: Recognised, table: str = "t03") -> set[str]:
    return {address.column for address in found.figures if address.table == table}


def rows(found: Recognised, table: str = "t03") -> set[str]:
    return {address.row for address in found.figures if address.table == table}


def test_a_good_page_has_nothing_to_tell() -> None:
    found = read(spending())
    assert (found.faults, found.doubts, found.unused) == ([], [], [])
    assert len(found.figures) == sum(address.table == "t03" for address in LIAOYUAN.figures)


def test_the_preview_is_told_where_everything_was_found() -> None:
    [table] = read(spending()).tables
    [part] = table.parts
    assert (table.key, table.rows, table.cells, table.missing) == ("t03", 17, 39, ())
    assert (table.money, table.money_told, table.unit_name) == ("万元", "Sheet03!D3", LIAOYUAN.unit.name)
    assert (part.sheet, part.range, part.head_rows, part.rows) == ("Sheet03", "A4:H23", "4–5", 17)
    assert [(each.letter, each.words, each.title) for each in part.heads[:2]] == [
        ("C", "本年支出合计", "本年支出合计"),
        ("D", "基本支出", "基本支出"),
    ]


# heads


def test_heads_that_have_changed_places_are_asked_about() -> None:
    first, second, *rest = SPENDING.values()
    assert "“本年支出合计”不等于基本支出、项目支出" in doubted(read(spending([second, first, *rest])))


def test_sums_that_the_file_has_rounded_are_not_asked_about() -> None:
    """The account is in 元, the file in 万元: each amount is up to 50 元 off."""
    rows = [["208", "社会保障和就业支出", "10.01", 5, 5], ["210", "卫生健康支出", "3.01", 1, 2]]
    made = by_subject(page(S, "t03"), S, "t03", rows, keys=["total", "basic", "project"])
    assert recognise(book(made), replace(EMPTY, scale=Scale.YUAN)).doubts == []


def test_two_heads_with_the_same_words_are_not_read() -> None:
    total, _, project, *rest = SPENDING.values()
    found = read(spending([total, project, project, *rest]))
    assert "project" not in columns(found) and "basic" not in columns(found)
    heads = {each.letter: each.told for each in found.tables[0].parts[0].heads}
    assert "几栏的表头都是同一栏" in heads["D"] and heads["D"] == heads["E"]
    assert [where for where, _ in faults(found)] == ["Sheet03!D 列", "Sheet03!E 列"]


def test_a_column_of_last_year_is_not_read() -> None:
    heads: list[Path] = [("上年数", *path) for path in SPENDING.values()]
    found = read(spending(heads))
    assert found.figures == {} and "没有一栏是《支出决算表》的" in told(found)


def test_last_year_beside_this_year_is_named() -> None:
    made = page(S, "t03")
    paths = [*CODE, ("2024年", "本年支出合计"), ("2023年", "本年支出合计")]
    made.table(paths, [["208", "社会保障和就业支出", 12, 34]])
    found = read(made)
    assert {str(address): spot.reference for address, spot in found.figures.items()} == {
        "t03/208/total": "C6"
    }
    assert [(each.letter, each.told) for each in found.tables[0].parts[0].heads if each.told] == [
        ("D", "本表没有这一栏，没有读取")
    ]


def test_a_column_of_line_numbers_is_no_amount() -> None:
    """The heads 行次 and 决算数 have changed places."""
    made = page(S, "t01")
    heads: list[Path] = [("项目",), ("决算数",), ("行次",)]
    made.table(heads, S.items("t01", 0, ["amount"]))
    found = read(made)
    assert found.figures == {} and "像行次" in told(found)


def test_a_line_like_the_numbers_of_columns_is_no_amount() -> None:
    made = drawn.three_public(page(Source(YANBIAN), "t09"), Source(YANBIAN))
    for column in range(1, 7):
        made.rows[7][column] = Cell("number", str(column))
    for column in range(7, 13):
        made.rows[7][column] = Cell("number", str(column + 2))
    found = recognise(book(made), emptied(YANBIAN))
    assert "Sheet09!第 7 行 像栏次" in told(found)


def test_a_line_of_column_numbers_is_passed_over() -> None:
    found = read(drawn.three_public(page(S, "t09"), S))
    assert found.figures == {} and found.faults == []


def test_heads_that_stand_beside_their_figures_are_not_read() -> None:
    """Pasted as plain text: 科目编码 has lost its three columns, all heads have moved to the left."""
    made = page(S, "t03")
    made.line("科目编码", "科目名称", *(path[0] for path in SPENDING.values()))
    made.line("类", "款", "项", "栏次", *range(1, 7))
    for code, name, *amounts in S.by_code("t03", list(SPENDING)):
        made.line(code, name, None, None, *amounts)
    found = read(made)
    assert found.figures == {}
    assert "Sheet03!第 5 行 栏次的数在 I 列、J 列，上面没有表头：表头和数没有对齐" in told(found)


def test_numbers_below_no_head_are_named() -> None:
    made = spending()
    made.rows[7][10] = Cell("number", "77")
    [last] = [each for each in read(made).tables[0].parts[0].heads if each.letter == "J"]
    assert last.told == "没有表头，没有读取"
    assert "Sheet03!J 列 有数，但没有表头" in doubted(read(made))


def test_the_budget_of_the_year_is_not_that_at_its_beginning() -> None:
    made = drawn.three_public_list(page(S, "t09"), S, ("项目", "年初预算数", "决算数"))
    found = read(made)
    assert found.tables[0].missing[:2] == ("预算数·合计", "预算数·因公出国（境）费")


# which table


def test_the_title_of_another_table_is_named() -> None:
    found = read(spending(title="收入决算表"))
    assert found.figures == {} and "Sheet03!第 4 行" in told(found)
    assert "没有一栏是《收入决算表》的，没有读取；请核对表名" in told(found)


def test_heads_that_are_more_like_another_table_are_asked_about() -> None:
    found = read(spending(title="一般公共预算财政拨款支出决算表"))
    assert "表头却更像《支出决算表》" in doubted(found)


def test_title_and_number_that_disagree_are_asked_about() -> None:
    made = spending()
    made.rows[2][4] = Cell("text", "公开05表")
    assert "表名是“支出决算表”，编号是“公开05表”" in doubted(read(made))


def test_title_and_name_of_the_sheet_that_disagree_are_asked_about() -> None:
    made = replace(spending(), name="03 收入决算表")
    assert "工作表的名称是“03 收入决算表”" in doubted(read(made))


def test_a_title_without_heads_is_named() -> None:
    made = page(S, "t03")
    made.line("208", "社会保障和就业支出", 1, 2, 3)
    found = read(made, spending(title="收入决算表"))
    assert "有《支出决算表》的表名，但没有找到表头" in told(found)


def test_two_copies_of_a_table_that_differ_are_not_read_where_they_do() -> None:
    other = replace(spending(), name="旧")
    other.rows[row_of(other, "2080505")] = {
        **other.rows[row_of(other, "2080505")],
        3: Cell("number", "1"),
    }
    found = read(spending(), other)
    assert "2080505" not in rows(found) and "2080506" in rows(found)
    assert "“2080505”这一行出现几次而数不同（Sheet03!C12、旧!C12），都没有读取" in told(found)


def test_a_hidden_copy_is_left_out_and_named() -> None:
    other = replace(spending(), name="旧", hidden=True)
    other.rows[row_of(other, "2080505")][3] = Cell("number", "1")
    found = read(spending(), other)
    assert "2080505" in rows(found) and found.faults == []
    assert [(each.sheet, each.reason) for each in found.unused] == [("旧", "隐藏的工作表，没有读取")]
    assert found.passed == ["旧"]


# whose and when and in what money


def test_of_the_sheets_of_two_years_or_units_ours_is_read_and_the_other_named() -> None:
    double = replace(S, write=lambda amount: amount / 5_000)
    for words, told in (
        ("2023年度支出决算表", "写的是 2023 年，本决算是 2024 年度，这张没有读取"),
        ("白山市社会保险事业管理局2024年度支出决算表", "表名里的单位是“白山市社会保险事业管理局”"),
    ):
        other = by_subject(page(double, "t03", title=words), S, "t03", double.by_code("t03", list(SPENDING)))
        other.name = "另一张"
        for pages in ((spending(), other), (other, spending())):
            found = read(*pages)
            assert (found.faults, found.doubts) == ([], [])
            assert found.figures[at("t03/total/total")].cell == Cell("number", "3805.58")
            [unused] = found.unused
            assert unused.sheet == "另一张" and unused.reason.startswith(told)


def test_a_continuation_goes_with_the_sheet_before_it() -> None:
    other = spending(title="2023年度支出决算表")
    rest = replace(spending(title="支出决算表（续）"), name="续")
    rest.rows = {row: cells for row, cells in rest.rows.items() if row != 3}
    found = read(spending(), replace(other, name="旧"), rest)
    assert [each.sheet for each in found.unused] == ["旧", "续"]


def test_another_unit_is_asked_about() -> None:
    other = Source(replace(LIAOYUAN, unit=replace(LIAOYUAN.unit, name="白山市社会保险事业管理局")))
    made = by_subject(page(other, "t03"), S, "t03", S.by_code("t03", list(SPENDING)))
    assert "Sheet03!A3 单位写的是“白山市社会保险事业管理局”" in doubted(read(made))


def test_another_unit_in_the_title_is_asked_about() -> None:
    found = read(spending(title="白山市社会保险事业管理局2024年度支出决算表"))
    assert "Sheet03!A1 表名里的单位是“白山市社会保险事业管理局”" in doubted(found)
    ours = f"{LIAOYUAN.unit.name}（本级）2024年度支出决算表"
    assert read(spending(title=ours)).doubts == [] == read(spending(title="2024年度部门支出决算表")).doubts


def test_another_year_is_asked_about() -> None:
    assert "写的是 2023 年，本决算是 2024 年度" in doubted(read(spending(title="2023年度支出决算表")))


def test_a_date_is_no_year() -> None:
    made = spending(title="支出决算表")
    made.rows[1][5] = Cell("text", "2025年3月")
    assert read(made).doubts == []


def test_no_unit_of_money_is_asked_about() -> None:
    made = spending()
    del made.rows[3][4]
    assert "文件里没有写金额单位，按本决算的“万元”读取" in doubted(read(made))


@pytest.mark.parametrize("money", ["千元", "亿元", "百万元"])
def test_a_strange_unit_of_money_is_not_read(money: str) -> None:
    found = read(spending(money=money))
    assert found.figures == {} and f"金额单位是“{money}”（Sheet03!D3），只能读取元和万元" in told(found)


def test_two_units_of_money_are_not_read() -> None:
    made = spending()
    made.rows[2][6] = Cell("text", "单位：元")
    found = read(made)
    assert found.figures == {} and "金额单位不一致（Sheet03!F2“元”、Sheet03!D3“万元”）" in told(found)


def test_yuan_said_to_be_wan_are_asked_about() -> None:
    yuan = Source(LIAOYUAN, in_yuan)
    wrong = by_subject(page(yuan, "t03"), yuan, "t03", yuan.by_code("t03", list(SPENDING)))
    assert "相差一万倍，请核对金额单位" in doubted(read(halves(page(S, "t01"), S, "t01"), wrong))
    full = replace(EMPTY, figures=LIAOYUAN.figures)
    assert "与平台上的数相差一万倍" in doubted(recognise(book(wrong), full))


def test_cents_that_an_account_in_wan_cannot_hold_are_named() -> None:
    made = page(S, "t03", money="元")
    by_subject(
        made, S, "t03", [["合计", None, "38,055,812.34"], ["208", "社会保障和就业支出", 100]], keys=["total"]
    )
    found = read(made)
    [(where, reason)] = faults(found)
    assert where == "Sheet03!C7" and "38,055,812.34元，以万元计超过两位小数" in reason
    assert "请改用以万元为单位的表（“合计”行“本年支出合计”栏）" in reason
    assert rows(found) == {"208"}


def test_an_account_in_yuan_takes_every_cent() -> None:
    made = page(S, "t03", money="万元")
    by_subject(made, S, "t03", [["合计", None, "3,805.581234"]], keys=["total"])
    found = recognise(book(made), replace(EMPTY, scale=Scale.YUAN))
    assert found.figures[at("t03/total/total")].cell == Cell("number", "38055812.34")


# rows


def with_row(*values: object, before: str = "210") -> Page:
    """A row put between others."""
    made = page(S, "t03")
    lines = S.by_code("t03", list(SPENDING))
    place = next(n for n, line in enumerate(lines) if line[0] == before)
    lines.insert(place, list(values))  # type: ignore[arg-type]
    return by_subject(made, S, "t03", lines)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        (["2080505", "机关事业单位基本养老保险缴费支出", 1, 1], "“2080505”这一行出现几次而数不同"),
        (["合计", None, 99], "“合计”在各行中间，不能确定是什么的合计"),
        (["小计", None, 99], "也不认识科目“小计”"),
        (["2081", "社会福利", 99], "“2081 社会福利”的编码不是 3、5 或 7 位数字"),
        (["2080507", "住房公积金", 99], "名称“住房公积金”是 2210201"),
        ([None, "行政运行", 99], "“行政运行”可能是"),
        ([None, "某某费用", 99], "不认识科目“某某费用”"),
        ([None, None, 99], "没有编码和名称"),
    ],
)
def test_a_row_that_is_not_certain_is_named_and_not_read(values: list[object], reason: str) -> None:
    made = with_row(*values)
    found = read(made)
    assert reason in told(found)
    assert Decimal("99") not in {Decimal(spot.cell.text) for spot in found.figures.values() if spot.cell}
    assert "2080599" in rows(found)


def test_a_hidden_row_with_an_amount_is_read_and_named() -> None:
    made = spending()
    made.hidden_rows.add(row_of(made, "2080505"))
    found = read(made)
    assert "2080505" in rows(found)
    assert found.tables[0].parts[0].hidden == (f"第 {row_of(made, '2080505')} 行",)


def test_a_row_that_the_table_does_not_have_is_named() -> None:
    made = page(S, "t01")
    items = [["一、一般公共预算财政拨款收入", 1, 5], ["九、彩票公益金", 9, 7]]
    made.table(under("收入", ("项目",), ("行次",), ("决算数",)), items)
    found = read(made)
    assert rows(found, "t01") == {"income.general_budget"}
    assert "Sheet01!C7 本表没有“九、彩票公益金”这一行，没有读取" in told(found)


def test_a_name_that_two_rows_have_is_named() -> None:
    """Neither 本年收入合计 above nor 年初结转 tells which of the two it is."""
    made = page(S, "t04")
    made.table([("项目",), ("决算数",)], [["政府性基金预算财政拨款", 7]])
    found = read(made)
    assert found.figures == {} and "在本表有 2 行，不能确定是哪一行" in told(found)


def test_a_subject_that_the_form_does_not_have_is_named() -> None:
    made = page(S, "t06").table(drawn.ECONOMIC, [["30101", "基本工资", 5], ["30105", "旧科目", 6]])
    found = read(made)
    assert rows(found, "t06") == {"30101"} and "30105 旧科目" in told(found)


def test_the_code_of_one_row_with_the_name_of_another_is_named() -> None:
    made = page(S, "t06").table(drawn.ECONOMIC, [["30101", "津贴补贴", 5], ["30103", "奖金", 6]])
    found = read(made)
    assert rows(found, "t06") == {"30103"} and "编码 30101 是“基本工资”，名称却是“津贴补贴”" in told(found)


# cells


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        (Cell("text", "约100"), "不是数"),
        (Cell("text", "1,23.4"), "分节号或小数点不对"),
        (Cell("error", "#REF!"), "错误值"),
        (Cell("formula", ""), "没有算出的值"),
        (Cell("date", "45000"), "日期"),
        (Cell("boolean", "TRUE"), "不是数"),
        (Cell("percent", "0.5"), "百分数"),
        (Cell("number", "12.345"), "12.345万元，以万元计超过两位小数"),
    ],
)
def test_a_cell_that_is_no_amount_is_named(cell: Cell, reason: str) -> None:
    made = spending()
    row = row_of(made, "2080505")
    made.rows[row][3] = cell
    found = read(made)
    assert [where for where, _ in faults(found)] == [f"Sheet03!C{row}"] and reason in told(found)
    assert Address("t03", "2080505", "total") not in found.figures
    assert Address("t03", "2080505", "basic") in found.figures


@pytest.mark.parametrize("text", ["", "-", "—", "——", "─", "/", "－", "无"])
def test_nothing_is_nothing(text: str) -> None:
    made = spending()
    row = row_of(made, "2080505")
    made.rows[row][3] = Cell("text", text)
    found = read(made)
    assert found.faults == [] and Address("t03", "2080505", "total") in found.blanks


@pytest.mark.parametrize(
    "text", ["（1,234.50）", "(1234.50)", "-1,234.5", "－１２３４．５０", "-1234.5万元", "-12345000元"]
)
def test_an_amount_below_zero(text: str) -> None:
    made = spending()
    row = row_of(made, "2080505")
    made.rows[row][3] = Cell("text", text)
    found = read(made)
    assert found.figures[at("t03/2080505/total")].cell == Cell("number", "-1234.50")


def test_many_faults_are_listed_in_part_and_counted() -> None:
    made = by_subject(page(S, "t03"), S, "t03", [["20805", "", "约1"]] * 400, keys=["total"])
    *listed, last = read(made).faults
    assert len(listed) == 300 and last.reason == "另有 100 处没有读取，没有逐一列出"


def test_money_may_be_said_with_more_words() -> None:
    assert read(spending(money="万元（保留两位小数）")).doubts == []


# nothing at all


@pytest.mark.parametrize(
    "made",
    [
        lambda: book(),
        lambda: book(Page("Sheet1")),
        lambda: book(Page("工资表").line("姓名", "应发").line("张三", 100)),
        lambda: book(Page("目录").line("一、收入支出决算总表").line("二、收入决算表")),
        lambda: book(Page("x").title("项目支出绩效自评表").line("项目名称", "某某")),
    ],
)
def test_a_book_without_a_table_of_the_edition_is_refused(made: Callable[[], Book]) -> None:
    with pytest.raises(Unreadable, match=r"没有找到本决算格式的表.*《收入支出决算总表》.*文件里的工作表："):
        recognise(made(), EMPTY)


def test_names_of_unknown_subjects_come_along_and_no_others() -> None:
    made = page(S, "t03")
    lines = [["合计", None, 3], ["2080505", "机关养老", 1], ["2080588", "本地科目", 2]]
    found = read(by_subject(made, S, "t03", lines, keys=["total"]))
    assert [(code, spot.reference) for code, spot in found.names] == [("2080588", "B9")]


def test_zero_is_a_figure_and_blank_is_none() -> None:
    zeros = Source(replace(LIAOYUAN, figures=Figures({Address("t05", TOTAL, "total"): Decimal("0.00")})))
    made = by_subject(page(zeros, "t05"), zeros, "t05", zeros.by_code("t05", list(GENERAL)))
    assert {str(address) for address in read(made).figures} == {"t05/total/total"}


def test_a_file_with_a_table_of_income_only_leaves_the_others_alone() -> None:
    found = read(by_subject(page(S, "t02"), S, "t02", S.by_code("t02", list(INCOME))))
    assert [table.key for table in found.tables] == ["t02"] and set(found.sheets) == {"t02"}
