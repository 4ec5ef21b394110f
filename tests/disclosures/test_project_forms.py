"""The three printed layouts of the self-evaluation form, against what the two reports print."""

from dataclasses import replace

import pytest

from accounts.editions.jilin_2024 import DEPARTMENT, UNIT
from accounts.figures import at
from accounts.projects import IndicatorLine, ProjectSheet
from disclosures.project_forms import form, forms
from disclosures.project_layouts import LAYOUTS
from disclosures.report import Paragraph
from tests.disclosures.drawing import assert_rectangular, case_of, drawn

PENSION = ProjectSheet(
    "pension",
    "企业养老保险市县考核奖补资金",
    "测试单位",
    expected="专项用于经办机构系统建设",
    actual="按照规定使用",
    indicators=(
        IndicatorLine("产出指标", "数量指标", "分配奖补资金数量", target="1", actual="1"),
        IndicatorLine("效益指标", "社会效益指标", "一窗受理", target="持续提升", actual="持续提升"),
        IndicatorLine("满意度指标", "服务对象满意度指标", "满意度", target="90", actual="95"),
    ),
)
PENSION_MONEY = """
    project/pension.current/initial  370000
    project/pension.current/budget   370000
    project/pension.current/executed 147100
    project/pension.current/rate        100
    project/pension.total/executed   147100
"""
SYSTEM = ProjectSheet(
    "system",
    "信息系统建设项目",
    "管理局",
    "主管局",
    layout="B",
    expected="提高效率",
    actual="按要求完成",
    execution_score="7",
    score="97.00",
    indicators=(
        IndicatorLine(
            "成本指标",
            "经济成本指标",
            "维护机房成本",
            "反向",
            "≤",
            "90",
            "万元",
            "87.7",
            "",
            "20",
            "20",
            "因",
        ),
        IndicatorLine("产出指标", "数量指标", "服务数量", "正向", "≥", "1", "套", "1套", "", "20", "20"),
        IndicatorLine("产出指标", "数量指标", "指导人次", "正向", "≥", "30", "人次", "30", "", "20", "20"),
        IndicatorLine("产出指标", "可持续影响指标", "旧式指标", target="完成", actual="完成"),
    ),
)
SYSTEM_MONEY = """
    project/system.total/initial  900000
    project/system.total/executed 887000
    project/system.total/rate      98.56
    project/system.carried/budget   0.00
"""


def lines(sheet, figures="", edition=UNIT):
    grid = form(sheet, case_of(figures, edition=edition))
    assert_rectangular(grid)
    return drawn(grid.body)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    "sheet", [PENSION, SYSTEM, ProjectSheet("empty", "空项目", "单位")], ids=lambda s: s.key
)
def test_every_layout_is_a_full_rectangle(sheet, layout):
    grid = form(replace(sheet, layout=layout), case_of())
    assert_rectangular(grid)
    assert grid.key == f"project-{sheet.key}"


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_money_and_indicators_fill_the_same_columns(layout):
    assert sum(c.columns for c in layout.fund_columns) == len(layout.indicator_columns)


def test_layout_a_prints_the_whole_tree_of_indicators():
    assert lines(PENSION, PENSION_MONEY) == [
        "项目名称  企业养老保险市县考核奖补资金|6",
        "实施单位  测试单位|6",
        "资金情况（万元）|1x5  项目资金|2  年初预算数  全年预算数  全年执行数  执行率",
        "当年财政拨款|2  37  37  14.71  100%",
        "上年结转资金|2  .  .  .  .",
        "其他资金|2  .  .  .  .",
        "年度资金总和|2  .  .  14.71  .",
        "年度总体目标|1x2  预期目标|3  实际完成情况|3",
        "专项用于经办机构系统建设|3  按照规定使用|3",
        "绩效指标|1x4  一级指标  二级指标  三级指标  年度指标值  实际完成值  偏差原因分析及改进措施",
        "成本指标|1x3  经济成本指标  .  .  .  .",
        "社会成本指标  .  .  .  .",
        "生态环境成本指标  .  .  .  .",
        "绩效指标|1x3  产出指标|1x3  数量指标  分配奖补资金数量  1  1  .",
        "质量指标  .  .  .  .",
        "时效指标  .  .  .  .",
        "绩效指标|1x3  效益指标|1x3  经济效益指标  .  .  .  .",
        "社会效益指标  一窗受理  持续提升  持续提升  .",
        "生态效益指标  .  .  .  .",
        "绩效指标  满意度指标  服务对象满意度指标  满意度  90  95  .",
    ]


def test_layout_b_prints_scores_operators_and_the_boxes_of_the_reviewer():
    assert lines(SYSTEM, SYSTEM_MONEY) == [
        "项目名称  信息系统建设项目|10",
        "主管部门  主管局|4  实施单位|2  管理局|4",
        "资金情况（万元）|1x5  项目资金|2  年初预算数  全年预算数  全年执行数  执行率（%）|2  得分|3",
        "年度资金总额|2  90  .  88.7  98.56|2  7|3",
        "当年财政拨款|2  .  .  .  .|2  ——|3",
        "上年结转资金|2  .  0  .  .|2  ——|3",
        "其他资金|2  .  .  .  .|2  ——|3",
        "年度总体目标|1x2  预期目标|5  实际完成情况|5",
        "提高效率|5  按要求完成|5",
        "绩效指标|1x2  一级指标  二级指标  三级指标  年度指标值  实际完成值  权重  自评得分"
        "  偏差原因分析及改进措施  校验得分  偏差原因",
        "成本指标  经济成本指标  维护机房成本  ≤90万元  87.7万元  20  20  因  .  .",
        "绩效指标|1x3  产出指标|1x3  数量指标|1x2  服务数量  ≥1套  1套  20  20  .  .  .",
        "指导人次  ≥30人次  30人次  20  20  .  .  .",
        "可持续影响指标  旧式指标  完成  完成  .  .  .  .  .",
        "总分|7  97.00  .|3",
        "偏差率（%）|2  .|2  复核档次：|2  （　）优秀　（　）良好　（　）一般　（　）较差|5",
    ]


def test_layout_c_keeps_sign_value_and_unit_apart():
    money = "project/system.current/executed 0.00\nproject/system.current/rate 0.00"
    printed = lines(replace(SYSTEM, layout="C", execution_weight="10.00", execution_score="0"), money)
    assert printed[:2] == [
        "基本信息填报|1x4  *项目名称  信息系统建设项目|12",
        "*主管部门  主管局|5  *实施单位|2  管理局|5",
    ]
    assert printed[4].startswith("资金情况填报|1x5  资金情况（万元）|1x5  项目资金|2  *年初预算数（万元）|2")
    assert printed[5] == "当年财政拨款|2  .|2  .|2  0|2  10.00  0%  0|2"
    assert printed[10] == "成本指标  经济成本指标  维护机房成本  反向  ≤  90  87.7  .  万元  20  20  因"


def test_the_layout_is_the_sheets_own_or_the_editions_first():
    assert not form(PENSION, case_of()).landscape
    assert form(PENSION, case_of(edition=DEPARTMENT)).landscape


def test_money_cells_carry_their_addresses():
    grid = form(PENSION, case_of(PENSION_MONEY))
    assert grid.body[3].cells[1].address == at("project/pension.current/initial")
    assert grid.body[4].cells[4].address == at("project/pension.carried/rate")


def test_a_unit_without_projects_says_so() -> None:
    (sentence,) = forms(case_of())
    assert isinstance(sentence, Paragraph) and sentence.style == "note"
    assert sentence.text == "本单位没有开展绩效自评的项目，没有项目支出绩效自评表。"
