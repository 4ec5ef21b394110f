"""What a print may cost, and how long a worker without work stays."""

import json
from dataclasses import asdict, dataclass


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
