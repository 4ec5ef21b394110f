"""The door: misses lock, idle time ends, a one-time password is replaced first, a code where one is set."""

import re
import time
from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt, AccessLog
from django.contrib.auth.models import User
from django.test import Client, RequestFactory
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import Membership, Unit
from disclosures.desk.people import login as login_module
from disclosures.desk.people import staffing
from disclosures.desk.people.doors import address
from disclosures.desk.people.models import Invitation
from tests.disclosures.desk.people.conftest import PASSWORD, entered, person

NEW = "换一句更长的话 2026"


def enter(client: Client, name: str = "填报人", password: str = PASSWORD, code: str = "") -> Any:
    sent = {"username": name, "password": password, "code": code, "next": "/desk/"}
    return client.post("/desk/login/", sent)


@pytest.fixture
def clerk(unit: Unit) -> User:
    return person("填报人", ("clerk", unit))


def test_five_misses_lock_the_name_and_it_is_said_in_chinese(clerk: User) -> None:
    client = Client()
    for _ in range(4):
        assert enter(client, password="不对").status_code == 200
    answer = enter(client, password="不对")
    assert answer.status_code == 429 and "密码输错 5 次，请 15 分钟后再试" in answer.content.decode()
    assert enter(client).status_code == 429
    assert enter(Client()).status_code == 429, "from elsewhere as well"
    assert not Client().get("/desk/").context


def test_a_name_that_is_not_there_is_locked_alike(db: None) -> None:
    client = Client()
    answers = [enter(client, name="没有这个人", password="不对").status_code for _ in range(6)]
    assert answers[-2:] == [429, 429]
    kept = str(list(AccessAttempt.objects.values()))  # it may be a password
    assert "没有这个人" not in kept and "不对" not in kept, (
        "a password is typed into the wrong field at times"
    )


def test_the_lock_ends_with_another_one_time_password(clerk: User, admin: User) -> None:
    for _ in range(6):
        enter(Client(), password="不对")
    invited = staffing.renew_password(admin, clerk)
    assert enter(Client(), password=invited.password).status_code == 302


def test_a_right_password_forgets_the_misses(clerk: User) -> None:
    for _ in range(3):
        for _ in range(4):
            enter(Client(), password="不对")
        assert enter(Client()).status_code == 302


def test_who_has_done_nothing_for_a_while_is_out_and_nothing_is_lost(clerk: User, settings: Any) -> None:
    client = Client()
    enter(client)
    assert client.get("/desk/").status_code == 200
    session = client.session
    session["seen"] = time.time() - settings.IDLE_MINUTES * 60 - 1
    session.save()
    answer = client.get("/desk/?state=mine")
    assert answer.headers["Location"].startswith("/desk/login/?next=%2Fdesk%2F%3Fstate%3Dmine&ended=1")
    page = client.get(answer.headers["Location"]).content.decode()
    assert "超过 30 分钟没有操作" in page and "保存过的内容都在" in page
    assert client.get("/desk/people/").status_code == 404, "the session is no more"


@pytest.mark.parametrize("mark", ["seen", "begun"])
def test_a_session_that_a_wrong_clock_dated_ahead_is_over(clerk: User, mark: str) -> None:
    client = entered(clerk)
    session = client.session
    session[mark] = time.time() + 365 * 86_400
    session.save()
    assert client.get("/desk/").status_code == 302


def test_what_was_typed_meanwhile_is_shown_and_no_password(clerk: User, settings: Any) -> None:
    client = entered(clerk)
    session = client.session
    session["seen"] = 1.0
    session.save()
    sent = {"reason": "一大段说明", "password": "秘密的", "csrfmiddlewaretoken": "x"}
    answer = client.post("/desk/accounts/1/findings/accept", sent)
    page = answer.content.decode()
    assert answer.status_code == 403 and "一大段说明" in page and "秘密的" not in page


def test_work_keeps_the_session_and_polling_does_not(clerk: User) -> None:
    client = entered(clerk)
    session = client.session
    session["seen"] = then = time.time() - 600
    session.save()
    client.get("/desk/accounts/1/standing")
    assert client.session["seen"] == then
    client.get("/desk/")
    assert client.session["seen"] > then


