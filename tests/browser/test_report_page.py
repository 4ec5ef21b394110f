"""The report page: contents that follow, tables with fixed heads, numbers and cells that lead on."""

import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.reading import DESKTOP, PHONE, REPORT, ZOOMED, focused, overflow, reading

CELL = '[id="t05/2080109/total"]'
NUMBER = '#general a[href="#t05/2080109/total"]'


def top(page: Page, selector: str) -> float:
    return float(page.evaluate("s => document.querySelector(s).getBoundingClientRect().top", selector))


def left(page: Page, selector: str) -> float:
    return float(page.evaluate("s => document.querySelector(s).getBoundingClientRect().left", selector))


# contents


def test_on_a_phone_the_text_comes_first_and_the_contents_unfold(browser: Browser, site: str) -> None:
    for script in (True, False):
        with reading(browser, PHONE, java_script_enabled=script) as page:
            page.goto(site + REPORT)
            link = page.get_by_role("navigation", name="目录").get_by_role("link", name="三、支出决算表")
            assert not link.is_visible()
            page.get_by_role("heading", name="目录").click()
            link.click()
            assert page.url.endswith("#t03")


def test_on_a_desktop_the_contents_stand_beside_the_text(browser: Browser, site: str) -> None:
    for script in (True, False):
        with reading(browser, java_script_enabled=script) as page:
            page.goto(site + REPORT + "#general")
            link = page.get_by_role("navigation", name="目录").get_by_role(
                "link", name="十、绩效评价情况说明"
            )
            expect(link).to_be_visible()


def test_the_contents_follow_the_reader(browser: Browser, site: str) -> None:
    with reading(browser) as page:
        page.goto(site + REPORT)
        for section in ("t03", "general", "part-terms"):
            page.evaluate("id => document.getElementById(id).scrollIntoView()", section)
            current = page.locator(".contents [aria-current]")
            expect(current).to_have_attribute("href", f"#{section}")
            expect(current).to_be_in_viewport()


# tables


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("screen", [PHONE, ZOOMED], ids=["phone", "zoomed"])
def test_a_wide_table_scrolls_in_its_frame_under_its_heads(
    browser: Browser, site: str, screen: tuple[int, int], script: bool
) -> None:
    with reading(browser, screen, java_script_enabled=script) as page:
        page.goto(site + REPORT + "#t05")
        frame = "#t05 .frame"
        assert overflow(page, frame) > 0
        label = "#t05 tbody th.keep:not([colspan])"
        page.locator(frame).hover()
        page.mouse.wheel(0, 250)
        page.mouse.wheel(150, 0)
        page.wait_for_timeout(400)
        assert abs(top(page, "#t05 thead") - top(page, frame)) < 2
        if screen == PHONE:
            assert left(page, label) == left(page, frame)
        assert left(page, "#t05 thead .keep:not([colspan])") == left(page, label)


def test_the_keyboard_scrolls_a_frame(browser: Browser, site: str) -> None:
    with reading(browser, PHONE) as page:
        page.goto(site + REPORT)
        page.locator("#t03 .frame").focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function("document.querySelector('#t03 .frame').scrollLeft > 0")


def test_where_a_table_fits_its_head_stays_in_the_window(browser: Browser, site: str) -> None:
    with reading(browser) as page:
        page.goto(site + REPORT)
        for table in ("t01", "t03", "t09"):
            assert overflow(page, f"#{table} .frame") == 0, table
        page.locator('[id="t01/income.total/amount"]').evaluate("e => e.scrollIntoView({ block: 'start' })")
        assert abs(top(page, "#t01 thead")) < 2


# numbers and cells


def test_a_number_leads_to_its_cell_and_back(browser: Browser, site: str) -> None:
    for way in ("button", "escape", "history"):
        with reading(browser) as page:
            page.goto(site + REPORT)
            page.locator(NUMBER).first.click()
            assert page.url.endswith("#t05/2080109/total") and focused(page) == "t05/2080109/total"
            expect(page.locator(CELL)).to_have_class("number lit")
            expect(page.locator(CELL)).to_be_in_viewport()
            if way == "button":
                page.get_by_role("button", name="返回正文").click()
            elif way == "escape":
                page.keyboard.press("Escape")
            else:
                page.go_back()
            expect(page.locator(NUMBER).first).to_be_focused()
            expect(page.locator(NUMBER).first).to_be_in_viewport()
            assert page.url.endswith(REPORT)


def test_without_script_a_number_leads_to_its_cell_too(browser: Browser, site: str) -> None:
    with reading(browser, java_script_enabled=False) as page:
        page.goto(site + REPORT)
        page.locator(NUMBER).first.click()
        expect(page.locator(f"{CELL}:target")).to_be_in_viewport()
        page.locator("#income a.gloss, #spending a.gloss").first.click()
        expect(page.locator(".term:target")).to_be_in_viewport()


@pytest.mark.parametrize("address", ["#t05/2080109/total", "#c=t05/2080109/total"])
def test_the_address_of_a_cell_opens_at_the_cell(browser: Browser, site: str, address: str) -> None:
    for screen in (DESKTOP, PHONE):
        with reading(browser, screen) as page:
            page.goto(site + REPORT + address)
            expect(page.locator(CELL)).to_have_class("number lit")
            expect(page.locator(CELL)).to_be_in_viewport()


