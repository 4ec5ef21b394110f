"""Sentences as clerks honestly write them, wherever they stand: no rule may find anything."""

from dataclasses import replace
from pathlib import Path

import pytest

from accounts.case import Case, UnitProfile
from accounts.checks.engine import RULES, Finding, findings, run
from accounts.projects import IndicatorLine, ProjectSheet
from disclosures import wording
from tests.casebook import case

OURS = [rule for rule in RULES.values() if rule.check.__module__.startswith(wording.__name__)]
LINES = (Path(__file__).parent / "honest.txt").read_text(encoding="utf-8").splitlines()
UNIT = UnitProfile("mouju", "辽源市社会保险事业管理局", region="吉林省辽源市")


def found(account: Case) -> list[Finding]:
    return list(findings(run(replace(account, unit=UNIT), OURS)))


@pytest.mark.parametrize("line", LINES)
def test_typed(line: str) -> None:
    texts = dict.fromkeys(("reason.overall", "project.one.achievement", "evaluation.department"), line)
    assert found(case(texts={**texts, "profile.duties": f"{line}。\n\n{line}。"})) == []


@pytest.mark.parametrize("line", LINES)
def test_in_the_form_of_a_project(line: str) -> None:
    indicator = IndicatorLine("产出指标", "数量指标", "参保人数", deviation=line)
    sheets = (
        ProjectSheet("one", "数字档案室建设项目", "某局", actual=line, indicators=(indicator,)),
        ProjectSheet("two", "征缴稽核工作经费", "某局"),
    )
    assert found(case(projects=sheets)) == []


def test_in_a_given_text() -> None:
    assert found(replace(case(), given="\n".join(f"{line}。" for line in LINES))) == []


def test_in_a_given_text_of_which_every_line_is_cut_in_two() -> None:
    halves = (half for line in LINES for half in (line[: len(line) // 2], line[len(line) // 2 :] + "。"))
    assert found(replace(case(), given="\n".join(halves))) == []
