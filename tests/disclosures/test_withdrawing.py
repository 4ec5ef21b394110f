"""撤回: what goes with a version that must not be public, what stays, and what may go wrong on the way."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from accounts import filing
from accounts.case import Case
from accounts.models import Account, Membership, Step
from accounts.refusals import Refused
from accounts.transitions import Verb
from disclosures import (
    archive,
    corrections,
    jobs,
    logbook,
    plaintext,
    publishing,
    rendering,
    served,
    withdrawing,
)
from disclosures.assembly import build
from disclosures.catalogue.models import Entry
from disclosures.models import LogEntry, Publication, PublishOrder, Withdrawal
from disclosures.publiclog import entries, places
from disclosures.publishing import PublishFailed
from disclosures.report import Issue
from disclosures.withdrawing import purge, withdraw
from tests import stages
from tests.disclosures.test_publishing import account, draft, status  # noqa: F401 fixtures
from tests.stages import BUREAU, PUBLISHER

LATER = date(2025, 10, 9)
REASON = "附注中有个人信息"
CHANGES = {"changes.html", "changes.json"}
Commit = Callable[..., Any]


@pytest.fixture(autouse=True)
def stored(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of published files. They are made at once: the text, and what a correction changed."""
    stages.keep_files_in(tmp_path, settings)

    def files(case: Case, issue: Issue, progress: Any, before: Any, *more: Any) -> dict[str, bytes]:
        report = build(case, issue)
        made = {"report.txt": plaintext.file(report).encode(), "figures.csv": f"{issue}".encode()}
        return made | (rendering.changes(case, report, before) if before else {})

    monkeypatch.setattr(rendering, "files", files)
    return tmp_path


@pytest.fixture
def first(account: Account) -> Publication:  # noqa: F811
    return stages.publish(account)


@pytest.fixture
def second(first: Publication) -> Publication:
    """A correction of the first."""
    stages.correct(first.order.account)
    return stages.publish(first.order.account, LATER)


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Commit) -> Callable[..., Withdrawal]:
    """A version withdrawn, with what follows the commit."""

    def withdrawn(publication: Publication, by: User = PUBLISHER, reason: str = REASON) -> Withdrawal:
        with django_capture_on_commit_callbacks(execute=True):
            return withdraw(publication, by=by, reason=reason)

    return withdrawn


def again(publication: Publication) -> Publication:
    """As the database has it."""
    return Publication.objects.get(pk=publication.pk)


def kept(publication: Publication) -> set[str]:
    """The names of its files that still lie in the storage."""
    return {name for name, entry in publication.manifest.items() if archive.is_there(entry["sha256"])}


def kinds() -> list[str]:
    return [entries.entry_of(bytes(line.content)).kind for line in LogEntry.objects.order_by("index")]


def steps(account: Account) -> list[str]:  # noqa: F811
    return [step.verb for step in Step.objects.filter(account=account)]


# What goes, and what stays.


def test_the_content_goes_and_its_hashes_stay(first: Publication, committed: Callable[..., Any]) -> None:
    before = Publication.objects.filter(pk=first.pk).values().get()
    made = committed(first)
    assert (made.reason, made.by) == (REASON, "公开人")
    assert kept(first) == set() and again(first).files == {}
    assert Publication.objects.filter(pk=first.pk).values().get() == before
    assert PublishOrder.objects.get(pk=first.order_id).input == {}
    with pytest.raises(KeyError):
        archive.content(again(first), "report.txt")


def test_the_packed_copies_go_as_well(
    first: Publication, committed: Callable[..., Any], stored: Path
) -> None:
    committed(first)
    assert [path for path in stored.rglob("*") if path.is_file() and "log" not in path.parts] == []


def test_the_public_log_has_a_line_of_it_and_its_proofs(
    first: Publication, committed: Callable[..., Any]
) -> None:
    logbook.seal()
    committed(first)
    assert kinds() == ["publication", "withdrawal"]
    assert logbook.verify() == []
    for kind in ("publication", "withdrawal"):
        assert logbook.read(places.proof(first.code, kind))


def test_the_public_log_and_the_withdrawals_must_agree(first: Publication) -> None:
    Withdrawal.objects.create(publication=first, reason=REASON, by="x")
    assert logbook.verify() == [f"{first}：是否撤回与公开日志记的不同"]


