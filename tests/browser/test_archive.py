"""An exported archive in a real browser, from the disk: no server, no network."""

from pathlib import Path
from urllib.parse import urlsplit

from django.core.management import call_command
from playwright.sync_api import Browser, Route, expect

from disclosures import logbook
from tests.browser.reading import DESKTOP, PHONE, overflow, reading, violations

PAGES = [
    "year-2024.html",
    "liaoyuan/index.html",
    "liaoyuan/2024/v1/index.html",
    "liaoyuan/2024/v2/changes/index.html",
    "liaoyuan/2024/v2/checks/index.html",
    "liaoyuan/2024/v2/index.html",
    "index.html",
]


def test_an_archive_is_read_from_the_disk(browser: Browser, corrected_site: str, tmp_path: Path) -> None:
    """On both screens, with and without script; nothing is asked for outside of it."""
    logbook.seal()
    archive = (tmp_path / "archive").as_uri()
    call_command("exportarchive", output=tmp_path / "archive")
    asked: list[str] = []
    for size, script in ((DESKTOP, True), (PHONE, True), (PHONE, False)):
        with reading(browser, size, java_script_enabled=script) as page:
            page.on("request", lambda request: asked.append(request.url))
            for address in PAGES:
                page.goto(f"{archive}/{address}")
                assert overflow(page) == 0, address
            page.get_by_role("link", name="辽源市社会保险事业管理局").click()
            page.get_by_role("link", name="单位决算").first.click()
            page.get_by_role("link", name="第1版").click()
            expect(page.get_by_text("已由第2版更正")).to_be_visible()
            page.get_by_role("link", name="查看最新版本").click()  # by its address without a number
            expect(page).to_have_url(f"{archive}/liaoyuan/2024/v2/index.html")
            if script:
                expect(page.locator("#cells-help")).to_be_visible()
    assert asked and [url for url in asked if not url.startswith(f"{archive}/")] == []

    def from_folder(route: Route) -> None:
        route.fulfill(path=tmp_path / "archive" / urlsplit(route.request.url).path[1:])

    with reading(browser) as page:  # axe fetches style sheets, which a page from a disk may not
        page.route("http://archive.test/**", from_folder)
        for address in ("index.html", "year-2024.html", "liaoyuan/index.html"):
            page.goto(f"http://archive.test/{address}")
            assert violations(page) == [], address
