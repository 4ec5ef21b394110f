"""The Ministry's own forms (财决01表 …), as its system exports them: corner numbers, three blocks, 附03表;
and what stands in workbooks beside figures: sentences, tables side by side, cells far out."""

from dataclasses import replace
from decimal import Decimal

from accounts.figures import at
from disclosures.workbook.foreign.recognised import Recognised
from disclosures.workbook.foreign.recognition import recognise
from disclosures.workbook.stream import Cell
from tests.disclosures.workbook.foreign import drawn
from tests.disclosures.workbook.foreign.layouts import Page, Source, book, emptied
from tests.disclosures.workbook.sheets import LIAOYUAN

S = Source(LIAOYUAN)
BUDGETS = ("年初预算数", "全年预算数", "决算数")
NATURE = ("一、基本支出", "人员经费", "公用经费", "二、项目支出")


def read(*pages: Page) -> Recognised:
    return recognise(book(*pages), emptied(LIAOYUAN))


def amounts(found: Recognised, table: str) -> dict[str, Decimal]:
    """In the account's unit of money, by row and column."""
    return {
        f"{address.row}/{address.column}": Decimal(spot.cell.text)
        for address, spot in found.figures.items()
        if address.table == table and spot.cell
    }


def own(table: str) -> dict[str, Decimal]:
    figures = LIAOYUAN.figures.of_table(table)
    return {f"{a.row}/{a.column}": amount / 10_000 for a, amount in figures.items()}


def summary(corner: str = "财决01表") -> Page:
    """收入, 支出（按功能分类）, 支出（按支出性质和经济分类）, each with two budgets before it."""
    made = Page("Z01 收入支出决算总表(财决01表)").title("收入支出决算总表", across=15)
    made.line(*[None] * 14, corner)
    made.line("编制单位：辽源市社会保险事业管理局", *[None] * 13, "金额单位：万元")
    heads = [
        (side, words)
        for side, item in (
            ("收入", "项目"),
            ("支出", "项目(按功能分类)"),
            ("支出", "项目(按支出性质和经济分类)"),
        )
        for words in (item, "行次", *BUDGETS)
    ]
    halves = [
        [[name, line, 1, 2, amount] for name, line, amount in S.items("t01", n, ["amount"])] for n in (0, 1)
    ]
    nature = [[name, 60 + n, 1, 2, 3] for n, name in enumerate(NATURE)]
    longest = max(map(len, halves))
    filled = [[*side, *[[None] * 5] * (longest - len(side))] for side in (*halves, nature)]
    return made.table(heads, [[*a, *b, *c] for a, b, c in zip(*filled, strict=True)])


def test_the_number_of_a_form_in_the_corner_is_no_title() -> None:
    for corner in ("财决01表", "财决批复01表", "财决01-1表", "公开01表"):
        assert amounts(read(summary(corner)), "t01") == own("t01"), corner


def test_the_block_by_nature_is_named_with_the_heads() -> None:
    found = read(summary())
    assert (found.faults, found.doubts) == ([], [])
    told = {head.letter: head.told for head in found.tables[0].parts[0].heads}
    assert told["E"] == told["J"] == "" and told["O"] == "本表没有这一块，没有读取"


def test_any_other_block_without_a_row_of_the_table_is_named_once() -> None:
    made = summary()
    head = next(cell for cells in made.rows.values() for cell in cells.values() if "性质" in cell.text)
    made.rows = {
        row: {column: Cell("text", "项目") if cell is head else cell for column, cell in cells.items()}
        for row, cells in made.rows.items()
    }
    [fault] = read(made).faults
    assert fault.reason == "“一、基本支出”等 4 行都不是本表的，没有读取"
    assert fault.reference == "M 列"