def test_readers_do_not_find_its_words_any_more(first: Publication) -> None:
    """Also where the search took it in while it was withdrawn."""
    lists: dict[str, list[str]] = {key: [] for key in ("passages", "pairs", "name_pairs", "tables")}
    entry = {"unit": first.unit, "year": 2024, "name": "某局", "words": "", **lists}
    Entry.objects.create(publication=first, **entry)
    withdraw(first, by=PUBLISHER, reason=REASON)
    assert not Entry.objects.exists()
    Entry.objects.create(publication=first, **entry)
    purge()
    assert not Entry.objects.exists()


def test_what_was_ordered_and_cancelled_is_forgotten_too(account: Account) -> None:  # noqa: F811
    given_up = stages.order(account)
    publishing.cancel(given_up, by=PUBLISHER)
    withdraw(stages.publish(account), by=PUBLISHER, reason=REASON)
    assert [order.input for order in PublishOrder.objects.all()] == [{}, {}]


def test_the_account_is_open_again_and_says_why(first: Publication, committed: Callable[..., Any]) -> None:
    committed(first)
    last = Step.objects.latest("id")
    assert (last.before, last.after, last.verb) == ("published", "draft", "withdraw")
    assert last.reason == f"第1版：{REASON}"
    assert last.texts_until > 0


# Who may, and what is asked.


@pytest.mark.parametrize("role", ["clerk", "reviewer", "administrator", None])
def test_others_may_not(first: Publication, role: str | None) -> None:
    person = User.objects.create_user("某人", is_staff=True)
    if role:
        Membership.objects.create(user=person, unit=first.unit, role=role)
    with pytest.raises(Refused, match="只有财政部门或公开人可以撤回"):
        withdraw(first, by=person, reason=REASON)
    assert not again(first).is_withdrawn and status(first.order.account) == "published"


@pytest.mark.parametrize("role", ["publisher", "bureau"])
def test_one_of_two_roles_alone(first: Publication, role: str) -> None:
    """A leak does not wait for a second person."""
    person = User.objects.create_user("某人", is_staff=True)
    Membership.objects.create(user=person, unit=first.unit, role=role)
    assert withdraw(first, by=person, reason=REASON).by == "某人"


@pytest.mark.parametrize(("reason", "refusal"), [(" \n", "写明理由"), ("长" * 2001, "有 2001 个字")])
def test_not_without_a_reason(first: Publication, reason: str, refusal: str) -> None:
    with pytest.raises(Refused, match=refusal):
        withdraw(first, by=PUBLISHER, reason=reason)
    assert kinds() == ["publication"] and not Withdrawal.objects.exists()


def test_twice_is_once(first: Publication, committed: Callable[..., Any]) -> None:
    assert committed(first) == committed(first, by=BUREAU, reason="也看到了")
    assert kinds() == ["publication", "withdrawal"]
    assert steps(first.order.account).count("withdraw") == 1


# What becomes of the other versions.


def test_an_older_version_takes_with_it_what_quotes_it(
    first: Publication, second: Publication, committed: Callable[..., Any]
) -> None:
    assert kept(second) >= CHANGES
    committed(first)
    assert status(first.order.account) == "published"
    assert kept(first) == set()
    assert kept(second) == second.manifest.keys() - CHANGES == again(second).files.keys()
    assert list(Publication.objects.current()) == [second]


def test_what_was_corrected_does_not_come_back(
    first: Publication, second: Publication, committed: Callable[..., Any]
) -> None:
    committed(second)
    assert list(Publication.objects.public()) == [first]
    assert list(Publication.objects.newest()) == [second]
    assert list(Publication.objects.current()) == []
    assert kept(first) == first.manifest.keys()
    assert kept(second) == set()


def test_an_account_does_not_go_back_to_what_was_withdrawn(
    first: Publication, committed: Callable[..., Any]
) -> None:
    committed(first)
    opened = Account.objects.get()
    assert not publishing.close_unchanged(opened, by=PUBLISHER)
    assert Verb.CLOSE not in [step.verb for step in corrections.steps_for(PUBLISHER, opened)]


def test_the_next_version_after_the_only_one_is_no_correction(
    first: Publication, committed: Callable[..., Any]
) -> None:
    committed(first)
    following = stages.publish(Account.objects.get(), LATER)
    assert (following.number, following.corrects) == (2, None)
    assert not CHANGES & following.manifest.keys()
    assert kinds() == ["publication", "withdrawal", "publication"]
    assert list(Publication.objects.current()) == [following]


