"""`python -m benchmarks.mutation [--each N] [--write]`: what share of a clerk's mistakes the rules find.

In invented accounts, in which nothing is wrong, one mistake at a time. Named: a 错误 or 需说明 names one of
the changed cells. Seeded: the same every time, until a rule or the generator changes.
"""

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

import accounts.checks  # noqa: F401  registers the rules
from accounts.case import Case
from accounts.checks.engine import Level, Result, State, findings, run
from accounts.editions import edition_of
from accounts.figures import ZERO, Address, Figures
from accounts.invented import Form, department, invent
from accounts.invented.sizes import SizeName
from accounts.money import Scale
from benchmarks import sections
from benchmarks.mistakes import KINDS, Changes, Slacks, mistake
from benchmarks.sections import Rows

EQUALITIES = re.compile(
    "A(01|05|07|08|10|11|12|15|17|18|19|20|22|25|26|27|28|29|60|61)|B(37|38|39|40|41|42|43|46)|C51|D55|P31"
)
"""Rules that say what a figure must be, not only how large it may be."""
SIZES: tuple[tuple[SizeName, int], ...] = (("office", 8), ("bureau", 8), ("institution", 8), ("ministry", 1))
"""How many accounts of each size, in each scale."""
LARGE = 1000
"""Accounts of more figures take part less often, as each run takes longer."""


@dataclass(frozen=True)
class Outcome:
    """One mistake, and what the rules said."""

    kind: str
    scale: Scale
    cells: tuple[Address, ...]
    bound: bool
    """Whether a changed cell stands in an equality by more than whose slack it was changed."""
    hidden: bool
    """In an equality, but changed by no more than its slack: rounding could have done it."""
    named: bool
    found: bool

    @property
    def table(self) -> str:
        return self.cells[0].table


@dataclass(frozen=True)
class Clean:
    """An account in which nothing is wrong, and the smallest slack of each figure's equalities."""

    case: Case
    slacks: Slacks


