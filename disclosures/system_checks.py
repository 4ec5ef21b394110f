"""At start: every edition has the cells that the sentences about it read, and an author for each section; the
settings of the public log name witnesses and authorities that can be read; pages laid out know their address.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from accounts.case import Case, UnitProfile
from accounts.editions import EDITIONS
from accounts.editions.definitions import Edition
from accounts.figures import Address, Figures
from accounts.money import Scale
from accounts.projects import ProjectSheet
from disclosures import logkey, narrative, stamping, witnessing
from disclosures.logkey import NoKey
from disclosures.phrases import Missing
from disclosures.publiclog.notes import BadNote
from disclosures.stamping import BadAuthority

TEN_THOUSAND = 10_000
NO_TEXTS = ("table.", "subject.")
"""Marks for what is entered elsewhere: a table not begun, a subject without a name."""
SAMPLE_CODE = "2010101"
SAMPLE_PROJECT = ProjectSheet("sample", "项目", "单位", score="90", department_evaluated=True)


class Probe(Figures):
    """Figures that answer the same for every cell and remember which cells were asked for."""

    def __init__(self, amount: Decimal, tables: Sequence[str]) -> None:
        super().__init__({Address(table, SAMPLE_CODE, "total"): amount for table in tables})
        self.answer = amount
        self.asked: set[Address] = set()

    def amount(self, address: Address) -> Decimal:
        self.asked.add(address)
        return self.answer


@dataclass(frozen=True)
class Used:
    """What the narrative of an edition asks for."""

    cells: set[Address]
    slots: set[str]
    """Texts of a clerk."""


def used(edition: Edition) -> Used:
    """Found by writing it for nothing, for something that fell, and for something that is new."""
    found = Used(set(), set())
    for now, before in ((0, 0), (TEN_THOUSAND, 2 * TEN_THOUSAND), (TEN_THOUSAND, 0)):
        figures = Probe(Decimal(now), [table.key for table in edition.tables])
        last = Probe(Decimal(before), [])
        case = Case(
            UnitProfile("sample", "单位"),
            edition.year,
            edition,
            Scale.YUAN,
            figures,
            last,
            projects=(SAMPLE_PROJECT,),
        )
        for section in written_sections(edition):
            runs = (run for paragraph in narrative.write(case, section) for run in paragraph.runs)
            found.slots.update(run.slot for run in runs if isinstance(run, Missing))
        found.cells.update(figures.asked, last.asked)
    return found


def written_sections(edition: Edition) -> list[str]:
    texts = [section for section in edition.sections if section.kind == "text"]
    return [section.key for section in texts if (section.author or section.key) in narrative.AUTHORS]


def faults(edition: Edition) -> Iterator[Error]:
    for section in edition.sections:
        name = section.author or section.key
        if section.kind == "text" and name not in narrative.AUTHORS:
            yield Error(f"{edition.code}：“{section.title}”（{name}）没有撰写函数", id="disclosures.E002")
    try:
        asked = used(edition)
    except KeyError as missing:
        yield Error(f"{edition.code}：文字说明用到该格式没有的表 {missing}", id="disclosures.E001")
        return
    for slot in sorted(asked.slots):
        if not slot.startswith(NO_TEXTS) and edition.slot(slot) is None:
            yield Error(f"{edition.code}：文字说明要填写 {slot}，但没有这个说明位置", id="disclosures.E003")
    for address in sorted(asked.cells):
        try:
            edition.measure(address)
        except KeyError:
            yield Error(f"{edition.code}：文字说明用到该格式没有的单元格 {address}", id="disclosures.E001")


@register()
def pages_laid_out_know_their_address(**kwargs: Any) -> list[CheckMessage]:
    if settings.PUBLIC_FILES and not settings.SITE_ADDRESS:
        message = "设置了 PUBLIC_FILES 而没有 SITE_ADDRESS：铺好的网页写不出自己的网址"
        return [Warning(message, id="disclosures.W002")]
    return []


@register(deploy=True)
def the_log_can_be_signed(**kwargs: Any) -> list[CheckMessage]:
    try:
        logkey.private()
    except NoKey as problem:
        return [Error(f"{problem}。没有密钥：manage.py publiclog makekey", id="disclosures.E012")]
    return []


@register()
def editions_have_what_the_sentences_read(**kwargs: Any) -> list[CheckMessage]:
    return [fault for edition in EDITIONS.values() for fault in faults(edition)]


@register()
def outsiders_of_the_log_can_be_read(**kwargs: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    try:
        witnessing.trusted()
    except BadNote as problem:
        found.append(Error(f"LOG_WITNESSES：{problem}", id="disclosures.E010"))
    try:
        stamping.authorities()
    except BadAuthority as problem:
        found.append(Error(str(problem), id="disclosures.E011"))
    return found
