"""What a table that goes over pages needs on paper, put into its HTML: what its further pages repeat."""

import re

from django.template.loader import render_to_string
from django.utils.html import escape

from disclosures import fitting, long_forms
from disclosures.markup import drawn_grid
from disclosures.report import Grid, Report

AGAIN = (
    '<tr class="again"><td class="again" colspan="{columns}"><span class="measure">'
    '<span class="unit">{unit}</span><span class="going-on">续表</span>'
    '<span class="money">{number}　{money}</span></span></td></tr>\n'
)
RULER = re.compile(
    r"<tbody>\s*<tr>((?:<t[dh][^>]*>[^<]*</t[dh]>)*?<td class=\"ruler[^\"]*\".*?)</tr>", re.DOTALL
)
ROWSPAN = re.compile(r' rowspan="\d+"')
ROWS = re.compile(r"<tr.*?</tr>", re.DOTALL)
CAPTION = re.compile(r"<caption>.*?</caption>", re.DOTALL)


def ready(html: str, report: Report) -> str:
    for part in report.parts:
        for place, section in enumerate(part.sections):
            wide, title = fitting.is_wide(section), fitting.PART_TITLE if place == 0 else 0
            for grid in (content for content in section.contents if isinstance(content, Grid)):
                if grid.head and not fitting.fits(grid, wide, title):
                    html = with_repeated_lines(html, grid)
                elif long_forms.goes_over(grid, wide):
                    html = with_long_form(html, grid, wide)
    return html


def with_repeated_lines(html: str, grid: Grid) -> str:
    """In the head: the unit, 续表, number and 单位：万元 before it; the 栏次 line behind it."""
    start = html.index("<thead>", html.index(f' id="{grid.key}"'))
    end = html.index("</thead>", start)
    ruler = RULER.match(html, html.index("<tbody>", end))
    again = AGAIN.format(
        columns=len(grid.widths),
        unit=escape(grid.unit_line),
        number=escape(grid.number),
        money=escape(grid.money_line),
    )
    behind = f'<tr class="again">{ROWSPAN.sub("", ruler[1])}</tr>\n' if ruler else ""
    begin = start + len("<thead>")
    return f"{html[:begin]}\n{again}{html[begin:end]}{behind}{html[end:]}"


def with_long_form(html: str, grid: Grid, wide: bool) -> str:
    """Two tables, one under the other: the second has the indicators, and their heads as its head."""
    form = long_forms.split(grid, wide)
    start = html.find(f'<figure class="form" id="{grid.key}"')
    if form is None or start < 0:
        return html
    end = html.index("</figure>", start) + len("</figure>")
    lines = tuple(line for group in form.groups for line in group)
    first = drawn(Grid(**{**vars(grid), "body": form.before}))
    second = drawn(Grid(**{**vars(grid), "head": (form.head,), "body": lines}))
    rows = iter(ROWS.findall(second, second.index("<tbody>")))
    bodies = "\n".join(body([next(rows) for _ in group]) for group in form.groups)
    table = second[second.index("<table") : second.index("<tbody>")] + bodies + "\n</table>"
    table = CAPTION.sub("", table).replace('<table class="', '<table class="form ')
    return html[:start] + first.replace("</table>", f"</table>\n{table}") + html[end:]


def body(rows: list[str]) -> str:
    """A line across the form is the only one that may itself go over a page."""
    kind = "across" if len(rows) == 1 and rows[0].count("<t") == 2 else "together"
    return f'<tbody class="{kind}">{"".join(rows)}</tbody>'


def drawn(grid: Grid) -> str:
    named = frozenset(str(cell.address) for line in grid.body for cell in line.cells)
    return render_to_string("report/_grid.html", {"content": drawn_grid(grid, spoken=named)})
