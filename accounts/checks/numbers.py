"""Numbers in what was typed as text: weights, scores, targets. Pure."""

import re
from decimal import Decimal

NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")


def number(text: str) -> Decimal | None:
    """The number that `text` is (90, 97.00, 1,200, 95%); None for words or a blank."""
    bare = text.strip().replace(",", "").replace("，", "").rstrip("%％分")
    return Decimal(bare) if NUMBER.fullmatch(bare) else None
