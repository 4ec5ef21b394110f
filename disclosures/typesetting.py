"""The article on paper: the same HTML becomes the official PDF."""

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from disclosures import fonts
from disclosures.fonts import PrintingImpossible
from disclosures.report import Report

STATIC_SCHEME = "static:///"
STYLES = ("print.css", "print-digits.css")


def pdf(html: str, report: Report) -> bytes:
    """The article on paper. The same input gives the same bytes."""
    weasyprint = _weasyprint()
    fonts.require(html)
    context = {"report": report, "article": mark_safe(html), "has_digits": bool(fonts.latin())}
    page = render_to_string("report/print.html", context)
    document = weasyprint.HTML(string=page, base_url=STATIC_SCHEME, url_fetcher=_fetcher(weasyprint))
    printed: bytes = document.write_pdf(
        presentational_hints=True,  # the widths of columns: the page may not have styles in attributes
        pdf_identifier=hashlib.sha256(page.encode()).digest()[:16],
    )
    return printed


def _weasyprint() -> Any:
    """Imported late: it needs Pango, which a machine that only serves pages may lack."""
    try:
        import weasyprint
    except OSError as error:
        raise PrintingImpossible(f"无法生成PDF：缺少排版库 Pango。{fonts.INSTALL}") from error
    return weasyprint


def _fetcher(weasyprint: Any) -> Any:
    """Knows the print style and the digits' font and nothing else: neither network nor disk."""
    folder = Path(settings.BASE_DIR) / "static"
    known = {name: folder / name for name in STYLES} | fonts.latin()

    class StaticFetcher(weasyprint.urls.URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            path = known.get(url.removeprefix(STATIC_SCHEME)) if url.startswith(STATIC_SCHEME) else None
            if path is None:
                raise ValueError(f"the printer may not read {url}")
            kind = "text/css; charset=utf-8" if path.suffix == ".css" else "font/ttf"
            return weasyprint.urls.URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    return StaticFetcher()
