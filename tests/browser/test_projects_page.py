"""Projects in a real browser: saved while filled in, rows by keyboard, a block of Excel, without script."""

from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from accounts import filing, ledger
from accounts.figures import at
from accounts.models import Account
from accounts.projects import ProjectSheet
from tests.browser.reading import PHONE, late, overflow, violations
from tests.browser.test_texts_page import LAPTOP, TABLET, clerk, enter, unsteady, until


@pytest.fixture
def site(reopened_site: str) -> str:
    return reopened_site


@pytest.fixture
def account(site: str) -> Account:
    """延边 as printed, with projects in the layouts B and C, 辽源 with layout A."""
    found = Account.objects.of("liaoyuan", 2024)
    other = ledger.projects_of(Account.objects.of("yanbian", 2024))
    here = ledger.projects_of(found)
    filing.put_projects(found, [*here[:2], *other], by="李四")
    gone = [replace(sheet, key=f"old{n}", name=f"上年{sheet.name}") for n, sheet in enumerate(here[:2])]
    filing.put_projects(Account.objects.of("liaoyuan", 2023), gone, by="前任")
    return found


def address(site: str, account: Account, key: str = "") -> str:
    return f"{site}/desk/accounts/{account.pk}/projects/{f'{key}/' if key else ''}"


def sheets(account: Account) -> dict[str, ProjectSheet]:
    return {sheet.key: sheet for sheet in ledger.projects_of(account)}


def names(account: Account, key: str) -> list[str]:
    return [line.name for line in sheets(account)[key].indicators]


def cell(page: Page, name: str) -> Any:
    return page.locator(f'[name="{name}"]').first


def key_of(account: Account, layout: str) -> str:
    return next(key for key, sheet in sheets(account).items() if sheet.layout == layout)


@pytest.mark.parametrize("screen", [LAPTOP, TABLET, PHONE], ids=["laptop", "tablet", "phone"])
def test_axe_has_no_objection_and_nothing_overflows(
    browser: Browser, site: str, account: Account, screen: tuple[int, int]
) -> None:
    carry_over = f"{site}/desk/accounts/{account.pk}/carry-over/"
    forms = [address(site, account, key_of(account, layout)) for layout in "ABC"]
    with clerk(browser, site, screen) as page:
        for each in (address(site, account), *forms, carry_over):
            page.goto(each)
            page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
            assert violations(page) == [], each
            assert overflow(page) == 0, each


def test_the_form_is_saved_while_it_is_filled_in(browser: Browser, site: str, account: Account) -> None:
    key = key_of(account, "C")
    with clerk(browser, site) as page:
        page.goto(address(site, account, key))
        cell(page, "f.current/budget").fill("1,000")
        cell(page, "f.current/executed").fill("500")
        cell(page, "f.name").fill("改过的项目")
        cell(page, "f.name").blur()
        expect(page.locator("#state")).to_contain_text("已保存")
        assert ledger.load(account)[at(f"project/{key}.current/budget")] == 10_000_000
        assert sheets(account)[key].name == "改过的项目"
        offer = page.locator('[data-for="f.current/rate"] button')
        expect(offer).to_have_text("Σ 50")
        offer.click()
        until(lambda: str(ledger.load(account).get(at(f"project/{key}.current/rate"))) == "50.00", page)


def test_what_is_typed_before_the_script_runs_is_saved(browser: Browser, site: str, account: Account) -> None:
    key = key_of(account, "C")
    with clerk(browser, site) as page:
        with late(page, "projects.js"):
            page.goto(address(site, account, key), wait_until="commit")
            cell(page, "f.name").fill("改过的项目")
        until(lambda: sheets(account)[key].name == "改过的项目", page)


def test_rows_by_keyboard(browser: Browser, site: str, account: Account) -> None:
    key = key_of(account, "A")
    before = names(account, key)
    with clerk(browser, site) as page:
        page.goto(address(site, account, key))
        cell(page, "i.0.name").focus()
        page.keyboard.press("Alt+ArrowDown")
        until(lambda: names(account, key) == [before[1], before[0], *before[2:]], page)
        page.keyboard.press("Control+Enter")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.type("新指标")
        page.keyboard.press("ArrowDown")
        until(lambda: names(account, key)[2] == "新指标", page)
        expect(page.locator("#state")).to_contain_text("已保存")
        page.keyboard.press("ArrowUp")
        page.keyboard.press("Control+Delete")
        page.get_by_role("button", name="恢复这一行").wait_for()
        page.get_by_role("button", name="恢复这一行").click()
        until(lambda: names(account, key)[2] == "新指标", page)


