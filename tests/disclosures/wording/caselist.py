"""Reads the good and bad cases of the rules on words from the text files in `cases`.

    # W31 bad — 截止至
    slot reason.overall 截止至2024年底
    project audit 信息系统建设项目
    field audit actual 完成情况
    indicator audit deviation 因购买项目采用委托长
    given 一行所附文本
    unit 辽源市社会保险事业管理局 吉林省辽源市
    department
    expect 错误 reason.overall 截止至 → 截至

`slot`, `given` (a line each), `project`, a project's `field` and `indicator` say what the account holds;
`\\n` is a line's end, `␣` a blank. `expect` names level, place and the quoted words; after → what one
click writes there (∅: nothing); without → nobody can know. A good case expects nothing, or only 提示.
"""

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from accounts.case import Case, UnitProfile
from accounts.projects import IndicatorLine, ProjectSheet
from tests.casebook import case

FOLDER = Path(__file__).parent / "cases"
HEAD = re.compile(r"# (\w+) (good|bad) — (.+)")
Expected = tuple[str, str, str, str | None]


@dataclass
class Example:
    rule: str
    good: bool
    name: str
    texts: dict[str, str] = field(default_factory=dict)
    given: list[str] = field(default_factory=list)
    projects: dict[str, ProjectSheet] = field(default_factory=dict)
    unit: tuple[str, str] | None = None
    edition: str = "jilin-2024-unit"
    expected: list[Expected] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.rule} {'good' if self.good else 'bad'}: {self.name}"

    def read(self, line: str) -> None:
        word, _, rest = line.partition(" ")
        first, _, text = rest.partition(" ")
        match word:
            case "slot":
                self.texts[first] = written(text)
            case "given":
                self.given.append(written(rest))
            case "project":
                self.projects[first] = ProjectSheet(first, text, "某局", department_evaluated=True)
            case "field":
                name, _, value = text.partition(" ")
                self.projects[first] = replace(self.projects[first], **{name: written(value)})
            case "indicator":
                self.add_indicator(first, *text.split(" ", 1))
            case "unit":
                self.unit = (first, text)
            case "department":
                self.edition = "jilin-2024-department"
            case "expect":
                self.expected.append(expectation(rest))
            case _:
                raise ValueError(f"{self}: {line}")

    def add_indicator(self, key: str, name: str, value: str) -> None:
        fields = {"name": "参保人数", name: written(value)}
        line = IndicatorLine("产出指标", "数量指标", **fields)
        self.projects[key] = replace(self.projects[key], indicators=(*self.projects[key].indicators, line))

    def case(self) -> Case:
        made = case(edition=self.edition, texts=self.texts, projects=tuple(self.projects.values()))
        unit = made.unit
        if self.unit:
            unit = UnitProfile("mouju", self.unit[0], unit.kind, unit.level, region=self.unit[1])
        return replace(made, unit=unit, given="\n".join(self.given))


def written(text: str) -> str:
    return text.replace("\\n", "\n").replace("␣", " ")


def expectation(line: str) -> Expected:
    level, place, words = line.split(" ", 2)
    quoted, arrow, instead = words.partition(" → ")
    return level, place, written(quoted), written(instead).replace("∅", "") if arrow else None


def examples() -> list[Example]:
    found: list[Example] = []
    for path in sorted(FOLDER.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if head := HEAD.fullmatch(line):
                found.append(Example(head[1], head[2] == "good", head[3]))
            elif line.strip():
                found[-1].read(line.strip())
    return found
