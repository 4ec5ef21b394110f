"""Invented accounts: right in every relation, the same for the same seed, marked as made up."""

import json
from dataclasses import replace
from itertools import pairwise

import pytest

from accounts.case import Case, as_data, from_data
from accounts.cells import wrong
from accounts.checks.engine import Result, State, findings
from accounts.editions import BY_REGION, EDITIONS, edition_of, fitting
from accounts.editions.definitions import Block, Column, Edition, Row, Table
from accounts.figures import at
from accounts.filing import faults_of
from accounts.invented import SIZES, Form, department, invent, invent_years
from accounts.invented.sizes import SizeName
from accounts.money import Scale, from_wan, in_wan
from disclosures.assembly import build
from disclosures.checks import run as run_all
from disclosures.report import Issue
from tests.accounts.checks.ours import run_ours
from tests.test_boundaries import PURE_MODULES, imports, python_files

UNIT, DEPARTMENT = edition_of("jilin-2024-unit"), edition_of("jilin-2024-department")
FORM = Form(UNIT)
PAIRS = [
    (Form(one), fitting("部门", region, one.year)[0])
    for region, found in BY_REGION.items()
    for one in found
    if one.wording.scope == "单位"
]
"""Each form of a unit, and that of the department above it."""
COMMON: tuple[SizeName, ...] = ("office", "bureau", "bureau", "institution")


