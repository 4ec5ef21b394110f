"""Made-up accounts in which everything agrees: for property tests, benchmarks and a made-up province.

An edition, a seed and a size go in, a `Case` comes out: honest 元, or every cell rounded by itself to 万元.
Names of places, units and projects are made up and say so. Pure; a seed always makes the same account.
"""

from collections.abc import Iterator
from dataclasses import replace

from accounts.case import Case, UnitProfile
from accounts.editions.definitions import Edition
from accounts.figures import Figures
from accounts.invented.book import Form
from accounts.invented.departments import department as department
from accounts.invented.plan import Plan, plan
from accounts.invented.sheets import sheets
from accounts.invented.sizes import SIZES, SizeName
from accounts.invented.texts import texts
from accounts.invented.year import Balances, Transfer, Year
from accounts.money import Scale
from accounts.subjects import branch, is_code

__all__ = ["SIZES", "Form", "department", "invent", "invent_years"]
NEW = 30
"""One unit in so many was founded this year and has no last year."""


def invent(
    edition: Edition,
    seed: int | str,
    size: SizeName = "bureau",
    scale: Scale = Scale.YUAN,
    *,
    form: Form | None = None,
) -> Case:
    """The account of the edition's year, with the figures of the year before, which it continues.

    `form` is the edition, digested; it saves time where many accounts are made.
    """
    drawn = plan(edition, seed, size, form)
    years = 1 if drawn.chance(0).randrange(NEW) == 0 else 2
    return list(accounts(drawn, edition, scale, years))[-1]


def invent_years(
    edition: Edition,
    seed: int | str,
    years: int,
    size: SizeName = "bureau",
    scale: Scale = Scale.YUAN,
    *,
    form: Form | None = None,
    transfer: Transfer | None = None,
    unit: UnitProfile | None = None,
) -> tuple[Case, ...]:
    """The accounts of one unit in consecutive years, the edition's the last; each opens with what the one
    before it left. The first has no last year. `unit`: this one, instead of one that is made up, too.
    """
    return tuple(accounts(plan(edition, seed, size, form, unit), edition, scale, years, transfer))


def accounts(
    drawn: Plan, edition: Edition, scale: Scale, years: int, transfer: Transfer | None = None
) -> Iterator[Case]:
    opening, last = Balances(), None
    for year in range(edition.year - years + 1, edition.year + 1):
        book = Year(drawn, year, opening, transfer)
        figures = book.figures(scale)
        yield case(drawn, edition, scale, year, figures, last)
        opening, last = book.closing, figures


def case(
    drawn: Plan, edition: Edition, scale: Scale, year: int, figures: Figures, last: Figures | None
) -> Case:
    bare = Case(
        unit=drawn.unit,
        year=year,
        edition=edition,
        scale=scale,
        figures=figures,
        last=last,
        subjects=official_names(drawn, figures, last),
        projects=sheets(drawn, edition, year, figures),
    )
    return replace(bare, texts=texts(bare, drawn.seed))


def official_names(drawn: Plan, figures: Figures, last: Figures | None) -> dict[str, str]:
    rows = {cell.row for found in (figures, last or ()) for cell in found}
    codes = {code for row in rows if is_code(row) for code in branch(row)}
    return {code: drawn.names[code] for code in sorted(codes) if code in drawn.names}
