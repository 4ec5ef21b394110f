"""A slip of one digit in a number is found; rates that the amounts allow as well are hinted at."""

import pytest

from accounts.money import Scale
from tests.disclosures.manuscript.mutations import Slip, made
from tests.disclosures.manuscript.texts import NAMES, altered, narrative, sample

EVERY = 5
YUAN = {name: next(n for n in range(99) if altered(sample(name), n).scale is Scale.YUAN) for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_of_a_published_account_all_are_named(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    outcome = made(sample(name), seed=0, every=EVERY)
    with capsys.disabled():
        print(f"\n{name}: {outcome}")
    assert len(outcome.missed) <= 0.01 * outcome.count
    assert len(outcome.hinted) <= 0.05 * outcome.count
    assert all(is_rate(narrative(sample(name)), slip) for slip in outcome.hinted)


@pytest.mark.parametrize("name", NAMES)
def test_where_yuan_are_known_all_are_errors(name: str) -> None:
    outcome = made(altered(sample(name), YUAN[name]), seed=1, every=EVERY)
    assert outcome.blocked and not outcome.hinted and not outcome.missed


def is_rate(text: str, slip: Slip) -> bool:
    return text.split("\n")[slip.line - 1][slip.start + len(slip.right) :].startswith("%")
