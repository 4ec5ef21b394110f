"""一 to 四: every way in which an amount can stand to last year's."""

import pytest

from disclosures.narrative import write
from tests.casebook import case

GRAND = "t01/income.grand_total/amount {0} t01/spending.grand_total/amount {0}"


def told(section: str, *args: object, **kwargs: object) -> str:
    return "\n".join(p.text for p in write(case(*args, **kwargs), section))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("now", "before", "sentence"),
    [
        (
            "120",
            "100",
            "收、支总计均为120万元。与2023年度相比，收、支总计各增加20万元，增长20%。主要原因：业务增加。",
        ),
        (
            "80",
            "100",
            "收、支总计均为80万元。与2023年度相比，收、支总计各减少20万元，下降20%。主要原因：业务增加。",
        ),
        ("100", "100", "收、支总计均为100万元，与上年持平。"),
        ("0", "0", "收、支总计均为0万元，与上年持平，主要是均无此项收支。"),
        (
            "50",
            "0",
            "收、支总计均为50万元。与2023年度相比，收、支总计各增加50万元（上年为0，不可比）。主要原因：业务增加。",
        ),
        (
            "0",
            "50",
            "收、支总计均为0万元。与2023年度相比，收、支总计各减少50万元，下降100%。主要原因：业务增加。",
        ),
    ],
)
def test_the_totals_against_last_year(now: str, before: str, sentence: str) -> None:
    text = told("overall", GRAND.format(now), GRAND.format(before), texts={"reason.overall": "业务增加。"})
    assert text == f"2024年度{sentence}"


def test_without_an_account_of_last_year_nothing_is_compared() -> None:
    assert told("overall", GRAND.format("5"), None) == "2024年度收、支总计均为5万元，无上年可比数据。"


def test_a_change_without_a_reason_leaves_a_mark_for_the_clerk() -> None:
    text = told("overall", GRAND.format("2"), GRAND.format("1"))
    assert text.endswith("主要原因：〔待填写：收、支总计变动的主要原因〕。")


def test_totals_that_disagree_are_both_named() -> None:
    text = told(
        "overall",
        "t01/income.grand_total/amount 4 t01/spending.grand_total/amount 10",
        "t01/income.grand_total/amount 4 t01/spending.grand_total/amount 8",
        texts={"reason.overall": "动用结余"},
    )
    assert text == (
        "2024年度收入总计4万元，与上年持平；支出总计10万元，比上年增加2万元，增长25%。主要原因：动用结余。"
    )


def test_totals_whose_last_years_disagree_are_both_compared() -> None:
    last = "t01/income.grand_total/amount 9 t01/spending.grand_total/amount 8"
    text = told("overall", GRAND.format("10"), last, texts={"reason.overall": "甲"})
    assert text.startswith(
        "2024年度收入总计10万元，比上年增加1万元，增长11.1%；支出总计10万元，比上年增加2万元"
    )


def test_fiscal_totals_fall_with_their_own_word() -> None:
    cells = "t04/income.grand_total/amount {0} t04/spending.grand_total/total {0}"
    text = told("fiscal", cells.format("90"), cells.format("100"), texts={"reason.fiscal": "项目减少"})
    assert text == (
        "2024年度财政拨款收、支总计均为90万元，与2023年相比，财政拨款收、支总计各减少10万元，降低10%。"
        "主要原因：项目减少。"
    )


def test_each_kind_of_income_has_its_change_and_reason() -> None:
    text = told(
        "income",
        "t02/total/total 110 t02/total/fiscal 100 t02/total/service 10",
        "t02/total/fiscal 80 t02/total/service 10 t02/total/other 5",
        texts={"reason.income.fiscal": "追加预算", "reason.income.other": "利息减少"},
    )
    assert text == (
        "本年收入合计110万元，其中：财政拨款收入100万元，比上年增加20万元，增长25%，主要是追加预算；"
        "上级补助收入0万元，与上年持平，主要是均无此项收入；事业收入10万元，与上年持平；"
        "经营收入0万元，与上年持平，主要是均无此项收入；附属单位上缴收入0万元，与上年持平，主要是均无此项收入；"
        "其他收入0万元，比上年减少5万元，下降100%，主要是利息减少。"
    )


def test_each_kind_of_spending_has_its_own_nothing() -> None:
    text = told("spending", "t03/total/total 1 t03/total/basic 1", "t03/total/basic 1")
    assert "基本支出1万元，与上年持平；项目支出0万元，与上年持平，主要是均无此项支出；" in text


def test_a_negative_last_year_has_no_rate() -> None:
    text = told("income", "t02/total/other 1", "t02/total/other -1", texts={"reason.income.other": "利息"})
    assert "其他收入1万元，比上年增加2万元（上年为负数，不可比），主要是利息。" in text


def test_a_fall_below_zero_has_no_rate() -> None:
    text = told("income", "t02/total/other -5", "t02/total/other 5", texts={"reason.income.other": "冲回"})
    assert "其他收入-5万元，比上年减少10万元（本年为负数，不可比），主要是冲回。" in text


@pytest.mark.parametrize(
    "typed", ["业务增加，。", "主要是业务增加", "主要原因：业务增加！", "原因是业务增加；"]
)
def test_words_the_sentence_brings_itself_do_not_stand_twice(typed: str) -> None:
    text = told("overall", GRAND.format("2"), GRAND.format("1"), texts={"reason.overall": typed})
    assert text.endswith("增长100%。主要原因：业务增加。")


def test_a_change_below_the_printed_precision_is_flat() -> None:
    text = told("income", "t02/total/fiscal 1.004", "t02/total/fiscal 1.0")
    assert "财政拨款收入1万元，与上年持平；" in text


def test_numbers_know_their_cells_of_both_years() -> None:
    sentence = write(case(GRAND.format("2"), GRAND.format("1")), "overall")[0]
    change = next(run for run in sentence.runs if getattr(run, "kind", "") == "change")
    assert [(s.year, str(s.address)) for s in change.sources] == [  # type: ignore[union-attr]
        (2024, "t01/income.grand_total/amount"),
        (2023, "t01/income.grand_total/amount"),
    ]