def test_a_one_time_password_must_be_replaced_before_anything_else(admin: User, unit: Unit) -> None:
    invited = staffing.invite(admin, username="xin", name="新人", unit=unit.pk, role="clerk")
    client = Client()
    assert enter(client, "xin", invited.password).status_code == 302
    assert client.get("/desk/").headers["Location"] == "/desk/password_change/"
    assert "设置自己的密码" in client.get("/desk/password_change/").content.decode()
    sent = {"old_password": invited.password, "new_password1": NEW, "new_password2": NEW}
    assert client.post("/desk/password_change/", sent).headers["Location"] == "/desk/"
    assert "密码已修改" in client.get("/desk/").content.decode()
    assert not Invitation.objects.exists()
    assert enter(Client(), "xin", NEW).status_code == 302


def test_a_one_time_password_is_good_for_two_weeks(admin: User, unit: Unit) -> None:
    invited = staffing.invite(admin, username="xin", name="新人", unit=unit.pk, role="clerk")
    Invitation.objects.update(at=timezone.now() - timedelta(days=14, hours=1))
    answer = enter(Client(), "xin", invited.password)
    assert answer.status_code == 200 and "请管理员重新给一个" in answer.content.decode()


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        ("短", "密码太短，至少 10 个字符"),
        ("12345678901234", "只用数字的要 20 位以上"),
        ("1380043112513800431125", "不能重复同一段"),
        ("password123", "这个密码太常见了"),
        ("demo-person-1", "用户名"),
        ("决算公开 admin 2026", "容易猜到的词"),
        (PASSWORD, "新密码不能与原来的相同"),
    ],
)
def test_the_rules_for_passwords_are_told_in_chinese(unit: Unit, new: str, reason: str) -> None:
    client = entered(person("demo-person", ("clerk", unit)))
    sent = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    answer = client.post("/desk/password_change/", sent)
    assert answer.status_code == 200 and reason in answer.content.decode()


def test_digits_alone_will_do_where_there_are_enough(clerk: User) -> None:
    new = "73920418560291745083"
    sent = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert entered(clerk).post("/desk/password_change/", sent).status_code == 302


def test_the_old_password_cannot_be_guessed_at_an_open_desk(clerk: User) -> None:
    client = entered(clerk)
    sent = {"old_password": "不对", "new_password1": NEW, "new_password2": NEW}
    for _ in range(5):
        client.post("/desk/password_change/", sent)
    answer = client.post("/desk/password_change/", {**sent, "old_password": PASSWORD})
    assert "分钟后再试" in answer.content.decode()


def code_of(device: TOTPDevice, ahead: int = 0) -> str:
    return f"{totp(device.bin_key, t0=-30 * ahead):06}"


def two_step(user: User) -> TOTPDevice:
    client = entered(user)
    page = client.get("/desk/two-step/").content.decode()
    device = TOTPDevice.objects.get(user=user)
    assert "<svg" in page and "style=" not in page and "<script>" not in page
    sent = {"code": code_of(device), "password": PASSWORD}
    assert client.post("/desk/two-step/", sent).status_code == 302
    return TOTPDevice.objects.get(user=user, confirmed=True)


def test_a_code_is_asked_for_once_it_is_set_up_and_none_is_good_twice(clerk: User) -> None:
    device = two_step(clerk)
    page = enter(Client()).content.decode()
    assert "请填动态码" in page
    assert enter(Client(), code=code_of(device)).status_code == 200, "used when it was set up"
    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    assert enter(Client(), code=code_of(device, 1)).status_code == 302
    assert "动态码不对" in enter(Client(), code=code_of(device, 1)).content.decode()


def test_codes_cannot_be_guessed(clerk: User) -> None:
    two_step(clerk)
    TOTPDevice.objects.update(throttling_failure_count=6)
    enter(Client(), code="000000")
    assert "请稍等片刻" in enter(Client(), code="000001").content.decode()


def test_a_miss_that_a_wrong_clock_dated_ahead_does_not_lock_for_as_long(clerk: User) -> None:
    device = two_step(clerk)
    year_ahead = timezone.now() + timedelta(days=365)
    TOTPDevice.objects.update(throttling_failure_count=6, throttling_failure_timestamp=year_ahead)
    assert enter(Client(), code=code_of(device, 1)).status_code == 302


