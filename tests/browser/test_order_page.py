"""The page of an order to publish in a real browser: progress appears by itself, with and without script."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from accounts.models import Account
from disclosures import printing, publishing
from disclosures.models import PublishOrder
from disclosures.printing import PrintFailed, Progress, Stage, Tell
from disclosures.publishing import PublishFailed
from tests import stages
from tests.browser.reading import DESKTOP, PHONE, log_in, member, overflow, reading, violations


@pytest.fixture
def order(site: str, monkeypatch: pytest.MonkeyPatch) -> PublishOrder:
    """Failed: the printer took too long."""

    def late(html: str, report: object, progress: Tell, enclosed: object) -> bytes:
        raise PrintFailed("打印超过 120 秒的时限，已停止")

    account = Account.objects.of("liaoyuan", 2024)
    stages.correct(account)
    made = stages.order(account, date(2025, 10, 9))
    monkeypatch.setattr(printing, "print_pdf", late)
    with pytest.raises(PublishFailed):
        publishing.publish(made)
    return made


def print_once(paper: threading.Event, monkeypatch: pytest.MonkeyPatch) -> None:
    """The printer lays out seven pages and then waits for paper."""

    def waiting(html: str, report: object, progress: Tell, enclosed: object) -> bytes:
        progress(Progress(Stage.LAYING_OUT, 7))
        assert paper.wait(60)
        return b"%PDF"

    monkeypatch.setattr(printing, "print_pdf", waiting)


@contextmanager
def staff(browser: Browser, site: str, screen: Any, **options: Any) -> Iterator[Page]:
    with reading(browser, screen, **options) as page:
        log_in(page.context, site, member("公开人", "publisher"))
        yield page


def test_a_retry_shows_its_progress_and_its_end(
    browser: Browser, site: str, order: PublishOrder, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = threading.Event()
    with staff(browser, site, DESKTOP) as page:
        page.goto(f"{site}/desk/orders/{order.pk}/")
        expect(page.get_by_text("打印超过 120 秒的时限，已停止")).to_be_visible()
        print_once(paper, monkeypatch)
        page.get_by_role("button", name="重试").click()
        expect(page.get_by_text("没有正在运行的生成程序")).to_be_visible()
        with stages.working():
            expect(page.get_by_text("第 7 页")).to_be_visible()
            expect(page.get_by_text("排版", exact=True)).to_be_visible()
            paper.set()
        expect(page.get_by_text("完成", exact=True)).to_be_visible()
        expect(page.get_by_role("link", name="查看已公开的版本")).to_be_visible()


def test_without_script_the_page_reloads_itself(
    browser: Browser, site: str, order: PublishOrder, monkeypatch: pytest.MonkeyPatch
) -> None:
    publishing.making.begin(order)
    with staff(browser, site, PHONE, java_script_enabled=False) as page:
        page.goto(f"{site}/desk/orders/{order.pk}/")
        publishing.making.fail(order, "没有纸")
        expect(page.get_by_text("没有纸")).to_be_visible()


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_has_no_objection(
    browser: Browser, site: str, order: PublishOrder, screen: tuple[int, int]
) -> None:
    with staff(browser, site, screen) as page:
        page.goto(f"{site}/desk/orders/{order.pk}/")
        assert violations(page) == []
        assert overflow(page) == 0
