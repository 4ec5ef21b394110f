"""Where words are asked for: in their sentence, with their numbers, in the order of the outline."""

from dataclasses import replace

import pytest

from accounts.case import Case
from accounts.projects import ProjectSheet
from disclosures.desk.texts.fields import Field, Gap, Rewritten, Sentence, sections
from disclosures.desk.texts.remarks import hints
from disclosures.narrative import write
from disclosures.phrases import Missing
from disclosures.sample_files import read
from tests.casebook import case

GRAND = "t01/income.grand_total/amount {0} t01/spending.grand_total/amount {0}"


def fields(of: Case) -> dict[str, Field]:
    return {field.slot: field for section in sections(of) for field in section.fields}


def test_a_reason_stands_in_its_sentence_with_both_numbers() -> None:
    found = fields(case(GRAND.format("120"), GRAND.format("100")))["reason.overall"]
    assert found.before.endswith("收、支总计各增加20万元，增长20%。主要原因：") and found.after == "。"
    assert found.compared is not None
    assert [(each.title, each.text) for each in found.compared.amounts] == [
        ("2023年", "100.00万元"),
        ("2024年", "120.00万元"),
    ]
    assert found.compared.difference == "增加20.00万元"
    assert found.label == "收、支总计变动的主要原因" and found.is_left


def test_budget_and_outturn_are_set_side_by_side() -> None:
    of = case("t05/2050203/total 8 t05/total/total 8 initial_budget/2050203/amount 10")
    found = fields(of)["reason.item.2050203"]
    assert found.compared is not None and found.compared.difference == "少2.00万元"
    assert [each.title for each in found.compared.amounts] == ["年初预算", "支出决算"]
    assert str(found.compared.amounts[1].address) == "t05/2050203/total"
    assert "初中教育（项）。年初预算为10万元" in found.before


def test_each_kind_of_income_has_its_own_numbers_and_the_paragraph_is_whole() -> None:
    of = case("t02/total/fiscal 9 t02/total/other 4 t02/total/total 13", "t02/total/other 5")
    section = next(each for each in sections(of) if each.key == "income")
    (part,) = section.parts
    assert isinstance(part, Sentence) and [each.slot for each in part.fields] == [
        "reason.income.fiscal",
        "reason.income.other",
    ]
    told = [each.compared.difference for each in part.fields if each.compared]
    assert told == ["增加9.00万元", "减少1.00万元"]
    whole = "".join(f"{each.before}〔待填写：{each.label}〕{each.after}" for each in part.fields) + part.tail
    assert whole == write(of, "income")[0].text


@pytest.mark.parametrize("name", ["liaoyuan-2024", "yanbian-2024"])
def test_every_gap_of_the_report_has_its_place_on_the_page(name: str) -> None:
    of = replace(read(name), texts={})
    shown = {field.slot for field in fields(of).values()}
    shown |= {part.slot for section in sections(of) for part in section.parts if isinstance(part, Gap)}
    asked = {
        run.slot
        for part in of.edition.parts
        for section in part.sections
        if section.kind == "text"
        for paragraph in write(of, section.key)
        for run in paragraph.runs
        if isinstance(run, Missing)
    }
    assert asked and asked <= shown
    assert all(fields(of)[slot].is_left for slot in asked if of.edition.slot(slot))


@pytest.mark.parametrize("name", ["liaoyuan-2024", "yanbian-2024"])
def test_every_text_of_the_account_has_its_place_and_only_one(name: str) -> None:
    of = read(name)
    slots = [field.slot for section in sections(of) for field in section.fields]
    assert len(slots) == len(set(slots)) and {s for s, text in of.texts.items() if text.strip()} <= set(slots)


def test_the_order_is_that_of_the_outline() -> None:
    keys = [section.key for section in sections(read("liaoyuan-2024"))]
    assert keys[:4] == ["duties", "organisation", "overall", "income"] and keys[-1] == "other_matters"


def test_a_text_that_is_no_longer_printed_stands_at_the_end() -> None:
    of = case(GRAND.format("1"), GRAND.format("1"), texts={"reason.overall": "人员增加"})
    last = sections(of)[-1]
    assert last.key == "unused" and [field.slot for field in last.fields] == ["reason.overall"]
    assert not last.fields[0].needed


def test_a_rewritten_paragraph_stands_beside_what_the_figures_say() -> None:
    of = case(GRAND.format("2"), GRAND.format("1"), texts={"replace.overall": "总计2万元。"})
    section = next(each for each in sections(of) if each.key == "overall")
    (part,) = section.parts
    assert isinstance(part, Rewritten) and part.text == "总计2万元。" and section.left == 0
    assert "reason.overall" not in fields(of)


def test_a_paragraph_is_opened_for_rewriting() -> None:
    of = case(GRAND.format("2"), GRAND.format("1"))
    found = [p for each in sections(of, opened="overall") for p in each.parts if isinstance(p, Rewritten)]
    assert [(part.key, part.text) for part in found] == [("overall", "")]


def test_subjects_that_are_missing_are_no_texts() -> None:
    of = case("t05/total/total 5")
    gaps = [part for each in sections(of) for part in each.parts if isinstance(part, Gap)]
    assert [gap.slot for gap in gaps][:1] == ["table.t05"]


def test_the_form_of_a_project_speaks_where_nothing_was_written() -> None:
    sheet = ProjectSheet("p1", "甲项目", "某局", actual="全部完成。", score="90")
    found = fields(case(projects=(sheet,)))
    assert found["project.p1.achievement"].printed == "全部完成"
    assert not found["project.p1.achievement"].is_left
    assert found["project.p1.problems"].label == "甲项目：主要问题及原因"


@pytest.mark.parametrize(
    ("text", "last", "said"),
    [
        ("人员增加。", "人员增加", ["与2023年写的一字不差，请按今年的情况修改"]),
        ("2023年人员减少", "2023年人员增加", ["文中写着“2023年”，上年也这样写，请核对年度"]),
        ("较2023年人员减少", "人员增加", []),
        ("", "人员增加", []),
    ],
)
def test_last_years_words_are_noticed(text: str, last: str, said: list[str]) -> None:
    assert list(hints(text, last, text, 2024)) == said


def test_a_beginning_that_the_sentence_brings_is_told() -> None:
    assert list(hints("主要是因为人员增加", "", "因为人员增加", 2024)) == [
        "开头的“主要是”句中已有，不会重复印出"
    ]
