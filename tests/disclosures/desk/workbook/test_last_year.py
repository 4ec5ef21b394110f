"""The year before, imported from where it was published: its place stated, shown, never ours."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts import ledger
from accounts.models import Account, Origin
from tests import stages
from tests.disclosures.desk.conftest import member, nowhere
from tests.disclosures.desk.workbook.layouts import spending

PLACE = {"place": "市政府网站", "address": "https://example.org/a", "day": "2024-09-20"}


def url(account: Account, rest: str = "") -> str:
    return f"/desk/accounts/{account.pk}/last-year/{rest}"


def send(client: Client, account: Account, **more: Any) -> Any:
    file = SimpleUploadedFile("上年.xlsx", spending(ledger.load_case(account), year=account.year - 1))
    return client.post(url(account), {"file": file, **PLACE, **more})


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("rest", ["", "confirm"])
def test_for_others_there_is_nothing(outsider: Client, draft: Account, rest: str, method: str) -> None:
    nowhere(outsider, method, url(draft, rest), f"/desk/accounts/{10**15}/last-year/{rest}")


@pytest.mark.parametrize("role", ["reviewer", "bureau", "publisher", "administrator"])
def test_only_clerks_import_it(draft: Account, role: str) -> None:
    client = member(role, role, "liaoyuan")
    assert client.get(url(draft)).status_code == 404 and send(client, draft).status_code == 404


def test_previewed_then_written_with_its_place(clerk: Client, draft: Account) -> None:
    last = Account.objects.get(unit=draft.unit, year=draft.year - 1)
    was = ledger.load(last)
    assert "仅供比较" in clerk.get(url(draft)).content.decode()
    answer = send(clerk, draft)
    assert answer.status_code == 200 and "（市政府网站公开的）" in answer.content.decode()
    last.refresh_from_db()
    assert (last.source, ledger.load(last)) == ("comparison", was) and not Origin.objects.exists()
    given = {"plan": answer.context["token"], "sure": "1"}
    for _ in range(2):  # a double click
        done = clerk.post(url(draft, "confirm"), given)
        assert done.status_code == 302 and done["Location"] == f"/desk/accounts/{last.pk}/workbook/"
    last.refresh_from_db()
    spent = ledger.load(draft).of_table("t03")
    kept = {cell: n for cell, n in spent.items() if cell.column in ("total", "basic", "project")}
    assert last.source == "imported" and dict(ledger.load(last)) == kept
    told = "2024年9月20日公开于市政府网站（https://example.org/a）"
    assert str(Origin.objects.get()) == told
    for address in (f"/desk/accounts/{draft.pk}/", f"/desk/accounts/{draft.pk}/carry-over/", url(draft)):
        assert told in clerk.get(address).content.decode()
    page = clerk.get(f"/desk/accounts/{last.pk}/").content.decode()
    assert "在别处公开" in page and told in page and "去办理" not in page
    assert "在别处公开" in clerk.get("/desk/").content.decode()
    assert "撤销这次上传" in clerk.get(f"/desk/accounts/{last.pk}/workbook/").content.decode()


def test_what_is_wrong_is_told_and_nothing_is_begun(clerk: Client, draft: Account) -> None:
    Account.objects.filter(unit=draft.unit, year=draft.year - 1).update(year=2010)
    assert "公开于哪里" in send(clerk, draft, place="").content.decode()
    assert send(clerk, draft, address="javascript:alert(1)").status_code == 422
    assert "不能晚于今天" in send(clerk, draft, day="2999-01-01").content.decode()
    assert "没有选择文件" in clerk.post(url(draft), PLACE).content.decode()
    assert clerk.post(url(draft, "confirm"), {"plan": "x"}).status_code == 409
    answer = send(clerk, draft)
    if answer.context["doubts"]:
        refused = clerk.post(url(draft, "confirm"), {"plan": answer.context["token"]})
        assert refused.status_code == 409 and "还没有核对" in refused.content.decode()
    here = clerk.post(f"/desk/accounts/{draft.pk}/workbook/confirm", {"plan": answer.context["token"]})
    assert here.status_code == 409 and "不是这份决算的预览" in here.content.decode()
    assert not Account.objects.filter(unit=draft.unit, year=draft.year - 1).exists()


def test_a_year_of_ours_and_a_closed_account_refuse(clerk: Client, draft: Account) -> None:
    Account.objects.filter(unit=draft.unit, year=draft.year - 1).update(source="portal")
    assert "在本站填报" in clerk.get(url(draft)).content.decode()
    assert "在本站填报，不能作为别处公开" in send(clerk, draft).content.decode()
    stages.put_in(draft, "submitted")
    assert "不能修改" in send(clerk, draft).content.decode()


def test_the_overview_offers_it_where_the_year_is_missing(clerk: Client, draft: Account) -> None:
    assert url(draft) in clerk.get(f"/desk/accounts/{draft.pk}/").content.decode()
    stages.put_in(draft, "submitted")
    assert url(draft) not in clerk.get(f"/desk/accounts/{draft.pk}/").content.decode()


def test_queries_do_not_grow(
    clerk: Client, draft: Account, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(12):
        clerk.get(url(draft))
    with django_assert_max_num_queries(75):
        send(clerk, draft)
