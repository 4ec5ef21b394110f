"""A text with one row in a line (.csv, and what is copied out of a table) as plain data. Pure."""

import csv
import io

from disclosures.workbook.foreign.book import Book
from disclosures.workbook.foreign.gathering import Gathering
from disclosures.workbook.foreign.kinds import decoded, separator
from disclosures.workbook.members import whole
from disclosures.workbook.stream import text_cell


def book(content: bytes) -> Book:
    """Every cell is text: what is a number shows when it is read."""
    found = Gathering()
    sheet = found.begin("文本", False)
    text = decoded(content).replace("\x00", "")
    with whole():
        try:
            for row, cells in enumerate(csv.reader(io.StringIO(text), delimiter=separator(text)), 1):
                for column, said in enumerate(cells, 1):
                    if cell := text_cell(said.strip()):
                        found.put(sheet, row, column, cell)
        except csv.Error as fault:
            raise ValueError(fault) from fault
    return found.book("csv")
