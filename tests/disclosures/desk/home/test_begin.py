"""Starting the account of a unit and year."""

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Account, Unit
from tests.disclosures.desk.conftest import member

LAST = timezone.localdate().year - 1


@pytest.fixture
def sent(draft: Account) -> dict[str, object]:
    return {"unit": draft.unit.pk, "year": LAST, "edition": "jilin-2024-unit", "scale": "yuan"}


def test_a_clerk_begins_and_may_carry_last_year_over(clerk: Client, sent: dict[str, object]) -> None:
    page = clerk.get(f"/desk/begin/?unit={sent['unit']}&year={LAST}").content.decode()
    assert "单位决算公开格式" in page and "部门决算公开格式" not in page
    answer = clerk.post("/desk/begin/", sent)
    account = Account.objects.get(year=LAST)
    assert answer.status_code == 302 and answer.headers["Location"].startswith(
        f"/desk/accounts/{account.pk}/"
    )
    assert (account.scale, account.status, account.source) == ("yuan", "draft", "portal")
    for rest, told in (
        ("", "填报人建立"),
        ("steps/", "<td>建立</td><td>填报人</td>"),
        ("history/", "填报人建立了"),
    ):
        assert told in clerk.get(f"/desk/accounts/{account.pk}/{rest}").content.decode()


def test_a_second_time_says_that_it_is_there(clerk: Client, sent: dict[str, object]) -> None:
    clerk.post("/desk/begin/", sent)
    answer = clerk.post("/desk/begin/", sent)
    assert answer.status_code == 422 and "已经建立" in answer.content.decode()
    assert Account.objects.filter(year=LAST).count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [("year", "1999"), ("edition", "mars-2024"), ("scale", "fen"), ("unit", "x"), ("unit", "")],
)
def test_nonsense_is_refused(clerk: Client, sent: dict[str, object], field: str, value: str) -> None:
    assert clerk.post("/desk/begin/", {**sent, field: value}).status_code == 422
    assert not Account.objects.filter(year=LAST).exists()


def test_the_form_must_fit_the_unit(draft: Account, sent: dict[str, object]) -> None:
    client = member("两家填报人", "clerk", "liaoyuan")
    both = member("部门填报人", "clerk", "yanbian")
    department = {**sent, "unit": Unit.objects.get(code="yanbian").pk}
    assert both.post("/desk/begin/", department).status_code == 422
    assert client.post("/desk/begin/", department).status_code == 422
    assert both.post("/desk/begin/", {**department, "edition": "jilin-2024-department"}).status_code == 302


def test_who_is_no_clerk_begins_nothing(reviewer: Client, sent: dict[str, object]) -> None:
    assert reviewer.get("/desk/begin/").status_code == 404
    assert reviewer.post("/desk/begin/", sent).status_code == 404
