"""The public pages in a real browser: what a reader does on them."""

import re

from playwright.sync_api import Browser, Page, expect

from accounts.models import Account, Unit
from disclosures.models import Publication
from tests.browser.reading import (
    DESKTOP,
    PHONE,
    REPORT,
    focused,
    log_in,
    member,
    overflow,
    reading,
    violations,
)
from tests.disclosures.public.places.filed import filed


def test_axe_has_no_objection_to_what_opens(browser: Browser, site: str) -> None:
    with reading(browser) as page:
        page.goto(site + REPORT)
        for words in ("怎样引用", "这些数怎么看", "上年数、预算数等"):
            page.get_by_text(words).click()
        page.get_by_role("button", name="用图表示收支").click()
        page.locator(".canvas svg").wait_for()
        page.locator("#overall a.to").first.click()
        page.locator('[id="t03/208/total"]').click()
        assert violations(page) == []
        for opener in ("a.gloss", "a.told"):
            page.locator(opener).first.click()
            assert violations(page, ".pop") == []


def test_lines_over_the_years_have_gaps(browser: Browser, site: str) -> None:
    with reading(browser) as page:
        page.goto(f"{site}/liaoyuan/")
        expect(page.get_by_role("button", name="用图表示各年度")).to_have_count(
            0
        )  # of one year there is no line
        filed(Unit.objects.get(code="liaoyuan"), 2022, spending=3000)
        page.reload()
        page.get_by_role("button", name="用图表示各年度").click()
        told = re.compile("本年支出：2022年3,000.00 万元，2023年没有，2024年3,805.58 万元。")
        expect(page.locator(".canvas")).to_have_attribute("aria-label", told)
        assert violations(page) == []


def test_the_reader_chooses_dark_and_large_and_it_is_kept(browser: Browser, site: str) -> None:
    with reading(browser) as page:
        page.goto(site)
        light = paper(page)
        page.get_by_role("button", name="深色").click()
        assert paper(page) != light
        page.goto(site + REPORT)
        assert paper(page) != light
        assert page.get_by_role("button", name="深色").get_attribute("aria-pressed") == "true"
        page.get_by_role("button", name="自动").click()
        assert paper(page) == light


def test_the_system_chooses_dark_without_script(browser: Browser, site: str) -> None:
    with reading(browser, color_scheme="dark", java_script_enabled=False) as page:
        page.goto(site)
        assert paper(page) == "rgb(16, 19, 24)"
        assert not page.get_by_role("button", name="深色").is_visible()


def paper(page: Page) -> str:
    colour: str = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    return colour


def test_from_the_list_to_a_table(browser: Browser, site: str) -> None:
    with reading(browser) as page:
        page.goto(site)
        page.get_by_role("link", name="2024年度辽源市社会保险事业管理局单位决算").click()
        page.get_by_role("navigation", name="目录").get_by_role("link", name="三、支出决算表").click()
        assert page.url.endswith("/liaoyuan/2024/#t03")
        assert "1,783.00" in page.get_by_role("row", name="2080599").first.inner_text()


def test_from_searching_to_comparing_by_keyboard_alone(browser: Browser, compared_site: str) -> None:
    with reading(browser, DESKTOP) as page:
        page.goto(compared_site)
        page.keyboard.press("Tab")
        assert focused(page) == "跳到正文"
        page.keyboard.press("Enter")
        go_on_to(page, "[name=q]")
        page.keyboard.type("社会保险")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/?q=*")
        go_on_to(page, "main a[href^='/liaoyuan/2024/']")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{REPORT}")
        go_on_to(page, "main a[href^='/compare/']")
        page.keyboard.press("Enter")
        page.wait_for_url("**/compare/?*")
        go_on_to(page, "#compare-add")
        page.keyboard.type("yanbian")
        page.keyboard.press("Enter")
        expect(page.get_by_role("columnheader", name="延边朝鲜族自治州社会保险事业管理局")).to_be_visible()


def go_on_to(page: Page, selector: str) -> None:
    """By Tab, past things that each show that they have the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        here = page.locator(":focus")
        assert here.evaluate("e => getComputedStyle(e).outlineStyle") != "none", here.evaluate(
            "e => e.outerHTML"
        )
        if here.evaluate("(e, s) => e.matches(s)", selector):
            expect(here).to_be_in_viewport()
            return
    raise AssertionError(f"no way to {selector}")


def test_what_a_correction_changed(browser: Browser, corrected_site: str) -> None:
    with reading(browser, DESKTOP) as page:
        page.goto(f"{corrected_site}/liaoyuan/2024/")
        page.get_by_role("link", name="更正了什么").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("第2版与第1版对照")
        expect(page.locator(".changes ins").first).to_be_visible()
        page.goto(f"{corrected_site}/liaoyuan/2024/v1/")
        page.locator("main").get_by_role("link", name="核验").click()
        expect(page.get_by_role("heading", name="这一版已由第2版更正")).to_be_visible()


def test_what_stands_on_the_page_of_checks_breaks(browser: Browser, corrected_site: str) -> None:
    """Of 辽源 nothing stands: its first line is made one."""
    with reading(browser, PHONE, java_script_enabled=False) as page:
        page.goto(f"{corrected_site}{REPORT}v2/checks/")
        page.locator(".checks dd").first.evaluate(
            "e => { e.className = 'kept'; e.textContent = '某行某栏，'.repeat(60) }"
        )
        assert overflow(page) == 0


def test_a_version_is_withdrawn(browser: Browser, corrected_site: str) -> None:
    """From the page of the steps, on a telephone, to what readers then find."""
    publisher = member("赵六", "publisher")
    publisher.set_password("一句很长的话 2025")
    publisher.save()
    account, first = Account.objects.of("liaoyuan", 2024), Publication.objects.get(number=1)
    with reading(browser, PHONE) as page:
        log_in(page.context, corrected_site, publisher)
        page.goto(f"{corrected_site}/desk/accounts/{account.pk}/steps/")
        page.get_by_role("link", name="撤回第1版…").click()
        assert violations(page) == [] and overflow(page) == 0
        page.get_by_label("理由").fill("附注中有个人信息")
        page.get_by_label("版本编码").fill(first.code.lower())
        page.get_by_label("密码").fill("一句很长的话 2025")
        page.get_by_role("button", name="撤回第1版，不能恢复").click()
        expect(page.get_by_role("status").first).to_contain_text(
            "第1版已撤回，网址不再给出内容。文件已经删除。"
        )
        assert violations(page) == [] and overflow(page) == 0
        answer = page.goto(f"{corrected_site}/liaoyuan/2024/v1/")
        assert answer and answer.status == 410 and "text/html" in answer.headers["content-type"]
        expect(page.get_by_role("heading", level=1)).to_have_text("已撤回")
        assert violations(page) == [] and overflow(page) == 0
        page.get_by_role("link", name="第2版").click()
        expect(page.locator("article")).to_be_visible()
