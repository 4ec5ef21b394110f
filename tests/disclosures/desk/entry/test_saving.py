"""What the script asks: saving cell by cell, colleagues, subjects, the story of a cell."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts import comments, ledger
from accounts.figures import at
from accounts.models import Account, Change
from disclosures.desk.entry.models import Presence, Remark
from tests import stages
from tests.disclosures.desk.entry.conftest import person, write
from tests.disclosures.desk.entry.test_table_page import data, figure, large, url

Cells = dict[str, dict[str, Any]]


def cell(text: str, *seen: str) -> dict[str, Any]:
    return {"text": text, "seen": list(seen)}


def save(client: Client, account: Account, cells: Cells, user: str = "张三") -> Any:
    body = {"user": user, "cells": cells}
    return client.post(url(account, end="cells"), body, content_type="application/json")


def live(client: Client, account: Account, since: int | str = 0, place: str = "") -> dict[str, Any]:
    found: dict[str, Any] = client.get(url(account, end="live"), {"since": since, "cell": place}).json()
    return found


def test_each_cell_is_saved_in_conflict_or_refused(clerk: Client, account: Account) -> None:
    write(account, "t03/20502/basic 61")
    answer = save(
        clerk,
        account,
        {
            "t03/205/project": cell("４０", ""),
            "t03/20502/basic": cell("62", "60.00"),
            "t03/205/basic": cell("六十", "60.00"),
        },
    ).json()
    assert answer["saved"] == {"t03/205/project": "40.00"}
    conflict = answer["conflicts"]["t03/20502/basic"]
    assert (conflict["text"], conflict["by"]) == ("61.00", "李四") and conflict["at"]
    assert answer["refused"] == {"t03/205/basic": "“六十”不是数"}
    assert figure(account, "t03/205/project") == "400000.00"
    assert figure(account, "t03/20502/basic") == "610000.00"


def test_saving_answers_with_the_findings_as_they_are_then(clerk: Client, account: Account) -> None:
    before = save(clerk, account, {}).json()["findings"]
    total = [f for f in before if f["rule"] == "A10" and f["cells"][0]["address"] == "t03/205/total"]
    assert total[0]["level"] == "error" and "两数不符" in total[0]["message"]
    after = save(clerk, account, {"t03/205/project": cell("40", "")}).json()["findings"]
    assert not [f for f in after if f["rule"] == "A10" and f["cells"][0]["address"] == "t03/205/total"]


def test_sending_twice_does_no_harm(clerk: Client, account: Account) -> None:
    for _ in range(2):
        answer = save(clerk, account, {"t03/205/project": cell("40", "")}).json()
        assert answer["saved"] == {"t03/205/project": "40.00"} and not answer["conflicts"]
    assert Change.objects.filter(address="t03/205/project").count() == 1


def test_what_the_page_sent_itself_is_no_conflict(clerk: Client, account: Account) -> None:
    """The answer to the first was lost."""
    save(clerk, account, {"t03/205/project": cell("40", "")})
    answer = save(clerk, account, {"t03/205/project": cell("41", "", "40")}).json()
    assert answer["saved"] == {"t03/205/project": "41.00"}


def test_choosing_ones_own_value_writes_over_the_colleagues(clerk: Client, account: Account) -> None:
    write(account, "t03/205/project 39")
    theirs = save(clerk, account, {"t03/205/project": cell("40", "")}).json()["conflicts"]["t03/205/project"]
    answer = save(clerk, account, {"t03/205/project": cell("40", theirs["text"])}).json()
    assert answer["saved"] == {"t03/205/project": "40.00"}


def test_another_person_does_not_save_what_was_typed_before(clerk: Client, account: Account) -> None:
    answer = save(clerk, account, {"t03/205/project": cell("40", "")}, user="李四")
    assert answer.status_code == 409 and "由 李四 录入" in answer.json()["reason"]
    assert figure(account, "t03/205/project") == "None"


def test_who_may_only_read_saves_nothing(reviewer: Client, account: Account) -> None:
    answer = save(reviewer, account, {"t03/205/project": cell("40", "")}, user="审核人")
    assert answer.status_code == 409 and "不能填写" in answer.json()["reason"]


def test_nothing_is_saved_in_a_closed_account(clerk: Client, account: Account) -> None:
    stages.submit(account)
    answer = save(clerk, account, {"t03/205/project": cell("40", "")})
    assert answer.status_code == 409 and "已报送，不能修改" in answer.json()["reason"]


@pytest.mark.parametrize(
    "body", ["", "null", "[]", "{", '{"cells": []}', '{"cells": {"a": 1}, "user": "张三"}', '"x"']
)
def test_nonsense_is_refused(clerk: Client, account: Account, body: str) -> None:
    answer = clerk.post(url(account, end="cells"), body, content_type="application/json")
    assert answer.status_code == 400 and answer.json()["reason"]


def test_saving_takes_a_post_from_this_site(clerk: Client, account: Account) -> None:
    assert clerk.get(url(account, end="cells")).status_code == 405
    strict = Client(enforce_csrf_checks=True, headers={"cookie": clerk.cookies.output(header="", sep=";")})
    assert save(strict, account, {}).status_code == 403


def test_saving_costs_the_same_queries_whatever_the_number_of_cells(
    clerk: Client, account: Account, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(SAVING):
        save(clerk, account, {"t03/205/project": cell("40", "")})
    codes = [f"{400 + n // 90}{10 + n % 90}" for n in range(300)]
    many = {
        f"t03/{code}/{column}": cell("1", "") for code in codes for column in ("basic", "project", "total")
    }
    with django_assert_num_queries(SAVING):
        assert len(save(clerk, account, many).json()["saved"]) == 900


SAVING = 27


def test_colleagues_are_seen_with_the_cell_they_are_in(clerk: Client, account: Account) -> None:
    other = person("王五", account)
    assert live(clerk, account, place="t03/205/basic")["here"] == []
    assert live(other, account)["here"] == [{"name": "张三", "cell": "t03/205/basic"}]
    Presence.objects.update(at=Presence.objects.latest("at").at - timedelta(minutes=1))
    assert live(other, account)["here"] == []


def test_what_colleagues_change_is_told_once(clerk: Client, account: Account) -> None:
    since = live(clerk, account)["since"]
    write(account, "t03/205/basic 61")
    write(account, "t03/205/basic 62 t01/income.total/amount 1")
    found = live(clerk, account, since)
    assert [(c["address"], c["text"], c["by"]) for c in found["changes"]] == [
        ("t03/205/basic", "62.00", "李四")
    ]
    assert found["findings"]
    again = live(clerk, account, found["since"])
    assert again["changes"] == [] and "findings" not in again


@pytest.mark.parametrize("since", ["", "x", "-1", "٣", "²", "9" * 40])
def test_a_wrong_since_is_no_error(clerk: Client, account: Account, since: str) -> None:
    assert live(clerk, account, since)["user"] == "张三"


def test_asking_for_news_is_cheap(
    clerk: Client, account: Account, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    since = live(clerk, account)["since"]
    large(Account.objects.get(), 300)
    since = live(clerk, account, since)["since"]
    with django_assert_num_queries(LIVE):
        live(clerk, account, since)


LIVE = 7


@pytest.mark.parametrize(
    ("query", "first"),
    [("2050203", "2050203"), ("2050", "2050101"), ("初中", "2050203"), ("养老 机关事业", "2080505")],
)
def test_subjects_are_found_by_code_or_part_of_the_name(
    clerk: Client, account: Account, query: str, first: str
) -> None:
    found = clerk.get(url(account, end="subjects"), {"q": query}).json()["found"]
    assert first in [line["code"] for line in found][:3]
    assert [each["code"] for each in found[0]["above"]] == [found[0]["code"][:n] for n in (3, 5)][
        : len(found[0]["above"])
    ]


def test_the_tables_own_budget_comes_first(clerk: Client, account: Account) -> None:
    found = clerk.get(url(account, "t07", "subjects"), {"q": "212"}).json()["found"]
    assert found[0]["fits"]


def test_names_for_a_pasted_block(clerk: Client, account: Account) -> None:
    names = clerk.get(url(account, end="subjects"), {"codes": "2050203,9990101"}).json()["names"]
    assert names["205"] == "教育支出" and names["2050203"] == "初中教育" and names["9990101"] == ""


def test_nothing_is_found_for_nothing(clerk: Client, account: Account) -> None:
    for table, query in (("t03", ""), ("t03", "没有这个科目"), ("t01", "教育")):
        assert clerk.get(url(account, table, "subjects"), {"q": query}).json()["found"] == []


def test_a_cell_tells_its_changes_and_other_years(clerk: Client, account: Account) -> None:
    last = Account.objects.create(unit=account.unit, year=2023, edition=account.edition, scale="wan")
    write(last, "t03/205/basic 50")
    write(account, "t03/205/basic 61", by="张三")
    story = clerk.get(url(account, end="cell"), {"at": "t03/205/basic"}).json()
    told = [(change["before"], change["text"], change["by"]) for change in story["changes"]]
    assert told == [("60.00", "61.00", "张三"), ("", "60.00", "李四")]
    assert story["years"] == [{"year": 2023, "text": "50.00"}, {"year": 2024, "text": "61.00"}]


@pytest.mark.parametrize("place", ["", "t03", "t01/income.total/amount", "t03/205/nothing", "t03/x/basic"])
def test_a_cell_that_is_not_there(clerk: Client, account: Account, place: str) -> None:
    assert clerk.get(url(account, end="cell"), {"at": place}).status_code == 400


def test_a_remark_is_kept_with_the_cell_until_it_is_ticked_off(clerk: Client, account: Account) -> None:
    where = {"at": "t03/205/basic"}
    remarks = clerk.post(url(account, end="remarks"), {**where, "text": " 待核实 "}).json()["remarks"]
    assert [(r["text"], r["by"], r["done"]) for r in remarks] == [("待核实", "张三", "")]
    done = clerk.post(url(account, end="remarks"), {**where, "done": remarks[0]["id"]}).json()["remarks"]
    assert done[0]["done"] == "张三"
    assert Remark.objects.get().done_at is not None


def test_what_reviewers_say_of_a_cell_is_told_with_it(clerk: Client, account: Account) -> None:
    person("审核人", account, "reviewer")
    comments.comment(account, "t03/205/basic", "与凭证不符", by=User.objects.get(username="审核人"))
    said = clerk.get(url(account, end="cell"), {"at": "t03/205/basic"}).json()["comments"]
    assert [(c["text"], c["by"], c["open"]) for c in said] == [("与凭证不符", "审核人", True)]
    assert dict(data(clerk.get(url(account)).content.decode()))["remarked"] == ["t03/205/basic"]


def test_a_code_in_no_list_is_named_by_the_clerk(clerk: Client, reviewer: Client, account: Account) -> None:
    names = {"names": '{"2059998": "某某支出", "205": "别的名称", "9": "x"}'}
    assert reviewer.post(url(account, end="subjects"), names).status_code == 409
    assert clerk.post(url(account, end="subjects"), names).status_code == 409, "9 is no code"
    names = {"names": '{"2059998": "某某支出", "205": "别的名称"}'}
    assert clerk.post(url(account, end="subjects"), names).json()["names"]["205"] == "教育支出"
    assert dict(account.subjects.values_list("code", "name")) == {"2059998": "某某支出"}


def test_control_characters_do_no_harm(clerk: Client, account: Account) -> None:
    nul = "\x00教育\x07"
    assert clerk.get(url(account), {"q": nul, "row": nul}).status_code == 200
    assert clerk.get(url(account, end="subjects"), {"q": nul, "codes": nul}).status_code == 200
    assert clerk.get(url(account, end="live"), {"cell": nul}).status_code == 200
    assert clerk.get(url(account, end="cell"), {"at": f"t03/{nul}/basic"}).status_code == 400
    where = {"at": "t03/205/basic"}
    assert (
        clerk.post(url(account, end="remarks"), {**where, "text": nul}).json()["remarks"][0]["text"] == "教育"
    )
    assert clerk.post(url(account, end="remarks"), {**where, "done": "²"}).status_code == 400
    assert save(clerk, account, {f"t03/{nul}/basic": cell(nul, nul)}).json()["refused"]
    names = {"names": '{"2059998": "\\u0000某某"}'}
    assert clerk.post(url(account, end="subjects"), names).json()["names"] == {"2059998": "某某"}


def test_without_a_key_the_first_table_is_opened(clerk: Client, account: Account) -> None:
    answer = clerk.get(f"/desk/accounts/{account.pk}/tables/")
    assert (answer.status_code, answer["Location"]) == (302, url(account, "t01"))


@pytest.mark.parametrize("text", ["", " ", "长" * 501])
def test_a_remark_says_something_short(clerk: Client, account: Account, text: str) -> None:
    answer = clerk.post(url(account, end="remarks"), {"at": "t03/205/basic", "text": text})
    assert answer.status_code == 400 and not Remark.objects.exists()


def test_who_may_only_read_writes_no_remark(reviewer: Client, account: Account) -> None:
    answer = reviewer.post(url(account, end="remarks"), {"at": "t03/205/basic", "text": "x"})
    assert answer.status_code == 400 and not Remark.objects.exists()


def test_what_is_saved_is_what_was_typed(clerk: Client, account: Account) -> None:
    """Totals are not filled in, corrected or added up."""
    save(clerk, account, {"t03/total/total": cell("1.00", "90.00")})
    assert ledger.load(account)[at("t03/total/total")] == 10000
