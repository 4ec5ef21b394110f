"""What readers of a version are told of its checks."""

import json
from datetime import UTC, date, datetime

from accounts.case import Case
from accounts.checks.standing import Given, fingerprint
from disclosures import opendata, rendering
from disclosures.assembly import build
from disclosures.checks import RULES, run
from disclosures.report import Issue
from disclosures.verdicts import Group, Line, Verdict, groups
from tests.casebook import case

WRONG = "t03/205/basic 60.00 t03/205/project 40.00 t03/205/total 101.00"
RIGHT = "t03/205/basic 60.00 t03/205/project 40.00 t03/205/total 100.00"


def accepted(known: Case, rule: str, reason: str) -> Given:
    finding = next(each for result in run(known) for each in result.findings if each.rule == rule)
    return Given(1, rule, "", fingerprint(known, finding), finding.message, reason, "", datetime.now(UTC))


def of(found: tuple[Group, ...], code: str) -> Line:
    (line,) = [line for group in found for line in group.lines if line.rule.code == code]
    return line


def test_every_rule_is_told_of_once() -> None:
    found = groups(case(RIGHT), [])
    codes = [line.rule.code for group in found for line in group.lines]
    assert sorted(codes) == sorted(RULES)
    assert [group.verdict for group in found] == [
        Verdict.BAD,
        Verdict.EXPLAINED,
        Verdict.UNKNOWN,
        Verdict.GOOD,
        Verdict.IDLE,
    ]


def test_a_rule_that_holds_says_how_much_it_compared() -> None:
    line = of(groups(case(RIGHT), []), "A10")
    assert (line.verdict, line.kept) == (Verdict.GOOD, ()) and line.compared == 1


def test_what_stands_is_told_with_its_reason() -> None:
    known = case(WRONG)
    line = of(groups(known, [accepted(known, "A10", "财政批复的决算如此")]), "A10")
    assert line.verdict is Verdict.EXPLAINED
    (kept,) = line.kept
    assert kept.reason == "财政批复的决算如此" and "101" in kept.finding.message


def test_a_reason_for_other_figures_is_not_told() -> None:
    before = accepted(case(WRONG), "A10", "财政批复的决算如此")
    line = of(groups(case(WRONG.replace("101.00", "102.00")), [before]), "A10")
    assert line.verdict is Verdict.BAD and line.kept[0].reason == ""


def test_what_did_not_apply_says_why() -> None:
    line = of(groups(case(RIGHT), []), "A07")
    assert line.verdict is Verdict.IDLE and line.why


def test_the_same_as_data() -> None:
    known = case(WRONG)
    report = build(known, Issue(1, date(2025, 9, 26)))
    told = json.loads(opendata.checks_as_json(report, groups(known, [accepted(known, "A10", "批复如此")])))
    (rule,) = [each for each in told["rules"] if each["rule"] == "A10"]
    assert rule["result"] == "explained" and rule["findings"][0]["explanation"] == "批复如此"
    assert rule["findings"][0]["addresses"] and told["version"] == 1
    parts = ["t03/205/basic", "t03/205/project"]
    assert rule["sums"] == [{"total": "t03/205/total", "plus": parts, "minus": [], "holds": False}]
    assert len(told["rules"]) == len(RULES)


def test_what_a_clerk_wrote_is_harmless_on_the_page() -> None:
    known = case(WRONG)
    report = build(known, Issue(1, date(2025, 9, 26)))
    given = [accepted(known, "A10", "<script>alert(1)</script>")]
    html = rendering.checks(report, groups(known, given), ())["checks.html"].decode()
    assert "&lt;script&gt;" in html and "<script" not in html
