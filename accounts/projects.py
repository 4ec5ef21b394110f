"""The self-evaluation (绩效自评) of a project, as data. Its money stands among the Figures at `project/…`.

The fields are those of layout C, the richest of the printed forms; A and B print fewer of them.
"""

from dataclasses import dataclass
from typing import Literal

FundKind = Literal["general", "fund", "capital"]


@dataclass(frozen=True)
class IndicatorLine:
    """One 三级指标. Numbers are kept as text: a target may be words (持续提升)."""

    level1: str
    level2: str
    name: str
    nature: str = ""
    operator: str = ""
    """Normalised: ≤ ≥ = > <, or nothing."""
    target: str = ""
    unit: str = ""
    actual: str = ""
    completion: str = ""
    weight: str = ""
    score: str = ""
    deviation: str = ""


@dataclass(frozen=True)
class ProjectSheet:
    """One 项目支出绩效自评表. `key` is the slug in addresses `project/<key>.<line>/<column>`."""

    key: str
    name: str
    implementer: str
    department: str = ""
    fund: FundKind = "general"
    layout: str = ""
    """A, B or C; empty: the edition's first."""
    expected: str = ""
    actual: str = ""
    execution_weight: str = ""
    execution_score: str = ""
    score: str = ""
    department_evaluated: bool = False
    indicators: tuple[IndicatorLine, ...] = ()


_SPELLINGS = {"≤": "<= ≦ ⩽", "≥": ">= ≧ ⩾", "=": "＝ ==", ">": "＞", "<": "＜"}
_OPERATORS = {spelling: sign for sign, spellings in _SPELLINGS.items() for spelling in spellings.split()}
OPERATORS = frozenset({"", "≤", "≥", "=", ">", "<"})


def normal_operator(text: str) -> str:
    """`>=` → ≥ and so on; ValueError for what is no comparison."""
    operator = _OPERATORS.get(text.strip(), text.strip())
    if operator not in OPERATORS:
        raise ValueError(f"指标符号“{text}”不是 ≤、≥、=、>、< 之一")
    return operator
