"""Unit administrators and the people of their units: what they may, what they may not, the last of them."""

import threading
from math import log2
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import Membership, Unit, WrongPassword
from accounts.refusals import Refused
from disclosures.desk.people import staffing
from disclosures.desk.people.listing import lines
from disclosures.desk.people.models import Invitation, RightsChange
from tests.disclosures.desk.people.conftest import PASSWORD, entered, person


def roles(user: User) -> list[tuple[str, str]]:
    return list(Membership.objects.filter(user=user).values_list("unit__code", "role"))


def told(user: User) -> list[tuple[str, str]]:
    return [(line.words, line.by) for line in lines(RightsChange.objects.filter(person=user.pk))]


def add(admin: User, place: Unit, **more: Any) -> Any:
    sent = {"username": "xin", "name": "新人", "unit": place.pk, "role": "clerk", "password": PASSWORD}
    return entered(admin).post("/desk/people/add/", sent | more)


def test_a_person_is_added_and_the_password_shown_once(admin: User, unit: Unit) -> None:
    page = add(admin, unit).content.decode()
    user = User.objects.get(username="xin")
    password = page.split('<code class="once">')[1].split("<")[0]
    assert log2(len(staffing.LETTERS)) * len(password.replace("-", "")) >= 128, "bits"
    assert user.check_password(password) and user.is_staff and Invitation.objects.get().user == user
    assert roles(user) == [("office", "clerk")]
    assert password not in entered(admin).get(f"/desk/people/{user.pk}/").content.decode()
    assert told(user) == [("建立账号", "管理员"), ("设为甲局办公室的填报", "管理员")]


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"username": "管理员"}, "已存在一位使用该名字的用户"),
        ({"username": "a b"}, "合法的用户名"),
        ({"username": ""}, "必填项"),
        ({"role": "king"}, "有效"),
        ({"role": "bureau"}, "有效"),
        ({"unit": 0}, "有效"),
        ({"password": "不对"}, "密码不对"),
    ],
)
def test_what_cannot_be_is_said_and_nobody_is_made(
    admin: User, unit: Unit, more: dict[str, Any], reason: str
) -> None:
    answer = add(admin, unit, **more)
    assert answer.status_code == 422 and reason in answer.content.decode()
    assert User.objects.count() == 1


def test_nobody_is_added_to_a_unit_elsewhere(admin: User, elsewhere: Unit) -> None:
    assert add(admin, elsewhere).status_code == 422
    with pytest.raises(Refused, match="不管理这个单位"):
        staffing.invite(admin, username="xin", name="新人", unit=elsewhere.pk, role="clerk")
    assert User.objects.count() == 1


@pytest.mark.parametrize("role", ["clerk", "reviewer", "bureau", "publisher"])
def test_other_roles_look_after_nobody(unit: Unit, role: str) -> None:
    user = person(role, (role, unit))
    client = entered(user)
    for address in ("/desk/people/", "/desk/people/add/", f"/desk/people/{user.pk}/"):
        assert client.get(address).status_code == 404
    assert (
        client.post(f"/desk/people/{user.pk}/give", {"unit": unit.pk, "role": "reviewer"}).status_code == 404
    )


def test_people_elsewhere_are_not_there(admin: User, unit: Unit, elsewhere: Unit) -> None:
    other = person("外人", ("clerk", elsewhere))
    page = entered(admin).get("/desk/people/").content.decode()
    assert "外人" not in page and "管理员" in page
    for rest in ("", "give", "take", "off", "on", "renew", "two-step"):
        client = entered(admin)
        address = f"/desk/people/{other.pk}/{rest}"
        assert (client.post if rest else client.get)(address).status_code == 404


def test_an_administrator_of_the_unit_does_not_reach_the_department(admin: User, unit: Unit) -> None:
    below = person("下级管理员", ("administrator", unit))
    assert entered(below).get(f"/desk/people/{admin.pk}/").status_code == 404
    assert entered(admin).get(f"/desk/people/{below.pk}/").status_code == 200


def test_who_works_elsewhere_as_well_keeps_the_password(admin: User, unit: Unit, elsewhere: Unit) -> None:
    both = person("两处", ("clerk", unit), ("publisher", elsewhere))
    page = entered(admin).get(f"/desk/people/{both.pk}/").content.decode()
    assert "乙局" not in page and "系统管理员办理" in page
    for verb in (staffing.renew_password, staffing.drop_two_step):
        with pytest.raises(Refused, match="之外还有角色"):
            verb(admin, both)
    with pytest.raises(Refused, match="之外还有角色"):
        staffing.switch(admin, both, on=False)
    assert entered(admin).post(f"/desk/people/{both.pk}/renew", {"password": PASSWORD}).status_code == 409
    assert User.objects.get(pk=both.pk).check_password(PASSWORD)


