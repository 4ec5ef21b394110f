"""What pages that compare are asked for: read from an address, and offered as links."""

from collections.abc import Mapping
from dataclasses import dataclass

from disclosures.compared.comparison import Beneath


@dataclass(frozen=True)
class Option:
    title: str
    address: str
    current: bool


def beneath_of(query: Mapping[str, str]) -> Beneath:
    """What stands beneath an amount; growth where nothing known is asked for."""
    return "share" if query.get("show") == "share" else "growth"


def words(query: Mapping[str, str], name: str, longest: int = 60) -> str:
    return query.get(name, "").replace("\0", "").strip()[:longest]


def year_of(query: Mapping[str, str]) -> int | None:
    """A year of four digits, if one is asked for."""
    text = words(query, "year")
    return int(text) if len(text) == 4 and text.isascii() and text.isdigit() else None
