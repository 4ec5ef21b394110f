"""A stranger's .xlsx as plain data, by the stream that reads our own. Pure."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from disclosures.workbook import stream
from disclosures.workbook.foreign.book import Book
from disclosures.workbook.foreign.gathering import Draft, Gathering
from disclosures.workbook.members import local, whole
from disclosures.workbook.stream import column_of, is_true, row_of

FARTHEST = 16_384
"""The last column of Excel."""


def book(content: bytes) -> Book:
    source, found = stream.Book(content), Gathering()
    for name, member in source.sheets.items():
        draft = found.begin(name, name in source.hidden)
        with whole():
            read(source, member, draft, found)
    return found.book("xlsx")


def read(source: stream.Book, member: str, draft: Draft, found: Gathering) -> None:
    number = 0
    for each in source.elements(member, "col", "row", "mergeCell"):
        match local(each.tag):
            case "row":
                number = row_of(each, number)
                for column, cell in source.cells(each, FARTHEST):
                    found.put(draft, number, column, cell)
                if is_hidden(each.attrib, "ht"):
                    draft.hide_rows(number, number)
            case "col" if is_hidden(each.attrib, "width"):
                draft.hide_columns(int(each.get("min", "1")), int(each.get("max", "1")))
            case "mergeCell":
                merge(draft, each)


def is_hidden(attributes: Mapping[str, str], size: str) -> bool:
    return is_true(attributes.get("hidden")) or attributes.get(size) in ("0", "0.0")


def merge(draft: Draft, element: Element) -> None:
    first, _, last = element.get("ref", "").replace("$", "").partition(":")
    top, left = place(first)
    bottom, right = place(last or first)
    draft.merge(top, left, bottom, right)


def place(reference: str) -> tuple[int, int]:
    return int(reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")), column_of(reference)
