"""Tables as they are printed: heads, 栏次, 行次, footers, blank lines, amounts and their addresses."""

from dataclasses import replace
from decimal import Decimal

import pytest

from accounts.editions import EDITIONS
from accounts.editions.definitions import Block, Column, Edition, Row, Stub, SubjectRows, Table
from accounts.editions.jilin_2024 import DEPARTMENT, UNIT
from accounts.editions.shanghai_2024 import UNIT as SHANGHAI
from accounts.figures import at
from accounts.projects import ProjectSheet
from disclosures.grids import grid, percentages
from disclosures.report import Grid
from tests.disclosures.drawing import assert_rectangular, case_of, drawn

T03 = """
    t03/total/total    1000000.00
    t03/205/total       600000.00
    t03/20501/total     600000.00
    t03/2050101/total   600000.00
    t03/2050101/basic        0.00
    t03/208/total       400000.00
    t03/total/project   400050.00
"""


def table(key: str, figures: str = "", edition: Edition = UNIT, **case: object) -> Grid:
    return grid(edition.table(key), case_of(figures, edition=edition, **case))  # type: ignore[arg-type]


@pytest.mark.parametrize("edition", EDITIONS.values(), ids=lambda e: e.code)
def test_every_table_of_every_edition_is_a_full_rectangle(edition):
    case = case_of(T03, edition=edition)
    for definition in edition.tables:
        drawn_grid = grid(definition, case)
        assert_rectangular(drawn_grid)
        assert sum(Decimal(width.rstrip("%")) for width in drawn_grid.widths) == 100


def test_side_by_side_halves_of_table_01():
    t01 = table("t01", "t01/income.general_budget/amount 37990100.00\nt01/spending.grand_total/amount 0.00")
    assert drawn(t01.head) == ["收入|3  支出|3", "项目  行次  决算数  项目  行次  决算数"]
    lines = drawn(t01.body)
    assert lines[0] == "栏次  .  1  栏次  .  2"
    assert lines[1] == "一、一般公共预算财政拨款收入  1  3,799.01  一、一般公共服务支出  31  ."
    assert lines[9] == ".  9  .  九、卫生健康支出  39  ."
    assert lines[-1] == "总计  30  .  总计  60  0.00"
    assert (t01.number, t01.unit_line, t01.money_line) == ("公开01表", "单位：测试单位", "单位：万元")
    assert t01.notes[0].startswith("注：1.本表反映单位") and t01.notes[1].startswith("2.本套报表")


def test_the_department_has_a_blank_line_more_and_its_own_labels():
    t01 = table("t01", edition=DEPARTMENT)
    assert drawn(t01.body)[-2:] == [".  30  .  .  61  .", "总计  31  .  总计  62  ."]
    assert (t01.unit_line, t01.money_line) == ("部门：测试单位", "金额单位：万元")


def test_every_number_cell_has_its_address_also_a_blank_one_but_no_blank_line():
    t01 = table("t01")
    first, blank = t01.body[1], t01.body[9]
    assert [cell.address for cell in first.cells if cell.kind == "number"] == [
        at("t01/income.general_budget/amount"),
        at("t01/spending.201/amount"),
    ]
    assert next(cell.address for cell in blank.cells if cell.kind == "number") is None


def test_subject_rows_come_in_code_order_after_the_total():
    t03 = table("t03", T03, names={"205": "教育"})
    assert drawn(t03.head) == [
        "项目|2  本年支出合计|1x2  基本支出|1x2  项目支出|1x2"
        "  上缴上级支出|1x2  经营支出|1x2  对附属单位补助支出|1x2",
        "科目代码  科目名称",
    ]
    assert drawn(t03.body) == [
        "栏次|2  1  2  3  4  5  6",
        "合计|2  100.00  .  40.01  .  .  .",
        "205  教育  60.00  .  .  .  .  .",
        "20501  教育管理事务  60.00  .  .  .  .  .",
        "2050101  行政运行  60.00  0.00  .  .  .  .",
        "208  社会保障和就业支出  40.00  .  .  .  .  .",
    ]
    assert t03.notes == ("注：本表反映单位本年度各项支出情况。",)


def test_the_department_prints_three_code_levels_beside_ruler_and_total():
    t03 = table("t03", T03, edition=DEPARTMENT)
    assert drawn(t03.head)[0].startswith("项目|4  ")
    assert drawn(t03.head)[1] == "科目代码|3  科目名称"
    assert drawn(t03.body)[:3] == [
        "类|1x2  款|1x2  项|1x2  栏次  1  2  3  4  5  6",
        "合计  100.00  .  40.01  .  .  .",
        "205|3  教育支出  60.00  .  .  .  .  .",
    ]


def test_groups_within_groups_of_table_05():
    assert drawn(table("t05").head) == [
        "项目|2  本年支出|5",
        "科目代码|1x2  科目名称|1x2  合计|1x2  基本支出|3  项目支出|1x2",
        "小计  人员经费  公用经费",
    ]


def test_table_04_numbers_its_columns_through_both_halves():
    assert drawn(table("t04").body)[0] == "栏次  .  1  栏次  .  2  3  4  5"
    assert table("t04").body[29].cells[0].indent == 1


def test_three_blocks_of_unequal_length_and_footers_that_span():
    t06 = table("t06", "t06/operating/amount 2751100.00\nt06/30201/amount 133400.00")
    lines = drawn(t06.body)
    assert drawn(t06.head) == [
        "科目代码  科目名称  决算数  科目代码  科目名称  决算数  科目代码  科目名称  决算数"
    ]
    assert lines[1] == "30101  基本工资  .  30201  办公费  13.34  30701  国内债务付息  ."
    assert lines[-2] == ".  .  .  30299  其他商品和服务支出  .  .  .  ."
    assert lines[-1] == "人员经费合计|2  .  公用经费合计|5  275.11"
    assert t06.body[-1].cells[-1].address == at("t06/operating/amount")


