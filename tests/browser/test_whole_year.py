"""A whole year of 辽源 in a real browser: nothing is put into the database but what an installation has."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from accounts import filing, ledger
from accounts.editions.definitions import SubjectRows, Table
from accounts.figures import Figures, at
from accounts.models import Account, Membership, SignOff, Subject, Unit
from accounts.money import in_wan
from accounts.projects import ProjectSheet
from disclosures import grids, sample_files
from disclosures.desk.home import begin as begin_form
from disclosures.management.commands.loadsample import put_last_year, put_units
from disclosures.report import Cell, Line
from tests import stages
from tests.browser.grid import SCREEN, Sheet
from tests.browser.reading import reading
from tests.freeze import GOLDEN

PASSWORD = "一句很长的话 2025"
UNIT, YEAR = "liaoyuan", 2024
SAMPLE = "liaoyuan-2024"
PRINTED, RIGHT = sample_files.read(SAMPLE), sample_files.read(SAMPLE, corrected=True)
LOCAL_NAME = "2101199"
"""A subject that the installed list does not have: last year's account named it."""
DOUBLED = "t05/2080599/project"
"""17783 for 1783, as it was printed."""
LEFT_TO_THE_SECOND, BOTH = "t03/22102/total", "t03/221/total"
REPAIRS, RENT = "t06/30213/amount", "t06/30214/amount"
"""The clerk is in the wrong row; no sum shows it."""
TYPED = ("operations", "evaluation")
CODE = re.compile(r"版本编码：\w+|/verify/\w+")
"""Every version has its own."""
PRINTING = 180_000
"""ms: the real PDF, on a busy machine."""
QUICK = "django.contrib.auth.hashers.MD5PasswordHasher"
"""Passwords are asked for twenty times."""


