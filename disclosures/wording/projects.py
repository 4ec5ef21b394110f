"""Names of projects: the text of one project names another, or names one as no form does."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from accounts.case import Case
from accounts.checks.engine import Level, NotApplicable, Seen, rule
from accounts.projects import ProjectSheet
from disclosures.wording.notes import CLEAN, Hit, fault
from disclosures.wording.reading import Reading, readings

SHORTEST = 7
"""Shorter names (工作经费) are common words, unless they stand in quotation marks."""
NO_PROJECTS = "没有项目支出绩效自评表"
REPORTED = re.compile(
    r"(?:^|(?<=[。；：]))(?:[（(]?\d+[）).．、])?“?([^“”，。：；]{2,50}?)(”?)(项目)?绩效自评情况[：:]"
)
QUOTED = re.compile(r"“([^“”，。]{4,50})”(?=项目|和“|、“|“|等\d+个|及“|\d+个)")


@rule(
    "W55",
    title="写成了别的项目",
    level=Level.REASON,
    source="每个项目的情况各自填写，照抄时改成本项目的名称",
    idle="没有项目的文字",
)
def rule_other_project(case: Case) -> Iterator[Seen]:
    """一个项目的完成情况、问题和措施里不应出现别的项目的名称。"""
    if len(case.projects) < 2:
        raise NotApplicable("不足两个项目")
    names = sorted((project.name for project in case.projects), key=len, reverse=True)
    known = re.compile(
        "|".join(re.escape(n) if len(n) >= SHORTEST else f"(?<=“){re.escape(n)}(?=”)" for n in names)
    )
    for reading in readings(case):
        if own := _project_of(case, reading):
            hits = [
                Hit(match.start(), match.end(), own.name)
                for match in known.finditer(reading.text)
                if match[0] != own.name
            ]
            why = f"是另一个项目的名称，这里说的是“{own.name}”"
            yield fault(reading, hits, why) if hits else CLEAN


def _project_of(case: Case, reading: Reading) -> ProjectSheet | None:
    """Whose text it is: by its place, or in a given text by the heading it begins with."""
    words = re.split(r"[./]", reading.place)
    if words[0] == "project":
        return next((p for p in case.projects if p.key == words[1] and words[-1] != "department"), None)
    reported = REPORTED.match(reading.text) if reading.passage.given else None
    return next((p for p in case.projects if reported and bare(p.name) == bare(reported[1])), None)


@rule(
    "W56",
    title="项目名称前后不一",
    level=Level.REASON,
    source="文字中的项目名称与绩效自评表一致",
    idle="文字没有提到项目名称",
)
def rule_name_of_the_form(case: Case) -> Iterator[Seen]:
    """文字里的项目名称应与绩效自评表上的一字不差。"""
    if not case.projects:
        raise NotApplicable(NO_PROJECTS)
    for reading in readings(case):
        for match in REPORTED.finditer(reading.text) if "绩效自评情况" in reading.text else ():
            yield _named(case, reading, match, must=True)
        for match in QUOTED.finditer(reading.text) if "”" in reading.text else ():
            if "绩效自评情况" not in reading.text[match.end() : match.end() + 9]:
                yield _named(case, reading, match, must=False)


def _named(case: Case, reading: Reading, match: re.Match[str], *, must: bool) -> Seen:
    """The name as written against those of the forms; `must`: it can be nothing but a project's."""
    name = bare(match[1])
    if any(bare(project.name) == name for project in case.projects):
        return CLEAN
    nearest = max(case.projects, key=lambda project: likeness(bare(project.name), name))
    is_near = likeness(bare(nearest.name), name) >= 0.55
    if not must and not is_near:
        return CLEAN
    remedy = (
        f"绩效自评表上最接近的是“{nearest.name}”，统一为一种写法"
        if is_near
        else "补上这个项目的绩效自评表，或更正名称"
    )
    end = match.end(1) if not must or match[2] or not match[3] else match.end(3)
    return fault(reading, [Hit(match.start(1), end)], "在绩效自评表里没有这个名称", remedy=remedy)


def bare(name: str) -> str:
    """A name without a last 项目, its brackets full-width."""
    return name.strip().replace("(", "（").replace(")", "）").removesuffix("项目")


def likeness(one: str, other: str) -> float:
    """1 for the same, or where one begins with the other; else how much they have in common."""
    if one.startswith(other) or other.startswith(one):
        return 1.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
