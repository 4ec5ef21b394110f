"""`python -m benchmarks.checks [--rounds N] [--accounts N] [--write]`: all rules on one account, and on many.

In a database of its own, which is removed afterwards. The goal: under 100 ms for an account of 2,400 figures.
"""

import argparse
import gc
import io
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from statistics import median

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import F  # noqa: E402

from accounts import filing, ledger  # noqa: E402
from accounts.case import Case, UnitProfile  # noqa: E402
from accounts.checks.engine import RULES, Rule, run  # noqa: E402
from accounts.editions import edition_of  # noqa: E402
from accounts.invented import department, invent  # noqa: E402
from accounts.invented.sizes import SizeName  # noqa: E402
from accounts.models import Account, Unit  # noqa: E402
from accounts.money import Scale  # noqa: E402
from benchmarks import sections  # noqa: E402
from benchmarks.sections import Rows  # noqa: E402
from disclosures import checks as all_rules  # noqa: E402
from disclosures import sample_files  # noqa: E402

BY = "基准"
HEADS = (
    "account",
    "figures",
    "load figures",
    "load case",
    "rules on figures",
    "the same, processor time",
    "all rules",
)
SIZES: tuple[SizeName, ...] = ("bureau", "institution", "ministry")
MANY: tuple[SizeName, ...] = ("office", "bureau")
MEMBERS: tuple[SizeName, ...] = ("institution", *("bureau", "office") * 5, "bureau")


def main() -> None:
    asked = arguments()
    with own_database():
        rows: Rows = [[*HEADS]]
        rows += [measured(title, account, asked.rounds) for title, account in accounts()]
        told = checked_at_once(asked.accounts)
    text = "\n\n".join([sections.about(command(asked)), sections.markdown(rows), explained(asked), told])
    print(text)
    if asked.write:
        sections.write("benchmarks.checks", "Checks", text)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--accounts", type=int, default=1000, help="for checkaccounts")
    parser.add_argument("--write", action="store_true", help="into docs/measurements.md")
    return parser.parse_args()


def command(asked: argparse.Namespace) -> str:
    return f"benchmarks.checks --rounds {asked.rounds} --accounts {asked.accounts} --write"


def explained(asked: argparse.Namespace) -> str:
    figures = len(rules_on_figures())
    return (
        f"Milliseconds, medians of {asked.rounds} rounds; in brackets the fastest. {figures} rules on "
        f"figures, {len(all_rules.RULES)} with those on words."
    )


@contextmanager
def own_database() -> Iterator[None]:
    connection.settings_dict["TEST"]["NAME"] = "benchmark_checks"
    before = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)


def accounts() -> Iterator[tuple[str, Account]]:
    for name in sample_files.names():
        yield name, recorded(sample_files.read(name))
    unit, whole = edition_of("jilin-2024-unit"), edition_of("jilin-2024-department")
    for size in SIZES:
        yield f"invented {size}", recorded(invent(unit, f"checks-{size}", size, Scale.WAN))
    case, parts = department(whole, unit, "checks", MEMBERS, Scale.WAN)
    account = recorded(case)
    for part in parts:
        recorded(part, parent=account.unit)
    yield f"invented department of {len(parts)} units", account


def recorded(case: Case, parent: Unit | None = None) -> Account:
    """The case and its last year as accounts of the database."""
    unit = unit_of(case.unit, parent)
    account = begun(unit, case, case.year)
    filing.put_projects(account, case.projects, by=BY)
    ledger.record(account, dict(case.figures), by=BY)
    filing.name_subjects(account, {**case.subjects, **case.names}, by=BY)
    filing.explain(account, dict(case.texts), by=BY)
    if case.last is not None:
        before = begun(unit, case, case.year - 1)
        filing.put_projects(before, case.projects, by=BY)
        ledger.record(before, dict(case.last), by=BY)
    return account


def begun(unit: Unit, case: Case, year: int) -> Account:
    return filing.begin(unit, year, edition=case.edition.code, scale=case.scale)


def unit_of(profile: UnitProfile, parent: Unit | None) -> Unit:
    return Unit.objects.create(
        code=profile.code,
        name=profile.name,
        kind=profile.kind,
        level=profile.level,
        region=profile.region,
        institution=profile.institution,
        parent=parent,
    )


def measured(title: str, account: Account, rounds: int) -> list[str]:
    case = ledger.load_case(account)
    figures = rules_on_figures()
    ways: list[tuple[Callable[[], object], Callable[[], float]]] = [
        (lambda: ledger.load(account), time.perf_counter),
        (lambda: ledger.load_case(account), time.perf_counter),
        (lambda: run(replace(case), figures), time.perf_counter),
        (lambda: run(replace(case), figures), time.process_time),
        (lambda: run(replace(case)), time.perf_counter),
    ]
    times: list[list[float]] = [[] for _ in ways]
    for _ in range(rounds):
        for (way, clock), found in zip(ways, times, strict=True):
            gc.collect()
            start = clock()
            way()
            found.append((clock() - start) * 1000)
    return [title, f"{len(case.figures)}", *(f"{median(found):.1f} ({min(found):.1f})" for found in times)]


def checked_at_once(number: int) -> str:
    """`checkaccounts` on that many invented accounts, half offices, half bureaus, none with an error."""
    edition, scales = edition_of("jilin-2024-unit"), (Scale.YUAN, Scale.WAN)
    Account.objects.exclude(source=Account.Source.COMPARISON).update(year=F("year") + 100)
    for n in range(number):
        recorded(invent(edition, f"many-{n}", MANY[n % 2], scales[n // 2 % 2]))
    lines, progress, start = io.StringIO(), io.StringIO(), time.perf_counter()
    call_command("checkaccounts", "--year", str(edition.year), stdout=lines, stderr=progress)
    took = time.perf_counter() - start
    return (
        f"`checkaccounts` on {number} invented accounts: {took:.0f} s, {number / took:.0f} a second, "
        f"{len(progress.getvalue().splitlines())} lines of progress, no errors."
    )


def rules_on_figures() -> list[Rule]:
    return [rule for rule in RULES.values() if rule.check.__module__.startswith("accounts.")]


if __name__ == "__main__":
    main()
