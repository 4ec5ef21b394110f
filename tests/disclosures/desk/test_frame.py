"""The door of the desk, its home, and the plain pages of people and units."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from accounts.models import Account
from tests.disclosures.desk.conftest import member, nowhere


def test_the_door_leads_to_the_login_and_the_login_to_the_desk(draft: Account) -> None:
    User.objects.create_user("填报人", password="正确的-口令", is_staff=True)
    client = Client()
    assert client.get("/desk/").headers["Location"] == "/desk/login/?next=/desk/"
    page = client.get("/desk/login/?next=/desk/").content.decode()
    assert (
        "登录工作台" in page and "default-src 'self'" in client.get("/desk/login/")["Content-Security-Policy"]
    )
    wrong = client.post("/desk/login/", {"username": "填报人", "password": "错误的"}).content.decode()
    assert 'role="alert"' in wrong
    sent = {"username": "填报人", "password": "正确的-口令", "next": "/desk/"}
    assert client.post("/desk/login/", sent).headers["Location"] == "/desk/"
    assert "我的决算" in client.get("/desk/").content.decode()
    client.post("/desk/logout/")
    assert client.get("/desk/").status_code == 302


def test_who_does_not_work_here_does_not_get_in(draft: Account) -> None:
    User.objects.create_user("访客", password="正确的-口令")
    client = Client()
    client.post("/desk/login/", {"username": "访客", "password": "正确的-口令"})
    assert client.get("/desk/").status_code == 302


@pytest.mark.parametrize("outsider", ["nobody", "visitor", "dismissed"], indirect=True)
@pytest.mark.parametrize(
    "address",
    ["/desk/auth/user/", "/desk/accounts/unit/", "/desk/password_change/", "/desk/jsi18n/", "/desk/x/"],
)
def test_for_others_there_is_nothing_behind_the_door(outsider: Client, address: str) -> None:
    nowhere(outsider, "get", address)


def test_home_lists_the_accounts_of_the_person_and_no_others(draft: Account) -> None:
    page = member("填报人", "clerk", "liaoyuan").get("/desk/?sort=nonsense&page=99").content.decode()
    assert "辽源市社会保险事业管理局" in page and "延边" not in page
    assert f"/desk/accounts/{draft.pk}/findings/" in page and "/desk/auth/user/" not in page
    nobody = Client()
    nobody.force_login(User.objects.create_user("新人", is_staff=True))
    assert "没有您可以查看的决算" in nobody.get("/desk/").content.decode()


@pytest.mark.parametrize(
    "rest",
    ["tables/t03/", "texts/", "projects/", "findings/", "checklist/", "preview/", "steps/", "history/"],
)
def test_the_trail_leads_back_to_the_account(clerk: Client, draft: Account, rest: str) -> None:
    page = clerk.get(f"/desk/accounts/{draft.pk}/{rest}").content.decode()
    assert f'<li><a href="/desk/accounts/{draft.pk}/">{draft}</a></li>' in page


def test_a_clerk_has_no_plain_pages(clerk: Client) -> None:
    for address in ("/desk/auth/user/", "/desk/accounts/unit/"):
        assert clerk.get(address).status_code == 404


def test_people_get_roles_and_units_keep_their_codes(draft: Account) -> None:
    root = Client()
    user = User.objects.create_superuser("管理员")
    root.force_login(user)
    person = root.get(f"/desk/auth/user/{user.pk}/change/").content.decode()
    assert "单位管理员" in person and f"/desk/auth/user/{user.pk}/delete/" not in person
    assert "保存后再填姓名、单位和角色" in root.get("/desk/auth/user/add/").content.decode()
    unit = root.get(f"/desk/accounts/unit/{draft.unit.pk}/change/").content.decode()
    assert 'name="name"' in unit and 'name="code"' not in unit
    assert "辽源" in root.get("/desk/accounts/unit/").content.decode()
