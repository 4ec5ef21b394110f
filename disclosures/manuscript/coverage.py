"""What of a given text was held against the account, and what was not: no silence is a pass. Pure.

`sentences` is for a page or a command; `refusal` for a text in which nothing stands.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from accounts.case import Case
from accounts.checks.engine import Agreement, CouldNotRun, Dimension, Fault, Level, Seen, rule
from disclosures.manuscript.capped import capped
from disclosures.manuscript.matching import Reading
from disclosures.manuscript.reading import Manuscript, given_text
from disclosures.manuscript.sections import Candidate, narrative_candidates
from disclosures.manuscript.sources import plain
from disclosures.manuscript.table_marks import marks
from disclosures.manuscript.unwritten import MOST, claims, share, unwritten

NO_SECTION = "所附文本没有一节能与本决算的情况说明对应，文中的数没有核对"
NO_TABLE = "所附文本中的表只核对表号、表名、编制单位和注，表内的数没有核对"
EMPTY = "文本是空的，没有可以检查的文字"


@dataclass(frozen=True)
class Coverage:
    found: tuple[str, ...]
    """Headings of the sections that the text has."""
    missing: tuple[str, ...]
    has_tables: bool


def refusal(text: str) -> str:
    """Why a text is not worth a check; empty where it is."""
    return "" if plain(text) else EMPTY


def coverage(case: Case) -> Coverage:
    """Of a case with a given text; NotApplicable without."""
    text = given_text(case)
    there = {reading.key for reading in text.sections if reading.pairs}
    wanted = narrative_candidates(case)
    return Coverage(
        tuple(heading(each) for each in wanted if each.section.key in there),
        tuple(heading(each) for each in wanted if each.section.key not in there),
        any(marks(text.rows)),
    )


def heading(section: Candidate) -> str:
    return f"{section.ordinal}、{section.section.title}"


def sentences(case: Case) -> list[str]:
    """文本与本决算对应 n 节, which are missing, and that the numbers of its tables are not questioned."""
    known = coverage(case)
    told = [f"{NO_SECTION}。"]
    if known.found:
        told = [f"文本与本决算对应{len(known.found)}节：{'；'.join(known.found)}。"]
    if known.found and known.missing:
        told.append(f"没有找到、没有核对的{len(known.missing)}节：{'；'.join(known.missing)}。")
    if known.has_tables:
        told.append(f"{NO_TABLE}。")
    return told


@rule(
    "T16",
    title="文本与章节的对应",
    level=Level.REASON,
    source="没有对应上的文字没有核对，不能算通过",
    dimension=Dimension.COMPLETENESS,
)
@capped
def rule_sections_are_those_of_the_account(case: Case) -> Iterator[Seen]:
    """所附文本的各节能与本决算的情况说明对应，应写的数大半能在文中找到；对应不上的没有核对。"""
    text = given_text(case)
    if not coverage(case).found:
        raise CouldNotRun(NO_SECTION)
    for reading in text.sections:
        if reading.is_whole and share(reading) < MOST:
            yield astray(text, reading)
        else:
            yield Agreement(())


def astray(text: Manuscript, reading: Reading) -> Fault:
    title = text.bodies[reading.key].heading.title
    place, quote = text.quote_of(title.spots, None)
    wanted, lost = len(list(claims(reading))), len(unwritten(reading))
    return Fault(
        f"“{title.text}”一节应写到的{wanted}处金额和个数只找到{wanted - lost}处，其余的没有核对",
        place=place,
        quote=quote,
        remedy="核对这一节是否本单位、本年度的文字，标题下是否是这一节的内容",
    )
