"""Pictures of the desk for docs/clerk-guide.md: `.venv/bin/pytest tests/browser/guide_pictures.py`.

Not a test by name, so the gate does not run it. Look at each picture before committing it.
"""

from collections.abc import Callable
from io import StringIO

from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import Browser, Page

from accounts.models import Account, Membership
from tests.browser.desk_pictures import looking
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


def cell(page: Page) -> None:
    page.locator('[id="t05/2080599/total"]').click()


def act(page: Page) -> None:
    page.evaluate("document.querySelector('#asked').scrollIntoView()")


A = "accounts/{pk}/"
PICTURES: dict[str, tuple[str, tuple[int, int], str, Step]] = {
    "guide-home": ("", LAPTOP, "light", told),
    "guide-home-phone": ("", PHONE, "light", told),
    "guide-overview": (A, LAPTOP, "light", nothing),
    "guide-overview-dark": (A, LAPTOP, "dark", nothing),
    "guide-overview-phone": (A, PHONE, "light", nothing),
    "guide-begin": ("begin/", LAPTOP, "light", nothing),
    "guide-table": (A + "tables/t03/", LAPTOP, "light", nothing),
    "guide-help": (A + "tables/t03/", LAPTOP, "light", help_open),
    "guide-findings": (A + "findings/", LAPTOP, "light", nothing),
    "guide-preview": (A + "preview/", LAPTOP, "light", nothing),
    "guide-preview-cell": (A + "preview/", LAPTOP, "light", cell),
    "guide-steps": (A + "steps/", LAPTOP, "light", nothing),
    "guide-submit": (A + "steps/", LAPTOP, "light", act),
    "guide-texts": (A + "texts/", LAPTOP, "light", nothing),
    "guide-people": ("people/", LAPTOP, "light", nothing),
    "guide-invite": ("people/add/", LAPTOP, "light", nothing),
    "guide-two-step": ("two-step/", LAPTOP, "light", nothing),
    "guide-password": ("password_change/", LAPTOP, "light", nothing),
}


def test_pictures(browser: Browser, site: str) -> None:
    call_command("loadsample", as_printed=True, stdout=StringIO(), skip_checks=True)
    account = Account.objects.of("liaoyuan", 2024)
    user, client = User.objects.create_user("zhangsan", first_name="张三", is_staff=True), Client()
    for role in ("clerk", "administrator"):
        Membership.objects.create(user=user, unit=account.unit, role=role)
    client.force_login(user)
    for name, (address, screen, scheme, step) in PICTURES.items():
        with looking(browser, site, client, screen, scheme) as page:
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
