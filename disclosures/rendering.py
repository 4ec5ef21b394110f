"""A report becomes its article (HTML), and the article becomes the PDF and the files of a publication.

The article is what the public page shows and what is printed: there is no second template for paper.
"""

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from accounts.case import Case
from disclosures import assembly, fonts, markup, opendata, plaintext
from disclosures.fonts import PrintingImpossible
from disclosures.report import Issue, Report

STATIC_SCHEME = "static:///"
STYLES = ("print.css", "print-digits.css")


def article(report: Report) -> str:
    """The report as one `<article>`, without any frame."""
    context = {
        "report": report,
        "cover": cover_lines(report),
        "parts": markup.parts(report),
        "disclosed": chinese_date(report.issue.disclosed),
    }
    return render_to_string("report/article.html", context)


def cover_lines(report: Report) -> list[str]:
    """The title as the cover prints it: 2024年度, the unit's name, 部门决算, a line each."""
    return [words for words in report.title.partition(report.unit_name) if words]


def standalone(report: Report, html: str) -> str:
    """A page of its own, with its style inside: opens from a file, without the site."""
    style = (static_folder() / "site.css").read_text(encoding="utf-8")
    context = {"report": report, "article": mark_safe(html), "style": mark_safe(style)}
    return render_to_string("report/standalone.html", context)


def pdf(html: str, report: Report) -> bytes:
    """The same article on paper. The same input gives the same bytes."""
    weasyprint = _weasyprint()
    fonts.require(html)
    context = {"report": report, "article": mark_safe(html), "has_digits": bool(fonts.latin())}
    page = render_to_string("report/print.html", context)
    document = weasyprint.HTML(string=page, base_url=STATIC_SCHEME, url_fetcher=_fetcher(weasyprint))
    printed: bytes = document.write_pdf(pdf_identifier=hashlib.sha256(page.encode()).digest()[:16])
    return printed


def files(case: Case, issue: Issue) -> dict[str, bytes]:
    """Everything a publication keeps, by name."""
    report = assembly.build(case, issue)
    html = article(report)
    return {
        "article.html": html.encode(),
        "report.pdf": pdf(html, report),
        "report.json": opendata.as_json(case, report).encode(),
        "figures.csv": opendata.as_csv(case).encode("utf-8-sig"),
        "report.txt": plaintext.text(report).encode(),
    }


def static_folder() -> Path:
    return Path(settings.BASE_DIR) / "static"


def _weasyprint() -> Any:
    """Imported late: it needs Pango, which a machine that only serves pages may lack."""
    try:
        import weasyprint
    except OSError as error:
        raise PrintingImpossible(f"无法生成PDF：缺少排版库 Pango。{fonts.INSTALL}") from error
    return weasyprint


def _fetcher(weasyprint: Any) -> Any:
    """Knows the print style and the digits' font and nothing else: neither network nor disk."""
    known = {name: static_folder() / name for name in STYLES} | fonts.latin()

    class StaticFetcher(weasyprint.urls.URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            path = known.get(url.removeprefix(STATIC_SCHEME)) if url.startswith(STATIC_SCHEME) else None
            if path is None:
                raise ValueError(f"the printer may not read {url}")
            kind = "text/css; charset=utf-8" if path.suffix == ".css" else "font/ttf"
            return weasyprint.urls.URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    return StaticFetcher()


def chinese_date(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""
