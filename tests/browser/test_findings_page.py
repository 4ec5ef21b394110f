"""The findings page in a real browser: by keyboard, on a phone, in the dark, without script."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page, expect

from accounts import filing, ledger
from accounts.models import Acceptance, Account
from tests.browser.reading import DESKTOP, PHONE, focused, log_in, member, overflow, reading, violations

SCREENS = pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
SLOT = "reason.overall"


@pytest.fixture
def site(reopened_site: str) -> str:
    return reopened_site


@pytest.fixture
def account(site: str) -> Account:
    """辽源 as printed, with a slip of the pen in the reason for the change."""
    found = Account.objects.of("liaoyuan", 2024)
    filing.explain(found, {SLOT: "人员增加，其它收入增加。。"}, by="填报人")
    return found


@contextmanager
def clerk(browser: Browser, site: str, screen: tuple[int, int] = DESKTOP, **options: Any) -> Iterator[Page]:
    with reading(browser, screen, **options) as page:
        log_in(page.context, site, member("填报人", "clerk"))
        yield page


def address(site: str, account: Account, rest: str = "findings/") -> str:
    return f"{site}/desk/accounts/{account.pk}/{rest}"


@SCREENS
def test_axe_has_no_objection_and_nothing_overflows(
    browser: Browser, site: str, account: Account, screen: tuple[int, int]
) -> None:
    with clerk(browser, site, screen) as page:
        for rest in ("findings/", "findings/?show=error", "text/", "checklist/", "preview/"):
            page.goto(address(site, account, rest))
            page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
            assert violations(page) == [], rest
            assert overflow(page) == 0, rest
        page.goto(f"{site}/desk/")
        assert violations(page) == [] and overflow(page) == 0


@SCREENS
def test_axe_has_no_objection_to_the_login(browser: Browser, site: str, screen: tuple[int, int]) -> None:
    with reading(browser, screen) as page:
        page.goto(f"{site}/desk/")
        assert page.url.endswith("/desk/login/?next=/desk/")
        assert violations(page) == [] and overflow(page) == 0


def test_the_plain_pages_obey_the_policy(browser: Browser, site: str) -> None:
    User.objects.create_superuser("管理员", password="正确的-口令")
    with reading(browser) as page:
        page.goto(f"{site}/desk/")
        page.get_by_label("用户名").fill("管理员")
        page.get_by_label("密码").fill("正确的-口令")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="我的决算").wait_for()
        for rest in (
            "auth/user/",
            "auth/user/add/",
            "accounts/unit/",
            "accounts/unit/add/",
            "password_change/",
        ):
            page.goto(f"{site}/desk/{rest}")
            assert overflow(page) == 0, rest


def test_a_finding_is_explained_by_keyboard(browser: Browser, site: str, account: Account) -> None:
    with clerk(browser, site) as page:
        page.goto(address(site, account))
        card = page.locator(".card.error").first
        card.locator("summary", has_text="数据无误、需要保留").focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.type("批复数即为此数")
        page.keyboard.press("Control+Enter")
        page.wait_for_url("**#f-*")
        expect(page.get_by_text("已说明，问题保留")).to_be_visible()
        expect(page.get_by_text("说明：批复数即为此数")).to_be_visible()
        assert focused(page).startswith("f-")
        row = Acceptance.objects.get()
        assert (row.reason, row.by) == ("批复数即为此数", "填报人")


def test_a_double_click_makes_one_record(browser: Browser, site: str, account: Account) -> None:
    with clerk(browser, site) as page:
        page.goto(address(site, account))
        card = page.locator(".card.error").first
        card.locator("summary", has_text="数据无误、需要保留").click()
        card.locator("textarea").fill("批复数即为此数")
        card.get_by_role("button", name="说明后保留").dblclick()
        page.wait_for_url("**#f-*")
        assert Acceptance.objects.count() == 1


def test_a_suggestion_is_taken_with_one_click_and_taken_back(
    browser: Browser, site: str, account: Account
) -> None:
    with clerk(browser, site) as page:
        page.goto(address(site, account))
        card = (
            page.locator(".card", has_text="收、支总计变动的主要原因")
            .locator("form.take")
            .first.locator("..")
        )
        expect(card.locator(".passage mark")).to_be_visible()
        card.locator("form.take button").click()
        expect(page.get_by_role("button", name="恢复原来的文字")).to_be_visible()
        changed = ledger.load_case(account).texts[SLOT]
        assert changed != "人员增加，其它收入增加。。"
        page.get_by_role("button", name="恢复原来的文字").click()
        expect(page.get_by_text("已恢复为原来的文字")).to_be_visible()
        assert ledger.load_case(account).texts[SLOT] == "人员增加，其它收入增加。。"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_jump_lights_the_cell(browser: Browser, site: str, account: Account, script: bool) -> None:
    with clerk(browser, site, java_script_enabled=script) as page:
        page.goto(address(site, account))
        page.locator(".bundle h3 a:not(.enter)").click()
        cell = page.locator('[id="t05/2080599/project"]')
        expect(cell).to_have_text("17,783.00")
        expect(cell).to_be_in_viewport()
        expect(cell).to_have_css("background-color", "rgb(255, 233, 168)")


def test_every_jump_of_the_page_is_seen(browser: Browser, site: str, account: Account) -> None:
    with clerk(browser, site) as page:
        page.goto(address(site, account))
        links = page.locator(".cells a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
        assert len(links) > 10
        page.goto(site + links[0].split("#")[0])
        for link in dict.fromkeys(links):
            anchor = link.split("#")[1]
            page.evaluate("anchor => { location.hash = '#' + anchor }", anchor)
            expect(page.locator(f'[id="{anchor}"]')).to_be_in_viewport()


def test_filters_by_keyboard(browser: Browser, site: str, account: Account) -> None:
    with clerk(browser, site) as page:
        page.goto(address(site, account))
        page.locator(".filters a").first.focus()
        page.keyboard.press("2")
        page.wait_for_url("**/?show=error")
        assert focused(page).startswith("错误")
        expect(page.locator(".card.notice")).to_have_count(0)
        page.keyboard.press("ArrowRight")
        assert focused(page).startswith("需说明")
        page.keyboard.press("1")
        page.wait_for_url("**/?show=")


def test_without_script_everything_works(browser: Browser, site: str, account: Account) -> None:
    with clerk(browser, site, PHONE, java_script_enabled=False) as page:
        page.goto(address(site, account))
        card = page.locator(".card.error").first
        card.locator("summary", has_text="数据无误、需要保留").click()
        card.locator("textarea").fill("批复数即为此数")
        card.get_by_role("button", name="说明后保留").click()
        expect(page.get_by_text("说明：批复数即为此数")).to_be_visible()
        page.get_by_role("button", name="撤回说明").click()
        expect(page.get_by_text("说明已撤回")).to_be_visible()
        page.get_by_role("link", name="提示").click()
        expect(page.locator(".card.error")).to_have_count(0)
        assert overflow(page) == 0


def test_a_text_is_questioned_where_it_stands(browser: Browser, site: str, account: Account) -> None:
    with clerk(browser, site) as page:
        page.goto(address(site, account))
        page.locator("#text").fill("一、总体情况\n人员增加，其它收入增加。。")
        page.get_by_role("button", name="检查这段文字").click()
        expect(page.locator(".card mark").first).to_be_visible()
        page.get_by_role("link", name="第 2 行").first.click()
        expect(page.locator("#line-2 mark").first).to_be_visible()
        assert violations(page) == []


def test_the_checklist_prints_without_the_frame(browser: Browser, site: str, account: Account) -> None:
    with clerk(browser, site) as page:
        page.goto(address(site, account, "checklist/"))
        page.emulate_media(media="print")
        for hidden in (".masthead", ".foot", ".deskbar", ".tabs"):
            expect(page.locator(hidden)).to_be_hidden()
        expect(page.get_by_text("检查人（签字）")).to_be_visible()
        assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
