"""The changes since the last submission, the history of all and of one cell, and pointing at places."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts import acceptance, filing, ledger, workflow
from accounts.figures import at
from accounts.models import Account, Step
from accounts.money import from_wan
from disclosures.desk.workflow.naming import Names, differing
from disclosures.submitting import demands
from tests import stages
from tests.accounts.amounts import cells
from tests.disclosures.desk.workflow.conftest import sign
from tests.disclosures.desk.workflow.test_steps_page import shown, url
from tests.stages import REVIEWER

CELL = "t03/2080109/project"


@pytest.fixture
def resubmitted(account: Account) -> Account:
    """Sent back, one cell and one text changed, submitted again."""
    sign(account)
    stages.submit(account)
    workflow.return_to_clerk(account, by=REVIEWER, reason="改")
    ledger.record(account, {at(CELL): ledger.load(account)[at(CELL)] + from_wan(1)}, by="张三")
    filing.explain(account, {"profile.duties": "承担社会保险经办工作。"}, by="张三")
    stages.submit(account)
    return account


def rows(page: str) -> list[str]:
    found = re.findall(r"<tr.*?</tr>", page[page.index("<tbody>") :], re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in found]


def test_the_reviewer_sees_every_change_before_and_after(resubmitted: Account, reviewer: Client) -> None:
    page = shown(reviewer, resubmitted, "changes/")
    assert "有 2 处改动" in page
    first, second = sorted(rows(page))
    assert re.search(r"《支出决算表》“2080109 .*”行“项目支出”栏 [\d.,]+万元 [\d.,]+万元 张三", first)
    assert "职责" in second and "承担社会保险经办工作。" in second.replace(" ", "")
    assert "上次报送以来的改动" in shown(reviewer, resubmitted)


def test_what_was_changed_back_is_listed_last(resubmitted: Account, reviewer: Client) -> None:
    stages.put_in(resubmitted, "draft")
    before = ledger.load(resubmitted)[at(CELL)]
    for amount in (before + 100, before):
        ledger.record(resubmitted, {at(CELL): amount}, by="张三")
    page = shown(reviewer, resubmitted, "changes/")
    assert "没有改动" in page and "另有 1 处改过又改了回来" in page
    assert "改过 2 次，现与原来相同" in page


def test_what_was_let_stand_since_is_listed_with_its_reason(resubmitted: Account, reviewer: Client) -> None:
    stages.put_in(resubmitted, "draft")
    found = demands(resubmitted).findings[0]
    acceptance.accept(
        resubmitted, found.finding.rule, found.fingerprint, reason="财政批复的决算如此", by="张三"
    )
    page = shown(reviewer, resubmitted, "changes/")
    assert "说明后保留的问题" in page and "说明：财政批复的决算如此" in page


def test_the_first_submission_is_compared_with_nothing(account: Account, reviewer: Client) -> None:
    stages.submit(account)
    assert "没有可以对照的上一次" in shown(reviewer, account, "changes/")


def test_any_step_may_be_compared_with(resubmitted: Account, reviewer: Client) -> None:
    first = Step.objects.filter(account=resubmitted, verb="submit").earliest("id")
    assert "有 2 处改动" in shown(reviewer, resubmitted, f"changes/?since={first.pk}")
    last = Step.objects.filter(account=resubmitted).latest("id")
    assert "没有改动" in shown(reviewer, resubmitted, f"changes/?since={last.pk}")
    for odd in ("x", "", "9" * 40, "4711"):
        assert "有 2 处改动" in shown(reviewer, resubmitted, f"changes/?since={odd}")


def test_the_history_of_a_cell(resubmitted: Account, reviewer: Client) -> None:
    page = shown(reviewer, resubmitted, f"history/?cell={CELL}")
    assert "<h2>《支出决算表》“2080109 社会保险经办机构”行“项目支出”栏</h2>" in page
    found = rows(page)
    assert len(found) == 2 and "张三" in found[0] and "空白" in found[1] and "示例数据" in found[1]


def test_the_history_is_filtered(resubmitted: Account, reviewer: Client) -> None:
    assert len(rows(shown(reviewer, resubmitted, "history/?by=张三"))) == 2
    assert "没有这样的改动" in shown(reviewer, resubmitted, "history/?by=无此人")
    step = Step.objects.filter(account=resubmitted, verb="return").get()
    assert len(rows(shown(reviewer, resubmitted, f"history/?since={step.pk}"))) == 2
    assert "第 1 / " in shown(reviewer, resubmitted, "history/")
    for odd in ("?page=999", "?page=x", "?cell=%00"[:7], "?cell=<script>", "?since=x"):
        assert "<script>" not in shown(reviewer, resubmitted, f"history/{odd}").partition("<main")[2]


def test_every_place_has_a_name(account: Account) -> None:
    filing.explain(account, {"replace.overall": "改写的一段。"}, by="张三")
    names, project = Names(ledger.load_case(account)), ledger.load_case(account).projects[0]
    assert names.of("") == "整份决算"
    assert names.of("t03") == "《支出决算表》"
    assert names.of("subject/208") == "科目 208 的名称"
    assert names.of(f"project/{project.key}") == f"项目“{project.name}”"
    assert names.of(f"project/{project.key}/score") == f"项目“{project.name}”·总分"
    assert names.of(f"project/{project.key}/1/target") == f"项目“{project.name}”第 1 项指标·指标值"
    assert "全年执行数" in names.of(f"project/{project.key}.total/executed")
    assert names.of("project/gone/name") == "项目“gone”·项目名称"
    assert names.of("weather") == "weather"
    for place in ("overall", "profile.duties"):
        assert names.of(place) != place


@pytest.mark.parametrize(
    ("was", "becomes", "pieces"),
    [
        ("收入增加。", "收入减少。", ("收入", "增加", "减少", "。")),
        ("", "新", ("", "", "新", "")),
        ("旧", "", ("", "旧", "", "")),
        ("同", "同", ("同", "", "", "")),
        ("啊啊", "啊啊啊", ("啊啊", "", "啊", "")),
    ],
)
def test_a_text_is_cut_where_it_differs(was: str, becomes: str, pieces: tuple[str, ...]) -> None:
    assert differing(was, becomes) == pieces
    assert pieces[0] + pieces[1] + pieces[3] == was and pieces[0] + pieces[2] + pieces[3] == becomes


def test_a_long_text_is_shown_around_its_change(account: Account, reviewer: Client) -> None:
    for text in ("甲" * 300 + "旧" + "乙" * 300, "甲" * 300 + "新" * 200 + "乙" * 300):
        filing.explain(account, {"profile.duties": text}, by="张三")
    page = shown(reviewer, account, "history/?by=张三")
    assert f"…{'甲' * 40}<del>旧</del>{'乙' * 40}…" in page
    assert f"<ins>{'新' * 120}……（共 200 字）</ins>" in page
    assert f"<ins>{'新' * 200}</ins>" in shown(reviewer, account, "history/?cell=profile.duties")


def test_a_reviewer_points_at_a_cell_a_paragraph_or_a_project(account: Account, reviewer: Client) -> None:
    """Every link of every section leads to a comment that may be made."""
    page = shown(reviewer, account, "comments/")
    sections = re.findall(r'href="\?section=([^"]+)"', page)
    assert len(sections) > 15
    places = set()
    for section in sections:
        page = shown(reviewer, account, f"comments/?section={section}")
        places |= set(re.findall(r'\?place=([^"]*?)#say"', page))
    kinds = {place.split("%2F")[0].split(".")[0] for place in places}
    assert {"t01", "t09", "replace", "project", "operations"} <= kinds
    for place in sorted(places)[::40]:
        sent = {"place": place.replace("%2F", "/"), "text": "请核对"}
        assert reviewer.post(url(account, "comments/say"), sent).status_code == 302, place


@pytest.mark.parametrize(("rest", "cost"), [("changes/", 19), ("history/", 21), ("comments/", 13)])
@pytest.mark.parametrize("many", [1, 90])
def test_a_page_costs_the_same_queries_whatever_there_is(
    resubmitted: Account,
    reviewer: Client,
    many: int,
    rest: str,
    cost: int,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    stages.put_in(resubmitted, "draft")
    figures = cells(" ".join(f"t03/{2010100 + n}/basic 100.00" for n in range(many)))
    ledger.record(resubmitted, figures, by="张三")
    with django_assert_num_queries(cost):
        shown(reviewer, resubmitted, rest)