def test_a_superuser_with_a_role_in_the_unit_is_out_of_reach(admin: User, unit: Unit) -> None:
    root = person("根", ("clerk", unit), is_superuser=True)
    with pytest.raises(Refused):
        staffing.renew_password(admin, root)
    bureau = person("财政", ("bureau", unit))
    with pytest.raises(Refused):
        staffing.renew_password(admin, bureau)
    with pytest.raises(Refused, match="由系统管理员设置"):
        staffing.take(admin, bureau, Membership.objects.get(user=bureau).pk)


def test_roles_are_given_and_taken_with_a_line_each(admin: User, unit: Unit) -> None:
    clerk = person("填报人", ("clerk", unit))
    client, address = entered(admin), f"/desk/people/{clerk.pk}/"
    sent = {"unit": unit.pk, "role": "reviewer", "password": PASSWORD}
    assert client.post(f"{address}give", {**sent, "password": "不对"}).status_code == 409
    assert client.post(f"{address}give", sent).status_code == 302
    assert client.post(f"{address}give", sent).status_code == 302
    assert roles(clerk) == [("office", "clerk"), ("office", "reviewer")]
    held = Membership.objects.get(user=clerk, role="clerk")
    assert client.post(f"{address}take", {"membership": held.pk}).status_code == 302
    assert client.post(f"{address}take", {"membership": held.pk}).status_code == 409
    assert told(clerk)[-2:] == [("设为甲局办公室的审核", "管理员"), ("不再是甲局办公室的填报", "管理员")]
    assert "不再是甲局办公室的填报" in client.get(address).content.decode()


def test_the_last_role_taken_leads_back_to_the_list(admin: User, unit: Unit) -> None:
    clerk = person("填报人", ("clerk", unit))
    sent = {"membership": Membership.objects.get(user=clerk).pk}
    answer = entered(admin).post(f"/desk/people/{clerk.pk}/take", sent)
    assert answer.headers["Location"] == "/desk/people/"


def test_who_left_is_switched_off_and_comes_back(admin: User, unit: Unit) -> None:
    clerk = person("填报人", ("clerk", unit))
    inside, client = entered(clerk), entered(admin)
    client.post(f"/desk/people/{clerk.pk}/off")
    assert inside.get("/desk/begin/").status_code == 404
    client.post(f"/desk/people/{clerk.pk}/on", {"password": PASSWORD})
    assert inside.get("/desk/begin/").status_code == 404, "its session is no more"
    assert entered(clerk).get("/desk/begin/").status_code == 200
    assert told(clerk)[-2:] == [("停用", "管理员"), ("启用", "管理员")]
    assert client.post(f"/desk/people/{admin.pk}/off").status_code == 409


def test_another_password_ends_the_sessions(admin: User, unit: Unit) -> None:
    clerk = person("填报人", ("clerk", unit))
    inside = entered(clerk)
    answer = entered(admin).post(f"/desk/people/{clerk.pk}/renew", {"password": PASSWORD})
    assert "只显示这一次" in answer.content.decode() and "no-store" in answer.headers["Cache-Control"]
    assert inside.get("/desk/begin/").status_code == 404


def test_the_last_administrator_is_not_removed(admin: User, department: Unit) -> None:
    held = Membership.objects.get(user=admin)
    answer = entered(admin).post(f"/desk/people/{admin.pk}/take", {"membership": held.pk})
    assert answer.status_code == 409 and "最后一位单位管理员" in answer.content.decode()
    second = person("第二位", ("administrator", department))
    assert entered(admin).post(f"/desk/people/{admin.pk}/take", {"membership": held.pk}).status_code == 302
    root = User.objects.create_superuser("根")
    with pytest.raises(Refused, match="最后一位"):
        staffing.switch(root, second, on=False)


@pytest.mark.parametrize(
    "act",
    [
        lambda user: Membership.objects.filter(user=user).delete(),
        lambda user: Membership.objects.filter(user=user).update(role="clerk"),
        lambda user: User.objects.filter(pk=user.pk).update(is_active=False),
        lambda user: User.objects.filter(pk=user.pk).update(is_staff=False),
        lambda user: user.delete(),
        lambda user: Membership.objects.all().delete(),
    ],
)
def test_the_database_keeps_the_last_administrator(admin: User, act: Any) -> None:
    with pytest.raises(IntegrityError, match="last administrator"), transaction.atomic():
        act(admin)
    assert roles(admin) == [("bureau", "administrator")]


