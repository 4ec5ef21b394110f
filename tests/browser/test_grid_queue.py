"""Nothing typed is lost: reload, no connection, an ended session, a stale page, two people in one table."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from accounts.models import Change
from disclosures.desk.people.models import Session
from tests import stages
from tests.browser.grid import at_desk, clerk, open_account, stored, write
from tests.browser.reading import late, log_in

CELL, OTHER = "t03/205/project", "t03/205/business"


def test_each_cell_is_saved_when_it_is_left(browser: Browser, live_server: Any) -> None:
    account = open_account()
    with at_desk(browser, live_server.url, account, clerk(account)) as sheet:
        sheet.open().go(CELL).type("４０").press("Enter").saved()
        assert stored(account, CELL) == "40.00" and sheet.text(CELL) == "40.00"
        assert list(Change.objects.filter(by="张三").values_list("address", flat=True)) == [CELL]


def test_what_is_typed_before_the_script_runs_is_saved(browser: Browser, live_server: Any) -> None:
    account = open_account()
    with at_desk(browser, live_server.url, account, clerk(account)) as sheet:
        with late(sheet.page, "grid/main.js"):
            sheet.page.goto(f"{sheet.site}/desk/accounts/{account.pk}/tables/t03/", wait_until="commit")
            sheet.page.locator(f'input[name="{CELL}"]').fill("1,040")
        sheet.saved()
        assert stored(account, CELL) == "1040.00"


def test_what_cannot_be_read_stays_and_is_never_sent(browser: Browser, live_server: Any) -> None:
    account = open_account()
    with at_desk(browser, live_server.url, account, clerk(account)) as sheet:
        sheet.open().go(CELL).type("四十").press("Tab").type("5").press("Tab")
        expect(sheet.page.locator("#state")).to_contain_text("1 处不能识别")
        expect(sheet.page.locator("#state .waiting")).to_have_count(0)
        assert "unreadable" in sheet.classes(CELL) and sheet.text(CELL) == "四十"
        sheet.open()
        assert sheet.text(CELL) == "四十", "also after the page is opened again"
        sheet.page.get_by_role("button", name="1 处不能识别").click()
        assert sheet.here == CELL
        sheet.type("40").press("Enter").saved()
        assert stored(account, CELL) == "40.00"


def test_without_connection_changes_wait_and_survive_a_reload(browser: Browser, live_server: Any) -> None:
    account = open_account()
    with at_desk(browser, live_server.url, account, clerk(account), fails="/cells") as sheet:
        sheet.open()
        sheet.page.route("**/cells", lambda route: route.abort("internetdisconnected"))
        sheet.go(CELL).type("40").press("Tab").press("Tab").type("5").press("Enter")
        state = sheet.page.locator("#state")
        expect(state).to_contain_text("2 处等待保存")
        expect(state).to_contain_text("连接中断，改动都在本机，恢复后自动保存")
        assert "waiting" in sheet.classes(CELL) and stored(account, CELL) is None
        sheet.open()
        assert (sheet.text(CELL), sheet.text(OTHER)) == ("40.00", "5.00")
        sheet.page.unroute("**/cells")
        sheet.page.evaluate("dispatchEvent(new Event('online'))")
        sheet.saved()
        assert (stored(account, CELL), stored(account, OTHER)) == ("40.00", "5.00")
        assert (
            sheet.page.evaluate("Object.keys(localStorage).filter(k => k.startsWith('juesuan-grid'))") == []
        )


def test_a_lost_answer_does_no_harm(browser: Browser, live_server: Any) -> None:
    account = open_account()
    with at_desk(browser, live_server.url, account, clerk(account), fails="/cells") as sheet:
        sheet.open()

        def lose(route: Any) -> None:
            route.fetch()
            route.abort("connectionreset")

        sheet.page.route("**/cells", lose)
        sheet.go(CELL).type("40").press("Enter")
        expect(sheet.page.locator("#state")).to_contain_text("连接中断")
        assert stored(account, CELL) == "40.00"
        sheet.go(CELL).type("41").press("Enter")
        sheet.page.unroute("**/cells")
        sheet.saved()
        assert stored(account, CELL) == "41.00"
        assert Change.objects.filter(address=CELL).count() == 2


def test_an_ended_session_loses_nothing(browser: Browser, live_server: Any) -> None:
    account = open_account()
    user = clerk(account)
    with at_desk(browser, live_server.url, account, user) as sheet:
        sheet.open()
        Session.objects.all().delete()
        sheet.go(CELL).type("40").press("Enter")
        state = sheet.page.locator("#state")
        expect(state).to_contain_text("登录已过期，改动都在本机，重新登录后继续保存")
        assert "/login/" in (state.get_by_role("link").get_attribute("href") or "")
        log_in(sheet.page.context, live_server.url, user)
        sheet.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        sheet.saved()
        assert stored(account, CELL) == "40.00"


def test_nobody_sends_what_another_has_typed(browser: Browser, live_server: Any) -> None:
    account = open_account()
    with at_desk(browser, live_server.url, account, clerk(account)) as sheet:
        sheet.open()
        log_in(sheet.page.context, live_server.url, clerk(account, "王五"))
        sheet.go(CELL).type("40").press("Enter")
        expect(sheet.page.locator("#state")).to_contain_text("现在登录的是 王五，这些改动由 张三 录入")
        assert stored(account, CELL) is None
        sheet.open()
        assert sheet.text(CELL) == "", "the other's page does not show it either"


def test_a_closed_account_keeps_the_changes_here(browser: Browser, live_server: Any) -> None:
    account = open_account()
    with at_desk(browser, live_server.url, account, clerk(account)) as sheet:
        sheet.open()
        stages.submit(account)
        sheet.go(CELL).type("40").press("Enter")
        expect(sheet.page.locator("#state")).to_contain_text("不能修改")
        expect(sheet.page.locator(".top .state")).to_contain_text("刚刚报送")
        assert sheet.page.locator(f'input[name="{CELL}"]').get_attribute("readonly") is not None


def test_a_stale_page_does_not_undo_a_colleague(browser: Browser, live_server: Any) -> None:
    account = open_account()
    with at_desk(browser, live_server.url, account, clerk(account), fails="/live?") as sheet:
        sheet.page.route("**/live?*", lambda route: route.abort())
        sheet.open()
        write(account, "t03/205/basic 70 t03/20502/basic 70")
        sheet.go(CELL).type("40").press("Enter").saved()
        assert stored(account, "t03/205/basic") == "70.00"
        sheet.go("t03/20502/basic").type("65").press("Enter")
        expect(sheet.page.locator("#state")).to_contain_text("1 处与同事冲突")
        assert stored(account, "t03/20502/basic") == "70.00"


@pytest.mark.parametrize(("choice", "left"), [("用我的", "65.00"), ("用同事的", "70.00")])
def test_the_clerk_chooses_between_both_values(
    browser: Browser, live_server: Any, choice: str, left: str
) -> None:
    account = open_account()
    cell = "t03/20502/basic"
    with at_desk(browser, live_server.url, account, clerk(account), fails="/live?") as sheet:
        sheet.page.route("**/live?*", lambda route: route.abort())
        sheet.open()
        write(account, f"{cell} 70")
        sheet.go(cell).type("65").press("Enter")
        conflicts = sheet.page.locator("#conflicts")
        expect(conflicts).to_contain_text("原来60.00")
        expect(conflicts).to_contain_text("70.00您65.00")
        expect(conflicts).to_contain_text("李四")
        sheet.open()
        expect(conflicts).to_contain_text("70.00您65.00"), "a reload decides nothing"
        conflicts.get_by_role("button", name=choice, exact=True).click()
        sheet.saved()
        expect(conflicts).to_be_hidden()
        assert stored(account, cell) == left and sheet.text(cell) == left


def test_two_clerks_see_each_other_and_each_others_changes(browser: Browser, live_server: Any) -> None:
    account = open_account()
    first, second = clerk(account), clerk(account, "王五")
    with (
        at_desk(browser, live_server.url, account, first) as mine,
        at_desk(browser, live_server.url, account, second) as theirs,
    ):
        theirs.open().go("t03/2050203/basic").look_round()
        mine.open()
        expect(mine.page.locator("#here")).to_contain_text("同时在这张表：王五（2050203 初中教育，基本支出）")
        assert "colleague" in mine.classes("t03/2050203/basic")
        theirs.type("61").press("Enter").saved()
        mine.look_round()
        expect(mine.page.locator('input[name="t03/2050203/basic"]')).to_have_value("61.00")
        assert "changed" in mine.classes("t03/2050203/basic")
        mine.go("t03/2050203/basic").type("62").press("Enter").saved()
        assert stored(account, "t03/2050203/basic") == "62.00"
        theirs.look_round()
        expect(theirs.page.locator('input[name="t03/2050203/basic"]')).to_have_value("62.00")


def test_a_row_that_a_colleague_adds_appears(browser: Browser, live_server: Any) -> None:
    account = open_account()
    with at_desk(browser, live_server.url, account, clerk(account)) as sheet:
        sheet.open()
        write(account, "t03/208/basic 5")
        expect(sheet.page.locator('input[name="t03/208/basic"]')).to_have_value("5.00")
        assert "社会保障和就业支出" in sheet.page.locator("#sheet tbody").inner_text()


def test_undo_leaves_alone_what_a_colleague_has_changed_since(browser: Browser, live_server: Any) -> None:
    account = open_account()
    with at_desk(browser, live_server.url, account, clerk(account)) as sheet:
        sheet.open().go(CELL).type("40").press("Enter").saved()
        write(account, f"{CELL} 44")
        sheet.look_round()
        expect(sheet.page.locator(f'input[name="{CELL}"]')).to_have_value("44.00")
        sheet.press("Control+z")
        assert sheet.text(CELL) == "44.00"
        expect(sheet.page.locator(".toast")).to_contain_text("后来又有改动")


def test_whoever_leaves_at_once_loses_nothing(browser: Browser, live_server: Any) -> None:
    account = open_account()
    with at_desk(browser, live_server.url, account, clerk(account)) as sheet:
        sheet.open().go(CELL).type("40")
        sheet.page.get_by_role("link", name="全部问题").click()
        expect(sheet.page.locator("h1")).to_contain_text("检查出的问题")
        for _ in range(300):  # 30 s
            if stored(account, CELL):
                break
            sheet.page.wait_for_timeout(100)
        assert stored(account, CELL) == "40.00"
        sheet.open()
        expect(sheet.page.locator("#state")).to_have_text("已全部保存")


def test_what_waits_in_another_table_is_sent_from_here(browser: Browser, live_server: Any) -> None:
    account = open_account()
    with at_desk(browser, live_server.url, account, clerk(account), fails="/cells") as sheet:
        sheet.open()
        sheet.page.route("**/cells", lambda route: route.abort("internetdisconnected"))
        sheet.go(CELL).type("40").press("Tab").type("四十").press("Tab")
        expect(sheet.page.locator("#state")).to_contain_text("1 处等待保存")
        sheet.page.goto("about:blank")
        sheet.page.unroute("**/cells")
        sheet.open("t01")
        expect(sheet.page.locator("#state")).to_contain_text("《支出决算表》有 1 处没有保存")
        assert stored(account, CELL) == "40.00", "the unreadable one is left"
