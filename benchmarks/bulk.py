"""`python -m benchmarks.bulk [--files N] [--write]`: workbooks of invented units by `importworkbooks`.

In a database of its own, which is removed afterwards. Two of three files are our own workbook, the third is
the one for readers, which is read by its words as a stranger's is. Memory is looked at after every file.
"""

import argparse
import io
import os
import tempfile
import time
from multiprocessing import get_context
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402

from accounts.editions import edition_of  # noqa: E402
from accounts.invented import invent  # noqa: E402
from accounts.invented.sizes import SizeName  # noqa: E402
from accounts.models import Unit  # noqa: E402
from accounts.money import Scale  # noqa: E402
from benchmarks import sections  # noqa: E402
from benchmarks.checks import own_database  # noqa: E402
from disclosures import assembly  # noqa: E402
from disclosures.desk.bulk.models import Batch  # noqa: E402
from disclosures.desk.bulk.working import totals  # noqa: E402
from disclosures.report import Issue  # noqa: E402
from disclosures.workbook import writing  # noqa: E402
from disclosures.workbook.published import published  # noqa: E402

SIZES: tuple[SizeName, ...] = ("office", "bureau", "institution")
FORM = "jilin-2024-unit"
MARKS = 6


class Memory(io.StringIO):
    """What the command writes, a line a file; remembers how much memory the process has at each."""

    def __init__(self) -> None:
        super().__init__()
        self.megabytes: list[int] = []

    def write(self, text: str) -> int:
        self.megabytes.append(resident())
        return len(text)


def main() -> None:
    asked = arguments()
    with tempfile.TemporaryDirectory() as folder, own_database():
        with get_context("spawn").Pool(2) as makers:  # so that making them does not count
            units = makers.starmap(made, [(n, folder) for n in range(asked.files)], chunksize=5)
        for code, name in units:
            Unit.objects.create(code=code, name=name, kind="unit", level="县")
        text = "\n\n".join([sections.about(command(asked)), imported(Path(folder), asked.files)])
    print(text)
    if asked.write:
        sections.write("benchmarks.bulk", "Many workbooks at once", text)


def made(n: int, folder: str) -> tuple[str, str]:
    """A workbook in the folder; code and name of its unit."""
    case = invent(edition_of(FORM), f"bulk-{n}", SIZES[n % len(SIZES)], Scale.WAN)
    reader = n % 3 == 2
    content = published(assembly.build(case, Issue()), case) if reader else writing.account(case)
    code = case.unit.code
    Path(folder, f"{code}-{case.year}.xlsx").write_bytes(content)
    return code, case.unit.name


def imported(folder: Path, files: int) -> str:
    size = sum(path.stat().st_size for path in folder.iterdir())
    memory, before = Memory(), resident()
    start, used = time.perf_counter(), time.process_time()
    call_command("importworkbooks", str(folder), stdout=memory, stderr=io.StringIO(), skip_checks=True)
    took, used = time.perf_counter() - start, time.process_time() - used
    batch = Batch.objects.latest("id")
    start = time.perf_counter()
    call_command("importworkbooks", str(folder), stdout=io.StringIO(), stderr=io.StringIO(), skip_checks=True)
    again = time.perf_counter() - start
    step = max(1, files // MARKS)
    marks = [f"{n}: {memory.megabytes[n - 1]} MB" for n in range(step, files + 1, step)]
    ended = ", ".join(f"{word} {n}" for word, n in totals(batch))
    written = sum(batch.outcomes.values_list("written", flat=True))
    rows = [
        ["files", "MB", "files a minute", "the same, processor time", "figures and texts written", "again"],
        [
            str(files),
            f"{size / 1e6:.0f}",
            f"{files / took * 60:.0f}",
            f"{files / used * 60:.0f}",
            f"{written:,}",
            f"{again:.1f} s, all passed over",
        ],
    ]
    told = f"{ended}. Memory before the first file {before} MB, after file {', '.join(marks)}."
    return f"{sections.markdown(rows)}\n\n{told}"


def resident() -> int:
    """MB that the process has now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024 // 1024


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--write", action="store_true", help="into docs/measurements.md")
    return parser.parse_args()


def command(asked: argparse.Namespace) -> str:
    return f"benchmarks.bulk --files {asked.files} --write"


if __name__ == "__main__":
    main()
