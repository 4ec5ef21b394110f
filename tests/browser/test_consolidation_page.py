"""A department's sum in a real browser: payments, preview, confirmation, undo, without script, with keys."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from accounts import consolidating, ledger
from accounts.case import Case
from accounts.models import Account, Membership
from tests import departments
from tests.browser.reading import DESKTOP, PHONE, overflow, reading, violations


@pytest.fixture
def department(site: str) -> tuple[Account, Case]:
    return departments.stored(3)


@contextmanager
def finance(
    browser: Browser, site: str, account: Account, screen: tuple[int, int] = DESKTOP, **options: Any
) -> Iterator[Page]:
    client = Client()
    user = User.objects.create_user("局财务", is_staff=True)
    Membership.objects.create(user=user, unit=account.unit, role="clerk")
    client.force_login(user)
    with reading(browser, screen, **options) as page:
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}
        page.context.add_cookies([cookie])  # type: ignore[list-item]
        yield page


def test_a_sum_is_made_without_script_by_keyboard(
    browser: Browser, site: str, department: tuple[Account, Case]
) -> None:
    account, due = department
    with finance(browser, site, account, java_script_enabled=False) as page:
        page.goto(f"{site}/desk/accounts/{account.pk}/consolidation/")
        button = page.get_by_role("button", name="抵销勾选的往来")
        button.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_text("都已抵销")).to_be_visible()
        page.get_by_role("link", name="先预览").press("Enter")
        expect(page.get_by_role("heading", name="汇总预览")).to_be_visible()
        page.get_by_role("button", name="确认汇总").press("Enter")
        expect(page.get_by_text("与所属单位一致")).to_be_visible()
        figures = ledger.load(account)
        assert all(
            figures.amount(cell) == amount for cell, amount in due.figures.items() if due.edition.adds(cell)
        )
        page.get_by_role("button", name="撤销上次汇总").press("Enter")
        expect(page.get_by_text("还没有汇总")).to_be_visible()
        assert not ledger.load(account)


def test_the_story_of_a_cell_leads_to_its_units(
    browser: Browser, site: str, department: tuple[Account, Case]
) -> None:
    account, _ = department
    consolidating.consolidate(account, by="局财务")
    with finance(browser, site, account) as page:
        page.goto(f"{site}/desk/accounts/{account.pk}/tables/t03/")
        page.locator("td input").first.click()
        page.keyboard.press("Shift+F2")
        page.get_by_role("link", name="由哪些单位的数组成").click()
        expect(page.get_by_text("3 个单位相加")).to_be_visible()


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_nothing_overflows_and_axe_has_no_objection(
    browser: Browser, site: str, department: tuple[Account, Case], screen: tuple[int, int]
) -> None:
    account, _ = department
    with finance(browser, site, account, screen) as page:
        for rest in ("", "preview", "tables/t03/", "cell?at=t03/total/total"):
            page.goto(f"{site}/desk/accounts/{account.pk}/consolidation/{rest}")
            assert (violations(page), overflow(page)) == ([], 0), rest
