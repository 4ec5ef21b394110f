"""The short code on every version of a report (版本编码): made, and read again as somebody typed it. Pure."""

import re
import secrets
import unicodedata
from collections.abc import Callable, Iterator

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without those that are mistaken for one another."""
LENGTH = 10
LONGEST = 16
"""As many letters as the column holds."""
ADDRESS = re.compile(r"verify/([^/?#\s]+)")


def new(choice: Callable[[str], str] = secrets.choice) -> str:
    """Not to be guessed, unless it is drawn by another `choice`."""
    return "".join(choice(LETTERS) for _ in range(LENGTH))


def typed(text: str) -> str:
    """As it is printed: capitals only, nothing between them; also out of the address under the QR code."""
    found = ADDRESS.search(text)
    letters = unicodedata.normalize("NFKC", found[1] if found else text).upper()
    return "".join(letter for letter in letters if letter.isascii() and letter.isalnum())


def near(code: str) -> set[str]:
    """The codes that one slip makes it of: a letter mistaken, left out, put in, or two exchanged."""
    return {each for each in slips(code) if len(each) == LENGTH and each != code}


def slips(code: str) -> Iterator[str]:
    if abs(len(code) - LENGTH) > 1:
        return
    for at in range(len(code) + 1):
        before, after = code[:at], code[at:]
        yield before + after[1:]
        yield before + after[1:2] + after[:1] + after[2:]
        for letter in LETTERS:
            yield before + letter + after[1:]
            yield before + letter + after
