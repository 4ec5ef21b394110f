"""What the browser tests share: a page that notes every violation, and axe-core."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route

from accounts.models import Membership, Unit
from tests.browser.pages import REPORT as REPORT

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
COLOURS = ["color-contrast", "link-in-text-block"]
DESKTOP, PHONE = (1280, 900), (375, 812)
ZOOMED = (640, 450)
"""A window of 1280 × 900 at 200%."""


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
    expected = "Failed to load resource: the server responded with a status of 4"
    assert [
        problem for problem in problems if not problem.startswith((f"{expected}04", f"{expected}10"))
    ] == []


def member(name: str, role: str, unit: str = "liaoyuan") -> User:
    """Somebody who has this role there."""
    user = User.objects.create_user(name, is_staff=True)
    Membership.objects.create(user=user, unit=Unit.objects.get(code=unit), role=role)
    return user


def log_in(context: BrowserContext, site: str, user: User) -> None:
    client = Client()
    client.force_login(user)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}
    context.add_cookies([cookie])  # type: ignore[list-item]


@contextmanager
def late(page: Page, script: str) -> Iterator[None]:
    """The script comes only at the end: over a slow line a clerk types before it runs."""
    held: list[Route] = []
    page.route(f"**/{script}", lambda route: held.append(route))
    yield
    for _ in range(600):
        if held:
            break
        page.wait_for_timeout(50)
    held[0].continue_()


def is_lost(request: Request) -> bool:
    """Failed, and not only given up because the test went on to the next page."""
    return request.failure != "net::ERR_ABORTED"


def violations(page: Page, within: str = "html") -> list[str]:
    """What axe-core objects to, in the light and in the dark: rule and place.

    The style sheets for the dark change colours and nothing else, so that the rules of colour judge it alone.
    """
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    page.emulate_media(color_scheme="light")
    found = objections(page, within)
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {each}" for each in objections(page, within, runOnly=COLOURS)]
    if not dark:
        page.emulate_media(color_scheme="light")
    return found


def objections(page: Page, within: str = "html", **options: Any) -> list[str]:
    """What it objects to as the page is now."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "([within, options]) => axe.run(within, options).then(r => JSON.stringify(r.violations))",
        [within, {"resultTypes": ["violations"], **options}],
    )
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
