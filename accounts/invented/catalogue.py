"""The subjects an invented account may use: fully named in the list of its year or the newest there is.

Pure.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from accounts import subjects
from accounts.projects import FundKind
from accounts.subjects import SubjectLine, branch

DATA = Path(subjects.__file__).parent / "data"
FUNDS: dict[str, FundKind] = {"general": "general", "fund": "fund", "state_capital": "capital"}
"""Words of the list, and ours."""


@dataclass(frozen=True)
class Catalogue:
    names: Mapping[str, str]
    """Official names by code, the doubtful ones left out."""
    items: Mapping[FundKind, tuple[str, ...]]
    """The 项 of each budget, in order."""


def catalogue(year: int, classes: tuple[str, ...]) -> Catalogue:
    """`classes`: those that the edition's summary tables list."""
    known = sorted(int(path.stem.rpartition("-")[2]) for path in DATA.glob("functional-*.csv"))
    return read(max((each for each in known if each <= year), default=known[0]), classes)


@cache
def read(year: int, classes: tuple[str, ...]) -> Catalogue:
    lines = subjects.read((DATA / f"functional-{year}.csv").read_bytes()).lines
    names = {line.code: line.name for line in lines if line.confidence != "low"}
    found: dict[FundKind, list[str]] = {fund: [] for fund in FUNDS.values()}
    for line in lines:
        if line.code[:3] in classes and is_usable(line, names):
            found[FUNDS[line.fund]].append(line.code)
    return Catalogue(names, {fund: tuple(codes) for fund, codes in found.items()})


def is_usable(line: SubjectLine, names: Mapping[str, str]) -> bool:
    """A 项 of one budget only, named all the way up."""
    whole = len(line.code) == 7 and line.fund in FUNDS
    return whole and all(code in names for code in branch(line.code))
