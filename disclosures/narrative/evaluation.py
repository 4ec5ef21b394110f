"""十、绩效评价: how it was done, each project's result, the department's own evaluation.

Every number comes from the projects' figures.
"""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from accounts.figures import ZERO
from accounts.money import half_up
from accounts.projects import FundKind, ProjectSheet
from disclosures import phrases
from disclosures.narrative.story import Story
from disclosures.phrases import Runs, joined, say
from disclosures.report import Paragraph

FUNDS: tuple[tuple[FundKind, str, str], ...] = (
    ("general", "一般公共预算", "t05/total/project"),
    ("fund", "政府性基金预算", "t07/total/project"),
    ("capital", "国有资本经营预算", "t08/total/project"),
)


def evaluation(story: Story) -> list[Paragraph]:
    return [
        Paragraph("evaluation.work.heading", say("（一）绩效评价工作开展情况"), "heading"),
        *_work(story),
        Paragraph("evaluation.projects.heading", say("（二）项目绩效自评结果"), "heading"),
        *(_project(story, project) for project in story.case.projects),
        *_no_projects(story),
        Paragraph("evaluation.result.heading", say("（三）部门评价结果"), "heading"),
        *_result(story),
    ]


GRADES = (("优", 90), ("良", 80), ("合格", 60), ("不合格", 0))
"""Each grade and the least points for it."""


def evaluation_summary(story: Story) -> list[Paragraph]:
    """All projects in one paragraph: how many, how much, the mean score, the grades, the problems."""
    projects = story.case.projects
    if not projects:
        return [Paragraph("evaluation.self", _self_evaluation(story))]
    runs = say(f"{story.year}年度{story.wording.self}组织对{len(projects)}个项目开展绩效自评，涉及资金")
    runs = say(runs, _executed(story, list(projects)), "万元", _graded(projects), "。", _problems(story))
    return [Paragraph("evaluation.self", runs)]


def _graded(projects: Sequence[ProjectSheet]) -> Runs:
    """The mean of the scores and how many have each grade; nothing where no form has a score."""
    scores = [points for project in projects if (points := _points(project)) is not None]
    if not scores:
        return ()
    mean = half_up(sum(scores, ZERO) / len(scores), 2)
    grades = [next(grade for grade, least in GRADES if points >= least) for points in scores]
    told = "、".join(f"“{grade}”{grades.count(grade)}个" for grade, _ in GRADES)
    return say("，平均得分", phrases.count(mean), f"分。评价结果为{told}")


def _problems(story: Story) -> Runs:
    found, solved = "evaluation/problems.found/value", "evaluation/problems.solved/value"
    return say("绩效自评发现问题", story.count(found), "个，已整改", story.count(solved), "个。")


def _work(story: Story) -> list[Paragraph]:
    """Numbered in the department's form, where 整体支出绩效评价 follows as the third."""
    full = story.wording.always_full
    works = [("self", "自评", _self_evaluation(story))]
    if evaluated := [p for p in story.case.projects if p.department_evaluated]:
        works.append(("department", "部门绩效评价", _department(story, evaluated)))
    if story.value("evaluation/overall.general/value") or story.value("evaluation/overall.fund/value"):
        works.append(("overall", "整体支出绩效评价", _overall(story)))
    return [
        Paragraph(f"evaluation.{key}", say(f"{n}.{title}。" if full else "", runs))
        for n, (key, title, runs) in enumerate(works, 1)
    ]


def _self_evaluation(story: Story) -> Runs:
    """Each fund that has projects; the general budget's with its first and second level."""
    if not story.case.projects:
        return say(f"{story.year}年度{story.wording.self}没有纳入绩效自评的项目支出。")
    shown = [fund for fund in FUNDS if _of(story, fund[0]) or story.wording.always_full]
    works = joined((_evaluated(story, key, name) for key, name, _ in shown), "；组织对")
    return say(f"根据预算绩效管理要求，{story.wording.self}组织对", works, "。")


def _evaluated(story: Story, fund: FundKind, name: str) -> Runs:
    projects = _of(story, fund)
    if fund == "general" and projects:
        runs = say(f"{story.year}年度{name}项目支出全面开展绩效自评，其中，一级项目")
        runs = say(runs, story.count("evaluation/first_level/value"), f"个，二级项目{len(projects)}个，")
    else:
        runs = say(f"{story.year}年度{len(projects)}个{name}项目开展绩效自评，")
    return say(runs, "共涉及资金", _executed(story, projects), "万元", _share(story, fund, name))


def _of(story: Story, fund: FundKind) -> list[ProjectSheet]:
    return [project for project in story.case.projects if project.fund == fund]


def _addresses(projects: list[ProjectSheet]) -> list[str]:
    return [f"project/{project.key}.total/executed" for project in projects]


