"""What the tests of the entry sheet share: an account, its clerks, the sheet as a clerk sees it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page, Request, expect

from accounts import ledger
from accounts.figures import at
from accounts.models import Account, Membership, Unit
from accounts.money import from_wan
from tests.browser.reading import is_lost, log_in
from tests.samples import load_subjects

SCREEN = (1280, 720)
FIGURES = "t03/205/basic 60 t03/20502/basic 60 t03/2050203/basic 60 t03/205/total 60 t03/total/total 90"
HARMLESS = ("Failed to load resource",)
"""Answers that the tests ask for: 404 after the session has ended, no answer while offline."""


def open_account(scale: str = "wan", figures: str = FIGURES, edition: str = "jilin-2024-unit") -> Account:
    """某局 2024 in draft."""
    load_subjects()
    unit = Unit.objects.create(code="mouju", name="某局", kind="unit", level="市")
    account = Account.objects.create(unit=unit, year=2024, edition=edition, scale=scale)
    write(account, figures)
    return account


def write(account: Account, figures: str, by: str = "李四") -> None:
    words = figures.split()
    pairs = zip(words[::2], words[1::2], strict=True)
    ledger.record(account, {at(cell): from_wan(Decimal(amount)) for cell, amount in pairs}, by=by)


def stored(account: Account, address: str) -> str | None:
    """In 万元; None for a blank."""
    amount = ledger.load(account).get(at(address))
    return None if amount is None else f"{amount / 10000:.2f}"


def clerk(account: Account, name: str = "张三", role: str = "clerk") -> User:
    user = User.objects.create_user(name, is_staff=True)
    Membership.objects.create(user=user, unit=account.unit, role=role)
    return user


class Sheet:
    """The sheet in a browser, in the words of a clerk."""

    def __init__(self, page: Page, site: str, account: Account) -> None:
        self.page, self.site, self.account = page, site, account

    def open(self, table: str = "t03", query: str = "") -> "Sheet":
        self.page.goto(f"{self.site}/desk/accounts/{self.account.pk}/tables/{table}/{query}")
        self.page.wait_for_selector("#entry[data-ready]")
        return self

    def press(self, *keys: str) -> "Sheet":
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def type(self, text: str) -> "Sheet":
        self.page.keyboard.insert_text(text)
        return self

    def go(self, address: str) -> "Sheet":
        self.page.locator(self.cell(address)).click()
        return self

    def cell(self, address: str) -> str:
        return f'[id="{address}"]'

    def text(self, address: str) -> str:
        return self.page.locator(f'input[name="{address}"]').input_value()

    @property
    def here(self) -> str:
        return str(self.page.evaluate("document.activeElement.name"))

    def classes(self, address: str) -> set[str]:
        return set((self.page.locator(self.cell(address)).get_attribute("class") or "").split())

    def ghost(self, address: str) -> str:
        """What is suggested in the cell."""
        return str(
            self.page.evaluate(
                "id => { const td = document.getElementById(id);"
                " return td.dataset.ghost || td.querySelector('input').placeholder }",
                address,
            )
        )

    def state(self) -> str:
        return self.page.locator("#state").inner_text()

    def saved(self) -> "Sheet":
        expect(self.page.locator("#state")).to_contain_text("已全部保存")
        return self

    def look_round(self) -> "Sheet":
        """Asks at once what colleagues do, as a page that comes into sight again; else it does after 4 s."""
        with self.page.expect_response("**/live?*"):
            self.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        return self

    def paste(self, plain: str, html: str = "") -> "Sheet":
        """As the browser does on Ctrl+V."""
        self.page.evaluate(
            """([plain, html]) => {
              const data = new DataTransfer();
              if (plain) data.setData("text/plain", plain);
              if (html) data.setData("text/html", html);
              document.activeElement.dispatchEvent(
                new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
            }""",
            [plain, html],
        )
        return self

    def texts(self) -> dict[str, str]:
        """All cells that are not blank, as committed texts without separators."""
        found: dict[str, str] = self.page.evaluate(
            "Object.fromEntries([...document.querySelectorAll('#sheet tbody input')]"
            ".filter(i => i.value).map(i => [i.name, i.value]))"
        )
        return found


@contextmanager
def at_desk(
    browser: Browser,
    site: str,
    account: Account,
    user: User,
    screen: tuple[int, int] = SCREEN,
    fails: str = "",
    **options: Any,
) -> Iterator[Sheet]:
    """A clerk's browser in which nothing may go wrong: no error, no warning, no violation of the policy.

    `fails`: the end of the address that this test lets fail.
    """
    width, height = screen
    context = browser.new_context(viewport={"width": width, "height": height}, **options)
    log_in(context, site, user)
    page = context.new_page()
    problems: list[str] = []
    page.on("console", lambda said: problems.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("requestfailed", lambda request: problems.append(request.url) if is_lost(request) else None)
    pending: set[Request] = set()
    page.on("request", lambda request: pending.add(request))
    page.on("requestfinished", lambda request: pending.discard(request))
    page.on("requestfailed", lambda request: pending.discard(request))
    try:
        yield Sheet(page, site, account)
    finally:
        noted = list(problems)
        settle(page, pending)
        context.close()
    found = [each for each in noted if not each.startswith(HARMLESS) and not (fails and fails in each)]
    assert found == [], found


def settle(page: Page, pending: set[Request]) -> None:
    """No new request, and the last ones answered: the database is emptied next, and would wait for them."""
    page.context.route("**/*", lambda route: route.abort())
    for _ in range(100):
        page.wait_for_timeout(50)
        if not pending:
            return


def vectors(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))
    return found
