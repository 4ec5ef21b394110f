"""Reads the good and bad cases of the rules on a given text from the files in `cases`.

    # T01 bad — a hundredth less than the table
    t05/total/basic 100   t05/total/personnel 80
    last t05/total/basic 90
    unit 某市某局
    edition jilin-2024-department
    slot reason.overall 支出增加
    project audit 审计项目 evaluated
    | 六、一般公共预算财政拨款基本支出决算情况说明
    | 人员经费79.99万元。
    expect 错误 given/2 “79.99” → “80”

Cells are in 万元 as in `tests/casebook.py`; `|` begins a line of the given text. A good case expects nothing.
`expect` names level, place and the quoted words; after → what one click writes instead.
"""

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from accounts.case import Case
from accounts.checks.engine import Finding
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
    last: list[str] = field(default_factory=list)
    unit: str = ""
    edition: str = "jilin-2024-unit"
    texts: dict[str, str] = field(default_factory=dict)
    projects: list[ProjectSheet] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.rule} {'good' if self.good else 'bad'}: {self.name}"

    def read(self, line: str) -> None:
        word, _, rest = line.partition(" ")
        match word:
            case "|":
                self.lines.append(rest)
            case "expect":
                self.expected.append(rest.strip())
            case "last":
                self.last.append(rest)
            case "unit" | "edition":
                setattr(self, word, rest)
            case "slot":
                slot, _, text = rest.partition(" ")
                self.texts[slot] = text
            case "project":
                key, name, *more = rest.split()
                self.projects.append(
                    ProjectSheet(key, name, "某局", department_evaluated="evaluated" in more)
                )
            case _:
                self.cells.append(line)

    def case(self) -> Case:
        made = case(
            " ".join(self.cells),
            " ".join(self.last),
            edition=self.edition,
            texts=self.texts,
            projects=tuple(self.projects),
        )
        unit = replace(made.unit, name=self.unit) if self.unit else made.unit
        return replace(made, unit=unit, given="\n".join(self.lines))


def short(finding: Finding) -> str:
    """错误 given/2 “79.99” → “80”."""
    if finding.quote is None:
        return f"{finding.level.value} {finding.place}"
    quoted = f"{finding.level.value} {finding.place} “{finding.quote.text}”"
    return quoted if finding.quote.instead is None else f"{quoted} → “{finding.quote.instead}”"


def examples() -> list[Example]:
    found: list[Example] = []
    for path in sorted(FOLDER.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if head := HEAD.fullmatch(line):
                found.append(Example(head[1], head[2] == "good", head[3]))
            elif line.strip():
                found[-1].read(line.strip())
    return found
