"""The night: a page that may be wrong is made again, one that is certainly right is not."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Unit
from disclosures import jobs, served
from disclosures.catalogue import keeping
from disclosures.catalogue.models import Entry
from disclosures.duties.models import Duty
from disclosures.models import Publication, Withdrawal
from disclosures.served import leading, sources
from disclosures.served.leading import Page

pytestmark = pytest.mark.django_db(transaction=True)
ROOM = Path(__file__).resolve().parents[3] / "disclosures"
OF_LIAOYUAN = {f"{kind}:liaoyuan" for kind in sources.KINDS}


@pytest.fixture
def above(published: Publication, folder: Path) -> Unit:
    """A department above 辽源."""
    found = Unit.objects.create(code="above", name="上级", kind="department", level="市")
    Unit.objects.filter(pk=published.unit_id).update(parent=found)
    list(keeping.catch_up())
    return found


def doubted() -> set[str]:
    """The pages of units that a night puts in line; they are made."""
    ProcrastinateJob.objects.all().delete()
    jobs.sweep()
    waiting = [job.args for job in ProcrastinateJob.objects.filter(task_name=served.TASK)]
    found = [args for args in waiting if args["kind"] in sources.KINDS]
    for args in found:
        jobs.lead(**args)
    return {str(Page(args["kind"], args["of"])) for args in found}


def test_what_is_right_is_left_and_what_is_few_is_always_made(above: Unit) -> None:
    call_command("layout")
    assert doubted() == set()
    made = {job.args["kind"] for job in ProcrastinateJob.objects.filter(task_name=served.TASK)}
    assert made == {*leading.KINDS, served.REPORT} - sources.KINDS


def test_what_a_command_changed_is_told_and_so_are_those_above(above: Unit) -> None:
    both = OF_LIAOYUAN | {f"{kind}:above" for kind in sources.KINDS}
    assert doubted() == both
    of = Unit.objects.get(code="liaoyuan")
    steps: list[Callable[[], Any]] = [
        lambda: Unit.objects.filter(pk=of.pk).update(name="另一个名称"),
        lambda: Unit.objects.filter(pk=above.pk).update(name="另一个上级"),
        lambda: of.names.create(name="旧名"),
        lambda: of.names.all().delete(),
        lambda: Duty.objects.filter(unit=of).delete(),
        lambda: Entry.objects.update(income=1),
        lambda: Withdrawal.objects.create(publication=Publication.objects.get(), reason="误", by="公开人"),
    ]
    for step in steps:
        step()
        assert doubted() == both
    assert doubted() == set()


def test_a_page_that_is_lost_or_damaged_is_made_again_and_no_other(above: Unit, folder: Path) -> None:
    assert doubted() >= OF_LIAOYUAN
    page, feed = folder / "liaoyuan/index.html", folder / "liaoyuan/feed.atom"
    kept = page.read_bytes()
    page.unlink()
    feed.write_bytes(feed.read_bytes().replace(b"a", b"b"))
    assert doubted() == {"unit:liaoyuan", "unit-feed:liaoyuan"}
    assert page.read_bytes() == kept and doubted() == set()


def test_one_that_was_changed_while_it_was_being_made_is_made_once_more(above: Unit) -> None:
    seen = served.states()
    Unit.objects.filter(code="liaoyuan").update(name="另一个名称")
    for page in list(seen):
        served.lead(page, seen[page])
    assert doubted() >= OF_LIAOYUAN and doubted() == set()


def test_a_page_of_another_release_is_made_again(above: Unit, settings: Any) -> None:
    assert doubted() and not doubted()
    sources.release.cache_clear()
    settings.SITE_NAME = "另一个名称"
    assert doubted() >= OF_LIAOYUAN
    sources.release.cache_clear()


def test_nothing_is_read_for_these_pages_but_the_rows_that_are_watched(above: Unit) -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        for kind in sources.KINDS:
            for file in Page(kind, "liaoyuan").files().values():
                file.make()  # type: ignore[union-attr]
    tables = set(re.findall(r'(?:FROM|JOIN) "?(\w+)', " ".join(each["sql"] for each in asked)))
    assert tables - {"below"} <= sources.ROWS.keys()


def test_no_setting_stands_in_a_page_but_those_that_are_watched() -> None:
    files = [path for room in ("public", "served", "compared") for path in (ROOM / room).rglob("*.py")]
    found = {name for path in files for name in re.findall(r"settings\.([A-Z_]+)", path.read_text("utf-8"))}
    of_boards = {"DISCLOSURE_DAYS", "DISCLOSURE_DAYS_ARE_WORKING_DAYS"}
    assert found <= {*sources.SHOWN, *of_boards, "BASE_DIR", "PUBLIC_FILES"}, "stands it in a unit's page?"
