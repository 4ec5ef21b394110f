"""From a filled account to a published version, and all that may go wrong on the way."""

import errno
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.storage import FileSystemStorage, Storage
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from accounts import acceptance, filing, ledger, workflow
from accounts.acceptance import accept
from accounts.case import Case
from accounts.checks.engine import Level
from accounts.checks.standing import Given, fingerprint, place_of
from accounts.models import Account, Membership, Step, Subject, Unit
from accounts.money import Scale
from accounts.refusals import Closed, Refused
from disclosures import archive, publishing, rendering
from disclosures.archive import Damaged, content
from disclosures.assembly import build
from disclosures.checks import RULES, run
from disclosures.corrections import reopen
from disclosures.models import Publication, PublishOrder
from disclosures.opendata import as_csv
from disclosures.printing import Tell
from disclosures.publishing import PublishFailed, cancel, close_unchanged, order, publish
from disclosures.report import Issue
from tests import stages
from tests.accounts.amounts import cells
from tests.stages import PUBLISHER, hand

FIGURES = """
    t01/income.general_budget/amount 1000000.00
    initial_budget/total/amount 0
    operations/operating_expenses/value 0  operations/equipment/value 0
    operations/vehicles.held/value 0       operations/reception.domestic_groups/value 0
    operations/procurement.total/value 0   operations/fleet.total/value 0
"""
DAY = stages.DAY
State = PublishOrder.State
ordered = stages.order


@pytest.fixture(autouse=True)
def stored(settings: Any, tmp_path: Path) -> Path:
    """The folder of published files."""
    stages.keep_files_in(tmp_path, settings)
    return tmp_path


@pytest.fixture(autouse=True)
def printer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that are made at once and say what they were made from."""

    def files(case: Case, issue: Issue, *rest: Any) -> dict[str, bytes]:
        return {
            "figures.csv": as_csv(case, build(case, issue)).encode(),
            "report.txt": f"{issue}".encode(),
            "empty": b"",
        }

    monkeypatch.setattr(rendering, "files", files)


@pytest.fixture
def broken_printer(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Breaks the printer; the call returned mends it."""
    with_files = rendering.files

    def fail(*rest: Any) -> dict[str, bytes]:
        raise OSError("没有纸")

    monkeypatch.setattr(rendering, "files", fail)
    return lambda: monkeypatch.setattr(rendering, "files", with_files)


def fill(account: Account) -> None:
    """A figure in each table that the sentences need, and every text that these then ask for."""
    ledger.record(account, cells(FIGURES), by="填报人")
    missing = build(ledger.load_case(account), Issue()).missing
    filing.explain(account, {slot.slot: "说明文字" for slot in missing}, by="填报人")


@pytest.fixture
def draft(db: None) -> Account:
    unit = Unit.objects.create(code="mouju", name="某局", kind="unit", level="市")
    return filing.begin(unit, 2024, edition="jilin-2024-unit", scale=Scale.WAN)


@pytest.fixture
def account(draft: Account) -> Account:
    fill(draft)
    return draft


@pytest.fixture
def publication(account: Account) -> Publication:
    return publish(ordered(account))


def status(account: Account) -> str:
    return Account.objects.get(pk=account.pk).status


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(statement)


def test_an_order_freezes_its_input_and_closes_the_account(account: Account) -> None:
    made = ordered(account)
    case, issue = publishing.frozen(made)
    assert (made.number, made.state, made.requested_by) == (1, State.WAITING, "公开人")
    assert dict(case.figures) == cells(FIGURES)
    assert issue == Issue(1, DAY, made.code)
    assert status(account) == "ordered"
    with pytest.raises(Closed):
        ledger.record(account, cells("t01/income.general_budget/amount 100.00"), by="填报人")


