"""Home, overview, people and login in a real browser: wide, tablet, phone, dark, without script, by axe."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from playwright.sync_api import Browser, Page, expect

from accounts.models import Account, Membership, Unit
from tests import stages
from tests.browser.reading import DESKTOP, PHONE, log_in, overflow, reading, violations

LAPTOP, TABLET = (1280, 720), (820, 1180)
SCREENS = pytest.mark.parametrize("screen", [LAPTOP, TABLET, PHONE], ids=["laptop", "tablet", "phone"])
PASSWORD = "一句很长的话 2025"


@pytest.fixture
def site(reopened_site: str) -> str:
    return reopened_site


@pytest.fixture
def account(site: str) -> Account:
    """辽源 as printed: a draft with errors."""
    return Account.objects.of("liaoyuan", 2024)


def put_province() -> Unit:
    """A bureau over many units in several states."""
    top = Unit.objects.create(code="bureau", name="示例市财政局", kind="department", level="市")
    units = Unit.objects.bulk_create(
        Unit(
            code=f"unit-{n}",
            name=f"示例市第{n}事务服务中心",
            kind="unit",
            level="市",
            parent=top,
            region=("东区", "西区", "高新技术产业开发区")[n % 3],
        )
        for n in range(1, 61)
    )
    made = Account.objects.bulk_create(
        Account(unit=unit, year=2024, edition="jilin-2024-unit", scale="wan") for unit in units[:55]
    )
    with transaction.atomic():
        for n, status in enumerate(("submitted", "reviewed", "replied", "reviewed", "reviewed")):
            stages.put_in(made[n], status)
    Account.objects.filter(status="replied").update(replied_on=date(2025, 9, 1))
    return top


@contextmanager
def entered(
    browser: Browser, site: str, name: str, *roles: tuple[str, Unit], screen: Any = DESKTOP, **options: Any
) -> Iterator[Page]:
    user = User.objects.create_user(name, password=PASSWORD, is_staff=True)
    Membership.objects.bulk_create(Membership(user=user, unit=unit, role=role) for role, unit in roles)
    with reading(browser, screen, **options) as page:
        log_in(page.context, site, user)
        yield page


@SCREENS
def test_axe_has_no_objection_and_nothing_overflows(
    browser: Browser, site: str, account: Account, screen: tuple[int, int]
) -> None:
    roles = [(role, account.unit) for role in ("clerk", "administrator")]
    with entered(browser, site, "填报人", *roles, screen=screen) as page:
        person = User.objects.get(username="填报人").pk
        for rest in (
            "",
            f"accounts/{account.pk}/",
            "begin/",
            "people/",
            "people/add/",
            f"people/{person}/",
            "two-step/",
            "sessions/",
            "password_change/",
            "address/",
        ):
            page.goto(f"{site}/desk/{rest}")
            page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
            assert violations(page) == [], rest
            assert overflow(page) == 0, rest


@SCREENS
def test_a_bureau_finds_its_way_in_many_units(browser: Browser, site: str, screen: tuple[int, int]) -> None:
    with entered(browser, site, "财政", ("bureau", put_province()), screen=screen) as page:
        page.goto(f"{site}/desk/")
        assert violations(page) == [] and overflow(page) == 0
        page.get_by_role("link", name="待您办理 3").click()
        expect(page.locator("tbody tr")).to_have_count(3)
        page.get_by_label("地区").select_option("西区")
        page.get_by_role("button", name="筛选").click()
        expect(page.locator("tbody tr")).to_have_count(1)
        assert "state=mine" in page.url
        page.goto(f"{site}/desk/?year=2024&state=none")
        expect(page.locator("tbody tr")).to_have_count(6)
        assert violations(page) == []


@SCREENS
def test_a_bureau_makes_its_list_of_a_year(browser: Browser, site: str, screen: tuple[int, int]) -> None:
    with entered(browser, site, "财政", ("bureau", put_province()), screen=screen) as page:
        page.goto(f"{site}/desk/duties/2024/")
        page.get_by_label("不逐个选择").check()
        page.get_by_role("button", name="列入名单").click()
        expect(page.locator(".said")).to_have_text("已列入 61 个单位。")
        page.get_by_label("选择示例市第1事务服务中心").check()
        page.get_by_label("公开期限").fill("2025-10-10")
        page.get_by_label("理由").fill("机构改革")
        page.get_by_role("button", name="设定期限").click()
        expect(page.locator(".said")).to_have_text("已改动 1 个单位的期限。")
        assert violations(page) == [] and overflow(page) == 0
        page.get_by_role("button", name="公布名单中未公布的 61 个单位").click()
        page.goto(f"{site}/board/2024/?state=overdue")
        expect(page.get_by_role("link", name="示例市第1事务服务中心")).to_be_visible()


def test_what_is_left_is_told_when_the_line_is_seen(browser: Browser, site: str, account: Account) -> None:
    with entered(browser, site, "填报人", ("clerk", account.unit)) as page:
        page.goto(f"{site}/desk/")
        expect(page.locator("[data-standing]")).to_contain_text("处问题")


def test_without_script_it_is_a_link(browser: Browser, site: str, account: Account) -> None:
    options = {"java_script_enabled": False}
    with entered(browser, site, "填报人", ("clerk", account.unit), screen=PHONE, **options) as page:
        page.goto(f"{site}/desk/")
        assert overflow(page) == 0
        page.locator("[data-standing]").click()
        expect(page.get_by_role("heading", name="检查出的问题")).to_be_visible()


def test_from_home_to_a_piece_and_back(browser: Browser, site: str, account: Account) -> None:
    with entered(browser, site, "填报人", ("clerk", account.unit)) as page:
        page.goto(f"{site}/desk/")
        page.locator("tbody a").first.click()
        page.get_by_role("link", name="支出决算表", exact=True).click()
        expect(page.get_by_role("heading", name="支出决算表")).to_be_visible()
        page.get_by_text("检查本表的规则").click()
        expect(page.locator("#help li").first).to_be_visible()
        assert violations(page) == []


def test_a_new_person_gets_a_password_and_chooses_an_own_one(
    browser: Browser, site: str, account: Account
) -> None:
    with entered(browser, site, "管理员", ("administrator", account.unit)) as page:
        page.goto(f"{site}/desk/people/add/")
        page.get_by_label("用户名").fill("zhangsan")
        page.get_by_label("姓名").fill("张三")
        page.get_by_label("再次输入您自己的登录密码").fill(PASSWORD)
        page.get_by_role("button", name="建立").click()
        password = page.locator("code.once").inner_text()
        assert violations(page) == []
    with reading(browser) as page:
        page.goto(f"{site}/desk/")
        page.get_by_label("用户名").fill("zhangsan")
        page.get_by_label("密码", exact=True).fill(password)
        page.get_by_role("button", name="登录").click()
        expect(page.get_by_role("heading", name="设置自己的密码")).to_be_visible()
        page.get_by_label("旧密码").fill(password)
        page.get_by_label("新密码", exact=True).fill("换一句更长的话 2026")
        page.get_by_label("新密码确认").fill("换一句更长的话 2026")
        page.get_by_role("button", name="保存新密码").click()
        expect(page.get_by_text("密码已修改")).to_be_visible()


def test_the_doors_are_in_order(browser: Browser, site: str) -> None:
    with reading(browser, PHONE) as page:
        for rest in ("login/", "login/?ended=1&next=/desk/"):
            page.goto(f"{site}/desk/{rest}")
            assert violations(page) == [] and overflow(page) == 0
