"""What is written comes back as it was: into the same account nothing, into an empty one all of it."""

from dataclasses import replace

import pytest

from accounts.case import Case
from accounts.editions import EDITIONS
from accounts.editions.definitions import Edition
from accounts.figures import Figures
from accounts.invented import invent
from accounts.money import Scale
from disclosures.workbook import comparing, reading, values, writing
from tests.disclosures.workbook.sheets import LIAOYUAN, YANBIAN, compared, written

SAMPLES = {"liaoyuan": LIAOYUAN, "yanbian": YANBIAN}


def emptied(case: Case) -> Case:
    return replace(case, figures=Figures(), texts={}, names={}, subjects={}, projects=())


def as_new(content: bytes, case: Case) -> Case:
    """Read into an account of the same unit that has nothing yet."""
    read = reading.read(content, emptied(case))
    read.base = replace(read.base, marks={})
    found = comparing.compare(read, emptied(case))
    assert found.counts.keys() == {"new"}, found.groups
    return written(found.plan, emptied(case))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_comes_back_without_a_change(name: str) -> None:
    case = SAMPLES[name]
    found = compared(writing.account(case), case)
    assert found.counts == {} and found.plan.entries == () and found.plan.conflicts == ()
    told = sum(group.equal for group in found.groups)
    assert told >= len(case.figures) + len(case.texts) + len(case.projects) * 10


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_of_a_sample_is_left_out(name: str) -> None:
    case = SAMPLES[name]
    read = as_new(writing.account(case), case)
    assert read.figures == case.figures and read.texts == {k: values.clean(t) for k, t in case.texts.items()}
    assert read.projects == case.projects


@pytest.mark.parametrize("scale", Scale)
@pytest.mark.parametrize("edition", EDITIONS.values(), ids=lambda edition: edition.code)
@pytest.mark.parametrize("seed", range(3))
def test_invented_accounts_come_back_as_they_were(edition: Edition, scale: Scale, seed: int) -> None:
    comes_back(edition, scale, seed)


@pytest.mark.slow
@pytest.mark.parametrize("scale", Scale)
@pytest.mark.parametrize("edition", EDITIONS.values(), ids=lambda edition: edition.code)
def test_five_hundred_invented_accounts_come_back_as_they_were(edition: Edition, scale: Scale) -> None:
    for seed in range(6, 6 + 500 // (len(EDITIONS) * len(Scale)) + 1):
        comes_back(edition, scale, seed)


def comes_back(edition: Edition, scale: Scale, seed: int) -> None:
    size = ("office", "bureau", "institution")[seed % 3]
    case = invent(edition, seed, size, scale)
    content = writing.account(case)
    found = compared(content, case)
    assert found.counts == {} and found.plan.entries == ()
    read = as_new(content, case)
    assert (read.figures, read.projects) == (case.figures, case.projects)
    assert read.texts == {slot: values.clean(text) for slot, text in case.texts.items() if text.strip()}


@pytest.mark.parametrize("name", SAMPLES)
def test_the_same_case_gives_the_same_bytes(name: str) -> None:
    for write in (writing.account, writing.empty):
        assert write(SAMPLES[name]) == write(SAMPLES[name])


@pytest.mark.parametrize("name", SAMPLES)
def test_an_empty_form_changes_nothing(name: str) -> None:
    found = compared(writing.empty(SAMPLES[name]), SAMPLES[name])
    assert found.counts == {} and found.plan.entries == ()
