"""Pictures of the desk for docs/clerk-guide.md: `.venv/bin/pytest tests/browser/guide_pictures.py`.

Not a test by name, so the gate does not run it. Look at each picture before committing it.
"""

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, Page

from accounts.models import Account
from tests.browser.screenshots import FOLDER, save
from tests.browser.test_desk_home import LAPTOP, PHONE, entered, put_province

Step = Callable[[Page], object]


def nothing(page: Page) -> None:
    pass


def told(page: Page) -> None:
    page.locator("[data-standing]", has_text="处").first.wait_for()


def help_open(page: Page) -> None:
    page.locator("#help summary").first.click()
    page.locator("#help").scroll_into_view_if_needed()


def act(page: Page) -> None:
    page.locator("form.act").first.scroll_into_view_if_needed()


A = "accounts/{pk}/"
PICTURES: dict[str, tuple[str, tuple[int, int], dict[str, object], Step]] = {
    "guide-home": ("", LAPTOP, {}, told),
    "guide-home-phone": ("", PHONE, {}, told),
    "guide-overview": (A, LAPTOP, {}, nothing),
    "guide-overview-dark": (A, LAPTOP, {"color_scheme": "dark"}, nothing),
    "guide-overview-phone": (A, PHONE, {}, nothing),
    "guide-begin": ("begin/", LAPTOP, {}, nothing),
    "guide-table": (A + "tables/t03/", LAPTOP, {}, nothing),
    "guide-help": (A + "tables/t03/", LAPTOP, {}, help_open),
    "guide-findings": (A + "findings/", LAPTOP, {}, nothing),
    "guide-preview": (A + "preview/", LAPTOP, {}, nothing),
    "guide-steps": (A + "steps/", LAPTOP, {}, nothing),
    "guide-submit": (A + "steps/", LAPTOP, {}, act),
    "guide-texts": (A + "texts/", LAPTOP, {}, nothing),
    "guide-people": ("people/", LAPTOP, {}, nothing),
    "guide-invite": ("people/add/", LAPTOP, {}, nothing),
    "guide-two-step": ("two-step/", LAPTOP, {}, nothing),
    "guide-password": ("password_change/", LAPTOP, {}, nothing),
}


@pytest.mark.parametrize("name", PICTURES)
def test_picture(name: str, browser: Browser, site: str) -> None:
    call_command("loadsample", as_printed=True, stdout=StringIO(), skip_checks=True)
    account = Account.objects.of("liaoyuan", 2024)
    address, screen, options, step = PICTURES[name]
    roles = [(role, account.unit) for role in ("clerk", "administrator")]
    with entered(browser, site, "zhangsan", *roles, screen=screen, **options) as page:
        page.goto(f"{site}/desk/{address.format(pk=account.pk)}")
        step(page)
        page.wait_for_timeout(200)
        save(page.screenshot(), FOLDER / f"{name}.png")


def test_bureau(browser: Browser, site: str) -> None:
    with entered(browser, site, "lisi", ("bureau", put_province()), screen=LAPTOP) as page:
        page.goto(f"{site}/desk/")
        page.wait_for_timeout(200)
        save(page.screenshot(), FOLDER / "guide-bureau.png")


def test_login(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport={"width": LAPTOP[0], "height": LAPTOP[1]})
    page = context.new_page()
    page.goto(f"{site}/desk/")
    save(page.screenshot(), FOLDER / "guide-login.png")
    context.close()
