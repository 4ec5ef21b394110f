"""Keys as in Excel: one script of steps, each with where it leads and what stands there."""

from typing import Any

from playwright.sync_api import Browser, expect

from tests.browser.grid import Sheet, at_desk, clerk, open_account, stored

ROWS = ("205", "20502", "2050203", "208")
COLUMNS = ("total", "basic", "project", "remitted_up", "business", "subsidy_down")
FIGURES = " ".join(f"t03/{row}/basic {10 + n}" for n, row in enumerate(ROWS))

STEPS = """
goto 205/basic          | 205/basic
ArrowRight              | 205/project
ArrowDown               | 20502/project
ArrowLeft               | 20502/basic
ArrowUp                 | 205/basic
Enter                   | 20502/basic
Shift+Enter             | 205/basic
Tab                     | 205/project
Shift+Tab               | 205/basic
Home                    | 205/total
End                     | 205/subsidy_down
Tab                     | 20502/total
Shift+Tab               | 205/subsidy_down
ArrowRight              | 205/subsidy_down
goto 205/project        | 205/project
=7                      | 205/project  | 205/project 7
Tab                     | 205/remitted_up | 205/project 7.00
=8                      | 205/remitted_up
Tab                     | 205/business | 205/remitted_up 8.00
=9                      | 205/business
Enter                   | 20502/project | 205/business 9.00
=1                      | 20502/project
ArrowDown               | 2050203/project | 20502/project 1.00
=5                      | 2050203/project
Escape                  | 2050203/project | 2050203/project ""
=５                     | 2050203/project
ArrowRight              | 2050203/remitted_up | 2050203/project 5.00
ArrowLeft               | 2050203/project
F2                      | 2050203/project | 2050203/project 5.00
ArrowLeft               | 2050203/project
=1                      | 2050203/project | 2050203/project 5.010
Enter                   | 208/project | 2050203/project 5.01
ArrowUp                 | 2050203/project
F2                      | 2050203/project
Escape                  | 2050203/project | 2050203/project 5.01
Delete                  | 2050203/project | 2050203/project ""
Control+z               | 2050203/project | 2050203/project 5.01
Control+z               | 2050203/project | 2050203/project 5.00
Control+z               | 2050203/project | 2050203/project ""
Control+y               | 2050203/project | 2050203/project 5.00
Control+Shift+z         | 2050203/project | 2050203/project 5.01
Control+z               | 2050203/project | 2050203/project 5.00
goto 205/project        | 205/project
Shift+ArrowDown         | 205/project
Control+d               | 205/project | 20502/project 7.00
Control+z               | 205/project | 20502/project 1.00
Shift+ArrowDown         | 205/project
=3                      | 205/project
Control+Enter           | 205/project | 205/project 3.00 20502/project 3.00 2050203/project 3.00
Control+z               | 205/project | 205/project 7.00 20502/project 1.00 2050203/project 5.00
goto 208/project        | 208/project
Control+d               | 208/project | 208/project 5.00
Delete                  | 208/project | 208/project ""
Control+ArrowUp         | 2050203/project
Control+ArrowUp         | 205/project
Control+ArrowLeft       | 205/basic
Control+End             | 208/subsidy_down
Control+Home            | total/total
Control+Shift+End       | total/total
Escape                  | total/total
Tab                     | total/basic
Alt+=                   | total/basic | total/basic 23.00
Control+z               | total/basic | total/basic ""
goto 205/basic          | 205/basic
Shift+ArrowRight        | 205/basic
Shift+ArrowDown         | 205/basic
Enter                   | 20502/basic
Enter                   | 205/project
Tab                     | 20502/basic
Escape                  | 20502/basic
Backspace               | 20502/basic | 20502/basic ""
Escape                  | 20502/basic | 20502/basic 11.00
=12a                    | 20502/basic
Enter                   | 2050203/basic | 20502/basic 12a
Control+z               | 20502/basic | 20502/basic 11.00
Control+a               | total/total
Escape                  | total/total
PageDown                | 208/total
PageUp                  | total/total
"""


def steps() -> list[tuple[str, str, dict[str, str]]]:
    found = []
    for line in STEPS.strip().splitlines():
        act, where, *rest = (part.strip() for part in line.split("|"))
        words = rest[0].split() if rest else []
        texts = dict(zip(words[::2], (w.strip('"') for w in words[1::2]), strict=True))
        found.append((act, where, texts))
    return found