def test_the_next_version_corrects_the_one_that_is_left(
    first: Publication, second: Publication, committed: Callable[..., Any]
) -> None:
    committed(second)
    filing.explain(Account.objects.get(), {"profile.duties": "又改过的职责。"}, by="填报人")
    third = stages.publish(Account.objects.get(), LATER)
    assert (third.number, third.corrects) == (3, first)
    told = archive.content(third, "changes.json").decode()
    assert first.code in told and "又改过的职责" in told and second.code not in told
    _, issue = publishing.frozen(third.order)
    assert issue.correction and issue.correction.reason == "更正"


def test_after_a_withdrawal_an_earlier_text_may_come_under_a_new_number(
    first: Publication, second: Publication, committed: Callable[..., Any]
) -> None:
    committed(second)
    filing.explain(Account.objects.get(), {"profile.duties": "说明文字"}, by="填报人")
    assert stages.publish(Account.objects.get(), LATER).number == 3


@pytest.mark.parametrize("stage", ["draft", "submitted", "ordered"])
def test_an_account_at_work_goes_on_as_it_was(first: Publication, stage: str) -> None:
    stages.correct(first.order.account)
    if stage == "submitted":
        stages.submit(first.order.account)
    if stage == "ordered":
        stages.order(first.order.account, LATER)
    withdraw(first, by=PUBLISHER, reason=REASON)
    assert status(first.order.account) == stage
    assert steps(first.order.account)[-1] == "withdraw"


def test_every_version_of_a_year(
    first: Publication, second: Publication, committed: Callable[..., Any]
) -> None:
    committed(first)
    committed(second)
    assert kept(first) == kept(second) == set()
    assert corrections.standing(Account.objects.get()) is None
    third = stages.publish(Account.objects.get(), LATER)
    assert (third.number, third.corrects) == (3, None)


# What others have as well, and what is interrupted.


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Each version has a file of its own and one that all have: its hash."""

    def files(case: Any, issue: Any, *more: Any, **others: Any) -> dict[str, bytes]:
        return {"own": f"{issue}".encode(), "shared": b"the same"}

    monkeypatch.setattr(rendering, "files", files)
    return archive.digest(b"the same")


def test_a_file_that_another_version_has_is_kept_until_that_goes_too(
    shared: str, first: Publication, second: Publication, committed: Callable[..., Any]
) -> None:
    committed(first)
    assert kept(first) == {"shared"} and kept(second) == {"own", "shared"}
    assert archive.content(again(second), "shared") == b"the same"
    committed(second)
    assert kept(second) == set()


def test_the_same_bytes_may_be_published_again(
    shared: str, first: Publication, committed: Callable[..., Any]
) -> None:
    committed(first)
    assert not archive.is_there(shared)
    following = stages.publish(Account.objects.get(), LATER)
    assert purge() == 0
    assert archive.content(following, "shared") == b"the same"


def test_killed_before_the_files_were_deleted(first: Publication) -> None:
    withdraw(first, by=PUBLISHER, reason=REASON)
    assert kept(first) == first.manifest.keys() and again(first).files == {}
    assert purge() == len({entry["sha256"] for entry in first.manifest.values()})
    assert kept(first) == set() and purge() == 0


def test_killed_between_two_files(first: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    withdraw(first, by=PUBLISHER, reason=REASON)
    whole, deleted = archive.delete, []

    def killed(sha256: str) -> None:
        if deleted:
            raise OSError("killed")
        deleted.append(sha256)
        whole(sha256)

    with monkeypatch.context() as patch, pytest.raises(OSError, match="killed"):
        patch.setattr(archive, "delete", killed)
        purge()
    assert 0 < len(kept(first)) < len(first.manifest)
    purge()
    assert kept(first) == set()


def test_a_worker_finishes_what_was_left(first: Publication) -> None:
    withdraw(first, by=PUBLISHER, reason=REASON)
    jobs.purge(timestamp=0)
    assert kept(first) == set()


def test_what_a_web_server_serves_by_itself_goes_first(
    first: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As long as it has not, the files of the storage say that something is left to do."""
    withdraw(first, by=PUBLISHER, reason=REASON)
    with monkeypatch.context() as patch, pytest.raises(ZeroDivisionError):
        patch.setattr(served, "take_down", lambda version: 1 / 0)
        purge()
    assert kept(first) == first.manifest.keys()
    purge()
    assert kept(first) == set()


