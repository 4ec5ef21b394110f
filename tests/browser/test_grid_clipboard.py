"""The clipboard: every case is applied, undone, done again and undone. And the real one, both ways."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.grid import Sheet, at_desk, clerk, open_account, stored, vectors

CASES = vectors("clipboard.json")
ROWS = ("205", "20502", "2050201", "2050202", "208", "20805", "2080505")
FIGURES = " ".join(f"t03/{row}/basic 10 t03/{row}/project 20" for row in ROWS)


def after(before: dict[str, str], case: dict[str, Any]) -> dict[str, str]:
    wanted = {**before, **{f"t03/{place}": text for place, text in case["expect"].items()}}
    return {address: text for address, text in wanted.items() if text}


def apply(sheet: Sheet, case: dict[str, Any]) -> None:
    sheet.go(f"t03/{case['at']}")
    if "to" in case:
        sheet.page.locator(sheet.cell(f"t03/{case['to']}")).click(modifiers=["Shift"])
    sheet.paste(case["plain"], case.get("html", ""))
    dialog = sheet.page.locator("dialog.preview")
    if case["preview"]:
        expect(dialog).to_be_visible()
        assert case.get("told", "") in dialog.inner_text()
        sheet.press("Enter")
        expect(dialog).to_have_count(0)
    else:
        assert not dialog.count(), case["name"]


@pytest.mark.parametrize("part", range(3))
def test_every_case_is_applied_undone_and_done_again(browser: Browser, live_server: Any, part: int) -> None:
    account = open_account(figures=FIGURES)
    with at_desk(browser, live_server.url, account, clerk(account)) as sheet:
        sheet.open()
        before = sheet.texts()
        for case in CASES[part::3]:
            apply(sheet, case)
            expect(sheet.page.locator(".toast")).to_contain_text("粘贴了")
            applied = sheet.texts()
            assert applied == after(before, case), case["name"]
            for place, reason in case.get("faults", {}).items():
                cell = sheet.page.locator(sheet.cell(f"t03/{place}"))
                assert "unreadable" in sheet.classes(f"t03/{place}"), case["name"]
                assert reason in (cell.get_attribute("title") or ""), case["name"]
            for row in case.get("rows", []):
                assert sheet.page.locator(sheet.cell(f"t03/{row}/basic")).count(), case["name"]
            sheet.press("Control+z")
            assert sheet.texts() == before, f"undo: {case['name']}"
            sheet.press("Control+y")
            assert sheet.texts() == applied, f"redo: {case['name']}"
            sheet.press("Control+z")
            assert sheet.texts() == before, f"undo again: {case['name']}"
            sheet.page.evaluate("document.querySelector('.toast').textContent = ''")


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 60 and len({case["name"] for case in CASES}) == len(CASES)


def test_what_is_copied_is_pasted_by_the_real_clipboard(browser: Browser, live_server: Any) -> None:
    account = open_account(figures=FIGURES)
    with at_desk(browser, live_server.url, account, clerk(account)) as sheet:
        sheet.page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
        sheet.open().go("t03/205/basic").press("Shift+ArrowRight", "Shift+ArrowDown", "Control+c")
        copied = sheet.page.evaluate("navigator.clipboard.readText()")
        assert copied.splitlines() == ["10.00\t20.00", "10.00\t20.00"]
        sheet.go("t03/205/business").press("Control+v")
        assert sheet.text("t03/20502/subsidy_down") == "20.00"
        sheet.go("t03/208/basic").press("Shift+ArrowRight", "Control+x")
        assert (sheet.text("t03/208/basic"), sheet.text("t03/208/project")) == ("", "")
        sheet.go("t03/2080505/business").press("Control+v")
        assert sheet.text("t03/2080505/business") == "10.00"
        sheet.saved()
        assert stored(account, "t03/208/basic") is None
        assert stored(account, "t03/2080505/subsidy_down") == "20.00"


def test_heads_are_copied_on_request(browser: Browser, live_server: Any) -> None:
    account = open_account(figures=FIGURES)
    with at_desk(browser, live_server.url, account, clerk(account)) as sheet:
        sheet.page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
        sheet.open().go("t03/205/basic").press("Shift+ArrowRight")
        sheet.page.get_by_role("button", name="连同表头复制").click()
        copied = sheet.page.evaluate("navigator.clipboard.readText()")
        assert copied.splitlines() == ["基本支出\t项目支出", "10.00\t20.00"]


def test_across_both_halves_labels_stand_between(browser: Browser, live_server: Any) -> None:
    account = open_account(figures="t01/income.general_budget/amount 5 t01/spending.201/amount 6")
    with at_desk(browser, live_server.url, account, clerk(account)) as sheet:
        sheet.page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
        sheet.open("t01").go("t01/income.general_budget/amount").press("Shift+ArrowRight", "Control+c")
        copied = sheet.page.evaluate("navigator.clipboard.readText()")
        assert copied.split("\t") == ["5.00", "一、一般公共服务支出", "31", "6.00"]
        sheet.press("Control+v")
        assert not sheet.page.locator("dialog").count(), "its own labels need no word"


def test_a_large_paste_is_previewed_and_may_be_given_up(browser: Browser, live_server: Any) -> None:
    account = open_account(figures=FIGURES)
    with at_desk(browser, live_server.url, account, clerk(account)) as sheet:
        sheet.open().go("t03/205/total")
        before = sheet.texts()
        sheet.paste("\n".join(["1\t2\t3\t4\t5\t六"] * 9))
        dialog = sheet.page.locator("dialog.preview")
        expect(dialog).to_contain_text("9 行 × 6 列")
        expect(dialog).to_contain_text("写入42 个单元格，从“205 教育支出，本年支出合计”开始")
        expect(dialog).to_contain_text("7 处不能识别")
        expect(dialog).to_contain_text("12 处没有单元格可放")
        sheet.press("Escape")
        expect(dialog).to_have_count(0)
        assert sheet.texts() == before and sheet.here == "t03/205/total"
        sheet.press("Control+z")
        assert sheet.texts() == before


def test_the_unit_of_the_clipboard_can_be_chosen(browser: Browser, live_server: Any) -> None:
    account = open_account(figures=FIGURES)
    with at_desk(browser, live_server.url, account, clerk(account)) as sheet:
        sheet.open().go("t03/205/basic").paste("项目\t金额\n10000\t20000")
        dialog = sheet.page.locator("dialog.preview")
        dialog.get_by_label("剪贴板的金额单位").select_option("yuan")
        dialog.get_by_role("button", name="粘贴").click()
        assert (sheet.text("t03/205/basic"), sheet.text("t03/205/project")) == ("1.00", "2.00")
