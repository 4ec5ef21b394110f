"""Every public page, loaded once with and once without script: it fits every screen and passes axe."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.pages import PAGES
from tests.browser.reading import DESKTOP, PHONE, ZOOMED, objections, overflow, reading, violations

SCREENS = (ZOOMED, PHONE, DESKTOP)
HALVES = (PAGES[::2], PAGES[1::2])


def sized(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


@pytest.mark.parametrize("pages", HALVES, ids=["first half", "second half"])
def test_it_fits_also_in_large_type_and_axe_has_no_objection(
    browser: Browser, compared_site: str, pages: tuple[str, ...]
) -> None:
    found = []
    with reading(browser) as page:
        for address in pages:
            page.goto(compared_site + address)
            for screen in SCREENS:
                sized(page, screen)
                for size in ("large", ""):
                    page.evaluate("size => { document.documentElement.dataset.size = size }", size)
                    found += [f"{address} {screen} {size}: too wide"] if overflow(page) else []
                if screen == PHONE:
                    found += [f"{address} {screen}: {each}" for each in objections(page)]
            found += [f"{address}: {each}" for each in violations(page)]
    assert not found, "\n".join(found)


def test_it_fits_without_script(browser: Browser, compared_site: str) -> None:
    found = []
    with reading(browser, java_script_enabled=False) as page:
        for address in PAGES:
            page.goto(compared_site + address)
            for screen in SCREENS:
                page.set_viewport_size({"width": screen[0], "height": screen[1]})
                found += [f"{address} {screen}: too wide"] if overflow(page) else []
    assert not found, "\n".join(found)
