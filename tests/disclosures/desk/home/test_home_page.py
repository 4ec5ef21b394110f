"""The home of the desk: what waits for me, by state, year and region; who has not begun; last events."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from accounts.models import Account, Membership, Unit
from accounts.permissions import Role, reach, units_for
from disclosures.desk.accounts_list import PER_PAGE
from tests import stages
from tests.disclosures.desk.conftest import member

LAST = timezone.localdate().year - 1


def home(client: Client, query: str = "") -> str:
    return client.get(f"/desk/{query}").content.decode()


@pytest.fixture
def province(db: None) -> Unit:
    """A bureau with units in two regions, each with a draft of 2024."""
    top = Unit.objects.create(code="province", name="省本级", kind="department", level="省")
    many(top, 8)
    return top


def many(top: Unit, count: int) -> None:
    begun = Unit.objects.count()
    units = Unit.objects.bulk_create(
        Unit(
            code=f"u-{n}",
            name=f"第{n:03}单位",
            kind="unit",
            level="市",
            parent=top,
            region=("甲市", "乙市")[n % 2],
        )
        for n in range(begun, begun + count)
    )
    Account.objects.bulk_create(
        Account(unit=unit, year=2024, edition="jilin-2024-unit", scale="wan") for unit in units
    )


@pytest.fixture
def bureau(province: Unit) -> Client:
    return member("财政", "bureau", "province")


def test_a_clerk_sees_what_waits_first(draft: Account, clerk: Client) -> None:
    page = home(clerk)
    assert "待您办理" in page and "填报中 1" in page and "延边" not in page
    assert f'href="/desk/accounts/{draft.pk}/"' in page and "开始新的决算" in page
    assert f'data-standing="/desk/accounts/{draft.pk}/standing"' in page


def test_what_waits_for_a_role_waits_for_no_other(draft: Account, clerk: Client, reviewer: Client) -> None:
    def waits(client: Client) -> bool:
        return f'href="/desk/accounts/{draft.pk}/"' in home(client, "?state=mine").split("最近的办理")[0]

    assert waits(clerk) and not waits(reviewer)
    stages.submit(draft)
    assert waits(reviewer) and not waits(clerk)


def test_what_is_left_is_told_for_one_draft(draft: Account, clerk: Client) -> None:
    answer = clerk.get(f"/desk/accounts/{draft.pk}/standing").json()
    assert answer["places"] > 0 and answer["words"].startswith(f"{answer['places']} 处问题")


def test_a_blank_one_says_so(province: Unit, bureau: Client) -> None:
    account = Account.objects.order_by("pk").first()
    assert account and bureau.get(f"/desk/accounts/{account.pk}/standing").json()["words"] == "还没有填数"


def test_filters_narrow_and_keep_each_other(bureau: Client) -> None:
    page = home(bureau, "?region=甲市&year=2024&name=第00")
    assert "甲市" in page.split("<tbody>")[1] and "乙市" not in page.split("<tbody>")[1]
    assert "?state=draft&amp;year=2024&amp;region=" in page
    assert "没有符合条件的决算" in home(bureau, "?year=2019")


@pytest.mark.parametrize(
    "query",
    ["?state=king", "?year=20x4", "?year=%00", "?region=%00", "?sort=-todo", "?page=-1", "?name=%00%ff"],
)
def test_nonsense_is_passed_over(bureau: Client, query: str) -> None:
    assert bureau.get(f"/desk/{query}").status_code == 200


def test_units_that_have_not_begun_are_listed(province: Unit, bureau: Client) -> None:
    assert f"{LAST}年度未开始 9" in home(bureau)
    page = home(bureau, "?state=none&year=2024")
    assert "2024年度未开始 1" in page and "省本级" in page and "等填报人开始" in page
    Account.objects.create(
        unit=province, year=2024, edition="jilin-2024-department", scale="wan", source="comparison"
    )
    assert "2024年度未开始 1" in home(bureau, "?year=2024")


def test_the_clerk_of_such_a_unit_may_begin(province: Unit) -> None:
    page = home(member("填报人", "clerk", "u-1"), "?state=none")
    assert f"/desk/begin/?unit={Unit.objects.get(code='u-1').pk}&amp;year={LAST}" in page


def test_hundreds_are_paged_and_cost_no_more_queries(
    province: Unit, bureau: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(40) as few:
        home(bureau)
    many(province, 300)
    with django_assert_max_num_queries(len(few)):
        page = home(bureau, "?page=2")
    assert page.count("<tr>") == PER_PAGE + 1 and "第 2 页，共 7 页" in page


def test_states_sort_in_the_order_of_the_workflow(province: Unit, bureau: Client) -> None:
    first, second = Account.objects.order_by("pk")[:2]
    stages.put_in(first, "replied")
    stages.put_in(second, "submitted")
    Account.objects.filter(pk=first.pk).update(replied_on=date(2024, 9, 1))
    body = home(bureau, "?sort=-status").split("<tbody>")[1]
    assert body.index("已批复") < body.index("已报送") < body.index("填报中")
    assert home(bureau, "?sort=due").split("<tbody>")[1].index("已超过") < 1500


def test_what_waits_comes_first(province: Unit, bureau: Client) -> None:
    last = Account.objects.order_by("-unit__name").first()
    assert last
    stages.put_in(last, "reviewed")
    body = home(bureau).split("<tbody>")[1]
    assert body.index(last.unit.name) < body.index("第001单位")


def test_the_last_events_are_those_of_ones_own_accounts(draft: Account, clerk: Client) -> None:
    stages.submit(draft)
    assert "填报人报送" in home(clerk)
    assert "填报人报送" not in home(member("别处", "clerk", "yanbian"))


def test_who_has_no_role_is_told_whom_to_ask(db: None) -> None:
    client = Client()
    client.force_login(User.objects.create_user("新人", is_staff=True))
    assert "请让管理员为您设置单位和角色" in home(client)


def test_who_has_begun_nothing_is_told_how_to_begin(province: Unit) -> None:
    Account.objects.all().delete()
    page = home(member("填报人", "clerk", "province"))
    assert "还没有决算。点“开始新的决算”" in page and 'href="/desk/begin/' in page


def test_reach_is_what_units_for_says(province: Unit) -> None:
    users = [User.objects.create_superuser("root")]
    for role in Role:
        user = User.objects.create_user(role.value, is_staff=True)
        Membership.objects.create(user=user, unit=province, role=role)
        users.append(user)
    users.append(User.objects.create_user("visitor"))
    for user in users:
        for role in Role:
            expected = set(units_for(user, frozenset({role})).values_list("pk", flat=True))
            assert reach(user)[role] == expected, (user, role)
