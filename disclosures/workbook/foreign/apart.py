"""Files whose readers trust them (.xls) or take too long over hostile ones (HTML), read in a process of its
own, which the system ends when it takes too long or too much memory. Pure, but for that process.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from disclosures.workbook.foreign.book import Book, Format, Merge
from disclosures.workbook.foreign.gathering import Draft, Gathering
from disclosures.workbook.members import BROKEN, TOO_LARGE
from disclosures.workbook.package import Unreadable
from disclosures.workbook.stream import Cell

ROOT = Path(__file__).resolve().parents[3]
SECONDS = 20
"""Of processor time; by the clock twice as long, for a machine that is busy."""
MEMORY = 512 * 1024 * 1024


def book(content: bytes, reader: Literal["biff", "webpage"], form: Format) -> Book:
    answer = asked(content, reader)
    if isinstance(answer, str):
        raise Unreadable(answer)
    return Gathering([draft(each) for each in answer]).book(form)


def asked(content: bytes, reader: str) -> Any:
    """The sheets, or why not."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", f"disclosures.workbook.foreign.{reader}"],
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


# in that process


def answer(gathered: Callable[[bytes], Gathering]) -> None:
    """From standard input to standard output. Whatever is wrong is said, never shown as a traceback."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        said = json.dumps([told(draft) for draft in gathered(sys.stdin.buffer.read()).drafts])
    except Unreadable as reason:
        said = json.dumps(str(reason))
    except MemoryError:
        said = json.dumps(TOO_LARGE)
    except Exception:
        said = json.dumps(BROKEN)
    sys.stdout.write(said)


def told(draft: Draft) -> dict[str, Any]:
    return {
        "name": draft.name,
        "hidden": draft.hidden,
        "rows": [
            [number, [[column, cell.kind, cell.text] for column, cell in cells.items()]]
            for number, cells in draft.rows.items()
        ],
        "merges": [[each.top, each.left, each.bottom, each.right] for each in draft.merges],
        "hidden_rows": sorted(draft.hidden_rows),
        "hidden_columns": sorted(draft.hidden_columns),
        "beyond": draft.beyond,
    }