@pytest.fixture
def installed(live_server: Any, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Units, subjects, last year's account, and people with their roles."""
    stages.keep_files_in(tmp_path, settings)
    settings.PASSWORD_HASHERS = [QUICK]
    monkeypatch.setattr(begin_form, "YEARS_BACK", timezone.localdate().year - YEAR)
    call_command("loadsubjects", stdout=StringIO(), skip_checks=True)
    Subject.objects.filter(code=LOCAL_NAME).delete()
    put_units()
    put_last_year(RIGHT)
    end_last_year(Account.objects.of(UNIT, YEAR - 1))
    for role in Membership.Role:
        employ(f"liaoyuan-{role}", role, UNIT)
    employ("liaoyuan-second", Membership.Role.CLERK, UNIT)
    employ("yanbian-clerk", Membership.Role.CLERK, "yanbian-bureau")
    return str(live_server.url)


def end_last_year(last: Account) -> None:
    """What stood at its end: profile, names, projects, and what was left over."""
    profile = {slot: text for slot, text in RIGHT.texts.items() if slot.startswith("profile.")}
    filing.explain(last, profile, by="前任")
    filing.name_subjects(last, {LOCAL_NAME: RIGHT.names[LOCAL_NAME]}, by="前任")
    filing.put_projects(last, RIGHT.projects, by="前任")
    left_over = RIGHT.figures[at("t01/income.opening/amount")]
    ledger.record(last, {at("t01/spending.closing/amount"): left_over}, by="前任")


def employ(name: str, role: str, unit: str) -> None:
    user = User.objects.create_user(name, password=PASSWORD, is_staff=True)
    Membership.objects.create(user=user, unit=Unit.objects.get(code=unit), role=role)


@contextmanager
def at_work(browser: Browser, site: str, name: str) -> Iterator[Page]:
    with reading(browser, SCREEN) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site)
        page.goto(f"{site}/desk/")
        page.get_by_label("用户名").fill(name)
        page.get_by_label("密码", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        expect(page.get_by_role("heading", name="我的决算")).to_be_visible()
        yield page


def test_a_whole_year(browser: Browser, installed: str) -> None:
    with at_work(browser, installed, "liaoyuan-clerk") as clerk:
        account = begin(clerk)
        enter_tables(browser, Sheet(clerk, installed, account))
        evaluate_projects(clerk)
        write_texts(clerk)
        mend_what_is_found(Sheet(clerk, installed, account))
        sign_and_submit(clerk)
        with at_work(browser, installed, "liaoyuan-reviewer") as reviewer:
            comment_and_return(reviewer)
            answer_and_submit_again(Sheet(clerk, installed, account))
            look_at_changes_and_approve(reviewer)
    with at_work(browser, installed, "liaoyuan-bureau") as bureau:
        reply(bureau)
    with at_work(browser, installed, "yanbian-clerk") as outsider:
        find_nothing(outsider, f"{installed}/desk/accounts/{account.pk}/")
    with at_work(browser, installed, "liaoyuan-publisher") as publisher:
        publish(publisher)
    with reading(browser, SCREEN) as citizen:
        read_the_account(citizen, installed)
    assert dict(ledger.load(account)) == dict(RIGHT.figures)


def begin(page: Page) -> Account:
    """With last year's profile, projects, a subject's name, and 年末 as 年初."""
    page.get_by_role("link", name="开始新的决算").click()
    page.get_by_label("年度").select_option(str(YEAR))
    page.get_by_label("填报时金额的单位").select_option("wan")
    page.get_by_role("button", name="建立").click()
    page.get_by_role("button", name="带入所选内容").click()
    expect(page.get_by_text("带入了 6 项", exact=True)).to_be_visible()
    return Account.objects.of(UNIT, YEAR)


def enter_tables(browser: Browser, sheet: Sheet) -> None:
    """One after the other, by Alt+PageDown; what there is none of stays blank."""
    sheet.page.get_by_role("link", name="填报", exact=True).click()
    for table in RIGHT.edition.tables:
        sheet.page.wait_for_url(f"**/tables/{table.key}/")
        sheet.page.wait_for_selector("#entry[data-ready]")
        if table.key in TYPED:
            type_down(sheet, table)
        elif table.key != "project" and RIGHT.figures.has_amounts(table.key):
            paste(sheet, clipboard(table))
        if table.key == "t03":
            share_with_a_colleague(browser, sheet)
        sheet.saved().press("Alt+PageDown")


def clipboard(table: Table) -> str:
    """As the clerk's Excel holds it: from the column of codes, or else of the first figures, to the right.

    With three mistakes, and without what is left to a colleague.
    """
    wrong = {at(DOUBLED): PRINTED.figures[at(DOUBLED)], at(RENT): RIGHT.figures[at(REPAIRS)]}
    gone = set(map(at, (REPAIRS, LEFT_TO_THE_SECOND, BOTH)))
    kept = {cell: amount for cell, amount in {**RIGHT.figures, **wrong}.items() if cell not in gone}
    body = grids.grid(table, replace(RIGHT, figures=Figures(kept))).body
    lines = [spread(line) for line in body if any(cell.address for cell in line.cells)]
    codes = isinstance(table.blocks[0].rows, SubjectRows)
    left = 0 if codes else next(n for n, cell in enumerate(lines[0]) if cell.address)
    return "\r\n".join("\t".join(cell.text for cell in line[left:]) for line in lines)


def spread(line: Line) -> list[Cell]:
    """A joined cell is blank in all its columns but the first."""
    return [each for cell in line.cells for each in (cell, *[Cell("", cell.kind)] * (cell.columns - 1))]


def paste(sheet: Sheet, block: str) -> None:
    """By the system's own clipboard; the preview has nothing to object to."""
    sheet.page.evaluate("text => navigator.clipboard.writeText(text)", block)
    sheet.press("Control+v")
    preview = sheet.page.locator("dialog.preview")
    expect(preview).to_be_visible()
    expect(preview.locator(".warn")).to_have_count(0)
    sheet.press("Enter")
    expect(sheet.page.locator(".toast")).to_contain_text("粘贴了")


def type_down(sheet: Sheet, table: Table) -> None:
    """A figure and Enter, or down past what there is none of."""
    for line in grids.grid(table, RIGHT).body:
        if text := next(cell.text for cell in line.cells if cell.address):
            sheet.type(text).press("Enter")
        else:
            sheet.press("ArrowDown")


def share_with_a_colleague(browser: Browser, mine: Sheet) -> None:
    """The second clerk sees the first, fills in another cell, and insists where both typed into one."""
    mine.go(BOTH)
    with at_work(browser, mine.site, "liaoyuan-second") as page:
        page.get_by_role("link", name="辽源市社会保险事业管理局").first.click()
        page.get_by_role("link", name="支出决算表", exact=True).click()
        theirs = Sheet(page, mine.site, mine.account)
        page.wait_for_selector("#entry[data-ready]")
        expect(page.locator("#here")).to_contain_text("同时在这张表：liaoyuan-clerk")
        theirs.go(LEFT_TO_THE_SECOND).type(wan(LEFT_TO_THE_SECOND)).press("Enter").saved()
        theirs.go(BOTH).type(wan(BOTH))
        mine.type("91.43").press("Enter").saved()
        theirs.press("Enter")
        conflict = page.locator("#conflicts")
        expect(conflict).to_contain_text("91.43您91.34")
        conflict.get_by_role("button", name="用我的", exact=True).click()
        theirs.saved()
    expect(mine.page.locator(f'input[name="{BOTH}"]')).to_have_value(wan(BOTH), timeout=10_000)
    assert mine.text(LEFT_TO_THE_SECOND) == wan(LEFT_TO_THE_SECOND)


def wan(address: str) -> str:
    return f"{in_wan(RIGHT.figures[at(address)])}"


def evaluate_projects(page: Page) -> None:
    """The forms that came over from last year, with this year's money and results."""
    page.goto(page.url.split("/tables/")[0] + "/projects/")
    page.get_by_role("link", name=RIGHT.projects[0].name).click()
    for project in RIGHT.projects:
        expect(page.get_by_role("heading", name=project.name, exact=True)).to_be_visible()
        for name, value in results(project):
            page.locator(f'[name="{name}"]').fill(value)
        page.get_by_label("开展了部门绩效评价").check()
        page.get_by_role("button", name="保存", exact=True).last.click()
        expect(page.locator("#state")).to_contain_text("已保存")
        if project != RIGHT.projects[-1]:
            page.get_by_role("link", name="下一个").click()


def results(project: ProjectSheet) -> Iterator[tuple[str, str]]:
    """What a form asks for that last year's does not say."""
    for cell, amount in RIGHT.figures.items():
        key, _, line = cell.row.rpartition(".")
        if cell.table == "project" and key == project.key:
            measure = RIGHT.edition.measure(cell)
            yield f"f.{line}/{cell.column}", grids.printed(amount, measure)
    yield from (("f.actual", project.actual), ("f.score", project.score))
    for n, line in enumerate(project.indicators):
        yield from ((f"i.{n}.target", line.target), (f"i.{n}.actual", line.actual))


def write_texts(page: Page) -> None:
    page.get_by_role("link", name="文字", exact=True).click()
    for slot, text in RIGHT.texts.items():
        area = page.locator(f'[id="x-{slot}"]')
        if not area.input_value():
            area.fill(text)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#todo")).to_contain_text("要写的都写了")


def mend_what_is_found(sheet: Sheet) -> None:
    """A finding leads to the digit that was doubled."""
    page = sheet.page
    page.get_by_role("link", name="问题", exact=True).click()
    expect(page.locator(".todo")).to_contain_text("必须处理")
    page.locator(f'a.enter[href$="#{DOUBLED}"]').first.click()
    digits = page.locator(f'input[name="{DOUBLED}"]')
    expect(digits).to_be_focused()
    expect(digits).to_have_value("17,783.00")
    sheet.type(wan(DOUBLED)).press("Enter").saved()
    page.get_by_role("link", name="全部问题").click()
    expect(page.locator(".todo")).to_contain_text("没有必须处理的问题")


def sign_and_submit(page: Page) -> None:
    page.get_by_role("link", name="流程", exact=True).click()
    for kind in SignOff.Kind:
        page.get_by_label(f"{kind.label}人").fill("周局长")
        page.get_by_role("button", name=f"登记{kind.label}").click()
    page.get_by_role("button", name="报送审核").click()
    expect(page.get_by_role("status")).to_contain_text("现在已报送")


def take_up(page: Page) -> None:
    """From home: what waits for this person."""
    page.get_by_role("link", name="待您办理 1").click()
    page.get_by_role("link", name="辽源市社会保险事业管理局").first.click()
    page.get_by_role("link", name="去办理").click()


def approve(page: Page, button: str, then: str) -> None:
    page.get_by_label("再次输入您的登录密码").fill(PASSWORD)
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_role("status")).to_contain_text(then)