def main() -> None:
    asked = arguments()
    outcomes = list(mutated(asked.each))
    text = as_text(outcomes, list(mutated_departments(asked.each // 10)), asked.each)
    print(text)
    for line in survivors(outcomes):
        print(line)
    if asked.write:
        sections.write("benchmarks.mutation", "Mutation", text)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, default=1500, help="mistakes of each kind")
    parser.add_argument("--write", action="store_true", help="into docs/measurements.md")
    return parser.parse_args()


def clean(case: Case) -> Clean:
    results = run(case)
    assert not list(findings(results)), case.unit.code
    return Clean(case, slacks_of(case, results))


def slacks_of(case: Case, results: Iterable[Result]) -> Slacks:
    """An agreement of n cells has a slack of n half steps."""
    half = case.scale.half_step
    found: dict[Address, Decimal] = {}
    for result in results:
        for agreement in result.agreements if EQUALITIES.fullmatch(result.rule.code) else ():
            slack = half * len(agreement.cells)
            for cell in agreement.cells:
                found[cell] = min(found.get(cell, slack), slack)
    return found


def mutated(each: int) -> Iterator[Outcome]:
    form = Form(edition_of("jilin-2024-unit"))
    small: list[Clean] = []
    large: list[Clean] = []
    for scale in Scale:
        for size, number in SIZES:
            for seed in range(number):
                one = clean(invent(form.edition, f"mutation-{seed}", size, scale, form=form))
                (large if len(one.case.figures) > LARGE else small).append(one)
    yield from in_turn(small, each, "small")
    yield from in_turn(large, each // 20, "large")


def mutated_departments(each: int) -> Iterator[Outcome]:
    unit, whole = edition_of("jilin-2024-unit"), edition_of("jilin-2024-department")
    sizes: tuple[SizeName, ...] = ("bureau", "office", "institution")
    found = [
        clean(department(whole, unit, f"mutation-{n}", sizes, scale)[0]) for n in (0, 1) for scale in Scale
    ]
    yield from in_turn(found, each, "departments")


def in_turn(accounts: list[Clean], each: int, seed: str) -> Iterator[Outcome]:
    """So many mistakes of each kind, one in each account in turn."""
    for kind in KINDS:
        chance = Random(f"{seed}:{kind}")
        for n in range(each):
            one = accounts[n % len(accounts)]
            yield judged(one, kind, mistake(kind, one.case, chance, one.slacks))


def judged(clean: Clean, kind: str, changes: Changes) -> Outcome:
    case = clean.case
    figures = dict(case.figures) | {cell: value for cell, value in changes.items() if value is not None}
    for cell in [cell for cell, value in changes.items() if value is None]:
        figures.pop(cell, None)
    results = run(replace(case, figures=Figures(figures)))
    assert not any(r.state is State.COULD_NOT_RUN and "检查中断" in r.reason for r in results)
    said = list(findings(results))
    blocking = [each for each in said if each.level is not Level.NOTICE]
    bound = [cell for cell in changes if cell in clean.slacks]
    visible = [cell for cell in bound if change_of(case, changes, cell) > clean.slacks[cell]]
    return Outcome(
        kind,
        case.scale,
        tuple(changes),
        bound=bool(visible),
        hidden=bool(bound) and not visible,
        named=any(cell in changes for each in blocking for cell in each.cells),
        found=bool(said),
    )


def change_of(case: Case, changes: Changes, cell: Address) -> Decimal:
    return abs((changes[cell] or ZERO) - case.figures.amount(cell))


def as_text(outcomes: list[Outcome], departments: list[Outcome], each: int) -> str:
    rows: Rows = [
        [
            "",
            "mistakes",
            "in an equality",
            "of these named",
            "or any finding",
            "of all named",
            "or any finding",
        ]
    ]
    rows += [line(f"**{kind}**", [o for o in outcomes if o.kind == kind]) for kind in KINDS]
    rows += [line(f"{scale.value}", [o for o in outcomes if o.scale is scale]) for scale in Scale]
    rows.append(line("**all**", outcomes))
    rows.append(line("in departments, with their units", departments))
    hidden = sum(outcome.hidden for outcome in outcomes)
    return "\n\n".join(
        [
            sections.about(f"benchmarks.mutation --each {each} --write"),
            sections.markdown(rows),
            "By table, named of those in an equality; in brackets how many of all kinds were made:",
            sections.markdown(matrix(outcomes)),
            f"{hidden} more changed a figure by no more than the slack of its equalities and are not counted "
            "as in one.",
        ]
    )


def by_table(outcomes: list[Outcome]) -> dict[str, list[Outcome]]:
    found: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        found[outcome.table].append(outcome)
    return found


def matrix(outcomes: list[Outcome]) -> Rows:
    rows: Rows = [["", *KINDS, "all figures, all kinds"]]
    for table, of in sorted(by_table(outcomes).items()):
        bound = [[o for o in of if o.bound and o.kind == kind] for kind in KINDS]
        counted = [o for o in of if not o.hidden]
        named = [share(sum(o.named for o in each), len(each)) for each in bound]
        rows.append([f"{table} ({len(of)})", *named, share(sum(o.named for o in counted), len(counted))])
    return rows


def line(title: str, outcomes: list[Outcome]) -> list[str]:
    bound, counted = [o for o in outcomes if o.bound], [o for o in outcomes if not o.hidden]
    return [
        title,
        f"{len(outcomes)}",
        share(len(bound), len(outcomes)),
        share(sum(o.named for o in bound), len(bound)),
        share(sum(o.found for o in bound), len(bound)),
        share(sum(o.named for o in counted), len(counted)),
        share(sum(o.found for o in counted), len(counted)),
    ]


def share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "–"


def survivors(outcomes: list[Outcome]) -> Iterator[str]:
    """Which kinds of mistake in which places were not named, the most frequent first."""
    told: Counter[str] = Counter()
    for outcome in outcomes:
        if not outcome.named and not outcome.hidden:
            cell = outcome.cells[0]
            row = cell.row if not cell.row[:1].isdigit() else f"{len(cell.row)} digits"
            row = row.rpartition(".")[2] if cell.table == "project" else row
            bound = "in an equality" if outcome.bound else "free"
            told[f"{bound}: {outcome.kind}, {cell.table}/{row}/{cell.column}"] += 1
    yield from (f"{number:5} {where}" for where, number in told.most_common(80))


if __name__ == "__main__":
    main()
