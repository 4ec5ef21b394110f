"""The highest memory that processes had while something went on, as the kernel counted it (VmHWM)."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

EVERY = 0.02


class Peak:
    """In MB: of the process that had most, and of each."""

    def __init__(self) -> None:
        self.by_process: dict[int, int] = {}

    def look(self, pids: list[int]) -> None:
        for pid in pids:
            with contextlib.suppress(FileNotFoundError, ProcessLookupError, StopIteration):
                lines = Path(f"/proc/{pid}/status").read_text().splitlines()
                size = next(line for line in lines if line.startswith("VmHWM")).split()[1]
                self.by_process[pid] = max(self.by_process.get(pid, 0), int(size) // 1024)

    @property
    def highest(self) -> int:
        return max(self.by_process.values(), default=0)


@contextlib.contextmanager
def peak_of(pids: Callable[[], list[int]]) -> Iterator[Peak]:
    peak, over = Peak(), threading.Event()

    def watch() -> None:
        while not over.wait(EVERY):
            peak.look(pids())

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield peak
    finally:
        over.set()
        thread.join()


def descendants(pid: int) -> list[int]:
    """The process and all below it."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            for child in task.read_text().split():
                found += descendants(int(child))
    return found
