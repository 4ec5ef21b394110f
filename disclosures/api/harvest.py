"""Keep a copy of everything published; run again at any time, it goes on where it stopped.

    python3 harvest.py https://the-site FOLDER

Needs Python 3.9 and nothing else. Each version becomes FOLDER/<unit>-<year>-v<n>.json, checked against its
SHA-256; what was withdrawn is deleted. resume.txt says where to go on.
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

TRIES = 5


def harvest(site: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / "resume.txt"
    address = place.read_text() if place.exists() else f"{site}/api/v1/changes?limit=200"
    while address:
        page = json.loads(read(address) or "{}")
        for line in page["items"]:
            keep(line, folder)
        place.write_text(page["resume"])
        address = page["next"]


def keep(line: dict[str, Any], folder: Path) -> None:
    target = folder / f"{line['unit']}-{line['year']}-v{line['version']}.json"
    report = None if line["kind"] == "withdrawal" else read(line["address"])
    if report is None:
        target.unlink(missing_ok=True)
        return
    file = {each["kind"]: each for each in json.loads(report)["files"]}.get("json")
    if file is None:
        print(f"{target.name}: there is no such file")
        return
    content = read(file["address"])
    if content is None:  # withdrawn this moment: its line comes later
        return
    if hashlib.sha256(content).hexdigest() != file["sha256"]:
        raise ValueError(f"{file['address']} does not have its SHA-256")
    target.write_bytes(content)
    print(target.name)


def read(address: str) -> bytes | None:
    """The bytes there; None where it was withdrawn. Waits when it is told to."""
    for left in reversed(range(TRIES)):
        try:
            with urlopen(address, timeout=60) as answer:
                content: bytes = answer.read()
                return content
        except HTTPError as error:
            if error.code == 410:
                return None
            if error.code not in (429, 503) or not left:
                raise
            time.sleep(int(error.headers.get("Retry-After", "10")))
    return None


if __name__ == "__main__":
    harvest(sys.argv[1].rstrip("/"), Path(sys.argv[2]))
