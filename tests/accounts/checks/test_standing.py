"""Fingerprints change with what a finding is about, and with nothing else; acceptances hold, lapse, end."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import accounts.checks  # noqa: F401  # registers the rules
from accounts.case import Case
from accounts.checks.engine import RULES, Finding, Level, Quote, Result, State
from accounts.checks.standing import (
    Given,
    Standing,
    fingerprint,
    judged,
    open_findings,
    place_of,
)
from accounts.checks.standing import text_at as text
from accounts.figures import at
from accounts.projects import IndicatorLine, ProjectSheet
from tests.casebook import case

CELL = at("t03/205/total")
FINDING = Finding("A10", Level.ERROR, "不等", (CELL,), (Decimal("100.00"),), Decimal(1), "核对")
FIGURES = "t03/205/total 100.02 t03/205/basic 60.00"
SHEET = ProjectSheet(
    key="award",
    implementer="某局",
    name="奖补",
    actual="完成",
    indicators=(IndicatorLine("产出指标", "数量指标", name="人数", target="9"),),
)


def mark(finding: Finding = FINDING, figures: str = FIGURES, **more: object) -> str:
    return fingerprint(case(figures, **more), finding)  # type: ignore[arg-type]


def result(finding: Finding) -> list[Result]:

    return [Result(RULES["A10"], State.FAILED, (finding,))]


def given(fingerprint: str, **more: object) -> Given:
    values = {"id": 1, "rule": "A10", "place": str(CELL), "message": "", "reason": "四舍五入", "by": "填报人"}
    return Given(**{**values, "fingerprint": fingerprint, "at": datetime(2025, 9, 1, tzinfo=UTC), **more})  # type: ignore[arg-type]


def test_a_fingerprint_is_64_hexadecimal_digits_and_always_the_same() -> None:
    assert mark() == mark() and len(mark()) == 64


def test_it_changes_with_the_values_of_its_cells() -> None:
    assert mark() != mark(figures="t03/205/total 100.03") != mark(figures="")


def test_it_does_not_change_with_other_cells_wording_or_trailing_zeros() -> None:
    assert mark() == mark(figures="t03/205/total 100.02 t03/205/basic 61.00")
    assert mark() == mark(replace(FINDING, message="两数不同", remedy="再核对", level=Level.REASON))
    assert mark() == mark(replace(FINDING, numbers=(Decimal("100"),)))


def test_it_changes_with_the_rule_the_cells_and_the_numbers() -> None:
    others = [
        replace(FINDING, rule="A11"),
        replace(FINDING, cells=(at("t03/206/total"),)),
        replace(FINDING, numbers=(Decimal(101),)),
    ]
    assert len({mark(), *map(mark, others)}) == 4


def test_it_changes_with_the_text_in_question() -> None:
    words = replace(FINDING, cells=(), numbers=(), place="reason.overall", quote=Quote("增加", 0, 2))
    before = mark(words, texts={"reason.overall": "增加了"})
    assert before != mark(words, texts={"reason.overall": "增加"})


def test_mending_another_place_of_the_text_changes_nothing() -> None:
    quote, text = Quote("长春市社保局", 20, 26), "，" * 10 + "一二三四五六七八九十长春市社保局甲乙丙丁戊己庚"
    words = replace(FINDING, cells=(), numbers=(), place="profile.duties", quote=quote)
    moved = replace(words, quote=replace(quote, start=18, end=24))
    assert mark(words, texts={"profile.duties": text}) == mark(moved, texts={"profile.duties": text[2:]})


def test_the_answer_written_into_the_place_in_question_does_not_change_it() -> None:
    asks = replace(FINDING, cells=(), place="reason.overall", slot="reason.overall")
    assert mark(asks, texts={}) == mark(asks, texts={"reason.overall": "人员增加"})


def test_the_text_at_a_place() -> None:
    known = replace(case(projects=(SHEET,), texts={"reason.overall": "增加"}), given="一\n二")
    assert text(known, "reason.overall") == "增加" and text(known, "reason.fiscal") is None
    assert text(known, "project/award/actual") == "完成"
    assert text(known, "project/award/1/target") == "9"
    assert text(known, "project/award/1")["name"] == "人数"
    assert text(known, "project/award")["indicators"][0]["target"] == "9"
    assert [text(known, f"project/{rest}") for rest in ("gone", "award/2", "award/2/name", "award/x/y")] == [
        None
    ] * 4
    assert [text(known, f"given/{n}") for n in ("2", "0", "3", "x")] == ["二", None, None, None]


def test_a_finding_is_open_accepted_or_lapsed() -> None:
    known = case(FIGURES)

    def standing(*acceptances: Given) -> tuple[Standing, str]:
        (found,) = judged(known, result(FINDING), acceptances)
        return found.standing, found.given.reason if found.given else ""

    ended = datetime(2025, 9, 2, tzinfo=UTC)
    assert standing() == (Standing.OPEN, "")
    assert standing(given(mark())) == (Standing.ACCEPTED, "四舍五入")
    assert standing(given("0" * 64)) == (Standing.LAPSED, "四舍五入")
    assert standing(given("0" * 64, place="t03/206/total")) == (Standing.OPEN, "")
    assert standing(given("0" * 64, rule="A11")) == (Standing.OPEN, "")
    assert standing(given(mark(), retracted_at=ended)) == (Standing.OPEN, "")
    assert standing(given("0" * 64), given(mark(), id=2, reason="新的")) == (Standing.ACCEPTED, "新的")


def test_an_acceptance_of_another_finding_at_the_same_place_has_not_lapsed() -> None:
    words = replace(FINDING, cells=(), place="reason.overall")
    first, second = replace(words, quote=Quote("一", 0, 1)), replace(words, quote=Quote("二", 1, 2))
    known = case(texts={"reason.overall": "一二"})
    results = [*result(first), *result(second)]
    found = judged(known, results, [given(fingerprint(known, first), place="reason.overall")])
    assert [each.standing for each in found] == [Standing.ACCEPTED, Standing.OPEN]


def blocking(known: Case, level: Level, *acceptances: Given) -> int:
    return len(list(open_findings(known, result(replace(FINDING, level=level)), acceptances)))


def test_errors_and_what_needs_a_reason_block_until_accepted() -> None:
    known = case(FIGURES)
    assert [blocking(known, level) for level in Level] == [1, 1, 0]
    assert blocking(known, Level.ERROR, given(mark())) == 0
    assert blocking(known, Level.ERROR, given("0" * 64)) == 1


def test_a_finding_without_a_cell_is_where_its_place_is() -> None:
    assert place_of(FINDING) == "t03/205/total"
    assert place_of(replace(FINDING, cells=(), place="project/award/1")) == "project/award/1"


def test_findings_about_the_very_same_thing_are_told_apart() -> None:
    results = [*result(FINDING), *result(FINDING)]
    first, second = (each.fingerprint for each in judged(case(FIGURES), results, []))
    assert first == mark() != second and len(second) == 64
