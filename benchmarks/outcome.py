"""What a run of the print benchmark found: medians, ratios, growth; and its place in docs/measurements.md."""

import os
import platform
import re
import subprocess
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from benchmarks import ways
from benchmarks.enlarged import Document
from benchmarks.ways import Sample

RECORD = Path(__file__).resolve().parent.parent / "docs" / "measurements.md"
HEADING = "## Printing"
GENERATED = "<!-- written by benchmarks.print -->"


class Outcome:
    def __init__(self, rounds: int, documents: list[Document]) -> None:
        self.rounds, self.documents = rounds, documents
        self.samples: dict[tuple[int, str], list[Sample]] = defaultdict(list)

    def add(self, document: Document, way: str, sample: Sample) -> None:
        self.samples[document.times, way].append(sample)

    @property
    def ways(self) -> list[str]:
        return list(dict.fromkeys(way for _, way in self.samples))

    def seconds(self, document: Document, way: str) -> float:
        return median(sample.seconds for sample in self.samples[document.times, way])

    def fastest(self, document: Document, way: str) -> float:
        """Of the rounds: what a machine that others use too can tell at best."""
        return min(sample.seconds for sample in self.samples[document.times, way])

    def memory(self, document: Document, way: str) -> float:
        return median(sample.memory for sample in self.samples[document.times, way])

    def ratio(self, document: Document, here: str, there: str, what: str) -> str:
        """Of the medians of two ways, or – where the peer is not installed."""
        if there not in self.ways:
            return "–"
        measure = {"seconds": self.seconds, "fastest": self.fastest, "memory": self.memory}[what]
        return f"{measure(document, here) / measure(document, there):.2f}"


def as_text(outcome: Outcome) -> str:
    lines = [*about(outcome), "", *medians(outcome), "", *ratios(outcome), "", *growth(outcome)]
    return "\n".join(lines)


def about(outcome: Outcome) -> list[str]:
    sizes = ",".join(str(document.times) for document in outcome.documents)
    missing = [] if ways.LIBREOFFICE else ["LibreOffice is not installed and was left out."]
    return [
        f"`.venv/bin/python -m benchmarks.print --rounds {outcome.rounds} --times {sizes} --write` "
        f"({datetime.now(UTC).date().isoformat()}, commit {said('git', 'rev-parse', '--short', 'HEAD')}; "
        f"{os.cpu_count()} cores, {machine()}; Python {platform.python_version()}; "
        f"{', '.join(peers())}). Medians of {outcome.rounds} interleaved rounds; in brackets the fastest.",
        *missing,
    ]


def medians(outcome: Outcome) -> list[str]:
    rows = [["document", "cells", *outcome.ways]]
    for each in outcome.documents:
        found = [
            f"{outcome.seconds(each, way):.2f} s ({outcome.fastest(each, way):.2f}), "
            f"{outcome.memory(each, way):.0f} MB"
            for way in outcome.ways
        ]
        rows.append([f"{each.times} × 辽源", f"{each.cells}", *found])
    return table(rows)


def ratios(outcome: Outcome) -> list[str]:
    rows = [
        [
            "ours to Chromium's",
            "cold time (goal 1.0)",
            "warm time (1.5)",
            "cold, fastest",
            "warm, fastest",
            "memory, cold (0.6)",
            "memory, warm",
        ]
    ]
    for each in outcome.documents:
        rows.append(
            [
                f"{each.times} × 辽源",
                outcome.ratio(each, "ours, cold", "Chromium, cold", "seconds"),
                outcome.ratio(each, "ours, warm", "Chromium, warm", "seconds"),
                outcome.ratio(each, "ours, cold", "Chromium, cold", "fastest"),
                outcome.ratio(each, "ours, warm", "Chromium, warm", "fastest"),
                outcome.ratio(each, "ours, cold", "Chromium, cold", "memory"),
                outcome.ratio(each, "ours, warm", "Chromium, warm", "memory"),
            ]
        )
    return table(rows)


def growth(outcome: Outcome) -> list[str]:
    """Between neighbouring sizes, of the fastest rounds: the same everywhere when it is linear."""
    rows = [["seconds for 1,000 more cells, fastest", *outcome.ways]]
    for small, large in zip(outcome.documents, outcome.documents[1:], strict=False):
        more = (large.cells - small.cells) / 1000
        found = [(outcome.fastest(large, way) - outcome.fastest(small, way)) / more for way in outcome.ways]
        rows.append([f"{small.times} → {large.times} ×", *(f"{each:.2f}" for each in found)])
    return table(rows)


def table(rows: list[list[str]]) -> list[str]:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return [lines[0], "|---" * len(rows[0]) + "|", *lines[1:]]


def machine() -> str:
    found = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    return found[1] if found else platform.machine()


def peers() -> list[str]:
    programs = filter(None, (ways.CHROMIUM, ways.LIBREOFFICE))
    found = (re.match(r"\D+[\d.]+", said(program, "--version")) for program in programs)
    return [match[0] for match in found if match]


def said(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=RECORD.parent)
    return done.stdout.strip()


def write(outcome: Outcome) -> None:
    """In place of what an earlier run wrote; words around it stay."""
    text, block = RECORD.read_text(encoding="utf-8"), f"{GENERATED}\n{as_text(outcome)}\n{GENERATED}"
    pattern = re.compile(f"{re.escape(GENERATED)}.*{re.escape(GENERATED)}", re.DOTALL)
    if pattern.search(text):
        text = pattern.sub(lambda _: block, text)
    else:
        text = f"{text.rstrip()}\n\n{HEADING}\n\n{block}\n"
    RECORD.write_text(text, encoding="utf-8")
