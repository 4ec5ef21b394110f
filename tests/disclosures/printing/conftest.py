"""Workers of the tests' own, and two documents: a short one, and one that takes a second or more."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from disclosures import assembly, rendering, sample_files, typesetting
from disclosures.press.limits import Limits
from disclosures.printing.client import print_by
from disclosures.printing.progress import Tell, to_nobody
from disclosures.printing.worker import Worker
from disclosures.report import Issue, Report

LIMITS = Limits(seconds=100, memory=2048, at_once=2, idle=100)
MakeWorker = Callable[..., Worker]


@dataclass(frozen=True)
class Document:
    html: str
    report: Report

    def printed_by(self, worker: Worker, tell: Tell = to_nobody) -> bytes:
        return print_by(worker, typesetting.page(self.html, self.report), tell)


@pytest.fixture(scope="session")
def long() -> Document:
    """All of 辽源."""
    report = assembly.build(sample_files.read("liaoyuan-2024", corrected=True), Issue())
    return Document(rendering.article(report), report)


@pytest.fixture(scope="session")
def short(long: Document) -> Document:
    report = replace(long.report, parts=long.report.parts[:1])
    return Document(rendering.article(report), report)


@pytest.fixture
def make_worker() -> Iterator[MakeWorker]:
    """A worker that nobody else asks, with limits of its own."""
    with tempfile.TemporaryDirectory() as folder:
        made = []

        def make(**limits: float) -> Worker:
            worker = Worker(Path(folder) / f"printing{len(made)}", replace(LIMITS, **limits))  # type: ignore[arg-type]
            made.append(worker)
            return worker

        yield make
        for worker in made:
            worker.stop()


@pytest.fixture(scope="module")
def shared() -> Iterator[Worker]:
    """For tests that leave their worker alive."""
    with tempfile.TemporaryDirectory() as folder:
        worker = Worker(Path(folder) / "printing", LIMITS)
        yield worker
        worker.stop()
