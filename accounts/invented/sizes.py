"""How large an invented unit is: from an office of two people to a ministry. Pure."""

from dataclasses import dataclass
from typing import Literal

SizeName = Literal["office", "bureau", "institution", "ministry"]
Between = tuple[int, int]


@dataclass(frozen=True)
class Size:
    """From how many to how many of each, both included."""

    people: Between
    running: Between
    """Subjects (项) of basic spending, beside the contributions."""
    projects: Between
    """Subjects of project spending from the general budget."""
    funds: Between
    capital: Between
    sheets: Between
    """Self-evaluated projects; each takes a subject of project spending."""


SIZES: dict[SizeName, Size] = {
    "office": Size((2, 6), (1, 1), (0, 1), (0, 0), (0, 0), (0, 1)),
    "bureau": Size((12, 60), (1, 2), (1, 5), (0, 1), (0, 0), (1, 4)),
    "institution": Size((60, 400), (1, 4), (4, 14), (0, 3), (0, 1), (2, 8)),
    "ministry": Size((800, 5000), (16, 26), (110, 160), (6, 14), (1, 5), (8, 20)),
}