def test_an_order_freezes_why_findings_stand_and_not_who_said_so(account: Account) -> None:
    case = ledger.load_case(account)
    finding = next(each for result in run(case) for each in result.findings if RULES[each.rule].may_stand)
    accept(account, finding.rule, fingerprint(case, finding), reason="财政批复的决算如此", by="填报人")
    (given,) = publishing.explained(ordered(account))
    assert (given.rule, given.reason, given.by, given.name) == (finding.rule, "财政批复的决算如此", "", "")


def test_what_is_not_filled_in_is_named(draft: Account) -> None:
    with pytest.raises(Refused, match=r"还有 \d+ 处说明没有填写：主要职责；"):
        ordered(draft)
    assert status(draft) == "replied" and not PublishOrder.objects.exists()


@pytest.mark.parametrize("stage", ["draft", "submitted", "reviewed"])
def test_what_is_not_approved_is_not_ordered(account: Account, stage: str) -> None:
    if stage != "draft":
        stages.submit(account)
    if stage == "reviewed":
        workflow.review(account, by=stages.REVIEWER)
    with pytest.raises(Refused, match=r"(填报中|已报送|已审核).*不能申请公开。由"):
        order(account, by=PUBLISHER, disclosed=DAY)
    assert not PublishOrder.objects.exists()


def test_only_publishers_order(account: Account) -> None:
    stages.approve(account)
    person = User.objects.create_user("审核员", is_staff=True)
    Membership.objects.create(user=person, unit=account.unit, role="reviewer")
    with pytest.raises(Refused, match="只有公开人可以申请公开，审核员没有这个角色"):
        order(account, by=person, disclosed=DAY)


def test_who_submitted_does_not_publish(account: Account) -> None:
    stages.approve(account)
    with pytest.raises(Refused, match=r"这一轮是填报人报送的，不能由同一人申请公开；请另一位公开人办理"):
        order(account, by=stages.CLERK, disclosed=DAY)
    assert status(account) == "replied"


def test_what_changed_since_it_was_approved_is_not_ordered(account: Account) -> None:
    """The figures of last year are another account's, which nobody has locked."""
    last = filing.begin(
        account.unit, 2023, edition=account.edition, scale=Scale.WAN, source=Account.Source.COMPARISON
    )
    stages.approve(account)
    ledger.record(last, cells("t01/income.general_budget/amount 100.00"), by="填报人")
    with pytest.raises(Refused, match="报送之后，报告的内容变了"):
        order(account, by=PUBLISHER, disclosed=DAY)


