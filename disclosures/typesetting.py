"""The article made ready for paper: the same HTML, with the sizes of its tables, as the press is given it.

Why so: docs/decisions/0006-typesetting.md
"""

import re

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from accounts.characters import unified
from disclosures import continuing, fitting, imprint
from disclosures.covermark import cover_mark
from disclosures.justification import JOINER
from disclosures.press.stages import to_nobody
from disclosures.press.typeset import typeset
from disclosures.report import Report

STYLE = "static:///print.css"
OVERVIEW = re.compile(r'<section class="overview".*?</section>', re.DOTALL)
COVER_END = "</header>"
FOR_SCREENS = re.compile(r'</?data\b[^>]*>| (?:data-(?!target)[\w-]+|aria-[\w-]+|role|tabindex)="[^"]*"')
COLUMN = re.compile(r'<col(?: class="[^"]*")? width="([^"]*)">')
BLANK = re.compile(r"<tr>((?:<t[dh]\b[^>]* rowspan=[^>]*>[^<]*</t[dh]>|<td\b[^>]*></td>)+</tr>)")
"""A row that only its style gives a height. To ask for one in every cell would copy the style of each."""
LISTED = re.compile(r'<li([^>]*) (data-target="[^"]*")>(<a\b.*?)</a></li>', re.DOTALL)
"""A line of the 目录. Its dots and page belong to its link."""
CELL_NAME = re.compile(r'(<t[dh]\b[^>]*?) id="([^"]*)"')
"""What paper does without: every element, name and attribute costs time and room in the file."""
PARAGRAPH = re.compile(r"<p\b.*?</p>", re.DOTALL)
UNIT = re.compile(r"((?<![0-9.])[0-9.]{0,4}[0-9])((?:</\w+>)*)(万元|[元万年月日个人辆台套批次项岁])|万元")
"""A short number with its unit, and 万元: long numbers with theirs would leave lines too loose."""


def pdf(html: str, report: Report) -> bytes:
    """The article on paper, printed in this process. The same input gives the same bytes."""
    return typeset(page(html, report), to_nobody)


def page(html: str, report: Report, style: str = STYLE) -> str:
    """All that the press needs, but for its style; well-formed."""
    article = keep_units(for_paper(continuing.ready(html, report)))
    context = {
        "report": report,
        "article": mark_safe(article.replace(COVER_END, marked_cover(report) + COVER_END, 1)),
        "style": style,
        "tables": mark_safe(fitting.rules(report)),
        "imprint": imprint.lines(report, settings.SITE_ADDRESS),
    }
    return render_to_string("report/print.html", context)


def marked_cover(report: Report) -> str:
    """What the cover has on paper only."""
    mark = cover_mark(report, settings.SITE_ADDRESS)
    return render_to_string("report/_cover_mark.html", {"mark": mark}) if mark else ""


def for_paper(html: str) -> str:
    """The article without what only a screen shows or a script reads; the words are the same."""
    html = FOR_SCREENS.sub("", OVERVIEW.sub("", unified(html)))
    html = COLUMN.sub(r'<col style="width: \1"/>', html)
    html = BLANK.sub(r'<tr class="blank">\1', html)
    html = LISTED.sub(r'<li\1>\3<span class="page" \2></span></a></li>', html)
    targets = set(re.findall(r' href="#([^"]*)"', html))
    return CELL_NAME.sub(lambda cell: cell[0] if cell[2] in targets else cell[1], html)


def keep_units(html: str) -> str:
    """Short numbers and units stay on one line. The joiner has no glyph: copied text is without it."""
    return PARAGRAPH.sub(lambda paragraph: UNIT.sub(_joined, paragraph[0]), html)


def _joined(found: re.Match[str]) -> str:
    number, tags, unit = found.groups()
    if not unit:
        return JOINER.join(found[0])
    return number + tags + JOINER + JOINER.join(unit)
