"""The article as those see it who work on it: open comments as marks, a link to say something of each place.

Pure. The article itself is not changed: marks stand behind its words and figures, notes between its blocks.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from accounts.case import Case
from accounts.days import day
from accounts.models import Comment
from disclosures import markup
from disclosures.desk.workflow.pointing import place_of
from disclosures.desk.working_copy import DATA, with_cells
from disclosures.markup import Block, DrawnParagraph, DrawnPart, DrawnSection
from disclosures.phrases import Missing, Typed
from disclosures.report import Cell, Content, Grid, Paragraph, Report, ReportPart, ReportSection

PROJECT = "project-"
NOTE = "desk-note"


@dataclass(frozen=True)
class Beside:
    """What is said of the account, and where to say more."""

    said: tuple[Comment, ...]
    steps: str
    """The address of the page where comments are made, answered and closed."""
    point: str
    """The address of the page with a link at each cell of a table."""
    may_say: bool

    def marks(self, *places: str) -> SafeString:
        """A mark for each comment on one of these places."""
        here = [each for each in self.said if each.place in places]
        return format_html_join(
            "",
            '<a class="said" id="o-{}" href="{}#c-{}" title="{}" aria-label="未办结的意见：{}">意见</a>',
            ((each.pk, self.steps, each.pk, each.text, each.text) for each in here),
        )

    def way(self, place: str, title: str, of: str) -> SafeString:
        if not self.may_say:
            return SafeString()
        address = f"{self.steps}?place={quote(place, safe='')}#say"
        return format_html('<a class="say" href="{}" aria-label="{}：{}">{}</a>', address, title, of, title)


def article(report: Report, case: Case, beside: Beside) -> str:
    """As `rendering.article` draws it, with marks and notes."""
    drawn = markup.parts(with_cells(report, lambda cell: with_marks(cell, beside)))
    context = {
        "report": report,
        "cover": report.cover,
        "parts": [part(case, beside, *each) for each in zip(report.parts, drawn, strict=True)],
        "disclosed": day(report.issue.disclosed),
    }
    return render_to_string("report/article.html", context)


def with_marks(cell: Cell, beside: Beside) -> Cell:
    marks = beside.marks(str(cell.address)) if cell.address else ""
    return replace(cell, text=format_html("{}{}", cell.text, marks)) if marks else cell


def part(case: Case, beside: Beside, of: ReportPart, drawn: DrawnPart) -> DrawnPart:
    sections = zip(of.sections, drawn.sections, strict=True)
    return replace(drawn, sections=tuple(section(case, beside, *each) for each in sections))


def section(case: Case, beside: Beside, of: ReportSection, drawn: DrawnSection) -> DrawnSection:
    """A note on the section itself stands on top of it."""
    place = of.key.removeprefix(DATA)
    blocks = [
        block
        for each in zip(of.contents, drawn.blocks, strict=True)
        for block in with_notes(case, beside, of, *each)
    ]
    return replace(drawn, blocks=(*note(beside, of.title, place), *blocks))


def with_notes(
    case: Case, beside: Beside, within: ReportSection, content: Content, block: Block
) -> Iterator[Block]:
    if isinstance(content, Paragraph) and isinstance(block.content, DrawnParagraph):
        place = place_of(case, within, content)
        own = [place] if place != within.key else []
        slots = [run.slot for run in content.runs if isinstance(run, Missing | Typed)]
        way = beside.way(place, "提意见", content.text[:20]) if own else ""
        html = format_html("{}{}{}", block.content.html, beside.marks(*own, *slots), way)
        yield replace(block, content=replace(block.content, html=html))
        return
    yield block
    if isinstance(content, Grid) and content.key.startswith(PROJECT):
        yield from note(beside, content.title, f"project/{content.key.removeprefix(PROJECT)}", parts=True)
    elif isinstance(content, Grid) and beside.may_say:
        way = format_html('<a href="{}?section={}">逐格提意见</a>', beside.point, within.key)
        yield paragraph(way)


def note(beside: Beside, title: str, place: str, *, parts: bool = False) -> Iterator[Block]:
    """A line of its own, where there is something to say or do; `parts`: also what is said of its parts."""
    places = [each.place for each in beside.said if parts and each.place.startswith(f"{place}/")]
    html = format_html("{}{}", beside.marks(place, *places), beside.way(place, "提意见", title))
    if html:
        yield paragraph(html)


def paragraph(html: SafeString) -> Block:
    return Block("report/_paragraph.html", DrawnParagraph("p", NOTE, html))
