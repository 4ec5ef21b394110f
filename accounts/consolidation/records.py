"""What is kept beside a department's figures: what it was summed from, and what was adjusted and why."""

from dataclasses import dataclass
from decimal import Decimal

from accounts.figures import Address


@dataclass(frozen=True)
class Adjusted:
    """Added to the sum of the units at one cell, in 元 or pieces; what is taken out (抵销) is negative."""

    address: Address
    amount: Decimal
    reason: str
    unit: str = ""
    """The code of the unit in whose figure it lies; empty where it lies in none."""
    department: str = ""
    """The code of the department whose clerks entered it: this one, or one below it."""


@dataclass(frozen=True)
class Moved:
    """A cell of a unit that is not as it was when it was summed; amounts as text, blank is None."""

    address: str
    before: str | None
    after: str | None
    by: str
    at: str
    """The last change of it, as ISO time."""


@dataclass(frozen=True)
class Contributed:
    """A unit's account as it was summed, and what has changed in it since."""

    code: str
    name: str
    fingerprint: str
    moved: tuple[Moved, ...] = ()


@dataclass(frozen=True)
class Consolidated:
    """The last time that the account was summed here."""

    by: str
    at: str
    """ISO time."""
    shares: tuple[Contributed, ...] = ()