def act(sheet: Sheet, what: str) -> None:
    if what.startswith("goto "):
        sheet.go(f"t03/{what[5:]}")
    elif what.startswith("="):
        sheet.type(what[1:])
    else:
        sheet.press(what)


def test_the_script_of_keys(browser: Browser, live_server: Any) -> None:
    assert len(steps()) >= 40
    account = open_account(figures=FIGURES)
    with at_desk(browser, live_server.url, account, clerk(account)) as sheet:
        sheet.open()
        for number, (what, where, texts) in enumerate(steps()):
            act(sheet, what)
            said = f"step {number}: {what}"
            assert sheet.here == f"t03/{where}", said
            for place, text in texts.items():
                assert sheet.text(f"t03/{place}") == text, f"{said}: {place}"
        sheet.saved()
        assert stored(account, "t03/205/business") == "9.00"


def test_text_is_selected_on_arrival_and_replaced_by_typing(browser: Browser, live_server: Any) -> None:
    account = open_account(figures=FIGURES)
    with at_desk(browser, live_server.url, account, clerk(account)) as sheet:
        sheet.open().go("t03/205/basic")
        selected = "(i => [i.selectionStart, i.selectionEnd, i.value.length])(document.activeElement)"
        assert sheet.page.evaluate(selected) == [0, 5, 5]
        sheet.type("4")
        assert sheet.text("t03/205/basic") == "4"


def test_a_double_click_edits_in_place(browser: Browser, live_server: Any) -> None:
    account = open_account(figures="t03/205/basic 1234.5")
    with at_desk(browser, live_server.url, account, clerk(account)) as sheet:
        sheet.open()
        assert sheet.text("t03/205/basic") == "1,234.50"
        sheet.page.locator(sheet.cell("t03/205/basic")).dblclick()
        assert sheet.text("t03/205/basic") == "1234.50" and "editing" in sheet.classes("t03/205/basic")
        sheet.press("End", "Backspace", "5", "Enter").saved()
        assert stored(account, "t03/205/basic") == "1234.55"


def test_dragging_selects_and_shows_the_sum(browser: Browser, live_server: Any) -> None:
    account = open_account(figures=FIGURES)
    with at_desk(browser, live_server.url, account, clerk(account)) as sheet:
        sheet.open()
        sheet.page.locator(sheet.cell("t03/205/basic")).hover()
        sheet.page.mouse.down()
        sheet.page.locator(sheet.cell("t03/208/project")).hover()
        sheet.page.mouse.up()
        expect(sheet.page.locator("#sums")).to_have_text("选中 8 格　计数 4　求和 46.00")
        assert "selected" in sheet.classes("t03/2050203/project")
        sheet.press("Delete", "Control+z")
        assert sheet.text("t03/208/basic") == "13.00"
        expect(sheet.page.locator("#sums")).to_have_text("选中 8 格　计数 4　求和 46.00")


def test_arrows_cross_both_halves_and_pass_over_blank_lines(browser: Browser, live_server: Any) -> None:
    account = open_account(figures="")
    with at_desk(browser, live_server.url, account, clerk(account)) as sheet:
        sheet.open("t01")
        assert sheet.here == "t01/income.general_budget/amount"
        assert sheet.press("ArrowRight").here == "t01/spending.201/amount"
        assert sheet.press("ArrowLeft", *["ArrowDown"] * 8).here == "t01/income.total/amount"
        assert sheet.press("Tab").here == "t01/spending.total/amount"
        sheet.open("t04")
        assert sheet.press("End").here == "t04/spending.201/capital"
        assert sheet.press("Home").here == "t04/income.general_budget/amount"


def test_the_keyboard_is_never_caught(browser: Browser, live_server: Any) -> None:
    account = open_account(figures="t03/205/basic 1")
    with at_desk(browser, live_server.url, account, clerk(account)) as sheet:
        sheet.open().press("Control+End", "Tab")
        assert not sheet.here, "Tab leaves at the end"
        sheet.go("t03/total/total").press("Shift+Tab")
        assert "/" not in (sheet.here or ""), "and Shift+Tab at the beginning"
        sheet.go("t03/205/basic").press("F6")
        assert sheet.page.evaluate("document.activeElement.textContent") == "撤销"


