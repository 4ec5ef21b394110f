"""What a form or a script sent, which may be anything."""

import json
from typing import Any


def number(text: str) -> int | None:
    """As an id; None for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def loaded(text: str | bytes) -> Any:
    """JSON. ValueError for what is none, nests deeper than anything of ours, or holds half a character, which
    neither the database takes nor an answer can say. NUL is dropped, as from a form.
    """
    try:
        found = json.loads(text)
        json.dumps(found, ensure_ascii=False).encode()
    except RecursionError:
        raise ValueError("nested too deeply") from None
    return without_nul(found)


def without_nul(found: Any) -> Any:
    if isinstance(found, str):
        return found.replace("\0", "")
    if isinstance(found, list):
        return [without_nul(each) for each in found]
    if isinstance(found, dict):
        return {without_nul(name): without_nul(each) for name, each in found.items()}
    return found
