"""Beside typing: sums and figures of other tables offered, last year, findings, rows of subjects, remarks."""

from typing import Any

from playwright.sync_api import Browser, expect

from accounts import filing
from accounts.models import Account
from accounts.projects import ProjectSheet
from tests.browser.grid import at_desk, clerk, open_account, stored, write


def test_a_sum_is_suggested_while_one_types_and_never_forced(browser: Browser, live_server: Any) -> None:
    account = open_account(figures="t03/205/basic 60")
    with at_desk(browser, live_server.url, account, clerk(account)) as sheet:
        sheet.open()
        assert sheet.ghost("t03/205/total") == "Σ 60.00" and sheet.ghost("t03/total/basic") == "Σ 60.00"
        assert sheet.ghost("t03/total/total") == "Σ 60.00", "of parts that are blank themselves"
        sheet.go("t03/205/project").type("1234.5")
        assert sheet.ghost("t03/205/total") == "Σ 1,294.50", "before it is committed"
        sheet.press("Escape")
        assert sheet.ghost("t03/205/total") == "Σ 60.00"
        sheet.go("t03/205/total").type("99").press("Enter")
        assert sheet.ghost("t03/205/total") == "Σ 60.00" and sheet.text("t03/205/total") == "99.00"
        sheet.saved()
        assert stored(account, "t03/205/total") == "99.00" and stored(account, "t03/total/total") is None


def test_a_difference_that_rounding_explains_is_no_difference(browser: Browser, live_server: Any) -> None:
    account = open_account(figures="t03/205/basic 60 t03/205/project 40 t03/205/total 100.01")
    with at_desk(browser, live_server.url, account, clerk(account)) as sheet:
        sheet.open()
        assert sheet.ghost("t03/205/total") == ""
        sheet.go("t03/205/total").type("100.05").press("Enter")
        assert sheet.ghost("t03/205/total") == "Σ 100.00"


def test_one_key_takes_the_sum_one_button_all_of_them(browser: Browser, live_server: Any) -> None:
    account = open_account(figures="t03/2050203/basic 60 t03/2050203/project 40 t03/205/basic 1")
    with at_desk(browser, live_server.url, account, clerk(account)) as sheet:
        sheet.open().go("t03/2050203/total").press("Alt+=")
        assert sheet.text("t03/2050203/total") == "100.00"
        sheet.press("Control+z")
        sheet.page.get_by_role("button", name="采用空着的合计").click()
        assert sheet.text("t03/2050203/total") == "100.00" and sheet.text("t03/205/basic") == "1.00"
        sheet.saved().press("Control+z").saved()
        assert stored(account, "t03/2050203/total") is None, "one step of undo"


def test_a_sum_with_an_unreadable_part_is_not_known(browser: Browser, live_server: Any) -> None:
    account = open_account(figures="t03/205/basic 60")
    with at_desk(browser, live_server.url, account, clerk(account)) as sheet:
        sheet.open().go("t03/205/project").type("十").press("Enter")
        assert sheet.ghost("t03/205/total") == ""


def test_figures_of_another_table_and_last_year_are_offered(browser: Browser, live_server: Any) -> None:
    account = open_account(figures="t03/205/total 60 t03/total/total 60")
    last = Account.objects.create(unit=account.unit, year=2023, edition=account.edition, scale="wan")
    write(last, "t01/spending.closing/amount 7.42 t01/spending.205/amount 50")
    with at_desk(browser, live_server.url, account, clerk(account)) as sheet:
        sheet.open("t01").go("t01/spending.205/amount")
        bar = sheet.page.locator("#bar")
        assert sheet.ghost("t01/spending.205/amount") == "⇠ 60.00"
        expect(bar).to_contain_text("《支出决算表》")
        expect(bar).to_contain_text("上年 50.00")
        sheet.press("Alt+=")
        assert sheet.text("t01/spending.205/amount") == "60.00"
        expect(bar).to_contain_text("上年 50.00，增加 10.00（+20.0%）")
        sheet.go("t01/income.opening/amount")
        expect(bar).to_contain_text("上年末数 7.42")
        sheet.page.locator("#bar .take").click()
        assert sheet.text("t01/income.opening/amount") == "7.42"


def test_parts_of_projects_add_up(browser: Browser, live_server: Any) -> None:
    account = open_account(figures="")
    filing.put_projects(account, [ProjectSheet(key="a", name="甲项目", implementer="某局")], by="李四")
    with at_desk(browser, live_server.url, account, clerk(account)) as sheet:
        sheet.open("project").go("project/a.current/budget").type("5").press("Enter").type("6").press("Enter")
        assert sheet.ghost("project/a.total/budget") == "Σ 11.00"
        sheet.go("project/a.current/rate").type("98.5").press("Enter")
        assert sheet.ghost("project/a.total/rate") == "", "rates do not add up"