def test_a_wrong_code_or_password_sets_nothing_up(clerk: User) -> None:
    client = entered(clerk)
    client.get("/desk/two-step/")
    device = TOTPDevice.objects.get()
    for sent in ({"code": "000000", "password": PASSWORD}, {"code": code_of(device), "password": "不对"}):
        assert client.post("/desk/two-step/", sent).status_code == 409
    assert not TOTPDevice.objects.filter(confirmed=True).exists()
    assert enter(Client()).status_code == 302


def test_it_is_ended_with_the_password_and_a_code(clerk: User) -> None:
    device = two_step(clerk)
    client = entered(clerk)
    for sent in ({"password": "不对", "code": code_of(device, 1)}, {"password": PASSWORD}):
        assert client.post("/desk/two-step/end", sent).status_code == 409
    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    sent = {"password": PASSWORD, "code": code_of(device, 1)}
    assert client.post("/desk/two-step/end", sent).status_code == 302
    assert not TOTPDevice.objects.exists()


def test_the_login_says_where_help_is(db: None) -> None:
    page = Client().get("/desk/login/").content.decode()
    assert "忘记密码，请单位管理员" in page and login_module.INVITED_FOR.days == 14


# who must have two-step login


def test_who_approves_or_publishes_needs_a_code(unit: Unit, settings: Any) -> None:
    settings.TWO_STEP = "approvers"
    reviewer, client = person("审核人", ("reviewer", unit)), Client()
    enter(client, "审核人")
    assert client.get("/desk/").headers["Location"] == "/desk/two-step/"
    page = client.get("/desk/two-step/").content.decode()
    assert "您的角色必须启用" in page and "可选" not in page
    sent = {"code": code_of(TOTPDevice.objects.get(user=reviewer)), "password": PASSWORD}
    assert client.post("/desk/two-step/", sent).status_code == 302
    assert client.get("/desk/").status_code == 200
    assert "换手机时先停用" in client.get("/desk/two-step/").content.decode()


def test_a_role_given_meanwhile_proves_nothing_without_a_code(clerk: User, unit: Unit, settings: Any) -> None:
    settings.TWO_STEP = "approvers"
    client = Client()
    enter(client)
    assert client.get("/desk/").status_code == 200, "a clerk"
    Membership.objects.create(user=clerk, unit=unit, role="administrator")
    sent = {"unit": unit.pk, "role": "publisher", "password": PASSWORD}
    answer = client.post(f"/desk/people/{clerk.pk}/give", sent)
    assert answer.status_code == 409 and "先启用两步验证" in answer.content.decode()


def test_who_must_have_a_code_and_ends_it_sets_up_another(unit: Unit, settings: Any) -> None:
    settings.TWO_STEP = "approvers"
    user = person("公开人", ("publisher", unit))
    device, client = two_step(user), entered(user)
    assert (
        client.post("/desk/two-step/end", {"password": PASSWORD, "code": code_of(device, 1)}).status_code
        == 302
    )
    assert client.get("/desk/").headers["Location"] == "/desk/two-step/"


def test_everybody_may_be_asked_for_a_code(clerk: User, settings: Any) -> None:
    settings.TWO_STEP = "everybody"
    assert entered(clerk).get("/desk/").headers["Location"] == "/desk/two-step/"


def test_another_password_does_not_end_two_step_login(clerk: User, admin: User) -> None:
    two_step(clerk)
    invited = staffing.renew_password(admin, clerk)
    assert "请填动态码" in enter(Client(), password=invited.password).content.decode()


def test_codes_are_made_of_random_keys_of_enough_bits(unit: Unit) -> None:
    devices = [two_step(person(name, ("clerk", unit))) for name in ("甲", "乙")]
    assert len({device.key for device in devices}) == 2
    assert all(len(device.bin_key) * 8 >= 160 and device.step == 30 for device in devices)


@pytest.mark.parametrize(
    ("behind", "told", "found"),
    [
        (False, "9.9.9.9", "127.0.0.1"),
        (True, "9.9.9.9, 10.0.0.7", "10.0.0.7"),
        (True, "nonsense", "127.0.0.1"),
        (True, "9.9.9.9, 2001:db8::1", "2001:db8::1"),
    ],
)
def test_where_one_sits_is_what_our_proxy_says(settings: Any, behind: bool, told: str, found: str) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if behind else None
    assert address(RequestFactory().get("/desk/", headers={"x-forwarded-for": told})) == found
    assert address(None) is None


