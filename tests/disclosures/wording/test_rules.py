"""Every rule on words on its good and bad cases, and what every rule must have."""

import ast
import importlib
import pkgutil
from collections import Counter
from pathlib import Path

import pytest

from accounts.checks.engine import RULES, Finding, Level, State, outcome
from disclosures import wording
from tests.disclosures.wording.caselist import Example, Expected, examples

EXAMPLES = examples()
FOLDER = Path(wording.__file__).parent
OURS = sorted(code for code, rule in RULES.items() if rule.check.__module__.startswith(wording.__name__))


def short(finding: Finding) -> Expected:
    quote = finding.quote
    assert quote is not None
    return finding.level.value, finding.place, quote.text, quote.instead


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_a_rule_finds_the_bad_and_leaves_the_good(example: Example) -> None:
    result = outcome(RULES[example.rule], example.case())
    assert sorted(map(short, result.findings), key=str) == sorted(example.expected, key=str), result.reason
    notices_only = all(level == Level.NOTICE.value for level, *_ in example.expected)
    assert result.state is (State.PASSED if notices_only else State.FAILED), result.reason


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_a_finding_says_what_where_and_what_to_do(example: Example) -> None:
    case = example.case()
    texts = {passage.place: passage for passage in wording.passages.passages(case)}
    for finding in outcome(RULES[example.rule], case).findings:
        passage, quote = texts[finding.place], finding.quote
        assert quote is not None
        assert passage.text[quote.start : quote.end] == quote.text
        assert passage.title in finding.message and finding.remedy


def test_one_click_mends_what_it_quotes() -> None:
    for example in EXAMPLES:
        case = example.case()
        for finding in outcome(RULES[example.rule], case).findings:
            if finding.quote is None or finding.quote.instead is None or finding.place not in case.texts:
                continue
            text = case.texts[finding.place]
            mended = text[: finding.quote.start] + finding.quote.instead + text[finding.quote.end :]
            example.texts[finding.place] = mended
            again = outcome(RULES[example.rule], example.case()).findings
            found_again = [(each.place, each.quote) for each in again]
            assert (finding.place, finding.quote) not in found_again, str(example)
            example.texts[finding.place] = text


def test_a_bad_case_expects_a_finding_and_a_good_one_no_error() -> None:
    for example in EXAMPLES:
        levels = {level for level, *_ in example.expected}
        assert (not levels - {"提示"}) if example.good else levels, str(example)


def test_every_rule_has_a_good_and_a_bad_case() -> None:
    assert {(e.rule, e.good) for e in EXAMPLES} == {(code, good) for code in OURS for good in (True, False)}


def test_every_rule_function_is_registered_once_by_importing_the_package() -> None:
    written: Counter[str] = Counter()
    for path in sorted(FOLDER.rglob("*.py")):
        module = ".".join((wording.__name__, *path.relative_to(FOLDER).with_suffix("").parts))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("rule_"):
                written[f"{module}.{node.name}"] += 1
    checks = (RULES[code].check for code in OURS)
    assert written == Counter(f"{check.__module__}.{check.__name__}" for check in checks)


def test_every_file_of_the_package_can_be_imported_alone() -> None:
    for module in pkgutil.walk_packages(wording.__path__, f"{wording.__name__}."):
        importlib.import_module(module.name)


@pytest.mark.parametrize("code", OURS)
def test_every_rule_says_what_it_asks_and_where_that_comes_from(code: str) -> None:
    rule = RULES[code]
    assert code.startswith("W") and rule.sentence.endswith("。") and rule.title and rule.source
