"""Texts, projects and indicators as lists: a row each, with its code, its key hidden beside it. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from accounts.case import Case
from disclosures.workbook.frames import NO_ROW, Role, squeezed
from disclosures.workbook.lists import Field, Listing
from disclosures.workbook.looks import OPEN_GROUND, Look, Pen, lines_of
from disclosures.workbook.pages import TALLEST, paper
from disclosures.workbook.stream import TEXT, letters, plain
from disclosures.workbook.tables import HEAD, LINE_HEIGHT, NOTE, PLAIN, TITLE
from disclosures.workbook.values import LINE_FIELDS, SHEET_FIELDS, clean, field

TOP = Look(down="top")
TOO_LONG = f"（超过 {TEXT:,} 字，Excel 放不下，请在网页上修改）"


@dataclass(frozen=True)
class Entry:
    """A row of a list. `key` tells it apart: a slot, a project, or a project and the number of a line."""

    key: str
    code: str
    about: str
    values: Sequence[str]

    @property
    def fits(self) -> bool:
        return all(len(value) <= TEXT for value in self.values)


def texts_of(case: Case, labels: dict[str, str]) -> list[Entry]:
    """`labels` are the slots to be offered and what belongs there; those with a text come with them."""
    order = {slot.key: place for place, slot in enumerate(case.edition.slots)}
    known = labels | {key: labels.get(key) or about(case, key) for key in case.texts}

    def place(key: str) -> tuple[int, str]:
        slot = case.edition.slot(key)
        return (order[slot.key] if slot else len(order), key)

    return [Entry(key, key, known[key], [clean(case.texts.get(key, ""))]) for key in sorted(known, key=place)]


def about(case: Case, key: str) -> str:
    slot = case.edition.slot(key)
    if slot is None:
        return key
    name = case.name_of(key.rpartition(".")[2])
    return f"{slot.label}：{name}" if name else slot.label


def projects_of(case: Case) -> list[Entry]:
    return [
        Entry(sheet.key, sheet.key, "", [field(sheet, name) for name in SHEET_FIELDS])
        for sheet in case.projects
    ]


def indicators_of(case: Case) -> list[Entry]:
    return [
        Entry(f"{sheet.key}.{n}", sheet.key, "", [clean(getattr(line, name)) for name in LINE_FIELDS])
        for sheet in case.projects
        for n, line in enumerate(sheet.indicators, 1)
    ]


class ListSheet:
    """Column A holds the keys, row 1 the roles; both are hidden."""

    def __init__(self, sheet: Worksheet, listing: Listing, unit: str, spare: int, editable: bool) -> None:
        self.sheet, self.listing, self.unit, self.spare = sheet, listing, unit, spare
        self.editable = editable
        self.pen = Pen(sheet)
        self.first = 4 if listing.about else 3
        """The column of the first field."""
        self.last = self.first + len(listing.fields) - 1
        wide = {2: listing.code_width} | ({3: 34.0} if listing.about else {})
        wide |= {column: each.width for column, each in enumerate(listing.fields, self.first)}
        self.wide = {column: max(width, 6) for column, width in wide.items()}

    def draw(self, entries: Iterable[Entry]) -> None:
        if self.editable:
            self.roles()
        self.across(2, self.listing.title, TITLE, 26)
        self.across(3, self.unit, PLAIN, 16)
        self.heads()
        row = 5
        for entry in entries:
            self.entry(row, entry)
            row += 1
        for _ in range(self.spare if self.editable else 0):
            self.blank(row)
            row += 1
        if self.editable:
            self.across(row, self.listing.note, NOTE, 30)
            self.choices(row - 1)
        self.widths()
        self.sheet.freeze_panes = f"{letters(self.first)}5"
        paper(self.sheet, f"B2:{letters(self.last)}{max(row, 5)}", (2, 4), landscape=True)
        self.sheet.row_dimensions[1].hidden = True
        self.sheet.column_dimensions["A"].hidden = True

    def roles(self) -> None:
        self.pen.put(1, 1, f"sheet={self.listing.key};{Role('key')}", PLAIN)
        self.pen.put(1, 2, str(Role("code")), PLAIN)
        for column, each in enumerate(self.listing.fields, self.first):
            self.pen.put(1, column, str(Role("field", 0, each.name)), PLAIN)

    def across(self, row: int, text: str, look: Look, height: float) -> None:
        if self.editable:
            self.pen.put(row, 1, NO_ROW, PLAIN)
        self.pen.put(row, 2, text, look, columns=self.last - 1)
        self.sheet.row_dimensions[row].height = height

    def heads(self) -> None:
        if self.editable:
            self.pen.put(4, 1, NO_ROW, PLAIN)
        self.pen.put(4, 2, self.listing.code, HEAD)
        if self.listing.about:
            self.pen.put(4, 3, self.listing.about, HEAD)
        for column, each in enumerate(self.listing.fields, self.first):
            self.pen.put(4, column, each.title, HEAD)
        self.sheet.row_dimensions[4].height = 32

    def entry(self, row: int, entry: Entry) -> None:
        if self.editable:
            key = f"{entry.key}|{squeezed(entry.code)}" if entry.fits else NO_ROW
            self.pen.put(row, 1, key, PLAIN)
        self.pen.put(row, 2, entry.code, replace(TOP, format="@"))
        if self.listing.about:
            self.pen.put(row, 3, entry.about, TOP)
        for column, (each, value) in enumerate(
            zip(self.listing.fields, entry.values, strict=True), self.first
        ):
            self.value(row, column, each, value if entry.fits else TOO_LONG)
        self.height(row, entry)

    def height(self, row: int, entry: Entry) -> None:
        """Room for the longest text of the row."""
        texts = dict(enumerate(entry.values if entry.fits else [TOO_LONG], self.first)) | {2: entry.code}
        texts |= {3: entry.about} if self.listing.about else {}
        lines = max(lines_of(text, self.wide[column]) for column, text in texts.items())
        self.sheet.row_dimensions[row].height = min(max(18.0, LINE_HEIGHT * lines + 4), TALLEST)

    def value(self, row: int, column: int, each: Field, value: str) -> None:
        look = replace(TOP, open=self.editable, ground=OPEN_GROUND if self.editable else "")
        self.pen.put(row, column, as_cell(each.shown(value)), look)

    def blank(self, row: int) -> None:
        look = replace(TOP, open=True, ground=OPEN_GROUND)
        self.pen.put(row, 2, None, replace(look, format="@"))
        if self.listing.about:
            self.pen.put(row, 3, None, TOP)
        for column in range(self.first, self.last + 1):
            self.pen.put(row, column, None, look)

    def choices(self, last: int) -> None:
        for column, each in enumerate(self.listing.fields, self.first):
            if each.choices:
                words = ",".join(shown for _, shown in each.choices if shown)
                rule = DataValidation("list", formula1=f'"{words}"', allow_blank=True, showErrorMessage=True)
                rule.errorTitle, rule.error = "请核对", "请从列表中选择"
                rule.add(f"{letters(column)}5:{letters(column)}{max(last, 5)}")
                self.sheet.add_data_validation(rule)

    def widths(self) -> None:
        for column, width in self.wide.items():
            self.sheet.column_dimensions[letters(column)].width = width


def as_cell(text: str) -> str | Decimal | None:
    """A number as a number where it comes back as the same text; 97.00 stays text."""
    if not text:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    return number if text.isascii() and len(text) <= 12 and plain(number) == text else text
