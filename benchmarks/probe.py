"""`python -m benchmarks.probe [--only NAME,…] [--hold] [--write]`: the site as deployed, attacked.

A portal of its own with nginx and TLS; each probe is one thing tried, and whether the answer was as it should
be (docs/security-scan.md). `--hold` only starts it for other tools, tells address and cookies, and waits.
Exit 1 where anything is wrong.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import django

from benchmarks.house import House
from benchmarks.probe_site import Deployed, furnish


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="groups, with commas")
    parser.add_argument("--folder", type=Path, help="kept")
    parser.add_argument("--hold", action="store_true", help="for other tools")
    parser.add_argument("--write", action="store_true", help="into docs/measurements.md")
    return parser.parse_args()


ARGUMENTS = arguments()
HOUSE = House(ARGUMENTS.folder)
SITE = Deployed(HOUSE)
django.setup()

from benchmarks import probe_fields, probe_requests, probe_work, sections  # noqa: E402
from benchmarks.probe_asking import Asking  # noqa: E402

PAGES = ["/", "/search/?q=a&year=2024&sort=title&page=1", "/verify/", "/compare/?unit=liaoyuan&unit=yanbian",
         "/rankings/?page=1&year=2024", "/subjects/", "/desk/login/", "/api/v1/docs"]  # fmt: skip
DESK = ["/desk/", "/desk/accounts/1/", "/desk/accounts/3/", "/desk/two-step/"]
PEOPLE = {"": PAGES, "clerk": DESK, "publisher": DESK, "bureau": [*DESK, "/desk/duties/"], "superuser": DESK}


def main() -> None:
    wrong = 0
    try:
        cookies = furnish()
        SITE.start()
        ask = Asking(SITE.nginx, SITE.etc / "tls/site.pem", cookies)
        if ARGUMENTS.hold:
            print(
                ask.origin,
                f"gunicorn on {SITE.django}",
                *map(": ".join, ask.cookies.items()),
                sep="\n",
                flush=True,
            )
            while True:
                time.sleep(60)
        rows = [["tried", "probes", "requests", "seconds", "not as it should be"]]
        for name, probes in groups(ask).items():
            if name in ARGUMENTS.only.split(",") or not ARGUMENTS.only:
                rows.append([name, *run(ask, name, probes)])
                wrong += int(rows[-1][-1])
        text = f"{sections.about('benchmarks.probe --write')}\n\n{sections.markdown(rows)}"
        print(text)
        if ARGUMENTS.write:
            sections.write("benchmarks.probe", "Attacked by hand", text)
    finally:
        SITE.stop()
        HOUSE.close()
    sys.exit(bool(wrong))


def groups(ask: Asking) -> dict[str, Iterator[probe_requests.Told]]:
    return {
        "paths": probe_requests.paths(ask),
        "hosts and headers": probe_requests.hosts(ask),
        "methods": probe_requests.methods(ask),
        "bodies with two ends": probe_requests.twofold(ask, SITE.django),
        "upgrades": probe_requests.upgrades(ask),
        "large": probe_requests.large(ask),
        "doors": probe_requests.doors(ask),
        "kinds of bodies": probe_requests.kinds(ask),
        "strangers": probe_work.strangers(ask),
        "every field": probe_fields.probes(ask, PEOPLE),
        "workflow": probe_work.workflow(ask),
        "guessing": probe_work.guessing(ask),
    }


def run(ask: Asking, name: str, probes: Iterator[probe_requests.Told]) -> list[str]:
    begun, before, count, wrong = time.monotonic(), ask.asked, 0, 0
    for what, good, answer in probes:
        count += 1
        wrong += not good
        if not good or name != "every field":
            print(f"{'as it should be' if good else 'WRONG'}: {name}: {what}: {answer}", flush=True)
    return [f"{count}", f"{ask.asked - before}", f"{time.monotonic() - begun:.0f}", f"{wrong}"]


if __name__ == "__main__":
    main()
