"""七 and 八: empty, and with items."""

from disclosures.narrative import write
from tests.casebook import case


def told(section: str, *args: object, **kwargs: object) -> list[str]:
    return [p.text for p in write(case(*args, **kwargs), section)]  # type: ignore[arg-type]


def test_an_empty_fund_section() -> None:
    assert told("fund") == [
        "2024年度政府性基金预算财政拨款年初结转和结余0万元；本年收入0万元，与上年持平，主要是均无此项收入；"
        "本年支出0万元，与上年持平，主要是均无此项支出；年末结转和结余0万元。没有支出具体内容。"
    ]


def test_the_department_names_the_state_capital_budget_shorter() -> None:
    (text,) = told("capital", edition="jilin-2024-department")
    assert text.startswith("2024年度国有资本经营预算年初结转和结余0万元；")


def test_a_fund_with_items_says_what_each_was_for() -> None:
    paragraphs = told(
        "fund",
        """t07/total/opening 1 t07/total/income 10 t07/total/spending 8 t07/total/closing 3
           t07/212/spending 8 t07/21208/spending 8 t07/2120803/spending 8""",
        "t07/total/income 10 t07/total/spending 16",
        texts={"reason.fund.spending": "项目完工", "purpose.item.2120803": "道路建设"},
    )
    assert paragraphs == [
        "2024年度政府性基金预算财政拨款年初结转和结余1万元；本年收入10万元，与上年持平；"
        "本年支出8万元，比上年减少8万元，下降50%，主要是项目完工；年末结转和结余3万元。支出具体情况如下：",
        "1.城乡社区支出（类）国有土地使用权出让收入安排的支出（款）城市建设支出（项）。"
        "支出决算为8万元，主要用于道路建设。",
    ]


def test_a_fund_spent_on_nothing_known_is_not_called_empty() -> None:
    (text,) = told("fund", "t07/total/spending 3", None)
    assert text.endswith("支出具体情况如下：〔待填写：政府性基金预算财政拨款收入支出决算表的支出科目〕")


def test_the_carry_over_of_state_capital_comes_from_table_04() -> None:
    (text,) = told("capital", "t04/income.opening_capital/amount 2 t04/spending.closing/capital 2")
    assert "年初结转和结余2万元" in text
    assert "年末结转和结余2万元" in text
