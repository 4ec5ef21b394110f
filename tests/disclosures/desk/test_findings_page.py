"""The findings of an account: what is shown, what a clerk does about it, and that nobody else finds it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from accounts import acceptance, filing, ledger
from accounts.case import Case
from accounts.checks.engine import RULES, Fault, Level, Quote, Seen, rule
from accounts.checks.standing import Judged, judged
from accounts.figures import at
from accounts.models import Acceptance, Account, Explanation
from disclosures.checks import run
from disclosures.wording.passages import passages
from tests import stages
from tests.disclosures.desk.conftest import member, nowhere

SLOT = "reason.overall"


@pytest.fixture
def words() -> Iterator[None]:
    """X1 wants 其他 for 其它 wherever it stands; X2 wants a reason in a slot."""

    @rule("X1", title="别字", level=Level.REASON, source="测试")
    def other(case: Case) -> Iterator[Seen]:
        """用“其他”。"""
        for passage in passages(case):
            for found in re.finditer("其它", passage.text):
                quote = passage.quote(found.start(), found.end(), "其他")
                yield Fault("“其它”应为“其他”", place=passage.place, quote=quote, remedy="改正")

    @rule("X2", title="原因", level=Level.REASON, source="测试")
    def reason(case: Case) -> Iterator[Seen]:
        """写明原因。"""
        yield Fault("没有写明原因", (at("t01/income.total/amount"),), slot=SLOT, remedy="说明")

    yield
    for code in ("X1", "X2"):
        del RULES[code]


def url(account: Account, rest: str = "") -> str:
    return f"/desk/accounts/{account.pk}/findings/{rest}"


def shown(client: Client, account: Account, query: str = "") -> str:
    answer = client.get(url(account) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def found(account: Account, code: str) -> Judged:
    case = ledger.load_case(account)
    return next(
        each for each in judged(case, run(case), acceptance.given(account)) if each.finding.rule == code
    )


def explain(client: Client, account: Account, code: str = "A19", **more: str) -> Any:
    mark = found(account, code).fingerprint
    sent = {"rule": code, "mark": mark, "reason": "财政批复的决算如此", "where": "t05/2080599/total", **more}
    return client.post(url(account, "accept"), sent)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    "rest",
    ["findings/", "text/", "preview/", "checklist/"]
    + [f"findings/{verb}" for verb in ("accept", "retract", "take", "undo")],
)
def test_for_others_there_is_nothing(outsider: Client, draft: Account, rest: str, method: str) -> None:
    nowhere(outsider, method, f"/desk/accounts/{draft.pk}/{rest}", f"/desk/accounts/{10**30}/{rest}")


@pytest.mark.parametrize("role", ["reviewer", "bureau", "publisher", "administrator"])
def test_who_may_read_may_not_write(draft: Account, role: str) -> None:
    client = member(role, role, "liaoyuan")
    page = shown(client, draft)
    assert "还有" in page and 'name="reason"' not in page and "您可以查看" in page
    assert explain(client, draft).status_code == 404
    for verb in ("retract", "take", "undo"):
        assert client.post(url(draft, verb)).status_code == 404
    assert not Acceptance.objects.exists()


def test_a_request_from_another_site_is_refused(clerk: Client, draft: Account) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"cookie": clerk.cookies.output(header="", sep=";")})
    assert strict.post(url(draft, "accept")).status_code == 403


def test_one_wrong_cell_is_one_place(clerk: Client, draft: Account) -> None:
    page = shown(clerk, draft)
    assert "同一单元格引起的 3 个问题" in page
    assert "去改" in page.split("同一单元格引起的 3 个问题")[1].split("</h3>")[0]
    assert re.search(r"还有 \d+ 处必须处理</strong>，涉及 \d+ 个问题", page)
    assert page.index("同一单元格引起的") < page.index("单位预算项目支出绩效自评表")
    assert "依据：" in page and "怎样处理：" in page and "尾差 32 处" in page
    assert "2023年度只有供比较的数，没有年末结转" in page


@pytest.mark.parametrize("unit", ["liaoyuan", "yanbian"])
def test_every_link_leads_to_something_in_the_preview(draft: Account, unit: str) -> None:
    account = Account.objects.of(unit, 2024)
    client = member("查看人", "reviewer", unit)
    preview = client.get(f"/desk/accounts/{account.pk}/preview/").content.decode()
    anchors = re.findall(rf'href="/desk/accounts/{account.pk}/preview/#([^"]+)"', shown(client, account))
    assert len(anchors) > 10
    assert [anchor for anchor in anchors if f'id="{anchor}"' not in preview] == []
    ids = re.findall(r' id="([^"]+)"', preview)
    assert len(ids) == len(set(ids))
    assert "草稿，尚未公开" in preview and "补充资料" in preview


def test_an_explanation_is_kept_with_the_name(clerk: Client, draft: Account) -> None:
    answer = explain(clerk, draft, show="error")
    assert answer.status_code == 302
    assert re.fullmatch(r"/desk/accounts/\d+/findings/\?show=error#f-[0-9a-f]{12}", answer["Location"])
    row = Acceptance.objects.get()
    assert (row.reason, row.by) == ("财政批复的决算如此", "填报人")
    page = shown(clerk, draft, "?show=accepted")
    assert "说明：财政批复的决算如此" in page and "填报人，" in page and "撤回说明" in page
    assert "已说明 1" in page


def test_a_double_click_is_one_record(clerk: Client, draft: Account) -> None:
    assert [explain(clerk, draft).status_code for _ in range(2)] == [302, 302]
    assert Acceptance.objects.count() == 1


def test_the_reviewer_sees_what_was_explained_away(clerk: Client, reviewer: Client, draft: Account) -> None:
    explain(clerk, draft)
    page = shown(reviewer, draft)
    assert "说明：财政批复的决算如此" in page and "撤回说明" not in page


def test_after_a_change_the_old_reason_is_a_suggestion(clerk: Client, draft: Account) -> None:
    explain(clerk, draft)
    ledger.record(draft, {at("t05/2080599/total"): None}, by="填报人")
    page = shown(clerk, draft)
    assert "之后内容变了，原说明不再有效：“财政批复的决算如此”" in page
    assert re.search(r"<textarea[^>]*>财政批复的决算如此</textarea>", page)


def test_a_stale_page_is_refused_and_keeps_what_was_typed(clerk: Client, draft: Account) -> None:
    mark = found(draft, "A19").fingerprint
    ledger.record(draft, {at("t05/2080599/total"): None}, by="同事")
    answer = explain(clerk, draft, mark=mark)
    page = answer.content.decode()
    assert answer.status_code == 409 and "已经变化，没有写入" in page
    assert (
        re.search(r"<textarea[^>]*>财政批复的决算如此</textarea>", page) and not Acceptance.objects.exists()
    )
    gone = explain(clerk, draft, mark=mark, where="t99/gone/x").content.decode()
    assert "您写的说明没有保存，仍在这里" in gone and "财政批复的决算如此</textarea>" in gone


def test_nonsense_is_refused(clerk: Client, draft: Account) -> None:
    for sent in ({}, {"rule": "Z9"}, {"reason": " ", "rule": "A19"}):
        assert clerk.post(url(draft, "accept"), sent).status_code == 409
    assert clerk.post(url(draft, "retract"), {"acceptance": "x"}).status_code == 409
    assert clerk.post(url(draft, "take"), {"rule": "A19", "mark": "x"}).status_code == 409
    assert clerk.post(url(draft, "undo"), {"place": "nowhere", "before": "文"}).status_code == 409


def test_what_must_be_mended_has_no_field(draft: Account) -> None:
    account = Account.objects.of("yanbian", 2024)
    client = member("延边填报人", "clerk", "yanbian")
    page = shown(client, account)
    card = page[page.index("《一般公共预算财政拨款基本支出决算明细表》是空表") :].split("</article>")[0]
    assert "必须更正，不能说明后保留" in card and "<textarea" not in card
    assert "必须更正，不能说明后保留" in explain(client, account, "B50").content.decode()


def test_an_explanation_is_taken_back(clerk: Client, draft: Account) -> None:
    explain(clerk, draft)
    sent = {"acceptance": str(Acceptance.objects.get().pk)}
    assert clerk.post(url(draft, "retract"), sent).status_code == 302
    assert "已说明 0" in shown(clerk, draft)


def test_a_closed_account_is_only_shown(clerk: Client, draft: Account) -> None:
    stages.put_in(draft, "ordered")
    assert 'name="reason"' not in shown(clerk, draft)
    answer = explain(clerk, draft)
    assert answer.status_code == 409 and "不能修改" in answer.content.decode()


@pytest.mark.parametrize(
    ("show", "has", "lacks"), [("error", "A61", "P34"), ("notice", "P34", "A61"), ("x", "A61", "")]
)
def test_findings_are_filtered_by_level(
    clerk: Client, draft: Account, show: str, has: str, lacks: str
) -> None:
    page = shown(clerk, draft, f"?show={show}").split('<details class="ended"')[0]
    assert f'<span class="code">{has}</span>' in page
    assert not lacks or f'<span class="code">{lacks}</span>' not in page


def test_the_page_costs_the_same_however_much_is_found(
    clerk: Client, draft: Account, django_assert_max_num_queries: Any
) -> None:
    explain(clerk, draft)
    shown(clerk, draft)
    with django_assert_max_num_queries(24):
        shown(clerk, draft)


def test_a_reason_is_written_where_the_report_explains(clerk: Client, draft: Account, words: None) -> None:
    filing.explain(draft, {SLOT: "原来的原因"}, by="填报人")
    assert "同时写入报告的“收、支总计变动的主要原因”" in shown(clerk, draft)
    assert explain(clerk, draft, "X2", reason="新的原因", seen="原来的原因").status_code == 302
    assert Explanation.objects.get(account=draft, slot=SLOT).text == "新的原因"
    filing.explain(draft, {SLOT: "同事的原因"}, by="同事")
    Acceptance.objects.all()
    row = Acceptance.objects.get()
    acceptance.retract(draft, row.pk, by="填报人")
    answer = explain(clerk, draft, "X2", reason="我的原因", seen="新的原因")
    assert answer.status_code == 409 and "已被改为“同事的原因”" in answer.content.decode()


def test_a_suggestion_is_taken_and_taken_back(clerk: Client, draft: Account, words: None) -> None:
    filing.explain(draft, {SLOT: "其它收入增加"}, by="填报人")
    page = shown(clerk, draft)
    assert "<mark>其它</mark>收入增加" in page and "改为“其他”" in page
    sent = {"rule": "X1", "mark": found(draft, "X1").fingerprint}
    assert clerk.post(url(draft, "take"), sent).status_code == 302
    assert ledger.load_case(draft).texts[SLOT] == "其他收入增加"
    assert "恢复原来的文字" in shown(clerk, draft)
    assert "恢复原来的文字" not in shown(clerk, draft)
    undo = {"place": SLOT, "title": "原因", "before": "其它收入增加", "after": "其他收入增加"}
    assert clerk.post(url(draft, "undo"), undo).status_code == 302
    assert ledger.load_case(draft).texts[SLOT] == "其它收入增加"


def test_a_suggestion_for_a_changed_text_is_refused(clerk: Client, draft: Account, words: None) -> None:
    filing.explain(draft, {SLOT: "其它收入增加"}, by="填报人")
    sent = {"rule": "X1", "mark": found(draft, "X1").fingerprint}
    filing.explain(draft, {SLOT: "今年其它收入增加"}, by="同事")
    answer = clerk.post(url(draft, "take"), sent)
    assert answer.status_code == 409 and "已经变化，没有写入" in answer.content.decode()
    undo = {"place": SLOT, "title": "原因", "before": "旧的", "after": "别的"}
    answer = clerk.post(url(draft, "undo"), undo)
    assert answer.status_code == 409 and "原来的文字是：旧的" in answer.content.decode()
    assert ledger.load_case(draft).texts[SLOT] == "今年其它收入增加"


def test_a_suggestion_for_the_words_of_a_project_is_taken_there(
    clerk: Client, draft: Account, words: None
) -> None:
    case = ledger.load_case(draft)
    sheet = case.projects[0]
    place = f"project/{sheet.key}/actual"
    from dataclasses import replace

    filing.put_projects(draft, [replace(sheet, actual="其它工作"), *case.projects[1:]], by="填报人")
    assert found(draft, "X1").finding.place == place
    assert "改为“其他”" in shown(clerk, draft)
    clerk.post(url(draft, "take"), {"rule": "X1", "mark": found(draft, "X1").fingerprint})
    after = ledger.load_case(draft)
    assert after.projects[0].actual == "其他工作" and after.projects[1:] == case.projects[1:]
    assert after.figures == case.figures


def test_a_text_is_questioned_and_nothing_is_kept(clerk: Client, draft: Account, words: None) -> None:
    address = f"/desk/accounts/{draft.pk}/text/"
    before = ledger.load_case(draft)
    text = "一、总体情况\r\n其它<b>收入</b>，其它支出"
    page = clerk.post(address, {"text": text}).content.decode()
    assert page.count('<a href="#line-2">第 2 行</a>') >= 2
    assert "<mark>其它</mark>" in page and "&lt;b&gt;收入" in page and "<b>收入" not in page
    assert ledger.load_case(draft) == before and not Acceptance.objects.exists()
    assert "没有文字" in clerk.post(address, {"text": " "}).content.decode()
    assert "一次最多检查 200000 字" in clerk.post(address, {"text": "字" * 200_001}).content.decode()
    assert clerk.get(address).status_code == 200


def test_of_long_words_only_what_a_suggestion_changes_is_marked() -> None:
    from disclosures.desk.marking import replaced

    old, new = replaced("一" * 20 + "其它" + "二" * 20, "一" * 20 + "其他" + "二" * 20)
    assert [piece.text for piece in old if piece.marked] == ["它"]
    assert [piece.text for piece in new if piece.marked] == ["他"]
    old, new = replaced("其它", "其他")
    assert [piece.text for piece in (*old, *new) if piece.marked] == ["其它", "其他"]
    assert replaced("其它", None)[1] == replaced("其它", "")[1] == ()


def test_a_quote_that_does_not_fit_its_text_is_shown_without_marks() -> None:
    from disclosures.desk.marking import pieces

    assert [(piece.text, piece.marked) for piece in pieces("一二三四", [(1, 2), (1, 3)])] == [
        ("一", False),
        ("二三", True),
        ("四", False),
    ]
    assert [(piece.text, piece.marked) for piece in pieces("一二", [(5, 9)])] == [("一二", False)]
    assert Quote("一", 0, 1).instead is None
