"""A stranger's .xls as plain data, read by a process of its own (`biff`), which the system ends when it takes
too long or too much memory. Pure, but for that process.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from disclosures.workbook.foreign.book import Book, Merge
from disclosures.workbook.foreign.gathering import Draft, Gathering
from disclosures.workbook.members import TOO_LARGE
from disclosures.workbook.package import Unreadable
from disclosures.workbook.stream import Cell

ROOT = Path(__file__).resolve().parents[3]
SECONDS = 20
"""Of processor time; by the clock twice as long, for a machine that is busy."""
MEMORY = 512 * 1024 * 1024


def book(content: bytes) -> Book:
    answer = asked(content)
    if isinstance(answer, str):
        raise Unreadable(answer)
    return Gathering([draft(each) for each in answer]).book("xls")


def asked(content: bytes) -> Any:
    """The sheets, or why not."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "disclosures.workbook.foreign.biff"],
            input=content,
            capture_output=True,
            cwd=ROOT,
            timeout=2 * SECONDS,
            check=True,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        raise Unreadable(TOO_LARGE) from None
    return json.loads(done.stdout)


def draft(told: dict[str, Any]) -> Draft:
    rows = {
        number: {column: Cell(kind, text) for column, kind, text in cells} for number, cells in told["rows"]
    }
    merges = [Merge(*each) for each in told["merges"]]
    hidden = set(told["hidden_rows"]), set(told["hidden_columns"])
    return Draft(told["name"], told["hidden"], rows, merges, *hidden, told["beyond"])
