"""What the catalogue takes from a published report: its `report.json`, as it was frozen. Pure."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from disclosures.catalogue.tables import Table, of_report

Kind = Literal["project", "subject", "text"]
SUBJECT_TABLES = ("t03", "t06", "t07", "t08")
"""Spending by function, by economic subject, of funds, of state capital."""
HEADLINES = {
    "income": "t02/total/total",
    "spending": "t03/total/total",
    "fiscal": "t05/total/total",
    "three_public": "t09/actual/total",
    "operating": "operations/operating_expenses/value",
}
"""The figures that lists show and readers choose by, in 元."""


@dataclass(frozen=True)
class Passage:
    """What a search may find, and where it stands: `anchor` on the page of the report."""

    kind: Kind
    anchor: str
    heading: str
    text: str


@dataclass(frozen=True)
class Contents:
    passages: tuple[Passage, ...]
    tables: tuple[Table, ...]

    @property
    def headlines(self) -> dict[str, Decimal | None]:
        """In 元; none where the report has no such figure."""
        amounts = {
            f"{table.key}/{line.key}/{column}": figure.amount
            for table in self.tables
            for line in table.lines
            for column, figure in line.figures.items()
        }
        return {name: amounts.get(address) for name, address in HEADLINES.items()}


def read(content: bytes) -> Contents:
    """Of a `report.json`. KeyError, ValueError where it is none."""
    data = json.loads(content)
    passages = (*projects(data), *subjects(data), *paragraphs(data))
    return Contents(tuple(dict.fromkeys(passages)), of_report(data))


def projects(data: dict[str, Any]) -> Iterator[Passage]:
    """Those whose form the report prints."""
    printed = {content["key"] for _, content in contents(data) if content["kind"] == "table"}
    for project in data["projects"]:
        anchor = f"project-{project['key']}"
        if anchor in printed:
            yield Passage("project", anchor, "项目支出绩效自评", project["name"])


def subjects(data: dict[str, Any]) -> Iterator[Passage]:
    """Each subject once, where its row begins."""
    for table in data["tables"]:
        if table["key"] not in SUBJECT_TABLES:
            continue
        named: dict[str, str] = {}
        for cell in table["cells"]:
            row = cell["address"].split("/")[1]
            if row.isdigit():
                named.setdefault(row, cell["address"])
                yield Passage("subject", named[row], table["title"], f"{row} {cell['row']}")


def paragraphs(data: dict[str, Any]) -> Iterator[Passage]:
    """The text, paragraph by paragraph; not the terms, which are the same in all reports."""
    for section, content in contents(data):
        if content["kind"] not in ("table", "term") and content["text"]:
            yield Passage("text", section["key"], section["heading"], content["text"])


def contents(data: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """What stands in the report, each with its section."""
    for part in data["parts"]:
        for section in part["sections"]:
            for content in section["contents"]:
                yield section, content