def test_storage_that_fails_does_not_undo_the_withdrawal(
    first: Publication,
    committed: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(archive, "delete", lambda sha256: 1 / 0)
        committed(first)
    assert again(first).is_withdrawn and "were not deleted" in caplog.text
    call_command("withdraw", "--finish", stdout=StringIO())
    assert kept(first) == set()


def test_a_correction_that_is_being_made_does_not_quote_what_was_withdrawn_meanwhile(
    first: Publication, monkeypatch: pytest.MonkeyPatch, stored: Path
) -> None:
    stages.correct(first.order.account)
    order, make = stages.order(first.order.account, LATER), rendering.files

    def slowly(*said: Any, **more: Any) -> dict[str, bytes]:
        made = make(*said, **more)
        if not again(first).is_withdrawn:
            withdraw(again(first), by=PUBLISHER, reason=REASON)
        return made

    monkeypatch.setattr(rendering, "files", slowly)
    with pytest.raises(PublishFailed, match="第1版在生成期间撤回了"):
        publishing.publish(order)
    purge()
    assert all("说明文字" not in path.read_text("utf-8", "ignore") for path in stored.rglob("*/changes*"))
    published = publishing.publish(order)
    assert not CHANGES & published.manifest.keys() and published.corrects is None


def test_a_file_deleted_under_the_hands_of_who_publishes(
    shared: str, first: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A withdrawal deletes what the new version found there and relies on."""
    stages.correct(first.order.account)
    order, complete = stages.order(first.order.account, LATER), publishing.complete

    def late(*said: Any, **more: Any) -> Publication:
        withdrawing.archive.delete(shared)
        return complete(*said, **more)

    with monkeypatch.context() as patch, pytest.raises(PublishFailed, match="shared 不见了"):
        patch.setattr(publishing, "complete", late)
        publishing.publish(order)
    assert archive.content(publishing.publish(order), "shared") == b"the same"


# What the database keeps by itself.


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE disclosures_withdrawal SET reason = 'x'",
        "DELETE FROM disclosures_withdrawal",
        "TRUNCATE disclosures_withdrawal",
        "UPDATE disclosures_publishorder SET input = '{\"case\": 1}'",
        "INSERT INTO disclosures_withdrawal (publication_id, reason, by, at)"
        " SELECT id, 'x', 'y', now() FROM disclosures_publication",
        "INSERT INTO disclosures_withdrawal (publication_id, reason, by, at)"
        " SELECT id + 1, '', 'y', now() FROM disclosures_publication",
    ],
)
def test_a_withdrawal_is_never_altered(first: Publication, statement: str) -> None:
    withdraw(first, by=PUBLISHER, reason=REASON)
    with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(statement)


def test_an_order_forgets_nothing_that_is_public(first: Publication) -> None:
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        PublishOrder.objects.update(input={})


@pytest.mark.parametrize(("verb", "reason"), [("close", "x"), ("withdraw", " ")])
def test_only_a_withdrawal_with_a_reason_leaves_an_account_where_it_is(
    account: Account,  # noqa: F811
    verb: str,
    reason: str,
) -> None:
    with pytest.raises(DatabaseError, match="Only a withdrawal"), transaction.atomic():
        Step.objects.create(account=account, before="draft", after="draft", verb=verb, reason=reason, by="x")


# By command.


def told(*words: str, **options: Any) -> str:
    out = StringIO()
    call_command("withdraw", *words, stdout=out, **options)
    return out.getvalue()


def test_by_command(first: Publication) -> None:
    by = User.objects.create_user("赵六", is_staff=True)
    Membership.objects.create(user=by, unit=first.unit, role="publisher")
    said = told(first.code.lower(), reason=REASON, by="赵六")
    assert re.search(rf"{re.escape(str(first))}于\d{{4}}-\d\d-\d\d撤回，经办人 赵六", said)
    assert again(first).withdrawal.by == "赵六"


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        ({"code": "2222222222", "reason": REASON, "by": "赵六"}, "没有版本编码为 2222222222 的"),
        ({"reason": REASON, "by": "无此人"}, "没有用户“无此人”"),
        ({"reason": REASON, "by": "赵六"}, "赵六没有这个角色"),
        ({"reason": REASON}, "--reason"),
        ({"by": "赵六"}, "--reason"),
    ],
)
def test_a_command_that_is_refused(first: Publication, words: dict[str, str], refusal: str) -> None:
    User.objects.create_user("赵六", is_staff=True)
    code = words.pop("code", first.code)
    with pytest.raises(CommandError, match=refusal):
        told(code, **words)
    assert not again(first).is_withdrawn


def test_a_command_without_anything_to_do(db: None) -> None:
    assert "没有" in told("--finish")
    with pytest.raises(CommandError, match="版本编码"):
        told()
