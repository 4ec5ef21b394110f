"""`python -m benchmarks.portal [--publications 1000,10000,100000] [--write]`: a made-up province's portal.

For each size: how long several readers at once wait, through nginx and from Django, beside nginx serving a
report page as a plain file; memory, database, files. At last Django and PostgreSQL are stopped. Up to 10,000
publications have all figures and text, those beyond headline figures only. Database and folders are its own,
removed afterwards, or with --folder kept and used again.
"""

import argparse
import os
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import django

from benchmarks import sections
from benchmarks.clients import Waits, ask, content
from benchmarks.house import ROOT, House
from benchmarks.sections import Rows
from benchmarks.site import THREADS, WORKERS, Site, pss

WHOLE = 10_000
YEARS = 5
ON_AVERAGE = 0.98
"""Versions of a unit and year: some have none, some two."""


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--publications", default="1000,10000,100000", help="sizes, growing")
    parser.add_argument("--clients", type=int, default=4, help="readers at once")
    parser.add_argument("--requests", type=int, default=200, help="for each line and size, at most")
    parser.add_argument("--seconds", type=float, default=6, help="for each line and size, at most")
    parser.add_argument("--folder", type=Path, help="kept, and used again")
    parser.add_argument("--write", action="store_true", help="into docs/measurements.md")
    return parser.parse_args()


ARGUMENTS = arguments()
HOUSE = House(ARGUMENTS.folder)
SITE = Site(HOUSE)
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from benchmarks.addresses import ASKED, DJANGO, NGINX, PLAIN, Sample, sample, that_stay  # noqa: E402
from disclosures import logkey, served  # noqa: E402
from disclosures.models import Publication  # noqa: E402
from disclosures.served import leading  # noqa: E402


@dataclass
class Size:
    """What was found at one size."""

    publications: int = 0
    made: str = ""
    waits: dict[tuple[str, str], Waits] = field(default_factory=dict)
    leading: dict[str, list[float]] = field(default_factory=dict)
    """Seconds that it takes to make each page that leads to reports, by its kind."""
    facts: list[str] = field(default_factory=list)


def main() -> None:
    sizes, found = [int(each) for each in ARGUMENTS.publications.split(",")], []
    try:
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        with suppress(FileExistsError):
            logkey.make(Path(os.environ["LOG_KEY_FILE"]))
        for size in sizes:
            found.append(measured(size))
            say(f"{found[-1].publications} publications: {'; '.join(found[-1].facts)}")
        stays = stopped(sample(sizes[-1]))
    finally:
        SITE.stop()
        HOUSE.close()
    text = as_text(found, stays)
    print(text)
    if ARGUMENTS.write:
        sections.write("benchmarks.portal", "The portal of a province", text)


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def measured(publications: int) -> Size:
    size = Size(made=grown(publications), publications=Publication.objects.count())
    chosen = sample(publications)
    size.leading = laid_out(chosen)
    connection.close()
    SITE.start()
    for what, through, paths in ASKED:
        wanted = paths(chosen)
        port = {NGINX: SITE.nginx, DJANGO: SITE.django, PLAIN: SITE.plain}[through]
        status = content(port, wanted[0])[0] if wanted else 404
        if status != 200:
            say(f"{what}: {wanted[0] if wanted else 'nothing to ask for'} answers {status}, left out")
            continue
        waits = ask(port, wanted, ARGUMENTS.clients, ARGUMENTS.requests, ARGUMENTS.seconds)
        size.waits[what, through] = waits
        say(f"{what}, {through}: {told(waits)} {dict(waits.others) or ''}")
    size.facts = [*memory(), *disk()]
    SITE.stop()
    return size


def grown(publications: int) -> str:
    """What is missing is made: whole versions first, then headlines."""
    begun, before = time.monotonic(), Publication.objects.count()
    for most, more in ((WHOLE, ()), (publications, ("--headlines",))):
        wanted = min(publications, most)
        missing = wanted - Publication.objects.count()
        if missing > wanted * 0.02:
            units = max(round(missing / YEARS / ON_AVERAGE), 1)
            seed = f"{wanted}{len(more)}"
            province = ("makeprovince", "--yes", f"--units={units}", f"--years={YEARS}", f"--seed={seed}")
            subprocess.run([sys.executable, str(ROOT / "manage.py"), *province, *more], cwd=ROOT, check=True)
    seconds, made = time.monotonic() - begun, Publication.objects.count() - before
    return f"{made} made in {seconds:.0f} s, {made / seconds:.1f} a second" if made else "there already"


