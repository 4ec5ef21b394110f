"""Which clause of the narrative a given clause is: the likeliest pairs in order. Pure.

Dynamic programming over a cheap measure: pairs of characters, numbers and directions masked.
"""

from collections import Counter
from collections.abc import Sequence

from disclosures.manuscript.clauses import Clause, Role, alike

LIKE = 0.5
"""Below this two clauses have nothing to do with each other."""
NEIGHBOUR = 1.0
COMMON = 0.4
"""What a clause is worth that stands everywhere (与上年持平), beside one that stands once."""
RELATED: dict[tuple[Role, Role], float] = {
    ("change", "flat"): 0.55,
    ("flat", "change"): 0.55,
    ("completion", "unplanned"): 0.55,
    ("unplanned", "completion"): 0.55,
    ("against", "against"): 0.6,
    ("change", "change"): 0.55,
    ("completion", "completion"): 0.55,
}
"""Two ways to say one thing: the same place of a sentence, and the numbers decide which is right."""
Pairs = list[tuple[int, int, float]]
"""Index of the given clause, of the expected one, and how alike they are."""


def likeness(one: Clause, other: Clause) -> float:
    if one.mask == other.mask:
        return 1.0
    related = RELATED.get((one.role, other.role), 0.0)
    if related and one.role != other.role:
        return related
    if one.role and other.role and one.role != other.role:
        return 0.0
    return max(related, alike(one.grams, other.grams))


def align(given: Sequence[Clause], expected: Sequence[Clause]) -> Pairs:
    """Pairs in the order of both, of the greatest weight altogether; neighbours preferred."""
    likely = table(given, expected)
    times = Counter(other.mask for other in expected)
    rare = [COMMON + (1 - COMMON) / times[other.mask] for other in expected]
    weights = [
        [weight(one, other, like) * seldom for other, like, seldom in zip(expected, line, rare, strict=True)]
        for one, line in zip(given, likely, strict=True)
    ]
    return traced(weights, likely)


def table(given: Sequence[Clause], expected: Sequence[Clause]) -> list[list[float]]:
    """The likeness of each with each; clauses that read alike are compared once."""
    known: dict[str, list[float]] = {}
    for one in given:
        if one.mask not in known:
            known[one.mask] = row(one, expected)
    return [known[one.mask] for one in given]


def row(one: Clause, expected: Sequence[Clause]) -> list[float]:
    seen: dict[str, float] = {}
    for other in expected:
        if other.mask not in seen:
            seen[other.mask] = likeness(one, other)
    return [seen[other.mask] for other in expected]


def weight(one: Clause, other: Clause, alike: float) -> float:
    """A long clause found is worth more than a short one, a like one much more than one half like."""
    if alike < LIKE:
        return 0.0
    same = 0.5 if one.text == other.text else 0.0
    return alike**2 * (4 + min(len(one.mask), len(other.mask), 14)) + same


def traced(weights: list[list[float]], likely: list[list[float]]) -> Pairs:
    rows, columns = len(weights), len(weights[0]) if weights else 0
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    ending = [[-1.0] * (columns + 1) for _ in range(rows + 1)]
    for n in range(rows):
        above, here, now, before = best[n], best[n + 1], ending[n + 1], ending[n]
        line = weights[n]
        for m in range(columns):
            top = above[m + 1] if above[m + 1] >= here[m] else here[m]
            if line[m]:
                pair = line[m] + max(above[m], before[m] + NEIGHBOUR)
                now[m + 1] = pair
                top = max(top, pair)
            here[m + 1] = top
    return list(reversed(way_back(weights, likely, best, ending)))


def way_back(
    weights: list[list[float]], likely: list[list[float]], best: list[list[float]], ending: list[list[float]]
) -> Pairs:
    n, m = len(best) - 1, len(best[0]) - 1
    pairs: Pairs = []
    joined = False
    while n and m:
        if joined or best[n][m] == ending[n][m]:
            pairs.append((n - 1, m - 1, likely[n - 1][m - 1]))
            joined = ending[n - 1][m - 1] + NEIGHBOUR > best[n - 1][m - 1]
            n, m = n - 1, m - 1
        elif best[n - 1][m] == best[n][m]:
            n -= 1
        else:
            m -= 1
    return pairs