def plainly(admin: User, **more: Any) -> dict[str, Any]:
    """What the plain page of the administrator sends."""
    held = Membership.objects.get(user=admin)
    return {
        "username": "管理员",
        "is_staff": "on",
        "own_password": PASSWORD,
        "date_joined_0": "2025-01-01",
        "date_joined_1": "00:00:00",
        "memberships-TOTAL_FORMS": "1",
        "memberships-INITIAL_FORMS": "1",
        "memberships-0-id": held.pk,
        "memberships-0-user": admin.pk,
        "memberships-0-unit": held.unit_id,
        "memberships-0-role": "administrator",
        **more,
    }


def test_the_plain_page_says_so_as_well(admin: User) -> None:
    root = entered(User.objects.create_superuser("根", password=PASSWORD))
    sent = plainly(admin)
    answer = root.post(f"/desk/auth/user/{admin.pk}/change/", sent, follow=True)
    assert "至少要有一位在岗的单位管理员" in answer.content.decode()
    assert User.objects.get(pk=admin.pk).is_active
    root.post(f"/desk/auth/user/{admin.pk}/change/", {**sent, "is_active": "on", "username": "新名字"})
    assert told(admin)[-1] == ("用户名改为新名字", "根")


def test_the_plain_page_asks_who_changes_it_for_the_password_and_the_code(
    admin: User, unit: Unit, settings: Any
) -> None:
    settings.TWO_STEP = "approvers"
    boss = User.objects.create_superuser("根", password=PASSWORD)
    device = TOTPDevice.objects.create(user=boss, confirmed=True)
    root, address = entered(boss), f"/desk/auth/user/{admin.pk}/change/"
    more = {
        "is_active": "on",
        "memberships-TOTAL_FORMS": "2",
        "memberships-1-user": admin.pk,
        "memberships-1-unit": unit.pk,
        "memberships-1-role": "bureau",
    }
    code = f"{totp(device.bin_key):06}"
    for proof, told in (
        ({"own_password": ""}, "这个字段是必填项"),
        ({"own_password": "不对", "own_code": code}, "密码不对，没有办理"),
        ({"own_code": ""}, "请填动态码"),
    ):
        assert told in root.post(address, plainly(admin, **more, **proof)).content.decode()
    assert roles(admin) == [("bureau", "administrator")] and WrongPassword.objects.filter(user=boss).exists()
    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    assert root.post(address, plainly(admin, **more, own_code=code)).status_code == 302
    assert ("office", "bureau") in roles(admin)
    assert "own_" not in LogEntry.objects.latest("id").change_message


def test_a_superuser_gives_another_password_on_the_page_of_the_person(admin: User) -> None:
    root = entered(User.objects.create_superuser("根", password=PASSWORD))
    sent = {"password1": "换一句更长的话 2026", "password2": "换一句更长的话 2026", "usable_password": "true"}
    answer = root.post(f"/desk/auth/user/{admin.pk}/password/", sent)
    assert answer.headers["Location"] == f"/desk/people/{admin.pk}/"
    assert User.objects.get(pk=admin.pk).check_password(PASSWORD)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("by_verb", [True, False])
def test_of_two_who_leave_at_once_one_stays(admin: User, department: Unit, by_verb: bool) -> None:
    second = person("第二位", ("administrator", department))
    root = User.objects.create_superuser("根")
    start, ended = threading.Barrier(2), []

    def leave(user: User) -> None:
        try:
            start.wait(5)
            if by_verb:
                staffing.take(root, user, Membership.objects.get(user=user).pk)
            else:
                with transaction.atomic():
                    Membership.objects.filter(user=user).delete()
            ended.append("left")
        except (Refused, IntegrityError):
            ended.append("stayed")
        finally:
            connection.close()

    threads = [threading.Thread(target=leave, args=[user]) for user in (admin, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(ended) == ["left", "stayed"]
    assert Membership.objects.filter(role="administrator").count() == 1


def test_lines_are_written_by_the_database_and_kept(admin: User) -> None:
    assert told(admin)[0] == ("建立账号", "")
    for act in (RightsChange.objects.all().delete, lambda: RightsChange.objects.update(by="别人")):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
    with pytest.raises(IntegrityError), transaction.atomic():
        RightsChange.objects.create(person=1, username="x", what="role", at="2025-01-01T00:00Z")


def test_many_people_cost_no_more_queries(
    admin: User, unit: Unit, django_assert_max_num_queries: Any
) -> None:
    client = entered(admin)
    for n in range(3):
        person(f"a{n}", ("clerk", unit))
    with django_assert_max_num_queries(20) as few:
        client.get("/desk/people/")
    for n in range(60):
        person(f"b{n}", ("clerk", unit), ("reviewer", unit))
    with django_assert_max_num_queries(len(few)):
        page = client.get("/desk/people/").content.decode()
    assert "第 1 页，共 2 页" in page
    assert "b59" in client.get("/desk/people/?name=b59&sort=-last_login").content.decode()
