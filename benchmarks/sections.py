"""What a benchmark found, in its place in docs/measurements.md; words around it stay."""

import os
import platform
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path

RECORD = Path(__file__).resolve().parent.parent / "docs" / "measurements.md"
Rows = list[list[str]]


def markdown(rows: Rows) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|---" * len(rows[0]) + "|", *lines[1:]])


def about(command: str) -> str:
    """The command, when, of which commit, and on what machine."""
    commit = said("git", "rev-parse", "--short", "HEAD")
    found = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    machine = found[1] if found else platform.machine()
    return (
        f"`.venv/bin/python -m {command}` ({datetime.now(UTC).date().isoformat()}, commit {commit}; "
        f"{os.cpu_count()} cores, {machine}; Python {platform.python_version()})."
    )


def said(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=RECORD.parent)
    return done.stdout.strip()


def write(module: str, heading: str, text: str) -> None:
    """In place of what an earlier run of the module wrote, or under a new heading at the end."""
    mark = f"<!-- written by {module} -->"
    record, block = RECORD.read_text(encoding="utf-8"), f"{mark}\n{text}\n{mark}"
    pattern = re.compile(f"{re.escape(mark)}.*{re.escape(mark)}", re.DOTALL)
    if pattern.search(record):
        record = pattern.sub(lambda _: block, record)
    else:
        record = f"{record.rstrip()}\n\n## {heading}\n\n{block}\n"
    RECORD.write_text(record, encoding="utf-8")
