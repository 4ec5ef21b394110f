"""Words as they are searched: written one way, taken apart into pairs of characters. Pure.

Chinese has no spaces between words. A pair of characters is short enough for an index and long enough to
choose by. What has all pairs of a word may still lack the word: whoever asks looks at the text once more.
"""

import unicodedata
from itertools import pairwise

QUOTED = "三公"
"""Reports write “三公”经费, readers 三公经费: what follows it is a word of its own."""
MOST_TERMS = 5
LONGEST_TERM = 40


def folded(text: str) -> str:
    """Full-width letters and digits as half-width ones, capitals as small ones. As long as before."""
    return text.translate(FOLDS)


class Folds(dict[int, str]):
    """For `str.translate`: each character is worked out once."""

    def __missing__(self, number: int) -> str:
        self[number] = fold(chr(number))
        return self[number]


FOLDS = Folds()


def fold(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character)
    is_word = len(plain) == 1 and plain.isalnum()
    small = plain.lower() if is_word else character
    return small if len(small) == 1 else character


def pairs(text: str) -> set[str]:
    """All pairs of letters and digits that stand side by side, of a folded text."""
    return {first + second for first, second in pairwise(text) if (first + second).isalnum()}


def characters(text: str) -> set[str]:
    """All letters and digits of a folded text."""
    return {each for each in text if each.isalnum()}


def terms(query: str) -> tuple[str, ...]:
    """What is asked for, folded: words between spaces, each once; too many and too long ones are cut."""
    asked = folded(query).replace(QUOTED, f"{QUOTED} ")
    found = dict.fromkeys(word[:LONGEST_TERM] for word in asked.split())
    return tuple(found)[:MOST_TERMS]
