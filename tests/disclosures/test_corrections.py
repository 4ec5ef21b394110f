"""更正: what is asked before a published account is opened again, and what the next version must then say."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from accounts import filing, ledger
from accounts.figures import at
from accounts.models import Account
from accounts.refusals import Refused
from disclosures import archive, corrections, printing
from disclosures.corrections import reopen
from disclosures.models import Publication, Reopening
from disclosures.publishing import corrected, frozen
from disclosures.report import Correction
from tests import stages
from tests.disclosures.test_publishing import account, draft  # noqa: F401 fixtures

CELL = at("t01/income.general_budget/amount")
REFERENCE = "辽财库〔2025〕9号"
LATER = date(2025, 10, 9)


@pytest.fixture(autouse=True)
def stored(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stages.keep_files_in(tmp_path, settings)
    monkeypatch.setattr(printing, "print_pdf", lambda *_: b"%PDF")


@pytest.fixture
def published(account: Account) -> Account:  # noqa: F811
    stages.publish(account)
    return Account.objects.get(pk=account.pk)


def change_figure(account: Account) -> None:  # noqa: F811
    ledger.record(account, {CELL: ledger.load(account)[CELL] + 10_000}, by="填报人")


def change_text(account: Account) -> None:  # noqa: F811
    filing.explain(account, {"profile.duties": "改过的职责。"}, by="填报人")


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ({"kind": "", "reason": "错了"}, "没有选择更正类型"),
        ({"kind": "all", "reason": "错了"}, "没有选择更正类型"),
        ({"kind": "figures", "reason": "错了"}, "文号"),
        ({"kind": "figures", "reason": "错了", "reference": "  "}, "文号"),
        ({"kind": "figures", "reason": "错了", "reference": "号" * 101}, "有 101 个字"),
        ({"kind": "text", "reason": " "}, "理由"),
    ],
)
def test_what_is_asked_before_it_is_opened(published: Account, told: dict[str, str], refusal: str) -> None:
    with pytest.raises(Refused, match=refusal):
        reopen(published, by=stages.PUBLISHER, **told)
    assert Account.objects.get(pk=published.pk).status == "published"
    assert not Reopening.objects.exists()


def test_a_second_click_notes_it_once(published: Account) -> None:
    for _ in range(2):
        reopen(published, by=stages.PUBLISHER, reason="错了", kind="text", reference="不要的文号")
    assert [(note.kind, note.reference) for note in Reopening.objects.all()] == [("text", "")]


def test_figures_with_the_agreement_of_the_bureau(published: Account) -> None:
    reopen(published, by=stages.PUBLISHER, reason="收入少报一万元", kind="figures", reference=REFERENCE)
    change_figure(published)
    order = stages.order(published, LATER)
    _, issue = frozen(order)
    assert issue.correction == Correction("figures", "收入少报一万元", REFERENCE, stages.DAY)
    before = corrected(order)
    assert before is not None and before.number == 1


def test_words_alone(published: Account) -> None:
    reopen(published, by=stages.PUBLISHER, reason="职责写错", kind="text")
    change_text(published)
    _, issue = frozen(stages.order(published, LATER))
    assert issue.correction == Correction("text", "职责写错", "", stages.DAY)


def test_a_figure_does_not_change_under_the_name_of_words(published: Account) -> None:
    reopen(published, by=stages.PUBLISHER, reason="职责写错", kind="text")
    change_text(published)
    change_figure(published)
    with pytest.raises(Refused, match="登记为“只改文字”，但有 1 个数与已公开的不同：《收入支出决算总表》"):
        stages.order(published, LATER)


@pytest.mark.parametrize("kind", ["figures", "text"])
def test_a_correction_that_corrects_nothing(published: Account, kind: str) -> None:
    reopen(published, by=stages.PUBLISHER, reason="看错了", kind=kind, reference=REFERENCE)
    with pytest.raises(Refused, match="没有可以更正的"):
        stages.order(published, LATER)


def test_a_first_version_is_no_correction(account: Account) -> None:  # noqa: F811
    order = stages.order(account)
    assert frozen(order)[1].correction is corrected(order) is corrections.standing(account) is None


def test_the_correction_is_in_its_files(published: Account) -> None:
    reopen(published, by=stages.PUBLISHER, reason="收入少报一万元", kind="figures", reference=REFERENCE)
    change_figure(published)
    version = stages.publish(published, LATER)
    page, told, text = (
        archive.content(version, name).decode() for name in ("changes.html", "changes.json", "report.txt")
    )
    assert "<del>100.00</del>" in page and "<ins>101.00</ins>" in page
    assert '"before": "1000000.00"' in told and '"after": "1010000.00"' in told
    assert f'"reference": "{REFERENCE}"' in told
    assert f"更正：收入少报一万元（{REFERENCE}同意）。首次公开于2025年9月26日" in text
    assert "changes.html" not in Publication.objects.get(number=1).manifest


def test_what_a_clerk_wrote_is_no_markup(published: Account) -> None:
    reopen(published, by=stages.PUBLISHER, reason="<script>alert(1)</script>", kind="text")
    filing.explain(published, {"profile.duties": "<img src=x onerror=alert(1)>"}, by="填报人")
    page = archive.content(stages.publish(published, LATER), "changes.html").decode()
    assert "<script" not in page and "<img" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE disclosures_reopening SET kind = 'text'",
        "DELETE FROM disclosures_reopening",
        "TRUNCATE disclosures_reopening",
    ],
)
def test_what_it_was_for_is_never_altered(published: Account, statement: str) -> None:
    stages.reopen(published)
    refused = pytest.raises(DatabaseError, match="never altered")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(statement)


def test_figures_without_an_agreement_are_refused_by_the_database_too(published: Account) -> None:
    stages.reopen(published)
    step = published.steps.latest("id")
    with pytest.raises(IntegrityError), transaction.atomic():
        Reopening.objects.create(step=step, kind="figures", reference="")


def test_a_version_that_was_frozen_before_corrections_were_told(account: Account) -> None:  # noqa: F811
    order = stages.order(account)
    order.input.pop("correction")
    assert frozen(order)[1].correction is None
