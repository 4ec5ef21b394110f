"""Printing by the worker: the same PDF as in process, told as it goes, and side by side."""

from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from disclosures import printing, typesetting
from disclosures.fonts import PrintingImpossible
from disclosures.press import stages
from disclosures.press.typeset import typeset
from disclosures.printing import Enclosed
from disclosures.printing.client import print_by
from disclosures.printing.progress import Progress, Stage, to_nobody
from disclosures.printing.worker import Worker
from tests.disclosures.printing.conftest import Document


class NoText(str):
    def encode(self, *how: str) -> bytes:
        return b"\xff"


def test_the_worker_prints_the_same_bytes(shared: Worker, long: Document) -> None:
    assert long.printed_by(shared) == typesetting.pdf(long.html, long.report)


def test_the_worker_encloses_the_same_files(shared: Worker, short: Document) -> None:
    files = [
        Enclosed(
            f"{name}.json", f"{name}.json", "数据", "application/json", "2025-09-26", name.encode() * 90_000
        )
        for name in ("a", "b")
    ]
    page = typesetting.page(short.html, short.report)
    assert print_by(shared, page, to_nobody, files) == typeset(page, stages.to_nobody, files)
    assert print_by(shared, page, to_nobody, files[:1]) != print_by(shared, page, to_nobody, files)


def test_it_tells_how_far_it_is(shared: Worker, long: Document) -> None:
    told: list[Progress] = []
    long.printed_by(shared, told.append)
    assert list(dict.fromkeys(each.stage for each in told)) == list(Stage)
    pages = {each.page for each in told if each.stage is Stage.LAYING_OUT}
    assert told[-1] == Progress(Stage.DONE, max(pages))
    assert pages == set(range(max(pages) + 1))


def test_printing_in_process_tells_the_same(short: Document, shared: Worker) -> None:
    here: list[Progress] = []
    there: list[Progress] = []
    printing.print_pdf(short.html, short.report, here.append)
    short.printed_by(shared, there.append)
    assert list(dict.fromkeys(here)) == list(dict.fromkeys(there))[1:]  # the first one: queued


def test_five_prints_at_once(shared: Worker, short: Document) -> None:
    """Two side by side; the others are told how many stand before them."""
    told: list[Progress] = []
    with ThreadPoolExecutor(5) as clients:
        prints = [clients.submit(short.printed_by, shared, told.append) for _ in range(5)]
    assert {each.result() for each in prints} == {typesetting.pdf(short.html, short.report)}
    assert max(each.ahead for each in told) in (1, 2, 3)


def test_a_character_that_no_font_has_is_named(shared: Worker, short: Document) -> None:
    with pytest.raises(PrintingImpossible) as here:
        typesetting.pdf("<article>\ue123</article>", short.report)
    with pytest.raises(PrintingImpossible) as there:
        Document("<article>\ue123</article>", short.report).printed_by(shared)
    assert str(there.value) == str(here.value)
    assert "U+E123" in str(here.value)


def test_an_error_of_the_typesetter_is_told(shared: Worker) -> None:
    with pytest.raises(printing.PrintFailed, match=r"^排版时出错："):
        print_by(shared, NoText(), to_nobody)


@pytest.mark.parametrize("in_process", [True, False])
def test_the_door_leads_to_either(
    settings: Any, monkeypatch: pytest.MonkeyPatch, short: Document, in_process: bool
) -> None:
    settings.PRINT_IN_PROCESS = in_process
    monkeypatch.setattr(printing, "typeset", lambda *_: b"here")
    monkeypatch.setattr(printing, "print_by", lambda *_: b"there")
    assert printing.print_pdf(short.html, short.report) == (b"here" if in_process else b"there")


def test_the_command_starts_tells_and_stops(settings: Any, tmp_path: Path) -> None:
    settings.PRINTING_FOLDER = tmp_path / "printing"

    def said(action: str) -> str:
        output = StringIO()
        call_command("printworker", action, stdout=output)
        return output.getvalue()

    assert said("status").startswith("Not running.")
    assert said("start").startswith("Running as process ")
    assert said("status").count("Running as process ") == 1
    assert said("stop") == "Stopped: 1.\n"
    assert said("stop") == "Stopped: 0.\n"
