"""A stranger's “XML 表格 2003” as plain data, in one pass, by the reader of other XML (`members`). Pure."""

import io
from collections.abc import Iterator
from time import thread_time
from xml.etree.ElementTree import Element

from disclosures.workbook.foreign.book import Book
from disclosures.workbook.foreign.gathering import Draft, Gathering
from disclosures.workbook.members import SECONDS, Members, local, whole
from disclosures.workbook.stream import Cell, Kind, kind_of, number_cell, text_cell, without_midnight

SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
ELEMENTS = ("Style", "Column", "Row", "Visible")
PERCENT = "Percent"


class Document(Members):
    """One XML that is no member of a package."""

    def __init__(self, content: bytes) -> None:
        self.content, self.until = content, thread_time() + SECONDS

    def events(self, member: str) -> Iterator[tuple[str, Element]]:
        with whole():
            yield from self.parsed(io.BytesIO(self.content))


def book(content: bytes) -> Book:
    reading = Reading()
    with whole():
        for each in Document(content).elements("", *ELEMENTS, opening="Worksheet"):
            reading.take(each)
    return reading.found.book("xml")


class Reading:
    """Where in the file we are: in which sheet, at which row."""

    def __init__(self) -> None:
        self.found = Gathering()
        self.sheet = Draft("", False)
        self.row = self.column = 0
        self.kinds: dict[str, Kind] = {}

    def take(self, element: Element) -> None:
        match local(element.tag):
            case "Worksheet":
                self.sheet = self.found.begin(element.get(f"{SS}Name", ""), False)
                self.row = self.column = 0
            case "Visible":
                self.sheet.hidden = (element.text or "").startswith("SheetHidden") or self.sheet.hidden
            case "Style":
                form = next((each.get(f"{SS}Format", "") for each in element.iter(f"{SS}NumberFormat")), "")
                kind: Kind = "percent" if form == PERCENT else kind_of("", form)
                self.kinds[element.get(f"{SS}ID", "")] = kind
            case "Column":
                first = number(element, "Index", self.column + 1)
                self.column = first + number(element, "Span", 0)
                if element.get(f"{SS}Hidden") == "1":
                    self.sheet.hide_columns(first, self.column)
            case "Row":
                first = number(element, "Index", self.row + 1)
                self.row = first + number(element, "Span", 0)
                if element.get(f"{SS}Hidden") == "1":
                    self.sheet.hide_rows(first, self.row)
                self.cells(element, first)

    def cells(self, row: Element, at: int) -> None:
        column = 0
        for each in row:
            if local(each.tag) != "Cell":
                continue
            left = number(each, "Index", column + 1)
            column = left + number(each, "MergeAcross", 0)
            self.sheet.merge(at, left, at + number(each, "MergeDown", 0), column)
            if cell := self.cell(each):
                self.found.put(self.sheet, at, left, cell)

    def cell(self, element: Element) -> Cell | None:
        data = element.find(f"{SS}Data")
        said = "" if data is None else "".join(data.itertext())
        if data is None or not said:
            return Cell("formula", "") if element.get(f"{SS}Formula") else None
        match data.get(f"{SS}Type"):
            case "Number":
                kind = self.kinds.get(element.get(f"{SS}StyleID", ""), "number")
                return number_cell(said, "percent" if kind == "percent" else "number")
            case "DateTime":
                return Cell("date", without_midnight(said))
            case "Boolean":
                return Cell("boolean", "TRUE" if said == "1" else "FALSE")
            case "Error":
                return Cell("error", said[:20])
            case _:
                return text_cell(said)


def number(element: Element, name: str, otherwise: int) -> int:
    found = int((element.get(f"{SS}{name}") or str(otherwise))[:9])
    if found < 0:
        raise ValueError(found)
    return found
