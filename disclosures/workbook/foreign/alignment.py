"""Whether heads and figures stand in the same columns: a table pasted as plain text loses the width of its
heads, and all figures then stand under the words of their neighbours. Pure.
"""

from disclosures.workbook.foreign.heads import Headed
from disclosures.workbook.foreign.lines import MOST_COLUMNS
from disclosures.workbook.foreign.synonyms import LEVELS, RULER
from disclosures.workbook.foreign.view import View
from disclosures.workbook.foreign.words import bare
from disclosures.workbook.stream import letters

BELOW = 2
"""Rows under the head in which the 栏次 line is looked for."""


def askew(view: View, part: Headed) -> tuple[int, str]:
    """The 栏次 line with a number where no head is, and what is wrong; 0 where all is well."""
    figures = {column.number for side in part.sides for column in side.figures}
    stubs = {column.number for side in part.sides for column in side.stubs}
    for row in (*view.rows(part.first, part.last), *part.rows[:BELOW]):
        numbered = numbers(view, row)
        beyond = sorted(numbered - figures)
        if beyond and not stubs <= numbered:
            where = "、".join(f"{letters(column)} 列" for column in beyond[:4])
            return row, f"栏次的数在 {where}，上面没有表头：表头和数没有对齐，没有读取；请把表头移到数的上面"
    return 0, ""


def numbers(view: View, row: int) -> set[int]:
    """The columns that the line counts 1, 2, 3 …; nothing where it is another line."""
    counted: list[tuple[int, int]] = []
    words = 0
    for column, cell in sorted(view.cells(row).items()):
        text = bare(cell.text)
        if text == "-":
            continue
        if text.isdecimal() and len(text) < 3 and int(text) <= MOST_COLUMNS:
            counted.append((column, int(text)))
        elif text in RULER or text in LEVELS:
            words += 1
        else:
            return set()
    in_order = [number for _, number in counted] == list(range(1, len(counted) + 1))
    return {column for column, _ in counted} if in_order and (words or len(counted) > BELOW) else set()