def _executed(story: Story, projects: list[ProjectSheet]) -> phrases.Number:
    addresses = _addresses(projects)
    return phrases.amount(story.value(*addresses), *story.sources(*addresses))


def _share(story: Story, fund: FundKind, name: str) -> Runs:
    """Of the fund's 项目支出; left out where there is none."""
    spent = next(address for key, _, address in FUNDS if key == fund)
    addresses = _addresses(_of(story, fund))
    parts, sources = story.value(*addresses), story.sources(*addresses, spent)
    return story.share_of(f"，占{name}项目支出总额的", parts, story.value(spent), *sources)


def _department(story: Story, projects: list[ProjectSheet]) -> Runs:
    names = "".join(f"“{project.name}”" for project in projects)
    number = f"等{len(projects)}个项目" if len(projects) > 1 else _noun(projects[0])
    runs = say(f"组织对{names}{number}开展了部门绩效评价，涉及")
    for n, (fund, name, _) in enumerate(FUNDS):
        some = [project for project in projects if project.fund == fund]
        if some or fund == "general" or story.wording.always_full:
            runs = say(runs, "，" if n else "", f"{name}支出", _executed(story, some), "万元")
    return say(
        runs, "。从评价情况来看，", story.typed("evaluation.department", "部门绩效评价的评价情况"), "。"
    )


def _overall(story: Story) -> Runs:
    return say(
        f"组织对{story.wording.self}开展整体支出绩效评价，涉及一般公共预算支出",
        story.amount("evaluation/overall.general/value"),
        "万元，政府性基金预算支出",
        story.amount("evaluation/overall.fund/value"),
        "万元。从评价情况来看，",
        story.typed("evaluation.overall", "整体支出绩效评价的评价情况"),
        "。",
    )


def _noun(project: ProjectSheet) -> str:
    """项目 after a name that does not end so itself."""
    return "" if project.name.endswith("项目") else "项目"


def _title(story: Story, project: ProjectSheet) -> str:
    name = f"“{project.name}”" if story.wording.quoted_projects else project.name
    return name + _noun(project)


def _project(story: Story, project: ProjectSheet) -> Paragraph:
    budget, executed = f"project/{project.key}.total/budget", f"project/{project.key}.total/executed"
    runs = say(
        f"{_title(story, project)}绩效自评情况：",
        _score(project),
        "项目全年预算数为",
        story.amount(budget),
        "万元，执行数为",
        story.amount(executed),
        "万元",
        story.share("，完成预算的", executed, budget),
        "。项目绩效目标完成情况：",
        _told(story, project, "achievement", "项目绩效目标完成情况"),
        "。",
    )
    if _fell_short(story, project) or story.optional(f"project.{project.key}.problems"):
        runs = say(runs, "发现的主要问题及原因：", _told(story, project, "problems", "主要问题及原因"), "。")
        runs = say(runs, "下一步改进措施：", _told(story, project, "measures", "下一步改进措施"), "。")
    return Paragraph(f"evaluation.project.{project.key}", runs)


def _points(project: ProjectSheet) -> Decimal | None:
    """The score as a number; a form filled in with words (优) has none."""
    try:
        points = Decimal(project.score)
    except InvalidOperation:
        return None
    return points if points.is_finite() else None


def _score(project: ProjectSheet) -> Runs:
    points = _points(project)
    if points is None:
        return ()
    return say("根据年初设定的绩效目标，项目绩效自评得分为", phrases.count(points), "分。")


def _told(story: Story, project: ProjectSheet, what: str, label: str) -> phrases.Run:
    """The clerk's words; the 完成情况 of the form itself where nothing else was written for the text."""
    slot = f"project.{project.key}.{what}"
    if what == "achievement" and project.actual and not story.optional(slot):
        return phrases.Typed(project.actual.rstrip("。"), slot)
    return story.typed(slot, f"{project.name}：{label}")


def _fell_short(story: Story, project: ProjectSheet) -> bool:
    """Not all points or not all money: then the problems and the remedy must be told."""
    budget, executed = f"project/{project.key}.total/budget", f"project/{project.key}.total/executed"
    points = _points(project)
    return (points is not None and points < 100) or story.value(executed) < story.value(budget)


def _no_projects(story: Story) -> list[Paragraph]:
    if story.case.projects:
        return []
    return [Paragraph("evaluation.projects", say(f"{story.wording.self}没有项目绩效自评结果。"))]


def _result(story: Story) -> list[Paragraph]:
    evaluated = any(project.department_evaluated for project in story.case.projects)
    if not evaluated and not story.optional("evaluation.result"):
        return [Paragraph("evaluation.result", say(f"{story.year}年度未开展部门评价。"))]
    return [Paragraph("evaluation.result", say(story.typed("evaluation.result", "部门评价结果"), "。"))]
