"""The way from the clerk to the public in a real browser, and every page of it looked over."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page, expect

from accounts import comments, filing, ledger, signing, workflow
from accounts.figures import at
from accounts.models import Account, Membership, SignOff, Step
from accounts.money import from_wan
from tests import stages
from tests.browser.reading import DESKTOP, PHONE, log_in, overflow, reading, violations
from tests.stages import CLERK, REVIEWER

TABLET = (820, 1180)
PASSWORD = "一句很长的话 2025"
CELL = "t03/2080109/project"
PAGES = (
    "steps/",
    "steps/?place=t03",
    "changes/",
    "history/",
    f"history/?cell={CELL}",
    "comments/?section=t03",
)


@pytest.fixture
def account(site: str) -> Account:
    """辽源, open for correction."""
    found = Account.objects.of("liaoyuan", 2024)
    stages.reopen(found)
    found.refresh_from_db()
    return found


@pytest.fixture
def resubmitted(account: Account) -> Account:
    """With a comment answered and two changes since it was sent back."""
    stages.submit(account)
    said = comments.comment(account, CELL, "与批复的预算不符，请核对。", by=REVIEWER)
    workflow.return_to_clerk(account, by=REVIEWER, reason="项目支出请再核对")
    ledger.record(account, {at(CELL): ledger.load(account)[at(CELL)] + from_wan(1)}, by="张三")
    filing.explain(account, {"profile.duties": "承担社会保险经办工作。"}, by="张三")
    comments.answer(account, said.pk, "已按批复改。", by=CLERK)
    comments.comment(account, "", "整体请再看一遍。", by=REVIEWER)
    stages.submit(account)
    account.refresh_from_db()
    return account


@contextmanager
def person(
    browser: Browser, site: str, name: str, *roles: str, screen: Any = DESKTOP, **options: Any
) -> Iterator[Page]:
    user = User.objects.filter(username=name).first()
    if user is None:
        user = User.objects.create_user(name, password=PASSWORD, is_staff=True)
        unit = Account.objects.of("liaoyuan", 2024).unit
        Membership.objects.bulk_create(Membership(user=user, unit=unit, role=role) for role in roles)
    with reading(browser, screen, **options) as page:
        log_in(page.context, site, user)
        yield page


def address(site: str, account: Account, rest: str = "steps/") -> str:
    return f"{site}/desk/accounts/{account.pk}/{rest}"


def test_from_the_clerk_to_the_public(browser: Browser, site: str, account: Account) -> None:
    filing.explain(account, {"profile.duties": "承担社会保险经办工作。"}, by="张三")
    for kind in SignOff.Kind:
        signing.sign(account, kind, signer="王局", signed_on=date(2025, 9, 1), by=CLERK)
    with person(browser, site, "张三", "clerk") as page:
        page.goto(address(site, account))
        expect(page.get_by_text("还没有登记")).to_have_count(0)
        page.get_by_role("button", name="报送审核").click()
        expect(page.get_by_role("status")).to_contain_text("现在已报送，由审核人审核")
        expect(page.get_by_text("要修改，请审核人退回")).to_be_visible()
    with person(browser, site, "李四", "reviewer") as page:
        page.goto(address(site, account))
        page.get_by_label("再次输入您的登录密码").fill(PASSWORD)
        page.get_by_role("button", name="审核通过").click()
        expect(page.get_by_role("status")).to_contain_text("现在已审核")
    with person(browser, site, "王五", "bureau") as page:
        page.goto(address(site, account))
        page.get_by_label("批复日期", exact=True).fill("2025-10-01")
        page.get_by_label("再次输入您的登录密码").fill(PASSWORD)
        page.get_by_role("button", name="登记批复").click()
        expect(page.get_by_role("status")).to_contain_text("现在已批复")
    with person(browser, site, "赵六", "publisher") as page:
        page.goto(address(site, account))
        page.get_by_label("公开日期").fill("2025-10-09")
        page.get_by_label("再次输入您的登录密码").fill(PASSWORD)
        page.get_by_role("button", name="公开", exact=True).click()
        expect(page.get_by_text("没有正在运行的生成程序")).to_be_visible()
        stages.work()
        expect(page.get_by_role("link", name="查看已公开的版本")).to_be_visible()
    assert Account.objects.get(pk=account.pk).status == "published"


def test_a_reviewer_points_and_a_clerk_answers_without_script(
    browser: Browser, site: str, account: Account
) -> None:
    stages.submit(account)
    with person(browser, site, "李四", "reviewer", java_script_enabled=False) as page:
        page.goto(address(site, account))
        page.get_by_role("link", name="在预览中选择单元格、段落或项目").click()
        page.locator('#t03 a[href$="comments/?section=t03"]').click()
        page.locator(f'a[href*="place={CELL.replace("/", "%2F")}#say"]').click()
        expect(page.get_by_text("提意见：《支出决算表》“2080109")).to_be_visible()
        page.get_by_label("意见", exact=True).fill("与批复不符")
        page.get_by_role("button", name="提出意见").click()
        page.get_by_label("理由").fill("见意见")
        page.get_by_role("button", name="退回填报人").click()
        expect(page.get_by_role("status")).to_contain_text("现在填报中")
    with person(browser, site, "张三", "clerk", java_script_enabled=False) as page:
        page.goto(address(site, account))
        expect(page.get_by_text("还有 1 条审核意见没有答复")).to_be_visible()
        page.get_by_label("答复").fill("已核对")
        page.get_by_role("button", name="答复").click()
        expect(page.get_by_text("没有未答复的审核意见")).to_be_visible()


def test_two_clicks_in_a_row_make_one_step(browser: Browser, site: str, account: Account) -> None:
    with person(browser, site, "张三", "clerk") as page:
        page.goto(address(site, account))
        page.get_by_role("button", name="报送审核").dblclick()
        expect(page.get_by_role("status")).to_contain_text("现在已报送")
    assert Step.objects.filter(account=account, verb="submit").count() == 2, "of the first version, and this"


@pytest.mark.parametrize("screen", [DESKTOP, TABLET, PHONE], ids=["desktop", "tablet", "phone"])
def test_axe_has_no_objection_and_nothing_overflows(
    browser: Browser, site: str, resubmitted: Account, screen: tuple[int, int]
) -> None:
    with person(browser, site, "李四", "reviewer", screen=screen) as page:
        for rest in PAGES:
            page.goto(address(site, resubmitted, rest))
            assert violations(page) == [], rest
            assert overflow(page) == 0, rest
    workflow.return_to_clerk(resubmitted, by=REVIEWER, reason="改")
    with person(browser, site, "张三", "clerk", screen=screen) as page:
        page.goto(address(site, resubmitted))
        assert violations(page) == [] and overflow(page) == 0


def test_screenshots(browser: Browser, site: str, resubmitted: Account, tmp_path: Path) -> None:
    """For whoever wants to look: SCREENSHOTS names a folder."""
    folder = Path(os.environ.get("SCREENSHOTS", tmp_path))
    for size, screen in (("desktop", DESKTOP), ("tablet", TABLET)):
        with person(browser, site, "李四", "reviewer", screen=screen) as page:
            for rest in PAGES:
                page.goto(address(site, resubmitted, rest))
                name = "".join(c if c.isalnum() else "-" for c in rest)
                page.screenshot(path=folder / f"{size}-{name}.png", full_page=True)
    workflow.return_to_clerk(resubmitted, by=REVIEWER, reason="改")
    for kind in list(SignOff.Kind)[:1]:
        signing.sign(resubmitted, kind, signer="周八", signed_on=date(2025, 9, 1), by=CLERK)
    with person(browser, site, "张三", "clerk") as page:
        page.goto(address(site, resubmitted))
        page.screenshot(path=folder / "clerk.png", full_page=True)