def operations(*rows: tuple[object, ...]) -> Page:
    made = Page("F03").title("机构运行信息表", across=4).line(None, None, None, "财决附03表")
    made.line("单位：辽源市社会保险事业管理局", None, None, "金额单位：元")
    heads = [("项目",), ("行次",), ("预算数",), ("统计数",)]
    return made.table(heads, [[n, line, None, value] for line, (n, value) in enumerate(rows, 1)])  # type: ignore[misc]


def test_the_form_of_operations_gives_the_rows_that_are_the_same() -> None:
    found = read(
        operations(
            ("一、“三公”经费支出", "—"),
            ("（一）支出合计", 5000),
            ("2．公务用车购置及运行维护费", 5000),
            ("4．公务用车保有量（辆）", 2),
            ("二、机关运行经费", 120000),
            ("（一）行政单位", 120000),
            ("（一）车辆数合计（辆）", 2),
            ("（一）政府采购支出合计", 30000),
            ("（二）单价100万元（含）以上设备（不含车辆）", 0),
        )
    )
    assert found.faults == []
    assert amounts(found, "operations") == {
        "vehicles.held/value": 2,
        "operating_expenses/value": 12,
        "fleet.total/value": 2,
        "procurement.total/value": 3,
        "equipment/value": 0,
    }


def test_reception_of_another_meaning_is_left_to_the_clerk() -> None:
    found = read(operations(("（1）国内接待费", 800), ("4．公务用车保有量（辆）", 2)))
    assert [fault.reason for fault in found.faults] == ["本表没有“（1）国内接待费”这一行，没有读取"]


def test_a_sentence_that_there_is_nothing_is_no_bad_number() -> None:
    for said in ("本单位2024年度没有政府性基金预算财政拨款收支，故本表为空", "我单位不涉及", "未发生"):
        made = drawn.page(S, "t07")
        made.table(drawn.CODE + list(drawn.FUND.values()), [["合计", None, said], [None, None, said]])
        found = read(made)
        assert (found.faults, found.figures) == ([], {}), said


def test_words_with_a_number_are_still_no_amount() -> None:
    made = drawn.page(S, "t07")
    made.table(drawn.CODE + list(drawn.FUND.values()), [["合计", None, "未发生，另有12.5"]])
    [fault] = read(made).faults
    assert "12.5" in fault.reason


def test_tables_side_by_side_are_both_read() -> None:
    made = drawn.by_subject(
        drawn.page(S, "t02", number=False), S, "t02", S.by_code("t02", list(drawn.INCOME))
    )
    right = drawn.by_subject(
        drawn.page(S, "t03", number=False), S, "t03", S.by_code("t03", list(drawn.SPENDING))
    )
    beside = 12
    for number, cells in right.rows.items():
        made.rows.setdefault(number, {}).update({column + beside: cell for column, cell in cells.items()})
    made.merges += [
        replace(each, left=each.left + beside, right=each.right + beside) for each in right.merges
    ]
    found = read(made)
    assert (found.faults, found.unused) == ([], [])
    assert (amounts(found, "t02"), amounts(found, "t03")) == (own("t02"), own("t03"))


def test_cells_far_out_are_told() -> None:
    made = drawn.by_subject(drawn.page(S, "t03"), S, "t03", S.by_code("t03", list(drawn.SPENDING)))
    [sheet] = book(made).sheets
    found = recognise(replace(book(made), sheets=(replace(sheet, beyond=2),)), emptied(LIAOYUAN))
    assert at("t03/total/total") in found.figures
    assert [each.reason for each in found.unused] == [
        "第 20,000 行以下、第 300 列以右还有 2 个单元格，没有读取"
    ]


def test_self_evaluations_are_named_with_where_they_are_entered() -> None:
    evaluation = Page("自评").title("项目支出绩效自评表").line("项目名称", "运维").line("数量指标", 12)
    found = read(summary(), evaluation)
    assert [each.reason for each in found.unused] == [
        "项目的绩效自评表不从这里读取；请在“项目”里填写，指标可以整块粘贴"
    ]
