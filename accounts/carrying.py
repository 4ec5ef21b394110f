"""What of last year's account can begin a new one, without a figure of last year's. Pure.

Everything is for blank places only; the one kind of figure that comes over is 年末, which becomes 年初.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from accounts.case import Case
from accounts.cells import wrong_measure
from accounts.entry.offers import FLOWS, OPENINGS
from accounts.figures import TOTAL, Address, Figures, at
from accounts.projects import IndicatorLine, ProjectSheet
from accounts.refusals import place, shown

DIGIT = re.compile(r"\d")
Group = Literal["profile", "words", "names", "projects", "opening"]
GROUPS: tuple[Group, ...] = ("profile", "words", "names", "projects", "opening")
PROFILE, NEVER = "profile.", ("replace.", "project.")
"""Slots that are always offered; and never: paragraphs with last year's figures, results of projects."""
TOTALS = ((at("t04/income.opening/amount"), at("t04/spending.closing/total")),)
ADJUSTED = {
    at("t04/income.opening_general/amount"): ("general",),
    at("t04/income.opening_fund/amount"): ("fund",),
    at("t04/income.opening_capital/amount"): ("capital",),
    at("t04/income.opening/amount"): ("general", "fund", "capital"),
    at("t07/total/opening"): ("fund",),
    at("t08/total/opening"): ("capital",),
    at("t01/income.opening/amount"): ("general", "fund", "capital", "other"),
}
"""Openings that are last year's closing only without a declared adjustment of that money."""


@dataclass(frozen=True)
class LastYear:
    """What the account of the year before holds beside its figures, which the case knows."""

    texts: Mapping[str, str]
    names: Mapping[str, str]
    """Of subjects that are in no official list."""
    projects: tuple[ProjectSheet, ...]


@dataclass(frozen=True)
class Offer:
    """One thing that would come over, and the blank place it would come to."""

    group: Group
    place: str
    """A slot, the code of a subject, the key of a project, an address."""
    title: str
    shown: str
    text: str = ""
    amount: Decimal | None = None
    sheet: ProjectSheet | None = None
    hint: str = ""


def offers(case: Case, last: LastYear, needed: Collection[str]) -> list[Offer]:
    """`needed`: slots that the report asks for now."""
    return [*words(case, last, needed), *names(case, last), *projects(case, last), *openings(case)]


def words(case: Case, last: LastYear, needed: Collection[str]) -> Iterator[Offer]:
    for slot, text in last.texts.items():
        known = case.edition.slot(slot)
        if known is None or case.texts.get(slot, "").strip() or slot.startswith(NEVER):
            continue
        if slot.startswith(PROFILE) or slot in needed:
            year = f"{case.year - 1}年"
            hint = f"文中有“{year}”，带入后请改" if year in text else ""
            yield Offer(
                "profile" if slot.startswith(PROFILE) else "words", slot, known.label, text, text, hint=hint
            )


def names(case: Case, last: LastYear) -> Iterator[Offer]:
    """Names that the account itself gave to subjects; an official name needs none."""
    for code, name in sorted(last.names.items()):
        if code not in case.names and not case.subjects.get(code):
            yield Offer("names", code, f"科目 {code}", name, name)


def projects(case: Case, last: LastYear) -> Iterator[Offer]:
    """Those that are not here, by key or by name."""
    here = {word for sheet in case.projects for word in (sheet.key, sheet.name)}
    for sheet in last.projects:
        if sheet.key not in here and sheet.name not in here:
            told = f"{len(sheet.indicators)} 项指标，不带金额、完成值和得分"
            yield Offer("projects", sheet.key, sheet.name, told, sheet=bare(sheet))


def openings(case: Case) -> Iterator[Offer]:
    last = case.last or Figures()
    for here, there in pairs(last):
        amount = last.get(there)
        if amount is None or here in case.figures or is_adjusted(case, here) or not exists(case, here):
            continue
        if not wrong_measure(case.edition.measure(here), case.scale, amount):
            title, told = place(case.edition, here), shown(case.edition, case.scale, here, amount)
            yield Offer("opening", str(here), title, told, amount=amount)


def pairs(last: Figures) -> Iterator[tuple[Address, Address]]:
    """Opening cells, each with last year's closing one."""
    for known in OPENINGS.values():
        yield from known
    yield from TOTALS
    for _, table in FLOWS:
        for code in last.rows(table):
            yield Address(table, code, "opening"), Address(table, code, "closing")


def is_adjusted(case: Case, here: Address) -> bool:
    money = ADJUSTED.get(here) or ADJUSTED[Address(here.table, TOTAL, "opening")]
    return any(case.figures.get(at(f"adjustment/{key}/amount")) for key in money)


def exists(case: Case, cell: Address) -> bool:
    try:
        case.edition.measure(cell)
    except KeyError:
        return False
    return True


def bare(sheet: ProjectSheet) -> ProjectSheet:
    """The project as it begins in a new year: what it is and how it is measured, without a result."""
    lines = tuple(bare_line(line) for line in sheet.indicators)
    return replace(
        sheet, actual="", execution_score="", score="", department_evaluated=False, indicators=lines
    )


def bare_line(line: IndicatorLine) -> IndicatorLine:
    """Weights and targets in words stay; a target in numbers is this year's budget's to say."""
    target = "" if DIGIT.search(line.target) else line.target
    return replace(line, target=target, actual="", completion="", score="", deviation="")
