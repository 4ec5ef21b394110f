"""十: no project, one, many; a fund's project; short of its goals or not."""

from dataclasses import replace

from accounts.projects import ProjectSheet
from disclosures.narrative import write
from tests.casebook import case

ROAD = ProjectSheet("road", "道路", "某局", score="95", department_evaluated=True, actual="修路1公里。")
BRIDGE = ProjectSheet("bridge", "桥梁建设项目", "某局", score="100", actual="建桥1座。")
MONEY = """
    t05/total/project 100  evaluation/first_level/value 1
    project/road.total/budget 50  project/road.total/executed 40
    project/bridge.total/budget 10  project/bridge.total/executed 10
"""
TEXTS = {
    "project.road.problems": "进度慢",
    "project.road.measures": "早安排",
    "evaluation.department": "总体良好",
    "evaluation.result": "良好",
}


def told(*args: object, **kwargs: object) -> list[str]:
    return [p.text for p in write(case(*args, **kwargs), "evaluation")]  # type: ignore[arg-type]


def test_no_project() -> None:
    assert told()[1::2] == [
        "2024年度本单位没有纳入绩效自评的项目支出。",
        "本单位没有项目绩效自评结果。",
        "2024年度未开展部门评价。",
    ]


def test_the_sum_of_the_projects_and_its_share() -> None:
    assert told(MONEY, projects=(ROAD, BRIDGE), texts=TEXTS)[1] == (
        "根据预算绩效管理要求，本单位组织对2024年度一般公共预算项目支出全面开展绩效自评，其中，"
        "一级项目1个，二级项目2个，共涉及资金50万元，占一般公共预算项目支出总额的50%。"
    )


def test_one_project_evaluated_by_the_department_is_named() -> None:
    assert told(MONEY, projects=(ROAD, BRIDGE), texts=TEXTS)[2] == (
        "组织对“道路”项目开展了部门绩效评价，涉及一般公共预算支出40万元。从评价情况来看，总体良好。"
    )


def test_a_project_short_of_its_goals_tells_why_and_the_others_do_not() -> None:
    road, bridge = told(MONEY, projects=(ROAD, BRIDGE), texts=TEXTS)[4:6]
    assert road == (
        "“道路”项目绩效自评情况：根据年初设定的绩效目标，项目绩效自评得分为95分。项目全年预算数为50万元，"
        "执行数为40万元，完成预算的80%。项目绩效目标完成情况：修路1公里。"
        "发现的主要问题及原因：进度慢。下一步改进措施：早安排。"
    )
    assert bridge.endswith("完成预算的100%。项目绩效目标完成情况：建桥1座。")


def test_the_departments_form_numbers_the_works_and_doubles_no_word() -> None:
    money = MONEY + "evaluation/overall.general/value 9"
    texts = {**TEXTS, "evaluation.overall": "有序"}
    paragraphs = told(money, projects=(ROAD, BRIDGE), texts=texts, edition="jilin-2024-department")
    assert paragraphs[1].startswith("1.自评。根据预算绩效管理要求，本部门组织对")
    assert "；组织对2024年度0个政府性基金预算项目开展绩效自评，共涉及资金0万元；" in paragraphs[1]
    assert paragraphs[3].startswith(
        "3.整体支出绩效评价。组织对本部门开展整体支出绩效评价，涉及一般公共预算支出9万元"
    )
    assert any(p.startswith("道路项目绩效自评情况") for p in paragraphs)
    assert any(p.startswith("桥梁建设项目绩效自评情况") for p in paragraphs)


def test_a_project_of_a_fund_is_counted_apart() -> None:
    land = ProjectSheet("land", "土地", "某局", fund="fund", score="100", actual="完成")
    money = """t07/total/project 20 evaluation/first_level/value 1
               project/land.total/budget 5 project/land.total/executed 5"""
    text = told(money, projects=(land,))[1]
    assert text == (
        "根据预算绩效管理要求，本单位组织对2024年度1个政府性基金预算项目开展绩效自评，共涉及资金5万元，"
        "占政府性基金预算项目支出总额的25%。"
    )


def test_a_score_in_words_is_left_out_and_breaks_nothing() -> None:
    worded = replace(BRIDGE, score="优", name="桥")
    text = told(MONEY, projects=(worded,), texts=TEXTS)[3]
    assert text.startswith("“桥”项目绩效自评情况：项目全年预算数为10万元，")


def test_a_name_that_ends_with_the_word_does_not_say_it_twice() -> None:
    evaluated = replace(BRIDGE, department_evaluated=True)
    paragraphs = told(MONEY, projects=(evaluated,), texts=TEXTS)
    assert paragraphs[2].startswith("组织对“桥梁建设项目”开展了部门绩效评价")
    assert paragraphs[4].startswith("“桥梁建设项目”绩效自评情况：根据年初设定的绩效目标")
