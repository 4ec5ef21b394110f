"""Which table of the edition a line of text or the name of a sheet names. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from accounts.editions import edition_of
from accounts.editions.definitions import Edition, ProjectRows, Table
from disclosures.workbook.foreign.synonyms import TITLES
from disclosures.workbook.foreign.words import bare, plain

LONGEST_WORD = 3
"""Characters of 部门, 单位, 本级: shorter than any unit's name."""
LONGEST = 90
"""Characters of a title with the unit's name before it."""
NUMBERED = re.compile(r"(?:财决)?公开表?0*(\d{1,2})表?")
BEFORE = re.compile(
    r"^(?:附?[件表][一二三四五六七八九十]{1,3}(?!般)[、.:_-]?|附?[件表]?\d{1,3}(?!\d)[、.:_-]?|附[件表]|[A-Za-z]{1,4}\d{1,3}[_.:-]?|"
    r"(?:财决)?公开表?\d+表?[:_-]?)"
)
BEHIND = re.compile(
    r"\((?:续.*|汇总|本级|\d+|(?:财决)?公开\d+表?|批复|公开)\)$|续表?\d*$|公开\d+表$|[-_]\d+$|(?<=表)\d{1,2}$"
)
OWNER = re.compile(
    r"(?:年|年度|单位|部门|本级|汇总\)?|[局委会办室院校园中心站所处队厅部司社馆台团厂区县市州镇乡街道])$"
)
WHEN = re.compile(r"^\d{4}年?度?|\d{4}年?度?$")
CONTINUED = re.compile(r"^\(?续表?[一二三四五六七八九\d]*\)?$")
OTHER = re.compile(r"^[^,。;:!?]{2,60}(?:表|目录)(?:\(.{1,8}\))?$")
FORM = re.compile(r"^\(?\D{1,8}\d{1,3}(?:-\d{1,2})?表\)?$")
"""The number of a form in the Ministry's own set, in the corner of a table: 财决01表, 财决附03表."""


@dataclass(frozen=True)
class Named:
    """`key`: the table; empty where the text is the title of a table that the edition does not have.
    `rank`: 0 the edition's own title, 1 one of other regions or years, 2 only its number."""

    key: str
    rank: int
    words: str
    owner: str = ""
    """The unit that is named before the title."""


def readable(edition: Edition) -> tuple[Table, ...]:
    """The tables that are looked for; the money of projects stands in their forms, not in a table."""
    return tuple(t for t in edition.tables if not any(isinstance(b.rows, ProjectRows) for b in t.blocks))


@lru_cache(8)
def known(code: str) -> tuple[tuple[str, str, int], ...]:
    """Titles with key and rank, the longest first."""
    return tuple(sorted(_known(edition_of(code)), key=lambda each: (-len(each[0]), each[2])))


def _known(edition: Edition) -> Iterator[tuple[str, str, int]]:
    own = {plain(table.title) for table in readable(edition)}
    for table in readable(edition):
        yield plain(table.title), table.key, 0
        yield from ((title, table.key, 1) for title in TITLES.get(table.key, ()) if title not in own)


def named(text: str, edition: Edition) -> Named | None:
    """The table that the text is the title of, its unit, year, number and 续 left out."""
    return _named(text, edition.code) if 0 < len(text) <= LONGEST else None


@lru_cache(4096)
def _named(text: str, edition: str) -> Named | None:
    core = stripped(plain(text))
    for title, key, rank in known(edition):
        for each in (title, title.removesuffix("表")):
            before = core.removesuffix(each) if core.endswith(each) else None
            if before == "" or (before and OWNER.search(before)):
                return Named(key, rank, text.strip(), owner_in(before))
    return None


def owner_in(before: str) -> str:
    """Without the year; 2024年度部门 names nobody."""
    name = WHEN.sub("", before)
    return name if len(name) > LONGEST_WORD else ""


def stripped(words: str) -> str:
    last = ""
    while words != last:
        last = words
        words = BEHIND.sub("", BEFORE.sub("", bare(words)))
    return words


def numbered(text: str, edition: Edition) -> Named | None:
    """The table by 公开NN表."""
    found = NUMBERED.search(plain(text))
    if found is None or len(text) > LONGEST:
        return None
    number = found[1].zfill(2)
    table = next((each for each in readable(edition) if each.number == number), None)
    return Named(table.key if table else "", 2, found[0])


def is_other(text: str) -> bool:
    """A title, of whatever table: 项目支出绩效自评表, 目录."""
    words = plain(text)
    return len(text) <= LONGEST and bool(OTHER.match(words)) and not FORM.match(words)
