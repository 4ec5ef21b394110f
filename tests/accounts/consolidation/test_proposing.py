"""What the preview of a sum says, and what a confirmation of it writes."""

from dataclasses import replace

from accounts.case import Case
from accounts.consolidation.proposing import ALL, proposal
from accounts.figures import at
from accounts.money import Scale
from tests.accounts.consolidation.test_adding import out, share
from tests.casebook import case

BASIC, PROJECT = at("t03/205/basic"), at("t03/205/project")


def of(figures: str, *units: str) -> Case:
    """The department's cells in 万元, the units' in 元."""
    found = case(figures, edition="jilin-2024-department", scale=Scale.YUAN)
    return replace(found, units=tuple(share(f"u{n}", text) for n, text in enumerate(units)))


def told(found: Case) -> dict[str, str]:
    return {str(line.address): line.status for line in proposal(found, set()).lines}


def test_new_changed_blanked_and_equal_cells() -> None:
    found = of(
        "t03/205/project 2 t03/206/project 1 t03/207/project 1",
        "t03/205/basic 1.00 t03/205/project 1.00",
        "t03/207/project 10000.00",
    )
    assert told(found) == {
        "t03/205/basic": "new",
        "t03/205/project": "changed",
        "t03/206/project": "blanked",
    }
    assert proposal(found, set()).equal == 1


def test_what_was_typed_by_hand_stays_until_it_is_taken() -> None:
    made = proposal(of("t03/205/project 2", "t03/205/basic 1.00 t03/205/project 1.00"), {PROJECT})
    assert {line.status for line in made.lines} == {"new", "hand"}
    assert dict(made.changes()) == {BASIC: 1} and made.kept() == [PROJECT]
    assert dict(made.changes([str(PROJECT)])) == dict(made.changes([ALL])) == {BASIC: 1, PROJECT: 1}


def test_what_is_not_summed_is_not_touched() -> None:
    assert told(of("evaluation/first_level/value 3", "t03/205/basic 1.00")) == {"t03/205/basic": "new"}


def test_the_mark_changes_with_all_that_was_shown() -> None:
    found = of("t03/205/project 2", "t03/205/project 1.00")
    first = proposal(found, set()).mark
    assert proposal(found, set()).mark == first
    others = [
        replace(found, units=tuple(replace(unit, standing="填报中") for unit in found.units)),
        replace(found, adjustments=(out("t03/205/project", "1.00"),)),
        of("t03/205/project 3", "t03/205/project 1.00"),
        of("t03/205/project 2", "t03/205/project 1.01"),
    ]
    assert len({first, *(proposal(each, set()).mark for each in others)}) == 5
