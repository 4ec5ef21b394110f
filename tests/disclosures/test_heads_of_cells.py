"""What a screen reader says before a cell of a printed table: the texts of the heads that its tag names."""

from pathlib import Path

import pytest

from tests.disclosures import paper
from tests.disclosures.paper import LIAOYUAN, TaggedCell

Lines = list[list[TaggedCell]]


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> list[Lines]:
    pdf: Path = tmp_path_factory.mktemp("pdf") / LIAOYUAN
    pdf.write_bytes(paper.printed(paper.report_of(LIAOYUAN)))
    return paper.tagged_tables(pdf)


def line(table: Lines, name: str) -> list[TaggedCell]:
    return next(line for line in table if any(cell.text == name for cell in line))


def heads(cells: list[TaggedCell]) -> list[tuple[str, str]]:
    return [(cell.text, " / ".join(cell.heads)) for cell in cells if cell.tag == "TD"]


def test_table_01_of_two_sides(tables: list[Lines]) -> None:
    assert heads(line(tables[0], "九、卫生健康支出")) == [
        ("", "收入 / 项目"),
        ("9", "收入 / 行次"),
        ("", "收入 / 决算数"),
        ("39", "九、卫生健康支出 / 支出 / 行次"),
        ("52.04", "九、卫生健康支出 / 支出 / 决算数"),
    ]
    assert heads(line(tables[0], "本年收入合计"))[1] == ("3,799.05", "本年收入合计 / 收入 / 决算数")


def test_table_02_with_the_heads_of_subjects(tables: list[Lines]) -> None:
    assert heads(line(tables[1], "合计")) == [
        ("3,799.05", "合计 / 本年收入合计"),
        ("3,799.01", "合计 / 财政拨款收入"),
        *[("", f"合计 / {name}") for name in ("上级补助收入", "事业收入", "经营收入", "附属单位上缴收入")],
        ("0.03", "合计 / 其他收入"),
    ]
    code = line(tables[1], "社会保障和就业支出")[0]
    assert (code.text, code.heads) == ("208", ("项目", "科目代码"))


def test_table_05_with_a_head_over_columns(tables: list[Lines]) -> None:
    assert [name for _, name in heads(line(tables[4], "社会保障和就业支出"))[1:]] == [
        "社会保障和就业支出 / 本年支出 / 合计",
        "社会保障和就业支出 / 本年支出 / 基本支出 / 小计",
        "社会保障和就业支出 / 本年支出 / 基本支出 / 人员经费",
        "社会保障和就业支出 / 本年支出 / 基本支出 / 公用经费",
        "社会保障和就业支出 / 本年支出 / 项目支出",
    ]


def test_table_09_of_twelve_columns_under_heads_of_three_levels(tables: list[Lines]) -> None:
    numbers = dict(heads(line(tables[8], "12")))
    assert numbers["6"] == "预算数 / 公务接待费"
    assert numbers["7"] == "决算数 / 合计"
    assert numbers["11"] == "决算数 / 公务用车购置及运行维护费 / 公务用车运行维护费"
    assert numbers["12"] == "决算数 / 公务接待费"


def test_a_form_with_heads_in_its_body(tables: list[Lines]) -> None:
    form = tables[9]
    assert heads(line(form, "项目名称")) == [("企业养老保险市县考核奖补资金", "项目名称")]
    assert heads(line(form, "当年财政拨款"))[0] == ("37", "资金情况（万元） / 当年财政拨款 / 年初预算数")
    assert heads(line(form, "数量指标"))[1] == ("1", "绩效指标 / 产出指标 / 数量指标 / 年度指标值")
    later = heads(line(form, "服务对象满意度指标"))
    assert later[2][1] == "绩效指标 / 满意度指标 / 服务对象满意度指标 / 实际完成值"


def test_every_number_has_heads(tables: list[Lines]) -> None:
    cells = [cell for table in tables for line in table for cell in line]
    assert [cell for cell in cells if cell.tag == "TD" and cell.text and not cell.heads] == []


def test_heads_tell_their_scope(tables: list[Lines]) -> None:
    scopes = {cell.text: cell.scope for table in (tables[0], tables[9]) for line in table for cell in line}
    assert scopes["决算数"] == scopes["三级指标"] == scopes["预期目标"] == "Column"
    assert scopes["本年收入合计"] == scopes["项目名称"] == scopes["产出指标"] == "Row"
