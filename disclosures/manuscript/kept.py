"""What is worked out once for a case and lives exactly as long as it. Pure."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from accounts.case import Case

T = TypeVar("T")


def kept(make: Callable[[Case], T]) -> Callable[[Case], T]:
    """Every rule asks for the same reading: it is kept on the case itself, so nothing outlives the case."""
    name = f"kept:{make.__module__}.{make.__qualname__}"

    @wraps(make)
    def once(case: Case) -> T:
        held = vars(case)
        if name not in held:
            held[name] = make(case)
        found: T = held[name]
        return found

    return once
