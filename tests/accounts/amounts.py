"""Cells in 元, written as people read them."""

from decimal import Decimal

from accounts.figures import Address, at

COLUMNS = ("total", "basic", "project", "remitted_up", "business", "subsidy_down")


def cells(text: str) -> dict[Address, Decimal | None]:
    """`t03/205/basic 60.00  t03/205/total -`: an address and its amount, or - for a blank."""
    words = text.split()
    return {
        at(address): None if amount == "-" else Decimal(amount)
        for address, amount in zip(words[::2], words[1::2], strict=True)
    }


def many(count: int) -> dict[Address, Decimal | None]:
    """So many cells of table 03, whatever they mean."""
    return {
        Address("t03", f"{2010000 + n // len(COLUMNS)}", COLUMNS[n % len(COLUMNS)]): Decimal(n + 1)
        for n in range(count)
    }
