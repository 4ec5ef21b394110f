"""Every address of the desk, as the resolver knows them, so that none is forgotten.

Who has no business with an account finds nothing; who only reads writes nothing.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from accounts import acceptance, comments, filing, ledger
from accounts.checks.engine import RULES
from accounts.checks.standing import judged
from accounts.figures import at
from accounts.models import Account, Membership, Unit
from accounts.money import from_wan
from accounts.projects import ProjectSheet
from disclosures.checks import run
from disclosures.desk.entry import cell
from disclosures.desk.entry.models import Remark
from disclosures.models import PublishOrder
from tests import stages

GROUP = re.compile(r"<(?:\w+:)?(?P<name>\w+)>")
DOORS = {"desk/", "desk/login/", "desk/logout/"}
"""For everybody: the login, and what leads to it."""
OWN = {
    "desk/address/": "one's own address for reminders",
    "desk/begin/": "a clerk's: starts the account of a unit of one's own; for others it is not there",
    "desk/jsi18n/": "words of the scripts of the plain pages",
    "desk/password_change/": "one's own password",
    "desk/password_change/done/": "one's own password",
    "desk/sessions/": "where one is logged in oneself",
    "desk/two-step/": "one's own login",
    "desk/two-step/end": "one's own login",
}
"""For everybody who works here, whatever the unit."""
READERS = ("reviewer", "bureau", "publisher", "administrator")
ELSEWHERE = {
    "desk-draft-print": "a print of the draft, for everybody who reads the account",
    "desk-entry-remarks": "a clerk's own note, also while one waits",
    "desk-comment-answer": "an answer to a reviewer who asks",
}
"""What is written beside an account, which stays as it is."""
PASSING = {"sessions", "contenttypes", "axes"}
"""Applications whose rows say nothing of an account."""


def patterns(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, str]]:
    """Routes of the desk with their names."""
    for each in resolver.url_patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLPattern):
            if route.startswith("desk/"):
                yield route, each.name or ""
        else:
            yield from patterns(each, route)


NAMES = dict(patterns(get_resolver()))
ROUTES = sorted(NAMES.keys() - DOORS)
OF_ACCOUNTS = [route for route in ROUTES if route.startswith("desk/accounts/<int:pk>")]


@pytest.fixture
def office(db: None) -> Unit:
    """A unit below a department, beside another one."""
    bureau = Unit.objects.create(code="bureau", name="甲局", kind="department", level="市")
    Unit.objects.create(code="centre", name="甲局中心", kind="unit", level="市", parent=bureau)
    return Unit.objects.create(code="office", name="甲局办公室", kind="unit", level="市", parent=bureau)


def begun(unit: Unit, year: int) -> Account:
    """With one of all that has a number or a key of its own."""
    account = Account.objects.create(unit=unit, year=year, edition="jilin-2024-unit", scale="wan")
    figures = {"t03/205/basic": 60, "t03/205/total": 60, "t01/spending.total/amount": 70}
    ledger.record(account, {at(place): from_wan(n) for place, n in figures.items()}, by="李四")
    filing.put_projects(account, [ProjectSheet("p1", "宣传", "某局")], by="李四")
    comments.comment(account, "t03/205/basic", "与凭证不符", by=stages.REVIEWER)
    cell.remark(account, at("t03/205/basic"), "待核实", by="李四")
    return account


@pytest.fixture
def draft(office: Unit) -> Account:
    before = begun(office, 2023)
    filing.explain(before, {"profile.duties": "负责某事"}, by="前任")
    return begun(office, 2024)


def works(name: str, *roles: tuple[str, str]) -> Client:
    """Somebody who works here, with roles by code of the unit."""
    user = User.objects.create_user(name, is_staff=True)
    for role, unit in roles:
        Membership.objects.create(user=user, unit=Unit.objects.get(code=unit), role=role)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def words(draft: Account, order: PublishOrder) -> dict[str, str]:
    """What stands in addresses of things that are there."""
    person = User.objects.create_user("填报人", is_staff=True)
    Membership.objects.create(user=person, unit=draft.unit, role="clerk")
    return {
        "accounts": str(draft.pk),
        "orders": str(order.pk),
        "people": str(person.pk),
        "auth": str(person.pk),
        "unit": str(draft.unit.pk),
    }


def address(route: str, words: dict[str, str]) -> str:
    """The route with its variables filled in; those of regular expressions as well."""
    route = re.sub(r"^desk/\^?\(\?P<app_label>.*$", "desk/auth/", route)
    kind = "unit" if route.startswith("desk/accounts/unit/") else route.split("/")[1]
    known = {"key": "p1" if "/projects/" in route else "t03", "verb": "submit", "content_type_id": "1"}
    return "/" + GROUP.sub(lambda found: known.get(found["name"]) or words.get(kind, "1"), route)


def written() -> dict[str, list[Any]]:
    """Every row there is, of all tables that say something."""
    models = (each for each in apps.get_models() if each._meta.app_label not in PASSING)
    return {each._meta.label: sorted(map(repr, each._default_manager.values_list())) for each in models}


def outsiders() -> dict[str, Client]:
    """For whom the desk is not there at all."""
    found = {"nobody": Client()}
    for name, more in (("visitor", {}), ("dismissed", {"is_staff": True})):
        user = User.objects.create_user(name, **more)
        found[name] = Client()
        found[name].force_login(user)
    User.objects.filter(username="dismissed").update(is_active=False)
    return found


def colleagues() -> dict[str, Client]:
    """Who work here without a role in this unit: a clerk reaches neither beside nor below."""
    return {
        "no role": works("无角色"),
        "clerk beside": works("中心填报人", ("clerk", "centre")),
        "clerk above": works("甲局填报人", ("clerk", "bureau")),
    }


def test_there_are_many_and_the_new_ones_are_among_them() -> None:
    assert len(ROUTES) > 60
    assert {"desk/people/<int:pk>/take", "desk/accounts/<int:pk>/", "desk/two-step/"} <= set(ROUTES)
    assert OWN.keys() | DOORS <= NAMES.keys()


@pytest.mark.parametrize("method", ["get", "post"])
def test_for_others_there_is_nothing(words: dict[str, str], method: str) -> None:
    people = outsiders()
    before, wrong = written(), []
    for who, client in people.items():
        unknown = client.get("/no/such/page/").content
        for route in ROUTES:
            answer = getattr(client, method)(address(route, words))
            if (answer.status_code, answer.content) != (404, unknown):
                wrong.append((who, route, answer.status_code))
    assert wrong == []
    assert changed(before) == set()


def changed(before: dict[str, list[Any]]) -> set[str]:
    return {label for label, rows in written().items() if rows != before[label]}


@pytest.mark.parametrize("method", ["get", "post"])
def test_colleagues_find_nothing_of_another_unit(words: dict[str, str], method: str) -> None:
    """405 tells the method of an address, which is the same for every account."""
    people = colleagues()
    before, wrong = written(), []
    for who, client in people.items():
        unknown = client.get("/no/such/page/").content
        for route in sorted(set(ROUTES) - OWN.keys()):
            answer = getattr(client, method)(address(route, words))
            if (answer.status_code, answer.content) not in ((404, unknown), (405, b"")):
                wrong.append((who, route, answer.status_code))
    assert wrong == []
    assert changed(before) == set()


def test_the_doors_lead_to_the_login(db: None) -> None:
    for client in outsiders().values():
        assert client.get("/desk/").headers["Location"] == "/desk/login/?next=/desk/"
        assert client.get("/desk/login/").status_code == 200


def test_nobody_starts_the_account_of_another_unit(office: Unit) -> None:
    sent = {"unit": office.pk, "year": 2024, "edition": "jilin-2024-unit", "scale": "wan"}
    assert [client.post("/desk/begin/", sent).status_code for client in colleagues().values()] == [
        404,
        422,
        422,
    ]
    assert not Account.objects.exists()


def sendings(account: Account, name: str) -> dict[str, Any]:
    """By name of the address what a clerk may write there; what is sent as JSON is text."""
    mine = {"user": name}
    rule, mark = finding(account)
    return {
        "desk-accept": {"rule": rule, "mark": mark, "reason": "凭证已经逐笔核对无误"},
        "desk-carry-over": {"group": ["profile"]},
        "desk-comment-answer": {"comment": comments.of(account)[0].pk, "answer": "已改"},
        "desk-entry": {"seen": "{}", "t03/205/project": "1"},
        "desk-entry-cells": json.dumps({**mine, "cells": {"t03/205/business": {"text": "5", "seen": [""]}}}),
        "desk-entry-remarks": {"at": "t03/205/basic", "text": "再核实"},
        "desk-entry-subjects": {"names": '{"2059998": "某某支出"}'},
        "desk-project": {"seen": '{"fields": {"implementer": "某局"}, "rows": []}', "f.implementer": "乙局"},
        "desk-projects": {"add": "p2", "name": "新项目"},
        "desk-sign": {"kind": "secrecy", "signer": "周八", "signed_on": "2025-09-01"},
        "desk-texts": {"seen": "{}", "t.reason.overall": "人员增加"},
        "desk-texts-save": json.dumps({**mine, "texts": {"reason.fiscal": {"text": "增加", "seen": [""]}}}),
    }


def finding(account: Account) -> tuple[str, str]:
    """The rule and the mark of one that may stand."""
    case = ledger.load_case(account)
    found = judged(case, run(case), ())
    return next((each.finding.rule, each.fingerprint) for each in found if RULES[each.finding.rule].may_stand)


def send(client: Client, account: Account, name: str, body: Any) -> int:
    route = next(route for route in OF_ACCOUNTS if NAMES[route] == name)
    kind = {"content_type": "application/json"} if isinstance(body, str) else {}
    return client.post(address(route, {"accounts": str(account.pk)}), body, **kind).status_code


def writers(account: Account, client: Client, name: str) -> set[str]:
    """The addresses at which this person writes something, by everything that can be sent there."""
    bodies: dict[str, Any] = {NAMES[route]: {} for route in OF_ACCOUNTS} | sendings(account, name)
    found, before = set(), written()
    for each, body in bodies.items():
        if send(client, account, each, body) in (404, 405):
            continue
        if changed(before):
            found.add(each)
            before = written()
    assert changed(before) == set(), "something was written where there is nothing"
    return found


def test_a_clerk_writes_at_all_of_them(draft: Account) -> None:
    """So what is sent below would be written, were it not for the role."""
    client = works("张三", ("clerk", "office"))
    assert writers(draft, client, "张三") >= sendings(draft, "张三").keys()


@pytest.mark.parametrize("role", READERS)
def test_who_reads_writes_nothing_by_post(draft: Account, role: str) -> None:
    client = works("查看人", (role, "office"))
    assert client.get(f"/desk/accounts/{draft.pk}/").status_code == 200
    assert writers(draft, client, "查看人") <= {"desk-draft-print"}


def test_nobody_writes_into_what_was_submitted(draft: Account) -> None:
    client = works("张三", ("clerk", "office"))
    stages.submit(draft)
    assert writers(draft, client, "张三") <= ELSEWHERE.keys()


def test_numbers_of_another_account_are_no_way_in(draft: Account) -> None:
    """A clerk of the neighbouring unit names what is not in one's own account."""
    beside = begun(Unit.objects.get(code="centre"), 2024)
    client = works("中心填报人", ("clerk", "centre"))
    kept = acceptance.accept(draft, *finding(draft), reason="凭证已经逐笔核对无误", by="张三")
    before = written()
    for name, body in {
        "desk-comment-answer": {"comment": comments.of(draft)[0].pk, "answer": "已改"},
        "desk-retract": {"acceptance": kept.pk},
        "desk-entry-remarks": {"at": "t03/205/basic", "done": Remark.objects.filter(account=draft)[0].pk},
    }.items():
        send(client, beside, name, body)
        assert changed(before) == set(), name


def test_a_role_taken_away_counts_at_once(draft: Account) -> None:
    """The page is open, the session goes on: what is sent then is for nobody."""
    client = works("张三", ("clerk", "office"))
    assert client.get(f"/desk/accounts/{draft.pk}/tables/t03/").status_code == 200
    Membership.objects.filter(user__username="张三").delete()
    assert writers(draft, client, "张三") == set()
