"""What an account is judged by at the desk: the list more than the reply, the first version alone."""

from datetime import date

import pytest

from accounts.models import Unit
from disclosures.duties.terms import terms_of
from tests.disclosures.duties.years import DUE, account, owes, published, unit

REPLIED, LATER = date(2025, 9, 1), date(2025, 11, 3)


@pytest.fixture
def office(db: None) -> Unit:
    found = unit("office")
    account(found, replied_on=REPLIED)
    return found


def test_without_a_list_the_days_run_from_the_reply(office: Unit) -> None:
    found = terms_of(office.accounts.get())
    assert (found.last, found.disclosed) == (DUE, None)


def test_the_day_of_the_list_holds_also_after_the_reply_of_a_correction(office: Unit) -> None:
    owes(office)
    office.accounts.update(replied_on=LATER)
    assert terms_of(office.accounts.get()).last == DUE


def test_the_first_version_counts(office: Unit) -> None:
    published(office, DUE)
    published(office, LATER, number=2)
    office.accounts.update(disclosed_on=LATER)
    assert terms_of(office.accounts.get()).disclosed == DUE


def test_a_cover_of_a_later_day_than_it_could_be_read_does_not_count(office: Unit) -> None:
    published(office, LATER, online=DUE)
    assert terms_of(office.accounts.get()).disclosed == DUE


def test_what_was_published_elsewhere_bears_its_own_day(office: Unit) -> None:
    office.accounts.update(disclosed_on=LATER)
    assert terms_of(office.accounts.get()).disclosed == LATER
