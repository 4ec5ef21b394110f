"""Reads the good and bad cases of the rules from the text files in `cases`.

    # A05 bad — income and spending end in different totals
    t01/income.grand_total/amount 100   t01/spending.grand_total/amount 90
    last t01/spending.closing/amount 5
    scale yuan
    edition shanghai-2024-unit
    project audit 信息系统建设项目 A
    institution administrative
    text reason.units 机构改革
    unit library t03/total/total 40
    unit archive missing
    last-units library archive
    summed library t03/total/total 30
    waiting archive 填报中
    expect 错误 t01/income.grand_total/amount

Cells are in 万元 (`address amount`, several to a line); `last` begins a line of last year's cells, `last`
alone stands for a blank account of last year; without any there is no account of last year.
A line `unit` names a unit of a department and begins its cells; `missing`: it has no account.
`summed`: it was summed into the department's account, with these cells or, without any, as it is.
`waiting`: its account is not approved.
A case with units is a department's.
A good case expects nothing, or only 提示. `expect` names the level and the first cell of a finding.
"""

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast, get_args

from accounts.case import Case, Institution, UnitShare
from accounts.consolidation.adding import fingerprint
from accounts.consolidation.records import Consolidated, Contributed
from accounts.editions import edition_of
from accounts.figures import Figures
from accounts.money import Scale
from accounts.projects import ProjectSheet
from tests.casebook import case, cells

FOLDER = Path(__file__).parent / "cases"
UNIT = edition_of("jilin-2024-unit")
HEAD = re.compile(r"# (\w+) (good|bad) — (.+)")


@dataclass
class Example:
    rule: str
    good: bool
    name: str
    cells: list[str] = field(default_factory=list)
    last: list[str] | None = None
    scale: Scale = Scale.WAN
    edition: str = UNIT.code
    projects: list[ProjectSheet] = field(default_factory=list)
    expected: list[tuple[str, str]] = field(default_factory=list)
    institution: Institution = ""
    texts: dict[str, str] = field(default_factory=dict)
    units: list[UnitShare] = field(default_factory=list)
    last_units: tuple[UnitShare, ...] | None = None
    summed: list[Contributed] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.rule} {'good' if self.good else 'bad'}: {self.name}"

    def read(self, line: str) -> None:
        word, _, rest = line.partition(" ")
        if word == "expect":
            level, _, cell = rest.partition(" ")
            self.expected.append((level, cell.strip()))
        elif word == "last":
            self.last = [*(self.last or ()), rest]
        elif word == "scale":
            self.scale = Scale(rest)
        elif word == "edition":
            self.edition = rest
        elif word == "project":
            key, name = rest.split()
            self.projects.append(ProjectSheet(key, name, "某局"))
        elif word == "institution":
            assert rest in get_args(Institution), rest
            self.institution = cast(Institution, rest)
        elif word == "text":
            slot, text = rest.split()
            self.texts[slot] = text
        elif word == "unit":
            code, _, found = rest.partition(" ")
            figures = None if found == "missing" else cells(UNIT, found)
            self.units.append(UnitShare(code, f"{code}馆", figures, self.scale))
        elif word == "summed":
            code, _, found = rest.partition(" ")
            was = cells(UNIT, found) if found else self.unit(code).figures or Figures()
            self.summed.append(Contributed(code, f"{code}馆", fingerprint(UNIT, was)))
        elif word == "waiting":
            code, standing = rest.split()
            self.units = [replace(u, standing=standing) if u.code == code else u for u in self.units]
        elif word == "last-units":
            self.last_units = tuple(UnitShare(code, f"{code}馆") for code in rest.split())
        else:
            self.cells.append(line)

    def unit(self, code: str) -> UnitShare:
        return next(unit for unit in self.units if unit.code == code)

    def case(self) -> Case:
        last = None if self.last is None else " ".join(self.last)
        found = case(
            " ".join(self.cells),
            last,
            edition=self.edition,
            scale=self.scale,
            projects=tuple(self.projects),
            texts=self.texts,
        )
        kind = "department" if self.units else found.unit.kind
        unit = replace(found.unit, institution=self.institution, kind=kind)
        summed = Consolidated("填报人", "2025-03-05T09:00:00", tuple(self.summed)) if self.summed else None
        return replace(
            found, unit=unit, units=tuple(self.units), last_units=self.last_units, consolidated=summed
        )


def examples() -> list[Example]:
    found: list[Example] = []
    for path in sorted(FOLDER.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if head := HEAD.fullmatch(line):
                found.append(Example(head[1], head[2] == "good", head[3]))
            elif line.strip():
                found[-1].read(line.strip())
    return found
