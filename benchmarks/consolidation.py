"""`python -m benchmarks.consolidation [--units N] [--rounds N] [--write]`: a department of 300 units summed.

In a database of its own, which is removed afterwards. The sum is held against a plain addition of the units'
figures, cell by cell; the queries of three units against those of all.
"""

import argparse
import gc
import os
import time
from collections.abc import Callable, Iterable
from decimal import Decimal
from statistics import median

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import connection, reset_queries  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from accounts import consolidating, ledger  # noqa: E402
from accounts.consolidation.proposing import sum_of  # noqa: E402
from accounts.figures import ZERO, Address, Figures  # noqa: E402
from accounts.invented.sizes import SizeName  # noqa: E402
from accounts.models import Account  # noqa: E402
from benchmarks import sections  # noqa: E402
from benchmarks.checks import own_database  # noqa: E402
from tests import departments  # noqa: E402

SIZES: tuple[SizeName, ...] = ("bureau", "office", "institution", "office", "office")


def main() -> None:
    asked = arguments()
    with own_database():
        few, _ = departments.stored("few", SIZES[:3])
        many, _ = departments.stored("many", [SIZES[n % len(SIZES)] for n in range(asked.units)])
        text = "\n\n".join([sections.about(command(asked)), measured(few, many, asked)])
    print(text)
    if asked.write:
        sections.write("benchmarks.consolidation", "Consolidation", text)


def measured(few: Account, many: Account, asked: argparse.Namespace) -> str:
    case = ledger.load_case(many)
    shares = [unit.figures for unit in case.units if unit.figures is not None]
    plain = added(shares, case.edition.adds)
    assert sum_of(case).figures == plain, "the sum is not a plain addition"
    ways: tuple[tuple[str, Callable[[], object]], ...] = (
        ("plain addition of all cells", lambda: added(shares, case.edition.adds)),
        ("the sum, which knows its units", lambda: sum_of(case).figures),
        ("the same with what makes up one cell", lambda: sum_of(case).made(next(iter(plain)))),
        ("reading all units' figures", lambda: ledger.load_case(many)),
        ("the preview, read and proposed", lambda: previewed(many)),
    )
    times = [timed(way, asked.rounds) for _, way in ways]
    rows = [["what", "ms", "processor time", "times plain addition"]]
    rows += [
        [title, f"{median(clock):.0f} ({min(clock):.0f})", f"{median(used):.0f}", ratio(used, times[0][1])]
        for (title, _), (clock, used) in zip(ways, times, strict=True)
    ]
    counts, took = zip(*(summed(each) for each in (few, many)), strict=True)
    cells = sum(map(len, shares))
    told = (
        f"{len(shares)} units, {cells:,} figures, {len(plain):,} cells of the department, each equal to the "
        f"plain addition. Summing and writing: {took[1]:.1f} s, {counts[1]} queries; of 3 units "
        f"{counts[0]} queries."
    )
    explained = f"Medians of {asked.rounds} rounds, in brackets the fastest; the ratio is of processor time."
    return f"{sections.markdown(rows)}\n\n{explained} {told}"


def added(shares: Iterable[Figures], adds: Callable[[Address], bool]) -> dict[Address, Decimal]:
    """The plainest way there is; each address is judged once."""
    found: dict[Address, Decimal] = {}
    for figures in shares:
        for cell, amount in figures.items():
            found[cell] = found.get(cell, ZERO) + amount
    return {cell: amount for cell, amount in found.items() if adds(cell)}


def previewed(account: Account) -> object:
    return consolidating.proposed(account, ledger.load_case(account))


def summed(account: Account) -> tuple[int, float]:
    """Queries and seconds."""
    reset_queries()
    start = time.perf_counter()
    with CaptureQueriesContext(connection) as queries:
        consolidating.consolidate(account, by="基准")
    return len(queries), time.perf_counter() - start


def timed(way: Callable[[], object], rounds: int) -> tuple[list[float], list[float]]:
    """By the clock and of this process, in ms."""
    clock, used = [], []
    for _ in range(rounds):
        gc.collect()
        start, began = time.perf_counter(), time.process_time()
        way()
        used.append((time.process_time() - began) * 1000)
        clock.append((time.perf_counter() - start) * 1000)
    return clock, used


def ratio(used: list[float], plain: list[float]) -> str:
    return f"{median(used) / median(plain):.2f}"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--write", action="store_true", help="into docs/measurements.md")
    return parser.parse_args()


def command(asked: argparse.Namespace) -> str:
    return f"benchmarks.consolidation --units {asked.units} --rounds {asked.rounds} --write"


if __name__ == "__main__":
    main()
