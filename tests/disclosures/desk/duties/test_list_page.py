"""The bureau's list of a year at the desk: seen, narrowed, exported, changed, released."""

import csv
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from accounts import workflow
from accounts.models import Account, Membership, Unit
from disclosures.duties.models import Duty, DutyChange
from tests import stages
from tests.disclosures.desk.conftest import member, nowhere
from tests.disclosures.duties.years import DUE, YEAR, account, owes, published, unit

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
LIST, ACT, CSV = (f"/desk/duties/{YEAR}/{rest}" for rest in ("", "act", "duties.csv"))


@pytest.fixture
def units() -> list[Unit]:
    """Below one department: published in time, replied and overdue, a draft, one that is not on the list."""
    top = unit("top", "甲局", kind="department")
    found = [unit(code, f"{code}单位", parent=top) for code in ("one", "two", "three", "four")]
    published(found[0], DUE)
    replied = account(found[1], replied_on=date(2025, 9, 1), approved_on=date(2025, 8, 20))
    stages.put_in(replied, "replied")
    account(found[2])
    for each in found[:3]:
        owes(each, DUE, released=each.code != "three")
    Duty.objects.filter(unit=found[2]).update(due=TODAY + timedelta(days=2))
    return [top, *found]


@pytest.fixture
def bureau(units: list[Unit]) -> Client:
    return member("财政", "bureau", "top")


def page(client: Client, query: str = "") -> str:
    return client.get(f"{LIST}{query}").content.decode()


def body(client: Client, query: str = "") -> str:
    return page(client, query).split("<tbody>")[1].split("</tbody>")[0]


def act(client: Client, what: str, *units: Unit, query: str = "", **more: str) -> Any:
    return client.post(f"{ACT}{query}", {"act": what, "unit": [each.pk for each in units], **more})


def dues() -> dict[str, date | None]:
    return dict(Duty.objects.values_list("unit__code", "due"))


def test_outsiders_find_nothing(units: list[Unit], outsider: Client) -> None:
    nowhere(outsider, "get", LIST, CSV, "/desk/duties/")
    nowhere(outsider, "post", ACT)


@pytest.mark.parametrize("role", ["clerk", "reviewer", "publisher", "administrator"])
def test_it_is_the_bureaus_alone(units: list[Unit], role: str) -> None:
    client = member("别人", role, "top")
    nowhere(client, "get", LIST, CSV, "/desk/duties/")
    assert act(client, "strike", units[1], reason="重列").status_code == 404 and len(dues()) == 3


def test_it_says_how_far_each_is_and_who_acts(units: list[Unit], bureau: Client) -> None:
    rows = body(bureau)
    assert rows.index("two单位") < rows.index("three单位") < rows.index("one单位") < rows.index("four单位")
    assert "已批复" in rows and "由公开人" in rows and "2025-08-20<br>2025-09-01" in rows
    assert "还有 2 天" in rows and "未公布" in rows and "不在名单中" in rows
    assert "应公开 3 个，已公开 1 个，尚未公开 2 个（其中已过期限 1 个）" in page(bureau)


def test_only_ones_own_units_are_there(units: list[Unit], bureau: Client) -> None:
    beside = unit("beside", "别处单位")
    owes(beside)
    assert "别处单位" not in page(bureau) and "别处单位" not in bureau.get(CSV).content.decode()
    act(bureau, "strike", beside, reason="越权")
    assert "beside" in dues()


def test_it_is_narrowed_and_sorted(units: list[Unit], bureau: Client) -> None:
    assert "one单位" not in body(bureau, "?state=overdue") and "two单位" in body(bureau, "?state=overdue")
    assert "four单位" in body(bureau, "?state=unlisted") and "two单位" not in body(bureau, "?state=unlisted")
    assert "three单位" in body(bureau, "?state=unreleased") and "甲局" not in body(bureau, "?name=单位")
    rows = body(bureau, "?sort=-due")
    assert rows.index("three单位") < rows.index("two单位")
    assert "没有符合条件的单位" in body(bureau, "?name=无")


def test_the_same_as_a_file(units: list[Unit], bureau: Client) -> None:
    Unit.objects.filter(code="two").update(name="=1+1", region="@甲市")
    text = bureau.get(f"{CSV}?state=overdue").content.decode()
    assert text.startswith("\ufeff单位代码,单位,")
    [row] = csv.DictReader(StringIO(text.removeprefix("\ufeff")))
    assert (row["单位"], row["地区"]) == ("'=1+1", "'@甲市"), "no formula"
    assert (row["批复日期"], row["公开期限"], row["下一步"]) == ("2025-09-01", "2025-09-21", "公开人")
    assert row["情况"] == "尚未公开，已过期限" and int(row["距期限天数"]) == (DUE - TODAY).days


def test_units_are_put_on_the_list_and_released(units: list[Unit], bureau: Client) -> None:
    answer = act(bureau, "enlist", units[0], units[4], query="?state=unlisted")
    assert answer.headers["Location"] == f"{LIST}?state=unlisted"
    assert "已列入 2 个单位" in page(bureau) and "公布名单中未公布的 3 个单位" in page(bureau)
    assert "four单位" not in Client().get(f"/board/{YEAR}/").content.decode()
    act(bureau, "release")
    assert "four单位" in Client().get(f"/board/{YEAR}/").content.decode()
    assert "公布名单中未公布的" not in page(bureau)


