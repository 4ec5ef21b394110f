"""One print in a process of its own, forked from the warm worker: bounded, and gone when it is done."""

import os
import resource
import signal
import socket
import traceback
from collections.abc import Sequence
from typing import NoReturn

from disclosures.fonts import PrintingImpossible
from disclosures.press import failures, messages, stages
from disclosures.press.enclosed import Enclosed
from disclosures.press.limits import Limits
from disclosures.press.messages import Message
from disclosures.press.typeset import typeset

MB = 1024 * 1024
FIRST_TO_GO = "900"
"""When the machine runs out of memory, better this process than the site."""


def main(client: socket.socket, labels: Sequence[Message], files: Sequence[int], limits: Limits) -> NoReturn:
    """Tells the client directly; what it cannot tell, the worker reads from how it ends."""
    code = 1
    try:
        bound(limits)
        print_to(client, labels, files)
        code = 0
    except MemoryError:
        code = failures.NO_MEMORY
    except PrintingImpossible as lacking:
        messages.send(client, {"impossible": str(lacking)})
        code = 0
    except messages.Lost:
        code = 0  # nobody waits any more
    except Exception as error:
        traceback.print_exc()
        if isinstance(error, SystemError) and peak_memory() > limits.memory // 2:
            code = failures.NO_MEMORY  # a library in C was refused memory and did not say so
        else:
            messages.send(client, {"failed": f"排版时出错：{str(error) or type(error).__name__}"})
            code = 0
    finally:
        os._exit(code)


def bound(limits: Limits) -> None:
    """The system itself ends what takes too long or too much, even when the worker is gone.

    Data rather than address space: the fonts are mapped into memory and cost none.
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, limits.seconds)
    resource.setrlimit(resource.RLIMIT_DATA, (limits.memory * MB, limits.memory * MB))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with open("/proc/self/oom_score_adj", "w") as score:
        score.write(FIRST_TO_GO)


def print_to(client: socket.socket, labels: Sequence[Message], files: Sequence[int]) -> None:
    """`files`: the page, the PDF to be, and what goes inside it, with a label for each."""
    page, result, *contents = files
    last: Message = {}

    def tell(stage: str, page: int) -> None:
        nonlocal last
        message = {"stage": stage, "page": page}
        if message != last and stage != stages.DONE:
            messages.send(client, message)
        last = message

    pairs = zip(labels, contents, strict=True)
    enclosed = [Enclosed(**label, content=messages.content_of(file)) for label, file in pairs]
    printed = typeset(messages.content_of(page).decode(), tell, enclosed)
    with os.fdopen(os.dup(result), "wb") as file:
        file.write(printed)
    messages.send(client, {**last, "memory": peak_memory()})


def peak_memory() -> int:
    """In MB, since this process exists."""
    with open("/proc/self/status") as lines:
        found = next(line for line in lines if line.startswith("VmHWM"))
    return int(found.split()[1]) // 1024
