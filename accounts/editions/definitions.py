"""The words in which an edition says what is prescribed: tables, outline, glossary, wording.

Everything is frozen data. An edition is one file beside this one; form, ledger, checks, report, page,
PDF, workbook and open data all read it, and none of them knows a table by name unless a sentence does.
"""

from dataclasses import dataclass
from typing import Literal

from accounts.figures import TOTAL, Address

Measure = Literal["money", "count", "percent"]
CLASS = "spending."
"""Before a 类 in the rows of the summary tables."""


@dataclass(frozen=True)
class Column:
    """A column of figures. `group` are the heads above its title, outermost first."""

    key: str
    title: str
    group: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    """Keys of the columns of this block that add up to it."""
    measure: Measure = "money"
    width: float = 1.0
    """Printed width, relative to an ordinary amount column."""


@dataclass(frozen=True)
class Row:
    """A fixed row. Without a key it is printed but holds no figure (the blank lines of 01 and 04)."""

    key: str = ""
    title: str = ""
    line: int | None = None
    """行次, printed; never part of an address."""
    code: str = ""
    """The subject code printed before the title (table 06)."""
    parts: tuple[str, ...] = ()
    """Keys of the rows of this table that add up to it, column by column."""
    measure: Measure | None = None
    """Overrides the column's measure (the supplementary tables mix 万元, 辆 and 人次 in one column)."""
    unit: str = ""
    """What a count counts: 辆, 个, 人次, 台（套）."""
    indent: int = 0
    strong: bool = False
    """A total: set in bold."""


@dataclass(frozen=True)
class SubjectRows:
    """Open rows: the total first, then one row for each subject of the account, in code order."""

    classification: Literal["functional", "economic"] = "functional"
    total: str = "合计"
    total_last: bool = False
    """Whether the total stands below the subjects."""


@dataclass(frozen=True)
class ProjectRows:
    """Open rows: the fund lines of each project, keyed `<project>.<line>`."""

    lines: tuple[Row, ...]


@dataclass(frozen=True)
class Stub:
    """A column to the left of the figures: the item, its line, a subject's code and name."""

    kind: Literal["item", "line", "code", "name"]
    title: str
    group: str = ""
    width: float = 1.0
    levels: tuple[str, ...] = ()
    """Heads 类, 款, 项 under a code's title, where the edition prints them."""
    split: bool = False
    """Whether each level has a column of its own: 201 | 06 | 01."""
    ruler: str = ""
    """What stands here in the 栏次 line."""

    @property
    def columns(self) -> int:
        """How many columns it takes in print: 科目代码 over 类, 款, 项 takes three."""
        return max(1, len(self.levels))

    @property
    def beside_total(self) -> bool:
        """Whether 类, 款, 项 stand beside the 合计 and not in the head."""
        return bool(self.levels) and not self.split


@dataclass(frozen=True)
class Block:
    """Rows and columns of their own; the blocks of a table stand side by side."""

    stubs: tuple[Stub, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...] | SubjectRows | ProjectRows
    title: str = ""
    footer: Row | None = None
    """A last row whose title spans all cells since the previous footer (table 06)."""

    @property
    def fixed_rows(self) -> tuple[Row, ...]:
        rows = self.rows if isinstance(self.rows, tuple) else ()
        return rows if self.footer is None else (*rows, self.footer)

    def takes(self, row: str) -> bool:
        """Whether `row` is a key of this block."""
        match self.rows:
            case SubjectRows():
                return row == TOTAL or row.isdigit()
            case ProjectRows(lines):
                project, _, line = row.rpartition(".")
                return bool(project) and any(line == known.key for known in lines)
            case _:
                return any(row == known.key for known in self.fixed_rows if known.key)

    def column(self, key: str) -> Column | None:
        return next((c for c in self.columns if c.key == key), None)


@dataclass(frozen=True)
class Table:
    """One table. `key` means the same in every edition; number, title and order are the edition's."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    number: str = ""
    """公开NN表; empty where the form prints no numbers, and of tables that are not printed."""
    notes: tuple[str, ...] = ()
    empty: str = ""
    """The sentence that must stand under the table when it has no amounts."""
    unit_label: str = "单位：万元"
    landscape: bool = False
    ruled: bool = True
    """Whether the 栏次 line with the columns' numbers is printed."""
    paired: bool = False
    """Whether the blocks, of equal columns, are printed as one: under each head a cell of each block."""
    summed: bool = True
    """Whether a department's is the sum of its units', cell by cell. Percentages never are."""

    def block_of(self, row: str) -> Block | None:
        """The block in which the row key stands."""
        return next((b for b in self.blocks if b.takes(row)), None)

    def row(self, key: str) -> Row | None:
        return next((r for b in self.blocks for r in b.fixed_rows if r.key == key), None)


