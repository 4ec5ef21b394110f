"""The preview in a real browser: a cell leads to a comment and its history; a draft is printed."""

import threading
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, expect

from accounts import comments
from accounts.models import Account
from disclosures import printing
from disclosures.printing import Progress, Stage, Tell
from tests import stages
from tests.browser.reading import DESKTOP, PHONE, overflow, violations
from tests.browser.test_workflow import person

CELL = "t03/2080109/project"


@pytest.fixture
def account(site: str) -> Account:
    """辽源 as printed, with two comments."""
    call_command("loadsample", as_printed=True, stdout=StringIO(), skip_checks=True)
    found = Account.objects.of("liaoyuan", 2024)
    for place in (CELL, "overall"):
        comments.comment(found, place, "与批复不符，请核对。", by=stages.REVIEWER)
    return found


def test_a_cell_leads_to_a_comment_and_to_its_history(browser: Browser, site: str, account: Account) -> None:
    with person(browser, site, "李四", "reviewer") as page:
        page.goto(f"{site}/desk/accounts/{account.pk}/preview/")
        page.get_by_role("link", name="《支出决算表》").first.click()
        expect(page.locator(f'[id="{CELL}"] .said')).to_be_in_viewport()
        page.locator('[id="t03/2080109/basic"]').click()
        page.get_by_role("dialog").get_by_role("link", name="提意见").click()
        expect(page.get_by_role("heading", name="提意见：《支出决算表》“2080109")).to_be_visible()
        page.go_back()
        page.locator('[id="t03/2080109/basic"]').click()
        page.get_by_role("dialog").get_by_role("link", name="改动记录").click()
        expect(page.get_by_role("cell", name="1,175.47")).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["script", "without"])
def test_the_draft_is_printed_with_progress(
    browser: Browser, site: str, account: Account, script: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = threading.Event()

    def waiting(html: str, report: Any, progress: Tell) -> bytes:
        progress(Progress(Stage.LAYING_OUT, 7))
        assert paper.wait(60)
        return b"%PDF"

    monkeypatch.setattr(printing, "print_pdf", waiting)
    with person(browser, site, "张三", "clerk", java_script_enabled=script) as page:
        page.goto(f"{site}/desk/accounts/{account.pk}/preview/")
        page.get_by_role("button", name="生成 PDF 草稿").click()
        expect(page.get_by_text("没有正在运行的生成程序")).to_be_visible()
        with stages.working():
            expect(page.get_by_text("第 7 页")).to_be_visible()
            paper.set()
        expect(page.get_by_role("link", name="打开 PDF 草稿")).to_be_visible(timeout=10_000)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_has_no_objection(
    browser: Browser, site: str, account: Account, screen: tuple[int, int], scheme: Any
) -> None:
    with person(browser, site, "李四", "reviewer", screen=screen, color_scheme=scheme) as page:
        page.goto(f"{site}/desk/accounts/{account.pk}/preview/")
        assert violations(page) == [] and overflow(page) == 0
        page.get_by_role("button", name="生成 PDF 草稿").click()
        expect(page.get_by_text("没有正在运行的生成程序")).to_be_visible()
        stages.work()
        expect(page.get_by_role("link", name="打开 PDF 草稿")).to_be_visible()
        assert violations(page) == [] and overflow(page) == 0
