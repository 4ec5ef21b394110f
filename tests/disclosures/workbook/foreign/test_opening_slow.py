"""What takes minutes: thousands of damaged workbooks; LibreOffice saving our own once more. By ./dev slow."""

import random
import resource
from collections import Counter
from time import process_time

import pytest

from disclosures.workbook import writing
from disclosures.workbook.foreign import apart
from disclosures.workbook.foreign.book import Book
from disclosures.workbook.foreign.opening import opened
from disclosures.workbook.package import Unreadable
from tests.disclosures.workbook.foreign.handmade import kept
from tests.disclosures.workbook.foreign.libreoffice import FORMATS, kinds, missing, resaved
from tests.disclosures.workbook.foreign.mutants import mutant
from tests.disclosures.workbook.sheets import LIAOYUAN, YANBIAN

pytestmark = pytest.mark.slow
MEMORY = 400
"""MB that the worst of all mutants may add to this process."""
CHILD = apart.MEMORY // 1024 // 1024 + 100
"""MB that the process of an .xls may use: the limit of its data, and its programs."""


@pytest.mark.parametrize(("form", "times"), [("xlsx", 2000), ("ods", 2000), ("xls", 800)])
def test_a_damaged_workbook_is_read_or_refused(
    form: str, times: int, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(form)
    outcome: Counter[str] = Counter()
    before, longest = peak(resource.RUSAGE_SELF), 0.0
    for _ in range(times):
        content = mutant(f"{chance.choice(('kinds', 'kinds', 'liaoyuan'))}.{form}", chance)
        begun = process_time()
        try:
            book = opened(content)
            outcome["read"] += 1
            assert sane(book)
        except Unreadable as reason:
            outcome[str(reason)[:12]] += 1
        longest = max(longest, process_time() - begun)
    added, child = peak(resource.RUSAGE_SELF) - before, peak(resource.RUSAGE_CHILDREN)
    with capsys.disabled():
        print(f"\n{form}: {times} mutants, {outcome['read']} read; longest {longest:.2f} s (processor, here)")
        print(f"{added} MB added here, {child} MB in a child; {dict(outcome.most_common(6))}")
    assert added < MEMORY and child < CHILD


def peak(whose: int) -> int:
    return resource.getrusage(whose).ru_maxrss // 1024


def sane(book: Book) -> bool:
    """Rows and columns from 1, kinds of cells that there are, text that a database takes."""
    kinds = {"number", "text", "date", "percent", "boolean", "error", "formula"}
    cells = [each for sheet in book.sheets for row in sheet.rows.values() for each in row.values()]
    texts = [each.text for each in cells] + [sheet.name for sheet in book.sheets]
    places = [n for sheet in book.sheets for row, cells in sheet.rows.items() for n in (row, *cells)]
    "".join(texts).encode()
    return all(each.kind in kinds for each in cells) and min(places, default=1) > 0


@pytest.mark.parametrize("form", FORMATS)
def test_libreoffice_opens_our_export_and_saves_the_same(form: str) -> None:
    if missing():
        pytest.skip(missing())
    for case in (LIAOYUAN, YANBIAN):
        content = writing.account(case)
        ours, theirs = opened(content), opened(resaved(content, form))
        assert theirs.format == form
        assert same(ours) == same(theirs)


@pytest.mark.parametrize("form", FORMATS)
def test_the_kept_files_are_what_libreoffice_saves(form: str) -> None:
    if missing():
        pytest.skip(missing())
    assert same(opened(resaved(kinds(), form))) == same(opened(kept(f"kinds.{form}")))


def same(book: Book) -> list[object]:
    return [
        (
            each.name,
            each.rows,
            set(each.merges),
            each.hidden,
            each.hidden_rows,
            each.hidden_columns,
            each.beyond,
        )
        for each in book.sheets
    ]
