"""The page itself: without script, large, on a tablet, for readers of screens, for who may only read."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from accounts.editions import edition_of
from tests.browser.grid import SCREEN, at_desk, clerk, open_account, stored, write
from tests.browser.reading import overflow, violations

TABLET = (820, 1180)
LARGE = " ".join(
    f"t03/{400 + n // 90}{10 + n % 90}/{column} 1.25"
    for n in range(300)
    for column in ("total", "basic", "project", "business")
)


def fill(page: Page, address: str, text: str) -> None:
    page.locator(f'input[name="{address}"]').fill(text)


def test_without_script_it_is_a_form(browser: Browser, live_server: Any) -> None:
    account = open_account()
    options = {"java_script_enabled": False}
    with at_desk(browser, live_server.url, account, clerk(account), **options) as sheet:
        page = sheet.page
        page.goto(f"{live_server.url}/desk/accounts/{account.pk}/tables/t03/")
        expect(page.locator("#findings")).to_contain_text("错误")
        fill(page, "t03/205/project", "４０")
        write(account, "t03/20502/basic 70")
        page.get_by_role("button", name="保存").click()
        expect(page.locator('input[name="t03/205/project"]')).to_have_value("40.00")
        assert stored(account, "t03/20502/basic") == "70.00", "a colleague's figure is left alone"
        fill(page, "t03/205/project", "四十")
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_role("alert")).to_contain_text("有 1 处不能识别")
        expect(page.locator('input[name="t03/205/project"]')).to_have_value("四十")


def test_without_script_subjects_are_added_too(browser: Browser, live_server: Any) -> None:
    account = open_account()
    options = {"java_script_enabled": False}
    with at_desk(browser, live_server.url, account, clerk(account), **options) as sheet:
        page = sheet.page
        page.goto(f"{live_server.url}/desk/accounts/{account.pk}/tables/t03/")
        page.get_by_label("添加科目").fill("住房公积金")
        page.get_by_role("button", name="查找").click()
        page.get_by_role("link", name="2210201 住房公积金").click()
        fill(page, "t03/2210201/basic", "5")
        page.get_by_role("button", name="保存").click()
        expect(page.locator('input[name="t03/2210201/basic"]')).to_have_value("5.00")
        assert stored(account, "t03/2210201/basic") == "5.00"


def test_a_subject_comes_above_a_total_that_stands_below_its_code_in_three_columns(
    browser: Browser, live_server: Any
) -> None:
    account = open_account(figures="t05/total/total 60", edition="shanghai-2024-unit")
    with at_desk(browser, live_server.url, account, clerk(account)) as sheet:
        sheet.open("t05").go("t05/total/basic")
        sheet.paste("205\t02\t03\t初中教育\t60\t40\t20")
        expect(sheet.page.locator("dialog.preview")).to_contain_text("2050203 初中教育")
        sheet.press("Enter").saved()
        rows = [row.split() for row in sheet.page.locator("#sheet tbody tr").all_inner_texts()]
        assert [row[:4] for row in rows] == [
            ["205", "教育支出"],
            ["205", "02", "普通教育"],
            ["205", "02", "03", "初中教育"],
            ["合计"],
        ]
        assert stored(account, "t05/2050203/project") == "20.00"


def test_three_hundred_rows(browser: Browser, live_server: Any) -> None:
    account = open_account(figures=LARGE)
    with at_desk(browser, live_server.url, account, clerk(account)) as sheet:
        sheet.open().go("t03/40110/project")
        sheet.paste("\n".join(["7\t8"] * 200))
        dialog = sheet.page.locator("dialog.preview")
        expect(dialog).to_contain_text("200 行 × 2 列")
        sheet.press("Enter").saved()
        assert (
            stored(account, "t03/40110/project") == "7.00"
            and stored(account, "t03/40219/remitted_up") == "8.00"
        )
        sheet.press("Control+z").saved()
        assert stored(account, "t03/40110/project") == "1.25"
        sheet.press("Control+End")
        head = sheet.page.locator("#sheet thead").bounding_box()
        frame = sheet.page.locator("#frame").bounding_box()
        assert head and frame and abs(head["y"] - frame["y"]) < 2, "the heads stay in sight"


@pytest.mark.parametrize("screen", [SCREEN, TABLET], ids=["1280x720", "tablet"])
def test_axe_has_no_objection(browser: Browser, live_server: Any, screen: tuple[int, int]) -> None:
    account = open_account()
    user = clerk(account)
    with at_desk(browser, live_server.url, account, user, screen) as sheet:
        sheet.open().go("t03/205/project").type("四十").press("Enter")
        write(account, "t03/205/business 5")
        sheet.go("t03/205/business").type("6").press("Enter")
        expect(sheet.page.locator("#state")).to_contain_text("1 处与同事冲突")
        sheet.go("t03/205/basic").press("Shift+F2")
        expect(sheet.page.locator("#cell")).to_contain_text("改动记录")
        assert violations(sheet.page) == []
        assert overflow(sheet.page) == 0
        sheet.press("Escape", "F1")
        assert violations(sheet.page) == []
        sheet.press("Escape").go("t03/205/project")
        sheet.paste("项目\t金额\n1\tabc\n2\t3")
        expect(sheet.page.locator("dialog.preview")).to_be_visible()
        assert violations(sheet.page) == []
        sheet.press("Escape", "Control+k")
        sheet.page.keyboard.type("养老")
        expect(sheet.page.get_by_role("option").first).to_be_visible()
        assert violations(sheet.page) == []


def test_axe_has_no_objection_to_two_halves(browser: Browser, live_server: Any) -> None:
    account = open_account()
    with at_desk(browser, live_server.url, account, clerk(account)) as sheet:
        for table in ("t01", "t04", "t06", "t09", "operations"):
            sheet.open(table)
            assert violations(sheet.page) == [], table
            assert overflow(sheet.page) == 0


def test_on_a_small_laptop_many_rows_are_in_sight(browser: Browser, live_server: Any) -> None:
    account = open_account(figures=LARGE)
    with at_desk(browser, live_server.url, account, clerk(account)) as sheet:
        sheet.open()
        frame = sheet.page.locator("#frame").bounding_box()
        assert frame and frame["height"] > 420
        for table in edition_of(account.edition).tables:
            sheet.open(table.key)
            assert overflow(sheet.page, "#frame") == 0, f"{table.key} is scrolled sideways"


def test_a_touch_puts_the_cell_into_the_keyboards_hands(browser: Browser, live_server: Any) -> None:
    account = open_account()
    options = {"has_touch": True, "is_mobile": True}
    with at_desk(browser, live_server.url, account, clerk(account), TABLET, **options) as sheet:
        sheet.open()
        sheet.page.locator('input[name="t03/205/project"]').tap()
        assert sheet.here == "t03/205/project"
        sheet.page.keyboard.insert_text("40")
        sheet.page.locator('input[name="t03/205/business"]').tap()
        sheet.saved()
        assert stored(account, "t03/205/project") == "40.00"


def test_who_may_only_read_copies_but_changes_nothing(browser: Browser, live_server: Any) -> None:
    account = open_account()
    with at_desk(browser, live_server.url, account, clerk(account, "审核人", "reviewer")) as sheet:
        sheet.open().go("t03/205/basic").press("Delete", "5", "Enter")
        assert sheet.text("t03/205/basic") == "60.00" and sheet.here == "t03/20502/basic"
        sheet.paste("1")
        sheet.press("Control+d", "Alt+=", "Control+z")
        assert sheet.texts() == sheet.open().texts()
        assert stored(account, "t03/205/basic") == "60.00"
        assert not sheet.page.get_by_role("button", name="撤销").count()