def comment_and_return(page: Page) -> None:
    take_up(page)
    page.get_by_role("link", name="选择单元格、段落或项目").click()
    page.locator(f'[id="{RENT}"]').click()
    page.get_by_role("dialog").get_by_role("link", name="提意见").click()
    page.get_by_label("意见", exact=True).fill("本单位没有租赁，这是维修费吧？")
    page.get_by_role("button", name="提出意见").click()
    page.get_by_label("理由").fill("06表请再核对")
    page.get_by_role("button", name="退回填报人").click()
    expect(page.get_by_role("status")).to_contain_text("现在填报中")


def answer_and_submit_again(sheet: Sheet) -> None:
    page = sheet.page
    page.goto(f"{sheet.site}/desk/")
    take_up(page)
    expect(page.get_by_text("06表请再核对")).to_be_visible()
    sheet.open("t06").go(RENT).press("Delete").go(REPAIRS).type(wan(REPAIRS)).press("Enter").saved()
    page.goto(f"{sheet.site}/desk/accounts/{sheet.account.pk}/steps/")
    page.get_by_label("答复").fill("是维修费，填错了行，已改。")
    page.get_by_role("button", name="答复").click()
    sign_and_submit(page)


def look_at_changes_and_approve(page: Page) -> None:
    page.goto(page.url)
    page.get_by_role("link", name="上次报送以来的改动").click()
    expect(page.locator(".todo")).to_contain_text("有 2 处改动")
    expect(page.get_by_role("row", name="维修（护）费”行")).to_contain_text("5.38万元")
    page.get_by_role("link", name="流程", exact=True).first.click()
    page.get_by_role("button", name="办结").click()
    approve(page, "审核通过", "现在已审核")


