"""What the browser tests share: a page that notes every violation, and axe-core."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Request

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
DESKTOP, PHONE = (1280, 900), (375, 812)
ZOOMED = (640, 450)
"""A window of 1280 × 900 at 200%."""
REPORT = "/liaoyuan/2024/"


@contextmanager
def reading(browser: Browser, size: tuple[int, int] = DESKTOP, **options: Any) -> Iterator[Page]:
    """A page in which nothing may go wrong: no error, no warning, no failed request, no policy violated."""
    width, height = size
    context = browser.new_context(viewport={"width": width, "height": height}, **options)
    page = context.new_page()
    problems: list[str] = []
    page.on("console", lambda said: problems.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("requestfailed", lambda request: problems.append(request.url) if is_lost(request) else None)
    yield page
    context.close()
    expected = "Failed to load resource: the server responded with a status of 404"
    assert [problem for problem in problems if not problem.startswith(expected)] == []


def is_lost(request: Request) -> bool:
    """Failed, and not only given up because the test went on to the next page."""
    return request.failure != "net::ERR_ABORTED"


def violations(page: Page) -> list[str]:
    """What axe-core objects to: rule and place."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run().then(r => JSON.stringify(r.violations))")
    return [
        f"{violation['id']}: {node['html'][:160]} {node['any'][:1]}"
        for violation in json.loads(found)
        for node in violation["nodes"]
    ]


def overflow(page: Page, selector: str = "html") -> int:
    """How much wider the content is than its box."""
    width: int = page.evaluate(
        "s => { const e = document.querySelector(s); return e.scrollWidth - e.clientWidth }", selector
    )
    return width


def focused(page: Page) -> str:
    """What has the focus: its id or its words."""
    found: str = page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()")
    return found
