"""The report page: contents that follow, tables with fixed heads, numbers and cells that lead on."""

import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.reading import DESKTOP, PHONE, REPORT, ZOOMED, focused, overflow, reading

CELL = '[id="t05/2080109/total"]'
NUMBER = '#general a[href="#t05/2080109/total"]'
PARTS = ["20801/total", "20805/total", "20899/total"]
"""Of t03/208/total, below it."""


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
        for section in ("t03", "general", "capital", "three_public", "part-terms"):
            page.get_by_role("navigation", name="目录").locator(f'a[href="#{section}"]').click()
            current = page.locator(".contents [aria-current]")
            expect(current).to_have_attribute("href", f"#{section}")
        for section in ("t03", "general", "part-terms"):
            page.evaluate("id => document.getElementById(id).scrollIntoView()", section)
            current = page.locator(".contents [aria-current]")
            expect(current).to_have_attribute("href", f"#{section}")
            expect(current).to_be_in_viewport()


def test_the_contents_follow_a_reader_who_scrolls_on_at_once(browser: Browser, site: str) -> None:
    with reading(browser) as page:
        page.goto(site + REPORT)
        page.evaluate(
            """() => new Promise(done => {
              addEventListener("hashchange", () => requestAnimationFrame(() => requestAnimationFrame(done)));
              location.hash = "part-terms";
              document.getElementById("t03").scrollIntoView();
            })"""
        )
        expect(page.locator(".contents [aria-current]")).to_have_attribute("href", "#t03")


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
        for _ in range(600):  # wait_for_function evaluates text again and again, which the policy forbids
            if page.locator("#t03 .frame").evaluate("e => e.scrollLeft") > 0:
                break
            page.wait_for_timeout(50)
        assert page.locator("#t03 .frame").evaluate("e => e.scrollLeft") > 0


def test_where_a_table_fits_its_head_stays_in_the_window(browser: Browser, site: str) -> None:
    with reading(browser) as page:
        page.goto(site + REPORT)
        for table in ("t01", "t03", "t09"):
            assert overflow(page, f"#{table} .frame") == 0, table
        page.locator('[id="t01/income.total/amount"]').evaluate("e => e.scrollIntoView({ block: 'start' })")
        assert abs(top(page, "#t01 thead")) < 2


def test_on_a_phone_blocks_stand_one_under_the_other(browser: Browser, site: str) -> None:
    with reading(browser, PHONE) as page:
        page.goto(site + REPORT + "#t01")
        frames = page.locator("#t01 .frame")
        assert frames.count() == 2
        assert frames.nth(1).get_attribute("aria-label") == "收入支出决算总表：支出"
        assert page.locator("#t01 .frame:first-child tr:visible").count() == 2 + 1 + 8 + 4
        assert overflow(page, "#t01 .frame") == 0
        assert page.locator("#t06 .frame").count() == 3
        page.set_viewport_size({"width": 1280, "height": 900})
        expect(frames).to_have_count(1)
        together = page.locator("#t01 figure").evaluate("e => e.querySelector('tbody').innerHTML")
        cells = r"<t[dh][^>]*>([^<]*)"
        page.reload()
        untouched = page.locator("#t01 figure").evaluate("e => e.querySelector('tbody').innerHTML")
        assert re.findall(cells, together) == re.findall(cells, untouched)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("address", ["t04/spending.208/general", "t01/spending.total/amount"])
def test_on_a_phone_a_cell_of_the_second_block_is_found_beside_its_label(
    browser: Browser, site: str, address: str, script: bool
) -> None:
    with reading(browser, PHONE, java_script_enabled=script) as page:
        page.goto(f"{site}{REPORT}#{address}")
        cell = page.locator(f'[id="{address}"]')
        label = cell.locator("xpath=preceding-sibling::th[1]")
        expect(cell).to_be_in_viewport(ratio=0.99)
        expect(label).to_be_in_viewport(ratio=0.99)


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


def test_without_script_a_total_leads_to_its_parts_and_they_back(browser: Browser, site: str) -> None:
    with reading(browser, java_script_enabled=False) as page:
        page.goto(site + REPORT)
        page.locator('[id="t03/208/total"] a').click()
        parts = page.locator('[id="t03/208/total"]:target')
        expect(parts).to_contain_text(
            "基本支出 1,306.51 + 项目支出 2,355.70 = 3,662.21，相差 0.01，是四舍五入的尾差"
        )
        parts.get_by_role("link", name="项目支出").last.click()
        expect(page.locator('[id="t03/208/project"]:target')).to_be_in_viewport()
        page.locator('[id="t03/208/project"]').get_by_role("link").first.click()
        expect(page.locator('td[id="t03/208/project"]:target')).to_be_in_viewport()


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


