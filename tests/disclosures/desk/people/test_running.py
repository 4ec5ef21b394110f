"""Where one is logged in: seen, and ended elsewhere, by oneself and by the administrator of a lost laptop."""

import time
from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessLog
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import Unit
from disclosures.desk.people import browsers
from disclosures.desk.people.models import Session
from disclosures.desk.people.running import Running, running
from tests.disclosures.desk.people.conftest import PASSWORD, entered, person

EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/131.0.0.0 Safari/537.36 Edg/131.0"
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36"


def at(agent: str, name: str = "填报人") -> Client:
    client = Client(headers={"user-agent": agent})
    sent = {"username": name, "password": PASSWORD, "next": "/desk/"}
    assert client.post("/desk/login/", sent).status_code == 302
    return client


def inside(client: Client) -> bool:
    return client.get("/desk/begin/").status_code == 200


def marks(user: User) -> list[str]:
    """The oldest first."""
    return [each.mark for each in reversed(running(user))]


@pytest.fixture
def clerk(unit: Unit) -> User:
    return person("填报人", ("clerk", unit))


def test_one_sees_where_one_is_logged_in(clerk: User) -> None:
    laptop, _ = at(EDGE), at(PHONE)
    page = laptop.get("/desk/sessions/").content.decode()
    here, elsewhere = page.split("在别处</legend>")
    assert "Edge 131（Windows）" in here and "这一个" in here
    assert "Chrome 120（安卓）" in elsewhere.split("最近的登录")[0] and "127.0.0.1" in elsewhere
    assert not any(row.session_key in page for row in Session.objects.all()), "the key is a secret"


def test_one_of_them_is_ended_with_the_password(clerk: User) -> None:
    colleagues, phone, own = at(EDGE), at(PHONE), at(EDGE)
    sent = {"mark": marks(clerk)[0]}
    for wrong in ({}, {**sent, "password": "不对"}, {"mark": "x", "password": PASSWORD}):
        assert own.post("/desk/sessions/", wrong).status_code == 409
    assert inside(colleagues)
    answer = own.post("/desk/sessions/", {**sent, "password": PASSWORD}, follow=True)
    assert "已退出别处的 1 个登录" in answer.content.decode()
    assert [inside(client) for client in (colleagues, phone, own)] == [False, True, True]
    assert AccessLog.objects.filter(logout_time=None).count() == 2


def test_all_others_are_ended_and_this_one_stays(clerk: User) -> None:
    elsewhere, own = [at(EDGE), at(PHONE)], at(EDGE)
    own.post("/desk/sessions/", {"all": "1", "mark": marks(clerk)[2], "password": PASSWORD})
    assert [inside(client) for client in (*elsewhere, own)] == [False, False, True]
    assert "没有在别处登录" in own.get("/desk/sessions/").content.decode()


def test_those_of_others_are_out_of_reach(clerk: User, unit: Unit) -> None:
    theirs = person("外人", ("clerk", unit))
    other, own = at(PHONE, "外人"), at(EDGE)
    sent = {"mark": marks(theirs), "password": PASSWORD}
    assert own.post("/desk/sessions/", sent).status_code == 409
    assert own.post("/desk/sessions/", {**sent, "all": "1"}).status_code == 409
    assert inside(other) and "Chrome 120" not in own.get("/desk/sessions/").content.decode()


def test_what_has_ended_is_not_shown(clerk: User) -> None:
    client = at(PHONE)
    session = client.session
    session["seen"] = time.time() - 3600
    session.save()
    client.post("/desk/logout/")
    other = at(EDGE)
    session = other.session
    session["seen"] = time.time() - 3600
    session.save()
    assert running(clerk) == []
    at(PHONE)
    clerk.set_password("换一句更长的话 2026")
    clerk.save()
    assert running(clerk) == [], "of another password"


def test_rows_that_are_over_go_at_the_next_login(clerk: User) -> None:
    at(EDGE)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    at(PHONE)
    assert [each.browser for each in running(clerk)] == ["Chrome 120（安卓）"]
    assert Session.objects.count() == 1


