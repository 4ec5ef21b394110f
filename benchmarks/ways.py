"""The ways to the same document, ours and our peers', cold and warm. Each gives its time and memory."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.chromium import Chromium
from benchmarks.enlarged import Document
from benchmarks.peaks import descendants, peak_of
from disclosures import typefaces, typesetting
from disclosures.printing.client import print_by
from disclosures.printing.progress import to_nobody
from disclosures.printing.worker import Worker

ROOT = Path(__file__).resolve().parent.parent
FONTS = typefaces.FOLDER / "fonts.conf"
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or ""
LIBREOFFICE = shutil.which("soffice") or ""


@dataclass(frozen=True)
class Sample:
    seconds: float
    memory: int
    """Peak in MB: of our process, of Chromium's main process, of LibreOffice's process."""
    size: int
    """Of the PDF, in bytes."""


Way = Callable[[Document, Path], Sample]


def ours_cold(document: Document, folder: Path) -> Sample:
    page, printed = folder / "ours.html", folder / "ours.pdf"
    page.write_text(typesetting.page(document.html, document.report), encoding="utf-8")
    seconds, memory = run([sys.executable, "-m", "disclosures.press.once", str(page), str(printed)])
    return Sample(seconds, memory, printed.stat().st_size)


def ours_warm(worker: Worker) -> Way:
    def way(document: Document, folder: Path) -> Sample:
        page = typesetting.page(document.html, document.report)
        worker.start()
        with peak_of(lambda: [pid for state in worker.status() for pid in state["children"]]) as peak:
            begun = time.perf_counter()
            printed = print_by(worker, page, to_nobody)
            seconds = time.perf_counter() - begun
        return Sample(seconds, peak.highest, len(printed))

    return way


def page_for_peers(document: Document, folder: Path) -> Path:
    """What the typesetter is given, with its style beside it."""
    page = folder / "page.html"
    page.write_text(typesetting.page(document.html, document.report, "print.css"), encoding="utf-8")
    shutil.copy(ROOT / "static" / "print.css", folder)
    return page


def chromium_cold(document: Document, folder: Path) -> Sample:
    page = page_for_peers(document, folder)
    begun = time.perf_counter()
    with Chromium(CHROMIUM, FONTS) as browser:
        return two_passes(browser, page, begun)


def chromium_warm(browser: Chromium) -> Way:
    def way(document: Document, folder: Path) -> Sample:
        return two_passes(browser, page_for_peers(document, folder), time.perf_counter())

    return way


def two_passes(browser: Chromium, page: Path, begun: float) -> Sample:
    """The first finds the page numbers of the 目录 (which costs nothing here), the second prints them."""
    with peak_of(lambda: [browser.process.pid]) as peak:
        browser.pdf(page)
        printed = browser.pdf(page)
        seconds = time.perf_counter() - begun
    (page.parent / "chromium.pdf").write_bytes(printed)
    return Sample(seconds, peak.highest, len(printed))


def libreoffice_cold(document: Document, folder: Path) -> Sample:
    page = page_for_peers(document, folder)
    profile = (folder / "profile").as_uri()
    options = ["--headless", "--infilter=HTML (StarWriter)", "--convert-to", "pdf", "--outdir", str(folder)]
    seconds, memory = run([LIBREOFFICE, f"-env:UserInstallation={profile}", *options, str(page)])
    return Sample(seconds, memory, (folder / "page.pdf").stat().st_size)


def run(command: list[str]) -> tuple[float, int]:
    """Seconds, and the peak in MB of the process below it that took most."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, env={**os.environ, "FONTCONFIG_FILE": str(FONTS)}
    )
    with peak_of(lambda: descendants(process.pid)) as peak:
        code = process.wait()
        seconds = time.perf_counter() - begun
    if code:
        raise RuntimeError(f"{command[0]} ended with {code}")
    return seconds, peak.highest
