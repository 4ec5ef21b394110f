"""The page of texts: what it shows, what it writes, what it leaves alone, and for whom it is there."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from accounts import filing
from accounts.models import Account, TextChange
from tests import stages
from tests.disclosures.desk.conftest import nowhere
from tests.disclosures.desk.texts.conftest import colleague, person, texts, write

SLOT = "reason.overall"


def url(account: Account, rest: str = "") -> str:
    return f"/desk/accounts/{account.pk}/texts/{rest}"


def shown(client: Client, account: Account, query: str = "") -> str:
    answer = client.get(url(account) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def send(client: Client, account: Account, seen: dict[str, str], **fields: str) -> Any:
    named = {
        key if key in ("save", "last", "empty", "reword", "undo") else f"t.{key}": fields[key]
        for key in fields
    }
    return client.post(url(account), {"seen": json.dumps(seen), **named})


def autosave(client: Client, account: Account, user: str = "张三", **texts: tuple[str, list[str]]) -> Any:
    body = {"user": user, "texts": {slot: {"text": t, "seen": seen} for slot, (t, seen) in texts.items()}}
    return client.post(url(account, "save"), json.dumps(body), content_type="application/json")


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("rest", ["", "save"])
def test_for_others_there_is_nothing(outsider: Client, account: Account, rest: str, method: str) -> None:
    nowhere(outsider, method, url(account, rest), f"/desk/accounts/{10**30}/texts/{rest}")


@pytest.mark.parametrize("role", ["reviewer", "bureau", "publisher", "administrator"])
def test_who_may_read_may_not_write(account: Account, role: str) -> None:
    client = person("查看人", account, role)
    page = shown(client, account)
    assert "您可以查看这份决算，不能填写" in page and "readonly" in page and 'name="save"' not in page
    assert send(client, account, {}, **{SLOT: "人员增加"}).status_code == 404
    assert autosave(client, account, "查看人", **{SLOT: ("人员增加", [""])}).status_code == 404
    assert texts(account) == {}


def test_a_request_from_another_site_is_refused(clerk: Client, account: Account) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"cookie": clerk.cookies.output(header="", sep=";")})
    assert strict.post(url(account)).status_code == strict.post(url(account, "save")).status_code == 403


def test_the_page_says_what_is_left_and_what_was_written_last_year(clerk: Client, account: Account) -> None:
    page = shown(clerk, account)
    left = int(re.search(r"还有 (\d+) 处没有写", page)[1])  # type: ignore[index]
    assert left == page.count('class="field left"') >= 4
    assert "2023年人员增加" in page and "增加20.00万元" in page and "取用上年文字" in page
    assert (
        page.index("单位职责") < page.index("收入支出决算总体情况说明") < page.index("其他重要事项情况说明")
    )
    assert re.search(r"主要原因：</p>\s*<label[^>]*>收、支总计变动的主要原因</label>", page)


def test_texts_are_written_with_the_name(clerk: Client, account: Account) -> None:
    answer = send(clerk, account, {SLOT: ""}, **{SLOT: " 人员增加\r\n"}, save=SLOT)
    assert (answer.status_code, answer["Location"]) == (302, f"{url(account)}#{SLOT}")
    assert texts(account) == {SLOT: "人员增加"}
    assert TextChange.objects.latest("id").by == "张三"
    assert "要求更正" not in shown(clerk, account)


def test_sent_twice_is_written_once(clerk: Client, account: Account) -> None:
    for _ in range(2):
        assert send(clerk, account, {SLOT: ""}, **{SLOT: "人员增加"}, save="").status_code == 302
    assert TextChange.objects.filter(account=account, place=SLOT).count() == 1


def test_a_stale_page_undoes_nobodys_text(clerk: Client, account: Account) -> None:
    colleague(account, SLOT, "同事写的原因")
    seen = {SLOT: "", "profile.duties": ""}
    answer = send(clerk, account, seen, **{SLOT: "我写的原因", "profile.duties": "负责某事。"}, save="")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert texts(account) == {SLOT: "同事写的原因", "profile.duties": "负责某事。"}
    assert (
        "我写的原因</textarea>" in page
        and "李四在您打开页面之后改过这一处" in page
        and "同事写的原因" in page
    )
    assert "其余改动已经保存" in page
    now = json.loads(re.search(r'name="seen" value="([^"]*)"', page)[1].replace("&quot;", '"'))  # type: ignore[index]
    assert now[SLOT] == "同事写的原因"
    assert send(clerk, account, now, **{SLOT: "两人商定的原因"}, save="").status_code == 302
    assert texts(account)[SLOT] == "两人商定的原因"


def test_what_was_not_touched_stays_as_the_colleague_wrote_it(clerk: Client, account: Account) -> None:
    colleague(account, SLOT, "同事写的原因")
    send(clerk, account, {SLOT: "", "profile.duties": ""}, **{SLOT: "", "profile.duties": "职责"}, save="")
    assert texts(account) == {SLOT: "同事写的原因", "profile.duties": "职责"}


def test_last_years_words_are_taken_with_one_click_and_put_back(clerk: Client, account: Account) -> None:
    send(clerk, account, {SLOT: ""}, **{SLOT: "自己的话"}, last=SLOT)
    assert texts(account)[SLOT] == "2023年人员增加"
    page = shown(clerk, account)
    assert "与2023年写的一字不差" in page and "上年也这样写，请核对年度" in page
    assert "自己的话" in page and "恢复原来的文字" in page
    seen = {SLOT: "2023年人员增加"}
    assert send(clerk, account, seen, **{SLOT: "2023年人员增加"}, undo="1").status_code == 302
    assert texts(account)[SLOT] == "自己的话"
    assert "恢复原来的文字" not in shown(clerk, account)


def test_the_undo_spares_what_a_colleague_wrote_since(clerk: Client, account: Account) -> None:
    send(clerk, account, {}, last=SLOT)
    colleague(account, SLOT, "同事改过")
    answer = send(clerk, account, {}, undo="1")
    assert answer.status_code == 409 and "没有恢复" in answer.content.decode()
    assert texts(account)[SLOT] == "同事改过"


def test_a_finding_stands_beside_its_field_and_is_mended_with_one_click(
    clerk: Client, account: Account
) -> None:
    send(clerk, account, {}, **{SLOT: "人员增加，其它收入增加。。"}, save="")
    page = shown(clerk, account)
    button = re.search(r'name="reword" value="(W\d+:[0-9a-f]{64})"', page)
    assert button and "处有问题" in page
    assert send(clerk, account, {}, reword=button[1]).status_code == 302
    assert texts(account)[SLOT] != "人员增加，其它收入增加。。"
    assert send(clerk, account, {}, reword=button[1]).status_code == 409
    assert send(clerk, account, {}, undo="1").status_code == 302
    assert texts(account)[SLOT] == "人员增加，其它收入增加。。"


def test_a_closed_account_says_why_and_keeps_what_was_typed(clerk: Client, account: Account) -> None:
    stages.submit(account)
    answer = send(clerk, account, {SLOT: ""}, **{SLOT: "写到一半的话"}, save="")
    page = answer.content.decode()
    assert answer.status_code == 409 and "不能修改" in page and "写到一半的话" in page
    saved = autosave(clerk, account, **{SLOT: ("写到一半的话", [""])})
    assert saved.status_code == 409 and "正在等审核" in saved.json()["reason"]
    assert texts(account) == {}


def test_unknown_places_and_endless_texts_are_refused_in_words(clerk: Client, account: Account) -> None:
    answer = send(clerk, account, {}, **{"nothing.at.all": "字", f"reason.item.{'9' * 200}": "字"}, save="")
    assert answer.status_code == 409
    long = send(clerk, account, {}, **{SLOT: "字" * 20_001}, save="")
    assert long.status_code == 409 and "最多 20000 字" in long.content.decode()
    send(clerk, account, {}, **{SLOT: "有\x00控制\x1b字符"}, save="")
    assert texts(account) == {SLOT: "有控制字符"}


def test_a_paragraph_is_rewritten_and_given_back(clerk: Client, account: Account) -> None:
    page = shown(clerk, account, "?rewrite=overall")
    generated = re.search(r'name="t.replace.overall"[^>]*>\s*([^<]+)</textarea>', page)[1]  # type: ignore[index]
    assert generated.startswith("2024年度收、支总计均为120万元")
    send(clerk, account, {"replace.overall": ""}, **{"replace.overall": generated}, save="")
    assert texts(account) == {}
    send(clerk, account, {"replace.overall": ""}, **{"replace.overall": "收、支总计均为120万元。"}, save="")
    page = shown(clerk, account)
    assert (
        "改写后的文字，报告印这一段" in page
        and "按现在的数自动写成" in page
        and "改写之后这些数又改过" not in page
    )
    assert 'id="reason.overall"' not in page
    assert send(clerk, account, {}, empty="replace.overall").status_code == 302
    assert texts(account) == {}


def test_figures_that_changed_since_are_marked_beside_a_rewritten_paragraph(
    clerk: Client, account: Account
) -> None:
    filing.explain(account, {"replace.overall": "收、支总计均为120万元。"}, by="张三")
    write(account, "t01/income.grand_total/amount 130 t01/spending.grand_total/amount 130", by="王五")
    page = shown(clerk, account)
    assert "改写之后这些数又改过" in page and "120.00万元 → 130.00万元（王五）" in page
    assert "<mark>130</mark>" in page
    assert re.search(r'class="remark error"', page)


def test_the_script_saves_one_text_and_learns_what_is_said_of_it(clerk: Client, account: Account) -> None:
    answer = autosave(clerk, account, **{SLOT: ("人员增加。。", ["", "人员"])})
    body = answer.json()
    assert answer.status_code == 200 and body["saved"] == {SLOT: "人员增加。。"}
    assert "remark" in body["panels"][SLOT] and body["styles"][SLOT] and "还有" in body["todo"]
    colleague(account, SLOT, "同事写的")
    body = autosave(clerk, account, **{SLOT: ("我写的", ["人员增加。。"])}).json()
    assert body["conflicts"][SLOT]["text"] == "同事写的" and body["conflicts"][SLOT]["by"] == "李四"
    assert texts(account)[SLOT] == "同事写的"


@pytest.mark.parametrize(
    "body", ["", "[]", "{}", '{"user": "张三", "texts": []}', '{"user": "张三", "texts": {"a": 1}}']
)
def test_what_is_no_request_is_refused(clerk: Client, account: Account, body: str) -> None:
    answer = clerk.post(url(account, "save"), body, content_type="application/json")
    assert answer.status_code == 400 and answer.json()["reason"]


def test_nobody_sends_what_another_has_typed(clerk: Client, account: Account) -> None:
    answer = autosave(clerk, account, "别人", **{SLOT: ("字", [""])})
    assert answer.status_code == 409 and texts(account) == {}


def test_the_page_costs_the_same_whatever_its_size(
    clerk: Client, account: Account, django_assert_num_queries: Any
) -> None:
    shown(clerk, account)
    with django_assert_num_queries(QUERIES):
        shown(clerk, account)
    codes = [f"20502{n:02d}" for n in range(10, 60)]
    write(account, " ".join(f"t05/{code}/total 2 initial_budget/{code}/amount 1" for code in codes))
    filing.explain(account, {f"reason.item.{code}": "人员增加" for code in codes}, by="张三")
    with django_assert_num_queries(QUERIES):
        shown(clerk, account)


QUERIES = 19


def test_the_page_hears_who_is_here_and_what_was_changed(clerk: Client, account: Account) -> None:
    address = f"/desk/accounts/{account.pk}/texts/live"
    other = person("李四", account)
    first = clerk.get(address, {"since": "0", "cell": SLOT}).json()
    assert (first["here"], first["open"]) == ([], True)
    filing.explain(account, {SLOT: "人员增加"}, by="李四")
    filing.explain(account, {SLOT: "人员大量增加"}, by="李四")
    other.get(address, {"since": first["since"], "cell": SLOT})
    told = clerk.get(address, {"since": first["since"], "cell": SLOT}).json()
    assert told["here"] == [{"name": "李四", "cell": SLOT}]
    assert told["changes"] == [{"slot": SLOT, "text": "人员大量增加", "by": "李四"}]
    assert clerk.get(address, {"since": told["since"]}).json()["changes"] == []


def test_what_is_heard_is_for_clerks_of_the_unit(
    clerk: Client, reviewer: Client, outsider: Client, account: Account
) -> None:
    address = f"/desk/accounts/{account.pk}/texts/live"
    assert [each.get(address, {"since": "0"}).status_code for each in (reviewer, outsider)] == [404, 404]
    for since in ("", "x", "-1", "9" * 19):
        assert clerk.get(address, {"since": since}).status_code == 400
