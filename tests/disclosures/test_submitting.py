"""报送: nothing goes to the reviewer that is not in order, and what goes is what was signed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from accounts import acceptance, comments, filing, ledger, signing, workflow
from accounts.case import Case
from accounts.checks.engine import Result, State
from accounts.figures import at
from accounts.models import Account, SignOff, Step
from accounts.refusals import Refused
from disclosures import rendering, submitting
from tests import stages
from tests.samples import load_corrected
from tests.stages import CLERK, REVIEWER

DAY = date(2025, 9, 1)


@pytest.fixture
def account(db: None) -> Account:
    """辽源, corrected, as a draft: in order but for the signatures."""
    load_corrected()
    return Account.objects.of("liaoyuan", 2024)


@pytest.fixture
def signed(account: Account) -> Account:
    sign(account)
    return account


def sign(account: Account) -> None:
    for kind in SignOff.Kind:
        signing.sign(account, kind, signer="某人", signed_on=DAY, by=CLERK)


def refusal(account: Account) -> str:
    with pytest.raises(Refused) as refused:
        submitting.submit(account, by=CLERK)
    assert Account.objects.get(pk=account.pk).is_open and not Step.objects.exists()
    return str(refused.value)


def test_what_is_in_order_is_submitted(signed: Account) -> None:
    step = submitting.submit(signed, by=CLERK)
    assert (step.after, step.by) == ("submitted", "填报人")
    assert step.content == SignOff.objects.last().content  # type: ignore[union-attr]


def test_without_signatures_it_stays(account: Account) -> None:
    assert refusal(account).endswith("没有报送：还没有登记保密审查；还没有登记负责人审签")


def test_with_an_open_error_it_stays(account: Account) -> None:
    cell = at("t03/2080109/project")
    ledger.record(account, {cell: ledger.load(account)[cell] + 10_000}, by="填报人")
    sign(account)
    assert "个问题没有改正或说明" in refusal(account)


def test_with_a_text_missing_it_stays(account: Account) -> None:
    filing.explain(account, {"profile.duties": None}, by="填报人")
    sign(account)
    assert "处说明没有填写：主要职责" in refusal(account)


def test_what_was_signed_is_what_is_submitted(signed: Account) -> None:
    filing.explain(signed, {"profile.duties": "承担社会保险经办工作。"}, by="填报人")
    assert "保密审查之后内容有改动" in refusal(signed)


def test_a_finding_that_stands_with_a_reason_is_no_obstacle(account: Account) -> None:
    cell = at("t03/2080109/project")
    ledger.record(account, {cell: ledger.load(account)[cell] + 10_000}, by="填报人")
    for _ in range(20):
        found = list(submitting.demands(account).findings)
        if not found:
            break
        acceptance.accept(
            account, found[0].finding.rule, found[0].fingerprint, reason="财政批复的决算如此", by="填报人"
        )
    sign(account)
    assert submitting.submit(account, by=CLERK).after == "submitted"


def test_a_comment_is_answered_before_it_goes_again(signed: Account) -> None:
    submitting.submit(signed, by=CLERK)
    said = comments.comment(signed, "t03", "请核对", by=REVIEWER)
    workflow.return_to_clerk(signed, by=REVIEWER, reason="见意见")
    with pytest.raises(Refused, match="还有 1 条审核意见没有答复"):
        submitting.submit(signed, by=CLERK)
    comments.answer(signed, said.pk, "已核对，无误", by=CLERK)
    assert submitting.submit(signed, by=CLERK).after == "submitted"


def test_what_could_not_run_is_listed_and_does_not_block(
    signed: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = submitting.run

    def broken(case: Case) -> tuple[Result, ...]:
        first, *rest = real(case)
        return (replace(first, state=State.COULD_NOT_RUN, findings=(), reason="坏了"), *rest)

    monkeypatch.setattr(submitting, "run", broken)
    asked = submitting.demands(signed)
    assert "坏了" in [each.reason for each in asked.not_run] and not asked.unmet


def test_a_comparison_is_not_submitted(account: Account) -> None:
    last = Account.objects.get(unit=account.unit, year=2023)
    with pytest.raises(Refused, match="仅供比较，不能报送"):
        submitting.submit(last, by=CLERK)


def test_asking_costs_the_same_queries_whatever_there_is(
    signed: Account, django_assert_num_queries: Callable[[int], Any]
) -> None:
    with django_assert_num_queries(11):
        submitting.demands(signed)


def test_the_way_of_a_real_account(
    signed: Account, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any
) -> None:
    """From the clerk to the public, sent back once on the way."""
    stages.keep_files_in(tmp_path, settings)
    monkeypatch.setattr(rendering, "files", lambda *given: {"report.txt": b"done"})
    submitting.submit(signed, by=CLERK)
    workflow.return_to_clerk(signed, by=REVIEWER, reason="职责请照三定方案")
    filing.explain(signed, {"profile.duties": "承担社会保险经办工作。"}, by="填报人")
    sign(signed)
    submitting.submit(signed, by=CLERK)
    workflow.review(signed, by=REVIEWER)
    workflow.reply(signed, by=stages.BUREAU, replied=DAY)
    publication = stages.publish(signed)
    assert publication.number == 1
    assert list(Step.objects.values_list("verb", flat=True)) == [
        *("submit", "return", "submit", "review", "reply", "order", "publish")
    ]
