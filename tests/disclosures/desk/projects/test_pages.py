"""The list of projects and the form of one: what they write, what they spare, and for whom they are there."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from accounts import filing, ledger
from accounts.figures import at
from accounts.models import Account
from accounts.projects import ProjectSheet
from disclosures.desk.projects.forms import KEYS
from tests import stages
from tests.disclosures.desk.conftest import nowhere
from tests.disclosures.desk.entry.conftest import write
from tests.disclosures.desk.projects.conftest import ONE, TWO, person


def url(account: Account, key: str = "") -> str:
    return f"/desk/accounts/{account.pk}/projects/" + (f"{key}/" if key else "")


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def sheets(account: Account) -> dict[str, ProjectSheet]:
    return {sheet.key: sheet for sheet in ledger.projects_of(account)}


def form(client: Client, account: Account, key: str = "p1") -> dict[str, str]:
    """Every field as the page has it."""
    page = shown(client, url(account, key))
    found = dict(re.findall(r'<input[^>]*? name="([fi]\.[^"]+)" value="([^"]*)"', page))
    found |= dict(re.findall(r'<textarea[^>]* name="([fi]\.[^"]+)"[^>]*>\n([^<]*)</textarea>', page))
    for name in ("fund", "layout"):
        select = re.search(rf'name="f.{name}".*?</select>', page, re.DOTALL)[0]  # type: ignore[index]
        found[f"f.{name}"] = re.search(r'value="([^"]*)" selected', select)[1]  # type: ignore[index]
    del found["f.department_evaluated"]
    seen = re.search(r'name="seen" value="([^"]*)"', page)[1]  # type: ignore[index]
    return {
        **found,
        "seen": seen.replace("&quot;", '"').replace("&#x27;", "'").replace("&lt;", "<").replace("&gt;", ">"),
    }


def send(client: Client, account: Account, key: str = "p1", **changes: str) -> Any:
    sent = {**form(client, account, key), **{name.replace("__", "."): text for name, text in changes.items()}}
    return client.post(url(account, key), sent)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("key", ["", "p1", "nothing"])
def test_for_others_there_is_nothing(outsider: Client, account: Account, key: str, method: str) -> None:
    nowhere(outsider, method, url(account, key), f"/desk/accounts/{10**30}/projects/")


@pytest.mark.parametrize("role", ["reviewer", "bureau", "publisher", "administrator"])
def test_who_may_read_may_not_write(account: Account, role: str) -> None:
    client = person("查看人", account, role)
    for key in ("", "p1"):
        page = shown(client, url(account, key))
        assert "不能填写" in page and 'name="save"' not in page and 'name="remove"' not in page
        assert client.post(url(account, key), {"remove": "p1", "f.name": "别名"}).status_code == 404
    assert sheets(account)["p1"] == ONE


def test_what_is_not_there_is_the_public_page(clerk: Client, account: Account) -> None:
    nowhere(clerk, "get", url(account, "nothing"))


def test_nothing_changed_writes_nothing(clerk: Client, account: Account) -> None:
    before = (sheets(account), dict(ledger.load(account)))
    assert send(clerk, account).status_code == 302
    assert (sheets(account), dict(ledger.load(account))) == before


def test_fields_money_and_indicators_are_written_as_typed(clerk: Client, account: Account) -> None:
    changes = {
        "f.name": "培训项目",
        "f.total/budget": "64",
        "f.total/rate": "70.31",
        "f.score": "９７．５",
        "i.0.actual": "130",
    }
    answer = clerk.post(
        url(account, "p1"), {**form(clerk, account), **changes, "f.department_evaluated": "1"}
    )
    assert answer.status_code == 302
    sheet, figures = sheets(account)["p1"], ledger.load(account)
    assert (sheet.name, sheet.score, sheet.department_evaluated) == ("培训项目", "97.5", True)
    assert sheet.indicators[0].actual == "130"
    assert (
        figures[at("project/p1.total/budget")] == 640_000
        and str(figures[at("project/p1.total/rate")]) == "70.31"
    )


def test_a_stale_page_undoes_nobodys_work(clerk: Client, account: Account) -> None:
    page = form(clerk, account)
    sheet = sheets(account)["p1"]
    theirs = ProjectSheet(**{**sheet.__dict__, "expected": "同事写的", "name": "同事改的名"})
    filing.put_projects(account, [theirs, TWO], by="李四")
    write(account, "project/p1.current/budget 61")
    changes = {"f.name": "我改的名", "f.actual": "我写的", "f.current/budget": "62", "f.other/budget": "5"}
    answer = clerk.post(url(account, "p1"), {**page, **changes})
    text, sheet, figures = answer.content.decode(), sheets(account)["p1"], ledger.load(account)
    assert answer.status_code == 409
    assert (sheet.name, sheet.expected, sheet.actual) == ("同事改的名", "同事写的", "我写的")
    assert (
        figures[at("project/p1.current/budget")] == 610_000
        and figures[at("project/p1.other/budget")] == 50_000
    )
    assert "同事已改为：同事改的名" in text and 'value="我改的名"' in text and "同事已改为：61.00" in text


def test_two_people_at_the_indicators(clerk: Client, account: Account) -> None:
    page = form(clerk, account)
    lines = list(sheets(account)["p1"].indicators)
    theirs = ProjectSheet(**{**ONE.__dict__, "indicators": tuple(reversed(lines))})
    filing.put_projects(account, [theirs, TWO], by="李四")
    answer = clerk.post(url(account, "p1"), {**page, "i.0.actual": "130"})
    assert answer.status_code == 409 and "同事在您打开页面之后改过指标" in answer.content.decode()
    assert "130</textarea>" in answer.content.decode()
    assert sheets(account)["p1"].indicators == tuple(reversed(lines))


def test_what_cannot_be_read_is_kept_and_told(clerk: Client, account: Account) -> None:
    changes = {
        "f.current/budget": "六十",
        "i.0.weight": "很多",
        "f.score": "优",
        "f.name": " ",
        "f.implementer": "他局",
    }
    answer = clerk.post(url(account, "p1"), {**form(clerk, account), **changes})
    page = answer.content.decode()
    assert answer.status_code == 409 and "有 4 处不能识别" in page
    assert (
        page.count("不是数") >= 3
        and "项目名称不能空白" in page
        and 'value="六十"' in page
        and 'value="很多"' in page
    )
    assert sheets(account)["p1"].implementer == "他局" and sheets(account)["p1"].name == "培训"


def test_rows_are_added_moved_removed_and_brought_back(clerk: Client, account: Account) -> None:
    names = lambda: [line.name for line in sheets(account)["p1"].indicators]  # noqa: E731
    send(clerk, account, **{"i__2__name": "第三个", "i__2__operator": "<="})
    assert names() == ["培训人数", "满意度", "第三个"] and sheets(account)["p1"].indicators[2].operator == "≤"
    send(clerk, account, row="up:2")
    assert names() == ["培训人数", "第三个", "满意度"]
    send(clerk, account, row="remove:0")
    assert names() == ["第三个", "满意度"]
    assert "恢复原来的指标" in shown(clerk, url(account, "p1"))
    send(clerk, account, undo="1")
    assert names() == ["培训人数", "第三个", "满意度"]


def test_rows_are_pasted(clerk: Client, account: Account) -> None:
    send(clerk, account, paste="三级指标\t分值\n甲\t5\n乙\t5\n", save="paste")
    assert [line.name for line in sheets(account)["p1"].indicators][2:] == ["甲", "乙"]


def test_suggestions_are_offered_and_taken_as_they_are(clerk: Client, account: Account) -> None:
    page = shown(clerk, url(account, "p1"))
    assert "Σ 64.00" in page and "Σ 75" in page and "Σ 50" in page
    assert ledger.load(account).get(at("project/p1.total/budget")) is None
    send(clerk, account, take="f.total/budget")
    assert ledger.load(account)[at("project/p1.total/budget")] == 640_000
    send(clerk, account, take="i.0.score")
    assert sheets(account)["p1"].indicators[0].score == "50"
    send(clerk, account, take="f.score")
    assert sheets(account)["p1"].score == "90"
    assert send(clerk, account, take="f.nothing").status_code == 302


def test_findings_stand_on_the_page_of_the_project(clerk: Client, account: Account) -> None:
    write(account, "project/p1.total/budget 99")
    page = shown(clerk, url(account, "p1"))
    assert "这张表的问题" in page and 'class="remark error"' in page
    assert "这张表的问题" not in shown(clerk, url(account, "p2"))
    assert re.search(r'class="asked"[^>]*>\d+ 个', shown(clerk, url(account)))


def test_the_script_learns_what_stands_there(clerk: Client, account: Account) -> None:
    answer = send(clerk, account, script="1", **{"f__other/budget": "5"})
    body = answer.json()
    assert (
        answer.status_code == 200 and body["suggested"]["f.total/budget"] == "65.00" and not body["conflicts"]
    )
    stages.submit(account)
    answer = clerk.post(url(account, "p1"), {"script": "1", "f.name": "改", "seen": body["seen"]})
    assert answer.status_code == 409 and "不能修改" in answer.json()["reason"]


def test_a_closed_account_says_why(clerk: Client, account: Account) -> None:
    page = form(clerk, account)
    stages.submit(account)
    answer = clerk.post(url(account, "p1"), {**page, "f.name": "改过的名"})
    assert (
        answer.status_code == 409
        and "正在等审核" in answer.content.decode()
        and "改过的名" in answer.content.decode()
    )
    for verb in (
        {"add": "p3", "name": "新"},
        {"remove": "p1"},
        {"move": "up:p2", "keys": "p1 p2"},
        {"copy": "1", "key": "old"},
    ):
        answer = clerk.post(url(account), verb)
        assert answer.status_code == 409 and "不能修改" in answer.content.decode(), verb
    assert list(sheets(account)) == ["p1", "p2"]


def test_a_project_is_added_once(clerk: Client, account: Account) -> None:
    for _ in range(2):
        answer = clerk.post(url(account), {"add": "p3", "name": " 新项目 "})
        assert (answer.status_code, answer["Location"]) == (302, url(account, "p3"))
    assert [sheet.name for sheet in sheets(account).values()] == ["培训", "维修", "新项目"]
    assert clerk.post(url(account), {"add": "p3", "name": "另一个"})["Location"] == url(account, "p4")
    assert clerk.post(url(account), {"add": "p5", "name": " "}).status_code == 409


def test_the_order_is_changed_once(clerk: Client, account: Account) -> None:
    for _ in range(2):
        assert clerk.post(url(account), {"move": "up:p2", "keys": "p1 p2"}).status_code == 302
    assert list(sheets(account)) == ["p2", "p1"]
    answer = clerk.post(url(account), {"move": "up:p1", "keys": "p1 p2 p3"})
    assert answer.status_code == 409 and list(sheets(account)) == ["p2", "p1"]


def test_a_project_goes_with_all_it_has_and_comes_back(clerk: Client, account: Account) -> None:
    filing.explain(account, {"project.p1.problems": "进度慢"}, by="张三")
    before = (sheets(account), dict(ledger.load(account)), ledger.load_case(account).texts)
    for _ in range(2):
        assert clerk.post(url(account), {"remove": "p1"}).status_code == 302
    assert (
        list(sheets(account)) == ["p2"] and not ledger.load(account) and not ledger.load_case(account).texts
    )
    assert "项目“培训”已删除" in shown(clerk, url(account))
    clerk.post(url(account), {"undo": "1"})
    assert (sheets(account), dict(ledger.load(account)), ledger.load_case(account).texts) == before
    assert list(sheets(account)) == ["p1", "p2"]
    assert clerk.post(url(account), {"undo": "1"}).status_code == 302


def test_a_form_of_a_project_that_is_gone_says_so(clerk: Client, account: Account) -> None:
    page = form(clerk, account)
    filing.put_projects(account, [TWO], by="李四")
    answer = clerk.post(url(account, "p1"), {**page, "f.name": "改"})
    assert answer.status_code == 409 and "已经被删除" in answer.content.decode()


def test_last_years_projects_are_copied_without_figures(clerk: Client, account: Account) -> None:
    page = shown(clerk, url(account))
    assert "宣传（2 项指标）" in page and "培训（2 项指标）" not in page
    for _ in range(2):
        assert clerk.post(url(account), {"copy": "1", "key": ["old", "p1"]}).status_code == 302
    copied = sheets(account)["old"]
    assert list(sheets(account)) == ["p1", "p2", "old"] and (copied.actual, copied.score) == ("", "")
    assert [(line.name, line.target, line.weight) for line in copied.indicators] == [
        ("培训人数", "", "50"),
        ("满意度", "", "40"),
    ]
    assert sheets(account)["p1"] == ONE


@pytest.mark.parametrize("layout", ["A", "B", "C", ""])
def test_every_layout_has_its_columns(clerk: Client, account: Account, layout: str) -> None:
    send(clerk, account, **{"f__layout": layout})
    page = shown(clerk, url(account, "p1"))
    assert sheets(account)["p1"].layout == layout
    assert ("指标性质" in page) == (layout == "C")
    assert send(clerk, account, **{"f__layout": "Z"}).status_code == 409


def test_odd_requests_break_nothing(clerk: Client, account: Account) -> None:
    before = sheets(account)
    for odd in (
        {"seen": "[]"},
        {"seen": "{"},
        {"row": "up:99", "i.99999.name": "x"},
        {"row": "remove:-1"},
        {"take": "i.7.score"},
        {"seen": json.dumps({"fields": {}, "rows": [[1]]})},
        {"take": "../../x"},
        {"undo": "1"},
        {"reword": "W99:0"},
    ):
        assert clerk.post(url(account, "p1"), odd).status_code in (302, 409), odd
    assert sheets(account) == before
    assert clerk.post(url(account), {"move": "up:zzz", "keys": "p1 p2"}).status_code == 302
    assert len(KEYS) == 12


def test_the_pages_cost_the_same_whatever_their_size(
    clerk: Client, account: Account, django_assert_num_queries: Any
) -> None:
    many = [ProjectSheet(f"x{n}", f"项目{n}", "某局", indicators=ONE.indicators) for n in range(20)]
    for _ in range(2):
        with django_assert_num_queries(LIST):
            shown(clerk, url(account))
        with django_assert_num_queries(FORM):
            shown(clerk, url(account, "p1"))
        filing.put_projects(account, [ONE, TWO, *many], by="张三")


LIST, FORM = 19, 16
