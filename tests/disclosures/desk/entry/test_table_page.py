"""The page of one table, with and without script; for others it is not there."""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts import elsewhere, filing, ledger
from accounts.editions import edition_of
from accounts.figures import at
from accounts.models import Account, Change
from accounts.money import Scale
from tests import stages
from tests.disclosures.desk.entry.conftest import person, write

ENDS = ("", "cells", "live", "subjects", "cell", "remarks")


def url(account: Account, table: str = "t03", end: str = "") -> str:
    return f"/desk/accounts/{account.pk}/tables/{table}/{end}"


def inputs(page: str) -> dict[str, str]:
    """Address and value of every cell that can be filled in."""
    body = page.split("<template")[0]
    pairs = re.findall(r'name="([^"/]+/[^"/]+/[^"/]+)" value="([^"]*)"', body)
    return {unescape(name): unescape(value) for name, value in pairs}


def form(page: str, **texts: str) -> dict[str, str]:
    """What a browser would send."""
    seen = unescape(re.search(r'name="seen" value="([^"]*)"', page)[1])  # type: ignore[index]
    return {**inputs(page), "seen": seen, **{key.replace("__", "/"): text for key, text in texts.items()}}


def figure(account: Account, address: str) -> str:
    return str(ledger.load(account).get(at(address)))


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("end", ENDS)
def test_for_others_there_is_nothing(outsider: Client, account: Account, end: str, method: str) -> None:
    unknown = outsider.get("/no/such/page/")
    for address in (
        url(account, end=end),
        url(account, "nothing", end),
        url(Account(pk=account.pk + 1), end=end),
    ):
        answer = getattr(outsider, method)(address, {"at": "t03/205/basic", "text": "x", "q": "教育"})
        assert (answer.status_code, answer.content) == (404, unknown.content)


def test_a_table_that_the_edition_has_not(clerk: Client, account: Account) -> None:
    for end in ENDS:
        assert clerk.get(url(account, "t99", end)).status_code == 404


def test_every_cell_of_every_table_can_be_filled_in(clerk: Client, account: Account) -> None:
    for table in edition_of(account.edition).tables:
        page = clerk.get(url(account, table.key)).content.decode()
        rows = {row.key for block in table.blocks for row in block.fixed_rows if row.key}
        assert {at(name).row for name in inputs(page)} >= rows, table.key
        assert 'type="number"' not in page and "style=" not in page


def test_cells_show_what_is_recorded_in_the_unit_of_the_account(clerk: Client, account: Account) -> None:
    page = clerk.get(url(account)).content.decode()
    assert inputs(page)["t03/205/basic"] == "60.00" and "金额单位：<strong>万元</strong>" in page
    Account.objects.update(scale="yuan")
    page = clerk.get(url(account)).content.decode()
    assert inputs(page)["t03/205/basic"] == "600000.00" and "金额单位：<strong>元</strong>" in page


def test_a_cell_says_its_row_and_column(clerk: Client, account: Account) -> None:
    page = clerk.get(url(account)).content.decode()
    assert 'aria-label="205 教育支出，基本支出"' in page and 'aria-label="合计，本年支出合计"' in page
    page = clerk.get(url(account, "t09")).content.decode()
    assert 'aria-label="决算数，公务用车购置及运行维护费·小计"' in page


def test_findings_stand_beside_the_table(clerk: Client, account: Account) -> None:
    page = clerk.get(url(account)).content.decode()
    assert "<strong>错误</strong>" in page and 'href="#t03/205/total"' in page


def test_the_plain_form_writes_what_was_changed(clerk: Client, account: Account) -> None:
    page = clerk.get(url(account)).content.decode()
    answer = clerk.post(url(account), form(page, t03__205__project="４０", t03__20502__basic=""))
    assert answer.status_code == 302
    assert figure(account, "t03/205/project") == "400000.00"
    assert figure(account, "t03/20502/basic") == "None"
    mine = Change.objects.filter(by="张三").values_list("address", flat=True)
    assert sorted(mine) == ["t03/205/project", "t03/20502/basic"]


def test_a_stale_form_undoes_no_colleague(clerk: Client, account: Account) -> None:
    page = clerk.get(url(account)).content.decode()
    write(account, "t03/205/basic 70")
    clerk.post(url(account), form(page, t03__205__project="40"))
    assert figure(account, "t03/205/basic") == "700000.00"


def test_a_stale_form_is_refused_with_every_text_kept(clerk: Client, account: Account) -> None:
    page = clerk.get(url(account)).content.decode()
    write(account, "t03/205/basic 70 t03/20502/basic 70")
    answer = clerk.post(url(account), form(page, t03__205__basic="65", t03__205__project="40"))
    told = answer.content.decode()
    assert answer.status_code == 422 and "现已被改为 70.00万元，未写入您的 65.00万元" in told
    kept = inputs(told)
    assert (kept["t03/205/basic"], kept["t03/205/project"]) == ("65", "40")
    assert kept["t03/20502/basic"] == "70.00", "what was not touched is as the colleague left it"
    assert figure(account, "t03/205/project") == "None"


def test_an_unreadable_form_is_refused_with_every_text_kept(clerk: Client, account: Account) -> None:
    page = clerk.get(url(account)).content.decode()
    answer = clerk.post(url(account), form(page, t03__205__basic="六十", t03__205__project="40"))
    told = answer.content.decode()
    assert answer.status_code == 422 and "有 1 处不能识别" in told and "“六十”不是数" in told
    assert (inputs(told)["t03/205/basic"], inputs(told)["t03/205/project"]) == ("六十", "40")
    assert figure(account, "t03/205/project") == "None"