def unit(seed: int, scale: Scale) -> Case:
    """One in fifty is a ministry; the regions in turn."""
    size = "ministry" if seed % 50 == 49 else COMMON[seed % 4]
    form, _ = PAIRS[seed // len(COMMON) % len(PAIRS)]
    return invent(form.edition, seed, size, scale, form=form)


def refused(results: list[Result]) -> list[str]:
    """What rules found, and those that could not run although there is an account of last year."""
    found = [f"{f.level.value} {f.rule} {f.message}" for f in findings(results)]
    return found + [f"{r.rule.code} {r.reason}" for r in results if r.state is State.COULD_NOT_RUN]


NO_LAST_YEAR = {"C51", "C53"}


def check(case: Case) -> None:
    results = run_ours(case)
    if case.last is None:
        results = [each for each in results if each.rule.code not in NO_LAST_YEAR]
    assert refused(results) == [], case.unit.code
    rounded = sum(each.roundings for each in results)
    assert rounded == 0 or case.scale is Scale.WAN


@pytest.mark.parametrize("scale", Scale)
@pytest.mark.parametrize("seed", range(60))
def test_an_honest_account_gives_no_finding(seed: int, scale: Scale) -> None:
    check(unit(seed, scale))


@pytest.mark.slow
@pytest.mark.parametrize("scale", Scale)
def test_a_thousand_honest_accounts_give_no_finding(scale: Scale) -> None:
    for seed in range(1000):
        check(unit(seed, scale))


@pytest.mark.parametrize("scale", Scale)
@pytest.mark.parametrize("seed", range(12))
def test_an_honest_department_and_its_units_give_no_finding(seed: int, scale: Scale) -> None:
    sizes: tuple[SizeName, ...] = ("bureau", "institution", "office", "office", "bureau", "office")
    form, edition = PAIRS[seed % len(PAIRS)]
    whole, units = department(edition, form.edition, seed, sizes[: 2 + seed % 5], scale)
    for case in (whole, *units):
        check(case)
        assert build(case, Issue()).missing == ()
    assert len(whole.units) == len(units) == len(whole.unit.members)


@pytest.mark.slow
@pytest.mark.parametrize("scale", Scale)
def test_a_hundred_honest_departments_give_no_finding(scale: Scale) -> None:
    for seed in range(100):
        form, edition = PAIRS[seed % len(PAIRS)]
        check(department(edition, form.edition, seed, COMMON * (1 + seed % 8), scale)[0])


def test_the_words_of_honest_accounts_give_no_finding_either() -> None:
    """The rules on texts, which other apps register, have nothing to say about what is made up here."""
    turns = [(seed, *PAIRS[seed % len(PAIRS)]) for seed in range(8)]
    units = [
        invent(form.edition, seed, size, form=form)
        for seed, form, _ in turns
        for size in ("bureau", "institution")
    ]
    departments = [department(whole, form.edition, seed)[0] for seed, form, whole in turns[:4]]
    for case in (*units, *departments):
        assert [f"{f.rule} {f.message}" for f in findings(run_all(case))] == []


def test_money_within_a_department_is_taken_out_of_its_sums() -> None:
    whole, units = department(DEPARTMENT, UNIT, 3)
    received = at("t02/total/superior_subsidy")
    assert sum(unit.figures.amount(received) for unit in units) > 0 == whole.figures.amount(received)


@pytest.mark.parametrize("code", sorted(EDITIONS))
@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_missing_from_the_report(code: str, size: SizeName) -> None:
    for seed in range(3):
        for scale in Scale:
            assert build(invent(EDITIONS[code], seed, size, scale), Issue()).missing == ()


@pytest.mark.parametrize("code", sorted(EDITIONS))
def test_everything_can_be_recorded(code: str) -> None:
    for seed in range(4):
        for scale in Scale:
            case = invent(EDITIONS[code], seed, "institution", scale)
            assert list(wrong(case.edition, scale, dict(case.figures))) == []
            assert faults_of(case.edition, case.projects) == []
            assert [slot for slot in case.texts if case.edition.slot(slot) is None] == []


def test_a_seed_always_makes_the_same_account() -> None:
    assert as_data(invent(UNIT, 7)) == as_data(invent(UNIT, 7, form=FORM))
    assert as_data(invent(UNIT, 7)) != as_data(invent(UNIT, 8))
    frozen = invent(UNIT, 7)
    assert from_data(json.loads(json.dumps(as_data(frozen)))) == replace(frozen)


def test_both_scales_are_the_same_account() -> None:
    exact, rounded = (invent(UNIT, 7, "institution", scale).figures for scale in (Scale.YUAN, Scale.WAN))
    money = [cell for cell in exact if UNIT.measure(cell) == "money"]
    assert money and {cell: from_wan(in_wan(exact[cell])) for cell in money} == {c: rounded[c] for c in money}


def test_years_follow_each_other() -> None:
    cases = invent_years(UNIT, 5, 4, "institution")
    assert [case.year for case in cases] == [2021, 2022, 2023, 2024] and cases[0].last is None
    for before, case in pairwise(cases):
        assert case.last == before.figures and case.unit == before.unit
        assert case.figures != before.figures
        check(case)
    assert as_data(invent(UNIT, 5, "institution")).keys() == as_data(cases[-1]).keys()


def test_some_were_founded_this_year() -> None:
    founded = [seed for seed in range(200) if invent(UNIT, seed, "office", form=FORM).last is None]
    assert 0 < len(founded) < 20


def test_sizes_reach_from_two_people_to_2400_figures() -> None:
    offices = [len(invent(UNIT, seed, "office").figures) for seed in range(5)]
    assert max(offices) < 320 and len(invent(UNIT, 1, "ministry").figures) > 2000


def test_names_say_that_they_are_made_up() -> None:
    for seed in range(20):
        case = invent(UNIT, seed, "institution")
        assert all("（虚构）" in name for name in (case.unit.name, case.unit.region))
        assert case.projects and all("（虚构）" in project.name for project in case.projects)
        assert case.unit.code == f"invented-{seed}"


def test_all_kinds_of_money_occur() -> None:
    """Otherwise the properties above would say little."""
    seen: set[str] = set()
    for seed in range(300):
        case = invent(UNIT, seed, "institution", form=FORM)
        seen |= {f"{a.table}/{a.row if a.table in ('t01', 'adjustment') else a.column}" for a in case.figures}
    for kind in UNIT.tables[0].blocks[0].fixed_rows:
        assert not kind.key or f"t01/{kind.key}" in seen, kind.title
    assert {"t01/spending.distribution", "t01/spending.closing", "t07/closing", "t08/project"} <= seen
    assert {"t09/overseas", "t09/purchase", "t09/running", "t09/reception", "t03/remitted_up"} <= seen
    assert {"adjustment/general", "project/rate"} <= seen


def test_adjustments_are_explained() -> None:
    cases = [invent(UNIT, seed, "institution", form=FORM) for seed in range(120)]
    adjusted = [case for case in cases if case.figures.has_amounts("adjustment")]
    assert adjusted and all(
        any(slot.startswith("reason.adjustment.") for slot in case.texts) for case in adjusted
    )


def changed(table: Table, **columns: tuple[Column, ...]) -> Table:
    (block,) = table.blocks
    return replace(table, blocks=(replace(block, columns=columns[table.key]),))


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Edition:
    """2030: table 05 in three columns, table 08 in six, one more table, no list of subjects of its own."""
    (fund,), (general,) = UNIT.table("t07").blocks, UNIT.table("t05").blocks
    kept = tuple(replace(c, parts=()) if c.key == "basic" else c for c in general.columns)
    columns = {
        "t05": tuple(c for c in kept if c.key in ("total", "basic", "project")),
        "t08": tuple(replace(c, key="total") if c.key == "spending" else c for c in fund.columns),
    }
    rows = (Row("all", "合计", parts=("meetings",)), Row("meetings", "会议费"))
    more = Table("meetings", "会议费", (Block((), (Column("amount", "决算数"),), rows),))
    tables = (changed(t, **columns) if t.key in columns else t for t in UNIT.tables)
    edition = replace(UNIT, code="nowhere-2030-unit", year=2030, tables=(*tables, more))
    monkeypatch.setitem(EDITIONS, edition.code, edition)
    return edition


def test_an_edition_of_other_tables_works_too(elsewhere: Edition) -> None:
    for seed in range(20):
        for scale in Scale:
            case = invent(elsewhere, seed, "institution", scale)
            results = [each for each in run_ours(case) if each.rule.code != "A21"]  # no list of 2030
            if case.last is None:
                results = [each for each in results if each.rule.code not in NO_LAST_YEAR]
            assert refused(results) == []
            meetings = case.figures[at("meetings/meetings/amount")]
            assert case.figures[at("meetings/all/amount")] == meetings > 0
            assert not any(cell.column in ("personnel", "operating") for cell in case.figures)
            assert build(case, Issue()).missing == ()


def test_it_is_pure() -> None:
    for path in python_files("accounts/invented"):
        for module in imports(path):
            assert not module.startswith(("django", "config", "disclosures"))
            ours = module.startswith("accounts.") and not module.startswith("accounts.invented")
            assert not ours or any(module.startswith(pure) for pure in PURE_MODULES), module
