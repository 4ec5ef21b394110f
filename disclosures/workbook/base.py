"""The hidden sheet: what account the workbook is of, and what stood in it when it was written. Pure.

With it a reader can tell what the clerk changed from what colleagues have changed in the meantime.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

SHEET = "_juesuan"
ABOUT = "填写说明"
"""The sheet of instructions."""
FORMAT = "juesuan-workbook/1"
SHORT = 40


@dataclass(frozen=True)
class Head:
    """Of which account a workbook is. `empty`: a form to be filled in, whose blanks say nothing."""

    edition: str
    unit: str
    unit_name: str
    year: int
    scale: str
    empty: bool


@dataclass(frozen=True)
class Base:
    head: Head
    marks: Mapping[str, str]
    """What stood at each place, by `mark`; places that are not in the workbook are absent."""


def mark(value: str | None) -> str:
    """A short value as it is, a long one as its fingerprint; a blank is empty."""
    value = value or ""
    return value if len(value) <= SHORT else sha256(value.encode()).hexdigest()


def lines(head: Head, values: Mapping[str, str | None]) -> list[tuple[str, str]]:
    """The rows of the hidden sheet."""
    about = [
        ("format", FORMAT),
        ("edition", head.edition),
        ("unit", head.unit),
        ("unit_name", head.unit_name),
        ("year", str(head.year)),
        ("scale", head.scale),
        ("kind", "empty" if head.empty else "account"),
    ]
    return [*about, *((f"@{place}", mark(value)) for place, value in values.items())]


def base_of(rows: Mapping[str, str]) -> Base | None:
    """What the hidden sheet says; None where it is not one of ours."""
    if rows.get("format") != FORMAT or not rows.get("year", "").isdigit():
        return None
    words = {name: rows.get(name, "") for name in ("edition", "unit", "unit_name", "scale")}
    head = Head(**words, year=int(rows["year"][:4]), empty=rows.get("kind") == "empty")
    return Base(head, {name[1:]: value for name, value in rows.items() if name.startswith("@")})
