"""The rows below a head: what names each of them, and which are none (栏次, notes, signatures). Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from disclosures.workbook.foreign.amounts import is_blank
from disclosures.workbook.foreign.heads import Headed, Side
from disclosures.workbook.foreign.synonyms import LEVELS, NOTES, RULER, TOTAL_ROWS
from disclosures.workbook.foreign.view import View, is_amount
from disclosures.workbook.foreign.words import bare, plain
from disclosures.workbook.stream import Cell

LEADING = re.compile(r"^(\d{3}(?:\d{2}){0,2})(?=\D)(.+)$")
MOST_COLUMNS = 60
"""The numbers of a 栏次 line are not larger."""
FEWEST = 3
"""Numbers in a 栏次 line that does not say that it is one."""
IN_ORDER = 4
"""So many numbers below each other, each one more than that above, are no amounts."""
SENTENCE = 10
"""Characters of a sentence that is no name."""


@dataclass(frozen=True)
class Line:
    """A row as one side names it; `codes` by code column, digits only."""

    number: int
    codes: tuple[str, ...]
    name: str

    @property
    def is_total(self) -> bool:
        return not any(self.codes) and bare(self.name) in TOTAL_ROWS

    @property
    def said(self) -> str:
        return " ".join(filter(None, (*self.codes, self.name)))


def lines(view: View, side: Side, rows: Iterable[int]) -> list[Line]:
    return [line(view.cells(row), side, row) for row in rows]


def line(cells: Mapping[int, Cell], side: Side, row: int) -> Line:
    words = [cells[c].text.strip() for c in side.of("name", "item") if c in cells]
    codes = []
    for column in side.of("code"):
        text = plain(cells[column].text) if column in cells else ""
        digits = re.sub(r"[.\-·]", "", text)
        found = LEADING.match(text)
        if digits.isdecimal() or not text or text in LEVELS:
            codes.append("" if text in LEVELS else digits)
        elif found:
            codes.append(found[1])
            words.insert(0, found[2])
        else:
            words.insert(0, text)
    name = "".join(dict.fromkeys(words))
    found = None if any(codes) else LEADING.match(plain(name))
    return Line(row, (found[1],), found[2]) if found else Line(row, tuple(codes), name)


def body(view: View, part: Headed) -> tuple[list[int], list[int]]:
    """The rows that may hold figures; and those that are like a 栏次 line but may be figures."""
    rows, doubtful = [], []
    for row in part.rows:
        cells = view.cells(row)
        if is_note(cells):
            continue
        match ruler(cells, part):
            case "yes":
                continue
            case "perhaps":
                doubtful.append(row)
            case _:
                rows.append(row)
    return rows, doubtful


def is_note(cells: Mapping[int, Cell]) -> bool:
    """The first words of the row are those of a note or of a signature, or it is one sentence."""
    texts = [t for _, cell in sorted(cells.items()) if cell.kind == "text" and (t := bare(cell.text)) != "-"]
    sentence = len(cells) == 1 and any(
        len(text) >= SENTENCE and text.endswith(("。", ".", ";")) for text in texts
    )
    return sentence or bool(texts and texts[0].startswith(NOTES))


def ruler(cells: Mapping[int, Cell], part: Headed) -> str:
    """`yes` for the line of the columns' numbers, `perhaps` for one like it, else `no`."""
    stubs = {each.number for side in part.sides for each in side.stubs}
    figures = {each.number for side in part.sides for each in side.figures}
    words = [plain(cells[column].text) for column in sorted(stubs & cells.keys())]
    if any(word in RULER for word in words):
        return "yes"
    if any(word not in LEVELS and not word.isdecimal() for word in words):
        return "no"
    counted = [
        text for column in sorted(figures & cells.keys()) if (text := plain(cells[column].text)) != "-"
    ]
    if len(counted) < FEWEST or not all(text.isdecimal() and int(text) <= MOST_COLUMNS for text in counted):
        return "no"
    numbers = [int(text) for text in counted]
    steps = {after - before for before, after in pairwise(numbers)}
    if steps == {1} and numbers[0] == 1:
        return "yes"
    return "perhaps" if min(steps) > 0 and not any(word.isdecimal() for word in words) else "no"


def headless(view: View, part: Headed, rows: list[int]) -> list[int]:
    """Columns with numbers that have no words over them."""
    known = {each.number for side in part.sides for each in (*side.stubs, *side.figures)}
    numbers = {c for row in rows for c, cell in view.cells(row).items() if is_amount(cell)}
    return sorted(c for c in numbers - known if not is_counted(view, c, rows))


def is_counted(view: View, column: int, rows: list[int]) -> bool:
    """1, 2, 3 … down the column: numbers of lines, whatever the head says."""
    texts = [text for row in rows if (text := view.text(row, column))]
    numbers = [int(text) for text in texts if text.isdecimal() and len(text) < 4]
    return len(numbers) == len(texts) > IN_ORDER and all(b - a == 1 for a, b in pairwise(numbers))


def any_in(view: View, row: int, columns: list[int]) -> int:
    """The first of the columns in which the row has something; 0 for none."""
    cells = view.cells(row)
    return next((column for column in columns if not is_blank(cells.get(column))), 0)


def empty(view: View, line: Line, columns: list[int]) -> bool:
    """A line without a name that says 0.00 all along."""
    texts = [view.text(line.number, column) for column in columns]
    return not line.said and all(set(text) <= set("0.- ") for text in texts)


def borrowed(view: View, line: Line, side: Side, before: list[tuple[Side, dict[int, Line]]]) -> Line:
    """Figures without a name have that of the side before, which may span both (公用经费合计)."""
    if not any_in(view, line.number, numbers_of(side)):
        return line
    for other, lines_of in reversed(before):
        if line.said or any_in(view, line.number, numbers_of(other)):
            break
        line = lines_of[line.number]
    return line


def numbers_of(side: Side) -> list[int]:
    return [each.number for each in side.figures]
