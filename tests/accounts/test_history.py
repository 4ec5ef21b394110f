"""What was changed since a submission, and who changed what."""

import pytest

from accounts import filing, history, ledger, workflow
from accounts.models import Account, Step
from tests import stages
from tests.accounts.amounts import cells, many


@pytest.fixture
def returned(account: Account) -> Step:
    """Filled, submitted, sent back; the step of its submission."""
    ledger.record(account, cells("t03/205/basic 60.00 t03/205/project 40.00 t03/205/total 100.00"), by="张三")
    filing.explain(account, {"reason.overall": "甲"}, by="张三")
    step = stages.submit(account)
    workflow.return_to_clerk(account, by=stages.REVIEWER, reason="改")
    return step


def test_each_cell_and_text_before_and_after(account: Account, returned: Step) -> None:
    ledger.record(account, cells("t03/205/basic 61.00"), by="张三")
    ledger.record(account, cells("t03/205/basic 62.00 t03/205/total -"), by="李四")
    filing.explain(account, {"reason.overall": "乙", "reason.fiscal": "新"}, by="张三")
    ledger.record(account, cells("t03/205/project 41.00"), by="张三")
    ledger.record(account, cells("t03/205/project 40.00"), by="张三")
    found = [(n.where, n.was, n.becomes, n.by, n.times) for n in history.changes_since(account, returned)]
    assert sorted(found[:-1]) == [
        ("reason.fiscal", "", "新", "张三", 1),
        ("reason.overall", "甲", "乙", "张三", 1),
        ("t03/205/basic", "60.00", "62.00", "李四", 2),
        ("t03/205/total", "100.00", "", "李四", 1),
    ]
    assert found[-1] == ("t03/205/project", "40.00", "40.00", "张三", 2), "changed back: last"


def test_a_reviewer_compares_with_the_submission_before(account: Account, returned: Step) -> None:
    account.refresh_from_db()
    assert history.compared_with(account, history.submissions(account)) == returned
    ledger.record(account, cells("t03/205/basic 61.00"), by="张三")
    stages.submit(account)
    account.refresh_from_db()
    again = history.compared_with(account, history.submissions(account))
    assert again == returned
    assert [n.where for n in history.changes_since(account, again)] == ["t03/205/basic"]


def test_the_first_submission_has_nothing_to_be_compared_with(account: Account) -> None:
    assert history.compared_with(account, history.submissions(account)) is None
    stages.submit(account)
    account.refresh_from_db()
    assert history.compared_with(account, history.submissions(account)) is None


def test_the_history_is_filtered_by_place_person_and_step(account: Account, returned: Step) -> None:
    ledger.record(account, cells("t03/205/basic 61.00 t03/206/basic 1.00"), by="李四")

    def places(**given: object) -> list[str]:
        return sorted(line.where for line in history.as_lines(history.lines(account, **given)))  # type: ignore[arg-type]

    assert places(where="t03/205/basic") == ["t03/205/basic", "t03/205/basic"]
    assert places(by="李四") == places(since=returned) == ["t03/205/basic", "t03/206/basic"]
    assert places(where="reason") == ["reason.overall"]
    assert len(places()) == 6
    assert history.writers(account) == ["张三", "李四"]


def test_the_newest_comes_first(account: Account, returned: Step) -> None:
    ledger.record(account, cells("t03/205/basic 61.00"), by="李四")
    first = history.as_lines(history.lines(account))[0]
    assert (first.kind, first.where, first.was, first.becomes, first.by) == (
        "figure",
        "t03/205/basic",
        "60.00",
        "61.00",
        "李四",
    )


def test_it_costs_one_query_whatever_there_is(account: Account, django_assert_num_queries: object) -> None:
    step = stages.submit(account)
    stages.put_in(account, "draft")
    ledger.record(account, many(300), by="张三")
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert len(history.changes_since(account, step)) == 300
