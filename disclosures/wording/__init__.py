"""Rules on words: what a clerk typed, and any text given. Importing the package registers them; no Django."""

from disclosures.wording import (
    contradictions,
    cut,
    digits,
    doubled,
    enumerations,
    foreign,
    leftovers,
    names,
    pairs,
    places,
    prescribed,
    projects,
    punctuation,
    scope,
    slips,
)

__all__ = [
    "contradictions",
    "cut",
    "digits",
    "doubled",
    "enumerations",
    "foreign",
    "leftovers",
    "names",
    "pairs",
    "places",
    "prescribed",
    "projects",
    "punctuation",
    "scope",
    "slips",
]