def test_findings_come_and_go_as_one_types(browser: Browser, live_server: Any) -> None:
    account = open_account(figures="t03/205/basic 60 t03/205/total 60 t03/total/basic 60 t03/total/total 60")
    with at_desk(browser, live_server.url, account, clerk(account)) as sheet:
        sheet.open().go("t03/205/total").type("70").press("Enter")
        findings = sheet.page.locator("#findings")
        expect(findings).to_contain_text("“205 教育支出”行“本年支出合计”栏为70.00万元")
        assert "error" in sheet.classes("t03/205/total")
        cell = sheet.page.locator('input[name="t03/205/total"]')
        assert "错误" in (cell.get_attribute("aria-description") or "")
        finding = findings.locator("li", has_text="“205 教育支出”行“本年支出合计”栏为70.00万元")
        sheet.go("t03/205/basic")
        expect(finding.first).to_have_class("error current"), "the finding of the active cell stands out"
        finding.first.get_by_role("link", name="205 教育支出 · 本年支出合计").click()
        assert sheet.here == "t03/205/total", "and leads to its cell"
        sheet.type("60").press("Enter")
        expect(findings).not_to_contain_text("70.00万元")
        assert "error" not in sheet.classes("t03/205/total")


def test_a_subject_is_found_and_put_in_code_order_with_its_parents(
    browser: Browser, live_server: Any
) -> None:
    account = open_account(figures="t03/205/basic 60 t03/210/basic 5")
    with at_desk(browser, live_server.url, account, clerk(account)) as sheet:
        sheet.open().press("Control+k")
        sheet.page.keyboard.type("机关事业 养老")
        options = sheet.page.get_by_role("option")
        expect(options.first).to_contain_text("2080505")
        expect(options.first).to_contain_text("社会保障和就业支出 › 行政事业单位养老支出")
        sheet.press("Enter")
        assert sheet.here == "t03/2080505/total"
        rows = sheet.page.locator("#sheet tbody tr .code").all_inner_texts()
        assert [row for row in rows if row.isdigit()] == ["205", "208", "20805", "2080505", "210"]
        sheet.press("Tab").type("7").press("Enter").saved()
        assert stored(account, "t03/2080505/basic") == "7.00" and stored(account, "t03/208/basic") is None
        assert sheet.ghost("t03/208/basic") == "Σ 7.00" and sheet.ghost("t03/total/basic") == "Σ 72.00"
        sheet.open()
        assert sheet.text("t03/2080505/basic") == "7.00"


def test_a_code_that_is_not_listed_can_be_added_too(browser: Browser, live_server: Any) -> None:
    account = open_account(figures="t03/205/basic 60")
    with at_desk(browser, live_server.url, account, clerk(account)) as sheet:
        sheet.open().press("Control+k")
        sheet.page.keyboard.type("２０５９９９８")
        expect(sheet.page.get_by_role("option")).to_contain_text("名录中没有这个编码")
        sheet.page.keyboard.type(" 某某支出")
        expect(sheet.page.get_by_role("option")).to_contain_text("某某支出")
        sheet.press("Enter")
        assert sheet.here == "t03/2059998/total"
        sheet.press("Tab").type("1").press("Enter").saved().open()
        expect(sheet.page.locator("#sheet tbody")).to_contain_text("某某支出")
        sheet.go("t03/2059998/total").press("Control+k")
        sheet.page.keyboard.type("没有这样的科目")
        expect(sheet.page.locator("#found")).to_contain_text("没有找到")
        sheet.press("Escape")
        assert sheet.here == "t03/2059998/total"


def test_the_story_of_a_cell(browser: Browser, live_server: Any) -> None:
    account = open_account(figures="t03/205/basic 60")
    write(account, "t03/205/basic 61")
    last = Account.objects.create(unit=account.unit, year=2023, edition=account.edition, scale="wan")
    write(last, "t03/205/basic 50")
    with at_desk(browser, live_server.url, account, clerk(account)) as sheet:
        sheet.open().go("t03/205/basic").press("Shift+F2")
        story = sheet.page.locator("#cell")
        expect(story).to_contain_text("60.00 → 61.00 李四")
        expect(story).to_contain_text("2 年平均 55.50；上年 50.00，增加 11.00（+22.0%）")
        story.get_by_label("写备注").fill("待与银行对账")
        sheet.press("Enter")
        expect(story).to_contain_text("待与银行对账 张三")
        sheet.press("Escape")
        assert sheet.here == "t03/205/basic" and "remarked" in sheet.classes("t03/205/basic")
        sheet.open()
        assert "remarked" in sheet.classes("t03/205/basic")
        sheet.go("t03/205/basic").press("Shift+F2")
        story.get_by_role("button", name="已处理").click()
        expect(story).to_contain_text("张三 已处理")
        sheet.press("Escape")
        assert "remarked" not in sheet.classes("t03/205/basic")
