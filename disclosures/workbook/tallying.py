"""What was found in a workbook, table by table: where, how many rows and cells, what became of them. Pure."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from accounts.case import Case
from accounts.figures import Address
from disclosures.workbook.comparing import Comparison, Group, figure
from disclosures.workbook.foreign.recognised import Doubt, Recognised, TableFound, Unused
from disclosures.workbook.reading import Content

COUNTED = {
    "new": "新填",
    "changed": "改动",
    "blanked": "清空",
    "conflict": "冲突",
    "kept": "保持",
    "equal": "相同",
    "unread": "未识别",
}


@dataclass(frozen=True)
class Tally:
    """A table of the edition that is in the file, or the names, texts or projects of our own workbook."""

    key: str
    title: str
    places: tuple[str, ...]
    rows: int
    counts: dict[str, int]
    """By the keys of COUNTED."""
    money: str = ""
    """The unit of money and where it was found."""
    hidden: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    """Columns that the file does not have."""

    @property
    def cells(self) -> int:
        return sum(self.counts.values())

    @property
    def listed(self) -> list[int]:
        """The counts in the order of COUNTED."""
        return [self.counts[key] for key in COUNTED]


def tallies(content: Content, found: Comparison) -> list[Tally]:
    known = {each.key: each for each in recognised(content)}
    rows = Counter(table for table, _ in {(cell.table, cell.row) for cell in content.figures})
    return [tally(content, group, known.get(group.key), rows[group.key]) for group in found.groups]


def recognised(content: Content) -> list[TableFound]:
    return content.tables if isinstance(content, Recognised) else []


def tally(content: Content, group: Group, table: TableFound | None, rows: int) -> Tally:
    counted = Counter(line.status for line in group.lines)
    counts = {**{key: counted[key] for key in COUNTED if key != "equal"}, "equal": group.equal}  # type: ignore[index]
    if table is None:
        sheet = content.sheets.get(group.key, "")
        return Tally(group.key, group.title, (sheet,) if sheet else (), rows, counts)
    return Tally(
        group.key,
        group.title,
        tuple(f"{part.sheet}!{part.range}" for part in table.parts),
        table.rows,
        counts,
        f"{table.money}（{table.money_told}）" if table.money_told else table.money,
        tuple(f"{part.sheet}：{each}" for part in table.parts for each in part.hidden),
        table.missing,
    )


def not_found(content: Content, case: Case) -> list[str]:
    """Tables of the edition that the file does not have."""
    here = set(content.sheets) | {each.key for each in recognised(content)}
    return [table.title for table in case.edition.tables if table.key not in here]


def doubts(content: Content) -> list[Doubt]:
    return content.doubts if isinstance(content, Recognised) else []


def unused(content: Content) -> list[Unused]:
    if isinstance(content, Recognised):
        return content.unused
    return [Unused(name, "", "不是本站的表，或隐藏的第 1 行已被改动") for name in content.passed]


def amounts(content: Content, case: Case) -> Iterator[tuple[Address, Decimal]]:
    """Every figure that was read, in 元; blanks and what was not understood are left out."""
    projects = {sheet.key for sheet in case.projects} | content.projects.keys()
    for address, spot in content.figures.items():
        wish = figure(case, address, spot, projects)
        if wish.value is not None:
            yield address, Decimal(wish.value)


def says_nothing(content: Content) -> bool:
    """Whether not a single cell that we read has anything in it."""
    spots = [*content.figures.values(), *content.texts.values()]
    lists = [*content.projects.values(), *(line for lines in content.indicators.values() for line in lines)]
    return not any(spot.cell for spot in (*spots, *(spot for each in lists for spot in each.values())))
