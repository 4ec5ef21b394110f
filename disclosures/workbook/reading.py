"""What a workbook says, cell by cell, at which places of the account, and which rows could not be placed.

A row is known by the key hidden beside it, as long as its code or title is still the one it had; rows of open
tables and of lists that have no key by their code. What cannot be placed for certain is named, never guessed.
Pure.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from accounts.case import Case
from accounts.editions.definitions import ProjectRows, SubjectRows, Table
from accounts.figures import Address
from accounts.subjects import is_code
from disclosures.workbook import base
from disclosures.workbook.base import Base
from disclosures.workbook.frames import INDICATORS, NO_ROW, PROJECTS, TEXTS, Role, label, role_of, squeezed
from disclosures.workbook.lists import LISTINGS
from disclosures.workbook.package import Unreadable
from disclosures.workbook.stream import ROWS, Book, Cell, Cells, letters

FOREIGN = (
    "这不是从本站下载的工作簿，或者其中的定位信息（隐藏的工作表）已被改动，没有读取。"
    "请在“工作簿”页下载本决算或空白格式，填好后再上传"
)
FAULTS_AT_MOST = 300
SLOT = re.compile(r"[A-Za-z0-9_.:-]{1,120}")
PLACES = 200_000
"""Rows of the hidden sheet: a figure, text or field each."""


@dataclass(frozen=True)
class Spot:
    """A cell of the file; None where it is blank."""

    sheet: str
    reference: str
    cell: Cell | None


@dataclass(frozen=True)
class Fault:
    """What was not understood, so that it is not applied. `group`: the table or list; `address`: of which
    figure, where that is known."""

    group: str
    sheet: str
    reference: str
    reason: str
    address: Address | None = None


@dataclass
class Content:
    base: Base
    figures: dict[Address, Spot] = field(default_factory=dict)
    names: list[tuple[str, Spot]] = field(default_factory=list)
    texts: dict[str, Spot] = field(default_factory=dict)
    projects: dict[str, dict[str, Spot]] = field(default_factory=dict)
    indicators: dict[str, list[dict[str, Spot]]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    sheets: dict[str, str] = field(default_factory=dict)
    """The name of the sheet of each table and list."""
    passed: list[str] = field(default_factory=list)
    """Sheets that are not ours, or have lost what tells so."""
    unplaced: set[tuple[str, str]] = field(default_factory=set)
    """Group and key of rows that are in the file but were not understood."""


@dataclass(frozen=True)
class Line:
    number: int
    cells: Cells
    texts: Mapping[int, str]
    keys: Mapping[int, tuple[str, str]]
    """Key and label, by block."""


@dataclass(frozen=True)
class Sheet:
    name: str
    group: str
    columns: dict[int, Role]
    lines: list[Line]

    def spot(self, line: Line, column: int) -> Spot:
        return Spot(self.name, f"{letters(column)}{line.number}", line.cells.get(column))

    def of_block(self, block: int, *kinds: str) -> list[int]:
        return [c for c, role in sorted(self.columns.items()) if role.block == block and role.kind in kinds]


class Source(Protocol):
    """A workbook by rows: ours, or ours as another program has saved it."""

    @property
    def sheets(self) -> Mapping[str, str]: ...

    def rows(self, name: str, most: int = ROWS) -> Iterator[tuple[int, Cells]]: ...


def read(content: bytes, case: Case) -> Content:
    return read_book(Book(content), case)


def read_book(book: Source, case: Case) -> Content:
    """What the file says for the account of the case; Unreadable where it is not a workbook of it."""
    found = Content(base_in(book))
    refuse_other_account(found.base, case)
    read_all = {name: sheet_of(book, name) for name in book.sheets if name not in (base.SHEET, base.ABOUT)}
    found.passed = [name for name, sheet in read_all.items() if not sheet]
    sheets = [sheet for sheet in read_all.values() if sheet]
    twice = {group for group, times in Counter(sheet.group for sheet in sheets).items() if times > 1}
    for sheet in sheets:
        if sheet.group in twice:
            found.faults.append(Fault(sheet.group, sheet.name, "", "同一张表有两个工作表，都没有读取"))
            found.sheets[sheet.group] = sheet.name
        else:
            read_sheet(found, sheet, case)
    return found


def base_in(book: Source) -> Base:
    name = next((name for name in book.sheets if name == base.SHEET), "")
    rows = {}
    for _, cells in book.rows(name, PLACES) if name else ():
        if 1 in cells:
            rows[cells[1].text] = cells[2].text if 2 in cells else ""
    found = base.base_of(rows)
    if found is None:
        raise Unreadable(FOREIGN)
    return found


def refuse_other_account(found: Base, case: Case) -> None:
    head, unit = found.head, case.unit
    if (head.unit or unit.code, head.year) != (unit.code, case.year):
        theirs, ours = f"{head.unit_name}{head.year}年度", f"{unit.name}{case.year}年度"
        raise Unreadable(f"这是“{theirs}”的工作簿，不是“{ours}”的，没有读取")
    if head.edition != case.edition.code:
        raise Unreadable(f"工作簿的报表格式是 {head.edition}，本决算是 {case.edition.code}。请重新下载后填写")
    if head.scale != case.scale.value:
        raise Unreadable("工作簿的金额单位与本决算不同。请重新下载后填写")


def sheet_of(book: Source, name: str) -> Sheet | None:
    """A sheet of ours with its rows; None for one that somebody has added."""
    rows = book.rows(name)
    number, first = next(rows, (0, {}))
    told = {column: cell.text for column, cell in first.items()} if number == 1 else {}
    group, _, role = told.get(1, "").partition(";")
    if not group.startswith("sheet="):
        return None
    found = {column: role_of(role if column == 1 else text) for column, text in told.items()}
    columns = {column: role for column, role in found.items() if role is not None}
    lines = [line_of(number, cells, columns) for number, cells in rows]
    return Sheet(name, group.removeprefix("sheet="), columns, lines)


def line_of(number: int, cells: Cells, columns: Mapping[int, Role]) -> Line:
    texts = {column: cell.text for column, cell in cells.items()}
    keys = {}
    for column, role in columns.items():
        if role.kind == "key" and texts.get(column):
            key, _, told = texts[column].partition("|")
            keys[role.block] = (key, told)
    return Line(number, cells, texts, keys)


def read_sheet(found: Content, sheet: Sheet, case: Case) -> None:
    edition, group = case.edition, sheet.group
    if not edition.has(group) and group not in {listing.key for listing in LISTINGS}:
        return
    found.sheets[group] = sheet.name
    if not any(role.kind == "key" for role in sheet.columns.values()):
        reason = "隐藏的第 1 行被改动，这张表没有读取"
        found.faults.append(Fault(group, sheet.name, "A1", reason))
        return
    if edition.has(group):
        read_table(found, sheet, edition.table(group), case)
    elif group == INDICATORS:
        read_indicators(found, sheet)
    else:
        read_list(found, sheet, case)


Named = dict[str, Line]


def rows_in(found: Content, sheet: Sheet, block: int, identify: "Identify") -> Named:
    """The lines of a block by the key of their row; what cannot be placed becomes a fault."""
    sure: dict[str, list[Line]] = {}
    doubtful: list[tuple[Line, str]] = []
    for line in sheet.lines:
        key, told = line.keys.get(block, ("", ""))
        if key == NO_ROW:
            continue
        keyed = {each for each, (name, _) in line.keys.items() if name not in ("", NO_ROW)}
        if key and label(sheet.columns, dict(line.texts), block, keyed) == told:
            sure.setdefault(key, []).append(line)
        else:
            doubtful.append((line, key))
    for line, key in doubtful:
        place(found, sheet, block, line, key, sure, identify)
    for key, lines in list(sure.items()):
        if len(lines) > 1:
            numbers = "、".join(str(line.number) for line in lines)
            fault(found, sheet, lines[0], f"第 {numbers} 行是同一行（{key}），没有写入", key)
            del sure[key]
    return {key: lines[0] for key, lines in sure.items()}


def place(
    found: Content,
    sheet: Sheet,
    block: int,
    line: Line,
    key: str,
    sure: dict[str, list[Line]],
    identify: "Identify",
) -> None:
    """A line without a key, or whose label is not that of its key. One copied from a line that is there goes
    by its code, as an inserted one does."""
    told = label(sheet.columns, dict(line.texts), block, set())
    if key and key not in sure:
        was = line.keys[block][1]
        reason = f"这一行原是“{was}”，现在写着“{told or '空白'}”，对不上，没有写入。要填别的科目，请另起一行"
        fault(found, sheet, line, reason, key)
        return
    filled = any(column in line.cells for column in sheet.of_block(block, "figure", "field"))
    if not filled and (key or not told):
        return
    own, reason = identify(told)
    if own:
        sure.setdefault(own, []).append(line)
    elif filled:
        fault(found, sheet, line, reason)


def fault(found: Content, sheet: Sheet, line: Line, reason: str, key: str = "") -> None:
    if key:
        found.unplaced.add((sheet.group, key))
    if len(found.faults) < FAULTS_AT_MOST:
        found.faults.append(Fault(sheet.group, sheet.name, f"第 {line.number} 行", reason))


def is_slot(case: Case, key: str) -> bool:
    return bool(SLOT.fullmatch(key)) and case.edition.slot(key) is not None


class Identify:
    """The key of a row by what its code or title says; or why there is none."""

    def __init__(self, sheet: Sheet, block: int, case: Case) -> None:
        self.group, self.case = sheet.group, case
        self.rows = case.edition.table(self.group).blocks[block].rows if case.edition.has(self.group) else ()
        self.titles: dict[str, list[str]] = {}

    def __call__(self, told: str) -> tuple[str, str]:
        match self.rows:
            case SubjectRows():
                if is_code(told):
                    return told, ""
                return "", f"“{told}”不是科目编码（3、5 或 7 位数字），这一行没有写入"
            case ProjectRows():
                return self.project(told)
        if self.group == TEXTS:
            return (told, "") if is_slot(self.case, told) else ("", f"没有说明位置“{told[:40]}”，没有写入")
        if self.group == PROJECTS:
            return (told, "") if told else ("", "没有项目代码，这一行没有写入")
        return "", "这一行不是本表的行，没有写入"

    def project(self, told: str) -> tuple[str, str]:
        """`<项目代码或名称>：<资金行>`."""
        assert isinstance(self.rows, ProjectRows)
        for line in self.rows.lines:
            head = told.removesuffix(squeezed(line.title))
            if head != told and head[-1:] == ":":
                owners = [p.key for p in self.case.projects if head[:-1] in (p.key, squeezed(p.name))]
                if len(owners) == 1 or not owners:
                    return f"{owners[0] if owners else head[:-1]}.{line.key}", ""
        return "", f"“{told}”应写成“项目代码：年度资金总额”等，这一行没有写入"


def read_table(found: Content, sheet: Sheet, table: Table, case: Case) -> None:
    for number, block in enumerate(table.blocks):
        for key, line in rows_in(found, sheet, number, Identify(sheet, number, case)).items():
            for column in sheet.of_block(number, "figure"):
                address = Address(table.key, key, sheet.columns[column].name)
                if block.takes(key) and block.column(address.column):
                    found.figures[address] = sheet.spot(line, column)
            if isinstance(block.rows, SubjectRows) and is_code(key):
                found.names.extend((key, sheet.spot(line, c)) for c in sheet.of_block(number, "name"))


def read_list(found: Content, sheet: Sheet, case: Case) -> None:
    for key, line in rows_in(found, sheet, 0, Identify(sheet, 0, case)).items():
        spots = {sheet.columns[c].name: sheet.spot(line, c) for c in sheet.of_block(0, "field")}
        if sheet.group == TEXTS and "text" in spots and is_slot(case, key):
            found.texts[key] = spots["text"]
        elif sheet.group == PROJECTS:
            found.projects[key] = spots


def read_indicators(found: Content, sheet: Sheet) -> None:
    """All lines of a project in the order of the sheet; not at all where one of them is doubtful."""
    doubtful: set[str] = set()
    for line, project, key in lines_of_projects(sheet):
        was = key.rpartition(".")[0]
        filled = any(column in line.cells for column in sheet.of_block(0, "field"))
        if was and project != was:
            reason = f"这一行原是项目“{was}”的指标，现在写着“{project or '空白'}”；这两个项目的指标都没有写入"
            fault(found, sheet, line, reason)
            doubtful |= {was, project}
        elif filled and not project:
            fault(found, sheet, line, "没有项目代码，这一行没有写入")
        elif project:
            spots = {sheet.columns[c].name: sheet.spot(line, c) for c in sheet.of_block(0, "field")}
            found.indicators.setdefault(project, []).extend([spots] if filled else [])
    for project in doubtful:
        found.indicators.pop(project, None)
        found.unplaced.add((INDICATORS, project))


def lines_of_projects(sheet: Sheet) -> Iterator[tuple[Line, str, str]]:
    for line in sheet.lines:
        key, _ = line.keys.get(0, ("", ""))
        if key != NO_ROW:
            yield line, label(sheet.columns, dict(line.texts), 0, set()), key
