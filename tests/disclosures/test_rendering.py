"""The article and its PDF: the same words on page and paper, every character printed, nothing fetched."""

import logging
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from disclosures import fonts, rendering, sample_files, typesetting
from disclosures.assembly import build
from disclosures.fonts import PrintingImpossible
from disclosures.report import Grid, Issue, Report
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


@pytest.fixture(scope="module")
def printed(reports, tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pdf")
    for name, report in reports.items():
        (folder / name).write_bytes(typesetting.pdf(rendering.article(report), report))
    return {name: folder / name for name in reports}


def poppler(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def pages(pdf: Path) -> list[str]:
    """The text of each page, white space apart."""
    return [re.sub(r"\s", "", page) for page in poppler("pdftotext", "-layout", pdf, "-").split("\f")]


def grids(report: Report) -> list[Grid]:
    return [c for section in report.sections for c in section.contents if isinstance(c, Grid)]


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
    assert 'data-cell="t03/2080599/project">1,783.00</td>' in html
    assert 'data-cell="t03/2080599/business"></td>' in html
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


# the PDF


@pytest.mark.parametrize("name", [LIAOYUAN, YANBIAN])
def test_every_amount_and_word_of_the_tables_is_printed(reports, printed, name):
    text = "".join(pages(printed[name]))
    for grid in grids(reports[name]):
        amounts = [c.text for line in grid.body for c in line.cells if c.kind == "number" and c.text]
        assert [a for a in amounts if a not in text] == []
        assert grid.title in text


def test_the_contents_list_names_the_right_pages(reports, printed):
    text = pages(printed[LIAOYUAN])
    listing = "".join(text[1:3])
    for section in reports[LIAOYUAN].sections:
        if section.listed:
            heading = re.sub(r"\s", "", section.heading)
            found = [n for n, page in enumerate(text, 1) if heading in page and n > 3]
            number = re.search(re.escape(heading) + r"\.+(\d+)", listing)
            assert number and int(number[1]) in found, (heading, number, found)


def test_all_fonts_are_embedded_and_chinese_is_printed_in_a_chinese_font(printed):
    lines = poppler("pdffonts", printed[LIAOYUAN]).splitlines()[2:]
    assert lines and all(re.search(r"yes yes yes\s+\d+\s+\d+$", line) for line in lines)
    assert any("CJK" in line for line in lines)


def test_page_size_title_and_page_marks(reports, printed):
    info = poppler("pdfinfo", "-l", "100", printed[LIAOYUAN])
    assert f"Title:           {reports[LIAOYUAN].title}" in info
    sizes = set(re.findall(r"size:\s+([\d.]+) x ([\d.]+)", info))
    assert {(round(float(w)), round(float(h))) for w, h in sizes} == {(595, 842), (842, 595)}
    text = pages(printed[LIAOYUAN])
    assert "—1—" not in text[0]
    assert [n for n, page in enumerate(text[1:-1], 2) if f"—{n}—" not in page] == []


def test_only_a_draft_is_marked_and_on_every_page(printed):
    draft = pages(printed[YANBIAN])[:-1]
    assert [n for n, page in enumerate(draft, 1) if not ("草" in page and "稿" in page)] == []
    assert not any("稿" in page for page in pages(printed[LIAOYUAN]))


def test_printing_twice_gives_the_same_bytes_and_no_warning(reports, printed, caplog):
    with caplog.at_level(logging.WARNING):
        again = typesetting.pdf(rendering.article(reports[LIAOYUAN]), reports[LIAOYUAN])
    assert again == printed[LIAOYUAN].read_bytes()
    assert caplog.messages == []


# what the printer may not do, and what it may lack


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "http://127.0.0.1/x", "static:///../manage.py", "print.css"]
)
def test_the_printer_reads_our_print_style_and_nothing_else(url):
    import weasyprint

    fetcher = typesetting._fetcher(weasyprint)
    assert fetcher.fetch("static:///print.css").read().startswith(b"/* The official PDF")
    with pytest.raises(ValueError, match="may not read"):
        fetcher.fetch(url)


def test_a_character_that_no_font_has_is_named(reports):
    with pytest.raises(PrintingImpossible, match="U\\+E123"):
        typesetting.pdf("<article>测试\ue123</article>", reports[LIAOYUAN])


def test_without_a_chinese_font_one_line_says_what_to_install(reports, monkeypatch):
    monkeypatch.setattr(fonts, "covered", lambda: frozenset("abc"))
    with pytest.raises(
        PrintingImpossible, match=r"^无法生成PDF：没有中文字体。请安装：.*fonts-noto-cjk[^\n]*$"
    ):
        typesetting.pdf("<article></article>", reports[LIAOYUAN])


def test_without_fontconfig_one_line_says_what_to_install(reports, monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(PrintingImpossible, match=r"fontconfig。请安装"):
        typesetting.pdf("<article></article>", reports[LIAOYUAN])


def test_without_pango_one_line_says_what_to_install(reports, monkeypatch):
    class Broken:
        def find_spec(self, name, path=None, target=None):
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Broken(), *sys.meta_path])
    with pytest.raises(PrintingImpossible, match=r"Pango。请安装：.*libpango-1.0-0"):
        typesetting.pdf("<article></article>", reports[LIAOYUAN])


def test_the_files_of_a_publication():
    case = sample_files.read(LIAOYUAN, corrected=True)
    files = rendering.files(case, Issue(1, date(2025, 9, 26)))
    assert sorted(files) == ["article.html", "figures.csv", "report.json", "report.pdf", "report.txt"]
    assert files["report.pdf"].startswith(b"%PDF-")
    assert files["figures.csv"].startswith("\ufeff表,表名".encode())
