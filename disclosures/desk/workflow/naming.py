"""What a place of an account is called, and what stood there, as people read it."""

from decimal import Decimal
from functools import cached_property
from itertools import takewhile

from accounts.case import Case
from accounts.checks.wording import where
from accounts.figures import Address, at
from accounts.models import Indicator, Project
from accounts.refusals import shown
from disclosures import assembly
from disclosures.report import Issue, Paragraph, ReportSection

AROUND = 40
"""So many characters of a text are shown before and after what was changed in it."""
OPENING = 24
"""So many characters of a paragraph say which it is."""


class Names:
    """Of one account as it is now; what is no longer there keeps the words of its place."""

    def __init__(self, case: Case) -> None:
        self.case = case

    @cached_property
    def sections(self) -> dict[str, ReportSection]:
        report = assembly.build(self.case, Issue())
        return {section.key: section for section in report.sections}

    @cached_property
    def paragraphs(self) -> dict[str, str]:
        """Each paragraph by the slot that would replace it: its section and how it begins."""
        return {
            f"replace.{content.key}": f"{section.title}“{content.text[:OPENING]}…”一段"
            for section in self.sections.values()
            for content in section.contents
            if isinstance(content, Paragraph)
        }

    def of(self, place: str) -> str:
        if not place:
            return "整份决算"
        edition, words = self.case.edition, place.split("/")
        if address := self.address(place):
            return where(self.case, address)
        if edition.has(place):
            return f"《{edition.table(place).title}》"
        if words[0] == "subject":
            return f"科目 {place.removeprefix('subject/')} 的名称"
        if words[0] == "project":
            return self.project(*words[1:])
        if place.startswith("replace.") and place in self.paragraphs:
            return self.paragraphs[place]
        slot = edition.slot(place)
        if slot:
            rest = place.removeprefix(slot.key.rstrip("*")) if slot.key.endswith("*") else ""
            return f"{slot.label}（{rest}）" if rest else slot.label
        return self.sections[place].title if place in self.sections else place

    def project(self, key: str, *rest: str) -> str:
        name = next((sheet.name for sheet in self.case.projects if sheet.key == key), key)
        if not rest:
            return f"项目“{name}”"
        if rest[0].isdigit():
            return f"项目“{name}”第 {rest[0]} 项指标·{titled(Indicator, ''.join(rest[1:]))}"
        return f"项目“{name}”·{titled(Project, rest[0])}"

    def address(self, place: str) -> Address | None:
        """The cell, where the place is one."""
        try:
            address = at(place)
        except ValueError:
            return None
        is_text = address.table == "project" and "." not in address.row  # a field of the sheet, not its money
        return None if is_text else address

    def said(self, kind: str, place: str, text: str) -> str:
        """What a line of the log says stood there."""
        address = self.address(place) if kind == "figure" else None
        if not text or address is None or not self.case.edition.has(address.table):
            return text or "空白"
        return shown(self.case.edition, self.case.scale, address, Decimal(text))


def titled(model: type[Project] | type[Indicator], field: str) -> str:
    names = {each.name: str(each.verbose_name) for each in model._meta.fields}
    return names.get(field, field)


def differing(was: str, becomes: str) -> tuple[str, str, str, str]:
    """What both begin with, what each has of its own, what both end with."""
    head = len(list(takewhile(same, zip(was, becomes, strict=False))))
    rest = zip(reversed(was[head:]), reversed(becomes[head:]), strict=False)
    tail = len(list(takewhile(same, rest)))
    end = len(was) - tail
    return was[:head], was[head:end], becomes[head : len(becomes) - tail], was[end:]


def clipped(pieces: tuple[str, str, str, str], longest: int) -> tuple[str, str, str, str]:
    """Of what is the same only what stands next to the difference; of the difference so many characters."""
    head, was, becomes, tail = pieces
    head = head if len(head) <= AROUND else f"…{head[-AROUND:]}"
    tail = tail if len(tail) <= AROUND else f"{tail[:AROUND]}…"
    return head, cut(was, longest), cut(becomes, longest), tail


def cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[:longest]}……（共 {len(text)} 字）"


def same(pair: tuple[str, str]) -> bool:
    return pair[0] == pair[1]
