"""Every rule on a given text: its good and bad cases, and what each must have."""

import ast
from collections import Counter
from pathlib import Path

import pytest

from accounts.checks.engine import RULES, Level, State, outcome
from disclosures import manuscript
from tests.disclosures.manuscript.caselist import Example, examples, short
from tests.disclosures.manuscript.texts import T_RULES

EXAMPLES = examples()
FOLDER = Path(manuscript.__file__).parent


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_a_rule_finds_the_bad_and_leaves_the_good(example: Example) -> None:
    made = example.case()
    result = outcome(RULES[example.rule], made)
    assert [short(finding) for finding in result.findings] == example.expected, result.reason
    blocking = any(finding.level is not Level.NOTICE for finding in result.findings)
    assert result.state is (State.FAILED if blocking else State.PASSED), result.reason
    lines = made.given.splitlines()
    for finding in result.findings:
        assert finding.message and finding.remedy
        if finding.quote:
            place, _, number = finding.place.partition("/")
            text = lines[int(number) - 1] if place == "given" else made.texts[finding.place]
            assert text[finding.quote.start : finding.quote.end] == finding.quote.text


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_a_bad_case_expects_a_finding_and_a_good_one_none(example: Example) -> None:
    assert bool(example.expected) is not example.good


def test_every_rule_has_a_good_and_a_bad_case() -> None:
    assert {(e.rule, e.good) for e in EXAMPLES} == {
        (rule.code, good) for rule in T_RULES for good in (True, False)
    }


def rule_functions() -> Counter[str]:
    names: Counter[str] = Counter()
    for path in sorted(FOLDER.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("rule_"):
                names[f"disclosures.manuscript.{path.stem}.{node.name}"] += 1
    return names


def test_every_rule_function_is_registered_once_by_importing_the_package() -> None:
    ours = Counter(f"{rule.check.__module__}.{rule.check.__name__}" for rule in T_RULES)
    assert rule_functions() == ours


@pytest.mark.parametrize("rule", T_RULES, ids=lambda rule: rule.code)
def test_every_rule_says_what_it_asks_and_where_that_comes_from(rule) -> None:
    assert rule.sentence.endswith("。") and rule.title and rule.source


@pytest.mark.parametrize("rule", T_RULES, ids=lambda rule: rule.code)
def test_without_a_text_no_rule_has_failed_to_run(rule) -> None:
    from tests.casebook import case

    assert outcome(rule, case("t05/total/total 1")).state is State.NOT_APPLICABLE
