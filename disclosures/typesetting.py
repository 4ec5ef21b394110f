"""The article on paper: the same HTML becomes the official PDF. Why so: docs/decisions/0006-typesetting.md"""

import hashlib
import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from disclosures import fitting, fonts, justification
from disclosures.characters import unified
from disclosures.fonts import PrintingImpossible
from disclosures.justification import JOINER
from disclosures.report import Report

STYLE = "static:///print.css"
OVERVIEW = re.compile(r'<section class="overview".*?</section>', re.DOTALL)
FOR_SCREENS = re.compile(r'</?data\b[^>]*>| (?:data-(?!target)[\w-]+|aria-[\w-]+|role|tabindex)="[^"]*"')
CELL_NAME = re.compile(r'(<t[dh]\b[^>]*?) id="([^"]*)"')
"""What paper does without: every element, name and attribute costs time and room in the file."""
PARAGRAPH = re.compile(r"<p\b.*?</p>", re.DOTALL)
UNIT = re.compile(r"((?<![0-9.])[0-9.]{0,4}[0-9])((?:</\w+>)*)(万元|[元万年月日个人辆台套批次项岁])|万元")
"""A short number with its unit, and 万元: long numbers with theirs would leave lines too loose."""


def pdf(html: str, report: Report) -> bytes:
    """The article on paper. The same input gives the same bytes."""
    weasyprint = _weasyprint()
    fonts.require(html)
    page = render_to_string("report/print.html", paper(html, report))
    document = weasyprint.HTML(string=page, base_url=STYLE, url_fetcher=_fetcher(weasyprint))
    printed: bytes = document.write_pdf(
        presentational_hints=True,  # the widths of columns: the page may not have styles in attributes
        pdf_tags=True,
        pdf_identifier=hashlib.sha256(page.encode()).digest()[:16],
    )
    return printed


def paper(html: str, report: Report) -> dict[str, Any]:
    return {
        "report": report,
        "article": mark_safe(keep_units(for_paper(html))),
        "style": STYLE,
        "tables": mark_safe(fitting.rules(report)),
    }


def for_paper(html: str) -> str:
    """The article without what only a screen shows or a script reads; the words are the same."""
    html = FOR_SCREENS.sub("", OVERVIEW.sub("", unified(html)))
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


def _weasyprint() -> Any:
    """Imported late: it needs Pango, which a machine that only serves pages may lack."""
    fonts.use_prepared()
    try:
        import weasyprint
    except OSError as error:
        raise PrintingImpossible(f"无法生成PDF：缺少排版库 Pango。{fonts.INSTALL}") from error
    justification.install()
    return weasyprint


def _fetcher(weasyprint: Any) -> Any:
    """Knows the print style and nothing else: neither network nor disk."""

    class StyleFetcher(weasyprint.urls.URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url != STYLE:
                raise ValueError(f"the printer may not read {url}")
            style = (Path(settings.BASE_DIR) / "static" / "print.css").read_bytes()
            return weasyprint.urls.URLFetcherResponse(url, style, {"Content-Type": "text/css; charset=utf-8"})

    return StyleFetcher()
