"""The pages that lead to reports, as files: made again when a version is published or withdrawn."""

import errno
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Event, Thread

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Unit
from disclosures import jobs, served, withdrawing
from disclosures.catalogue import keeping
from disclosures.duties import owing
from disclosures.duties.models import Duty
from disclosures.models import Publication, Withdrawal
from disclosures.served import leading, tree
from disclosures.served.files import address
from disclosures.served.leading import Page
from disclosures.served.tree import Wanted
from tests import stages
from tests.disclosures.desk.test_units import sent
from tests.disclosures.served.test_served import laid_out

pytestmark = pytest.mark.django_db(transaction=True)


def waiting() -> list[str]:
    found = ProcrastinateJob.objects.filter(task_name=served.TASK, status="todo").order_by("queueing_lock")
    return [f"{job.queueing_lock}" for job in found]


def test_what_tells_of_a_version_stands_in_line_once(
    published: Publication, correct: Callable[[], Publication]
) -> None:
    served.line_up(leading.pages_of(published))
    found = waiting()
    assert {"lead-home:", "lead-unit:liaoyuan"} <= set(found)
    correct()  # is published, too
    assert waiting() == found


def test_each_file_is_what_the_site_answers_and_lies_where_it_is_removed(
    client: Client, published: Publication, folder: Path
) -> None:
    pages = list(leading.all_pages())
    assert {page.kind for page in pages} == leading.KINDS.keys()
    for page in pages:
        served.lead(page)
        found = {str(path.relative_to(folder)) for place in page.places for path in folder.glob(place)}
        assert page.files().keys() <= found, page
        for path in page.files():
            if not path.endswith(".gz"):
                assert (folder / path).read_bytes() == client.get(f"/{address(path)}").content, path


def test_one_that_is_up_to_date_is_left(published: Publication, folder: Path) -> None:
    assert served.lead(Page("home")) > 0 and served.lead(Page("home")) == 0


def test_what_was_withdrawn_goes_at_once_and_is_told_of_by_the_next_worker(
    client: Client, published: Publication, folder: Path
) -> None:
    """Until then Django answers."""
    call_command("layout")
    assert published.title in (folder / "index.html").read_text("utf-8")
    Withdrawal.objects.create(publication=published, reason="涉及个人信息", by="公开人")
    withdrawing.purge()
    assert {"lead-home:", "lead-unit:liaoyuan", "lead-report:liaoyuan/2024"} <= set(waiting())
    assert not [path for path, content in laid_out(folder).items() if published.code.encode() in content]
    assert not (folder / "index.html").exists() and not tree.files(folder / "liaoyuan")
    stages.work()
    assert published.title not in (folder / "index.html").read_text("utf-8")
    assert not (folder / "liaoyuan/2024").exists() and waiting() == []


