"""A workbook of another program: preview by table, doubts to be settled, findings after, undo; comparison."""

from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts import ledger
from accounts.figures import at
from accounts.models import Account, Change
from tests import stages
from tests.disclosures.desk.conftest import member
from tests.disclosures.desk.workbook.layouts import spending

CELL = at("t03/2080505/total")


def url(account: Account, rest: str = "") -> str:
    return f"/desk/accounts/{account.pk}/workbook/{rest}"


def send(client: Client, account: Account, content: bytes, rest: str = "preview") -> Any:
    return client.post(url(account, rest), {"file": SimpleUploadedFile("表.xlsx", content)})


def altered(account: Account, **more: Any) -> bytes:
    return spending(ledger.load_case(account), {"2080505/total": 1234.5}, **more)


def test_each_table_is_told_with_its_place_and_counts(clerk: Client, draft: Account) -> None:
    before = Change.objects.count()
    answer = send(clerk, draft, altered(draft))
    page = answer.content.decode()
    (found,) = answer.context["tallies"]
    assert (found.key, found.counts["changed"], found.counts["unread"]) == ("t03", 1, 0)
    assert found.counts["equal"] and found.places[0].startswith("Z03!A") and "万元" in found.money
    for told in ("1,234.50万元", "收入决算表", "“说明”", "表头是怎样认的"):
        assert told in page
    assert Change.objects.count() == before


def test_written_with_its_findings_and_taken_back(clerk: Client, draft: Account) -> None:
    before = ledger.load(draft)
    answer = send(clerk, draft, altered(draft))
    for _ in range(2):  # a double click
        given = {"plan": answer.context["token"], "sure": "1"}
        assert clerk.post(url(draft, "confirm"), given).status_code == 302
    assert ledger.load(draft)[CELL] == Decimal("12345000.00")
    assert Change.objects.filter(account=draft, address=str(CELL)).count() == 2
    page = clerk.get(url(draft))
    told = page.context["undo"]
    assert told["new"] and f"新出现 {told['new']} 处问题" in page.content.decode()
    assert f"/desk/accounts/{draft.pk}/findings/" in page.content.decode()
    assert clerk.post(url(draft, "undo"), {"plan": told["plan"]}).status_code == 302
    assert ledger.load(draft) == before


def test_doubts_are_settled_first(clerk: Client, draft: Account) -> None:
    answer = send(clerk, draft, altered(draft, unit="另一个完全不同的单位", year=2019))
    page = answer.content.decode()
    assert "请先核对" in page and "另一个完全不同的单位" in page and 'name="sure"' in page
    before = ledger.load(draft)
    refused = clerk.post(url(draft, "confirm"), {"plan": answer.context["token"]})
    assert refused.status_code == 409 and "还没有核对" in refused.content.decode()
    assert "1,234.50万元" in refused.content.decode() and ledger.load(draft) == before
    given = {"plan": refused.context["token"], "sure": "1"}
    assert clerk.post(url(draft, "confirm"), given).status_code == 302
    assert ledger.load(draft)[CELL] == Decimal("12345000.00")


def test_what_is_no_number_is_named_with_sheet_and_cell(clerk: Client, draft: Account) -> None:
    content = spending(ledger.load_case(draft), {"2080505/total": "约三百万"})
    page = send(clerk, draft, content).content.decode()
    assert "约三百万" in page and "Z03!E" in page and "未识别" in page


def test_a_workbook_without_a_number_is_no_import(clerk: Client, draft: Account) -> None:
    case = ledger.load_case(draft)
    blank = {f"{cell.row}/{cell.column}": None for cell in case.figures}
    refused = send(clerk, draft, spending(case, blank))
    assert refused.status_code == 422 and "没有读" in refused.content.decode()


def test_compared_by_all_who_may_read_also_when_closed(draft: Account) -> None:
    content, before = altered(draft), Change.objects.count()
    stages.put_in(draft, "published")
    for role in ("clerk", "reviewer", "bureau", "publisher", "administrator"):
        client = member(role, role, "liaoyuan")
        assert 'type="file"' in client.get(url(draft, "compare")).content.decode()
        answer = send(client, draft, content, "compare")
        page = answer.content.decode()
        assert answer.status_code == 200 and "不一致" in page and "1,234.50万元" in page
        assert "没有写入任何内容" in page and answer.context["found"].counts["differs"] == 1
    assert Change.objects.count() == before


def test_equal_and_missing_on_either_side(clerk: Client, draft: Account) -> None:
    case = ledger.load_case(draft)
    found = send(clerk, draft, spending(case), "compare").context["found"]
    assert found.agrees and "收入决算表" in found.not_found
    empty = next(cell for cell in case.figures if cell.table == "t03" and cell.column == "project")
    content = spending(case, {f"{empty.row}/project": None})
    assert send(clerk, draft, content, "compare").context["found"].counts["only_account"] == 1
    ledger.record(draft, {empty: None}, by="某人")
    assert send(clerk, draft, spending(case), "compare").context["found"].counts["only_file"] == 1


def test_a_file_in_yuan_agrees_as_far_as_rounding_goes(clerk: Client, draft: Account) -> None:
    case = ledger.load_case(draft)
    near, far = (case.figures[CELL] + Decimal(more) for more in ("49.99", "51.00"))
    for amount, agrees in ((near, True), (far, False)):
        content = spending(case, {"2080505/total": amount}, money="元")
        assert send(clerk, draft, content, "compare").context["found"].agrees is agrees


def test_what_cannot_be_compared_is_told(clerk: Client, draft: Account) -> None:
    refused = send(clerk, draft, b"x", "compare")
    assert refused.status_code == 422 and 'role="alert"' in refused.content.decode()
    assert "没有选择文件" in clerk.post(url(draft, "compare")).content.decode()


def test_queries_do_not_grow(
    clerk: Client, draft: Account, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    content = altered(draft)
    for rest in ("preview", "compare"):
        with django_assert_max_num_queries(20):
            send(clerk, draft, content, rest)
