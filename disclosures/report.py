"""The report as data: parts, sections and what stands in them, every string ready to print. No HTML."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from accounts.figures import Address
from disclosures.phrases import Missing, Runs, text_of


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the report. `key` is stable: a clerk's rewriting is kept in the slot `replace.<key>`."""

    key: str
    runs: Runs
    style: Literal["body", "heading", "note"] = "body"
    """`heading`: a heading of the second level, （一）…; `note`: what stands small under a table."""

    @property
    def text(self) -> str:
        return text_of(self.runs)


@dataclass(frozen=True)
class Cell:
    """A cell of a printed table. `address` where it shows a figure (also a blank one)."""

    text: str = ""
    kind: Literal["head", "item", "line", "code", "number", "ruler", "text"] = "text"
    columns: int = 1
    rows: int = 1
    address: Address | None = None
    indent: int = 0
    strong: bool = False


@dataclass(frozen=True)
class Line:
    """A row of a printed table."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Sum:
    """Rows that add up to a row in every column, or columns that add up to a column in every row."""

    axis: Literal["row", "column"]
    whole: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """A table ready to be drawn: heads, lines, notes. Column widths are percentages that add up to 100."""

    key: str
    title: str
    number: str
    """公开01表, or empty."""
    unit_line: str
    """单位：辽源市…"""
    money_line: str
    """单位：万元"""
    widths: tuple[str, ...]
    head: tuple[Line, ...]
    body: tuple[Line, ...]
    notes: tuple[str, ...] = ()
    empty: str = ""
    landscape: bool = False
    sums: tuple[Sum, ...] = ()


@dataclass(frozen=True)
class TermEntry:
    ordinal: str
    name: str
    text: str


Content = Paragraph | Grid | TermEntry


@dataclass(frozen=True)
class ReportSection:
    """`key` is the section's anchor."""

    key: str
    ordinal: str
    title: str
    contents: tuple[Content, ...]
    listed: bool = True
    """Whether it has a heading and a line in the 目录 (the terms stand right under their part)."""
    landscape: bool = False

    @property
    def heading(self) -> str:
        return f"{self.ordinal}、{self.title}"


@dataclass(frozen=True)
class ReportPart:
    key: str
    ordinal: str
    """第一部分"""
    title: str
    sections: tuple[ReportSection, ...]


@dataclass(frozen=True)
class Headline:
    """One of the few figures on top of the page, and its change on last year as the narrative words it."""

    title: str
    amount: str
    """In 万元 with separators; empty where the account has no such figure."""
    address: Address
    change: str


@dataclass(frozen=True)
class Slice:
    """A kind of income or a 类 of spending, and its share of the whole."""

    title: str
    amount: str
    address: Address
    share: str
    """In %, as sentences print it; empty where there is none."""
    width: str
    """Length of its bar, 0 to 100."""


@dataclass(frozen=True)
class Breakdown:
    """The whole, cut up: income by kind, spending by 类."""

    title: str
    item: str
    """What a slice is: 来源, 类."""
    slices: tuple[Slice, ...]


@dataclass(frozen=True)
class Summary:
    """What stands on top of the page. The official PDF does not have it."""

    headlines: tuple[Headline, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()
    limits: tuple[str, ...] = ()
    """What a reader must know of the data: unit, rounding, scope, comparison."""


@dataclass(frozen=True)
class Correction:
    """Why there is a later version (更正)."""

    kind: Literal["figures", "text"]
    reason: str
    reference: str
    """The number of the finance bureau's approval; empty where no figure changed."""
    first: date
    """When the first version was published."""


@dataclass(frozen=True)
class Issue:
    """Which version of the report this is. `number` 0 is a draft, printed with the watermark 草稿."""

    number: int = 0
    disclosed: date | None = None
    code: str = ""
    """版本编码, by which a printed version is told from others."""
    correction: Correction | None = None
    seal: bytes = field(default=b"", repr=False)
    """The picture of the unit's seal (PNG), for the cover of the PDF; empty where it has none."""

    @property
    def is_draft(self) -> bool:
        return self.number == 0


@dataclass(frozen=True)
class Report:
    unit_code: str
    unit_name: str
    year: int
    title: str
    """2024年度辽源市社会保险事业管理局单位决算"""
    scope: str
    """部门 or 单位"""
    edition: str
    issue: Issue
    parts: tuple[ReportPart, ...]
    summary: Summary = Summary()

    @property
    def cover(self) -> list[str]:
        """The title as the cover prints it: 2024年度, the unit's name, 部门决算, a line each."""
        return [words for words in self.title.partition(self.unit_name) if words]

    @property
    def address(self) -> str:
        """Where the site keeps this version for good, below the site's own address; empty for a draft."""
        return "" if self.issue.is_draft else f"/{self.unit_code}/{self.year}/v{self.issue.number}/"

    @property
    def sections(self) -> tuple[ReportSection, ...]:
        return tuple(section for part in self.parts for section in part.sections)

    @property
    def missing(self) -> tuple[Missing, ...]:
        """The slots that must be filled before this report can be published."""
        return tuple(
            run
            for section in self.sections
            for content in section.contents
            if isinstance(content, Paragraph)
            for run in content.runs
            if isinstance(run, Missing)
        )