def laid_out(chosen: Sample) -> dict[str, list[float]]:
    """The sample as files, and every page that tells of it."""
    pages: dict[leading.Page, None] = {page: None for page in leading.all_pages() if not page.of}
    for each in chosen.reports:
        served.lay_out(each.unit.code, each.year)
        pages |= dict.fromkeys(leading.pages_of(each))
    took: dict[str, list[float]] = {}
    for page in pages:
        begun = time.monotonic()
        served.lead(page)
        took.setdefault(page.kind, []).append(time.monotonic() - begun)
    return took


def memory() -> list[str]:
    workers = [pss(pid) for pid in SITE.workers()]
    postgres = sum(pss(pid) for pid in SITE.database())
    each = ", ".join(f"{size:.0f}" for size in workers)
    return [f"a worker of Django {each} MB (PSS)", f"PostgreSQL in all {postgres:.0f} MB (PSS)"]


def disk() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_database_size(current_database()), pg_total_relation_size('catalogue_entry'), "
            "pg_relation_size('entry_pairs')"
        )
        database, catalogue, index = (size / 2**20 for size in cursor.fetchone())
    connection.close()
    done = subprocess.run(
        ["du", "-sm", "--apparent-size", HOUSE.folder / "publications"],
        capture_output=True,
        text=True,
        check=True,
    )
    within = f"of it the catalogue {catalogue:,.0f} MB and its index of pairs {index:,.0f} MB"
    return [
        f"database {database:,.0f} MB, {within}",
        f"files {int(done.stdout.split()[0]):,} MB",
    ]


def stopped(chosen: Sample) -> Rows:
    """The same addresses with everything running, and with nginx alone."""
    connection.close()
    SITE.start()
    wanted = that_stay(chosen)
    before = {path: content(SITE.nginx, path) for _, path in wanted}
    SITE.stop_django()
    HOUSE.server.stop()
    after = {path: content(SITE.nginx, path) for _, path in wanted}
    asked, same = Counter[str](), Counter[str]()
    for kind, path in wanted:
        if before[path][0] == 200:
            asked[kind] += 1
            same[kind] += before[path] == after[path]
    return [["kind", "asked for", "the same bytes"], *([k, f"{n}", f"{same[k]}"] for k, n in asked.items())]


def told(waits: Waits) -> str:
    return f"{waits.percentile(0.5) * 1000:.1f} / {waits.percentile(0.95) * 1000:.1f}"


def as_text(found: list[Size], stays: Rows) -> str:
    command = f"benchmarks.portal --publications {ARGUMENTS.publications} --write"
    rows: Rows = [["what", "through", *(f"{size.publications:,}" for size in found), "times the plain file"]]
    for what, through, _ in ASKED:
        waits = [size.waits.get((what, through)) for size in found]
        if any(waits):
            plain = found[-1].waits["report page, a plain file", PLAIN]
            rows.append(
                [what, through, *(told(each) if each else "–" for each in waits), ratio(waits[-1], plain)]
            )
    kinds: Rows = [["page that leads to reports", *(f"{size.publications:,}" for size in found)]]
    for kind in dict.fromkeys(kind for size in found for kind in size.leading):
        times = [size.leading.get(kind) for size in found]
        kinds.append([kind, *(f"{1000 * sum(each) / len(each):,.0f}" if each else "–" for each in times)])
    return "\n\n".join(
        [
            sections.about(command),
            f"Milliseconds, p50 / p95, of {ARGUMENTS.clients} clients at once on the same machine; gunicorn "
            f"has {WORKERS} workers of {THREADS} threads. Last column: the largest size, as multiples.",
            sections.markdown(rows),
            *(
                f"**{size.publications:,} publications** ({size.made}): {'; '.join(size.facts)}."
                for size in found
            ),
            "Milliseconds to make one page as files, mean:",
            sections.markdown(kinds),
            "With Django and PostgreSQL stopped, through nginx:",
            sections.markdown(stays),
        ]
    )


def ratio(waits: Waits | None, plain: Waits) -> str:
    if waits is None:
        return "–"
    return " / ".join(f"{waits.percentile(each) / plain.percentile(each):.1f}" for each in (0.5, 0.95))


if __name__ == "__main__":
    main()
