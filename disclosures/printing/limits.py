"""What a print may cost, and how long a worker without work stays."""

import json
from dataclasses import asdict, dataclass

from django.conf import settings


@dataclass(frozen=True)
class Limits:
    seconds: float = 120
    """For one print, by the clock."""
    memory: int = 2048
    """For one print, in MB."""
    at_once: int = 1
    """Prints that go on side by side; the others wait."""
    idle: float = 600
    """Seconds without work after which the worker ends."""

    def as_text(self) -> str:
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def from_text(cls, text: str) -> "Limits":
        return cls(**json.loads(text))


def configured() -> Limits:
    return Limits(
        seconds=settings.PRINT_SECONDS,
        memory=settings.PRINT_MEMORY_MB,
        at_once=settings.PRINT_AT_ONCE,
        idle=60 * settings.PRINT_IDLE_MINUTES,
    )
