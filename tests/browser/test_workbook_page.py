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
from tests.disclosures.desk.workbook.layouts import spending

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
        page.get_by_label("工作簿（").set_input_files(file)
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
        page.get_by_label("工作簿（").set_input_files(file)
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


def test_a_workbook_of_another_program_from_upload_to_undo(
    browser: Browser, site: str, account: Account, tmp_path: Path
) -> None:
    """Upload, preview with its doubts, confirm, findings, undo; compared before and after."""
    before, file = ledger.load(account), tmp_path / "外来.xlsx"
    file.write_bytes(spending(ledger.load_case(account), {"2080505/total": 12.5, "208/total": "约三百万"}))
    with clerk(browser, site) as page:
        page.goto(f"{site}/desk/accounts/{account.pk}/workbook/")
        page.get_by_label("工作簿（").set_input_files(file)
        page.get_by_role("button", name="上传并预览").click()
        expect(page.get_by_role("heading", name="在文件里找到的")).to_be_visible()
        expect(page.get_by_text("文件里没有找到的表，保持不变")).to_be_visible()
        expect(page.get_by_text("约三百万").first).to_be_visible()
        assert violations(page) == [] and overflow(page) == 0
        page.screenshot(path=tmp_path / "found.png", full_page=True)
        if page.get_by_label("已经核对").count():
            page.get_by_label("已经核对").check()
        page.get_by_role("button", name="确认写入").click()
        expect(page.get_by_text("已写入 1 处")).to_be_visible()
        assert ledger.load(account)[CELL] == 125_000
        with page.context.expect_page() as findings:
            page.get_by_role("link", name="处必须更正或说明").click(modifiers=["Control"])
        expect(findings.value.get_by_role("heading", level=1)).to_contain_text("问题")
        page.get_by_role("button", name="撤销这次上传").click()
        expect(page.get_by_text("已撤销，1 处")).to_be_visible()
        assert ledger.load(account) == before
        page.get_by_role("link", name="与一个工作簿比较").click()
        page.get_by_label("工作簿（").set_input_files(file)
        page.get_by_role("button", name="比较", exact=True).click()
        expect(page.get_by_text("不一致")).to_be_visible()
        assert violations(page) == [] and overflow(page) == 0
        page.screenshot(path=tmp_path / "compared.png", full_page=True)
