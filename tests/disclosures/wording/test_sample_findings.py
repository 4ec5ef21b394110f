"""Each known defect of the words of the two published reports, at its place; nothing where all is right."""

from dataclasses import replace

import pytest

from accounts.case import Case
from accounts.checks.engine import RULES, Finding, Level, State, findings, run
from disclosures import sample_files, wording
from disclosures.wording.passages import passages
from tests.freeze import GOLDEN

OURS = [rule for rule in RULES.values() if rule.check.__module__.startswith(wording.__name__)]


def printed(name: str, *more: str) -> Case:
    """The account as printed, with its printed text; `more`: lines that the file of the text leaves out."""
    text = (sample_files.FOLDER / name / "printed.txt").read_text(encoding="utf-8")
    return replace(sample_files.read(name), given="\n".join((text, *more)))


@pytest.fixture(scope="module")
def liaoyuan() -> list[tuple[str, Finding]]:
    return found(printed("liaoyuan-2024"))


@pytest.fixture(scope="module")
def yanbian() -> list[tuple[str, Finding]]:
    return found(printed("yanbian-2024", "附件 1:"))


def found(case: Case) -> list[tuple[str, Finding]]:
    """Every finding with the text it was found in."""
    texts = {passage.place: passage.text for passage in passages(case)}
    return [(texts[each.place], each) for each in findings(run(case, OURS))]


def rules_on(all_found: list[tuple[str, Finding]], line: str, quoted: str, *, place: str = "") -> set[str]:
    """The rules that quote these words where `line` stands, or at that place."""
    return {
        finding.rule
        for text, finding in all_found
        if finding.quote and quoted in finding.quote.text and line in text and finding.place.startswith(place)
    }


@pytest.mark.parametrize(
    ("defect", "rule", "line", "quoted", "place"),
    [
        ("L-08", "W41", "三、支出|上缴上级支出 0 万元", "无此项收入；经营支出", "given/"),
        ("L-10", "W51", "单位：辽源市社会保险事业管理科", "辽源市社会保险事业管理科", "given/"),
        ("L-12", "W54", "本部门组织对", "本部门", "given/"),
        ("L-13", "W31", "一、财政拨款收入", "同级财政单位", "given/"),
        ("L-13", "W31", "二、上级补助收入", "主管单位", "given/"),
        ("L-15", "W31", "提供经办服务能力", "提供经办服务能力和水平，提供", "given/"),
        ("L-15", "W31", "提供经办", "提供经办服务能力", "project.city-county-award.measures"),
        ("L-15", "W31", "提供经办", "提供经办服务能力", "project.award.measures"),
        ("L-16", "W55", "“企业养老保险考核奖补资金”项目绩效自评情况", "企业养老保险市县考核", "given/"),
        ("L-16", "W55", "", "企业养老保险市县考核奖补资金", "project.award.achievement"),
        ("L-16", "W55", "", "企业养老保险市县考核奖补资金", "project/award/actual"),
        ("L-17", "W31", "截止至", "截止至", "given/"),
        ("L-17", "W31", "截止至", "截止至", "evaluation.department"),
        ("L-18", "W06", "", "市(州)", "profile.duties"),
        ("L-18", "W52", "", "长春市社保局", "profile.duties"),
        ("L-18", "W52", "长春市社保局", "长春市社保局", "given/"),
        ("L-19", "W21", "", ",负责组织做好", "profile.duties"),
        ("L-19", "W21", "负责贯彻执行国家", ",负责组织做好", "given/"),
        ("L-20", "W24", "", "１个党建组织", "profile.organisation"),
        ("L-20", "W24", "１个党建组织", "１", "given/"),
        ("L-25", "W05", "共有车辆 0 辆", "其他用车主要是本单位无其他用车", "given/"),
        ("L-06", "W27", "社会保障和就业支出 3655.64", "占96.2", "given/"),
    ],
)
def test_a_defect_of_liaoyuan(
    liaoyuan: list[tuple[str, Finding]], defect: str, rule: str, line: str, quoted: str, place: str
) -> None:
    assert rule in rules_on(liaoyuan, line.rpartition("|")[2], quoted, place=place), defect