def test_a_last_day_is_set_with_a_reason(units: list[Unit], bureau: Client) -> None:
    answer = act(bureau, "fix", units[2], due="2025-10-10", reason="机构改革")
    assert answer.status_code == 302 and dues()["two"] == date(2025, 10, 10)
    told = page(bureau)
    assert "2025年9月21日 → 2025年10月10日，机构改革（财政）" in told and "另定" in told
    act(bureau, "reckon", units[2], reason="填错")
    assert dues()["two"] == DUE


def test_all_that_is_before_one_are_meant(units: list[Unit], bureau: Client) -> None:
    act(bureau, "fix", query="?state=overdue", all="on", due="2025-10-10", reason="机构改革")
    assert dues()["two"] == date(2025, 10, 10) and dues()["one"] == DUE


@pytest.mark.parametrize(
    ("what", "more", "told"),
    [
        ("fix", {"due": "2025-10-10"}, "没有写明理由"),
        ("fix", {"due": "2025-02-30", "reason": "改期"}, "没有填写公开期限"),
        ("fix", {"due": "0001-01-01", "reason": "改期"}, "应在2025年至2044年之间"),
        ("strike", {}, "没有写明理由"),
    ],
)
def test_a_refusal_keeps_what_was_filled_in(
    units: list[Unit], bureau: Client, what: str, more: dict[str, str], told: str
) -> None:
    before = dues()
    answer = act(bureau, what, units[2], **more)
    text = answer.content.decode()
    assert answer.status_code == 409 and told in text and dues() == before
    assert f'value="{units[2].pk}" aria-label="选择two单位" checked' in text
    assert all(f'value="{each}"' in text for each in more.values())


def test_nothing_chosen_and_nonsense(units: list[Unit], bureau: Client) -> None:
    assert "没有选择单位" in act(bureau, "enlist").content.decode()
    assert act(bureau, "king", units[0]).status_code == 404
    assert bureau.get("/desk/duties/99999/").status_code == 404
    assert bureau.post(ACT, {"act": "enlist", "unit": ["x", "9" * 5000, "-1"]}).status_code == 409
    assert DutyChange.objects.count() == 0


def test_the_newest_list_is_where_one_is_led(units: list[Unit], bureau: Client) -> None:
    assert bureau.get("/desk/duties/").headers["Location"] == LIST
    Duty.objects.all().delete()
    assert bureau.get("/desk/duties/").headers["Location"] == f"/desk/duties/{TODAY.year - 1}/"


def test_three_hundred_cost_no_more_queries(
    units: list[Unit], bureau: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(18) as few:
        page(bureau, "?department=top")
    Unit.objects.bulk_create(
        Unit(code=f"u{n}", name=f"第{n:03}", kind="unit", level="市", parent=units[0]) for n in range(300)
    )
    with django_assert_max_num_queries(len(few)):
        rows = page(bureau, "?department=top&page=2")
    assert "第 2 页，共 7 页" in rows


def test_a_reply_gives_the_last_day(draft: Account) -> None:
    """As it is pressed on the page of steps: 20 days from the date that is typed there."""
    assert dues()["liaoyuan"] is None
    stages.submit(draft)
    seen = workflow.review(draft, by=stages.REVIEWER).pk
    person = User.objects.create_user("财政", password="一句很长的话", is_staff=True)
    Membership.objects.create(user=person, unit=draft.unit, role="bureau")
    client = Client()
    client.force_login(person)
    sent = {"replied": "2025-09-01", "seen": seen}
    for password, due in (("别的", None), ("一句很长的话", DUE)):
        client.post(f"/desk/accounts/{draft.pk}/steps/reply", {**sent, "password": password})
        assert dues()["liaoyuan"] == due


def test_home_says_what_must_be_published_next(units: list[Unit]) -> None:
    clerk = member("填报人", "clerk", "three")
    text = clerk.get("/desk/").content.decode()
    assert "还有 2 天" in text and "填报中，下一步由填报人办理" in text and "two单位" not in text
    assert "/desk/duties/" not in text
    assert Membership.objects.filter(role="bureau").count() == 0
    text = member("财政", "bureau", "top").get("/desk/").content.decode()
    assert text.index("已超过") < text.index("还有 2 天") and 'href="/desk/duties/"' in text
    assert "one单位" not in text.split('class="pressing"')[1].split("</ul>")[0], "it is published"


def test_ones_own_address(units: list[Unit]) -> None:
    client = member("填报人", "clerk", "three")
    assert client.post("/desk/address/", {"email": "a@b.example"}).status_code == 302
    assert User.objects.get(username="填报人").email == "a@b.example"
    answer = client.post("/desk/address/", {"email": "x\r\nBcc: y@b.example"})
    assert answer.status_code == 422 and User.objects.get(username="填报人").email == "a@b.example"
    client.post("/desk/address/", {"email": ""})
    assert User.objects.get(username="填报人").email == ""
