"""汇总 at the desk: units and their changes, payments, preview, confirmation, undo, cells; not for others."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts import filing, ledger
from accounts.consolidating import consolidate
from accounts.figures import at
from accounts.models import Account, Adjustment, Consolidation, Unit
from accounts.money import Scale
from tests import stages
from tests.accounts.amounts import cells
from tests.disclosures.desk.conftest import member, nowhere

CELL = at("t03/205/project")
ROWS = ("205", "20502", "2050203", "total")
PAID = "".join(f"t03/{row}/subsidy_down 30.00 t03/{row}/total 90.00 t03/{row}/project 60.00 " for row in ROWS)
GOT = "".join(f"t02/{row}/superior_subsidy 30.00 t02/{row}/total 30.00 " for row in ROWS)
GETS = ("", "preview", "tables/t03/", f"cell?at={CELL}")
POSTS = ("confirm", "undo", "eliminate", "remove", "cell")


def unit_account(code: str, name: str, text: str, parent: Unit) -> Account:
    unit = Unit.objects.create(code=code, name=name, kind="unit", level="市", parent=parent)
    account = filing.begin(unit, 2024, edition="jilin-2024-unit", scale=Scale.YUAN)
    ledger.record(account, cells(text), by="单位填报人")
    stages.put_in(account, "reviewed")
    return account


@pytest.fixture
def account(db: None) -> Account:
    department = Unit.objects.create(code="ju", name="文旅局", kind="department", level="市")
    unit_account("ju-a", "文旅局本级", PAID, department)
    unit_account("ju-b", "图书馆", GOT + "t03/205/project 400.00", department)
    return filing.begin(department, 2024, edition="jilin-2024-department", scale=Scale.YUAN)


@pytest.fixture
def finance(account: Account) -> Client:
    return member("局财务", "clerk", "ju")


def url(account: Account, rest: str = "") -> str:
    return f"/desk/accounts/{account.pk}/consolidation/{rest}"


def page(client: Client, account: Account, rest: str = "") -> str:
    answer = client.get(url(account, rest))
    assert answer.status_code == 200, rest
    return answer.content.decode()


def mark(text: str) -> str:
    found = re.search(r'name="mark" value="(\w+)"', text)
    assert found
    return found[1]


def changed(code: str, text: str) -> None:
    account = Account.objects.of(code, 2024)
    stages.put_in(account, "draft")
    ledger.record(account, cells(text), by="李四")
    stages.put_in(account, "reviewed")


def test_nothing_is_written_until_it_is_confirmed_and_one_undo_brings_it_back(
    finance: Client, account: Account
) -> None:
    assert "还没有汇总" in page(finance, account)
    preview = page(finance, account, "preview")
    assert "将写入" in preview and "460.00元" in preview and not ledger.load(account)
    done = finance.post(url(account, "confirm"), {"mark": mark(preview)}, follow=True).content.decode()
    assert "已汇总 2 个单位" in done and "与所属单位一致" in done
    assert ledger.load(account)[CELL] == 460
    last = re.search(r'name="last" value="(\d+)"', done)
    assert last
    again = finance.post(url(account, "undo"), {"last": last[1]}, follow=True).content.decode()
    assert "处恢复为汇总前的内容" in again and not ledger.load(account)
    second = finance.post(url(account, "undo"), {"last": last[1]})
    assert second.status_code == 409 and "已经撤销" in second.content.decode()


def test_a_unit_that_changed_is_named_with_the_cell_here_on_the_overview_and_at_submission(
    finance: Client, account: Account
) -> None:
    consolidate(account, by="局财务")
    changed("ju-b", "t03/205/project 500.00")
    here = page(finance, account)
    assert "已经过期：1 个单位与汇总时不同" in here
    assert "400.00元 → 500.00元" in here and "李四" in here
    for address in (f"/desk/accounts/{account.pk}/", f"/desk/accounts/{account.pk}/findings/"):
        text = finance.get(address).content.decode()
        assert "图书馆的决算在汇总以后有改动：1处" in text, address
    assert "个问题没有改正或说明" in finance.get(f"/desk/accounts/{account.pk}/steps/").content.decode()


def test_units_without_an_approved_account_make_a_draft_and_are_named(
    finance: Client, account: Account
) -> None:
    stages.put_in(Account.objects.of("ju-b", 2024), "draft")
    Unit.objects.create(code="ju-c", name="剧院", kind="unit", level="市", parent=account.unit)
    assert "已审核 1 个，填报中 1 个，没有决算 1 个" in page(finance, account)
    preview = page(finance, account, "preview")
    assert "只能汇总成草稿" in preview and "图书馆（填报中）、剧院（没有决算）" in preview
    assert "汇总成草稿</button>" in preview


def test_units_that_are_not_approved_do_not_make_the_sum_out_of_date(
    finance: Client, account: Account
) -> None:
    stages.put_in(Account.objects.of("ju-b", 2024), "draft")
    consolidate(account, by="局财务")
    here = page(finance, account)
    assert "汇总成了草稿：1 个单位还没有审核通过或没有决算" in here and "已经过期" not in here
    ledger.record(Account.objects.of("ju-b", 2024), cells("t03/205/project 500.00"), by="李四")
    assert "已经过期：1 个单位与汇总时不同" in page(finance, account)


def test_a_unit_reopened_after_the_preview_is_shown_again_before_anything_is_written(
    finance: Client, account: Account
) -> None:
    shown = mark(page(finance, account, "preview"))
    stages.put_in(Account.objects.of("ju-b", 2024), "draft")
    answer = finance.post(url(account, "confirm"), {"mark": shown})
    text = answer.content.decode()
    assert answer.status_code == 409 and "预览之后" in text and "图书馆（填报中）" in text
    assert not ledger.load(account)
    assert finance.post(url(account, "confirm"), {"mark": mark(text)}).status_code == 302


def test_what_was_typed_by_hand_is_shown_and_stays_until_it_is_ticked(
    finance: Client, account: Account
) -> None:
    ledger.record(account, cells("t03/205/project 999.00"), by="王五")
    preview = page(finance, account, "preview")
    assert "另有 1 处手工填写" in preview and "999.00元" in preview
    finance.post(url(account, "confirm"), {"mark": mark(preview)})
    assert ledger.load(account)[CELL] == 999
    preview = page(finance, account, "preview")
    finance.post(url(account, "confirm"), {"mark": mark(preview), "take": str(CELL)})
    assert ledger.load(account)[CELL] == 460


def payments(text: str) -> dict[str, Any]:
    """What the form of payments sends as it stands."""
    ticked = re.findall(r'name="take" value="([^"]+)"[^>]* checked', text)
    amounts = dict(re.findall(r'name="(amount:[^"]+)" value="([^"]*)"', text))
    return {"take": ticked, **amounts, "reason": "局拨给图书馆"}


def test_equal_payments_are_ticked_and_taken_out_with_one_click(finance: Client, account: Account) -> None:
    text = page(finance, account)
    assert "收入方 30.00元，支出方 30.00元，双方相等" in text
    form = payments(text)
    assert form["take"] == ["ju-b:t02/2050203/superior_subsidy", "ju-a:t03/2050203/subsidy_down"]
    text = finance.post(url(account, "eliminate"), form, follow=True).content.decode()
    assert "已抵销 2 笔" in text and "都已抵销" in text and "局拨给图书馆" in text
    consolidate(account, by="局财务")
    figures = ledger.load(account)
    assert figures[at("t03/total/total")] == 60 and at("t02/total/total") not in figures
    again = finance.post(url(account, "eliminate"), form)
    assert again.status_code == 409 and "还可以抵销0.00元" in again.content.decode()
    assert Adjustment.objects.count() == 2


@pytest.mark.parametrize(
    ("typed", "told"),
    [("300", "还可以抵销30.00元"), ("三十", "三十"), ("", "没有填金额"), ("1e5", "1e5")],
)
def test_a_payment_that_cannot_be_taken_out_keeps_what_was_typed(
    finance: Client, account: Account, typed: str, told: str
) -> None:
    form = payments(page(finance, account))
    form["amount:ju-a:t03/2050203/subsidy_down"] = typed
    answer = finance.post(url(account, "eliminate"), form)
    text = answer.content.decode()
    assert answer.status_code == 409 and told in text and not Adjustment.objects.exists()
    assert payments(text) == form and 'value="局拨给图书馆"' in text


def test_hostile_forms_are_refused(finance: Client, account: Account) -> None:
    for take in ("x", "ju-a:t03", "ju-a:t03/2050203/subsidy_down\1", "zz:t03/2050203/subsidy_down"):
        form = {"take": take, f"amount:{take}": "1", "reason": "理由"}
        assert finance.post(url(account, "eliminate"), form).status_code == 409, take
    assert finance.post(url(account, "remove"), {"adjustment": "9" * 30}).status_code == 409
    assert finance.post(url(account, "confirm"), {"mark": "x"}).status_code == 409
    assert not Adjustment.objects.exists() and not Consolidation.objects.exists()


def test_where_all_is_taken_out_nothing_is_asked(finance: Client, account: Account) -> None:
    offered = page(finance, account)
    assert "抵销勾选的往来" in offered
    keys = re.findall(r'name="take" value="([^"]+)"', offered)
    fields = {f"amount:{key}": "30.00" for key in keys}
    finance.post(url(account, "eliminate"), {"take": keys, "reason": "拨给图书馆", **fields})
    done = page(finance, account)
    assert "都已抵销" in done and "抵销勾选的往来" not in done


def test_a_department_without_units_says_so(db: None) -> None:
    alone = Unit.objects.create(code="alone", name="独立的局", kind="department", level="市")
    account = filing.begin(alone, 2024, edition="jilin-2024-department", scale=Scale.YUAN)
    assert "还没有所属单位" in page(member("局财务", "clerk", "alone"), account)


def test_a_payment_that_shrank_after_it_was_taken_out_is_named(finance: Client, account: Account) -> None:
    finance.post(url(account, "eliminate"), payments(page(finance, account)))
    changed("ju-a", "t03/2050203/subsidy_down 10.00")
    consolidate(account, by="局财务")
    told = "文旅局本级的《支出决算表》“2050203”行“对附属单位补助支出”栏现为10.00元，汇总时抵销了30.00元"
    assert told in page(finance, account)
    assert told in finance.get(f"/desk/accounts/{account.pk}/findings/").content.decode()


def test_a_cell_shows_its_units_the_adjustments_and_the_total(finance: Client, account: Account) -> None:
    finance.post(url(account, "eliminate"), payments(page(finance, account)))
    consolidate(account, by="局财务")
    text = page(finance, account, "cell?at=t03/total/total")
    assert "文旅局本级" in text and "90.00元" in text and "-30.00元" in text and "局拨给图书馆" in text
    assert "与汇总数一致" in text and "空白的 1 个单位" in text


def test_an_adjustment_is_added_at_the_cell_and_removed_at_the_page(
    finance: Client, account: Account
) -> None:
    text = page(finance, account, f"cell?at={CELL}")
    form = {"at": str(CELL), "amount": "-0.50", "reason": "尾差", "unit": "ju-b", "seen": "0"}
    assert 'name="seen" value="0"' in text
    assert finance.post(url(account, "cell"), form).status_code == 302
    assert finance.post(url(account, "cell"), form).status_code == 409
    (made,) = Adjustment.objects.all()
    assert (made.amount, made.unit.code if made.unit else "") == (Decimal("-0.50"), "ju-b")
    assert "459.50元" in page(finance, account, f"cell?at={CELL}")
    finance.post(url(account, "remove"), {"adjustment": made.pk})
    text = page(finance, account)
    assert "撤去的 1 项" in text and "460.00元" in page(finance, account, f"cell?at={CELL}")


def test_clerks_text_is_shown_as_text(finance: Client, account: Account) -> None:
    form = {"at": str(CELL), "amount": "1", "reason": "<script>x</script>", "unit": "", "seen": "0"}
    finance.post(url(account, "cell"), form)
    for rest in ("", f"cell?at={CELL}"):
        assert "<script>x" not in page(finance, account, rest)


def test_cells_that_are_not_summed_say_so(finance: Client, account: Account) -> None:
    text = page(finance, account, "cell?at=evaluation/first_level/value")
    assert "不由所属单位相加" in text and "加一项调整" not in text


def test_the_grid_and_the_findings_lead_to_the_units_of_a_cell(finance: Client, account: Account) -> None:
    consolidate(account, by="局财务")
    ledger.record(account, cells("t03/205/project 1.00"), by="局财务")
    entry = finance.get(f"/desk/accounts/{account.pk}/tables/t03/").content.decode()
    assert url(account, "tables/t03/") in entry and url(account, "cell") in entry
    findings = finance.get(f"/desk/accounts/{account.pk}/findings/").content.decode()
    assert url(account, f"cell?at={CELL}") in findings
    table = page(finance, account, "tables/t03/")
    assert url(account, f"cell?at={CELL}") in table and "≠" in table


@pytest.mark.parametrize("rest", ["cell", "cell?at=x", "cell?at=t03/205/none", "tables/t99/"])
def test_what_is_not_there_is_not_found(finance: Client, account: Account, rest: str) -> None:
    nowhere(finance, "get", url(account, rest))


def test_a_unit_has_no_sum(account: Account) -> None:
    clerk = member("图书馆填报人", "clerk", "ju-b")
    own = Account.objects.of("ju-b", 2024)
    nowhere(clerk, "get", *(url(own, rest) for rest in GETS))
    nowhere(clerk, "get", *(url(account, rest) for rest in GETS))


def test_for_outsiders_nothing_is_there(outsider: Client, account: Account) -> None:
    nowhere(outsider, "get", *(url(account, rest) for rest in GETS))
    nowhere(outsider, "post", *(url(account, rest) for rest in POSTS))
    assert not Consolidation.objects.exists()


def test_a_reviewer_reads_and_does_not_sum(account: Account) -> None:
    reviewer = member("审核人", "reviewer", "ju")
    text = page(reviewer, account)
    assert "您可以查看" in text and "先预览" not in text and "撤去</button>" not in text
    assert f'href="/desk/accounts/{Account.objects.of("ju-b", 2024).pk}/"' in text
    nowhere(reviewer, "post", *(url(account, rest) for rest in POSTS))
    nowhere(reviewer, "get", url(account, "preview"))


def test_a_submitted_account_is_not_summed(finance: Client, account: Account) -> None:
    shown = mark(page(finance, account, "preview"))
    stages.put_in(account, "submitted")
    assert "先预览" not in page(finance, account)
    answer = finance.post(url(account, "confirm"), {"mark": shown})
    assert answer.status_code == 409 and "已报送" in answer.content.decode() and not ledger.load(account)


@pytest.mark.parametrize("more", [1, 28])
def test_the_pages_cost_as_many_queries_for_three_units_as_for_thirty(
    finance: Client, account: Account, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(more):
        unit_account(f"ju-x{n}", f"馆{n}", "t03/205/project 1.00", account.unit)
    consolidate(account, by="局财务")
    page(finance, account)
    for rest, queries in (("", 25), ("preview", 24), (f"cell?at={CELL}", 21), ("tables/t03/", 20)):
        with django_assert_num_queries(queries):
            page(finance, account, rest)
