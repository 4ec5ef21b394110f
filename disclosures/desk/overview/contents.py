"""What an account consists of, in the order of the report, and how far each piece is. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from accounts.case import Case
from accounts.editions.definitions import Section, Table
from disclosures.desk.findings import Page
from disclosures.desk.places import TEXTS
from disclosures.desk.working_copy import DATA
from disclosures.phrases import Missing
from disclosures.report import Paragraph, Report

State = Literal["done", "open", "found", "empty"]
Kind = Literal["text", "table", "projects", "findings", "preview", "submit"]
MAIN_TABLE = "t01"


@dataclass(frozen=True)
class Item:
    """A piece of the account. `found`: how many of its findings must be mended or explained."""

    key: str
    title: str
    kind: Kind
    state: State
    words: str
    found: int = 0
    anchor: str = ""
    """Its group on the page of findings."""

    @property
    def is_left(self) -> bool:
        """Still open or in question."""
        return self.state in ("open", "found")


@dataclass(frozen=True)
class Stage:
    title: str
    items: tuple[Item, ...]

    @property
    def left(self) -> int:
        """How many pieces are."""
        return sum(each.is_left for each in self.items)


class Contents:
    """Of one account, from its case, its report, what was found, and what stands in the way of submission."""

    def __init__(self, case: Case, report: Report, page: Page, unmet: Sequence[str]) -> None:
        self.case, self.page, self.unmet = case, page, tuple(unmet)
        self.missing = {section.key: missing(section.contents) for section in report.sections}
        self.filled = Counter(cell.table for cell in case.figures)
        self.begun = bool(self.filled[MAIN_TABLE])
        self.found: Counter[str] = Counter()
        self.anchors: dict[str, str] = {}
        for group in page.groups:
            for each in {group.spot.anchor, group.spot.title}:
                self.found[each] = sum(card.blocks for bundle in group.bundles for card in bundle.cards)
                self.anchors[each] = group.spot.anchor

    def stages(self) -> tuple[Stage, ...]:
        edition = self.case.edition
        sections = edition.sections
        first = next(n for n, section in enumerate(sections) if section.kind == "table")
        printed = [section for section in sections if section.kind == "table"]
        supplement = [table for table in edition.tables if not edition.prints(table.key)]
        return (
            Stage(edition.parts[0].title, tuple(map(self.text, texts(sections[:first])))),
            Stage("决算表", tuple(self.table(edition.table(section.key)) for section in printed)),
            Stage("项目支出绩效自评", (self.projects(),)),
            Stage("补充资料（随数据公开，不印在报告中）", tuple(map(self.supplement, supplement))),
            Stage("决算情况说明：变动原因和用途", tuple(map(self.reasons, texts(sections[first:])))),
            Stage("检查、预览、报送", tuple(self.end())),
        )

    def text(self, section: Section, done: str = "已写好") -> Item:
        to_fill = len(self.missing.get(section.key, ()))
        found = self.found[section.key]
        words = f"还有 {to_fill} 处没有写" if to_fill else done
        return self.item(section.key, section.title, "text", "open" if to_fill else "done", words, found)

    def reasons(self, section: Section) -> Item:
        """Most sentences are made from the figures; a clerk writes what these cannot know."""
        if not self.begun:
            return self.item(section.key, section.title, "text", "empty", "填了决算表才知道要写什么", 0)
        return self.text(section, "按决算数自动成文，要写的都已写好")

    def table(self, table: Table) -> Item:
        found, filled = self.found[table.key], self.filled[table.key]
        if filled or not table.empty:
            words = f"{filled} 个数" if filled else "还没有填"
            return self.item(table.key, table.title, "table", "done" if filled else "open", words, found)
        words = "没有数，报告中写明“没有”" if self.begun else "还没有填；没有这类收支的不用填"
        return self.item(table.key, table.title, "table", "empty", words, found)

    def supplement(self, table: Table) -> Item:
        """Its key is that of the preview: sections of the narrative bear the same words."""
        key, filled = f"{DATA}{table.key}", self.filled[table.key]
        words = f"{filled} 个数" if filled else "没有数；没有的不用填"
        state: State = "done" if filled else "empty"
        if any(f"table.{table.key}" in slots for slots in self.missing.values()):
            words = f"{filled} 个数，情况说明要用的还没有填全" if filled else "还没有填；情况说明要用"
            state = "open"
        found = self.found[key] or self.found[table.title]
        return self.item(key, table.title, "table", state, words, found)

    def projects(self) -> Item:
        count = len(self.case.projects)
        words = f"{count} 个项目" if count else "没有项目；没有预算项目支出的不用填"
        state: State = "done" if count else "empty"
        paid = {cell.row.rpartition(".")[0] for cell in self.case.figures if cell.table == "project"}
        if unpaid := sum(sheet.key not in paid for sheet in self.case.projects):
            words, state = f"{words}，其中 {unpaid} 个还没有填金额", "open"
        return self.item("projects", "项目支出绩效自评表", "projects", state, words, self.found["projects"])

    def item(self, key: str, title: str, kind: Kind, state: State, words: str, found: int) -> Item:
        anchor = self.anchors.get(key) or self.anchors.get(title, "")
        return Item(key, title, kind, "found" if found and state != "open" else state, words, found, anchor)

    def end(self) -> Iterator[Item]:
        page = self.page
        words = f"还有 {page.places} 处必须更正或说明" if page.places else "没有必须处理的问题"
        if elsewhere := self.found[TEXTS]:
            words += f"，其中其他文字 {elsewhere} 个"
        yield Item(
            "findings", "检查出的问题", "findings", "found" if page.places else "done", words, page.blocking
        )
        yield Item("preview", "预览整份报告", "preview", "empty", "随时可看，与公开后的网页一样")
        words = "；".join(self.unmet) if self.unmet else "可以报送"
        yield Item("submit", "报送审核", "submit", "open" if self.unmet else "done", words)


def texts(sections: Iterable[Section]) -> Iterator[Section]:
    return (section for section in sections if section.kind == "text")


def missing(contents: Iterable[object]) -> tuple[str, ...]:
    """Slots of a section that nobody has filled, each once."""
    runs = (run for each in contents if isinstance(each, Paragraph) for run in each.runs)
    return tuple(dict.fromkeys(run.slot for run in runs if isinstance(run, Missing)))
