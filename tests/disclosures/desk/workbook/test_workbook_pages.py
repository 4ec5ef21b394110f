"""Download, upload, preview, confirmation, undo; and that for others none of it is there."""

import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from accounts import filing, ledger
from accounts.figures import at
from accounts.models import Account, Change
from disclosures.desk.workbook import carrying
from disclosures.workbook import package
from tests import stages
from tests.disclosures.desk.conftest import member, nowhere

T03 = "03 支出决算表"
CELL = at("t03/2080505/total")
GETS = ("", "account.xlsx", "empty.xlsx")
POSTS = ("preview", "confirm", "undo")
COMPARE = "compare"


def url(account: Account, rest: str = "") -> str:
    return f"/desk/accounts/{account.pk}/workbook/{rest}"


def downloaded(client: Client, account: Account, name: str = "account.xlsx") -> bytes:
    return client.get(url(account, name)).content


def altered(content: bytes, change: Callable[[Any], None]) -> bytes:
    book, out = load_workbook(io.BytesIO(content)), io.BytesIO()
    change(book)
    book.save(out)
    return out.getvalue()


def one_cell(book: Any, amount: Any = 1234.5) -> None:
    sheet = book[T03]
    row = next(cell.row for line in sheet.iter_rows() for cell in line if cell.value == "2080505")
    sheet.cell(row, 4).value = amount


def several(book: Any) -> None:
    one_cell(book)
    texts, projects = book["文字说明"], book["项目"]
    for row in range(5, texts.max_row):
        if texts.cell(row, 2).value == "reason.overall":
            texts.cell(row, 4).value = "新的原因"
    new = max(r for r in range(5, projects.max_row + 1) if projects.cell(r, 1).value is None)
    projects.cell(new, 2).value, projects.cell(new, 3).value = "new-one", "新项目"
    money = book["附5 项目资金情况"]
    new = max(r for r in range(5, money.max_row + 1) if money.cell(r, 1).value is None)
    money.cell(new, 2).value, money.cell(new, 3).value = "new-one：年度资金总额", 8


def upload(client: Client, account: Account, content: bytes) -> Any:
    return client.post(url(account, "preview"), {"file": SimpleUploadedFile("表.xlsx", content)})


def plan_in(answer: Any) -> str:
    return str(answer.context["token"])


def confirm(client: Client, account: Account, answer: Any, **more: Any) -> Any:
    return client.post(url(account, "confirm"), {"plan": plan_in(answer), **more})


def state(account: Account) -> Any:
    case = ledger.load_case(account)
    return case.figures, case.texts, case.projects, case.names


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("rest", [*GETS, *POSTS, COMPARE])
def test_for_others_there_is_nothing(outsider: Client, draft: Account, rest: str, method: str) -> None:
    nowhere(outsider, method, url(draft, rest), f"/desk/accounts/{10**15}/workbook/{rest}")


@pytest.mark.parametrize("role", ["reviewer", "bureau", "publisher", "administrator"])
def test_who_may_read_may_download_and_no_more(draft: Account, role: str) -> None:
    client = member(role, role, "liaoyuan")
    page = client.get(url(draft)).content.decode()
    assert "您可以下载" in page and 'type="file"' not in page and 'aria-current="page">工作簿' in page
    content = downloaded(client, draft)
    assert content.startswith(b"PK")
    before = state(draft)
    for verb in POSTS:
        assert client.post(url(draft, verb), {"file": SimpleUploadedFile("x", content)}).status_code == 404
    assert state(draft) == before


def test_a_download_is_a_file_with_a_name(clerk: Client, draft: Account) -> None:
    for name in ("account.xlsx", "empty.xlsx"):
        answer = clerk.get(url(draft, name))
        assert answer["Content-Type"].endswith("spreadsheetml.sheet")
        assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
        assert "no-store" in answer["Cache-Control"]


