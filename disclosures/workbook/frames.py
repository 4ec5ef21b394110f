"""What each column of a sheet holds, as the hidden first row says it: keys, labels, codes, figures, fields.

Keys and roles stand beside the cells they speak of, so that they move with inserted rows and columns. Pure.
"""

import unicodedata
from dataclasses import dataclass
from typing import Literal

from accounts.editions.definitions import Block, ProjectRows, Stub, SubjectRows, Table
from disclosures.grids import printed_columns

Kind = Literal["key", "label", "code", "name", "line", "figure", "field"]
KINDS = frozenset({"key", "label", "code", "name", "line", "figure", "field"})
NO_ROW = "-"
"""The key of a row that holds no figures: titles, heads, notes."""
TEXTS, PROJECTS, INDICATORS = "texts", "projects", "indicators"


@dataclass(frozen=True)
class Role:
    """`block` is that of the table, from 0; `name` the key of a column of figures, or of a field."""

    kind: Kind
    block: int = 0
    name: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.block}:{self.name}"


def role_of(text: str) -> Role | None:
    kind, _, rest = text.partition(":")
    block, _, name = rest.partition(":")
    return Role(kind, int(block), name) if kind in KINDS and block.isdigit() else None  # type: ignore[arg-type]


def roles(table: Table) -> tuple[Role, ...]:
    """Of the printed columns, from the left; a code over 类, 款, 项 has three."""
    if table.paired:
        return tuple(Role("figure", number, column.key) for number, column in printed_columns(table))
    return tuple(
        role
        for number, block in enumerate(table.blocks)
        for role in (
            *(kind for stub in block.stubs for kind in stub_roles(number, block, stub)),
            *(Role("figure", number, column.key) for column in block.columns),
        )
    )


def stub_roles(number: int, block: Block, stub: Stub) -> list[Role]:
    kind: Kind = "label"
    if stub.kind == "line":
        kind = "line"
    elif isinstance(block.rows, SubjectRows):
        kind = "code" if stub.kind == "code" else "name"
    elif isinstance(block.rows, ProjectRows):
        kind = "code"
    return [Role(kind, number)] * stub.columns


def is_open(block: Block) -> bool:
    return isinstance(block.rows, SubjectRows | ProjectRows)


def squeezed(text: str) -> str:
    """Labels are compared without white space and in one width."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def label(columns: dict[int, Role], texts: dict[int, str], block: int, keyed: set[int]) -> str:
    """What names the row of a block: its code or its titles; for a footer that spans blocks, the title that
    begins in one before, as far as no other figures of the row stand between."""
    for each in range(block, -1, -1):
        if each != block and each in keyed:
            break
        if own := label_in(columns, texts, each):
            return own
    return ""


def label_in(columns: dict[int, Role], texts: dict[int, str], block: int) -> str:
    def joined(*kinds: Kind) -> str:
        wanted = [c for c, role in sorted(columns.items()) if role.block == block and role.kind in kinds]
        return squeezed("".join(texts.get(column, "") for column in wanted))

    return joined("code") or joined("label") or joined("name")