@dataclass(frozen=True)
class Slot:
    """A place where a clerk writes. `key` may end in `*`: one text for each row or project."""

    key: str
    label: str


@dataclass(frozen=True)
class Section:
    """A heading of the outline and what stands under it.

    `table`: the table of that key; `projects`: the self-evaluation forms; `text`: what the narrative writes
    for this key; `terms`: the 名词解释, which has no heading of its own.
    """

    key: str
    title: str
    kind: Literal["table", "projects", "text", "terms"] = "text"
    author: str = ""
    """Who writes a text, where it is not the author of this key."""


@dataclass(frozen=True)
class Part:
    key: str
    title: str
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True)
class Term:
    """A term of the 名词解释. `shown_by`: addresses, any of which must not be zero; empty: always shown.

    `{level}` and `{scope}` in the text become 省/州/市/县 and 部门/单位.
    """

    name: str
    text: str
    shown_by: tuple[Address, ...] = ()


@dataclass(frozen=True)
class Wording:
    """The house words in which two editions differ; what they share stands in the narrative."""

    scope: Literal["部门", "单位"]
    capital: str
    """What section 八 calls the state-capital budget."""
    always_full: bool
    """三公, evaluation and procurement in every detail even where it is zero (the department's form)."""
    all_terms: bool
    """All terms of the 名词解释, also those of figures that are zero (the unit's form)."""
    quoted_projects: bool
    """“某某”项目绩效自评情况 (the unit's form) or 某某项目绩效自评情况 (the department's)."""
    item_rates: bool = True
    """Whether each 项 of section 五 says how much of its budget was spent."""

    @property
    def self(self) -> str:
        return f"本{self.scope}"


@dataclass(frozen=True)
class Edition:
    """Region × year × wording: everything prescribed for an account. Published editions never change."""

    code: str
    title: str
    year: int
    tables: tuple[Table, ...]
    parts: tuple[Part, ...]
    slots: tuple[Slot, ...]
    terms: tuple[Term, ...]
    wording: Wording
    project_forms: tuple[str, ...] = ("A", "B", "C")
    """The layouts of the 绩效自评表 a project may use, the first by default; printed where the outline has
    them."""

    def table(self, key: str) -> Table:
        """The table of that key; KeyError when this edition has none."""
        for table in self.tables:
            if table.key == key:
                return table
        raise KeyError(key)

    def has(self, key: str) -> bool:
        return any(t.key == key for t in self.tables)

    @property
    def sections(self) -> tuple[Section, ...]:
        return tuple(section for part in self.parts for section in part.sections)

    def prints(self, key: str) -> bool:
        """Whether the table of that key stands in the report; others are entered and published as data."""
        return any(section.kind == "table" and section.key == key for section in self.sections)

    def number_of(self, key: str) -> str:
        """For lists of tables: 03 of 公开03表, of a form without numbers its place; empty if not printed."""
        printed = [section.key for section in self.sections if section.kind == "table"]
        place = f"{printed.index(key) + 1:02}" if key in printed else ""
        return self.table(key).number or place

    @property
    def classes(self) -> tuple[str, ...]:
        """The 类 that the summary tables list, as codes."""
        rows = (row.key for block in self.table("t01").blocks for row in block.fixed_rows)
        codes = (key.removeprefix(CLASS) for key in rows if key.startswith(CLASS))
        return tuple(code for code in codes if code.isdigit())

    def measure(self, address: Address) -> Measure:
        """What is counted at `address`; KeyError when this edition has no such cell."""
        block = self.table(address.table).block_of(address.row)
        column = block.column(address.column) if block else None
        if block is None or column is None:
            raise KeyError(str(address))
        row = next((r for r in block.fixed_rows if r.key == address.row), None)
        return row.measure if row and row.measure else column.measure

    def adds(self, address: Address) -> bool:
        """Whether a department's figure there is the sum of its units'; not where there is no such cell."""
        try:
            return self.table(address.table).summed and self.measure(address) != "percent"
        except KeyError:
            return False

    def slot(self, key: str) -> Slot | None:
        """The slot a text key belongs to, or None."""
        for slot in self.slots:
            if key == slot.key or (slot.key.endswith("*") and key.startswith(slot.key[:-1])):
                return slot
        return None
