"""A text cut up by the headings of the outline: which section a paragraph belongs to. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from accounts.case import Case
from accounts.editions.definitions import Section
from accounts.editions.numerals import chinese
from disclosures.manuscript.clauses import alike, bigrams
from disclosures.manuscript.sources import NUMERAL, Stretch

HEAD = re.compile(rf"[-•]?([{NUMERAL}]{{1,3}})、([^。:;]{{2,45}})")
PART = re.compile(rf"第([{NUMERAL}])部分")
FILLER = re.compile(r"关于|20\d\d年度?|说明$|情况说明$|[“”\"]")
ALIKE = 0.6
SAME_ORDINAL = 0.15


@dataclass(frozen=True)
class Heading:
    section: Section
    ordinal: str
    title: Stretch


@dataclass
class Chapter:
    """A heading found in the text and what stands under it."""

    heading: Heading
    paragraphs: list[Stretch] = field(default_factory=list)

    @property
    def length(self) -> int:
        return sum(len(each.text) for each in self.paragraphs)


@dataclass(frozen=True)
class Candidate:
    section: Section
    ordinal: str
    grams: frozenset[str]


def candidates(case: Case) -> list[Candidate]:
    return [
        Candidate(section, chinese(n), bigrams(bare(section.title)))
        for part in case.edition.parts
        for n, section in enumerate(part.sections, 1)
        if section.kind != "terms"
    ]


def bare(title: str) -> str:
    return FILLER.sub("", title)


def heading(paragraph: Stretch, known: list[Candidate]) -> Heading | None:
    """The section of the outline whose title the paragraph is, more or less."""
    found = HEAD.fullmatch(paragraph.text)
    if found is None or re.search(r"\d", bare(found[2])):
        return None
    grams, is_table = bigrams(bare(found[2])), found[2].endswith("表")
    rated = [
        (alike(grams, each.grams) + SAME_ORDINAL * (each.ordinal == found[1]), n)
        for n, each in enumerate(known)
        if is_table == (each.section.kind != "text")
    ]
    best, n = max(rated, default=(0.0, 0))
    if best < ALIKE:
        return None
    return Heading(known[n].section, found[1], paragraph.cut(*found.span(2)))


def chapters(case: Case, paragraphs: Iterable[Stretch]) -> Iterator[Chapter]:
    """One for each heading found, also for the lines of a list of contents."""
    known = candidates(case)
    chapter: Chapter | None = None
    for paragraph in paragraphs:
        if found := heading(paragraph, known):
            if chapter:
                yield chapter
            chapter = Chapter(found)
        elif ends(paragraph):
            if chapter:
                yield chapter
            chapter = None
        elif chapter:
            chapter.paragraphs.append(paragraph)
    if chapter:
        yield chapter


def ends(paragraph: Stretch) -> bool:
    """A new part begins: its heading, a comment, or a numbering that starts again."""
    return paragraph.is_comment or bool(PART.match(paragraph.text)) or is_first(paragraph)


def is_first(paragraph: Stretch) -> bool:
    return paragraph.text.startswith("一、")


def fullest(found: Iterable[Chapter]) -> dict[str, Chapter]:
    """Of the chapters with one heading the longest: the others are lines of the contents."""
    best: dict[str, Chapter] = {}
    for chapter in found:
        key = chapter.heading.section.key
        if key not in best or chapter.length > best[key].length:
            best[key] = chapter
    return best
