"""`python -m benchmarks.artefacts [--rounds N] [--write]`: what a published version costs, file by file.

The steps are those of `rendering.files`, one after another, with the rules before them. No database.
"""

import argparse
import gc
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from statistics import median

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from accounts.case import Case  # noqa: E402
from accounts.checks.engine import run  # noqa: E402
from benchmarks import sections  # noqa: E402
from benchmarks.enlarged import enlarged  # noqa: E402
from benchmarks.sections import Rows  # noqa: E402
from disclosures import (  # noqa: E402
    assembly,
    bundle,
    checks,
    opendata,
    plaintext,
    rendering,
    sample_files,
    signingkey,
    typesetting,
    word,
)
from disclosures.publiclog.manifests import described  # noqa: E402
from disclosures.report import Issue, Report  # noqa: E402

ISSUE = Issue(1, date(2025, 9, 26), "K7M2QX4R9T")
RULES = checks.RULES
"""Named so that both families of rules are loaded."""
Step = tuple[str, Callable[[], object]]


def main() -> None:
    asked = arguments()
    rows = transposed([measured(title, case, asked.rounds) for title, case in cases()])
    text = "\n\n".join(
        [sections.about(f"benchmarks.artefacts --rounds {asked.rounds} --write"), *told(rows, asked)]
    )
    print(text)
    if asked.write:
        sections.write("benchmarks.artefacts", "Files of a version", text)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--write", action="store_true", help="into docs/measurements.md")
    return parser.parse_args()


def sample() -> Case:
    return sample_files.read("liaoyuan-2024", corrected=True)


def cases() -> Iterator[tuple[str, Case]]:
    yield "辽源", sample()
    yield "延边", sample_files.read("yanbian-2024")
    yield "8 × 辽源", enlarged(sample(), 8)


def told(rows: Rows, asked: argparse.Namespace) -> list[str]:
    return [
        sections.markdown(rows),
        f"Milliseconds of processor time, medians of {asked.rounds} rounds, in brackets the fastest; then "
        "bytes. The PDF is printed in this process, which is warm.",
    ]


def measured(title: str, case: Case, rounds: int) -> list[list[str]]:
    """Lines of step and result."""
    report = assembly.build(case, ISSUE)
    found = [[f"{len(case.figures)} figures", title]]
    for name, step in steps(case, report):
        times, made = [], step()
        for _ in range(rounds):
            gc.collect()
            start = time.process_time()
            step()
            times.append((time.process_time() - start) * 1000)
        size = f", {len(made):,} B" if isinstance(made, bytes) else ""
        found.append([name, f"{median(times):.0f} ({min(times):.0f}){size}"])
    return found


def steps(case: Case, report: Report) -> Iterator[Step]:
    """What comes after takes up what came before, as in `rendering.files`."""
    html = rendering.article(report)
    yield "rules", lambda: run(replace(case))
    yield "report as data", lambda: assembly.build(case, ISSUE)
    yield "HTML", lambda: rendering.article(report).encode()
    yield "PDF", lambda: typesetting.pdf(html, report)
    printed = typesetting.pdf(html, report)
    with signingkey.opened() as signer:
        yield "signature (EC P-256)", lambda: signingkey.signed(printed, report, signer)["report.pdf"]
    yield "XLSX", lambda: rendering.workbook(report, case)
    yield "DOCX", lambda: word.document(report)
    yield "JSON", lambda: opendata.as_json(case, report).encode()
    yield "CSV", lambda: rendering.table(report, case)
    yield "text", lambda: plaintext.file(report).encode()
    made = rendering.files(case, ISSUE)
    yield "SHA-256 and SM3 of all", lambda: [described(content) for content in made.values()]
    yield "folder of all (on demand)", lambda: bundle.bundle("x", made)


def transposed(columns: list[list[list[str]]]) -> Rows:
    """A column for each case beside the names of the steps."""
    names = ["", *(name for name, _ in columns[0][1:])]
    heads = [f"{lines[0][1]}, {lines[0][0]}" for lines in columns]
    rows = [[names[0], *heads]]
    for place, name in enumerate(names[1:], 1):
        rows.append([name, *(lines[place][1] for lines in columns)])
    return rows


if __name__ == "__main__":
    main()