def test_table_09_has_no_stubs_and_numbers_from_1_to_12():
    t09 = table("t09", "t09/budget/total 25300.00\nt09/actual/reception 1100.00")
    vehicles = "公务用车购置及运行维护费|3"
    half = f"合计|1x2  因公出国（境）费|1x2  {vehicles}  公务接待费|1x2"
    assert drawn(t09.head)[:2] == ["预算数|6  决算数|6", f"{half}  {half}"]
    assert drawn(t09.body) == [
        "1  2  3  4  5  6  7  8  9  10  11  12",
        "2.53  .  .  .  .  .  .  .  .  .  .  0.11",
    ]


def test_without_lines_and_numbers_a_side_is_its_items():
    t01 = table("t01", edition=SHANGHAI)
    assert drawn(t01.head)[1] == "项目  决算数  项目  决算数" and t01.number == ""
    assert drawn(t01.body)[0] == "一、一般公共预算财政拨款收入  .  一、一般公共服务支出  ."
    assert drawn(table("t04", edition=SHANGHAI).body)[-4].startswith("一、一般公共预算财政拨款  .")


def test_codes_in_columns_of_their_own_and_the_total_below():
    t05 = table("t05", T03.replace("t03", "t05"), edition=SHANGHAI)
    assert drawn(t05.head) == [
        "项目|4  合计|1x3  基本支出|1x3  项目支出|1x3",
        "科目代码|3  科目名称|1x2",
        "类  款  项",
    ]
    assert drawn(t05.body)[1:3] == [
        "205  01  .  教育管理事务  60.00  .  .",
        "205  01  01  行政运行  60.00  0.00  .",
    ]
    assert drawn(t05.body)[-1] == "合计|4  100.00  .  40.01"


def test_blocks_in_pairs():
    t09 = table("t09", "t09/budget/total 25300.00\nt09/actual/reception 1100.00", edition=SHANGHAI)
    assert drawn(t09.head) == [
        "合计|2x2  因公出国（境）费|2x2  公务用车购置及运行维护费|6  公务接待费|2x2",
        "小计|2  公务用车购置费|2  公务用车运行维护费|2",
        "  ".join(["预算数", "决算数"] * 6),
    ]
    assert drawn(t09.body) == ["2.53  .  .  .  .  .  .  .  .  .  .  0.11"]
    assert [cell.address for cell in t09.body[0].cells[:3]] == [
        at("t09/budget/total"),
        at("t09/actual/total"),
        at("t09/budget/overseas"),
    ]


def test_a_table_without_amounts_keeps_its_total_row_and_says_so():
    assert drawn(table("t07").body)[-1] == "合计|2  .  .  .  .  .  ."
    assert table("t07").empty == "本单位未发生政府性基金预算财政拨款收支数据。"
    assert table("t07", "t07/total/income 0.00").empty
    assert not table("t07", "t07/total/income 100.00").empty


def test_counts_are_printed_plain_and_project_lines_by_project():
    operations = table(
        "operations", "operations/vehicles.held/value 1200\noperations/procurement.total/value 1"
    )
    texts = {line.cells[0].text: line.cells[1].text for line in operations.body}
    assert texts["公务用车保有量"] == "1200"
    assert texts["政府采购支出总额"] == "0.00"
    money = table(
        "project",
        "project/p1.current/executed 370000.00",
        projects=[ProjectSheet("p1", "项目一", "测试单位")],
    )
    assert drawn(money.body)[1] == "项目一：当年财政拨款  .  .  37.00  ."


def test_an_invented_edition_needs_nothing_here():
    visits = Table(
        "visits",
        "来访情况表",
        (
            Block(
                (Stub("name", "国家"), Stub("line", "行次", width=0.5)),
                (
                    Column("people", "人次", ("来访", "人员"), measure="count"),
                    Column("cost", "费用", ("来访",)),
                ),
                (Row("asia", "亚洲", 1), Row(line=2)),
                footer=Row("all", "总计"),
            ),
            Block(
                (Stub("code", "科目代码", levels=("类", "款")),),
                (Column("cost", "费用"),),
                SubjectRows(total="共计"),
            ),
        ),
        number="10",
        notes=("甲", "乙"),
    )
    renamed = [replace(t, blocks=_renamed(t.blocks)) if t.key == "t08" else t for t in UNIT.tables]
    edition = replace(UNIT, code="invented", tables=(*renamed, visits))
    invented = table("visits", "visits/asia/people 3\nvisits/205/cost 12300", edition)
    assert drawn(invented.head) == [
        "国家|1x3  行次|1x3  来访|2  科目代码|2x3  费用|1x3",
        "人员  费用|1x2",
        "人次",
    ]
    assert drawn(invented.body) == [
        ".  .  1  2  类|1x2  款|1x2  3",
        "亚洲  1  3  .  .",
        ".  2  .  .  205|2  1.23",
        "总计|2  .  .  .|3",
    ]
    assert drawn(table("t08", edition=edition).head)[-1].endswith("实际支出")


def _renamed(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    block = blocks[0]
    return (replace(block, columns=(*block.columns[:-1], replace(block.columns[-1], title="实际支出"))),)


def test_widths_are_percentages_that_add_up():
    assert percentages([1, 1, 1]) == ("33.33%", "33.33%", "33.34%")
