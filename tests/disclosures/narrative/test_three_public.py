"""九: with and without amounts, in the unit's and the department's form."""

from disclosures.narrative import write
from tests.casebook import case

ENTERED = """
    operations/overseas.groups/value 0  operations/vehicles.held/value 0
    operations/reception.domestic_groups/value 0
"""
CARS = """
    t09/budget/total 3 t09/budget/vehicles 2 t09/budget/reception 1
    t09/actual/total 2 t09/actual/vehicles 2 t09/actual/running 2
    operations/vehicles.held/value 1
"""
REASONS = {
    "reason.three_public.total.last": "车辆增加",
    "reason.three_public.total.budget": "未发生接待",
    "reason.three_public.vehicles.last": "车辆增加",
    "reason.three_public.reception.budget": "未发生接待",
    "purpose.three_public.running": "加油和维修",
}


def told(*args: object, **kwargs: object) -> list[str]:
    return [p.text for p in write(case(*args, **kwargs), "three_public")]  # type: ignore[arg-type]


def test_nothing_spent_in_the_units_form() -> None:
    assert told(ENTERED)[1::2] == [
        "2024年度“三公”经费财政拨款支出预算为0万元，支出决算为0万元，与上年持平，主要是均无此项支出。",
        "1.因公出国（境）费预算为0万元，支出决算为0万元，与上年持平，主要是均无此项支出。",
        "3.公务接待费预算为0万元，支出决算为0万元，与上年持平，主要是均无此项支出。"
        "全年共接待国内来访团组0个、来宾0人次（不包括陪同人员）。",
    ]


def test_nothing_spent_in_the_departments_form_still_gives_every_count() -> None:
    text = "".join(told(ENTERED, edition="jilin-2024-department"))
    assert "全年共有因公出国（境）团组0个，因公出国（境）0人次。" in text
    assert "（1）公务用车购置费支出0万元。主要是本年度未购置公务用车；截至2024年12月31日" in text
    assert "（1）外事接待费支出0万元。全年共接待外事来访团组数0个" in text


def test_amounts_stand_against_budget_and_last_year() -> None:
    paragraphs = told(CARS, "t09/actual/total 1 t09/actual/vehicles 1", texts=REASONS)
    assert paragraphs[1] == (
        "2024年度“三公”经费财政拨款支出预算为3万元，支出决算为2万元，完成预算的66.7%；"
        "较2023年度增加1万元，增长100%，主要原因是车辆增加。决算数小于预算数的主要原因是未发生接待。"
    )
    assert paragraphs[4] == (
        "2.公务用车购置及运行维护费预算为2万元，支出决算为2万元，完成预算的100%；"
        "较2023年度增加1万元，增长100%，主要原因是车辆增加。决算数与预算数一致。其中："
    )
    assert paragraphs[6] == "（2）公务用车运行维护费支出2万元，主要是加油和维修。"
    assert paragraphs[7].startswith(
        "3.公务接待费预算为1万元，支出决算为0万元，完成预算的0%；与上年持平。"
        "决算数小于预算数的主要原因是未发生接待。"
    )


def test_spending_without_a_budget_has_no_rate() -> None:
    text = told(
        "t09/actual/total 2 t09/actual/reception 2 operations/reception.domestic/value 2",
        texts={
            "reason.three_public.total.last": "甲",
            "reason.three_public.total.budget": "乙",
            "reason.three_public.reception.last": "丙",
            "reason.three_public.reception.budget": "丁",
            "purpose.three_public.domestic": "戊",
        },
    )
    assert text[1].startswith("2024年度“三公”经费财政拨款支出预算为0万元，支出决算为2万元，未安排预算；")
    assert "（2）其他国内公务接待支出2万元。主要用于戊。" in text[-1]


def test_a_car_bought_and_a_journey_made_tell_what_for() -> None:
    text = "".join(
        told(
            """t09/budget/total 30 t09/budget/overseas 10 t09/budget/vehicles 20 t09/budget/purchase 20
               t09/actual/total 30 t09/actual/overseas 10 t09/actual/vehicles 20 t09/actual/purchase 20
               operations/overseas.groups/value 1 operations/overseas.people/value 4
               operations/vehicles.bought/value 1 operations/vehicles.held/value 3""",
            None,
            texts={"purpose.three_public.overseas": "学术交流", "purpose.three_public.purchase": "更新车辆"},
        )
    )
    assert "全年共有因公出国（境）团组1个，因公出国（境）4人次。主要包括学术交流。" in text
    assert "（1）公务用车购置费支出20万元。主要用于更新车辆；截至2024年12月31日，公务用车保有量为3辆" in text


def test_counts_nobody_entered_are_asked_for() -> None:
    assert "公务用车保有量为〔待填写：公务用车保有量〕辆" in "".join(told(""))


def test_one_entered_count_does_not_make_the_others_zero() -> None:
    text = "".join(told("operations/operating_expenses/value 9  operations/vehicles.held/value 1"))
    assert "公务用车保有量为1辆，公务用车购置数为0辆。" in text
    assert "全年共接待国内来访团组〔待填写：国内公务接待来访团组数〕个" in text
