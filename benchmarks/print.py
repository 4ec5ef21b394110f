"""`python -m benchmarks.print [--rounds N] [--times 1,2,4,8] [--write]`: ours and our peers'.

Every round takes every document by every way once, so that a slow minute of the machine falls on all of them.
"""

import argparse
import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from benchmarks import ways  # noqa: E402
from benchmarks.chromium import Chromium  # noqa: E402
from benchmarks.enlarged import Document, document  # noqa: E402
from benchmarks.outcome import Outcome, as_text, write  # noqa: E402
from benchmarks.ways import Sample, Way  # noqa: E402
from disclosures.press.limits import Limits  # noqa: E402
from disclosures.printing.worker import Worker  # noqa: E402


def main() -> None:
    asked = arguments()
    documents = [document(int(times)) for times in asked.times.split(",")]
    outcome = Outcome(asked.rounds, documents)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        for each, way, sample in samples(stack, folder, documents, asked.rounds):
            outcome.add(each, way, sample)
            print(f"{each.times} × {way}: {sample.seconds:.2f} s, {sample.memory} MB", flush=True)
    print(as_text(outcome))
    if asked.write:
        write(outcome)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--times", default="1,2,4,8", help="sizes: 辽源 with so many times its subjects")
    parser.add_argument("--write", action="store_true", help="into docs/measurements.md")
    return parser.parse_args()


def samples(
    stack: ExitStack, folder: Path, documents: list[Document], rounds: int
) -> Iterator[tuple[Document, str, Sample]]:
    known = all_ways(stack, folder)
    for way in known.values():  # caches of files and profiles are filled, for every way alike
        way(documents[0], folder)
    for _ in range(rounds):
        for each in documents:
            for name, way in known.items():
                yield each, name, way(each, folder)


def all_ways(stack: ExitStack, folder: Path) -> dict[str, Way]:
    worker = Worker(folder / "printing", Limits())
    stack.callback(worker.stop)
    known: dict[str, Way] = {"ours, cold": ways.ours_cold, "ours, warm": ways.ours_warm(worker)}
    if ways.CHROMIUM:
        browser = stack.enter_context(Chromium(ways.CHROMIUM, ways.FONTS))
        known |= {"Chromium, cold": ways.chromium_cold, "Chromium, warm": ways.chromium_warm(browser)}
    if ways.LIBREOFFICE:
        known["LibreOffice, cold"] = ways.libreoffice_cold
    return known


if __name__ == "__main__":
    main()
