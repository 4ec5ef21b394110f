"""The cells of an XLSX package, row by row, in one pass and within bounds of time, rows and columns. Pure.

openpyxl gives either formulas or their values, and a row for every gap; here a cell is what stands in the
file: a number as text, never a float, and whether a formula made it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Context, Decimal
from functools import cached_property
from typing import Literal
from xml.etree.ElementTree import Element

from disclosures.workbook.members import BROKEN, SECONDS, Members, local, whole
from disclosures.workbook.package import RESAVE, WORKBOOK, Unreadable, opened

ROWS = 20_000
COLUMNS = 300
STRINGS = 120_000
TEXT = 32_767
"""Characters of a cell, as in Excel."""
EXCEL = Context(prec=15)
"""The digits that Excel keeps: 0.30000000000000004 is 0.3."""
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
NO_CHARACTER = re.compile("[\x00\ud800-\udfff]")
YEAR_9999 = 2_950_000
"""Days, counted from 1900 or 1904, to well before the end of time."""
DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
PERCENT_FORMATS = frozenset({9, 10})
Kind = Literal["number", "text", "date", "percent", "boolean", "error", "formula"]
"""`formula`: one whose value is not in the file."""


@dataclass(frozen=True, slots=True)
class Cell:
    """`text`: a number in plain digits (half as a percentage: 0.5); a date as 2024-12-31, with a time as
    2024-12-31T12:30:00, a time as 12:30:00."""

    kind: Kind
    text: str


Cells = dict[int, Cell]
"""By column, from 1; blank ones are absent."""


class Book(Members):
    """The sheets of one file. Every way in raises Unreadable, whatever is wrong with the file."""

    def __init__(self, content: bytes, seconds: float = SECONDS) -> None:
        super().__init__(opened(content), seconds)

    @cached_property
    def sheets(self) -> dict[str, str]:
        """The member of each sheet, by its name."""
        targets = {
            each.get("Id"): (each.get("Type", ""), each.get("Target", ""))
            for each in self.elements("xl/_rels/workbook.xml.rels", "Relationship")
        }
        found = {}
        for sheet in self.listed:
            relation = next((value for name, value in sheet.items() if name.endswith("}id")), "")
            kind, target = targets.get(relation, ("", ""))
            if kind.endswith("/worksheet"):
                member = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
                found[sheet.get("name", "")] = member
        return found

    @cached_property
    def hidden(self) -> frozenset[str]:
        """The names of the sheets that are not shown."""
        hidden = (each for each in self.listed if each.get("state", "visible") != "visible")
        return frozenset(each.get("name", "") for each in hidden)

    @cached_property
    def listed(self) -> list[dict[str, str]]:
        """The attributes of each sheet in the order of the workbook."""
        found = [dict(each.attrib) for each in self.elements(WORKBOOK, "sheet")]
        if len({each.get("name") for each in found}) < len(found):
            raise Unreadable(BROKEN)
        return found

    def rows(self, name: str, most: int = ROWS) -> Iterator[tuple[int, Cells]]:
        """The rows that have something in them, with their numbers."""
        number = 0
        with whole():
            for row in self.elements(self.sheets[name], "row"):
                number = row_of(row, number)
                if number > most:
                    break
                if cells := dict(self.cells(row)):
                    yield number, cells

    def cells(self, row: Element, most: int = COLUMNS) -> Iterator[tuple[int, Cell]]:
        column = 0
        for each in row:
            if local(each.tag) != "c":
                continue
            reference = each.get("r", "")
            column = column_of(reference) if reference else column + 1
            if column > most:
                continue
            cell = self.cell(each)
            if cell is not None:
                yield column, cell

    def cell(self, element: Element) -> Cell | None:
        kind, parts = element.get("t", "n"), {local(child.tag): child for child in element}
        if kind == "inlineStr":
            return text_cell(strings(parts["is"])) if "is" in parts else None
        if kind == "str" and "v" in parts:
            return text_cell(parts["v"].text or "")
        value = parts["v"].text if "v" in parts else None
        if not value:
            return Cell("formula", "") if "f" in parts else None
        match kind:
            case "s":
                return self.shared[int(value)]
            case "b":
                return Cell("boolean", "TRUE" if value == "1" else "FALSE")
            case "e":
                return Cell("error", value[:20])
            case "d":
                return Cell("date", without_midnight(value))
            case _:
                return self.numeric(value, element.get("s", "0"))

    def numeric(self, value: str, style: str) -> Cell:
        kind = self.formats[int(style)] if int(style) < len(self.formats) else "number"
        return number_cell(value, kind, self.since_1904)

    @cached_property
    def since_1904(self) -> bool:
        """Whether dates count from 1904, as on old Macintoshes."""
        return any(is_true(each.get("date1904")) for each in self.elements(WORKBOOK, "workbookPr"))

    @cached_property
    def shared(self) -> list[Cell | None]:
        name = next((n for n in self.package.namelist() if n.lower() == "xl/sharedstrings.xml"), "")
        found: list[Cell | None] = []
        for each in self.elements(name, "si") if name else ():
            found.append(text_cell(strings(each)))
            if len(found) > STRINGS:
                raise Unreadable(f"文件里的文字超过 {STRINGS:,} 处，没有读取。请删除无关的工作表")
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


def text_cell(text: str) -> Cell | None:
    return Cell("text", unescaped(text[:TEXT])) if text else None


def number_cell(value: str, kind: Kind, since_1904: bool = False) -> Cell:
    """A number as the file has it, with the digits that Excel keeps; a date where its format makes it one."""
    try:
        number = EXCEL.create_decimal(value.strip()[:40])
    except ArithmeticError:
        raise Unreadable(f"文件里有不合规范的数，没有读取。{RESAVE}") from None
    if not number.is_finite() or abs(number.adjusted()) > 40:
        return Cell("error", value[:20])
    return Cell(kind, dated(number, since_1904) if kind == "date" else plain(number))


def dated(serial: Decimal, since_1904: bool) -> str:
    """The moment that a serial number of days is; the number itself where there is no such day. (Before March
    1900 Excel counts a day that never was; nobody's accounts are that old.)"""
    if not 0 <= serial < YEAR_9999:
        return plain(serial)
    days, seconds = divmod(round(serial * 86_400), 86_400)
    minutes, second = divmod(seconds, 60)
    day = (date(1904, 1, 1) if since_1904 else date(1899, 12, 30)) + timedelta(days)
    time = f"{minutes // 60:02}:{minutes % 60:02}:{second:02}"
    return time if serial < 1 else without_midnight(f"{day}T{time}")


def without_midnight(moment: str) -> str:
    return moment[:19].removesuffix("T00:00:00")


def is_true(attribute: str | None) -> bool:
    return attribute in ("1", "true", "on")


def row_of(row: Element, previous: int) -> int:
    """The number of a row; one without is the next."""
    number = int(row.get("r") or previous + 1)
    if number < 1:
        raise ValueError(number)
    return number


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
    """`_x000D_` is how a carriage return is written; line ends become one. What is no character goes."""
    text = ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return NO_CHARACTER.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


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
