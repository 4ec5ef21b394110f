"""Pictures of the public pages for docs/screenshots: `.venv/bin/pytest tests/browser/screenshots.py`.

Not a test by name, so the gate does not run it. Look at each picture before committing it.
"""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
DESKTOP, PHONE = (1280, 900), (375, 812)
REPORT = "/liaoyuan/2024/"
LARGEST = 150_000
Step = Callable[[Page], object]


def nothing(page: Page) -> None:
    pass


def chart(page: Page) -> None:
    page.get_by_role("button", name="用图表示收支").click()
    page.locator(".canvas svg").wait_for()
    page.locator("#overview").scroll_into_view_if_needed()


def to_number(page: Page) -> None:
    page.locator("#overall a.to").first.click()


def cell(page: Page) -> None:
    page.locator('[id="t05/2080109/total"]').click()


def term(page: Page) -> None:
    page.locator("#overall a.gloss, #income a.gloss").first.click()


def table(page: Page) -> None:
    page.locator("#t03 .frame").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('#t03').scrollIntoView()")


def scrolled(page: Page) -> None:
    table(page)
    page.evaluate("document.querySelector('#t03 .frame').scrollLeft = 220")


def summary(page: Page) -> None:
    page.evaluate("document.querySelector('#t01 .frame').scrollIntoView()")
    page.evaluate("document.querySelector('#t01 .frame').scrollLeft = 330")


def narrative(page: Page) -> None:
    page.evaluate("document.querySelector('#general').scrollIntoView()")


def form(page: Page) -> None:
    page.evaluate("document.querySelector('#projects').scrollIntoView()")


def large(page: Page) -> None:
    page.get_by_role("button", name="大字号").click()


def cited(page: Page) -> None:
    page.get_by_text("怎样引用").click()


PICTURES: dict[str, tuple[str, tuple[int, int], dict[str, object], Step]] = {
    "home-1280": ("/", DESKTOP, {}, nothing),
    "home-375-dark": ("/", PHONE, {"color_scheme": "dark"}, nothing),
    "unit-1280": ("/liaoyuan/", DESKTOP, {}, nothing),
    "not-found-1280": ("/liaoyuan/1999/", DESKTOP, {}, nothing),
    "not-found-375": ("/nobody/", PHONE, {}, nothing),
    "report-1280": (REPORT, DESKTOP, {}, nothing),
    "report-1280-dark": (REPORT, DESKTOP, {"color_scheme": "dark"}, nothing),
    "report-1280-large": (REPORT, DESKTOP, {}, large),
    "report-1280-no-script": (REPORT, DESKTOP, {"java_script_enabled": False}, nothing),
    "report-zoom-200": (REPORT, (640, 450), {"device_scale_factor": 2}, nothing),
    "report-375": (REPORT, PHONE, {}, nothing),
    "report-375-dark": (REPORT, PHONE, {"color_scheme": "dark"}, nothing),
    "report-375-no-script": (REPORT, PHONE, {"java_script_enabled": False}, nothing),
    "chart-1280": (REPORT, DESKTOP, {}, chart),
    "chart-375-dark": (REPORT, PHONE, {"color_scheme": "dark"}, chart),
    "table-1280": (REPORT, DESKTOP, {}, table),
    "table-375-scrolled": (REPORT, PHONE, {}, scrolled),
    "table-t01-375-scrolled": (REPORT, PHONE, {}, summary),
    "narrative-1280": (REPORT, DESKTOP, {}, narrative),
    "narrative-375": (REPORT, PHONE, {}, narrative),
    "form-1280": (REPORT, DESKTOP, {}, form),
    "number-to-cell-1280": (REPORT, DESKTOP, {}, to_number),
    "number-to-cell-no-script": (
        REPORT + "#t05/2080109/total",
        DESKTOP,
        {"java_script_enabled": False},
        nothing,
    ),
    "cell-popover-1280": (REPORT, DESKTOP, {}, cell),
    "cell-popover-375": (REPORT, PHONE, {}, cell),
    "term-popover-1280-dark": (REPORT, DESKTOP, {"color_scheme": "dark"}, term),
    "cite-1280": (REPORT, DESKTOP, {}, cited),
}


def test_pictures(browser: Browser, site: str) -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, (address, (width, height), options, step) in PICTURES.items():
        context = browser.new_context(viewport={"width": width, "height": height}, **options)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(site + address)
        page.wait_for_load_state("networkidle")
        step(page)
        page.wait_for_timeout(150)
        save(page.screenshot(), FOLDER / f"{name}.png")
        context.close()


def save(picture: bytes, path: Path) -> None:
    """With a palette: a third of the size, and text is as clear."""
    image = Image.open(BytesIO(picture)).convert("RGB").quantize(96, dither=Image.Dither.NONE)
    image.save(path, optimize=True)
    assert path.stat().st_size <= LARGEST, path
