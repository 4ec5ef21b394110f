"""The workbook's pages in a real browser: without script, on a phone, in the dark, by axe."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from accounts import ledger
from accounts.figures import at
from accounts.models import Account, Membership, Unit
from tests.browser.reading import DESKTOP, PHONE, overflow, reading, violations

CELL, OTHER = at("t03/2080505/total"), at("t03/208/total")


@pytest.fixture
def account(site: str) -> Account:
    call_command("loadsample", as_printed=True, stdout=StringIO(), skip_checks=True)
    return Account.objects.of("liaoyuan", 2024)


@contextmanager
def clerk(browser: Browser, site: str, screen: tuple[int, int] = DESKTOP, **options: Any) -> Iterator[Page]:
    client = Client()
    user = User.objects.create_user("填报人", is_staff=True)
    Membership.objects.create(user=user, unit=Unit.objects.get(code="liaoyuan"), role="clerk")
    client.force_login(user)
    with reading(browser, screen, **options) as page:
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}
        page.context.add_cookies([cookie])  # type: ignore[list-item]
        yield page


def changed(content: bytes, path: Path) -> Path:
    """A number, one that a colleague has changed too, one that is none, and a text."""
    book = load_workbook(BytesIO(content))
    sheet, texts = book["03 支出决算表"], book["文字说明"]
    rows = {str(cell.value): cell.row for line in sheet.iter_rows() for cell in line}
    sheet.cell(rows["2080505"], 4).value, sheet.cell(rows["208"], 4).value = 12.5, 34.5
    sheet.cell(rows["2080599"], 4).value = "约三百万"
    texts["D5"].value = "新的职责。" * 30
    book.save(path)
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_has_no_objection(
    browser: Browser, site: str, account: Account, tmp_path: Path, screen: tuple[int, int], scheme: Any
) -> None:
    with clerk(browser, site, screen, color_scheme=scheme) as page:
        page.goto(f"{site}/desk/accounts/{account.pk}/workbook/")
        assert violations(page) == [] and overflow(page) == 0
        page.screenshot(path=tmp_path / "workbook.png", full_page=True)
        with page.expect_download() as download:
            page.get_by_role("link", name="下载本决算").click()
        file = changed(download.value.path().read_bytes(), tmp_path / "changed.xlsx")
        ledger.record(account, {OTHER: Decimal("777700.00")}, by="同事")
        page.get_by_label("从本页下载").set_input_files(file)
        page.get_by_role("button", name="上传并预览").click()
        expect(page.get_by_text("将写入 2 处")).to_be_visible()
        assert violations(page) == [] and overflow(page) == 0
        page.screenshot(path=tmp_path / "preview.png", full_page=True)


def test_without_script_from_download_to_undo(
    browser: Browser, site: str, account: Account, tmp_path: Path
) -> None:
    before = ledger.load(account)
    with clerk(browser, site, java_script_enabled=False) as page:
        page.goto(f"{site}/desk/accounts/{account.pk}/workbook/")
        with page.expect_download() as download:
            page.get_by_role("link", name="下载本决算").click()
        assert download.value.suggested_filename.endswith("决算.xlsx")
        file = changed(download.value.path().read_bytes(), tmp_path / "changed.xlsx")
        ledger.record(account, {OTHER: Decimal("777700.00")}, by="同事")
        page.get_by_label("从本页下载").set_input_files(file)
        page.get_by_role("button", name="上传并预览").click()
        page.get_by_label("用文件里的", exact=True).check()
        page.get_by_role("button", name="确认写入").click()
        expect(page.get_by_text("已写入 3 处")).to_be_visible()
        now = ledger.load(account)
        assert (now[CELL], now[OTHER]) == (125_000, 345_000)
        page.get_by_role("button", name="撤销这次上传").click()
        expect(page.get_by_text("已撤销，3 处")).to_be_visible()
        now = ledger.load(account)
        assert (now[CELL], now[OTHER]) == (before[CELL], 777_700)
