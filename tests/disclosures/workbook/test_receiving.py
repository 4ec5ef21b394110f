"""Which of the two a workbook is: ours by its hidden sheet, whoever saved it, or a stranger's."""

import pytest

from accounts.editions import edition_of
from accounts.invented import invent
from accounts.money import Scale
from disclosures.workbook import comparing, reading, receiving, writing
from disclosures.workbook.foreign.opening import opened
from disclosures.workbook.foreign.recognised import Recognised
from disclosures.workbook.package import Unreadable
from disclosures.workbook.receiving import Kept, Received, receive
from tests.disclosures.desk.workbook.layouts import spending
from tests.disclosures.workbook.foreign.libreoffice import FILES, FORMATS
from tests.disclosures.workbook.sheets import LIAOYUAN

CASE = invent(edition_of("jilin-2024-unit"), "receiving", "office", Scale.WAN)


def test_ours_is_read_by_its_keys() -> None:
    content = writing.account(CASE)
    received = receive(content)
    assert received.head and received.head.unit == CASE.unit.code
    assert received.content_for(CASE).figures == reading.read(content, CASE).figures


def test_ours_as_another_program_has_saved_it() -> None:
    """Of .xls and .ods there is only the plain book: it says the same."""
    book = opened(writing.account(CASE))
    kept = Received(ours=Kept({sheet.name: sheet for sheet in book.sheets}))
    found = comparing.compare(kept.content_for(CASE), CASE)
    assert kept.head == receive(writing.account(CASE)).head
    assert not found.plan.entries and not found.plan.conflicts and not found.counts
    assert sum(group.equal for group in found.groups) > len(CASE.figures)


@pytest.mark.parametrize("ending", FORMATS)
def test_ours_as_libreoffice_has_saved_it(ending: str) -> None:
    received = receive((FILES / f"liaoyuan.{ending}").read_bytes())
    found = comparing.compare(received.content_for(LIAOYUAN), LIAOYUAN)
    assert received.ours and not found.counts
    assert sum(group.equal for group in found.groups) > len(LIAOYUAN.figures)


def test_any_other_is_read_by_its_words() -> None:
    received = receive(spending(CASE))
    assert received.head is None and isinstance(received.content_for(CASE), Recognised)


def test_what_is_no_workbook_is_told() -> None:
    for content in (b"", b"x", b"PK\x03\x04"):
        with pytest.raises(Unreadable):
            receive(content)
    assert receiving.our_own(b"x") is None
