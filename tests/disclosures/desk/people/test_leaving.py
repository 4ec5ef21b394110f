"""What a person who leaves leaves behind: roles that nobody else has, accounts that wait for them."""

from django.contrib.auth.models import User

from accounts.models import Account, Membership, Unit
from disclosures.desk.people.leaving import gaps
from tests.disclosures.desk.people.conftest import entered, person


def told(admin: User, who: User) -> list[str]:
    return [str(each) for each in gaps(admin, who)]


def test_the_only_one_is_named_with_what_waits(admin: User, department: Unit, unit: Unit) -> None:
    clerk = person("填报人", ("clerk", unit))
    reviewer = person("审核人", ("reviewer", department))
    for year in (2021, 2022, 2023, 2024):
        Account.objects.create(unit=unit, year=year, edition="jilin-2024-unit", scale="yuan")
    assert told(admin, clerk) == [
        "甲局办公室没有别的填报人，正等着办的有甲局办公室2021年度决算、甲局办公室2022年度决算、甲局办公室2023年度决算等"
    ]
    assert told(admin, reviewer) == ["甲局没有别的审核人"]


def test_who_reaches_from_above_takes_over_and_who_is_switched_off_does_not(
    admin: User, department: Unit, unit: Unit
) -> None:
    below = person("下级审核", ("reviewer", unit))
    above = person("上级审核", ("reviewer", department))
    clerk = person("填报人", ("clerk", unit))
    Membership.objects.create(user=above, unit=department, role="clerk")
    assert not told(admin, below) and told(admin, clerk), "a clerk reaches nothing below"
    User.objects.filter(pk=above.pk).update(is_active=False)
    assert told(admin, below) == ["甲局办公室没有别的审核人"]


def test_it_is_told_before_and_after(admin: User, unit: Unit, elsewhere: Unit) -> None:
    clerk = person("填报人", ("clerk", unit))
    client = entered(admin)
    assert "没有别的填报人" in client.get(f"/desk/people/{clerk.pk}/").content.decode()
    page = client.post(f"/desk/people/{clerk.pk}/off", follow=True).content.decode()
    assert "不能再登录" in page and "没有别的填报人" in page
    assert entered(clerk).get("/desk/").status_code == 302
