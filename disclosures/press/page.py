"""The page as WeasyPrint takes it. Only to be imported where WeasyPrint can be.

It is well-formed, so it is read as XML, in a hundredth of the time. Its style is all there is: WeasyPrint's
own begins six pseudo-elements in every element and looks for attributes that our pages do not have.
"""

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import cssselect2  # type: ignore[import-untyped]
import weasyprint

STYLE = "static:///print.css"
STYLE_FILE = Path(__file__).resolve().parents[2] / "static" / "print.css"


class StyleFetcher(weasyprint.urls.URLFetcher):  # type: ignore[misc]
    """Knows the print style and nothing else: neither network nor disk."""

    def fetch(self, url: str, headers: Any = None) -> Any:
        if url != STYLE:
            raise ValueError(f"the printer may not read {url}")
        style = STYLE_FILE.read_bytes()
        return weasyprint.urls.URLFetcherResponse(url, style, {"Content-Type": "text/css; charset=utf-8"})


class Page(weasyprint.HTML):  # type: ignore[misc]
    def __init__(self, text: str) -> None:
        self.base_url = STYLE
        self.url_fetcher = StyleFetcher()
        self.media_type = "print"
        self.etree_element = ElementTree.fromstring(text)
        root = cssselect2.ElementWrapper.from_html_root(self.etree_element, content_language=None)
        self.wrapper_element = root

    def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
        return []

    def _ph_stylesheets(self) -> list[Any]:
        return []
