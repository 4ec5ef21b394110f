"""`python -m benchmarks.night [--publications N] [--folder DIR] [--write]`: what the nightly sweep costs.

A made-up province with all figures and text, one worker: the first night, when no page is there; one after a
day on which nothing happened; one after a unit was renamed by a command that tells nobody, and a page lost.
"""

import argparse
import os
import time
from contextlib import suppress
from pathlib import Path

import django

from benchmarks import sections
from benchmarks.house import House

YEARS = 5


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--publications", type=int, default=2000, help="about so many")
    parser.add_argument("--folder", type=Path, help="kept, and used again")
    parser.add_argument("--write", action="store_true", help="into docs/measurements.md")
    return parser.parse_args()


ARGUMENTS = arguments()
HOUSE = House(ARGUMENTS.folder)
PUBLIC = HOUSE.folder / "public"
os.environ |= {"PUBLIC_FILES": str(PUBLIC), "SITE_ADDRESS": "http://127.0.0.1:8000"}
django.setup()

from django.core.management import call_command  # noqa: E402
from procrastinate.contrib.django.models import ProcrastinateJob  # noqa: E402

from accounts.models import Unit  # noqa: E402
from disclosures import jobs, logkey, served  # noqa: E402
from disclosures.models import Publication  # noqa: E402
from disclosures.served import leading  # noqa: E402
from tests import stages  # noqa: E402


def main() -> None:
    head = ["night", "pages there are", "made", "seconds", "of them processor of the worker"]
    try:
        call_command("migrate", verbosity=0)
        with suppress(FileExistsError):
            logkey.make(Path(os.environ["LOG_KEY_FILE"]))
        units = ARGUMENTS.publications // YEARS
        call_command("makeprovince", "--yes", units=units, years=YEARS, verbosity=0)
        rows = [night("the first"), night("nothing happened")]
        renamed, lost = Unit.objects.filter(kind=Unit.Kind.UNIT)[:2]
        Unit.objects.filter(pk=renamed.pk).update(name=f"{renamed.name}（更名）")
        (PUBLIC / lost.code / "index.html").unlink()
        rows.append(night("one renamed, one page lost"))
        renamed.save(update_fields=["name"])  # a province is another with another name
        found = Publication.objects.count()
    finally:
        HOUSE.close()
    command = f"benchmarks.night --publications {ARGUMENTS.publications} --write"
    text = "\n\n".join(
        [sections.about(command), f"{found:,} publications.", sections.markdown([head, *rows])]
    )
    print(text)
    if ARGUMENTS.write:
        sections.write("benchmarks.night", "The nightly sweep", text)


def night(name: str) -> list[str]:
    """From the sweep until nothing waits any more."""
    ProcrastinateJob.objects.all().delete()
    made = 0
    lead = served.lead

    def counted(*of: object, **more: object) -> int:
        nonlocal made
        made += 1
        return lead(*of, **more)  # type: ignore[arg-type]

    served.lead = counted
    begun, busy = time.monotonic(), time.process_time()
    jobs.sweep()
    stages.work()
    seconds, busy = time.monotonic() - begun, time.process_time() - busy
    served.lead = lead
    pages = len(set(leading.all_pages()))
    return [name, f"{pages:,}", f"{made:,}", f"{seconds:.1f}", f"{busy:.1f}"]


if __name__ == "__main__":
    main()
