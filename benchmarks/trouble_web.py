"""The site at work with those who use it, and one trouble: before, meanwhile, after."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser

from accounts import filing, ledger
from accounts.figures import at
from accounts.models import Account, Change, Explanation, Membership, Unit
from accounts.money import Scale
from benchmarks.losses import asked_again, faults
from benchmarks.peaks import descendants
from benchmarks.trouble_ground import Kept
from benchmarks.trouble_house import CLOCK, FOLDER, HOUSE, LINE, SITE, TEMPORARY
from benchmarks.trouble_people import Answer, Person, Steady, number_seen
from disclosures import publishing
from disclosures.models import Publication, PublishOrder
from tests.disclosures.together import approved_one

TABLE, TYPED, SLOT = "t01", "t01/income.other/amount", "profile.duties"
CELLS = [
    f"t01/income.{each}/amount" for each in ("fund_budget", "capital_budget", "superior_subsidy", "service")
]
"""Those of the clerk who types without a pause."""
AT_LEAST = 8
"""Seconds that a trouble lasts."""
PASSWORD = "公开-Gongkai-2026"
UPLOAD = b"PK\x03\x04" + os.urandom(4 << 20)


@dataclass(frozen=True)
class Trouble:
    name: str
    making: Callable[[], AbstractContextManager[object]]
    new_login: bool = False
    """People are logged out by it."""


@dataclass
class Seen:
    """What came of one trouble, in the words of a report."""

    trouble: str
    readers: dict[str, Answer] = field(default_factory=dict)
    clerk: dict[str, Answer] = field(default_factory=dict)
    browser: dict[str, str] = field(default_factory=dict)
    steady: str = ""
    back: float = 0.0
    """Seconds from the end of the trouble until a cell was saved again."""
    by_itself: float = 0.0
    """… until Chromium had saved what was typed meanwhile, without anybody's doing."""
    made: float = 0.0
    """… until all versions in line were public."""
    lost: list[str] = field(default_factory=list)


class Web:
    """What runs, and who uses it."""

    def __init__(self, browser: Browser) -> None:
        self.user = User.objects.create_superuser("王敏", password=PASSWORD)
        self.accounts, self.ordered = approved_ones(), 0
        for account in (next(self.accounts) for _ in range(3)):
            self.order(account)
        self.open = open_account(self.user)
        self.start({})
        self.log_in()
        self.wait_until_made()
        self.steady = Steady(self.person(), self.user.username, self.at(f"tables/{TABLE}/cells"), CELLS)
        self.steady.start()
        self.context = browser.new_context()
        self.enter()
        self.sheet, self.texts, self.remark = (self.context.new_page() for _ in range(3))
        self.sheet.goto(self.url(f"tables/{TABLE}/"))
        self.texts.goto(self.url("texts/"))

    def start(self, environment: dict[str, str]) -> None:
        log = HOUSE.log
        environment = environment | {"DATABASE_URL": f"postgres://postgres@127.0.0.1:{LINE.port}/portal"}
        small = {"TMPDIR": str(TEMPORARY.folder)}
        self.gunicorn = Kept(SITE.gunicorn(), log, small | environment)
        self.worker = Kept([sys.executable, "manage.py", "worker"], log, environment)
        conf = SITE.written()
        conf.write_text(
            conf.read_text().replace("sendfile on;", f"client_body_temp_path {TEMPORARY.folder}/nginx;")
        )
        self.nginx = Kept(["nginx", "-c", f"{conf}", "-p", f"{FOLDER}"], log)
        while Person(SITE.nginx).get("/healthz").status != 200:
            time.sleep(0.5)

    def stop(self) -> None:
        for each in (self.nginx, self.gunicorn, self.worker):
            each.stop()

    def start_with_clock(self) -> None:
        """All of the machine but this process."""
        connection.close()
        self.stop()
        HOUSE.server.stop()
        os.environ |= CLOCK.environment
        HOUSE.server.start()
        for name in CLOCK.environment:
            del os.environ[name]
        self.start(CLOCK.environment)

    def kill_one_of_gunicorn(self) -> None:
        os.kill(descendants(self.gunicorn.process.pid)[1], signal.SIGKILL)

    # People

    def log_in(self) -> None:
        client = Client()
        client.force_login(self.user)
        self.session = client.cookies["sessionid"].value

    def enter(self) -> None:
        cookie = {"name": "sessionid", "value": self.session, "url": f"http://127.0.0.1:{SITE.nginx}"}
        self.context.add_cookies([cookie])  # type: ignore[list-item]

    def person(self) -> Person:
        return Person(SITE.nginx, self.session)

    def at(self, path: str, account: Account | None = None) -> str:
        return f"/desk/accounts/{(account or self.open).pk}/{path}"

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{SITE.nginx}{self.at(path)}"

    # Versions

    def order(self, account: Account) -> None:
        publishing.order(account, by=self.user, disclosed=date(2025, 9, 26))
        self.ordered += 1

    def wait_until_made(self, seconds: float = 300) -> float:
        """How long it took; what failed is tried again, as the page of the order says."""
        begun = time.monotonic()
        while time.monotonic() - begun < seconds:
            if asked_again(lambda: Publication.objects.count()) >= self.ordered:
                break
            for failed in PublishOrder.objects.filter(state="failed"):
                print(f"   failed: {failed.error}", file=sys.stderr)
                self.person().send(f"/desk/orders/{failed.pk}/retry")
            time.sleep(1)
        return time.monotonic() - begun


