"""What was signed, submitted and approved, as a number: SHA-256 over all that a report says. Pure."""

import json
from hashlib import sha256

from accounts.case import Case, as_data

BESIDE = frozenset({"subjects", "units", "last_units", "adjustments", "consolidated"})
"""The official names, the units' own accounts, what was summed and adjusted: they may change without a word
of the report changing."""


def mark(case: Case) -> str:
    """The same for the same figures, texts, names, projects and figures of last year."""
    data = {name: value for name, value in as_data(case).items() if name not in BESIDE}
    return sha256(json.dumps(data, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
