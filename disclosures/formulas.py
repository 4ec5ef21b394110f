"""Words that a spreadsheet may read without taking them for a formula. Pure."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def harmless(words: str) -> str:
    """Text that a spreadsheet would take for a formula is quoted."""
    return f"'{words}" if words.startswith(FORMULA_STARTS) else words