def test_while_an_input_method_composes_nothing_is_a_command(browser: Browser, live_server: Any) -> None:
    account = open_account(figures=FIGURES)
    with at_desk(browser, live_server.url, account, clerk(account)) as sheet:
        sheet.open().go("t03/205/basic")
        session = sheet.page.context.new_cdp_session(sheet.page)
        session.send("Input.imeSetComposition", {"text": "yi", "selectionStart": 2, "selectionEnd": 2})
        for key, code in (("Enter", 229), ("ArrowDown", 229), ("Tab", 229), ("Delete", 229), ("Escape", 229)):
            event = {"key": key, "keyCode": code, "isComposing": True, "bubbles": True, "cancelable": True}
            allowed = sheet.page.evaluate(
                "e => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', e))", event
            )
            assert allowed and sheet.here == "t03/205/basic", key
        assert sheet.text("t03/205/basic") == "yi"
        session.send("Input.insertText", {"text": "一"})
        assert sheet.text("t03/205/basic") == "一"
        sheet.press("Escape")
        assert sheet.text("t03/205/basic") == "10.00"
        session.send("Input.imeSetComposition", {"text": "ce", "selectionStart": 2, "selectionEnd": 2})
        session.send("Input.insertText", {"text": "１２"})
        sheet.press("Enter")
        assert sheet.text("t03/205/basic") == "12.00" and sheet.here == "t03/20502/basic"


def test_the_keys_are_explained(browser: Browser, live_server: Any) -> None:
    account = open_account()
    with at_desk(browser, live_server.url, account, clerk(account)) as sheet:
        sheet.open().go("t03/205/basic")
        for key in ("F1", "?"):
            sheet.press(key)
            expect(sheet.page.get_by_role("dialog", name="按键")).to_contain_text("向下填充")
            sheet.press("Escape")
            expect(sheet.page.get_by_role("dialog")).to_have_count(0)
            assert sheet.here == "t03/205/basic" and sheet.text("t03/205/basic") == "60.00"


def test_alt_and_page_keys_turn_to_the_next_table(browser: Browser, live_server: Any) -> None:
    account = open_account()
    with at_desk(browser, live_server.url, account, clerk(account)) as sheet:
        sheet.open("t03").press("Alt+PageDown")
        expect(sheet.page.locator("h1")).to_contain_text("财政拨款收入支出决算总表")
        sheet.page.wait_for_selector("#entry[data-ready]")
        sheet.press("Alt+PageUp")
        expect(sheet.page.locator("h1")).to_contain_text("支出决算表")


def test_keys_of_a_keyboard_write_numbers(browser: Browser, live_server: Any) -> None:
    account = open_account(scale="yuan", figures=FIGURES)
    with at_desk(browser, live_server.url, account, clerk(account)) as sheet:
        sheet.open().go("t03/205/basic")
        expect(sheet.page.locator(".top .unit")).to_have_text("金额单位：元")
        assert sheet.text("t03/205/basic") == "100,000.00"
        for text, shown in (("-1,234.5", "-1,234.50"), ("(7)", "-7.00"), ("2万元", "20,000.00"), ("/", "")):
            sheet.go("t03/205/project")
            sheet.page.keyboard.type(text)
            sheet.press("Enter")
            assert sheet.text("t03/205/project") == shown, text
        sheet.press("Control+z").saved()
        assert stored(account, "t03/205/project") == "2.00"


def test_undo_returns_to_the_place_and_its_selection(browser: Browser, live_server: Any) -> None:
    account = open_account(figures=FIGURES)
    with at_desk(browser, live_server.url, account, clerk(account)) as sheet:
        sheet.open().go("t03/205/basic").press("Shift+ArrowDown", "Delete")
        sheet.go("t03/208/business").type("5").press("Enter").press("Control+Home", "Control+z")
        assert sheet.here == "t03/208/business" and sheet.text("t03/208/business") == ""
        sheet.press("Control+z")
        assert sheet.here == "t03/205/basic" and "selected" in sheet.classes("t03/20502/basic")
        assert sheet.text("t03/20502/basic") == "11.00"