def test_uploading_what_was_downloaded_changes_nothing(clerk: Client, draft: Account) -> None:
    before = state(draft)
    for name in ("account.xlsx", "empty.xlsx"):
        answer = upload(clerk, draft, downloaded(clerk, draft, name))
        page = answer.content.decode()
        assert answer.status_code == 200 and "没有可以直接写入的改动" in page and "确认写入" not in page
        assert confirm(clerk, draft, answer).status_code == 302
    assert state(draft) == before


def test_nothing_is_written_until_it_is_confirmed_and_one_undo_brings_it_back(
    clerk: Client, draft: Account
) -> None:
    before, log = state(draft), Change.objects.count()
    answer = upload(clerk, draft, altered(downloaded(clerk, draft), several))
    page = answer.content.decode()
    assert state(draft) == before and Change.objects.count() == log
    assert "1,234.50万元" in page and f"{T03}!D" in page and "新的原因" in page and "新项目 new-one" in page
    assert "将写入 4 处" in page
    done = confirm(clerk, draft, answer)
    assert done.status_code == 302
    case = ledger.load_case(draft)
    assert case.figures[CELL] == Decimal("12345000.00") and case.texts["reason.overall"] == "新的原因"
    assert case.figures[at("project/new-one.total/initial")] == 80_000
    assert Change.objects.latest("id").by == "填报人"
    page = clerk.get(url(draft)).content.decode()
    assert "已写入 4 处" in page and "撤销这次上传" in page
    token = page.partition('撤销的内容">')[2].partition("<")[0]
    assert "撤销这次上传" not in clerk.get(url(draft)).content.decode()
    assert clerk.post(url(draft, "undo"), {"plan": token}).status_code == 302
    assert state(draft) == before


def test_confirming_twice_writes_once(clerk: Client, draft: Account) -> None:
    answer = upload(clerk, draft, altered(downloaded(clerk, draft), several))
    confirm(clerk, draft, answer)
    after, log = state(draft), Change.objects.count()
    assert confirm(clerk, draft, answer).status_code == 302
    assert state(draft) == after and Change.objects.count() == log


def test_what_changed_since_the_preview_is_shown_and_nothing_is_written(
    clerk: Client, draft: Account
) -> None:
    answer = upload(clerk, draft, altered(downloaded(clerk, draft), several))
    ledger.record(draft, {CELL: Decimal("77700.00")}, by="同事")
    before = state(draft)
    refused = confirm(clerk, draft, answer)
    page = refused.content.decode()
    assert refused.status_code == 409 and state(draft) == before
    assert "有 1 处被改动，没有写入" in page and "7.77万元" in page and "将写入 3 处" in page
    confirm(clerk, draft, refused)
    assert ledger.load(draft)[CELL] == Decimal("77700.00")
    assert ledger.load_case(draft).texts["reason.overall"] == "新的原因"


def test_a_conflict_is_written_only_where_the_clerk_says_so(clerk: Client, draft: Account) -> None:
    content = altered(downloaded(clerk, draft), one_cell)
    ledger.record(draft, {CELL: Decimal("77700.00")}, by="同事")
    answer = upload(clerk, draft, content)
    page = answer.content.decode()
    assert "冲突" in page and 'name="take" value="t03/2080505/total"' in page
    confirm(clerk, draft, answer)
    assert ledger.load(draft)[CELL] == Decimal("77700.00")
    confirm(clerk, draft, answer, take=str(CELL))
    assert ledger.load(draft)[CELL] == Decimal("12345000.00")


def test_undo_leaves_alone_what_was_changed_afterwards(clerk: Client, draft: Account) -> None:
    confirm(clerk, draft, upload(clerk, draft, altered(downloaded(clerk, draft), several)))
    token = clerk.get(url(draft)).context["undo"]["plan"]
    ledger.record(draft, {CELL: Decimal("100.00") * 100}, by="同事")
    before = state(draft)
    refused = clerk.post(url(draft, "undo"), {"plan": token})
    assert refused.status_code == 409 and "写入之后又有改动，没有撤销" in refused.content.decode()
    assert state(draft) == before


