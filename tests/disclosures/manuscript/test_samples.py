"""What the rules find in the two published reports as they were printed: each defect, its line, its words."""

import pytest

from accounts.checks.engine import Level, State
from tests.disclosures.manuscript.caselist import short
from tests.disclosures.manuscript.texts import NAMES, broken, found, printed, questioned, sample

LIAOYUAN, YANBIAN = NAMES
BUREAU = "辽源市社会保险事业管理局"
DEFECTS = {
    LIAOYUAN: {
        "L-02": ("T01", "5.社会保障和就业支出", "错误 “52.1” → “520.98”"),
        "L-02 in the sum": ("T10", "年初预算为1058.78 万元", "提示 “3799.01”"),
        "L-03": ("T10", "年初预算为1058.78 万元", "提示 “1058.78”"),
        "L-04": ("T10", "年初预算为1058.78 万元", "提示 “358.8” → “317.1”"),
        "L-05 first": ("T06", "3. 社会保障和就业支出", "错误 “完成年初预算的 100%” → “年初未安排预算”"),
        "L-05 second": ("T06", "4.社会保障和就业支出", "错误 “完成年初预算的 100%” → “年初未安排预算”"),
        "L-05 third": ("T06", "5.社会保障和就业支出", "错误 “完成年初预算的 100%” → “年初未安排预算”"),
        "L-06": ("T04", "占96.2；", "提示 “96.2” → “96.2%”"),
        "L-07": ("T05", "占本年支出合计的 99.8%", "提示 “114” → “113.97”"),
        "L-09": ("T03", "一级项目1 个", "错误 “100” → “2.2”"),
        "L-10": ("T21", "管理科 单位", f"错误 “{BUREAU[:-1]}科” → “{BUREAU}”"),
        "L-11": (
            "T18",
            "十、部门预算",
            "提示 “部门预算项目支出绩效自评表” → “单位预算项目支出绩效自评表”",
        ),
        "L-14": ("T11", "公用经费 275.11 万元", "错误 “税金及附加费用、” → “”"),
        "L-21": ("T18", "一、单位主要职责", "提示 “单位主要职责” → “单位职责”"),
        "L-21 as well": (
            "T18",
            "十、关于",
            "提示 “关于 2024 年度绩效评价情况说明” → “绩效评价情况说明”",
        ),
        "L-26 small firms": ("T06", "政府采购支出总额 17.67", "错误 “，占授予中小企业合同金额的 0%” → “”"),
        "L-26 works": (
            "T06",
            "政府采购支出总额 17.67",
            "错误 “，工程采购授予中小企业合同金额占工程支出金额的 0%” → “”",
        ),
        "L-26 services": (
            "T06",
            "政府采购支出总额 17.67",
            "错误 “，服务采购授予中小企业合同金额占服务支出金额的 0%” → “”",
        ),
    },
    YANBIAN: {
        "Y-01": ("T19", "公开07表", "错误 “公开07表”"),
        "Y-02": ("T01", "人员经费 839.54", "错误 “839.54” → “839.55”"),
        "Y-02 as well": ("T01", "公用经费 128.44", "错误 “128.44” → “128.43”"),
        "Y-05": ("T20", "收入支出决算批复表", "错误 “收入支出决算批复表” → “收入支出决算总表”"),
        "Y-13": ("T22", "政府性其基金", "提示 “单位没有政府性其” → “部门没有政府性”"),
        "Y-14": ("T04", "卫生健康支出 38.48，", "提示 “38.48” → “38.48万元”"),
        "Y-16": (
            "T22",
            "注：本表反映部门本年度“三公”",
            "提示 ““三公”经费支出预算情况，其中” → “财政拨款“三公”经费支出预决算情况。其中，”",
        ),
        "Y-28": ("T23", "项目支出绩效自评表", "提示 “项目支出绩效自评表” → “”"),
        "Y-32": ("T03", "社会保障和就业支出 1073.08 万元", "提示 “93.2” → “93.1”"),
        "Y-31": ("T06", "1. 因公出国(境)费预算为 0", "错误 “,完成预算的 0%” → “”"),
        "0/0 fund": ("T06", "1. 自评：", "错误 “，占政府性基金预算项目支出总额的 0%” → “”"),
        "0/0 capital": ("T06", "1. 自评：", "错误 “，占国有资本经营预算项目支出总额的 0%” → “”"),
        "Y-40": ("T06", "政府采购支出总额 104.48", "错误 “，占授予中小企业合同金额的 0%” → “”"),
        "Y-40 as well": ("T06", "政府采购支出总额 104.48", "错误 “，占工程支出金额的 0%” → “”"),
        "headings": ("T18", "一、部门主要职责", "提示 “部门主要职责” → “部门职责”"),
        "headings as well": (
            "T18",
            "十、关于",
            "提示 “关于 2024 年度绩效评价情况说明” → “绩效评价情况说明”",
        ),
        "notes 01": ("T22", "注：1. 本表反映部门本年的", "提示 “年” → “年度”"),
        "notes 04": (
            "T22",
            "注：本表反映本部门一般公共预算财政拨款、",
            "提示 “本部门一般公共预算财政拨款、政府性基金预算财政拨款和国有资本经营预算财政拨款总收入” → "
            "“部门本年度一般公共预算财政拨款、政府性基金预算财政拨款和国有资本经营预算财政拨款的总收支”",
        ),
        "notes 08": ("T22", "本单位没有国有资本经营预算财政拨款。", "提示 “单位” → “部门”"),
    },
}


