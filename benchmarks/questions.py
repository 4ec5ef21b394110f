"""Questions to a running site, each with what was found. What is not as it should be ends with 1."""

import sys
import time
from collections.abc import Callable, Iterable

from benchmarks import sections

WRONG: list[str] = []


def right(is_so: object, words: str) -> None:
    if not is_so:
        WRONG.append(f"WRONG: {words}")


def waited(is_so: Callable[[], bool], most: float) -> float:
    """Seconds until it is so."""
    begun = time.monotonic()
    while not is_so():
        if time.monotonic() - begun > most:
            WRONG.append(f"not within {most} s: {is_so.__qualname__}")
            return most
        time.sleep(0.01)
    return time.monotonic() - begun


def answered(questions: Iterable[tuple[str, Callable[[], str]]]) -> list[list[str]]:
    return [["", "found"], *([what, found()] for what, found in questions)]


def tell(command: str, title: str, rows: list[list[str]], *, write: bool) -> None:
    """Ends the program. `command`: module and arguments. `write`: into docs/measurements.md."""
    text = f"{sections.about(f'{command} --write')}\n\n{sections.markdown(rows)}"
    print(text, *WRONG, sep="\n")
    if write:
        sections.write(command.split()[0], title, text)
    sys.exit(bool(WRONG))