def approved_ones() -> Iterator[Account]:
    """One after the other, each 已批复."""
    number = 0
    while True:
        number += 1
        yield approved_one(number)


def open_account(user: User) -> Account:
    unit = Unit.objects.create(code="mouju", name="某局", kind="unit", level="市")
    Membership.objects.create(user=user, unit=unit, role="clerk")
    return filing.begin(unit, 2024, edition="jilin-2024-unit", scale=Scale.WAN)


def one_trouble(web: Web, trouble: Trouble, number: int) -> Seen:
    print(f"{trouble.name} …", file=sys.stderr, flush=True)
    seen = Seen(trouble.name)
    first, second = next(web.accounts), next(web.accounts)
    web.order(first)
    web.ordered += 1  # the second, by its form
    person = web.person()
    page = person.get(web.at("steps/", second)).text
    order = {"password": PASSWORD, "disclosed": "2025-09-26", "seen": number_seen(page)}
    web.remark.goto(web.url("steps/"))
    web.steady.told()
    web.steady.longest = 0.0
    readers = {
        "report": "/unit0001/2024/",
        "home": "/",
        "search": "/search/?q=%E5%B1%80",
        "list": "/rankings/",
    }
    connection.close()
    with trouble.making(), ThreadPoolExecutor(9) as pool:
        begun = time.monotonic()
        asked = {name: pool.submit(Person(SITE.nginx).get, path) for name, path in readers.items()}
        typed(web, number)
        cell = {CELLS[0]: {"text": "", "seen": []}}
        sent = {
            "cell": pool.submit(
                person.save, web.at(f"tables/{TABLE}/cells"), user=web.user.username, cells=cell
            ),
            "order": pool.submit(lambda: person.send(web.at("steps/order", second), **order)),
            "page": pool.submit(person.get, "/desk/"),
            "upload": pool.submit(person.upload, web.at("workbook/preview"), UPLOAD),
        }
        seen.browser["a comment sent"] = said(web, number)
        seen.readers = {name: answer.result() for name, answer in asked.items()}
        seen.clerk = {name: answer.result() for name, answer in sent.items()}
        time.sleep(max(0.0, AT_LEAST - (time.monotonic() - begun)))
        seen.browser["sheet"] = web.sheet.locator("#state").inner_text()
        seen.browser["texts"] = web.texts.locator("#state").inner_text()
    ended = time.monotonic()
    seen.back = until(lambda: Person(SITE.nginx).get("/healthz").status == 200, ended)
    if trouble.new_login:
        web.log_in()
        web.enter()
        web.steady.clerk = web.person()
        for each in (web.sheet, web.texts):
            each.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    known = len(web.steady.acknowledged)
    seen.back = until(lambda: len(web.steady.acknowledged) > known, ended)
    seen.steady = f"{dict(web.steady.told()) or 'nothing but yes'}, longest {web.steady.longest:.0f} s"
    seen.by_itself = until(lambda: is_saved(web, number), ended)
    with suppress(Exception):
        web.remark.go_back(timeout=20_000)
        seen.browser["the comment after 返回"] = (
            web.remark.locator("#text").input_value(timeout=5000) or "gone"
        )
    seen.clerk["order again"] = again(web, second)
    seen.made = web.wait_until_made()
    seen.lost = list(lost(web, number))
    return seen


def typed(web: Web, number: int) -> None:
    """In Chromium: a cell and a text."""
    web.sheet.locator(f'[id="{TYPED}"]').click()
    web.sheet.keyboard.insert_text(f"{number}.00")
    web.sheet.keyboard.press("Enter")
    area = web.texts.locator(f'[id="{SLOT}"] textarea')
    area.fill(f"第{number}次写的话")
    area.blur()


def said(web: Web, number: int) -> str:
    """A comment in a plain form, and what the page says then."""
    page = web.remark
    page.locator("#text").fill(f"第{number}条意见")
    with suppress(Exception), page.expect_navigation(timeout=100_000):
        page.locator("#say button").click(no_wait_after=True)
    return " ".join(page.locator("main, body.plain-page, body").last.inner_text().split())[:40]


def is_saved(web: Web, number: int) -> bool:
    def found() -> int:
        figures = ledger.load(web.open)
        cell = figures.get(at(TYPED)) == Decimal(number) * 10_000
        text = Explanation.objects.filter(account=web.open, slot=SLOT, text=f"第{number}次写的话").exists()
        return cell and text

    web.sheet.wait_for_timeout(200)  # lets Chromium's events come through
    return bool(asked_again(found))


def until(is_so: Callable[[], bool], since: float, at_most: float = 150) -> float:
    """Seconds since then; nan where it never came."""
    while not is_so():
        if time.monotonic() - since > at_most:
            return float("nan")
        time.sleep(0.1)
    return time.monotonic() - since


def again(web: Web, account: Account) -> Answer:
    """The same step once more, from a fresh page: taken, or refused as it was taken already."""
    person = web.person()
    page = person.get(web.at("steps/", account)).text
    form = {"password": PASSWORD, "disclosed": "2025-09-26", "seen": number_seen(page)}
    return person.send(web.at("steps/order", account), **form)


def lost(web: Web, number: int) -> Iterator[str]:
    kept = {
        (address, after)
        for address, after in Change.objects.filter(account=web.open).values_list("address", "after")
    }
    for address, text in list(web.steady.acknowledged):
        if (address, Decimal(text) * 10_000) not in kept:
            yield f"{address} {text} was acknowledged and is not there"
    if not is_saved(web, number):
        yield "what was typed in Chromium is not there"
    yield from faults(web.ordered)
