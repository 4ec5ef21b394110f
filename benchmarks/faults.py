"""`python -m benchmarks.faults [--publications N] [--rounds N] [--write]`: published, and killed meanwhile.

Workers, the printing worker and PostgreSQL are killed with -9 at random while many versions are ordered and
made, until all are. Then all is checked: each published once, every file its hash, the public log right.
Exit 1 where anything is wrong.
"""

import argparse
import os
import random
import signal
import sys
import time
from collections import Counter
from io import StringIO

import django

from benchmarks.house import House

HOUSE = House()
django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from procrastinate.contrib.django.models import ProcrastinateJob  # noqa: E402

from accounts.models import Account  # noqa: E402
from benchmarks import sections  # noqa: E402
from benchmarks.losses import asked_again, faults  # noqa: E402
from disclosures import queue  # noqa: E402
from disclosures.models import Publication, PublishOrder  # noqa: E402
from disclosures.printing.worker import configured_worker  # noqa: E402
from tests.disclosures.together import approved  # noqa: E402

WORKERS = 2
BETWEEN = (0.5, 5.0)
"""Between two kills, in times of what a worker takes to begin: on a slow machine they come more slowly."""
AWAY = (0.0, 3.0)
"""Seconds until PostgreSQL is started again."""
VICTIMS = {"worker": 6, "printing worker": 1, "PostgreSQL": 3}
YEAR = 2024
ORDER = ("publish", "--all-approved", f"--year={YEAR}", "--disclosed=2025-09-26", "--by=公开人")


def main() -> None:
    asked = arguments()
    chance = random.Random(asked.seed)
    try:
        prepare()
        start = seconds_to_start()
        rounds = [one_round(n, asked.publications, chance, start) for n in range(asked.rounds)]
        wrong = list(faults(asked.publications * asked.rounds))
    finally:
        HOUSE.close()
    command = (
        f"benchmarks.faults --publications {asked.publications} --rounds {asked.rounds} --seed {asked.seed}"
    )
    text = "\n\n".join(
        [sections.about(f"{command} --write"), sections.markdown(told(rounds)), outcome(wrong)]
    )
    print(text)
    if asked.write:
        sections.write("benchmarks.faults", "Killed while publishing", text)
    sys.exit(bool(wrong))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--publications", type=int, default=200, help="in a round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--write", action="store_true", help="into docs/measurements.md")
    return parser.parse_args()


def prepare() -> None:
    call_command("migrate", verbosity=0)
    call_command("loadsubjects", stdout=StringIO())
    User.objects.create_superuser("公开人")


def seconds_to_start() -> float:
    """Of a worker, until it gives a sign of life."""
    begun = time.monotonic()
    HOUSE.keep_at_work(1)
    while not queue.workers():
        time.sleep(0.1)
    return time.monotonic() - begun


def one_round(number: int, publications: int, chance: random.Random, start: float) -> Counter[str]:
    """What was killed, how often, and how long it took."""
    approved(publications, first=1 + number * publications)
    wanted, begun, found = (number + 1) * publications, time.monotonic(), Counter({"versions": publications})
    lost_before, ordering = lost(), HOUSE.begin(*ORDER)
    found["orderings"] = 1
    while not is_done(wanted):
        HOUSE.keep_at_work(WORKERS)
        time.sleep(chance.uniform(*BETWEEN) * start)
        victim = chance.choices(list(VICTIMS), list(VICTIMS.values()))[0]
        found[victim] += kill(victim, chance)
        if ordering.poll() is not None and has_left():
            ordering = HOUSE.begin(*ORDER)
            found["orderings"] += 1
    ordering.wait()
    HOUSE.dismiss()
    found["jobs that lost their worker"] = lost() - lost_before
    found["seconds"] = round(time.monotonic() - begun)
    return found


def kill(victim: str, chance: random.Random) -> int:
    """How many were there to be killed."""
    if victim == "worker":
        HOUSE.dismiss(signal.SIGKILL, [chance.choice(HOUSE.workers)])
        return 1
    if victim == "PostgreSQL":
        HOUSE.kill_database()
        time.sleep(chance.uniform(*AWAY))
        HOUSE.server.start()
        return 1
    running = [int(str(state["pid"])) for state in configured_worker().status()]
    for pid in running:
        os.kill(pid, signal.SIGKILL)
    return len(running)


def is_done(wanted: int) -> bool:
    return asked_again(lambda: Publication.objects.count()) >= wanted and not has_left()


def has_left() -> bool:
    """Whether anything is approved and not ordered, or ordered and neither published nor in line."""

    def left() -> int:
        in_line = ProcrastinateJob.objects.filter(task_name=PublishOrder.TASK).count()
        unfinished = PublishOrder.objects.filter(state__in=("waiting", "failed"))
        failed = unfinished.filter(state="failed").count()
        return Account.objects.filter(status="replied").count() + failed + (unfinished.count() > in_line)

    return asked_again(left) > 0


def lost() -> int:
    return HOUSE.log.read_text(errors="replace").count("lost its worker") if HOUSE.log.exists() else 0


def told(rounds: list[Counter[str]]) -> list[list[str]]:
    what = ["versions", *VICTIMS, "jobs that lost their worker", "orderings", "seconds"]
    head = ["", *(f"round {n}" for n, _ in enumerate(rounds, 1))]
    return [head, *([each, *(str(found[each]) for found in rounds)] for each in what)]


def outcome(wrong: list[str]) -> str:
    if wrong:
        return "\n".join(["WRONG:", *(f"- {each}" for each in wrong)])
    return (
        "How often each was killed with -9. Every version was published exactly once, every file has its "
        "hash, and the public log agrees with its files and its checkpoint."
    )


if __name__ == "__main__":
    main()