def test_a_cell_tells_its_sentences_its_parts_and_its_wholes(browser: Browser, site: str) -> None:
    with reading(browser) as page:
        page.goto(site + REPORT)
        page.locator(CELL).click()
        box = page.get_by_role("dialog")
        words = box.inner_text()
        assert "社会保险经办机构 · 本年支出 合计" in words and "1,220.62 万元" in words
        assert "年初预算为939.54万元，支出决算为1220.62万元" in words
        assert "基本支出 小计" in words and "1,168.91" in words and "人力资源和社会保障管理事务" in words
        box.get_by_role("link", name="人力资源和社会保障管理事务").click()
        assert focused(page) == "t05/20801/total"
        page.get_by_role("button", name="返回刚才的数").click()
        assert focused(page) == "t05/2080109/total"
        page.locator(CELL).click()
        page.get_by_role("dialog").get_by_role("link", name="年初预算为939.54万元").first.click()
        expect(page.locator(NUMBER).first).to_be_focused()


def test_on_a_phone_the_cell_stays_in_sight_over_its_box(browser: Browser, site: str) -> None:
    with reading(browser, PHONE) as page:
        page.goto(site + REPORT)
        page.locator(CELL).evaluate("e => e.scrollIntoView({ block: 'end' })")
        page.locator(CELL).click()
        cell, box = page.locator(CELL).bounding_box(), page.get_by_role("dialog").bounding_box()
        assert cell is not None and box is not None
        assert cell["y"] + cell["height"] <= box["y"]


def test_a_number_and_the_report_can_be_copied_as_citations(browser: Browser, site: str) -> None:
    with reading(browser, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto(site + REPORT)
        page.locator(CELL).click()
        page.get_by_role("button", name="复制引文").click()
        expect(page.get_by_role("status")).to_have_text("已复制")
        assert page.evaluate("navigator.clipboard.readText()") == (
            "《2024年度辽源市社会保险事业管理局单位决算》（第1版，2025年9月26日公开），"
            "一般公共预算财政拨款支出决算表，社会保险经办机构 · 本年支出 合计：1,220.62万元。"
            f"{site}/liaoyuan/2024/v1/#t05/2080109/total"
        )
        page.keyboard.press("Escape")
        page.get_by_text("怎样引用").click()
        page.get_by_role("button", name="复制全式引文").click()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith("辽源市社会保险事业管理局. 2024年度") and copied.endswith("/v1/")


def test_a_term_is_explained_where_it_stands(browser: Browser, site: str) -> None:
    with reading(browser) as page:
        page.goto(site + REPORT)
        term = page.locator("#spending a.gloss").first
        term.click()
        box = page.get_by_role("dialog")
        expect(box).to_contain_text("到名词解释")
        expect(term).to_have_attribute("aria-expanded", "true")
        page.keyboard.press("Escape")
        expect(box).to_be_hidden()
        expect(term).to_be_focused()


def test_by_keyboard_alone(browser: Browser, site: str) -> None:
    with reading(browser) as page:
        page.goto(site + REPORT)
        page.keyboard.press("Tab")
        assert focused(page) == "跳到正文"
        for _ in range(60):
            page.keyboard.press("Tab")
            if focused(page) == "五、一般公共预算财政拨款支出决算表":
                break
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")  # the heading, a link to itself
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.matches('#t05 .frame')")
        page.keyboard.press("Enter")
        assert focused(page) == "t05/total/total"
        for key in ("ArrowDown", "ArrowDown", "ArrowDown"):
            page.keyboard.press(key)
        assert focused(page) == "t05/2080109/total"
        page.keyboard.press("ArrowRight")
        assert focused(page).startswith("t05/2080109/") and focused(page) != "t05/2080109/total"
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("Enter")
        expect(page.get_by_role("dialog")).to_be_visible()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")  # the first sentence
        expect(page.get_by_role("dialog")).to_be_hidden()
        expect(page.locator(NUMBER).first).to_be_focused()
        page.keyboard.press("Enter")
        assert focused(page) == "t05/2080109/total"
        page.keyboard.press("Enter")
        page.keyboard.press("Escape")
        assert focused(page) == "t05/2080109/total"
        page.keyboard.press("Escape")
        expect(page.locator(NUMBER).first).to_be_focused()


# older publications


def test_an_article_of_before_the_marks_still_works(browser: Browser, site: str) -> None:
    """No overview, no sums, cells named in data-cell, numbers that are no links."""
    with reading(browser) as page:

        def older(route: Route) -> None:
            html = route.fetch().text()
            html = re.sub(r'<section class="overview".*?</section>', "", html, flags=re.S)
            html = re.sub(r' data-sums="[^"]*"', "", html)
            html = re.sub(r' id="([^"]+/[^"]+)"', r' data-cell="\1"', html)
            html = re.sub(r'<a class="(?:to|gloss)" href="[^"]*">(.*?)</a>', r"\1", html)
            route.fulfill(body=html, content_type="text/html; charset=utf-8")

        page.route(f"{site}{REPORT}", older)
        page.goto(site + REPORT + "#t05/2080109/total")
        cell = page.locator('[data-cell="t05/2080109/total"]')
        expect(cell).to_have_class("number lit")
        assert page.locator("a.to, .overview").count() == 0
        cell.click()
        expect(page.get_by_role("dialog")).to_contain_text("年初预算为939.54万元，支出决算为1220.62万元")
        page.keyboard.press("Escape")
        assert not page.get_by_role("button", name="用图表示收支").is_visible()


# the chart


def test_the_chart_comes_when_asked_for_and_says_what_it_shows(browser: Browser, site: str) -> None:
    with reading(browser) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(site + REPORT)
        page.wait_for_load_state("networkidle")
        assert not [url for url in asked if "echarts" in url or "chart" in url]
        button = page.get_by_role("button", name="用图表示收支")
        button.click()
        picture = page.get_by_role("img", name="社会保障和就业支出3,662.20万元")
        expect(picture).to_be_visible()
        page.mouse.move(700, 420)
        page.get_by_role("button", name="收起图").click()
        expect(picture).to_be_hidden()
