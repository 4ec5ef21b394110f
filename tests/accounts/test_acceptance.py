"""Accepting a finding: once, with a reason, as it was seen; and the table keeps what was accepted."""

from collections.abc import Callable, Iterator
from threading import Thread
from typing import Any

import pytest
from django.db import IntegrityError, connection

from accounts import acceptance, filing, ledger
from accounts.acceptance import accept, given, retract
from accounts.case import Case
from accounts.checks.engine import RULES, Fault, Finding, Level, Seen, outcome, rule
from accounts.checks.standing import Standing, fingerprint, judged
from accounts.figures import at
from accounts.models import Acceptance, Account, Explanation, Retraction
from accounts.refusals import Closed, Refused, Stale
from tests import stages
from tests.accounts.amounts import cells

TOTAL = at("t03/205/total")


@pytest.fixture(autouse=True)
def rules() -> Iterator[None]:
    """X1 may stand and asks for a reason in a slot, X2 must be mended, X3 questions words."""

    @rule("X1", title="合计", level=Level.REASON, source="测试")
    def total(case: Case) -> Iterator[Seen]:
        """合计。"""
        if case.figures.get(TOTAL):
            yield Fault("合计不等", (TOTAL,), (case.figures[TOTAL],), slot="reason.overall")

    @rule("X2", title="空表", may_stand=False, source="测试")
    def empty(case: Case) -> Iterator[Seen]:
        """空表。"""
        yield Fault("是空表", (TOTAL,))

    @rule("X3", title="用语", level=Level.REASON, source="测试")
    def words(case: Case) -> Iterator[Seen]:
        """用语。"""
        yield Fault("用语", place="profile.duties")
        yield Fault("用语", place="given/1")

    yield
    for code in ("X1", "X2", "X3"):
        del RULES[code]


@pytest.fixture
def filled(account: Account) -> Account:
    ledger.record(account, cells("t03/205/total 100.00"), by="填报人")
    return account


def found(account: Account, code: str = "X1") -> tuple[Finding, str]:
    case = ledger.load_case(account)
    finding = outcome(RULES[code], case).findings[0]
    return finding, fingerprint(case, finding)


def state(account: Account, code: str = "X1") -> Standing:
    case = ledger.load_case(account)
    return judged(case, [outcome(RULES[code], case)], given(account))[0].standing


def test_a_finding_is_accepted_with_a_reason_and_by_name(filled: Account) -> None:
    accept(filled, "X1", found(filled)[1], reason=" 四舍五入\r\n所致 ", by="填报人")
    (row,) = given(filled)
    assert (row.rule, row.place, row.message) == ("X1", "t03/205/total", "合计不等")
    assert (row.reason, row.by) == ("四舍五入\n所致", "填报人")
    assert state(filled) is Standing.ACCEPTED


def test_the_reason_is_written_where_the_report_explains(filled: Account) -> None:
    accept(filled, "X1", found(filled)[1], reason="人员增加", by="填报人")
    assert Explanation.objects.get(account=filled, slot="reason.overall").text == "人员增加"


def test_a_text_that_was_not_seen_is_not_written_over(filled: Account) -> None:
    mark = found(filled)[1]
    filing.explain(filled, {"reason.overall": "同事写的"}, by="同事")
    with pytest.raises(Stale, match="已被改为“同事写的”"):
        accept(filled, "X1", mark, reason="人员增加", by="填报人")
    assert not given(filled) and Explanation.objects.get(account=filled).text == "同事写的"
    accept(filled, "X1", mark, reason="人员增加", by="填报人", seen="同事写的")
    assert Explanation.objects.get(account=filled).text == "人员增加"


def test_another_value_needs_another_reason(filled: Account) -> None:
    mark = found(filled)[1]
    accept(filled, "X1", mark, reason="人员增加", by="填报人")
    ledger.record(filled, cells("t03/205/total 101.00"), by="填报人")
    assert state(filled) is Standing.LAPSED
    with pytest.raises(Stale, match="已经变化，没有写入"):
        accept(filled, "X1", mark, reason="人员增加", by="填报人")
    ledger.record(filled, cells("t03/205/total 100.00"), by="填报人")
    assert state(filled) is Standing.ACCEPTED


def test_a_double_click_makes_one_record(filled: Account) -> None:
    mark = found(filled)[1]
    for _ in range(2):
        accept(filled, "X1", mark, reason="人员增加", by="填报人")
    assert len(given(filled)) == 1


