"""`python -m benchmarks.workbook [--rounds N] [--write]`: foreign workbooks opened, beside openpyxl; what
files cost that were made to do harm.

The larger workbooks are made by LibreOffice Calc; without it only the kept ones are read.
"""

import argparse
import io
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from openpyxl import Workbook, load_workbook

from benchmarks import sections
from benchmarks.peaks import Peak
from benchmarks.sections import Rows
from disclosures.workbook.foreign.opening import opened
from disclosures.workbook.package import Unreadable

FORMATS = ("xlsx", "xls", "ods")
TIMES = (1, 8, 64)
KEPT = sections.RECORD.parents[1] / "tests/disclosures/workbook/foreign/files"


def main() -> None:
    asked = arguments()
    if asked.one:
        print(json.dumps(measured(*asked.one)))
        return
    with tempfile.TemporaryDirectory() as folder:
        books = read_by_all(Path(folder), asked.rounds)
        harmful = made_to_do_harm(Path(folder))
    about = sections.about(f"benchmarks.workbook --rounds {asked.rounds} --write")
    text = "\n\n".join([f"{about} {EXPLAINED}", sections.markdown(books), sections.markdown(harmful)])
    print(text)
    if asked.write:
        sections.write("benchmarks.workbook", "Foreign workbooks", text)


EXPLAINED = (
    "Processor time of a process of its own, medians, with that of the process that reads .xls; memory above "
    "what was loaded before. openpyxl: `load_workbook` and every cell once, whole and in its read-only mode."
)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", action="store_true", help="into docs/measurements.md")
    parser.add_argument("--one", nargs=2, metavar=("READER", "FILE"), help=argparse.SUPPRESS)
    return parser.parse_args()


READERS: dict[str, Callable[[bytes], object]] = {
    "ours": opened,
    "openpyxl": lambda content: cells_of(load_workbook(io.BytesIO(content), data_only=True)),
    "openpyxl, read-only": lambda content: cells_of(
        load_workbook(io.BytesIO(content), data_only=True, read_only=True)
    ),
}


def cells_of(book: Any) -> int:
    return sum(value is not None for sheet in book for row in sheet.values for value in row)


def measured(reader: str, file: str) -> dict[str, object]:
    """Of this process and its child, for one file: seconds, MB, and why it was refused."""
    content, before, said = Path(file).read_bytes(), spent(), ""
    loaded = peak()
    try:
        READERS[reader](content)
    except Unreadable as reason:
        said = str(reason)
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    return {"seconds": spent() - before, "memory": max(peak() - loaded, child), "said": said}


def spent() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in both)


def peak() -> int:
    """Of this process alone: what the kernel says of its use would begin with that of its parent."""
    memory = Peak()
    memory.look([os.getpid()])
    return memory.highest


def asked_of(reader: str, file: Path) -> dict[str, Any]:
    order = [sys.executable, "-m", "benchmarks.workbook", "--one", reader, str(file)]
    done = subprocess.run(order, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def read_by_all(folder: Path, rounds: int) -> Rows:
    rows: Rows = [["workbook", "bytes", "cells", *READERS, "ratio", "to read-only"]]
    for times in TIMES:
        for form in FORMATS:
            file = workbook(folder, times, form)
            if file is None:
                continue
            found = {
                reader: [asked_of(reader, file) for _ in range(rounds)]
                for reader in (READERS if form == "xlsx" else ["ours"])
            }
            rows.append(line(f"{times} × 辽源, .{form}", file, found))
    return rows


def line(title: str, file: Path, found: dict[str, list[dict[str, Any]]]) -> list[str]:
    seconds = {reader: median(each["seconds"] for each in runs) for reader, runs in found.items()}
    memory = {reader: median(each["memory"] for each in runs) for reader, runs in found.items()}
    told = [f"{seconds[r]:.2f} s, {memory[r]:.0f} MB" if r in found else "–" for r in READERS]
    ratios = [f"{seconds['ours'] / seconds[r]:.2f}" if r in found else "–" for r in list(READERS)[1:]]
    said = found["ours"][0]["said"]
    content = file.read_bytes()
    cells = said or f"{sum(len(r) for s in opened(content).sheets for r in s.rows.values()):,}"
    return [title, f"{len(content):,}", cells, *told, *ratios]


def workbook(folder: Path, times: int, form: str) -> Path | None:
    """The kept workbook with its rows so many times below each other; none where there is no LibreOffice."""
    if times == 1:
        return KEPT / f"liaoyuan.{form}"
    source = folder / f"{times}.xlsx"
    if not source.exists():
        source.write_bytes(enlarged(times))
    if shutil.which("soffice") is None:
        return source if form == "xlsx" else None
    profile = f"-env:UserInstallation=file://{folder}/profile"
    order = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", f"{folder}/out", str(source)]
    subprocess.run(order, capture_output=True, timeout=600, check=False)
    made = folder / "out" / f"{times}.{form}"
    return made if made.exists() else None


def enlarged(times: int) -> bytes:
    """The sheets of tables; the hidden one of our own would not be in a stranger's file."""
    book = load_workbook(KEPT / "liaoyuan.xlsx")
    for sheet in list(book.worksheets):
        if sheet.sheet_state != "visible":
            book.remove(sheet)
            continue
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        for _ in range(times - 1):
            for row in rows:
                sheet.append(row)
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def made_to_do_harm(folder: Path) -> Rows:
    from benchmarks.harmful import FILES

    rows: Rows = [["made to do harm", "bytes", "ends after", "memory", "what is said"]]
    for title, make in FILES.items():
        file = folder / "harmful"
        file.write_bytes(make())
        found = asked_of("ours", file)
        told = str(found["said"]) or "read"
        size = f"{file.stat().st_size:,}"
        rows.append([title, size, f"{found['seconds']:.1f} s", f"{found['memory']} MB", told])
    return rows


if __name__ == "__main__":
    main()
