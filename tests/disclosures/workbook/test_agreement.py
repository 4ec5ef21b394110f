"""A workbook held against an account: what cannot be read is neither equal nor missing."""

from dataclasses import replace

from accounts.figures import at
from disclosures.workbook.agreement import Agreement, Cell, agreement
from disclosures.workbook.receiving import Received
from tests.disclosures.workbook.foreign import drawn
from tests.disclosures.workbook.foreign.layouts import Page, Source, book
from tests.disclosures.workbook.sheets import LIAOYUAN

S = Source(LIAOYUAN)


def compared(change: str | None) -> Agreement:
    """Table 03 as the account has it; the first amount of its total is `change`."""
    rows = S.by_code("t03", list(drawn.SPENDING))
    rows[0][2] = change or rows[0][2]
    made: Page = drawn.by_subject(drawn.page(S, "t03"), S, "t03", rows)
    return agreement(Received(book=book(made)), LIAOYUAN)


def test_all_of_it_is_equal() -> None:
    found = compared(None)
    assert found.agrees and found.counts["equal"] == len(LIAOYUAN.figures.of_table("t03"))


def test_a_cell_that_cannot_be_read_is_not_missing_in_the_file() -> None:
    found = compared("约三千万")
    address = at("t03/total/total")
    assert not found.agrees
    assert (found.counts["unread"], found.counts["only_account"]) == (1, 0)
    [cell] = found.sides[0].cells
    assert (cell.address, cell.account) == (address, LIAOYUAN.figures[address])
    assert "“约三千万”不是数" in cell.told and found.sides[0].faults == ()


def test_a_blank_cell_is_only_in_the_account() -> None:
    found = compared("—")
    assert (found.counts["unread"], found.counts["only_account"]) == (0, 1)
    assert replace(found.sides[0].cells[0], where="", told="") == Cell(
        at("t03/total/total"), "only_account", LIAOYUAN.figures[at("t03/total/total")]
    )