def told(page: Page, cell: str) -> str:
    page.locator(f'[id="{cell}"]').click()
    words = page.get_by_role("dialog").inner_text()
    page.keyboard.press("Escape")
    return re.sub(r"\s+", " ", words)


def test_each_sum_is_a_list_of_its_own_and_says_its_remainder(browser: Browser, site: str) -> None:
    with reading(browser) as page:
        page.goto(site + REPORT)
        words = told(page, "t05/208/total")
        assert "按栏：由这些数相加 基本支出 小计 1,299.94 + 项目支出 2,355.70 = 3,655.64 按印出" in words
        assert "按印出的数相加正好，相差 0。 按科目：由这些数相加" in words
        assert "+ 其他社会保障和就业支出 520.98 = 3,655.64 按印出的数相加为 3,655.63，相差 0.01" in words
        assert words.count("尾差") == 1
        assert "尾差" not in told(page, "t03/total/total")
        page.locator('[id="t03/208/total"]').click()
        marked = page.locator("td.part").evaluate_all("all => all.map(e => e.id)")
        assert marked == [f"t03/{cell}" for cell in ("208/basic", "208/project", *PARTS)]
        part, box = page.locator("td.part").last.bounding_box(), page.locator(".pop").bounding_box()
        assert part and box and part["x"] + part["width"] <= box["x"]  # in sight
        page.keyboard.press("Escape")
        expect(page.locator("td.part")).to_have_count(0)


def test_a_sentence_is_listed_once_with_all_its_numbers(browser: Browser, site: str) -> None:
    with reading(browser) as page:
        page.goto(site + REPORT)
        page.locator('[id="t05/total/total"]').click()
        found = page.get_by_role("dialog").locator("li:has(mark)")
        words = found.all_inner_texts()
        assert len(words) == len(set(words))
        change = found.filter(has_text="与2023年度相比")
        assert change.locator("mark").all_inner_texts() == ["2023.55", "114"]
        assert [text.endswith("（在这里只是百分比的分母）") for text in words].count(True) == 2


def test_a_reckoned_number_tells_its_formula(browser: Browser, site: str) -> None:
    with reading(browser) as page:
        page.goto(site + REPORT)
        number = page.get_by_role("button", name="1860.43万元，怎样算出")
        number.click()
        box = page.get_by_role("dialog")
        expect(box).to_contain_text("3,806.47 − 1,946.04 = 1,860.43")
        expect(box).to_contain_text("2023年度收入支出决算总表：总计 1,946.04")
        box.get_by_role("link", name="2023年度").click()
        assert focused(page) == "t01/income.grand_total/amount@2023"
        expect(page.locator('[id="t01/income.grand_total/amount@2023"]')).to_be_in_viewport()
        page.get_by_role("button", name="返回正文").click()
        expect(number).to_be_focused()
        page.get_by_role("button", name="99.8%，怎样算出").press("Enter")
        expect(box).to_contain_text("3,799.01 ÷ 3,805.58 ≈ 99.8%")


def test_every_change_and_every_share_has_its_formula(browser: Browser, site: str) -> None:
    with reading(browser) as page:
        page.goto(site + REPORT)
        bare = page.locator("data.change, data.percent").evaluate_all(
            "all => all.filter(e => !(e.closest('a') ?? e).matches('.told')).map(e => e.textContent)"
        )
        assert bare == []


def test_a_number_that_no_table_prints_opens_its_box(browser: Browser, site: str) -> None:
    with reading(browser) as page:
        page.goto(site + REPORT)
        number = page.get_by_role("button", name="939.54，2024年度一般公共预算财政拨款支出年初预算")
        number.press(" ")
        box = page.get_by_role("dialog")
        expect(box).to_contain_text("939.54 万元")
        expect(box).to_contain_text("本套表没有列出这个数")
        page.keyboard.press("Escape")
        expect(number).to_be_focused()


def test_a_cell_of_a_project_form_is_named_in_full(browser: Browser, site: str) -> None:
    with reading(browser) as page:
        page.goto(site + REPORT)
        words = told(page, "project/city-county-award.current/budget")
        assert "企业养老保险市县考核奖补资金 · 当年财政拨款 · 全年预算数 37 万元" in words


def test_a_link_is_named_after_its_figure(browser: Browser, site: str) -> None:
    with reading(browser) as page:
        page.goto(site + REPORT)
        names = page.locator("a.to").evaluate_all("all => all.map(e => e.getAttribute('aria-label'))")
        assert all(names)
        link = page.locator('#capital a[href="#t08/total/total"]').first
        expect(link).to_have_accessible_name("0，国有资本经营预算财政拨款支出决算表 合计 · 本年支出 合计")


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
        picture = page.get_by_role("img", name="社会保障和就业支出：本年支出3,662.20 万元")
        expect(picture).to_be_visible()
        page.mouse.move(700, 420)
        page.get_by_role("button", name="收起图").click()
        expect(picture).to_be_hidden()
