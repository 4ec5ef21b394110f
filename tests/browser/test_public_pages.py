"""The public pages in a real browser: they fit the screen, wide tables scroll in their own frames."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

SCREENS = {"desktop": (1280, 900), "phone": (375, 812)}


@pytest.fixture(params=SCREENS)
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    width, height = SCREENS[request.param]
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    yield page
    context.close()


def overflow(page: Page, selector: str = "html") -> int:
    """How much wider the content is than its box."""
    width: int = page.evaluate(
        "s => { const e = document.querySelector(s); return e.scrollWidth - e.clientWidth }", selector
    )
    return width


@pytest.mark.parametrize("address", ["/", "/liaoyuan/", "/liaoyuan/2024/", "/yanbian/", "/liaoyuan/1999/"])
def test_no_page_scrolls_sideways(page: Page, site: str, address: str) -> None:
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "warning" else None)
    page.on("requestfailed", lambda request: problems.append(request.url))
    page.goto(site + address)
    assert overflow(page) == 0
    assert problems == []


def test_on_a_phone_a_table_scrolls_in_its_own_frame(page: Page, site: str) -> None:
    page.goto(f"{site}/liaoyuan/2024/")
    is_phone = page.viewport_size is not None and page.viewport_size["width"] == 375
    for table in ("t01", "t03", "t09"):
        assert (overflow(page, f"#{table} .frame") > 0) is is_phone, table
    if is_phone:
        page.locator("#t03 .frame").focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function("document.querySelector('#t03 .frame').scrollLeft > 0")


def test_from_the_list_to_a_table(page: Page, site: str) -> None:
    page.goto(site)
    page.get_by_role("link", name="2024年度辽源市社会保险事业管理局单位决算").click()
    page.get_by_role("navigation", name="目录").get_by_role("link", name="三、支出决算表").click()
    assert page.url.endswith("/liaoyuan/2024/#t03")
    row = page.get_by_role("row", name="2080599")
    assert "1,783.00" in row.first.inner_text()
