"""Reads the good and bad cases of the rules from the text files in `cases`.

    # A05 bad — income and spending end in different totals
    t01/income.grand_total/amount 100   t01/spending.grand_total/amount 90
    last t01/spending.closing/amount 5
    scale yuan
    project audit 信息系统建设项目 A
    expect 错误 t01/income.grand_total/amount

Cells are in 万元 (`address amount`, several to a line); `last` begins a line of last year's cells, `last`
alone stands for a blank account of last year; without any there is no account of last year.
A good case expects nothing, or only 提示. `expect` names the level and the first cell of a finding.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

from accounts.case import Case
from accounts.money import Scale
from accounts.projects import ProjectSheet
from tests.casebook import case

FOLDER = Path(__file__).parent / "cases"
HEAD = re.compile(r"# (\w+) (good|bad) — (.+)")


@dataclass
class Example:
    rule: str
    good: bool
    name: str
    cells: list[str] = field(default_factory=list)
    last: list[str] | None = None
    scale: Scale = Scale.WAN
    projects: list[ProjectSheet] = field(default_factory=list)
    expected: list[tuple[str, str]] = field(default_factory=list)

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
        elif word == "project":
            key, name = rest.split()
            self.projects.append(ProjectSheet(key, name, "某局"))
        else:
            self.cells.append(line)

    def case(self) -> Case:
        last = None if self.last is None else " ".join(self.last)
        return case(" ".join(self.cells), last, scale=self.scale, projects=tuple(self.projects))


def examples() -> list[Example]:
    found: list[Example] = []
    for path in sorted(FOLDER.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if head := HEAD.fullmatch(line):
                found.append(Example(head[1], head[2] == "good", head[3]))
            elif line.strip():
                found[-1].read(line.strip())
    return found
