"""A slip of one digit in a number of the narrative is found, but for rates that the amounts allow as well."""

import pytest

from accounts.money import Scale
from tests.disclosures.manuscript.mutations import Slip, escaped
from tests.disclosures.manuscript.texts import NAMES, altered, narrative, sample

EVERY = 5
YUAN = {name: next(n for n in range(99) if altered(sample(name), n).scale is Scale.YUAN) for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_of_a_published_account_nearly_all(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    missed, made = escaped(sample(name), seed=0, every=EVERY)
    with capsys.disabled():
        print(f"\n{name}: {made - len(missed)} of {made} slips found")
    assert all(is_rate(narrative(sample(name)), slip) for slip in missed)
    assert len(missed) <= 0.04 * made


@pytest.mark.parametrize("name", NAMES)
def test_where_yuan_are_known_all(name: str) -> None:
    missed, made = escaped(altered(sample(name), YUAN[name]), seed=1, every=EVERY)
    assert made > 20
    assert missed == []


def is_rate(text: str, slip: Slip) -> bool:
    return text.split("\n")[slip.line - 1][slip.start + len(slip.right) :].startswith("%")