@pytest.mark.parametrize(
    ("defect", "rule", "line", "quoted", "place"),
    [
        ("Y-06", "W23", "", "and", "profile.duties"),
        ("Y-06", "W23", "总体规划 and", "and", "given/"),
        ("Y-07", "W11", "本年收入合计", "主要是主要是", "given/"),
        ("Y-07", "W11", "本年支出合计", "主要是主要是", "given/"),
        ("Y-08", "W01", "本年收入合计", "增加（减少）0 万元", "given/"),
        ("Y-08", "W01", "本年支出合计", "增加（减少）0 万元", "given/"),
        ("Y-08", "W01", "政府性基金预算财政拨款年初结转", "增加（减少）0 万元", "given/"),
        ("Y-08", "W01", "国有资本经营预算年初结转", "增加（减少）0 万元", "given/"),
        ("Y-08", "W01", "公务用车购置及运行费预算", "增加(减少)0 万元", "given/"),
        ("Y-08", "W01", "因公出国(境)费预算为", "增加(减少)0 万元", "given/"),
        ("Y-09", "W03", "项目绩效自评结果", "除涉密敏感内容外", "given/"),
        ("Y-09", "W03", "部门评价结果", "报告框架可参考", "given/"),
        ("Y-10", "W03", "1. 自评", "自评：绩效评价工作开展情况说明为：", "given/"),
        ("Y-11", "W43", "", "本单位不涉及此项", "evaluation.result"),
        ("Y-12", "W05", "政府性基金预算财政拨款年初", "支出具体情况如下：", "given/"),
        ("Y-12", "W05", "国有资本经营预算年初", "支出具体情况如下：", "given/"),
        ("Y-13", "W31", "政府性其基金", "政府性其基金", "given/"),
        ("Y-14", "W27", "卫生健康支出 38.48", "支出 38.48", "given/"),
        ("Y-15", "W32", "行政单位医疗（项）年初预算", "项）", "given/"),
        ("Y-15", "W21", "5. 卫生健康支出", ",支出决算为", "given/"),
        ("Y-15", "W21", "1. 因公出国", ",支出决算为", "given/"),
        ("Y-17", "W56", "部门绩效评价。组织对", "信息化系统运维项目", "given/"),
        ("Y-17", "W56", "信息化系统运维项目绩效自评情况", "信息化系统运维项目", "given/"),
        ("Y-18", "W56", "征缴稽核工作经费（经办", "征缴稽核工作经费（经办服务及办公楼维护）", "given/"),
        ("Y-19", "W53", "", "延边州社会保险事业管理局", "project/insurance-services/department"),
        ("Y-19", "W53", "", "延边州社会保险事业管理局", "project/insurance-services/implementer"),
        ("Y-26", "W61", "因购买项目采用委托长", "委托长", "project/information-system/1/deviation"),
        ("Y-26", "W61", "到账时间较晚，所", "，所", "project/insurance-services/1/deviation"),
        ("Y-26", "W61", "所以部分款项", "所以部分款项", "project/collection-audit/1/deviation"),
        ("Y-26", "W61", "以后要加强预", "加强预", "project/collection-audit/3/deviation"),
        ("Y-27", "W31", "", "增强", "project/collection-audit/3/deviation"),
        ("Y-27", "W31", "", "人人权益", "project/collection-audit/actual"),
        ("Y-27", "W31", "", "合要求", "project/collection-audit/actual"),
        ("Y-29", "W54", "本年收入合计", "本单位", "given/"),
        ("Y-29", "W54", "", "本单位", "evaluation.result"),
        ("Y-30", "W31", "决算数小于预算数的主要原因控制", "主要原因", "given/"),
        ("Y-35", "W33", "公务用车购置及运行费预算", "公务用车购置及运行费", "given/"),
        ("Y-38", "W03", "附件 1:", "附件 1:", "given/"),
        ("Y-39", "W26", "", "综合处，", "profile.organisation"),
        ("Y-39", "W26", "分别为综合处", "综合处，", "given/"),
    ],
)
def test_a_defect_of_yanbian(
    yanbian: list[tuple[str, Finding]], defect: str, rule: str, line: str, quoted: str, place: str
) -> None:
    assert rule in rules_on(yanbian, line, quoted, place=place), defect


def test_the_corrected_account_has_no_fault_of_words() -> None:
    assert list(findings(run(sample_files.read("liaoyuan-2024", corrected=True), OURS))) == []


def test_the_words_of_the_house_have_no_fault() -> None:
    """The whole report that the portal writes of the corrected account, tables and all, as a given text."""
    report = (GOLDEN / "report-liaoyuan-2024.txt").read_text(encoding="utf-8")
    case = replace(sample_files.read("liaoyuan-2024", corrected=True), given=report)
    assert [(f.rule, f.message) for f in findings(run(case, OURS))] == []


def test_the_words_of_the_house_for_a_department_have_no_fault() -> None:
    """As printed: what is found there was typed by a clerk."""
    report = (GOLDEN / "report-yanbian-2024-as-printed.txt").read_text(encoding="utf-8")
    case = replace(sample_files.read("yanbian-2024"), given=report)
    given = {f.rule for f in findings(run(case, OURS)) if f.place.startswith("given/")}
    typed = {f.rule for f in findings(run(case, OURS)) if not f.place.startswith("given/")}
    assert given <= typed


@pytest.mark.parametrize("name", sample_files.names())
def test_every_rule_runs(name: str) -> None:
    assert not [r for r in run(printed(name), OURS) if r.state is State.COULD_NOT_RUN]


def test_an_account_without_words_is_not_questioned() -> None:
    empty = replace(sample_files.read("liaoyuan-2024"), texts={}, projects=())
    assert {result.state for result in run(empty, OURS)} == {State.NOT_APPLICABLE}


def test_what_blocks_is_certain() -> None:
    """In the two reports as printed every 错误 is a defect known to the list above, by its rule."""
    errors = {
        f.rule
        for name in sample_files.names()
        for f in findings(run(printed(name), OURS))
        if f.level is Level.ERROR
    }
    assert errors == {"W01", "W03", "W05", "W23", "W27", "W31", "W41"}
