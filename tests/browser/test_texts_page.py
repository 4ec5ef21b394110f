"""Texts in a real browser: saved when a field is left, never lost, by keyboard and without script."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Browser, Page, Route, expect

from accounts import filing, ledger
from accounts.figures import at
from accounts.models import Account
from accounts.money import from_wan
from tests import stages
from tests.browser.reading import PHONE, late, log_in, member, overflow, reading, violations

LAPTOP, TABLET = (1280, 720), (820, 1180)
OVERALL, GENERAL = "reason.overall", "reason.general"
QUIET = {"user": "填报人", "open": True, "here": [], "changes": [], "since": 0}


@pytest.fixture
def site(reopened_site: str) -> str:
    return reopened_site


@pytest.fixture
def account(site: str) -> Account:
    """辽源 as printed, some reasons still to be written, with last year's words."""
    found = Account.objects.of("liaoyuan", 2024)
    before = Account.objects.of("liaoyuan", 2023)
    texts = ledger.load_case(found).texts
    filing.explain(before, {OVERALL: "2023年人员增加，经费相应增加", GENERAL: "人员减少"}, by="前任")
    gone = [
        OVERALL,
        GENERAL,
        "reason.fiscal",
        *[slot for slot in texts if slot.startswith("reason.item.")][:3],
    ]
    filing.explain(found, {**dict.fromkeys(gone), "reason.income.fiscal": "其它原因。。"}, by="李四")
    filing.explain(
        found, {"replace.income": "本年收入合计3805.58万元，其中财政拨款收入占绝大部分。"}, by="李四"
    )
    ledger.record(
        found,
        {at("t02/total/total"): from_wan(ledger.load(found)[at("t02/total/total")] / 10_000 + 1)},
        by="王五",
    )
    return found


def enter(page: Page, site: str) -> None:
    """Also once more, after the session has ended."""
    user = User.objects.filter(username="填报人").first() or member("填报人", "clerk")
    log_in(page.context, site, user)


@contextmanager
def clerk(browser: Browser, site: str, screen: tuple[int, int] = LAPTOP, **options: Any) -> Iterator[Page]:
    with reading(browser, screen, **options) as page:
        enter(page, site)
        yield page