def test_a_plan_is_for_one_person_one_account_and_a_while(
    clerk: Client, draft: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = upload(clerk, draft, altered(downloaded(clerk, draft), one_cell))
    before, token = state(draft), plan_in(answer)
    other = member("另一位填报人", "clerk", "liaoyuan")
    both = member("两处的填报人", "clerk", "yanbian")
    yanbian = Account.objects.of("yanbian", 2024)
    tries = [
        (other, draft, token, "别人的"),
        (both, yanbian, token, "别人的"),
        (clerk, draft, token + "x", "不完整"),
    ]
    tries.append((clerk, draft, signing.dumps({"user": 1}, salt="other"), "不完整"))
    for client, account, sent, told in tries:
        for verb in ("confirm", "undo"):
            refused = client.post(url(account, verb), {"plan": sent})
            assert refused.status_code == 409 and told in refused.content.decode()
    monkeypatch.setattr(carrying, "HOURS", -1)
    assert "请重新上传" in confirm(clerk, draft, answer).content.decode()
    assert state(draft) == before


def test_a_closed_account_refuses(clerk: Client, draft: Account) -> None:
    content = altered(downloaded(clerk, draft), one_cell)
    answer = upload(clerk, draft, content)
    before = state(draft)
    stages.put_in(draft, "submitted")
    refused = upload(clerk, draft, content)
    assert refused.status_code == 409 and "不能修改" in refused.content.decode()
    for verb in ("confirm", "undo"):
        refused = clerk.post(url(draft, verb), {"plan": plan_in(answer)})
        assert refused.status_code == 409 and "不能修改" in refused.content.decode()
    assert state(draft) == before
    assert 'type="file"' not in clerk.get(url(draft)).content.decode()
    assert downloaded(clerk, draft).startswith(b"PK")


def test_files_that_cannot_be_read_are_refused(
    clerk: Client, draft: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    for content, told in ((b"x", "不是工作簿"), (b"\xd0\xcf\x11\xe0", "没有读取")):
        refused = upload(clerk, draft, content)
        assert refused.status_code == 422 and told in refused.content.decode()
    assert "没有选择文件" in clerk.post(url(draft, "preview")).content.decode()
    monkeypatch.setattr("disclosures.desk.workbook.views.LARGEST", 10)
    assert "文件太大" in upload(clerk, draft, bytes(11)).content.decode()
    assert package.LARGEST > 10


def test_what_cannot_be_kept_is_told_before(clerk: Client, draft: Account) -> None:
    def change(book: Any) -> None:
        book["项目"].cell(5, 12).value = "很好"

    answer = upload(clerk, draft, altered(downloaded(clerk, draft), change))
    page = answer.content.decode()
    assert "自评得分“很好”不是数" in page and "确认写入" not in page
    assert confirm(clerk, draft, answer).status_code == 409


def test_too_much_at_once_is_refused(clerk: Client, draft: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carrying, "LONGEST", 10)
    refused = upload(clerk, draft, altered(downloaded(clerk, draft), one_cell))
    assert refused.status_code == 422 and "分几次上传" in refused.content.decode()


def test_a_formula_in_a_name_does_no_harm_in_the_preview(clerk: Client, draft: Account) -> None:
    filing.explain(draft, {"reason.overall": "<script>alert(1)</script>=1+1"}, by="某人")

    def change(book: Any) -> None:
        one_cell(book, "<img src=x>")

    page = upload(clerk, draft, altered(downloaded(clerk, draft), change)).content.decode()
    assert "&lt;img src=x&gt;" in page and "<img src=x>" not in page


def test_a_request_from_another_site_is_refused(clerk: Client, draft: Account) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"cookie": clerk.cookies.output(header="", sep=";")})
    for verb in POSTS:
        assert strict.post(url(draft, verb)).status_code == 403


def test_queries_do_not_grow(
    clerk: Client, draft: Account, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    content = altered(downloaded(clerk, draft), several)
    with django_assert_max_num_queries(8):
        clerk.get(url(draft))
    with django_assert_max_num_queries(20):
        downloaded(clerk, draft)
    with django_assert_max_num_queries(20):
        answer = upload(clerk, draft, content)
    with django_assert_max_num_queries(80):
        confirm(clerk, draft, answer)
