"""The words of a report in reading order: a table row a line, without contents list and page furniture."""

from collections.abc import Iterable, Iterator

from disclosures import imprint
from disclosures.report import Content, Grid, Line, Paragraph, Report, TermEntry


def file(report: Report, site: str = "") -> str:
    """The words, with what tells this version from others above them."""
    return "\n".join((*imprint.lines(report, site), "", text(report)))


def text(report: Report) -> str:
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield report.title
    for part in report.parts:
        yield f"{part.ordinal} {part.title}"
        for section in part.sections:
            if section.listed:
                yield section.heading
            for content in section.contents:
                yield from _content(content)


def _content(content: Content) -> Iterator[str]:
    match content:
        case Grid():
            yield from _grid(content)
        case TermEntry(ordinal, name, meaning):
            yield f"{ordinal}、{name}：{meaning}"
        case Paragraph():
            yield content.text


def _grid(grid: Grid) -> Iterator[str]:
    yield from filter(None, (grid.title, grid.number, _words((grid.unit_line, grid.money_line))))
    yield from filter(None, map(_line, (*grid.head, *grid.body)))
    yield from grid.notes
    yield from filter(None, (grid.empty,))


def _line(line: Line) -> str:
    return _words(cell.text for cell in line.cells)


def _words(texts: Iterable[str]) -> str:
    return " ".join(filter(None, texts))