def test_what_stood_for_a_reason_that_has_lapsed_is_not_ordered(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where a department is held against units of which one has changed since."""
    case = ledger.load_case(account)
    finding = next(each for result in run(case) for each in result.findings if each.level is not Level.NOTICE)
    given = Given(1, finding.rule, place_of(finding), "another", "", "批复如此", "填报人", timezone.now())
    monkeypatch.setattr(acceptance, "given", lambda account: [given])
    with pytest.raises(Refused, match=r"有 1 个问题在说明之后变了，原说明不再有效：.+请退回填报人重新处理"):
        ordered(account)
    assert not PublishOrder.objects.exists()


def test_an_account_is_not_ordered_twice(account: Account) -> None:
    made = ordered(account)
    assert order(account, by=PUBLISHER, disclosed=DAY) == made, "a second click"
    with pytest.raises(Refused, match=r"待公开（公开人于.*申请公开），不能申请公开"):
        order(account, by=hand("同事"), disclosed=DAY)
    assert PublishOrder.objects.count() == 1


def test_a_comparison_is_not_published(account: Account) -> None:
    Account.objects.filter(pk=account.pk).update(source="comparison")
    with pytest.raises(Refused, match="仅供比较"):
        order(account, by=PUBLISHER, disclosed=DAY)


def test_a_publication_says_what_was_published_and_by_whom(publication: Publication) -> None:
    account = publication.order.account
    assert (publication.unit.code, publication.year, publication.number) == ("mouju", 2024, 1)
    assert (publication.edition, publication.title) == ("jilin-2024-unit", "2024年度某局单位决算")
    assert (publication.unit_name, publication.disclosed) == ("某局", DAY)
    assert (publication.order.state, status(account)) == (State.DONE, "published")
    assert Account.objects.get().disclosed_on == DAY
    steps = Step.objects.values_list("before", "after", "by", "reason")
    assert list(steps) == [
        ("draft", "submitted", "填报人", ""),
        ("submitted", "reviewed", "审核人", ""),
        ("reviewed", "replied", "财政", "2025年9月26日批复"),
        ("replied", "ordered", "公开人", ""),
        ("ordered", "published", "公开人", "公开第1版"),
    ]


def test_its_files_are_stored_under_their_hash(publication: Publication, stored: Path) -> None:
    assert sorted(publication.manifest) == ["empty", "figures.csv", "report.txt"]
    for name, entry in publication.manifest.items():
        found = content(publication, name)
        assert (stored / entry["sha256"][:2] / entry["sha256"]).read_bytes() == found
        assert (len(found), archive.digest(found)) == (entry["size"], entry["sha256"])
    assert "1000000.00" in content(publication, "figures.csv").decode()


def test_publishing_twice_gives_the_same_publication(account: Account) -> None:
    made = ordered(account)
    assert publish(made) == publish(made) == publish(PublishOrder.objects.get())
    assert Publication.objects.count() == 1


def test_two_workers_publish_one_order_once(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    made, plain, firsts = ordered(account), rendering.files, []

    def files(case: Case, issue: Issue, progress: Tell, *rest: Any) -> dict[str, bytes]:
        monkeypatch.setattr(rendering, "files", plain)
        firsts.append(publish(PublishOrder.objects.get()))
        return plain(case, issue, progress)

    monkeypatch.setattr(rendering, "files", files)
    assert [publish(made)] == firsts


def test_a_publication_is_made_from_its_order_alone(account: Account) -> None:
    made = ordered(account)
    stages.put_in(account, "draft")
    ledger.record(account, cells("t01/income.general_budget/amount 200.00"), by="填报人")
    Unit.objects.update(name="新名称")
    stages.put_in(account, "ordered")
    publication = publish(made)
    assert "1000000.00" in content(publication, "figures.csv").decode()
    assert publication.unit_name == "某局"


def test_a_failure_leaves_the_order_failed_and_may_be_tried_again(
    account: Account, broken_printer: Callable[[], None]
) -> None:
    made = ordered(account)
    with pytest.raises(PublishFailed, match="某局2024年度决算第1版没有生成：没有纸"):
        publish(made)
    made.refresh_from_db()
    assert (made.state, made.error, status(account)) == (State.FAILED, "没有纸", "ordered")
    assert not Publication.objects.exists()
    broken_printer()
    assert publish(made).number == 1
    made.refresh_from_db()
    assert (made.state, made.error) == (State.DONE, "")


def test_a_full_disk_is_told_and_leaves_nothing_half_done(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, room = ordered(account), iter(range(2))

    def save(self: Storage, name: str, content: Any, max_length: int | None = None) -> str:
        if next(room, None) is None:
            raise OSError(errno.ENOSPC, "No space left on device")
        return whole(self, name, content, max_length)

    whole = FileSystemStorage.save
    with monkeypatch.context() as full:
        full.setattr(FileSystemStorage, "save", save)
        with pytest.raises(PublishFailed, match="磁盘已满，没有存下全部文件；请管理员腾出空间，然后重新生成"):
            publish(made)
    made.refresh_from_db()
    assert (made.state, status(account)) == (State.FAILED, "ordered") and not Publication.objects.exists()
    done = publish(made)
    assert [content(done, name) for name in done.manifest] and status(account) == "published"


def test_a_failed_order_may_be_cancelled_and_its_number_is_free_again(
    account: Account, broken_printer: Callable[[], None]
) -> None:
    made = ordered(account)
    with pytest.raises(PublishFailed):
        publish(made)
    cancel(made, by=PUBLISHER)
    cancel(made, by=PUBLISHER)
    assert status(account) == "replied", "what was approved is still approved"
    with pytest.raises(Refused, match="已取消"):
        publish(made)
    broken_printer()
    assert publish(ordered(account)).number == 1


def test_an_order_cancelled_while_it_is_printed_is_not_published(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, plain = ordered(account), rendering.files

    def files(case: Case, issue: Issue, progress: Tell, *rest: Any) -> dict[str, bytes]:
        cancel(made, by=PUBLISHER)
        return plain(case, issue, progress)

    monkeypatch.setattr(rendering, "files", files)
    with pytest.raises(Refused, match="已取消"):
        publish(made)
    assert (PublishOrder.objects.get().state, status(account)) == (State.CANCELLED, "replied")
    assert not Publication.objects.exists()


def test_what_is_published_is_not_cancelled(publication: Publication) -> None:
    with pytest.raises(Refused, match="已经公开，不能取消"):
        cancel(publication.order, by=PUBLISHER)


def test_a_correction_is_a_new_number(publication: Publication) -> None:
    account = publication.order.account
    stages.reopen(account)
    ledger.record(account, cells("t01/income.general_budget/amount 1010000.00"), by="填报人")
    second = publish(ordered(account))
    assert [p.number for p in Publication.objects.of("mouju", 2024)] == [2, 1]
    assert Publication.objects.current().get() == second
    assert "1000000.00" in content(publication, "figures.csv").decode()
    assert "1010000.00" in content(second, "figures.csv").decode()


def test_current_is_the_highest_number_of_each_unit_and_year(publication: Publication) -> None:
    unit = Unit.objects.create(code="other", name="另一局", kind="unit", level="市")
    other = filing.begin(unit, 2024, edition="jilin-2024-unit", scale=Scale.WAN)
    fill(other)
    second = publish(ordered(other))
    assert set(Publication.objects.current()) == {publication, second}


def test_only_what_is_published_is_reopened(account: Account) -> None:
    with pytest.raises(Refused, match="填报中，不能重新打开"):
        stages.reopen(account)


def test_reopening_needs_a_reason(publication: Publication) -> None:
    with pytest.raises(Refused, match="要写明理由"):
        reopen(publication.order.account, by=PUBLISHER, reason=" ", kind="text")


def test_a_reopened_account_that_did_not_change_is_closed_again(publication: Publication) -> None:
    account = publication.order.account
    stages.reopen(account)
    Subject.objects.create(year=2024, classification="functional", code="208", name="社会保障")
    assert close_unchanged(account, by=PUBLISHER) is True
    assert status(account) == "published"


def test_a_reopened_account_that_changed_stays_open(publication: Publication) -> None:
    account = publication.order.account
    stages.reopen(account)
    ledger.record(account, cells("t01/income.general_budget/amount 100.00"), by="填报人")
    assert close_unchanged(account, by=PUBLISHER) is False
    assert status(account) == "draft"


def test_an_account_that_was_never_published_is_not_closed(account: Account) -> None:
    assert close_unchanged(account, by=PUBLISHER) is False


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE disclosures_publication SET number = 7",
        "UPDATE disclosures_publication SET manifest = '{}'",
        "DELETE FROM disclosures_publication",
        "TRUNCATE disclosures_publication CASCADE",
        "TRUNCATE disclosures_publishorder CASCADE",
    ],
)
def test_raw_sql_does_not_touch_a_publication(publication: Publication, statement: str) -> None:
    with pytest.raises(IntegrityError, match=r"of disclosures_(publication|publishorder) is refused"):
        sql(statement)


def test_what_is_published_is_not_deleted(publication: Publication) -> None:
    for row in (publication.order, publication.order.account, publication.unit):
        with pytest.raises(ProtectedError):
            row.delete()


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"state": "waiting"}, "one_order_per_number"),
        ({"state": "lost", "number": 2}, "order_state_is_known"),
        ({"number": 0}, "order_number_starts_at_one"),
        ({"number": 2, "requested_by": ""}, "order_has_an_actor"),
        ({"number": 2, "state": "failed"}, "order_error_only_when_failed"),
        ({"number": 2, "state": "waiting", "error": "没有纸"}, "order_error_only_when_failed"),
        ({"number": 2, "code": None}, "code"),
    ],
)
def test_an_order_is_of_a_known_sort(publication: Publication, fields: dict[str, Any], name: str) -> None:
    given = PublishOrder.objects.filter(pk=publication.order.pk).values().get()
    with pytest.raises(IntegrityError, match=name):
        PublishOrder.objects.create(**{**given, "id": None, "code": "ANOTHER", **fields})


def test_an_account_has_one_open_order(account: Account) -> None:
    made = ordered(account)
    given = {**PublishOrder.objects.filter(pk=made.pk).values().get(), "id": None, "code": "ANOTHER"}
    with pytest.raises(IntegrityError, match="one_open_order_per_account"):
        PublishOrder.objects.create(**{**given, "number": 2})


def test_a_version_is_published_once(publication: Publication) -> None:
    given = Publication.objects.filter(pk=publication.pk).values().get()
    with pytest.raises(IntegrityError, match=r"one_publication_per_number|order_id|code"):
        Publication.objects.create(**{**given, "id": None})


def test_a_stored_file_is_never_written_again(publication: Publication, stored: Path) -> None:
    path = stored / archive.path_of(publication.manifest["figures.csv"]["sha256"])
    before = path.stat().st_mtime_ns
    assert archive.keep(path.read_bytes()) == publication.manifest["figures.csv"]
    assert path.stat().st_mtime_ns == before
    assert len([file for file in stored.rglob("*") if file.is_file() and file.suffix != ".gz"]) == 3


def test_what_a_broken_off_writing_left_is_replaced(
    account: Account, stored: Path, caplog: pytest.LogCaptureFixture
) -> None:
    made = ordered(account)
    torn = stored / archive.path_of(archive.digest(rendering.files(*publishing.frozen(made))["figures.csv"]))
    torn.parent.mkdir(parents=True)
    torn.write_bytes(b"half")
    assert "1000000.00" in content(publish(made), "figures.csv").decode()
    assert "is replaced" in caplog.text


def test_a_damaged_file_is_not_handed_out(publication: Publication, stored: Path) -> None:
    path = stored / archive.path_of(publication.manifest["figures.csv"]["sha256"])
    path.write_bytes(b"other")
    with pytest.raises(Damaged, match=r"文件 figures\.csv 已损坏"):
        content(publication, "figures.csv")
    path.unlink()
    with pytest.raises(Damaged, match=r"文件 figures\.csv 不见了"):
        content(publication, "figures.csv")


def test_a_file_that_was_not_published_is_a_key_error(publication: Publication) -> None:
    with pytest.raises(KeyError):
        content(publication, "secret.txt")


@pytest.mark.django_db(transaction=True)
def test_two_who_order_at_once_get_one_order(account: Account) -> None:
    """The second waits for the first and then sees the account closed."""

    def again() -> None:
        try:
            order(account, by=hand("同事"), disclosed=DAY)
        finally:
            connection.close()

    stages.approve(account)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            ordered(account)
            second = pool.submit(again)
            assert wait([second], timeout=0.5).not_done
        with pytest.raises(Refused, match=r"待公开.*不能申请公开"):
            second.result(timeout=20)
    assert PublishOrder.objects.count() == 1


@pytest.mark.parametrize(
    "statement",
    [
        "update disclosures_publishorder set input = '{}'",
        "update disclosures_publishorder set number = 9",
        "update disclosures_publishorder set state = 'waiting'",
        "delete from disclosures_publishorder",
        "truncate disclosures_publishorder cascade",
    ],
)
def test_what_a_version_was_made_from_stays(publication: Publication, statement: str) -> None:
    with pytest.raises(DatabaseError, match=r"frozen|settled|never"):
        sql(statement)
