"""Every rule on its good and bad cases, and what every rule must have."""

import ast
import importlib
import pkgutil
from collections import Counter
from pathlib import Path

import pytest

from accounts import checks
from accounts.checks.engine import RULES, Level, State, outcome
from tests.accounts.checks.caselist import Example, examples
from tests.accounts.checks.ours import ours
from tests.accounts.checks.project_cases import PROJECT_EXAMPLES, ProjectExample

EXAMPLES = examples()
FOLDER = Path(checks.__file__).parent


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_a_rule_finds_the_bad_and_leaves_the_good(example: Example) -> None:
    result = outcome(RULES[example.rule], example.case())
    found = [(f.level.value, str(f.cells[0]) if f.cells else "") for f in result.findings]
    assert sorted(found) == sorted(example.expected), result.reason
    notices_only = all(level == Level.NOTICE.value for level, _ in found)
    assert result.state is (State.PASSED if notices_only else State.FAILED), result.reason
    for finding in result.findings:
        assert finding.rule == example.rule and finding.message and finding.remedy


@pytest.mark.parametrize("example", PROJECT_EXAMPLES, ids=str)
def test_a_rule_reads_the_indicators_of_a_project(example: ProjectExample) -> None:
    result = outcome(RULES[example.rule], example.case())
    found = [(f.level.value, f.place) for f in result.findings]
    assert found == ([(example.level, example.place)] if example.level else []), result.reason
    assert result.state is (State.PASSED if example.level in ("", "提示") else State.FAILED), result.reason
    assert all(f.message and f.remedy and (f.cells or f.place) for f in result.findings)


def test_a_bad_case_expects_a_finding_and_a_good_one_no_error() -> None:
    for example in EXAMPLES:
        levels = {level for level, _ in example.expected}
        assert not levels - {"提示"} if example.good else levels, str(example)


def test_every_rule_has_a_good_and_a_bad_case() -> None:
    cases = {(e.rule, e.good) for e in EXAMPLES} | {(e.rule, e.good) for e in PROJECT_EXAMPLES}
    assert cases == {(code, good) for code in ours() for good in (True, False)}


def rule_functions() -> Counter[str]:
    """Every `rule_*` function in the files of the package, as module and name."""
    names: Counter[str] = Counter()
    for path in sorted(FOLDER.rglob("*.py")):
        module = ".".join(("accounts.checks", *path.relative_to(FOLDER).with_suffix("").parts))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("rule_"):
                names[f"{module}.{node.name}"] += 1
    return names


def test_every_rule_function_is_registered_once_by_importing_the_package() -> None:
    registered = Counter(f"{r.check.__module__}.{r.check.__name__}" for r in ours().values())
    assert rule_functions() == registered


def test_every_file_of_the_package_can_be_imported_alone() -> None:
    for module in pkgutil.walk_packages(checks.__path__, "accounts.checks."):
        importlib.import_module(module.name)


@pytest.mark.parametrize("code", sorted(ours()))
def test_every_rule_says_what_it_asks_and_where_that_comes_from(code: str) -> None:
    rule = RULES[code]
    assert rule.sentence.endswith("。") and rule.title and rule.source
    assert len(code) <= 8
