"""The pages that lead to reports, as files: made again when a version is published or withdrawn."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from disclosures import served, withdrawing
from disclosures.models import Publication, Withdrawal
from disclosures.served import leading
from disclosures.served.leading import Page

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


def test_each_file_is_what_the_site_answers(client: Client, published: Publication, folder: Path) -> None:
    for page in leading.all_pages():
        served.lead(page)
        for path, file in page.files().items():
            if file and not path.endswith(".gz"):
                address = path.removesuffix("index.html")
                assert (folder / path).read_bytes() == client.get(f"/{address}").content, path


def test_one_that_is_up_to_date_is_left(published: Publication, folder: Path) -> None:
    assert served.lead(Page("home")) > 0 and served.lead(Page("home")) == 0


def test_what_was_withdrawn_is_told_of_at_once(published: Publication, folder: Path) -> None:
    served.lead(Page("home"))
    assert published.title in (folder / "index.html").read_text("utf-8")
    Withdrawal.objects.create(publication=published, reason="涉及个人信息", by="公开人")
    withdrawing.purge()
    assert published.title not in (folder / "index.html").read_text("utf-8")