def test_a_page_that_is_being_made_during_a_withdrawal_goes_too(
    published: Publication, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    has_read, may_write = Event(), Event()
    make = tree.put

    def slowly(place: Path, file: Wanted) -> None:
        file.make()  # type: ignore[union-attr]
        has_read.set()
        may_write.wait()
        make(place, file)

    def in_thread(what: Callable[[], object]) -> Thread:
        def run() -> None:
            what()
            connections.close_all()

        thread = Thread(target=run)
        thread.start()
        return thread

    monkeypatch.setattr(tree, "put", slowly)
    maker = in_thread(lambda: served.lead(Page("home")))
    has_read.wait()
    Withdrawal.objects.create(publication=published, reason="涉及个人信息", by="公开人")
    remover = in_thread(lambda: served.take_down(published))
    while remover.is_alive() and not somebody_waits():
        pass
    may_write.set()
    maker.join()
    remover.join()
    assert not (folder / "index.html").exists()


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        return bool(cursor.fetchone()[0])


def test_what_cannot_be_made_is_removed_all_the_same(
    published: Publication, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call_command("layout")
    Withdrawal.objects.create(publication=published, reason="涉及个人信息", by="公开人")
    broken = {name: replace(kind, make=lambda of: 1 / 0) for name, kind in leading.KINDS.items()}  # type: ignore[arg-type,return-value]
    monkeypatch.setattr(leading, "KINDS", broken)
    withdrawing.purge()
    assert not (folder / "index.html").exists() and not tree.files(folder / "liaoyuan")


def test_what_may_be_no_name_of_a_file_has_no_place(published: Publication) -> None:
    assert [Page("region", of).places for of in ("../x", ".", "/etc", "a/b")] == [(), (), (), ()]
    assert Page("region", "某*市").places == ("regions/某[*]市/index.html*",)
    assert Page("region", "").places == (), "which is that of the list of regions"


def test_a_full_disk_is_told_and_tried_again(
    published: Publication, folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    ProcrastinateJob.objects.all().delete()
    with monkeypatch.context() as patch:
        patch.setattr(tree, "put", full)
        jobs.lead("home", "")
        assert not served.laid_out("liaoyuan", 2024)
    assert "home: was not laid out" in caplog.text and "No space left" in caplog.text
    assert waiting() == ["lead-home:", "lead-report:liaoyuan/2024"]
    later = ProcrastinateJob.objects.filter(task_name=served.TASK, scheduled_at__gt=timezone.now())
    assert later.update(scheduled_at=None) == 2
    stages.work()
    assert (folder / "index.html").exists() and (folder / "liaoyuan/2024/index.html").exists()


def test_what_was_missed_is_laid_out_in_the_night(
    published: Publication, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As of a process that was killed between the publication and what follows it."""
    monkeypatch.setattr(served, "STRETCH", 1)
    list(keeping.catch_up())
    call_command("layout")
    before = laid_out(folder)
    for path in tree.files(folder):
        if path.name != served.MARK:
            path.unlink()
    jobs.sweep(timestamp=0)
    stages.work()
    assert laid_out(folder) == before


def test_one_who_was_killed_after_publishing_is_followed_by_the_next(published: Publication) -> None:
    ProcrastinateJob.objects.all().delete()
    jobs.publish(published.order_id)
    assert {"lead-home:", "lead-unit:liaoyuan"} <= set(waiting())


def test_a_page_of_what_is_no_more_goes_when_all_is_laid_out(published: Publication, folder: Path) -> None:
    call_command("layout")
    before = laid_out(folder)
    for path in ("former/index.html", "board/2019/index.html", "regions/某县/index.html"):
        (folder / path).parent.mkdir(parents=True)
        (folder / path).write_text("不再公开")
    call_command("layout")
    assert laid_out(folder) == before


def test_those_above_a_unit_have_their_page_too(published: Publication) -> None:
    above = Unit.objects.create(code="above", name="上级", kind="department", level="市")
    Unit.objects.filter(pk=published.unit_id).update(parent=above)
    assert Page("unit", "above") in set(leading.all_pages())


def test_the_board_follows_what_the_bureau_does(published: Publication, folder: Path) -> None:
    place, both = folder / "board/2024/index.html", [published.unit, Unit.objects.get(code="yanbian")]
    Duty.objects.all().delete()
    owing.enlist(both, 2024, by=stages.BUREAU)
    stages.work()
    assert not place.exists()
    owing.release(both, 2024, by=stages.BUREAU)
    stages.work()
    assert "应公开 2 个" in place.read_text("utf-8")
    assert place.read_bytes() == (folder / "board/index.html").read_bytes()
    owing.fix(both[1:], 2024, due=date(2031, 2, 3), reason="另行确定", by=stages.BUREAU)
    stages.work()
    assert "2031年2月3日（另定）" in place.read_text("utf-8")
    owing.strike(both[1:], 2024, reason="涉密", by=stages.BUREAU)
    assert not place.exists(), "at once"
    stages.work()
    assert "应公开 1 个" in place.read_text("utf-8")
    owing.strike(both[:1], 2024, reason="并入他处", by=stages.BUREAU)
    stages.work()
    assert not place.exists() and not place.with_name("index.html.gz").exists()


def test_a_unit_that_is_renamed_or_moved_is_so_on_every_page(
    client: Client, published: Publication, folder: Path
) -> None:
    call_command("layout")
    client.force_login(User.objects.create_superuser("root"))
    above = Unit.objects.create(code="above", name="上级局", kind="department", level="市")
    sent(client, published.unit, name="新名称局", renamed_on="2025-03-01", parent=above.pk)
    stages.work()
    for path in ("liaoyuan/index.html", "liaoyuan/2024/index.html", "liaoyuan/feed.atom"):
        assert "新名称局" in (folder / path).read_text("utf-8"), path
    assert "新名称局" in (folder / "above/index.html").read_text("utf-8")
    before = laid_out(folder)
    call_command("layout")
    assert laid_out(folder) == before
