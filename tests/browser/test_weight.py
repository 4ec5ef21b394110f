"""What the first view costs a reader, printed and held: design for a cheap phone on a slow line."""

import gzip

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Browser

from tests.browser.reading import PHONE, REPORT, reading

MOST_BYTES, MOST_REQUESTS = 60_000, 6


@pytest.mark.parametrize("address", ["/", "/liaoyuan/", REPORT])
def test_the_first_view_is_light(
    browser: Browser, site: str, address: str, client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[str] = []
    with reading(browser, PHONE) as page:
        page.on("request", lambda request: asked.append(request.url))
        page.goto(site + address)
        page.wait_for_load_state("networkidle")
    asked = [*asked, *([] if any("icon" in url for url in asked) else [f"{site}/static/icon.svg"])]
    sizes = {url.removeprefix(site): weight(client, url.removeprefix(site)) for url in asked}
    with capsys.disabled():
        print(f"\n{address}: {sum(sizes.values())} bytes in {len(sizes)} requests: {sizes}")
    assert all(url.startswith(site) for url in asked)
    assert len(asked) <= MOST_REQUESTS
    assert sum(sizes.values()) <= MOST_BYTES


def weight(client: Client, address: str) -> int:
    """Compressed: a page as it is served, a static file as whitenoise serves it when deployed."""
    if not address.startswith("/static/"):
        response = client.get(address, headers={"Accept-Encoding": "gzip"})
        return len(response.content)
    found = finders.find(address.removeprefix("/static/"))
    assert isinstance(found, str)
    with open(found, "rb") as file:
        return len(gzip.compress(file.read()))