def reply(page: Page) -> None:
    take_up(page)
    page.get_by_label("批复日期", exact=True).fill("2025-09-12")
    page.get_by_label("人大常委会批准日期").fill("2025-09-05")
    approve(page, "登记批复", "现在已批复")


def find_nothing(page: Page, top: str) -> None:
    for each in ("", "tables/t03/", "texts/", "steps/", "preview/", "history/"):
        answer = page.goto(top + each)
        assert answer and answer.status == 404, each


def publish(page: Page) -> None:
    take_up(page)
    page.get_by_label("公开日期").fill(sample_files.disclosed(SAMPLE).isoformat())
    page.get_by_label("再次输入您的登录密码").fill(PASSWORD)
    page.get_by_role("button", name="公开", exact=True).click(timeout=PRINTING)
    expect(page.get_by_text("没有正在运行的生成程序")).to_be_visible(timeout=PRINTING)
    stages.work()
    expect(page.get_by_role("link", name="查看已公开的版本")).to_be_visible(timeout=PRINTING)


def read_the_account(page: Page, site: str) -> None:
    """The page shows the figures of the sample; its text is the golden report, but for the version's code."""
    page.goto(site)
    page.get_by_role("link", name="辽源市社会保险事业管理局").first.click()
    page.get_by_role("link", name=f"{YEAR}").first.click()
    shown = page.locator("td[id^=t0]").evaluate_all("all => all.map(e => [e.id, e.textContent])")
    assert {cell: text for cell, text in shown if text and "@" not in cell} == {
        str(cell): grids.printed(n, "money")
        for cell, n in RIGHT.figures.items()
        if cell.table.startswith("t0")
    }
    text = page.request.get(f"{site}/{UNIT}/{YEAR}/report.txt").text()
    golden = (GOLDEN / f"report-{SAMPLE}.txt").read_text(encoding="utf-8")
    assert CODE.sub("", text) == CODE.sub("", golden)
    assert page.request.get(f"{site}/{UNIT}/{YEAR}/report.pdf").body().startswith(b"%PDF")