def test_a_block_of_excel_is_pasted_into_the_cells(browser: Browser, site: str, account: Account) -> None:
    key = key_of(account, "A")
    count = len(names(account, key))
    paste = """([row, text]) => {
      const data = new DataTransfer();
      data.setData("text/plain", text);
      const input = document.querySelector(`[name="i.${row}.level1"]`);
      input.focus();
      const options = { clipboardData: data, bubbles: true, cancelable: true };
      input.dispatchEvent(new ClipboardEvent("paste", options));
    }"""
    block = "".join(f"{'产出指标' if n == 0 else ''}\t数量指标\t粘贴{n}\n" for n in range(6))
    with clerk(browser, site) as page:
        page.goto(address(site, account, key))
        page.evaluate(paste, [count, block])
        until(lambda: names(account, key)[count:] == [f"粘贴{n}" for n in range(6)], page)
        assert {line.level1 for line in sheets(account)[key].indicators[count:]} == {"产出指标"}


def test_what_is_typed_survives_a_lost_connection_and_an_ended_session(
    browser: Browser, site: str, account: Account
) -> None:
    key = key_of(account, "A")
    with unsteady(browser, site) as page:
        page.goto(address(site, account, key))
        page.context.clear_cookies(name="sessionid")
        cell(page, "f.actual").fill("登录过期时写的")
        cell(page, "i.0.actual").fill("77")
        cell(page, "i.0.actual").blur()
        expect(page.get_by_role("link", name="重新登录")).to_be_visible()
        enter(page, site)
        page.route(
            "**/projects/*/",
            lambda route: route.abort() if route.request.method == "POST" else route.continue_(),
        )
        page.goto(address(site, account, key))
        expect(page.locator("#state")).to_contain_text("改动保留在本机")
        page.unroute("**/projects/*/")
        page.reload()
        until(lambda: sheets(account)[key].actual == "登录过期时写的", page)
        assert sheets(account)[key].indicators[0].actual == "77"


def test_a_conflict_holds_until_the_clerk_has_chosen(browser: Browser, site: str, account: Account) -> None:
    key = key_of(account, "A")
    with clerk(browser, site) as page:
        page.goto(address(site, account, key))
        theirs = [ProjectSheet(**{**s.__dict__, "actual": "同事写的"}) for s in sheets(account).values()]
        filing.put_projects(account, theirs, by="李四")
        cell(page, "f.actual").fill("我写的")
        cell(page, "f.actual").blur()
        expect(page.locator(".fault")).to_contain_text("同事已改为：同事写的")
        cell(page, "f.expected").fill("另一处")
        page.wait_for_timeout(1500)
        assert sheets(account)[key].actual == "同事写的"
        page.get_by_role("button", name="以我填的为准").click()
        until(lambda: sheets(account)[key].actual == "我写的", page)
        until(lambda: sheets(account)[key].expected == "另一处", page)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_the_list(browser: Browser, site: str, account: Account, script: bool) -> None:
    first, second, *_ = sheets(account)
    with clerk(browser, site, java_script_enabled=script) as page:
        page.goto(address(site, account))
        page.locator(f'button[value="down:{first}"]').click()
        page.wait_for_load_state()
        assert list(sheets(account))[:2] == [second, first]
        page.locator(f'button[name=remove][value="{second}"]').click()
        expect(page.get_by_text("已删除")).to_be_visible()
        page.get_by_role("button", name="恢复这个项目").click()
        expect(page.get_by_text("项目已恢复")).to_be_visible()
        assert list(sheets(account))[:2] == [second, first]
        page.get_by_role("button", name="复制所选项目").click()
        expect(page.get_by_text("复制了 2 个项目")).to_be_visible()
        page.get_by_label("增加项目").fill("新项目")
        page.get_by_role("button", name="增加", exact=True).click()
        expect(page.get_by_role("heading", name="新项目")).to_be_visible()


def test_without_script_the_form_works(browser: Browser, site: str, account: Account) -> None:
    key = key_of(account, "A")
    before = names(account, key)
    with clerk(browser, site, java_script_enabled=False) as page:
        page.goto(address(site, account, key))
        cell(page, "f.actual").fill("没有脚本")
        page.locator('button[value="down:0"]').click()
        assert names(account, key)[:2] == [before[1], before[0]] and sheets(account)[key].actual == "没有脚本"
        page.locator(".paste summary").click()
        page.locator("#paste").fill("三级指标\t年度指标值\n粘贴的\t≥5个\n")
        page.get_by_role("button", name="追加这些行").click()
        assert names(account, key)[-1] == "粘贴的" and sheets(account)[key].indicators[-1].operator == "≥"
        page.get_by_role("button", name="恢复原来的指标").click()
        assert "粘贴的" not in names(account, key)
        assert overflow(page) == 0
