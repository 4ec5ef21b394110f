"""The script that takes pictures of the desk forgets no page."""

from tests.browser.desk_pictures import ANSWERS, NO_PAGES, PAGES
from tests.disclosures.desk.test_outsiders import NAMES


def test_every_address_of_the_desk_is_pictured_or_is_no_page() -> None:
    known = {*PAGES, *NO_PAGES, *ANSWERS}
    assert set(NAMES.values()) - known == set(), (
        "new addresses: picture them in tests/browser/desk_pictures.py"
    )
    assert known - set(NAMES.values()) == set()
    assert len(PAGES) + len(NO_PAGES) + len(ANSWERS) == len(known)
