"""What the portal writes, given back as a text, is right: for the samples and for accounts made from them."""

import time
from dataclasses import replace

import pytest

from accounts.case import Case
from accounts.checks.engine import Finding, Level
from accounts.editions import EDITIONS, edition_of
from accounts.invented import invent
from accounts.money import Scale
from tests.disclosures.manuscript.texts import (
    NAMES,
    WAYS,
    altered,
    finer,
    found,
    narrative,
    report,
    sample,
    shaken,
)

LIAOYUAN, YANBIAN = NAMES


def blocking(case: Case, text: str) -> list[Finding]:
    return [finding for finding in found(case, text) if finding.level is not Level.NOTICE]


def honest(name: str) -> Case:
    """The sample with what is known of it mended."""
    return sample(name, corrected=name == LIAOYUAN)


@pytest.mark.parametrize("name", NAMES)
def test_the_report_itself_raises_nothing(name: str) -> None:
    case = honest(name)
    for text in (report(case), narrative(case), finer(case), *(way(report(case)) for way in WAYS)):
        assert blocking(case, text) == []


def test_as_printed_the_words_of_the_portal_raise_nothing() -> None:
    """L-03 stands in the figures themselves: A61 has it, and here it is a hint."""
    case = sample(LIAOYUAN)
    assert blocking(case, report(case)) == []
    assert {f.rule for f in found(case, report(case))} == {"T10"}


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("name", NAMES)
def test_the_report_of_another_account_raises_nothing(name: str, seed: int) -> None:
    """One factor on all money, in 元 or 万元; then each cell by itself, some blank, some zero."""
    for case in (altered(honest(name), seed), shaken(honest(name), seed)):
        assert blocking(case, report(case)) == []
        assert blocking(case, finer(case)) == []
        assert blocking(case, WAYS[seed % len(WAYS)](narrative(case))) == []


def test_a_text_without_headings_is_read_too() -> None:
    case = honest(LIAOYUAN)
    text = "本年支出合计3805.58万元，其中：基本支出1449.88万元，比上年减少437.97万元，下降23.2%。"
    assert found(case, text) == []
    (finding,) = found(case, text.replace("437.97", "437.79"))
    assert finding.quote is not None and finding.quote.instead == "437.97"


def test_a_rewritten_paragraph_is_held_against_the_one_it_replaces() -> None:
    case = honest(LIAOYUAN)
    text = "2024年度收、支总计均为3806.47万元，比2023年度增加1860.34万元，增长95.6%，主要是代发款项。"
    rewritten = replace(case, texts={**case.texts, "replace.overall": text})
    (finding,) = found(rewritten, "")
    assert (finding.rule, finding.place, finding.level) == ("T01", "replace.overall", Level.NOTICE)
    assert finding.quote is not None and finding.quote.text == "1860.34"
    right = {"replace.overall": text.replace("60.34", "60.43")}
    assert found(replace(rewritten, texts=right), "") == []


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("edition", EDITIONS)
def test_the_report_of_an_invented_account_raises_nothing_at_all(edition: str, seed: int) -> None:
    for scale in Scale:
        case = invent(edition_of(edition), seed, "bureau", scale)
        assert found(case, report(case)) == []
        assert found(case, finer(case)) == []


def test_a_ministry_with_hundreds_of_items_is_read_in_less_than_a_second() -> None:
    case = invent(edition_of("jilin-2024-unit"), 0, "ministry")
    text = report(case)
    start = time.process_time()
    assert found(case, text) == []
    assert time.process_time() - start < 1.5  # a quarter of a second on a quiet machine