# passwords and sessions


def test_passwords_are_typed_unseen_and_may_be_pasted(clerk: User) -> None:
    for page in (Client().get("/desk/login/"), entered(clerk).get("/desk/password_change/")):
        fields = re.findall(r'<input type="password"[^>]*>', page.content.decode())
        assert fields and not re.search(r"onpaste|autocomplete=\"off\"|maxlength", "".join(fields))
        assert 'method="post"' in page.content.decode()


def test_a_password_is_compared_as_it_was_typed(unit: Unit) -> None:
    long = " 一句很长的 Satz, der länger ist als vierundsechzig Zeichen, mit Zeichen am Ende  "
    assert len(long) > 64
    client = entered(person("填报人", ("clerk", unit)))
    sent = {"old_password": PASSWORD, "new_password1": long, "new_password2": long}
    assert client.post("/desk/password_change/", sent).status_code == 302
    for other in (long.strip(), long[:64], long.upper()):
        assert enter(Client(), password=other).status_code == 200
    assert enter(Client(), password=long).status_code == 302


def test_a_login_gives_another_session_and_leaving_ends_it(clerk: User) -> None:
    client = Client()
    client.get("/desk/login/")
    client.cookies["sessionid"] = "a" * 32
    enter(client)
    first = client.cookies["sessionid"].value
    assert first != "a" * 32 and len(set(first)) > 8
    enter(client)
    assert client.cookies["sessionid"].value != first, "also of who is in already"
    kept = Client()
    kept.cookies["sessionid"] = client.cookies["sessionid"].value
    assert kept.get("/desk/begin/").status_code == 200
    assert client.post("/desk/logout/").status_code in (200, 302)
    assert kept.get("/desk/begin/").status_code == 404


def test_a_session_ends_after_a_day_of_work(clerk: User, settings: Any) -> None:
    client = entered(clerk)
    session = client.session
    session["seen"], session["begun"] = time.time(), time.time() - settings.SESSION_HOURS * 3600 - 1
    session.save()
    answer = client.get("/desk/")
    assert answer.headers["Location"].endswith("&ended=hours")
    assert "登录已满 12 小时" in client.get(answer.headers["Location"]).content.decode()


def test_every_page_of_the_desk_can_be_left(admin: User) -> None:
    for page in ("/desk/", "/desk/people/", "/desk/two-step/", "/desk/password_change/"):
        answer = entered(admin).get(page)
        assert 'action="/desk/logout/"' in answer.content.decode(), page
        assert "no-store" in answer.headers["Cache-Control"], page


@pytest.mark.parametrize("place", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_the_login_leads_nowhere_else(clerk: User, place: str) -> None:
    sent = {"username": "填报人", "password": PASSWORD, "next": place}
    assert Client().post("/desk/login/", sent).headers["Location"] == "/desk/"


def test_the_login_is_read_or_posted() -> None:
    assert Client().put("/desk/login/").status_code == 405


def test_logins_and_what_was_refused_are_written_down(
    clerk: User, caplog: pytest.LogCaptureFixture, settings: Any
) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    caplog.set_level("INFO")
    client = Client(headers={"x-forwarded-for": "9.9.9.9, 10.0.0.7"})
    enter(client, password="不对的密码")
    enter(client, name="我的密码在这里")
    two_step(clerk)
    enter(client, code="000000")
    TOTPDevice.objects.all().delete()
    enter(client)
    client.get("/desk/people/")
    client.post("/desk/logout/")
    told = [record.getMessage() for record in caplog.records]
    for line in (
        "login refused: 填报人 from 10.0.0.7",
        "login refused: nobody's name from 10.0.0.7",
        "login refused: 填报人 by the code, from 10.0.0.7",
        "login of 填报人 from 10.0.0.7, by password",
        "Not Found: /desk/people/",
        "logout of 填报人",
    ):
        assert line in told
    assert AccessLog.objects.latest("id").ip_address == "10.0.0.7", "kept in the database as well"
    assert "不对的密码" not in caplog.text and "我的密码" not in caplog.text
