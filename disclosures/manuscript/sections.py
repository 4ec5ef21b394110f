"""A text cut up by the headings of the outline: which section a paragraph belongs to. Pure."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from accounts.case import Case
from accounts.editions.definitions import Section
from accounts.editions.numerals import chinese
from disclosures.manuscript.clauses import alike, bigrams
from disclosures.manuscript.sources import LEADING, NUMERAL, Spot, Stretch, plain

HEAD = re.compile(rf"{LEADING}([{NUMERAL}]{{1,3}})、([^。:;]{{2,45}})")
PART = re.compile(rf"{LEADING}第([{NUMERAL}])部分")
FILLER = re.compile(r"关于|20\d\d年度?|说明$|情况说明$|[“”\"]")
PROFILE = ("duties", "organisation")
"""Sections that a clerk writes freely: there is nothing to hold them against."""
ALIKE = 0.6
SAME_ORDINAL = 0.15
MUCH = 0.5
"""A chapter that says half as much of the section as the fullest is it, if its heading is the right one."""
SEEN_BEFORE = 2
"""So many characters before the seam must be those of the title, for a heading to be broken there."""


@dataclass(frozen=True)
class Heading:
    section: Section
    ordinal: str
    title: Stretch
    should: str
    """The ordinal of the section in the edition."""

    @property
    def fits(self) -> tuple[bool, bool]:
        """Whether it is the title of the edition, and has the right ordinal."""
        return self.title.text == plain(self.section.title), self.ordinal == self.should


@dataclass
class Chapter:
    """A heading found in the text and what stands under it."""

    heading: Heading
    paragraphs: list[Stretch] = field(default_factory=list)

    @property
    def key(self) -> str:
        return self.heading.section.key

    @property
    def spot(self) -> Spot:
        return self.heading.title.spots[0]

    @property
    def is_text(self) -> bool:
        return self.heading.section.kind == "text"

    @property
    def length(self) -> int:
        return sum(len(each.text) for each in self.paragraphs)


@dataclass(frozen=True)
class Candidate:
    section: Section
    ordinal: str
    grams: frozenset[str]


def narrative_sections(case: Case) -> list[str]:
    """Keys of the sections that the portal can write from the figures."""
    return [each.section.key for each in narrative_candidates(case)]


def narrative_candidates(case: Case) -> list[Candidate]:
    return [
        each for each in candidates(case) if each.section.kind == "text" and each.section.key not in PROFILE
    ]


def candidates(case: Case) -> list[Candidate]:
    return [
        Candidate(section, chinese(n), bigrams(bare(section.title)))
        for part in case.edition.parts
        for n, section in enumerate(part.sections, 1)
        if section.kind != "terms"
    ]


def bare(title: str) -> str:
    return FILLER.sub("", title)


def heading(paragraph: Stretch, known: list[Candidate], of_all: frozenset[str]) -> Heading | None:
    """The section of the outline whose title the paragraph is, more or less.

    `of_all`: the pairs of characters of all titles together, to be quick where there are none of them.
    """
    found = HEAD.fullmatch(paragraph.text)
    if found is None or re.search(r"\d", bare(found[2])):
        return None
    grams, is_table = bigrams(bare(found[2])), found[2].endswith("表")
    if len(grams & of_all) < (ALIKE - SAME_ORDINAL) / 2 * len(grams):
        return None
    rated = [
        (alike(grams, each.grams) + SAME_ORDINAL * (each.ordinal == found[1]), n)
        for n, each in enumerate(known)
        if is_table == (each.section.kind != "text")
    ]
    best, n = max(rated, default=(0.0, 0))
    if best < ALIKE:
        return None
    return Heading(known[n].section, found[1], paragraph.cut(*found.span(2)), known[n].ordinal)


def chapters(case: Case, paragraphs: Sequence[Stretch]) -> Iterator[Chapter]:
    """One for each heading found, also for the lines of a list of contents."""
    known = candidates(case)
    of_all = frozenset[str]().union(*(each.grams for each in known))
    chapter: Chapter | None = None
    for paragraph in unbroken(paragraphs, [plain(each.section.title) for each in known]):
        if found := heading(paragraph, known, of_all):
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


def unbroken(paragraphs: Sequence[Stretch], titles: list[str]) -> Iterator[Stretch]:
    """Headings that a narrow page broke, put together: the end of the title begins the next paragraph."""
    rest, known = 0, seams(titles)
    for n, paragraph in enumerate(paragraphs):
        paragraph = paragraph.cut(rest, len(paragraph.text)) if rest else paragraph
        following = paragraphs[n + 1] if n + 1 < len(paragraphs) else None
        rest = broken_off(paragraph.text, following.text, titles, known) if following else 0
        if following and rest:
            paragraph += following.cut(0, rest)
        if paragraph.text:
            yield paragraph


Seams = dict[str, list[tuple[str, str]]]
"""By the characters before it: where a title may be broken."""


def seams(titles: list[str]) -> Seams:
    found: Seams = {}
    for title in titles:
        for n in range(SEEN_BEFORE + 1, len(title)):
            found.setdefault(title[n - SEEN_BEFORE : n], []).append((title[:n], title[n:]))
    return found


def broken_off(head: str, following: str, titles: list[str], known: Seams) -> int:
    """How many characters of the next paragraph still belong to the heading; 0 where it is whole."""
    if head[-SEEN_BEFORE:] not in known or not HEAD.fullmatch(head) or head.endswith(tuple(titles)):
        return 0
    title = head.partition("、")[2]
    for start, rest in known[head[-SEEN_BEFORE:]]:
        if following.startswith(rest) and (start.endswith(title) or head.endswith(start[-2 * SEEN_BEFORE :])):
            return len(rest)
    return 0


def ends(paragraph: Stretch) -> bool:
    """A new part begins: its heading, or a numbering that starts again."""
    return bool(PART.match(paragraph.text)) or paragraph.text.startswith("一、")


def narrative_span(
    case: Case, paragraphs: Iterable[Stretch], tables: Sequence[Spot], found: Iterable[Chapter]
) -> tuple[Spot, Spot]:
    """From where to where sections of text may stand: behind the tables, and from part three to part four.

    Rows of a table (三、国有资本经营预算财政拨款收入) read like headings. Where nothing is found there the
    tables stand behind the text, and where there are neither parts nor tables everything counts.
    """
    number = next(
        n
        for n, part in enumerate(case.edition.parts, 1)
        if any(section.key not in PROFILE and section.kind == "text" for section in part.sections)
    )
    parts = [(match[1], each.spots[0]) for each in paragraphs if (match := PART.match(each.text))]
    own = [spot for ordinal, spot in parts if ordinal == chinese(number)]
    spots = [chapter.spot for chapter in found if chapter.is_text and chapter.key not in PROFILE]
    last = (1 << 62, 0)
    for start in (max([*own, *tables], default=None), own[-1] if own else None):
        if start is not None:
            end = next((spot for ordinal, spot in parts if spot > start and ordinal != chinese(number)), last)
            if any(start < spot < end for spot in spots):
                return start, end
    return (-1, 0), last


def fullest(found: Iterable[Chapter], says: Callable[[Chapter], int]) -> dict[str, Chapter]:
    """Of the chapters of one section that which says most of it; of those that say much the right heading.

    The others are lines of the contents, or what happens to read like a heading.
    """
    best: dict[str, Chapter] = {}
    ordered = sorted(found, key=lambda chapter: chapter.key)
    for key, group in groupby(ordered, key=lambda chapter: chapter.key):
        same = list(group)
        said = [says(chapter) for chapter in same] if len(same) > 1 else [0]
        rated = [
            (chapter.heading.fits, much, n)
            for n, (chapter, much) in enumerate(zip(same, said, strict=True))
            if much >= MUCH * max(said)
        ]
        best[key] = same[max(rated)[2]]
    return best


def by_likeness(
    pieces: Sequence[Stretch], grams: dict[str, frozenset[str]], of: Callable[[str], frozenset[str]]
) -> dict[str, list[Stretch]]:
    """A text without headings: each paragraph goes to the section that says most of it."""
    bodies: dict[str, list[Stretch]] = {}
    for piece in pieces:
        own = of(piece.text)
        best = max(grams, key=lambda key: len(own & grams[key]), default="")
        if best and len(own & grams[best]) >= MUCH * len(own):
            bodies.setdefault(best, []).append(piece)
    return bodies
