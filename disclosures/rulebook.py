"""docs/rules.md from the rules themselves: `python -m disclosures.rulebook --write`. Pure."""

import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from accounts.checks.engine import Rule
from accounts.editions import EDITIONS
from disclosures.checks import RULES

FILE = Path(__file__).resolve().parent.parent / "docs" / "rules.md"
FAMILIES = {
    "A": "表内关系",
    "B": "表间关系",
    "C": "与上年的关系",
    "D": "部门与所属单位的关系",
    "P": "绩效自评",
    "T": "所附文字与决算数",
    "W": "用语",
}
HEAD = """# 检查规则

由规则本身生成，不要手工修改：`python -m disclosures.rulebook --write`。
规则怎样写、误差怎样算，见 [checks.md](checks.md)；问题怎样显示、怎样说明，见 [findings.md](findings.md)。

**错误**和**需说明**在更正或说明之前不能报送；**提示**不影响报送。“依据”一栏是我们的概括，不是法规原文。
"""


def text(rules: Iterable[Rule]) -> str:
    ordered = sorted(rules, key=lambda rule: rule.code)
    families = [(letter, list(of)) for letter, of in groupby(ordered, key=lambda rule: rule.code[0])]
    parts = [HEAD, *contents(families)]
    for letter, of in families:
        parts += [f"## {letter} {FAMILIES.get(letter, '其他')}\n", *map(entry, of)]
    return "\n".join(parts)


def contents(families: list[tuple[str, list[Rule]]]) -> Iterator[str]:
    yield "| 类别 | 规则 |\n|---|---|"
    for letter, of in families:
        yield f"| {letter} {FAMILIES.get(letter, '其他')} | {len(of)} 项 |"
    yield f"| 合计 | {sum(len(of) for _, of in families)} 项 |\n"


def entry(rule: Rule) -> str:
    stands = "可以说明后保留" if rule.may_stand else "必须更正，不能说明后保留"
    return (
        f"### {rule.code} {rule.title}\n\n{rule.sentence}\n\n"
        f"- {rule.level.value}；{stands}；{rule.dimension.value}；{scope(rule)}\n"
        f"- 依据：{rule.source}\n"
    )


def scope(rule: Rule) -> str:
    if not rule.editions:
        return "适用于各报表格式"
    return "适用于" + "、".join(EDITIONS[code].title for code in rule.editions)


if __name__ == "__main__":
    made = text(RULES.values())
    if "--write" in sys.argv[1:]:
        FILE.write_text(made, encoding="utf-8")
    else:
        sys.stdout.write(made)
