"""The same figures in the layouts of other systems and regions come in as the same figures."""

from decimal import Decimal

import pytest

from accounts.case import Case
from accounts.editions import EDITIONS
from accounts.editions.definitions import Edition
from accounts.figures import Address
from accounts.invented import invent
from accounts.money import Scale
from disclosures.workbook import comparing
from disclosures.workbook.foreign.recognised import Recognised
from disclosures.workbook.foreign.recognition import recognise
from disclosures.workbook.package import Unreadable
from tests.disclosures.workbook.foreign import regional
from tests.disclosures.workbook.foreign.layouts import emptied
from tests.disclosures.workbook.foreign.regional import LAYOUTS, Layout
from tests.disclosures.workbook.sheets import LIAOYUAN, YANBIAN, written

SAMPLES = {"liaoyuan": LIAOYUAN, "yanbian": YANBIAN}
NUMBERED = [edition for edition in EDITIONS.values() if edition.table("t01").number]
layouts = pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.made.__name__)


def read_into(case: Case, layout: Layout) -> tuple[Recognised, dict[Address, Decimal]]:
    """What an empty account of the same unit has after the workbook was taken."""
    empty = emptied(case)
    found = recognise(layout.made(case), empty)
    plan = comparing.compare(found, empty).plan
    return found, dict(written(plan, empty).figures)


def without_zeros(figures: dict[Address, Decimal]) -> dict[Address, Decimal]:
    return {address: amount for address, amount in figures.items() if amount}


@layouts
@pytest.mark.parametrize("sample", SAMPLES)
def test_a_layout_gives_the_figures_it_shows(layout: Layout, sample: str) -> None:
    case = SAMPLES[sample]
    found, figures = read_into(case, layout)
    assert (found.faults, found.doubts) == ([], [])
    expected = layout.expected(case)
    if layout.zeros:
        figures, expected = without_zeros(figures), without_zeros(expected)
    assert figures == expected


@layouts
@pytest.mark.parametrize("edition", NUMBERED, ids=lambda edition: edition.code)
def test_an_account_in_yuan_with_all_tables(layout: Layout, edition: Edition) -> None:
    """Amounts in 万元 with six decimals are exact in 元."""
    case = invent(edition, 7, "bureau", Scale.YUAN)
    found, figures = read_into(case, layout)
    expected = layout.expected(case)
    assert found.faults == []
    assert without_zeros(figures) == without_zeros(expected)


@layouts
def test_what_is_read_into_an_edition_of_other_tables_is_right(layout: Layout) -> None:
    """Its own layout is read whole; of others what it has, and from one with numbers alone nothing."""
    case = invent(EDITIONS["shanghai-2024-unit"], 7, "bureau", Scale.YUAN)
    if layout.made is regional.only_numbers:
        with pytest.raises(Unreadable):
            read_into(case, layout)
        return
    found, figures = read_into(case, layout)
    expected, read = without_zeros(layout.expected(case)), without_zeros(figures)
    assert read and read.items() <= expected.items()
    if layout.made is regional.shanghai:
        assert (found.faults, read) == ([], expected)
