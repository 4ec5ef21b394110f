"""What a correction changed: every cell and every sentence that two versions of a report do not share. Pure.

Cells are compared by their address and exact amount, so that a change below what is printed is told as well;
words are compared line by line within their section, in the order in which they are read.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Literal

from accounts.case import Case
from accounts.checks.wording import where
from accounts.figures import Address
from disclosures.grids import printed
from disclosures.report import Cell, Content, Grid, Paragraph, Report, ReportSection, TermEntry

Mark = Literal["same", "before", "after"]
PIECE = re.compile(r"\d[\d,.%]*|.", re.DOTALL)
"""A number is one piece: 1,783.00 for 17,783.00 is not a digit that was put in."""
LONGEST = 3_000
"""Characters of a sentence that is taken apart; a longer one is shown whole."""
ALIKE = 0.4
"""Sentences that share less than this are told apart as wholes."""


@dataclass(frozen=True)
class CellChange:
    """`before` and `after` as printed, empty where the version has no such figure."""

    address: Address
    title: str
    before: str
    after: str
    before_amount: Decimal | None
    after_amount: Decimal | None


@dataclass(frozen=True)
class TextChange:
    """A line of the report; `before` or `after` is empty where the other version has none."""

    section: str
    """The heading it stands under, with its part."""
    before: str
    after: str

    @property
    def pieces(self) -> list[tuple[Mark, str]]:
        return pieces(self.before, self.after)


@dataclass(frozen=True)
class Difference:
    cells: tuple[CellChange, ...] = ()
    texts: tuple[TextChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.cells or self.texts)


def between(old: tuple[Case, Report], new: tuple[Case, Report]) -> Difference:
    """What the new version says otherwise than the old one."""
    return Difference(tuple(cells(old[0], new[0])), tuple(texts(old[1], new[1])))


def cells(old: Case, new: Case) -> Iterator[CellChange]:
    """In the order of the tables; rows and columns as the version names them that has the figure."""
    order = {table.key: n for n, table in enumerate((*new.edition.tables, *old.edition.tables))}
    for address in sorted({*old.figures, *new.figures}, key=lambda a: (order[a.table], str(a))):
        before, after = old.figures.get(address), new.figures.get(address)
        if before != after:
            case = old if after is None else new
            yield CellChange(
                address, where(case, address), told(old, address), told(new, address), before, after
            )


def told(case: Case, address: Address) -> str:
    amount = case.figures.get(address)
    return "" if amount is None else printed(amount, case.edition.measure(address))


def texts(old: Report, new: Report) -> Iterator[TextChange]:
    before, after = dict(sections(old)), dict(sections(new))
    for key in dict.fromkeys((*after, *before)):
        heading, had = before.get(key, ("", []))
        heading, has = after.get(key, (heading, []))
        yield from (TextChange(heading, one, other) for one, other in changed(had, has))


def sections(report: Report) -> Iterator[tuple[str, tuple[str, list[str]]]]:
    """Heading and lines of every section, after the title of the whole."""
    yield "", ("标题", [report.title])
    for part in report.parts:
        for section in part.sections:
            heading = f"{part.ordinal} {part.title}"
            heading += f" · {section.heading}" if section.listed else ""
            yield section.key, (heading, list(lines(section)))


def lines(section: ReportSection) -> Iterator[str]:
    for content in section.contents:
        yield from filter(None, lines_of(content))


def lines_of(content: Content) -> Iterator[str]:
    """The words of a content; its figures are told as cells."""
    match content:
        case Grid():
            yield from (content.title, content.number, content.unit_line, content.money_line)
            yield from (words(line.cells) for line in (*content.head, *content.body))
            yield from (*content.notes, content.empty)
        case TermEntry(_, name, meaning):
            yield f"{name}：{meaning}"
        case Paragraph():
            yield content.text


def words(row: Sequence[Cell]) -> str:
    return " ".join(cell.text for cell in row if cell.text and not cell.address and cell.kind != "line")


def changed(before: list[str], after: list[str]) -> Iterator[tuple[str, str]]:
    """Lines that differ, in pairs where one stands for the other."""
    for verb, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if verb != "equal":
            old, new = before[i:j], after[k:m]
            length = max(len(old), len(new))
            yield from zip(padded(old, length), padded(new, length), strict=True)


def padded(told: list[str], length: int) -> list[str]:
    return [*told, *[""] * (length - len(told))]


def pieces(before: str, after: str) -> list[tuple[Mark, str]]:
    """What both share, what was there before and what is there after, in reading order."""
    old, new = PIECE.findall(before), PIECE.findall(after)
    found: list[tuple[Mark, str]] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if not before or not after or len(before) + len(after) > 2 * LONGEST or matcher.ratio() < ALIKE:
        found = [("before", before), ("after", after)]
    else:
        for verb, i, j, k, m in matcher.get_opcodes():
            if verb == "equal":
                found.append(("same", "".join(old[i:j])))
            else:
                found += [("before", "".join(old[i:j])), ("after", "".join(new[k:m]))]
    return [(mark, text) for mark, text in found if text]
