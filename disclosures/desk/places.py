"""Where a finding stands in the report: which table or section, which anchor of the preview. Pure."""

from dataclasses import dataclass
from typing import Literal

from accounts.case import Case
from accounts.figures import Address
from disclosures import assembly
from disclosures.desk.working_copy import DATA, printed, with_supplement
from disclosures.phrases import Missing, Typed
from disclosures.report import Issue, Paragraph

TakesText = Literal["", "slot", "project"]
TEXTS = "其他文字"


@dataclass(frozen=True)
class Spot:
    """A heading and the anchor it has in the preview; empty where it has none."""

    title: str
    anchor: str


class Places:
    """Of one case; everything is read from its report."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.report = with_supplement(assembly.build(case, Issue()), case)
        self.cells = printed(self.report)
        self.sections = {each.key: Spot(each.title, each.key) for each in self.report.sections}
        self.slots = {
            run.slot: section.key
            for section in self.report.sections
            for content in section.contents
            for run in (content.runs if isinstance(content, Paragraph) else ())
            if isinstance(run, Missing | Typed)
        }

    def rank(self, spot: Spot) -> int:
        """In the order of the report, what is not in it last."""
        order = list(self.sections.values())
        return order.index(spot) if spot in order else len(order)

    def group_of(self, place: str) -> Spot:
        """The table or section of a cell, a slot or a place in a project."""
        head, *rest = place.split("/")
        if head == "project":
            return self.sections.get("projects", Spot("项目支出绩效自评", ""))
        if head == "unit":
            return Spot("汇总", "")
        if rest:
            table = self.case.edition.table(head).title if self.case.edition.has(head) else head
            key = (
                head
                if self.case.edition.has(head) and self.case.edition.table(head).number
                else f"{DATA}{head}"
            )
            return self.sections.get(key, Spot(table, ""))
        return self.sections.get(self.slots.get(place, ""), Spot(TEXTS, ""))

    def spot_of(self, place: str) -> Spot:
        """The place itself, as a clerk knows it."""
        head, *rest = place.split("/")
        if head == "project" and rest:
            return Spot(self.project_title(*rest), f"project-{rest[0]}")
        if head == "unit" and rest:
            return Spot(next((unit.name for unit in self.case.units if unit.code == rest[0]), rest[0]), "")
        slot = self.case.edition.slot(place)
        return Spot(slot.label if slot else place, self.group_of(place).anchor)

    def project_title(self, key: str, *rest: str) -> str:
        name = next((sheet.name for sheet in self.case.projects if sheet.key == key), key)
        return f"项目“{name}”第{rest[0]}项指标" if rest and rest[0].isdigit() else f"项目“{name}”"

    def anchor_of(self, address: Address) -> str:
        """The cell, or its table where the row is not there."""
        return str(address) if address in self.cells else self.group_of(str(address)).anchor

    def takes(self, place: str) -> TakesText:
        """Whether words there can be replaced: in a slot, or in a text of a project."""
        if place.startswith("project/"):
            return "project"
        return "slot" if self.case.edition.slot(place) else ""
