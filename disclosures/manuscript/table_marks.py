"""公开NN表: where the tables of a given text stand. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from disclosures.manuscript.sources import Spot, Stretch

NUMBER = re.compile(r"公开(\d{2})表")
IN_A_SENTENCE = re.compile("[。,;]")
NEAR = 6
"""Over how many lines the head of a table may spread."""


@dataclass(frozen=True)
class Mark:
    """A 公开NN表 and its line, that may be the first of two."""

    number: str
    spots: tuple[Spot, ...]
    row: int

    @property
    def text(self) -> str:
        return f"公开{self.number}表"


@dataclass(frozen=True)
class TableHead:
    """One table of the text: its 公开NN表 and the lines around it."""

    mark: Mark
    above: list[Stretch]
    """From the table before down to the line with the number."""
    below: list[Stretch]
    """From that line on."""

    @property
    def number(self) -> str:
        return self.mark.number


def marks(rows: list[Stretch]) -> Iterator[Mark]:
    """Also where a narrow column broke 公开02表 over two lines; one in a sentence is no table."""
    owners = [n for n, row in enumerate(rows) for _ in row.text]
    spots = [spot for row in rows for spot in row.spots]
    for found in NUMBER.finditer("".join(row.text for row in rows)):
        row = owners[found.start()]
        if not IN_A_SENTENCE.search(rows[row].text):
            yield Mark(found[1], tuple(spots[found.start() : found.end()]), row)


def table_heads(rows: list[Stretch]) -> list[TableHead]:
    found = list(marks(rows))
    edges = [-1, *(mark.row for mark in found)]
    return [
        TableHead(mark, rows[before + 1 : here + 1], rows[here : here + NEAR])
        for mark, (before, here) in zip(found, pairwise(edges), strict=True)
    ]
