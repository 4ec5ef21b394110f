"""The cells of an XLSX package, row by row, in one pass and within bounds of time, rows and columns. Pure.

openpyxl gives either formulas or their values, and a row for every gap; here a cell is what stands in the
file: a number as text, never a float, and whether a formula made it.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import cached_property
from time import monotonic
from typing import IO, Any, Literal
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from disclosures.workbook.package import WORKBOOK, Unreadable, opened

SECONDS = 20.0
ROWS = 20_000
DEPTH = 40
"""Of elements in elements: what is deeper is no workbook."""
COLUMNS = 80
EVENTS = 2_000_000
"""Beginnings and ends of elements in one member: what is not a row is held until the end."""
STRINGS = 120_000
TEXT = 32_767
"""Characters of a cell, as in Excel."""
EXCEL = Context(prec=15)
"""The digits that Excel keeps: 0.30000000000000004 is 0.3."""
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
PERCENT_FORMATS = frozenset({9, 10})
Kind = Literal["number", "text", "date", "percent", "boolean", "error", "formula"]
"""`formula`: one whose value is not in the file."""


@dataclass(frozen=True)
class Cell:
    kind: Kind
    text: str


Cells = dict[int, Cell]
"""By column, from 1; blank ones are absent."""


class Book:
    """The sheets of one file. Every way in raises Unreadable, whatever is wrong with the file."""

    def __init__(self, content: bytes, seconds: float = SECONDS) -> None:
        self.package = opened(content)
        self.until = monotonic() + seconds

    @cached_property
    def sheets(self) -> dict[str, str]:
        """The member of each sheet, by its name."""
        targets = {
            each.get("Id"): (each.get("Type", ""), each.get("Target", ""))
            for each in self.elements("xl/_rels/workbook.xml.rels", "Relationship")
        }
        found = {}
        for sheet in self.elements(WORKBOOK, "sheet"):
            relation = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
            kind, target = targets.get(relation, ("", ""))
            if kind.endswith("/worksheet"):
                member = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
                found[sheet.get("name", "")] = member
        return found

    def rows(self, name: str, most: int = ROWS) -> Iterator[tuple[int, Cells]]:
        """The rows that have something in them, with their numbers."""
        number = 0
        with whole():
            for row in self.elements(self.sheets[name], "row"):
                reference = row.get("r", "")
                number = int(reference) if reference else number + 1
                if number > most:
                    break
                if cells := dict(self.cells(row)):
                    yield number, cells

    def cells(self, row: Element) -> Iterator[tuple[int, Cell]]:
        column = 0
        for each in row:
            if local(each.tag) != "c":
                continue
            reference = each.get("r", "")
            column = column_of(reference) if reference else column + 1
            if column > COLUMNS:
                continue
            cell = self.cell(each)
            if cell is not None:
                yield column, cell

    def cell(self, element: Element) -> Cell | None:
        kind, parts = element.get("t", "n"), {local(child.tag): child for child in element}
        if kind == "inlineStr":
            return self.text(strings(parts["is"])) if "is" in parts else None
        value = parts["v"].text if "v" in parts else None
        if value is None or (value == "" and kind != "str"):
            return Cell("formula", "") if "f" in parts else None
        match kind:
            case "s":
                return self.text(self.shared[int(value)])
            case "str":
                return self.text(value)
            case "b":
                return Cell("boolean", "TRUE" if value == "1" else "FALSE")
            case "e":
                return Cell("error", value[:20])
            case "d":
                return Cell("date", value[:40])
            case _:
                return self.numeric(value, element.get("s", "0"))

    def text(self, text: str) -> Cell | None:
        return Cell("text", unescaped(text[:TEXT])) if text else None

    def numeric(self, value: str, style: str) -> Cell:
        try:
            number = EXCEL.create_decimal(value.strip()[:40])
        except ArithmeticError:
            raise Unreadable("文件里有不合规范的数，没有读取。请用 Excel 另存一次后再上传") from None
        if not number.is_finite() or abs(number.adjusted()) > 40:
            return Cell("error", value[:20])
        kind = self.formats[int(style)] if int(style) < len(self.formats) else "number"
        return Cell(kind, plain(number))

    @cached_property
    def shared(self) -> list[str]:
        name = next((n for n in self.package.namelist() if n.lower() == "xl/sharedstrings.xml"), "")
        found: list[str] = []
        for each in self.elements(name, "si") if name else ():
            found.append(strings(each))
            if len(found) > STRINGS:
                raise Unreadable(f"文件里的文字超过 {STRINGS:,} 处，没有读取")
        return found

    @cached_property
    def formats(self) -> list[Kind]:
        """What a number is, by the style of its cell."""
        if "xl/styles.xml" not in self.package.namelist():
            return []
        custom: dict[str, str] = {}
        kinds: list[Kind] = []
        inside = False
        for event, each in self.events("xl/styles.xml"):
            name = local(each.tag)
            if name == "cellXfs":
                inside = event == "start"
            elif event == "end" and name == "numFmt":
                custom[each.get("numFmtId", "")] = each.get("formatCode", "")[:200]
            elif event == "end" and name == "xf" and inside:
                number = each.get("numFmtId", "0")
                kinds.append(kind_of(number, custom.get(number)))
        return kinds

    def elements(self, member: str, name: str) -> Iterator[Element]:
        """The elements of that name, each whole, dropped when the next is read."""
        parents: list[Element] = []
        for event, each in self.events(member):
            if event == "start":
                parents.append(each)
                continue
            parents.pop()
            if local(each.tag) == name:
                yield each
                each.clear()
                if parents:
                    parents[-1].remove(each)

    def events(self, member: str) -> Iterator[tuple[str, Element]]:
        with whole(), self.package.open(member) as source:
            yield from self.parsed(source)

    def parsed(self, source: IO[bytes]) -> Iterator[tuple[str, Element]]:
        event: str
        depth = 0
        for n, (event, each) in enumerate(iterparse(source, ("start", "end"), forbid_dtd=True)):
            if n > EVENTS or (n % 1000 == 0 and monotonic() > self.until):
                raise Unreadable("文件太大，读取超时。请删除多余的工作表、行和格式后再上传")
            depth += 1 if event == "start" else -1
            if depth > DEPTH:
                raise Unreadable(BROKEN)
            yield event, each


BROKEN = "文件损坏或不合规范，没有读取。请用 Excel 另存一次后再上传"
FAULTS = (KeyError, IndexError, ValueError, ParseError, DefusedXmlException, RecursionError)
FAULTS_OF_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)


@contextmanager
def whole() -> Iterator[None]:
    """What breaks while a file is read is the file's fault, and is told as such."""
    try:
        yield
    except Unreadable:
        raise
    except (*FAULTS, *FAULTS_OF_ZIP) as fault:
        raise Unreadable(BROKEN) from fault


def local(tag: Any) -> str:
    return str(tag).rpartition("}")[2]


def strings(element: Element) -> str:
    """The text of a string, also one with several fonts; phonetic guides left out."""
    parts = []
    for child in element:
        if local(child.tag) == "t":
            parts.append(child.text or "")
        elif local(child.tag) == "r":
            parts.extend(each.text or "" for each in child if local(each.tag) == "t")
    return "".join(parts)


def unescaped(text: str) -> str:
    """`_x000D_` is how a carriage return is written; line ends become one."""
    text = ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def column_of(reference: str) -> int:
    number = 0
    for letter in reference:
        if not "A" <= letter <= "Z":
            break
        number = number * 26 + ord(letter) - 64
        if number > 20_000:
            raise ValueError(reference)
    if not number:
        raise ValueError(reference)
    return number


def letters(column: int) -> str:
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def kind_of(number: str, custom: str | None) -> Kind:
    if custom is None:
        place = int(number) if number.isdigit() else 0
        return "date" if place in DATE_FORMATS else "percent" if place in PERCENT_FORMATS else "number"
    bare = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.', "", custom).lower()
    if re.search(r"[ymdhs]", bare.replace("general", "")):
        return "date"
    return "percent" if "%" in bare else "number"
