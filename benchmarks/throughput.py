"""`python -m benchmarks.throughput [--publications N] [--write]`: versions in a minute, one and two workers.

The account is that of 辽源, under invented names. What each file of a version costs: `benchmarks.artefacts`.
"""

import argparse
import time
from dataclasses import replace
from datetime import datetime
from io import StringIO
from statistics import median

import django

from benchmarks.house import House

HOUSE = House()
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db.models import F, Max, Min  # noqa: E402

from accounts import filing  # noqa: E402
from accounts.case import Case  # noqa: E402
from accounts.models import Account, Unit  # noqa: E402
from benchmarks import sections  # noqa: E402
from disclosures import sample_files  # noqa: E402
from disclosures.management.commands.loadsample import put, put_last_year  # noqa: E402
from disclosures.models import PublishOrder  # noqa: E402
from tests import stages  # noqa: E402

WORKERS = (1, 2)


def main() -> None:
    asked = arguments()
    try:
        call_command("migrate", verbosity=0)
        call_command("loadsubjects", stdout=StringIO())
        one_by_one(1, 2, 0)  # the typesetter and the disk are warm afterwards
        rows = [one_by_one(count, asked.publications, count) for count in WORKERS]
    finally:
        HOUSE.close()
    head = ["workers", "versions", "seconds", "in a minute", "one takes, median s", "ordering one, median s"]
    command = f"benchmarks.throughput --publications {asked.publications} --write"
    text = "\n\n".join([sections.about(command), sections.markdown([head, *rows])])
    print(text)
    if asked.write:
        sections.write("benchmarks.throughput", "Versions in a minute", text)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--publications", type=int, default=40, help="for each number of workers")
    parser.add_argument("--write", action="store_true", help="into docs/measurements.md")
    return parser.parse_args()


def one_by_one(workers: int, publications: int, series: int) -> list[str]:
    """All in line before a worker begins; from the first that is begun to the last that is published."""
    ordering = [ordered(approved(f"s{series}n{n:03}")) for n in range(publications)]
    HOUSE.keep_at_work(workers)
    mine = PublishOrder.objects.filter(unit__code__startswith=f"s{series}n")
    while mine.filter(state="waiting").exists():
        time.sleep(0.2)
    HOUSE.dismiss()
    HOUSE.workers.clear()
    assert not mine.exclude(state="done").exists(), list(mine.values_list("state", "error"))
    span = mine.aggregate(first=Min("begun_at"), last=Max("told_at"))
    seconds = between(span["first"], span["last"])
    each = [between(*pair) for pair in mine.values_list(F("begun_at"), F("told_at"))]
    return [
        f"{workers}",
        f"{publications}",
        f"{seconds:.1f}",
        f"{60 * publications / seconds:.1f}",
        f"{median(each):.2f}",
        f"{median(ordering):.2f}",
    ]


def between(first: datetime, last: datetime) -> float:
    return (last - first).total_seconds()


def approved(code: str) -> Account:
    """辽源 under another name, from the clerk to 已批复."""
    case = case_of(code)
    Unit.objects.create(code=code, name=case.unit.name, kind=Unit.Kind.UNIT, level="市")
    put_last_year(case)
    unit = Unit.objects.get(code=code)
    account = filing.begin(unit, case.year, edition=case.edition.code, scale=case.scale, by="示例")
    put(account, case)
    stages.approve(account)
    return account


def case_of(code: str) -> Case:
    sample = sample_files.read("liaoyuan-2024", corrected=True)
    return replace(sample, unit=replace(sample.unit, code=code, name=f"虚构的社会保险事业管理局{code}"))


def ordered(account: Account) -> float:
    """Seconds that the order takes: what the publisher waits for."""
    begun = time.monotonic()
    stages.order(account)
    return time.monotonic() - begun


if __name__ == "__main__":
    main()