def test_another_reason_beside_a_standing_one_is_refused(filled: Account) -> None:
    mark = found(filled)[1]
    accept(filled, "X1", mark, reason="人员增加", by="同事")
    with pytest.raises(Refused, match="同事已经说明：“人员增加”。要改写，请先撤回"):
        accept(filled, "X1", mark, reason="人员减少", by="填报人", seen="人员增加")


def test_what_must_be_mended_is_not_accepted(filled: Account) -> None:
    with pytest.raises(Refused, match="“空表”必须更正"):
        accept(filled, "X2", found(filled, "X2")[1], reason="没有变动", by="填报人")


@pytest.mark.parametrize(
    ("code", "reason", "message"),
    [
        ("X1", " \n", "说明不能为空"),
        ("X1", "长" * 2001, "最多 2000 字"),
        ("X1", "无", "没有说明原因"),
        ("Z9", "人员增加", "没有规则 Z9"),
    ],
)
def test_nonsense_is_refused(filled: Account, code: str, reason: str, message: str) -> None:
    with pytest.raises(Refused, match=message):
        accept(filled, code, found(filled)[1], reason=reason, by="填报人")
    with pytest.raises(Refused, match="没有经办人"):
        accept(filled, "X1", found(filled)[1], reason="人员有变动", by=" ")
    assert not given(filled) and not Explanation.objects.exists()


def test_words_of_a_given_text_are_not_accepted(filled: Account) -> None:
    case = ledger.load_case(filled)
    beside = outcome(RULES["X3"], case).findings[1]
    with pytest.raises(Stale):
        accept(filled, "X3", fingerprint(case, beside), reason="人员有变动", by="填报人")


def test_a_closed_account_refuses(filled: Account) -> None:
    row = accept(filled, "X1", found(filled)[1], reason="人员增加", by="填报人")
    stages.put_in(filled, "published")
    with pytest.raises(Closed):
        accept(filled, "X1", found(filled)[1], reason="人员增加", by="填报人")
    with pytest.raises(Closed):
        retract(filled, row.pk, by="填报人")


def test_a_retracted_acceptance_stays_to_be_read(filled: Account) -> None:
    row = accept(filled, "X1", found(filled)[1], reason="人员增加", by="填报人")
    for _ in range(2):
        retract(filled, row.pk, by="审核人")
    assert state(filled) is Standing.OPEN
    (kept,) = given(filled)
    assert (kept.reason, kept.retracted_by) == ("人员增加", "审核人") and kept.retracted_at
    accept(filled, "X1", found(filled)[1], reason="人员减少", by="填报人", seen="人员增加")
    assert state(filled) is Standing.ACCEPTED


def test_what_is_not_there_is_not_retracted(filled: Account) -> None:
    with pytest.raises(Refused, match="没有这条说明"):
        retract(filled, 1, by="填报人")


@pytest.mark.parametrize("table", ["accounts_acceptance", "accounts_retraction"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET by = '别人'", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_rows_are_never_altered(
    filled: Account, sql: Callable[[str], None], table: str, statement: str
) -> None:
    retract(filled, accept(filled, "X1", found(filled)[1], reason="人员增加", by="填报人").pk, by="审核人")
    with pytest.raises(IntegrityError, match="what was accepted is never altered"):
        sql(statement.format(table))


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"reason": ""}, "acceptance_has_reason_and_actor"),
        ({"by": ""}, "acceptance_has_reason_and_actor"),
        ({"fingerprint": "x"}, "acceptance_fingerprint_is_sha256"),
    ],
)
def test_the_database_refuses_half_a_record(
    account: Account, values: dict[str, str], constraint: str
) -> None:
    whole: dict[str, Any] = {"rule": "X1", "fingerprint": "0" * 64, "reason": "理由", "by": "填报人"}
    with pytest.raises(IntegrityError, match=constraint):
        Acceptance.objects.create(account=account, **{**whole, **values})


def test_a_retraction_has_an_actor(filled: Account) -> None:
    row = accept(filled, "X1", found(filled)[1], reason="人员增加", by="填报人")
    with pytest.raises(IntegrityError, match="retraction_has_an_actor"):
        Retraction.objects.create(acceptance=row, by="")


def test_acceptances_are_read_in_one_query(filled: Account, django_assert_num_queries: Any) -> None:
    accept(filled, "X1", found(filled)[1], reason="人员增加", by="填报人")
    with django_assert_num_queries(1):
        assert given(filled)[0].retracted_at is None


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_make_one_record(filled: Account) -> None:
    mark = found(filled)[1]
    failures = []

    def click() -> None:
        try:
            acceptance.accept(filled, "X1", mark, reason="人员增加", by="填报人")
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [Thread(target=click) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures and Acceptance.objects.count() == 1
