"""The PDF of a draft: the very output of publishing, marked; printed once, whoever asks."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts import filing
from accounts.ledger import load_case
from accounts.models import Account
from disclosures import making, printing, publishing, queue, rendering, typesetting
from disclosures.assembly import build
from disclosures.desk.preview import drafts
from disclosures.models import DraftPrint, PublishOrder
from disclosures.printing import PrintFailed, Progress, Stage, Tell
from disclosures.report import Issue, Report
from tests import stages
from tests.disclosures.desk.conftest import member, nowhere

PDF = b"%PDF stand-in"


class Press:
    """Prints what it is given, or fails."""

    def __init__(self) -> None:
        self.pages: list[str] = []
        self.act: Callable[[Tell], object] = lambda progress: None

    def print_pdf(self, html: str, report: Report, progress: Tell) -> bytes:
        self.pages.append(html)
        self.act(progress)
        return PDF


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> Press:
    press = Press()
    monkeypatch.setattr(printing, "print_pdf", press.print_pdf)
    monkeypatch.setattr(making, "EVERY", 0)
    return press


def at(account: Account, rest: str = "") -> str:
    return f"/desk/accounts/{account.pk}/preview/{rest}"


def ask(client: Client, account: Account) -> Any:
    return client.post(at(account, "print"), follow=True)


def state(client: Client, account: Account) -> dict[str, Any]:
    found: dict[str, Any] = client.get(at(account, "draft/state")).json()
    return found


def explain(account: Account, text: str) -> None:
    filing.explain(account, {"profile.duties": text}, by="填报人")


@pytest.mark.parametrize("rest", ["", "print", "draft/", "draft/state", "draft/file.pdf"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_for_others_there_is_nothing(
    outsider: Client, draft: Account, rest: str, method: str, press: Press
) -> None:
    drafts.ask(draft, by="填报人")
    nowhere(outsider, method, at(draft, rest), f"/desk/accounts/{10**30}/preview/{rest}")
    assert DraftPrint.objects.count() == ProcrastinateJob.objects.count() == 1


@pytest.mark.parametrize("role", ["clerk", "reviewer", "bureau", "publisher", "administrator"])
def test_who_may_read_the_account_may_print_it(draft: Account, press: Press, role: str) -> None:
    client = member(role, role, "liaoyuan")
    assert ask(client, draft).redirect_chain == [(at(draft, "draft/"), 302)]
    stages.work()
    page = client.get(at(draft, "draft/")).content.decode()
    assert (
        "完成" in page and "打开 PDF 草稿" in page and "重新生成" not in page and f"<dd>{role}</dd>" in page
    )
    file = client.get(at(draft, "draft/file.pdf"))
    assert (file.content, file["Content-Type"]) == (PDF, "application/pdf")
    assert "no-store" in file["Cache-Control"] and "%E8%8D%89%E7%A8%BF" in file["Content-Disposition"]
    assert not PublishOrder.objects.filter(account=draft).exclude(state="done").exists()


def test_it_is_the_output_of_publishing_and_marked(draft: Account) -> None:
    """The article is the same but for the day of disclosure; the paper is marked and says no version."""
    case, issue = load_case(draft), Issue(1, date(2025, 9, 26), "ABCDEFGHJK")
    official = build(case, issue)
    article = rendering.article(official)
    report, html = drafts.drawn(draft)
    assert report.issue.is_draft
    assert html == article.replace("2025年9月26日", "", 1)
    ours, theirs = typesetting.page(html, report), typesetting.page(article, official)
    mark = '<div class="watermark">草稿</div>'
    assert mark in ours and mark not in theirs and "尚未公开，没有版次、版本编码和网址" in ours
    beside = re.compile(
        r'<div class="mark">.*?</div>\s*</div>|<section class="imprint">.*?</section>'
        r'|<meta name="dcterms[^>]*>|(?<="disclosed">)[^<]*',
        re.S,
    )
    assert beside.sub("", ours.replace(mark, "")).split() == beside.sub("", theirs).split()


def test_two_who_ask_at_once_have_one_print(
    clerk: Client, reviewer: Client, draft: Account, press: Press
) -> None:
    ask(clerk, draft)
    ask(reviewer, draft)
    stages.work()
    ask(reviewer, draft)
    stages.work()
    assert len(press.pages) == 1 and DraftPrint.objects.get().requested_by == "填报人"


def test_what_changes_before_it_is_printed_is_printed(clerk: Client, draft: Account, press: Press) -> None:
    ask(clerk, draft)
    explain(draft, "负责全市的工作。")
    stages.work()
    assert "负责全市的工作。" in press.pages[0]
    assert "内容有改动" not in clerk.get(at(draft, "draft/")).content.decode()


def test_other_content_is_printed_anew_and_nobody_waits_for_the_old(
    clerk: Client, draft: Account, press: Press
) -> None:
    ended = []

    def lay_out(progress: Tell) -> None:
        if len(press.pages) == 1:
            explain(draft, "负责全市的工作。")
            ask(clerk, draft)
        progress(Progress(Stage.LAYING_OUT, 1))
        ended.append(len(press.pages))

    press.act = lay_out
    ask(clerk, draft)
    stages.work()
    assert len(press.pages) == 2 and ended == [2]
    assert "负责全市的工作。" not in press.pages[0] and "负责全市的工作。" in press.pages[1]
    assert DraftPrint.objects.get().state == "done"


def test_what_changed_after_the_print_is_told(clerk: Client, draft: Account, press: Press) -> None:
    ask(clerk, draft)
    stages.work()
    explain(draft, "负责全市的工作。")
    page = clerk.get(at(draft, "draft/")).content.decode()
    assert "内容有改动" in page and "按现在的内容重新生成" in page and "打开 PDF 草稿" in page
    ask(clerk, draft)
    stages.work()
    assert "内容有改动" not in clerk.get(at(draft, "draft/")).content.decode()


def test_its_progress_is_seen_and_without_script_by_reloading(
    clerk: Client, draft: Account, press: Press
) -> None:
    refresh = '<noscript><meta http-equiv="refresh" content="3"></noscript>'
    seen: list[tuple[object, ...]] = []
    assert refresh in ask(clerk, draft).content.decode()
    assert clerk.get(at(draft, "draft/file.pdf"))["Location"] == at(draft, "draft/")

    def lay_out(progress: Tell) -> None:
        for stage, number in ((Stage.LAYING_OUT, 7), (Stage.WRITING, 31)):
            progress(Progress(stage, number))
            now = state(clerk, draft)
            seen.append((now["word"], now["detail"], now["running"]))

    press.act = lay_out
    stages.work()
    assert seen == [("排版", "第 7 页", True), ("写出", "共 31 页", True)]
    assert state(clerk, draft)["word"] == "完成"
    assert refresh not in clerk.get(at(draft, "draft/")).content.decode()


def test_a_failure_says_why_and_may_be_tried_again(clerk: Client, draft: Account, press: Press) -> None:
    def fail(progress: Tell) -> None:
        raise PrintFailed("打印需要的内存超过 2048 MB 的上限，已停止")

    ask(clerk, draft)
    press.act = fail
    stages.work()
    page = clerk.get(at(draft, "draft/")).content.decode()
    assert (
        "打印需要的内存超过 2048 MB 的上限" in page and "<button>重试</button>" in page and "打开" not in page
    )
    press.act = lambda progress: None
    assert "等待" in ask(clerk, draft).content.decode()
    stages.work()
    assert state(clerk, draft)["word"] == "完成"


def test_a_print_that_nobody_makes_may_be_asked_for_again(
    clerk: Client, draft: Account, press: Press
) -> None:
    ask(clerk, draft)
    queue.withdraw(DraftPrint.objects.get())
    assert "没有排进队列" in clerk.get(at(draft, "draft/")).content.decode()
    ask(clerk, draft)
    stages.work()
    assert state(clerk, draft)["word"] == "完成"


def test_old_drafts_are_thrown_away(clerk: Client, draft: Account, press: Press) -> None:
    other = DraftPrint.objects.create(
        account=Account.objects.of("yanbian", 2024), requested_at=timezone.now() - timedelta(days=2)
    )
    ask(clerk, draft)
    assert not DraftPrint.objects.filter(pk=other.pk).exists()


def test_of_a_published_account_there_is_no_draft(order: PublishOrder, staff: Client) -> None:
    publishing.publish(order)
    page = ask(staff, order.account).content.decode()
    assert "已公开，没有草稿" in page and "看公开的网页和 PDF" in page and "生成 PDF 草稿" not in page
    assert not DraftPrint.objects.exists()


def test_before_the_first_print_the_preview_is_shown(clerk: Client, draft: Account) -> None:
    assert clerk.get(at(draft, "draft/"))["Location"] == at(draft)
    assert clerk.get(at(draft, "draft/state")).status_code == 404


def test_printing_takes_a_post(clerk: Client, draft: Account) -> None:
    assert clerk.get(at(draft, "print")).status_code == 405


def test_queries(clerk: Client, draft: Account, press: Press, django_assert_num_queries: Any) -> None:
    ask(clerk, draft)
    stages.work()
    with django_assert_num_queries(5):
        clerk.get(at(draft, "draft/state"))
    with django_assert_num_queries(5):
        clerk.get(at(draft, "draft/file.pdf"))