def told(name: str) -> list[tuple[str, str, str]]:
    """Rule, line of the text, level and words of each finding."""
    text = printed(name)
    lines = text.splitlines()
    return [
        (f.rule, lines[int(f.place.partition("/")[2]) - 1], short(f).replace(f"{f.place} ", ""))
        for f in found(sample(name), text)
    ]


@pytest.mark.parametrize(
    ("name", "defect"), [(name, defect) for name, known in DEFECTS.items() for defect in known]
)
def test_a_defect_is_found_on_its_line_with_its_words(name: str, defect: str) -> None:
    rule, words, expected = DEFECTS[name][defect]
    assert [line for code, line, said in told(name) if (code, said) == (rule, expected) and words in line]


def test_choices_never_made_are_left_to_the_rules_on_words() -> None:
    """Y-08: W01 says what to write instead; the zero change and its zero rate are no second error."""
    assert not [said for code, _, said in told(YANBIAN) if "增加（减少）" in said or "增长（下降）" in said]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_that_is_right_is_found(name: str) -> None:
    everything = [(code, said) for code, _, said in told(name)]
    assert sorted(everything) == sorted((code, said) for code, _, said in DEFECTS[name].values())


def test_a_rate_computed_from_yuan_is_right() -> None:
    """4539.99% of L: within what the printed amounts allow."""
    roundings = {r.rule.code: r.roundings for r in questioned(sample(LIAOYUAN), printed(LIAOYUAN))}
    assert roundings["T03"] > 0
    assert not [said for _, _, said in told(LIAOYUAN) if "4539" in said]


def test_without_table_06_its_kinds_could_not_be_questioned() -> None:
    states = {r.rule.code: r for r in questioned(sample(YANBIAN), printed(YANBIAN))}
    assert [code for code, result in states.items() if result.state is State.COULD_NOT_RUN] == ["T11"]


def test_messages_name_both_numbers_their_places_the_difference_and_the_remedy() -> None:
    finding = next(f for f in found(sample(YANBIAN), printed(YANBIAN)) if f.rule == "T01")
    assert finding.message == (
        "“人员经费839.54万元”中的839.54万元与报表不符：应与《一般公共预算财政拨款支出决算表》“合计”行"
        "“本年支出·基本支出·人员经费”栏839.55万元一致，相差0.01万元"
    )
    assert (str(finding.cells[0]), str(finding.difference)) == ("t05/total/personnel", "-100.00")
    assert finding.remedy and finding.level is Level.ERROR


def test_lines_broken_by_the_page_are_read_like_whole_ones() -> None:
    """The same findings with the same words where every line is cut after thirty characters."""
    whole = [(f.rule, f.message) for f in found(sample(LIAOYUAN), printed(LIAOYUAN)) if f.rule < "T17"]
    cut = broken(printed(LIAOYUAN))
    assert [(f.rule, f.message) for f in found(sample(LIAOYUAN), cut) if f.rule < "T17"] == whole
