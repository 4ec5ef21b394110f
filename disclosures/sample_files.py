"""The sample reports of the repository as cases: as printed, errors and all, or with their corrections.

Pure: reads the folder `samples`, touches no database. Money in the files is 万元, as printed.
"""

import csv
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from accounts.case import Case, UnitProfile
from accounts.editions import edition_of
from accounts.editions.definitions import Edition
from accounts.figures import Address, Figures, at
from accounts.money import Scale, from_wan
from accounts.projects import IndicatorLine, ProjectSheet

FOLDER = Path(__file__).parent / "samples"


def names() -> list[str]:
    """The samples there are: liaoyuan-2024, yanbian-2024."""
    return sorted(path.parent.name for path in FOLDER.glob("*/account.toml"))


def units() -> list[dict[str, Any]]:
    """The units of `units.toml`, parents before their children."""
    return sorted(_toml(FOLDER / "units.toml")["unit"], key=lambda unit: "parent" in unit)


def has_corrections(name: str) -> bool:
    return (FOLDER / name / "corrections.toml").exists()


def read(name: str, *, corrected: bool = False) -> Case:
    """The sample of that name. Subjects have the account's own names; official ones come with the ledger."""
    folder = FOLDER / name
    about = _toml(folder / "account.toml")
    edition = edition_of(about["edition"])
    printed = Case(
        unit=_profile(about["unit"]),
        year=about["year"],
        edition=edition,
        scale=Scale(about["scale"]),
        figures=_figures(folder / "figures.csv", edition),
        last=_figures(folder / "last-year.csv", edition),
        names=about["names"],
        projects=tuple(_project(data) for data in _toml(folder / "projects.toml")["project"]),
        texts={slot: text.strip() for slot, text in _toml(folder / "texts.toml")["texts"].items()},
    )
    return _corrected(printed, _toml(folder / "corrections.toml")) if corrected else printed


def disclosed(name: str) -> date:
    """The date on the cover."""
    found: date = _toml(FOLDER / name / "account.toml")["disclosed"]
    return found


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _profile(code: str) -> UnitProfile:
    all_units = units()
    unit = next(unit for unit in all_units if unit["code"] == code)
    return UnitProfile(
        code=code,
        name=unit.get("consolidated_name", unit["name"]),
        kind=unit["kind"],
        level=unit["level"],
        region=unit["region"],
        members=tuple(child["name"] for child in all_units if child.get("parent") == code),
    )


def _figures(path: Path, edition: Edition) -> Figures:
    with path.open(encoding="utf-8", newline="") as lines:
        return Figures(dict(_cell(row, edition) for row in csv.DictReader(lines)))


def _cell(row: dict[str, str], edition: Edition) -> tuple[Address, Decimal]:
    address, amount = at(row["address"]), Decimal(row["amount"])
    return address, from_wan(amount) if edition.measure(address) == "money" else amount


def _project(data: dict[str, Any]) -> ProjectSheet:
    fields = {key: value for key, value in data.items() if key != "indicator"}
    return ProjectSheet(**fields, indicators=tuple(IndicatorLine(**i) for i in data.get("indicator", ())))


def _corrected(case: Case, corrections: dict[str, Any]) -> Case:
    cells = dict(_cell(entry, case.edition) for entry in corrections["figure"])
    texts = {entry["slot"]: entry["text"].strip() for entry in corrections["text"]}
    return replace(
        case,
        figures=Figures({**case.figures, **cells}),
        texts={**case.texts, **texts},
        projects=tuple(_corrected_project(p, corrections["project"]) for p in case.projects),
    )


def _corrected_project(project: ProjectSheet, entries: Iterable[dict[str, Any]]) -> ProjectSheet:
    changes = {entry["field"]: entry["value"] for entry in entries if entry["key"] == project.key}
    return replace(project, **changes)
