"""The enumerations of section 六 against what has an amount in table 06. Pure."""

import re
from collections.abc import Iterator

from accounts.case import Case
from accounts.checks.engine import Agreement, CouldNotRun, Fault, Level, Seen, rule
from accounts.editions.definitions import Row
from accounts.figures import ZERO, Address, at
from disclosures.manuscript.capped import capped
from disclosures.manuscript.clauses import alike, bigrams
from disclosures.manuscript.matching import Given, Reading
from disclosures.manuscript.reading import Manuscript, manuscript
from disclosures.manuscript.sources import plain as bare

GROUPS = {"人员经费": "personnel", "公用经费": "operating"}
LEAST = 2
SPELLED_ALIKE = 0.6


@rule(
    "T11",
    title="六、列举的经济科目",
    source="人员经费、公用经费所列内容应是基本支出明细表中有数的款级科目，不多不少",
    idle="没有附上文本，或第六部分没有列举科目",
)
@capped
def rule_lists_name_what_has_an_amount(case: Case) -> Iterator[Seen]:
    """文本第六部分列举的人员经费、公用经费内容，与公开06表中有金额的款级科目一致。"""
    text = manuscript(case)
    for reading in text.readings:
        if reading.key == "basic":
            yield from lists(text, reading)


def lists(text: Manuscript, reading: Reading) -> Iterator[Seen]:
    group = ""
    for given in reading.given:
        group = next((key for name, key in GROUPS.items() if given.clause.text.startswith(name)), group)
        if group and given.clause.text.count("、") >= LEAST:
            if not text.case.figures.has_amounts("t06"):
                raise CouldNotRun(f"《{text.case.edition.table('t06').title}》没有数，列举的科目不能核对")
            yield from listed(text, given, kinds(text.case, group))


def kinds(case: Case, group: str) -> list[Row]:
    """The 款 of table 06 that belong to the group."""
    table = case.edition.table("t06")
    row = table.row(group)
    classes = [table.row(code) for code in (row.parts if row else ())]
    return [kind for parent in classes if parent for code in parent.parts if (kind := table.row(code))]


def listed(text: Manuscript, given: Given, rows: list[Row]) -> Iterator[Seen]:
    cells = {bare(row.title): at(f"t06/{row.key}/amount") for row in rows}
    has = {name for name, cell in cells.items() if text.case.figures.amount(cell)}
    named = list(names(given.clause.text, set(cells)))
    for name, start, end in named:
        if name in has:
            yield Agreement((cells[name],))
        else:
            yield unfounded(text, given, (start, end), name, cells)
    missing = [name for name in cells if name in has and name not in {each for each, _, _ in named}]
    if missing:
        yield left_out(text, given, missing, cells)


def names(listing: str, known: set[str]) -> Iterator[tuple[str, int, int]]:
    """The names of an enumeration with their places; the last may be joined by 和 or end in 等."""
    for found in re.finditer(r"[^、]+", listing):
        name = re.sub(r"等(?:支出|费用)?$", "", found.group())
        split = next((n for n in (m.start() for m in re.finditer("和|及", name)) if name[:n] in known), None)
        if name in known or split is None:
            yield name, found.start(), found.start() + len(name)
        else:
            yield name[:split], found.start(), found.start() + split
            yield name[split + 1 :], found.start() + split + 1, found.start() + len(name)


def unfounded(
    text: Manuscript, given: Given, span: tuple[int, int], name: str, cells: dict[str, Address]
) -> Fault:
    table = text.case.edition.table("t06").title
    if name in cells:
        end = span[1] + (given.clause.text[span[1] : span[1] + 1] == "、")
        place, quote = text.quote(given, span[0], end, "")
        message, remedy = f"列举了“{name}”，但《{table}》中该科目没有金额", "从列举中删去"
        return Fault(message, (cells[name],), (ZERO,), place=place, quote=quote, remedy=remedy)
    near = max(cells, key=lambda known: alike(bigrams(known), bigrams(name)))
    like = near if alike(bigrams(near), bigrams(name)) >= SPELLED_ALIKE else None
    place, quote = text.quote(given, *span, like)
    return Fault(
        f"列举的“{name}”不是《{table}》中的科目名称" + (f"，是否为“{like}”" if like else ""),
        (cells[like],) if like else (),
        place=place,
        quote=quote,
        remedy="按政府收支分类科目的名称写",
        level=Level.NOTICE,
    )


def left_out(text: Manuscript, given: Given, missing: list[str], cells: dict[str, Address]) -> Fault:
    open_end = re.search(r"等(?:支出|费用)?$", given.clause.text)
    place, quote = text.quote(given, 0, len(given.clause.text), None)
    return Fault(
        f"没有列举有金额的科目：{'、'.join(missing)}",
        tuple(cells[name] for name in missing),
        tuple(text.case.figures.amount(cells[name]) for name in missing),
        place=place,
        quote=quote,
        remedy="补上列举的科目",
        level=Level.NOTICE if open_end else None,
    )
