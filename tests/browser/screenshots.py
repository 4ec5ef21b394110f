"""Pictures of the public pages for docs/screenshots: `.venv/bin/pytest tests/browser/screenshots.py`.

Not a test by name, so the gate does not run it. Look at each picture before committing it.
"""

from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db.models import Count
from PIL import Image
from playwright.sync_api import Browser, Page

from accounts.models import Unit
from disclosures.datasets import index, making
from disclosures.models import Publication

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


def total(page: Page) -> None:
    table(page)
    page.locator('[id="t03/208/total"]').click()


def down(page: Page) -> None:
    page.locator("#totals").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('#totals').scrollIntoView()")


def lines(page: Page) -> None:
    page.get_by_role("button", name="用图表示").first.click()
    page.locator(".canvas svg").first.wait_for()


Pictures = dict[str, tuple[str, tuple[int, int], dict[str, object], Step]]
DARK = {"color_scheme": "dark"}
PICTURES: Pictures = {
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
    "board-1280": ("/board/", DESKTOP, {}, nothing),
    "total-1280": (REPORT, DESKTOP, {}, total),
    "total-375-dark": (REPORT, PHONE, DARK, total),
    "checks-1280": (f"{REPORT}v1/checks/", DESKTOP, {}, nothing),
    "checks-375": (f"{REPORT}v1/checks/", PHONE, {}, nothing),
    "checks-totals-1280": (f"{REPORT}v1/checks/", DESKTOP, {}, down),
    "checks-375-large": (f"{REPORT}v1/checks/", PHONE, {}, large),
}
OF_A_PROVINCE: Pictures = {
    "home-1280": ("/", DESKTOP, {}, nothing),
    "home-375-dark": ("/", PHONE, DARK, nothing),
    "home-375-large": ("/", PHONE, {}, large),
    "search-1280": ("/search/?q=社会保障", DESKTOP, {}, nothing),
    "search-375": ("/search/?q=社会保障", PHONE, {}, nothing),
    "unit-1280": ("/{unit}/", DESKTOP, {}, nothing),
    "unit-chart-1280-dark": ("/{unit}/", DESKTOP, DARK, lines),
    "unit-375": ("/{unit}/", PHONE, {}, nothing),
    "department-1280": ("/{department}/", DESKTOP, {}, nothing),
    "region-1280": ("/regions/{region}/", DESKTOP, {}, nothing),
    "region-375-dark": ("/regions/{region}/", PHONE, DARK, nothing),
    "regions-1280": ("/regions/", DESKTOP, {}, nothing),
    "years-1280": ("/{unit}/compare/", DESKTOP, {}, nothing),
    "years-375": ("/{unit}/compare/", PHONE, {}, nothing),
    "compare-1280": ("/compare/?units={units}&year={year}", DESKTOP, {}, nothing),
    "compare-1280-large": ("/compare/?units={units}&year={year}", DESKTOP, {}, large),
    "compare-375-dark": ("/compare/?units={units}&year={year}", PHONE, DARK, nothing),
    "rankings-1280": ("/rankings/", DESKTOP, {}, nothing),
    "rankings-375": ("/rankings/", PHONE, {}, nothing),
    "subjects-1280": ("/subjects/", DESKTOP, {}, nothing),
    "subject-1280": ("/subjects/t03/208/", DESKTOP, {}, nothing),
    "subject-375-dark": ("/subjects/t03/208/", PHONE, DARK, nothing),
    "data-1280": ("/data/", DESKTOP, {}, nothing),
    "data-375": ("/data/", PHONE, {}, nothing),
    "api-1280": ("/api/v1/docs", DESKTOP, {}, nothing),
    "api-375-dark": ("/api/v1/docs", PHONE, DARK, nothing),
}


def test_pictures(browser: Browser, site: str) -> None:
    take(browser, site, PICTURES, {})


def test_pictures_of_a_province(browser: Browser, bare_site: str, settings: Any) -> None:
    settings.DEBUG = True
    call_command("makeprovince", units=24, years=4, seed=7, processes=1, stdout=StringIO(), stderr=StringIO())
    for scope in index.wanted():
        making.make(scope)
    year = Publication.objects.order_by("-year").values_list("year", flat=True)[0]
    department = Unit.objects.annotate(below=Count("children")).order_by("-below", "code")[0]
    units = list(department.children.order_by("code").values_list("code", flat=True)[:3])
    words = {
        "unit": units[0],
        "department": department.code,
        "region": department.region,
        "units": ",".join(units),
        "year": year,
    }
    take(browser, bare_site, OF_A_PROVINCE, words)


def take(browser: Browser, site: str, pictures: Pictures, words: dict[str, object]) -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, (address, (width, height), options, step) in pictures.items():
        context = browser.new_context(viewport={"width": width, "height": height}, **options)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(site + address.format(**words))
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