def test_an_administrator_ends_those_of_a_stolen_laptop(admin: User, clerk: User, elsewhere: Unit) -> None:
    laptop, client, address = at(EDGE), entered(admin), f"/desk/people/{clerk.pk}/"
    page = client.get(address).content.decode()
    assert "Edge 131（Windows）" in page and "退出正在登录的 1 个" in page
    assert client.post(f"{address}sessions").status_code == 302
    assert not inside(laptop) and inside(at(EDGE)), "the password is as it was"
    outsider = entered(person("外人", ("administrator", elsewhere)))
    assert outsider.post(f"{address}sessions").status_code == 404


def test_who_works_elsewhere_as_well_is_for_others(admin: User, clerk: User, elsewhere: Unit) -> None:
    clerk.memberships.create(unit=elsewhere, role="reviewer")
    laptop, address = at(EDGE), f"/desk/people/{clerk.pk}/"
    assert "Edge 131" not in entered(admin).get(address).content.decode()
    assert entered(admin).post(f"{address}sessions").status_code == 409
    assert inside(laptop)


def test_who_is_switched_off_has_none_left(admin: User, clerk: User) -> None:
    laptop, client = at(EDGE), entered(admin)
    client.post(f"/desk/people/{clerk.pk}/off")
    client.post(f"/desk/people/{clerk.pk}/on", {"password": PASSWORD})
    assert not inside(laptop)


def test_sessions_of_others_cost_nothing(clerk: User, admin: User, django_assert_num_queries: Any) -> None:
    client = at(EDGE)
    for _ in range(3):
        at(PHONE), at(PHONE, "管理员")
    with django_assert_num_queries(5):
        client.get("/desk/sessions/")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        assert "Index" in Session.objects.filter(user=clerk).explain()


@pytest.mark.parametrize(
    ("agent", "told"),
    [
        (EDGE, "Edge 131（Windows）"),
        ("Mozilla/5.0 (Windows NT 10.0; rv:133.0) Gecko/20100101 Firefox/133.0", "火狐 133（Windows）"),
        ("Mozilla/5.0 (X11; Linux x86_64; UOS) Chrome/108.0 Safari/537.36", "Chrome 108（统信）"),
        ("Mozilla/5.0 (Macintosh; Intel) Version/17.4 Safari/605.1.15", "Safari 17（苹果电脑）"),
        ("Mozilla/5.0 (Windows NT 6.1) Chrome/94.0 Safari/537.36 QQBrowser/11.9", "QQ 浏览器 11（Windows）"),
        ("curl/8.5.0", "其他程序"),
        ("", "其他程序"),
        ("<b>Firefox/1", "火狐 1"),
    ],
)
def test_browsers_are_told_in_words(agent: str, told: str) -> None:
    assert browsers.named(agent) == told


# the log of logins


def test_logins_of_late_are_shown_to_the_person_and_the_administrator(admin: User, clerk: User) -> None:
    at(PHONE).post("/desk/logout/")
    assert AccessLog.objects.get().logout_time is not None
    for client, address in ((at(EDGE), "/desk/sessions/"), (entered(admin), f"/desk/people/{clerk.pk}/")):
        told = client.get(address).content.decode().split("最近的登录")[1]
        assert told.index("Edge 131（Windows）") < told.index("Chrome 120（安卓）"), "the newest first"


def test_the_log_of_logins_is_kept_for_seven_months(clerk: User) -> None:
    at(EDGE), at(PHONE)
    for act in (
        AccessLog.objects.all().delete,
        lambda: AccessLog.objects.update(username="别人"),
        lambda: AccessLog.objects.update(attempt_time=timezone.now() - timedelta(days=365)),
    ):
        with pytest.raises(IntegrityError, match="seven months"), transaction.atomic():
            act()
    with connection.cursor() as cursor, pytest.raises(IntegrityError), transaction.atomic():
        cursor.execute("TRUNCATE axes_accesslog")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE axes_accesslog SET attempt_time = now() - interval '8 months'")
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    assert AccessLog.objects.all().delete()[0] == 2


def test_a_mark_is_not_the_key() -> None:
    assert Running("a" * 32, {}).mark != "a" * 32
