"""The article and the files of a publication."""

import re
from dataclasses import replace
from datetime import date

import pytest

from disclosures import rendering, sample_files
from disclosures.artefacts import ARTEFACTS
from disclosures.assembly import build
from disclosures.report import Issue, Report
from tests.disclosures.drawing import case_of

LIAOYUAN, YANBIAN = "liaoyuan-2024", "yanbian-2024"


def report_of(name: str) -> Report:
    """The corrected 辽源 as its first version, 延边 as a draft."""
    corrected = sample_files.has_corrections(name)
    return build(
        sample_files.read(name, corrected=corrected), Issue(1, date(2025, 9, 26)) if corrected else Issue()
    )


@pytest.fixture(scope="module")
def reports() -> dict[str, Report]:
    return {name: report_of(name) for name in (LIAOYUAN, YANBIAN)}


# the article


def test_every_line_of_the_contents_list_leads_to_an_anchor(reports):
    html = rendering.article(reports[LIAOYUAN])
    targets = re.findall(r'<a href="#([^"]+)">', html)
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert len(targets) == 4 + 2 + 10 + 11
    assert set(targets) <= set(ids)


def test_number_cells_and_numbers_in_sentences_know_their_cells(reports):
    html = rendering.article(reports[LIAOYUAN])
    assert 'id="t03/2080599/project">1,783.00</td>' in html
    assert 'id="t03/2080599/business"' not in html  # blank, and no sentence speaks of it
    assert 'id="t03/total/business"></td>' in html
    assert re.search(r'<data class="n" value="[\d.]+" data-cells="t01/[^"]+@2024[^"]*">3806.47</data>', html)


def test_what_a_clerk_typed_is_marked_and_escaped_and_what_is_missing_is_marked():
    case = case_of("t01/income.grand_total/amount 100000000.00")
    html = rendering.article(build(case, Issue()))
    assert '<mark class="missing" data-slot="profile.duties">〔待填写：' in html
    case = replace(case, texts={"profile.duties": "<script>alert(1)</script>"})
    html = rendering.article(build(case, Issue()))
    assert "&lt;script&gt;" in html and "<script" not in html


def test_the_standalone_page_carries_its_style_and_says_that_it_is_a_draft(reports):
    for report, is_draft in ((reports[LIAOYUAN], False), (reports[YANBIAN], True)):
        html = rendering.standalone(report, rendering.article(report))
        assert "--paper:" in html and 'rel="stylesheet"' not in html
        assert ("草稿，尚未公开" in html) is is_draft


def test_the_files_of_a_publication():
    case = sample_files.read(LIAOYUAN, corrected=True)
    files = rendering.files(case, Issue(1, date(2025, 9, 26)))
    assert set(files) == {
        *(artefact.name for artefact in ARTEFACTS if artefact.is_always_there),
        "README.txt",
    }
    assert files["report.pdf"].startswith(b"%PDF-")
    assert files["figures.csv"].startswith("\ufeff单位代码,年度,版次,版本编码,表,表名".encode())
