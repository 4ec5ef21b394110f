"""Every piece of text that rules on words question: typed by a clerk, or a line of a given text. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from accounts.case import Case
from accounts.checks.engine import Quote
from accounts.projects import ProjectSheet

PROJECT_TEXTS = (
    ("name", "项目名称"),
    ("implementer", "实施单位"),
    ("department", "主管部门"),
    ("expected", "年度总体目标·预期目标"),
    ("actual", "年度总体目标·实际完成情况"),
)
INDICATOR_TEXTS = (("name", "指标名称"), ("deviation", "偏差原因分析及改进措施"))


@dataclass(frozen=True)
class Passage:
    """A text and its place: a slot, `project/<key>/<field>`, `project/<key>/<n>/<field>`, `given/<line>`."""

    place: str
    title: str
    """The place as a clerk knows it."""
    text: str
    given: bool = False

    def quote(self, start: int, end: int, instead: str | None = None) -> Quote:
        return Quote(self.text[start:end], start, end, instead)


def passages(case: Case) -> Iterator[Passage]:
    """Of the account and of the given text, in the order of the report; empty ones are left out."""
    for passage in (*slots(case), *projects(case), *lines(case.given)):
        if passage.text.strip():
            yield passage


def slots(case: Case) -> Iterator[Passage]:
    order = [slot.key.rstrip("*") for slot in case.edition.slots]
    for place, text in sorted(case.texts.items(), key=lambda item: (_rank(order, item[0]), item[0])):
        slot = case.edition.slot(place)
        yield Passage(place, slot.label if slot else place, text)


def _rank(order: list[str], place: str) -> int:
    return next((n for n, key in enumerate(order) if place.startswith(key)), len(order))


def projects(case: Case) -> Iterator[Passage]:
    for sheet in case.projects:
        for field, title in PROJECT_TEXTS:
            yield Passage(f"project/{sheet.key}/{field}", f"项目“{sheet.name}”{title}", getattr(sheet, field))
        yield from indicators(sheet)


def indicators(sheet: ProjectSheet) -> Iterator[Passage]:
    for n, line in enumerate(sheet.indicators, 1):
        for field, title in INDICATOR_TEXTS:
            place = f"project/{sheet.key}/{n}/{field}"
            yield Passage(place, f"项目“{sheet.name}”第{n}项指标{title}", getattr(line, field))


def lines(given: str) -> Iterator[Passage]:
    for n, line in enumerate(given.splitlines(), 1):
        yield Passage(f"given/{n}", f"所附文本第{n}行", line, given=True)
