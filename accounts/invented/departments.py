"""An invented department: its units in consecutive years and, for each year, the sum of their accounts.

Pure. Money that one unit gives another is taken out of the sums, as a department's clerk does.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random

from accounts import invented
from accounts.case import Case, UnitProfile, UnitShare
from accounts.editions.definitions import Edition
from accounts.figures import ZERO, Address, Figures, at
from accounts.invented.book import Book, Form, as_amount
from accounts.invented.names import MARK
from accounts.invented.plan import YUAN
from accounts.invented.sizes import SizeName
from accounts.invented.texts import texts
from accounts.invented.year import Transfer
from accounts.money import Scale
from accounts.projects import ProjectSheet

ROUND = 10_000 * YUAN
"""Transfers are round sums, so that they are the same in 元 and in 万元."""


def department(
    edition: Edition,
    unit_edition: Edition,
    seed: int | str,
    sizes: Sequence[SizeName] = ("bureau", "institution", "office"),
    scale: Scale = Scale.YUAN,
    years: int = 2,
) -> tuple[Case, tuple[Case, ...]]:
    """The consolidated account and those of its units. The first unit supports the others."""
    return list(department_years(edition, unit_edition, seed, sizes, scale, years))[-1]


def department_years(
    edition: Edition,
    unit_edition: Edition,
    seed: int | str,
    sizes: Sequence[SizeName],
    scale: Scale = Scale.YUAN,
    years: int = 2,
    *,
    form: Form | None = None,
    whole: UnitProfile | None = None,
    members: Sequence[UnitProfile] = (),
) -> Iterator[tuple[Case, tuple[Case, ...]]]:
    """The same of consecutive years, the edition's the last. `whole`, `members`: these, one for each size."""
    chance, form = Random(f"{seed}:department"), form or Form(unit_edition)
    received = [chance.randrange(3) * ROUND for _ in sizes[1:]]
    transfers = [Transfer(given=sum(received)), *(Transfer(received=amount) for amount in received)]
    units = [
        invented.invent_years(
            *(unit_edition, f"{seed}-{n}", years, size, scale),
            form=form,
            transfer=transfer,
            unit=members[n] if members else None,
        )
        for n, (size, transfer) in enumerate(zip(sizes, transfers, strict=True))
    ]
    subjects = {code: name for each in units for case in each for code, name in case.subjects.items()}
    before: tuple[Case, ...] = ()
    last = None
    for now in zip(*units, strict=True):
        bare = Case(
            unit=whole or profile(seed, now),
            year=now[0].year,
            edition=edition,
            scale=scale,
            figures=summed(now, form),
            last=last,
            subjects=subjects,
            projects=tuple(renamed(case, project) for case in now for project in case.projects),
            units=tuple(UnitShare(c.unit.code, c.unit.name, c.figures, c.scale) for c in now),
            last_units=tuple(UnitShare(c.unit.code, c.unit.name, None, c.scale) for c in before) or None,
        )
        yield replace(bare, texts=texts(bare, f"{seed}")), now
        before, last = now, bare.figures


def profile(seed: int | str, units: Sequence[Case]) -> UnitProfile:
    first = units[0].unit
    name = f"{first.name.removesuffix(MARK)}{MARK}（汇总）"
    members = tuple(case.unit.name for case in units)
    return UnitProfile(f"invented-{seed}", name, "department", first.level, first.region, members)


def summed(units: Sequence[Case], form: Form) -> Figures:
    """Cell by cell, less what one unit gave another; the projects stay each its own."""
    found: dict[Address, Decimal] = {}
    for case in units:
        for cell, amount in case.figures.items():
            if cell.table == "project":
                cell = cell._replace(row=f"{prefix(case)}{cell.row}")
                found[cell] = amount
            else:
                found[cell] = found.get(cell, ZERO) + amount
    for cell, amount in eliminated(units, form):
        found[cell] -= amount
    if form.has_row("evaluation", "first_level"):
        found[at("evaluation/first_level/value")] = as_amount(100)
    return Figures({cell: amount for cell, amount in found.items() if amount or not is_transfer(cell)})


def is_transfer(cell: Address) -> bool:
    """Cells that become blank, not zero, when all of it was internal."""
    return cell.column in ("superior_subsidy", "subsidy_down") or cell.row == "income.superior_subsidy"


def eliminated(units: Sequence[Case], form: Form) -> Iterable[tuple[Address, Decimal]]:
    """What the first unit gave the others: their 上级补助收入 and its 对附属单位补助支出."""
    book = Book(form)
    for case in units[1:]:
        amount = fen(case.figures.amount(at("t02/total/superior_subsidy")))
        for code in leaves(case.figures, "t02", "superior_subsidy"):
            book.add(amount, "t02", code, "superior_subsidy")
        book.add(amount, "t01", "income.superior_subsidy", "amount")
    for code in leaves(units[0].figures, "t03", "subsidy_down"):
        amount = fen(units[0].figures[Address("t03", code, "subsidy_down")])
        book.add(amount, "t03", code, "subsidy_down")
        book.add(amount, "t01", f"spending.{code[:3]}", "amount")
    return [(cell, as_amount(amount)) for cell, amount in book.cells().items()]


def leaves(figures: Figures, table: str, column: str) -> list[str]:
    return [c.row for c in figures if c.table == table and c.column == column and len(c.row) == 7]


def fen(amount: Decimal) -> int:
    return int(amount * 100)


def prefix(case: Case) -> str:
    return f"{case.unit.code}-"


def renamed(case: Case, project: ProjectSheet) -> ProjectSheet:
    return replace(project, key=f"{prefix(case)}{project.key}", layout="", department_evaluated=False)