@contextmanager
def unsteady(browser: Browser, site: str) -> Iterator[Page]:
    """A page whose requests fail, which the browser notes."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    page = context.new_page()
    enter(page, site)
    yield page
    context.close()


def address(site: str, account: Account, rest: str = "") -> str:
    return f"{site}/desk/accounts/{account.pk}/texts/{rest}"


def field(page: Page, slot: str) -> Any:
    return page.locator(f'[id="{slot}"]')


def area(page: Page, slot: str) -> Any:
    return page.locator(f'[id="x-{slot}"]')


def stored(account: Account, slot: str) -> str:
    return ledger.load_case(account).texts.get(slot, "")


def until(what: Callable[[], bool], page: Page) -> None:
    for _ in range(600):  # 30 s
        if what():
            return
        page.wait_for_timeout(50)
    raise AssertionError("waited in vain")


@pytest.mark.parametrize("screen", [LAPTOP, TABLET, PHONE], ids=["laptop", "tablet", "phone"])
def test_axe_has_no_objection_and_nothing_overflows(
    browser: Browser, site: str, account: Account, screen: tuple[int, int]
) -> None:
    with clerk(browser, site, screen) as page:
        page.goto(address(site, account, "?rewrite=overall"))
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        assert violations(page) == []
        assert overflow(page) == 0


def test_a_text_is_saved_when_its_field_is_left(browser: Browser, site: str, account: Account) -> None:
    with clerk(browser, site) as page:
        page.goto(address(site, account))
        left = page.locator(".field.left").count()
        expect(page.locator("#todo")).to_contain_text(f"还有 {left} 处没有写")
        area(page, OVERALL).fill("人员增加。。")
        area(page, GENERAL).focus()
        expect(field(page, OVERALL).locator("[data-state]")).to_contain_text("已保存")
        expect(page.locator("#todo")).to_contain_text(f"还有 {left - 1} 处没有写")
        expect(field(page, OVERALL).locator(".remark").first).to_be_visible()
        assert stored(account, OVERALL) == "人员增加。。"
        field(page, OVERALL).locator("button[name=reword]").first.click()
        page.wait_for_url(f"**#{OVERALL}")
        assert stored(account, OVERALL) == "人员增加。"
        page.get_by_role("button", name="恢复原来的文字").click()
        until(lambda: stored(account, OVERALL) == "人员增加。。", page)


def test_ctrl_enter_goes_to_the_next_empty_field(browser: Browser, site: str, account: Account) -> None:
    with clerk(browser, site) as page:
        page.goto(address(site, account))
        page.locator("#todo a").first.click()
        first = page.evaluate("document.activeElement.id")
        page.keyboard.type("人员增加")
        page.keyboard.press("Control+Enter")
        second = page.evaluate("document.activeElement.id")
        assert first.startswith("x-") and second.startswith("x-") and first != second
        until(lambda: stored(account, first[2:]) == "人员增加", page)


def test_last_years_words_are_taken_and_undone_by_keyboard(
    browser: Browser, site: str, account: Account
) -> None:
    with clerk(browser, site) as page:
        page.goto(address(site, account))
        field(page, OVERALL).get_by_role("button", name="取用上年文字").click()
        expect(area(page, OVERALL)).to_have_value("2023年人员增加，经费相应增加")
        expect(field(page, OVERALL).locator(".says")).to_contain_text("一字不差")
        page.keyboard.press("Control+z")
        expect(area(page, OVERALL)).to_have_value("")
        area(page, GENERAL).focus()
        until(lambda: stored(account, OVERALL) == "", page)


def test_what_is_typed_without_a_connection_waits_and_survives_a_reload(
    browser: Browser, site: str, account: Account
) -> None:
    with unsteady(browser, site) as page:
        page.goto(address(site, account))
        lost: list[Route] = []
        page.route("**/texts/save", lambda route: (lost.append(route), route.fulfill(status=503))[1])
        area(page, OVERALL).fill("断线时写的")
        area(page, GENERAL).focus()
        expect(page.locator("#state")).to_contain_text("改动保留在本机")
        assert stored(account, OVERALL) == "" and lost
        page.unroute("**/texts/save")
        page.reload()
        expect(area(page, OVERALL)).to_have_value("断线时写的")
        until(lambda: stored(account, OVERALL) == "断线时写的", page)


def test_an_answer_that_is_lost_makes_no_conflict(browser: Browser, site: str, account: Account) -> None:
    with unsteady(browser, site) as page:
        page.goto(address(site, account))

        def lose(route: Route) -> None:
            route.fetch()
            route.fulfill(status=502)

        page.route("**/texts/save", lose, times=1)
        area(page, OVERALL).fill("写到了")
        area(page, GENERAL).focus()
        until(lambda: stored(account, OVERALL) == "写到了", page)
        area(page, OVERALL).fill("写到了，又改")
        area(page, GENERAL).focus()
        until(lambda: stored(account, OVERALL) == "写到了，又改", page)
        expect(page.locator(".theirs")).to_have_count(0)


def test_an_ended_session_keeps_the_words_until_the_next_login(
    browser: Browser, site: str, account: Account
) -> None:
    with clerk(browser, site) as page:
        page.goto(address(site, account))
        page.context.clear_cookies(name="sessionid")
        area(page, OVERALL).fill("登录过期时写的")
        area(page, GENERAL).focus()
        expect(page.locator("#state")).to_contain_text("登录已过期")
        expect(page.get_by_role("link", name="重新登录")).to_be_visible()
        enter(page, site)
        page.goto(address(site, account))
        until(lambda: stored(account, OVERALL) == "登录过期时写的", page)


def test_a_conflict_shows_both_and_the_clerk_decides(browser: Browser, site: str, account: Account) -> None:
    with clerk(browser, site) as page:
        page.route("**/texts/live*", lambda route: route.fulfill(json=QUIET))  # before anything is heard
        page.goto(address(site, account))
        filing.explain(account, {OVERALL: "同事写的", GENERAL: "同事也写的"}, by="李四")
        area(page, OVERALL).fill("我写的")
        area(page, GENERAL).fill("我也写的")
        area(page, "profile.duties").focus()
        theirs = field(page, OVERALL).locator(".theirs")
        expect(theirs).to_contain_text("李四改过这一处")
        expect(theirs).to_contain_text("同事写的")
        assert stored(account, OVERALL) == "同事写的"
        theirs.get_by_role("button", name="以我写的为准").click()
        until(lambda: stored(account, OVERALL) == "我写的", page)
        field(page, GENERAL).get_by_role("button", name="用同事写的").click()
        expect(area(page, GENERAL)).to_have_value("同事也写的")
        assert stored(account, GENERAL) == "同事也写的"


def test_what_a_colleague_writes_appears_and_what_is_typed_here_stays(
    browser: Browser, site: str, account: Account
) -> None:
    with clerk(browser, site) as page:
        page.goto(address(site, account))
        area(page, OVERALL).press_sequentially("我正在写")
        other = Client()
        other.force_login(member("李四", "clerk"))
        other.get(f"/desk/accounts/{account.pk}/texts/live?since=0&cell={GENERAL}")
        filing.explain(account, {OVERALL: "同事写的", GENERAL: "同事也写的"}, by="李四")
        expect(area(page, GENERAL)).to_have_value("同事也写的", timeout=10_000)
        expect(field(page, GENERAL)).to_contain_text("李四刚改过这一处")
        expect(page.locator("#here")).to_contain_text("同时在这一页：李四（")
        expect(area(page, OVERALL)).to_have_value("我正在写")
        expect(field(page, OVERALL).locator(".theirs")).to_contain_text("同事写的", timeout=10_000)
        stages.submit(account)
        expect(page.locator("#state")).to_contain_text("刚刚报送", timeout=10_000)
        expect(area(page, GENERAL)).not_to_be_editable()


def test_a_rewritten_paragraph_shows_both_and_what_changed(
    browser: Browser, site: str, account: Account
) -> None:
    with clerk(browser, site) as page:
        page.goto(address(site, account))
        pair = field(page, "replace.income")
        expect(pair.locator("mark").first).to_be_visible()
        expect(pair).to_contain_text("改写之后这些数又改过")
        pair.get_by_role("button", name="取消改写").click()
        until(lambda: stored(account, "replace.income") == "", page)


def test_without_script_everything_works(browser: Browser, site: str, account: Account) -> None:
    with clerk(browser, site, java_script_enabled=False) as page:
        page.goto(address(site, account))
        area(page, OVERALL).fill("没有脚本也行")
        field(page, GENERAL).get_by_role("button", name="取用上年文字").click()
        expect(area(page, GENERAL)).to_have_value("人员减少")
        assert (stored(account, OVERALL), stored(account, GENERAL)) == ("没有脚本也行", "人员减少")
        area(page, OVERALL).fill("没有脚本也行，再改")
        page.locator("button.save").click()
        expect(area(page, OVERALL)).to_have_value("没有脚本也行，再改")


def test_who_only_reads_has_no_script_and_no_button(browser: Browser, site: str, account: Account) -> None:
    with reading(browser, LAPTOP) as page:
        log_in(page.context, site, member("审核人", "reviewer"))
        page.goto(address(site, account))
        expect(page.locator("button.save")).to_have_count(0)
        expect(area(page, OVERALL)).not_to_be_editable()
        assert violations(page) == []


def test_what_is_typed_before_the_script_runs_is_saved(browser: Browser, site: str, account: Account) -> None:
    with clerk(browser, site) as page:
        with late(page, "texts.js"):
            page.goto(address(site, account), wait_until="commit")
            area(page, OVERALL).fill("项目支出增加")
        until(lambda: stored(account, OVERALL) == "项目支出增加", page)
