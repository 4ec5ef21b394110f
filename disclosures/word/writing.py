"""The document: cover, 目录, parts, sections on upright and lying pages, and which version it is."""

from collections.abc import Iterator
from itertools import groupby

from accounts.days import day
from disclosures import fitting, imprint
from disclosures.phrases import Missing
from disclosures.report import Grid, Paragraph, Report, ReportSection, TermEntry
from disclosures.word import package, pages
from disclosures.word.styles import LINE, SUBHEADS, faces, font_table, styles
from disclosures.word.tables import grid_table
from disclosures.word.xml import field, field_end, field_start, paragraph, part, run, tag

NEW_PAGE = tag("pageBreakBefore")
COVER_TOP, COVER_DAY = 3402, 3969
"""60 and 70 mm above the title and the day, in twips."""
PARAGRAPHS = {"body": "Text", "heading": "Heading3", "note": "Note"}
MARKED = tag("highlight", val="yellow")


def document(report: Report, site: str = "") -> bytes:
    """`site`: the site's own address, https://…"""
    return package.packed(
        {
            "document": Writer(report).document(imprint.lines(report, site)),
            "styles": styles(),
            "fontTable": font_table(),
            "settings": pages.settings(),
            **pages.edges(imprint.mark(report)),
        },
        title=report.title,
        creator=report.unit_name,
        day=report.issue.disclosed,
    )


class Writer:
    def __init__(self, report: Report) -> None:
        self.report = report
        self.marks = {key: n for n, (_, key, _) in enumerate(self.headings(), 1)}
        """The number of each heading's bookmark."""

    def document(self, last: list[str]) -> str:
        """Neighbours on pages of one direction are one section of Word. `last`: lines at the end."""
        upright = (*self.cover(), *self.contents())
        blocks = (*((False, block) for block in upright), *self.parts())
        groups = [
            (wide, [xml for _, xml in group]) for wide, group in groupby(blocks, lambda block: block[0])
        ]
        *before, (wide, end) = groups
        drawn: list[str] = []
        for place, (lies, group) in enumerate(before):
            drawn += [*group, pages.end(wide=lies, first=place == 0)]
        drawn += [*end, *(paragraph("Imprint", run(line)) for line in last)]
        return part("document", tag("body", *drawn, pages.section(wide=wide, first=not before)))

    def headings(self) -> Iterator[tuple[int, str, str]]:
        """What the 目录 lists: level, key, words."""
        for each in self.report.parts:
            yield 1, f"part-{each.key}", f"{each.ordinal} {each.title}"
            yield from ((2, s.key, s.heading) for s in each.sections if s.listed)

    def cover(self) -> Iterator[str]:
        top = tag("spacing", before=COVER_TOP, line=840, lineRule="exact")
        for place, line in enumerate(self.report.cover):
            yield paragraph("Cover", run(line), looks=() if place else (top,))
        above = tag("spacing", before=COVER_DAY, line=LINE, lineRule="exact")
        yield paragraph("Day", run(day(self.report.issue.disclosed)), looks=(above,))

    def contents(self) -> Iterator[str]:
        """A field that Word fills in; until then the titles, each of which leads to its place."""
        yield paragraph("ContentsTitle", run("目　录"), looks=(NEW_PAGE,))
        begin = field_start('TOC \\o "1-2" \\h \\z \\u')
        for level, key, words in self.headings():
            name = self.bookmark(key)
            entry = run(f"{words}\t") + field(f"PAGEREF {name} \\h")
            link = tag("hyperlink", entry, anchor=name, history=1)
            yield paragraph(f"Contents{level}", begin, link)
            begin = ""
        yield paragraph("Contents2", field_end())

    def bookmark(self, key: str) -> str:
        return f"_Toc{self.marks[key]:08}"

    def heading(self, style: str, key: str, words: str, *looks: str) -> str:
        number = self.marks[key]
        start = tag("bookmarkStart", id=number, name=self.bookmark(key))
        return paragraph(style, start, run(words), tag("bookmarkEnd", id=number), looks=looks)

    def parts(self) -> Iterator[tuple[bool, str]]:
        """Each block, and whether it stands on a page that lies."""
        for each in self.report.parts:
            title = self.heading("Heading1", f"part-{each.key}", f"{each.ordinal} {each.title}")
            for place, section in enumerate(each.sections):
                wide = fitting.is_wide(section)
                if place == 0:
                    yield wide, title
                for block in self.section(section, wide, place):
                    yield wide, block

    def section(self, section: ReportSection, wide: bool, place: int) -> Iterator[str]:
        """`place`: in its part; the first stands under the part's title."""
        has_page = place > 0 and (
            fitting.is_note(section) or any(isinstance(c, Grid) for c in section.contents)
        )
        if section.listed:
            looks = (NEW_PAGE,) if has_page else ()
            yield self.heading("Heading2", section.key, section.heading, *looks)
        title = 0 if place else fitting.PART_TITLE
        for n, content in enumerate(section.contents):
            if isinstance(content, Grid):
                yield from grid_table(content, wide, title, new_page=n > 0)
            else:
                yield words_of(content)


def words_of(content: Paragraph | TermEntry) -> str:
    if isinstance(content, TermEntry):
        name = run(content.name, faces(SUBHEADS))
        return paragraph("Text", run(f"{content.ordinal}、"), name, run(f"：{content.text}"))
    runs = (run(each.text, *([MARKED] if isinstance(each, Missing) else [])) for each in content.runs)
    return paragraph(PARAGRAPHS[content.style], *runs)
