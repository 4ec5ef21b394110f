"""五 and 六: the general budget by subject, against its budget; basic spending by economic 款."""

import pytest

from disclosures.narrative import write
from tests.casebook import case

SPENT = """
    t03/total/total 200
    t05/total/total 100  t05/205/total 100  t05/20502/total 100  t05/2050203/total 60  t05/2050204/total 40
"""
LAST = "t05/total/total 100"


def told(section: str, *args: object, **kwargs: object) -> list[str]:
    return [p.text for p in write(case(*args, **kwargs), section)]  # type: ignore[arg-type]


def test_the_share_is_of_all_spending() -> None:
    assert told("general", SPENT, LAST)[1] == (
        "2024年度一般公共预算财政拨款支出100万元，占本年支出合计的50%。"
        "与2023年度相比，一般公共预算财政拨款支出持平。"
    )


def test_the_structure_names_each_class_with_its_share() -> None:
    assert told("general", SPENT, LAST)[3].endswith("主要用于以下方面：教育支出100万元，占100%。")


def test_each_item_is_named_by_class_group_and_item_in_code_order() -> None:
    budget = (
        "initial_budget/total/amount 100 initial_budget/2050203/amount 60 initial_budget/2050204/amount 50"
    )
    texts = {"reason.item.2050204": "压减支出"}
    paragraphs = told("general", SPENT + budget, LAST, texts=texts)
    assert paragraphs[5] == (
        "2024年度一般公共预算财政拨款支出年初预算为100万元，支出决算为100万元，完成年初预算的100%。其中："
    )
    assert paragraphs[6:] == [
        "1.教育支出（类）普通教育（款）初中教育（项）。年初预算为60万元，支出决算为60万元，完成年初预算的100%。"
        "决算数与预算数一致。",
        "2.教育支出（类）普通教育（款）高中教育（项）。年初预算为50万元，支出决算为40万元，完成年初预算的80%。"
        "决算数小于预算数的主要原因是压减支出。",
    ]


def test_an_item_without_budget_has_no_rate() -> None:
    budget = "initial_budget/total/amount 60 initial_budget/2050203/amount 60"
    last = told("general", SPENT + budget, LAST, texts={"reason.item.2050204": "年中追加"})[-1]
    assert last.endswith(
        "年初预算为0万元，支出决算为40万元，年初未安排预算。决算数大于预算数的主要原因是年中追加。"
    )


def test_an_item_with_budget_and_no_spending_is_listed_too() -> None:
    figures = "t05/total/total 0 initial_budget/total/amount 9 initial_budget/2050203/amount 9"
    last = told("general", figures, texts={"reason.item.2050203": "项目取消"})[-1]
    assert last.endswith(
        "年初预算为9万元，支出决算为0万元，完成年初预算的0%。决算数小于预算数的主要原因是项目取消。"
    )


def test_a_budget_nobody_entered_is_asked_for_not_taken_for_zero() -> None:
    assert "年初预算为〔待填写：一般公共预算财政拨款支出年初预算〕万元" in told("general", SPENT, LAST)[5]


def test_no_spending_at_all() -> None:
    paragraphs = told("general", "")
    assert paragraphs[1] == (
        "2024年度一般公共预算财政拨款支出0万元。与2023年度相比，一般公共预算财政拨款支出持平，主要是均无此项支出。"
    )
    assert paragraphs[3] == "2024年度一般公共预算财政拨款支出0万元，没有支出具体内容。"


def test_without_an_account_of_last_year_the_share_stands_alone() -> None:
    assert told("general", SPENT, None)[1].endswith("占本年支出合计的50%。无上年可比数据。")


def test_a_subject_without_a_name_is_asked_for_not_printed_as_a_number() -> None:
    paragraphs = told("general", "t05/total/total 5 t05/299/total 5", None)
    assert paragraphs[3].endswith("主要用于以下方面：〔待填写：科目299的名称〕5万元，占100%。")


def test_a_total_without_subjects_is_no_empty_section() -> None:
    assert (
        "〔待填写：一般公共预算财政拨款支出决算表的支出科目〕"
        in told("general", "t05/total/total 5", None)[3]
    )


@pytest.mark.parametrize(
    ("spent", "budget", "sentence"),
    [
        ("100.00", "999999.99", "完成年初预算的0.01%。"),
        ("0.01", "999.99", "完成年初预算不足0.01%。"),
        ("999.99", "1000", "完成年初预算超过99.99%。"),
        ("999.996", "1000", "完成年初预算的100%。决算数与预算数一致。"),
        ("-5", "10", "支出决算为-5万元。决算数小于"),
        ("5", "-10", "支出决算为5万元。决算数大于"),
    ],
)
def test_the_rate_at_its_edges(spent: str, budget: str, sentence: str) -> None:
    figures = f"t05/2050203/total {spent} initial_budget/2050203/amount {budget}"
    assert sentence in told("general", figures, texts={"reason.item.2050203": "甲"})[-1]


def test_the_enumerations_are_exactly_the_kinds_of_table_06_that_are_not_zero() -> None:
    paragraphs = told(
        "basic",
        """t05/total/basic 15  t06/personnel/amount 10  t06/30101/amount 7  t06/30102/amount 0  
           t06/30302/amount 3  t06/operating/amount 5  t06/30240/amount 1  t06/31002/amount 4""",
    )
    assert paragraphs == [
        "2024年度一般公共预算财政拨款基本支出15万元，其中：",
        "人员经费10万元，主要包括：基本工资、退休费。",
        "公用经费5万元，主要包括：税金及附加费用、办公设备购置。",
    ]


def test_without_table_06_the_amounts_come_from_table_05() -> None:
    paragraphs = told("basic", "t05/total/basic 15 t05/total/personnel 10 t05/total/operating 5")
    assert paragraphs[1:] == ["人员经费10万元。", "公用经费5万元。"]


def test_no_basic_spending() -> None:
    assert told("basic", "") == ["2024年度一般公共预算财政拨款基本支出0万元。"]