@pytest.mark.parametrize("seen", ["", "no JSON", "[1]", '{"t03/205/basic": 5}'])
def test_a_form_without_what_was_seen_overwrites_nothing(clerk: Client, account: Account, seen: str) -> None:
    answer = clerk.post(url(account), {"t03/205/basic": "1", "seen": seen})
    assert answer.status_code == 422 and figure(account, "t03/205/basic") == "600000.00"


def test_who_may_only_read_sees_the_figures_and_why(reviewer: Client, account: Account) -> None:
    page = reviewer.get(url(account)).content.decode()
    assert "您可以查看这份决算，不能填写" in page and " readonly" in page and ">保存</button>" not in page
    answer = reviewer.post(url(account), form(page, t03__205__basic="1"))
    assert answer.status_code == 422 and figure(account, "t03/205/basic") == "600000.00"


def test_a_closed_account_says_why(clerk: Client, account: Account) -> None:
    page = clerk.get(url(account)).content.decode()
    stages.submit(account)
    assert "已报送：正在等审核。要修改，请审核人退回" in clerk.get(url(account)).content.decode()
    answer = clerk.post(url(account), form(page, t03__205__basic="1"))
    assert answer.status_code == 422 and "不能修改" in answer.content.decode()


def test_subjects_are_found_and_added_without_script(clerk: Client, account: Account) -> None:
    found = clerk.get(url(account), {"q": "初中"}).content.decode()
    assert "?row=2050203#t03/2050203" in found
    page = clerk.get(url(account), {"row": "2080505"}).content.decode()
    rows = list(dict.fromkeys(at(name).row for name in inputs(page)))
    assert rows == ["total", "205", "20502", "2050203", "208", "20805", "2080505"]
    assert "机关事业单位基本养老保险缴费支出" in page
    answer = clerk.post(f"{url(account)}?row=2080505", form(page, t03__2080505__basic="5"))
    assert answer.status_code == 302 and figure(account, "t03/2080505/basic") == "50000.00"
    assert figure(account, "t03/208/basic") == "None", "nothing is added up behind the clerk's back"


def test_a_wrong_row_in_the_address_is_ignored(clerk: Client, account: Account) -> None:
    for row in ("x", "20", "<b>", "99999999", "total"):
        assert clerk.get(url(account), {"row": row}).status_code == 200


def large(account: Account, subjects: int) -> None:
    codes = [f"{400 + n // 90}{10 + n % 90}" for n in range(subjects)]
    write(account, " ".join(f"t03/{code}/{column} 1" for code in codes for column in ("basic", "project")))


def test_opening_a_table_costs_the_same_queries_whatever_its_size(
    clerk: Client, account: Account, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(QUERIES):
        clerk.get(url(account))
    large(account, 300)
    with django_assert_num_queries(QUERIES):
        page = clerk.get(url(account)).content.decode()
    assert len(inputs(page)) > 1800


QUERIES = 20


def test_a_form_of_thousands_of_cells_is_taken(clerk: Client, account: Account) -> None:
    large(account, 300)
    page = clerk.get(url(account)).content.decode()
    assert clerk.post(url(account), form(page, t03__205__basic="1")).status_code == 302


def test_names_are_escaped(clerk: Client, account: Account) -> None:
    write(account, "t03/999/basic 1")
    ledger.name_actor("填报人")
    filing.name_subjects(account, {"999": '"><script>alert(1)</script>'}, by="李四")
    page = clerk.get(url(account)).content.decode()
    assert "<script>alert" not in page


def data(page: str) -> Iterator[tuple[str, Any]]:
    found = re.search(r'<script id="entry-data" type="application/json">(.*?)</script>', page, re.DOTALL)
    yield from json.loads(found[1]).items()  # type: ignore[index]


def test_the_script_gets_sums_offers_and_last_year(clerk: Client, account: Account) -> None:
    last = Account.objects.create(unit=account.unit, year=2023, edition=account.edition, scale="yuan")
    write(last, "t01/spending.closing/amount 7.42 t01/spending.205/amount 50")
    found = dict(data(clerk.get(url(account, "t01")).content.decode()))
    assert ["row", "income.grand_total", "income.total", "income.surplus_used", "income.opening"] in found[
        "sums"
    ]  # type: ignore[operator]
    offers = found["offers"]
    assert offers["t01/spending.205/amount"]["text"] == "100.00"
    assert offers["t01/income.opening/amount"] == {"text": "7.42", "from": "上年末数", "url": ""}
    assert found["last"] == {"t01/spending.closing/amount": "7.42", "t01/spending.205/amount": "50.00"}


def test_two_clerks_have_two_queues(clerk: Client, account: Account) -> None:
    other = person("王五", account)
    names = {dict(data(each.get(url(account)).content.decode()))["user"] for each in (clerk, other)}
    assert names == {"张三", "王五"}


def test_last_years_figures_of_elsewhere_say_where_they_are_from(clerk: Client, account: Account) -> None:
    assert "上年数取自" not in clerk.get(url(account)).content.decode()
    place = elsewhere.Place("市政府网站")
    elsewhere.begin(
        account.unit, account.year - 1, edition=account.edition, scale=Scale.WAN, place=place, by="某人"
    )
    assert "上年数取自别处公开的决算：公开于市政府网站。" in clerk.get(url(account)).content.decode()
