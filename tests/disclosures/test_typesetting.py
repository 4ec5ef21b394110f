"""The PDF of both samples: every word and amount, the page of GB/T 9704, the same bytes, no warning."""

import logging
import os
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from django.urls import reverse

from disclosures import fonts, typesetting
from disclosures.fonts import PrintingImpossible
from disclosures.press import typeset
from disclosures.press.stages import to_nobody
from disclosures.report import Paragraph, Report, TermEntry
from tests.disclosures import paper, tagged
from tests.disclosures.paper import LIAOYUAN, YANBIAN, bare, pages, poppler, words

MM = 72 / 25.4
CHARACTER = 15.75


@pytest.fixture(scope="module")
def reports() -> dict[str, Report]:
    return {name: paper.report_of(name) for name in (LIAOYUAN, YANBIAN)}


@pytest.fixture(scope="module")
def printed(reports, tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pdf")
    for name, report in reports.items():
        (folder / name).write_bytes(paper.printed(report))
    return {name: folder / name for name in reports}


# every word


@pytest.mark.parametrize("name", [LIAOYUAN, YANBIAN])
def test_every_amount_and_word_of_the_tables_is_printed(reports, printed, name):
    text = "".join(pages(printed[name]))
    for grid in paper.grids(reports[name]):
        cells = [bare(cell.text) for line in (*grid.head, *grid.body) for cell in line.cells]
        assert [cell for cell in cells if cell not in text] == [], grid.key
        lines = (grid.title, grid.number, grid.unit_line, grid.money_line, *grid.notes, grid.empty)
        assert [line for line in lines if bare(line) not in text] == []


@pytest.mark.parametrize("name", [LIAOYUAN, YANBIAN])
def test_every_paragraph_is_printed_word_for_word(reports, printed, name):
    """Justified or not, across lines and pages: the page marks between pages are taken out."""
    text = "".join(re.sub(r"—\d+—|草稿", "", page) for page in pages(printed[name]))
    for section in reports[name].sections:
        assert not section.listed or bare(section.heading) in text
        for content in section.contents:
            if isinstance(content, Paragraph):
                assert bare(content.text) in text
            elif isinstance(content, TermEntry):
                assert bare(f"{content.ordinal}、{content.name}：{content.text}") in text


def test_the_last_page_says_which_version_it_is(reports, printed, settings):
    title = bare(reports[LIAOYUAN].title)
    text = (
        f"{title}第1版2025年9月26日公开版本编码：K7M2QX4R9T网址：本网站/liaoyuan/2024/v1/核验：本网站/verify/"
    )
    assert pages(printed[LIAOYUAN])[-2].endswith(text + "K7M2QX4R9T/—28—")
    assert "版本编码K7M2QX4R9T在本网站的核验页（/verify/）输入编码" in pages(printed[LIAOYUAN])[0]
    assert "草稿尚未公开，没有版次、版本编码和网址" in pages(printed[YANBIAN])[-2]
    assert reverse("version", args=["liaoyuan", 2024, 1]) == "/liaoyuan/2024/v1/"
    settings.SITE_ADDRESS = "https://js.example.gov.cn"
    assert "网址：https://js.example.gov.cn/liaoyuan/2024/v1/" in typesetting.page("", reports[LIAOYUAN])


@pytest.mark.parametrize("name", [LIAOYUAN, YANBIAN])
def test_the_contents_list_names_the_right_pages(reports, printed, name):
    text = pages(printed[name])
    listing = "".join(text[1:3])
    for part in reports[name].parts:
        headings = [f"{part.ordinal}{part.title}", *(s.heading for s in part.sections if s.listed)]
        for heading in map(bare, headings):
            found = [n for n, page in enumerate(text, 1) if heading in page and n > 3]
            number = re.search(re.escape(heading) + r"(\d+)", listing)
            assert number and int(number[1]) in found, (heading, number, found)


def test_dots_of_the_contents_list_are_drawn_and_its_page_numbers_belong_to_the_links(printed):
    with pikepdf.open(printed[LIAOYUAN]) as pdf:
        spoken, contents = tagged.Spoken(pdf), tagged.tree(pdf).of("LI")
        assert len(contents) == 27
        for item in contents:
            [body] = item.below
            [link] = body.below
            assert (body.kind, link.kind) == ("LBody", "Link")
            assert re.fullmatch(r"[^.]*\D\d{1,2}", spoken.text(link)), spoken.text(item)


# the page


def test_page_sizes_title_tags_and_language(reports, printed):
    info = poppler("pdfinfo", "-l", "100", printed[LIAOYUAN])
    assert f"Title:           {reports[LIAOYUAN].title}" in info
    assert "Tagged:          yes" in info
    sizes = set(re.findall(r"size:\s+([\d.]+) x ([\d.]+)", info))
    assert {(round(float(w)), round(float(h))) for w, h in sizes} == {(595, 842), (842, 595)}
    inside = paper.inflated(printed[LIAOYUAN].read_bytes())
    assert b"/Lang (zh-CN)" in inside and b"/DisplayDocTitle true" in inside


def test_bookmarks_are_the_parts_and_sections(reports, printed):
    report = reports[LIAOYUAN]
    outline = poppler("pdftohtml", "-xml", "-i", "-stdout", printed[LIAOYUAN])
    items = re.findall(r"<item page=\"\d+\">(.*?)</item>", outline)
    for part in report.parts:
        assert f"{part.ordinal} {part.title}" in items
    assert {section.heading for section in report.sections if section.listed} <= set(items)


@pytest.mark.parametrize("control", ["\x00", "\x07", "\x0b"])
def test_control_characters_are_refused_by_name(reports, control):
    with pytest.raises(PrintingImpossible, match=rf"U\+{ord(control):04X}（控制字符，见“甲乙”）"):
        typesetting.pdf(f"<article><p>甲{control}乙</p></article>", reports[LIAOYUAN])


@pytest.mark.parametrize(
    ("row", "marked"),
    [
        ('<tr><td class="item"></td><td></td></tr>', True),
        ('<tr><th class="head" rowspan="2">项目</th><td></td></tr>', True),
        ('<tr><th scope="row">项目</th><td></td></tr>', False),
        ("<tr><td>1.00</td><td></td></tr>", False),
    ],
)
def test_rows_in_which_nothing_stands_are_marked(row, marked):
    assert typesetting.for_paper(row) == (row.replace("<tr>", '<tr class="blank">') if marked else row)


def test_the_width_of_a_column_becomes_its_style():
    columns = '<colgroup><col class="keep" width="60.00%"><col width="40.00%"></colgroup>'
    expected = '<colgroup><col style="width: 60.00%"/><col style="width: 40.00%"/></colgroup>'
    assert typesetting.for_paper(columns) == expected


def test_lines_are_flush_on_both_sides(printed):
    _, found = words(printed[LIAOYUAN])
    text = [word for word in found if word.page == 5 and word.bottom < 742]
    left, right = 28 * MM, 28 * MM + 156 * MM
    tops = sorted({round(word.top, 1) for word in text})
    ends = {top: max(w.right for w in text if round(w.top, 1) == top) for top in tops}
    full = [end for end in ends.values() if end > right - CHARACTER / 2]
    assert len(full) >= 15
    assert all(abs(end - right) < 1 for end in full)
    assert min(word.left for word in text) == pytest.approx(left, abs=0.5)


@pytest.mark.parametrize("name", [LIAOYUAN, YANBIAN])
def test_no_line_of_the_text_begins_with_a_closing_mark_or_ends_with_an_opening_one(reports, printed, name):
    sizes, found = words(printed[name])
    text = [w for w in found if sizes[w.page - 1][0] < 600 and w.bottom - w.top > 15]  # not the tables' 9 pt
    lines: dict[tuple[int, float], list[paper.Word]] = {}
    for word in text:
        lines.setdefault((word.page, round(word.top)), []).append(word)
    assert len(lines) > 200
    for line in lines.values():
        ordered = sorted(line, key=lambda word: word.left)
        assert ordered[0].text[0] not in "，。、；：？！）〕》”’%", ordered
        assert ordered[-1].text[-1] not in "（〔《“‘", ordered


def test_page_marks_stand_7_mm_under_the_text_on_the_outer_side(printed):
    sizes, found = words(printed[LIAOYUAN])
    assert [word for word in found if word.page == 1 and word.text == "—"] == []
    for number in range(2, len(sizes) + 1):
        width, height = sizes[number - 1]
        below = 35 * MM if height > width else 26 * MM
        mark = [w for w in found if w.page == number and w.top > height - below]
        assert "".join(w.text for w in mark) == f"—{number}—"
        assert mark[0].top == pytest.approx(height - below + 7 * MM, abs=3)
        left, right = (28, 26) if height > width else (37, 35)
        if number % 2:
            assert mark[-1].right == pytest.approx(width - right * MM - 14, abs=1)
        else:
            assert mark[0].left == pytest.approx(left * MM + 14, abs=1)


@pytest.mark.parametrize("name", [LIAOYUAN, YANBIAN])
def test_every_statutory_table_of_the_samples_stands_on_one_page(reports, printed, name):
    text = pages(printed[name])
    for grid in (grid for grid in paper.grids(reports[name]) if grid.number):
        at = [n for n, page in enumerate(text) if grid.number in page]
        assert len(at) == 1, grid.number
        assert bare(grid.notes[-1]) in text[at[0]]


def test_a_part_title_never_stands_alone(reports, printed):
    for report, pdf in ((reports[name], printed[name]) for name in (LIAOYUAN, YANBIAN)):
        for part in report.parts:
            page = next(p for p in pages(pdf)[3:] if bare(part.ordinal + part.title) in p)
            assert bare(part.sections[0].heading) in page or not part.sections[0].listed


def test_paper_goes_without_what_only_screens_show():
    html = (
        '<section class="overview" id="overview"><p>一览</p></section>'
        '<p>共<a class="to" href="#t01/a/b"><data class="n" data-cells="t01/a/b@2024">1</data></a></p>'
        '<table><td class="number" id="t01/a/b">1</td><td id="t01/c/d">2</td></table>'
    )
    assert typesetting.for_paper(html) == (
        '<p>共<a class="to" href="#t01/a/b">1</a></p>'
        '<table><td class="number" id="t01/a/b">1</td><td>2</td></table>'
    )


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("<p>共13个机构</p>", "<p>共13|个机构</p>"),
        ("<p>支出<a>0.03</a>万元</p>", "<p>支出<a>0.03</a>|万|元</p>"),
        ("<p>支出<a>3806.47</a>万元</p>", "<p>支出<a>3806.47</a>万|元</p>"),
        ("<h3>2024年度</h3>", "<h3>2024年度</h3>"),
    ],
)
def test_short_numbers_keep_their_units(text, kept):
    assert typesetting.keep_units(text).replace("\u2060", "|") == kept


# fonts


def test_all_fonts_are_embedded_and_are_the_prepared_ones(printed):
    lines = poppler("pdffonts", printed[LIAOYUAN]).splitlines()[2:]
    assert lines and all(re.search(r"yes yes yes\s+\d+\s+\d+$", line) for line in lines)
    families = {line.split()[0].partition("+")[2] for line in lines}
    assert families <= {
        "Digits",
        "Digits-Bold",
        "FandolFang",
        "FandolHei",
        "FandolKai",
        "FandolSong",
        "Noto-Sans-CJK-SC",
        "Noto-Serif-CJK-SC",
        "Noto-Serif-CJK-SC-Bold",
    }


def test_rare_characters_of_names_are_printed_in_the_same_face_or_noto(tmp_path):
    style = '<head><link rel="stylesheet" href="static:///print.css"/></head>'
    html = f'<html lang="zh">{style}<div class="part"><h2>殡</h2></div><p>殡璟瑄㑇䶮。</p></html>'
    (tmp_path / "rare.pdf").write_bytes(typeset.typeset(html, to_nobody))
    assert "殡殡璟瑄㑇䶮。" in pages(tmp_path / "rare.pdf")[0]
    lines = poppler("pdffonts", tmp_path / "rare.pdf").splitlines()[2:]
    assert {line.split()[0].partition("+")[2] for line in lines} == {
        "FandolFang",
        "FandolFang-Rare",
        "Noto-Serif-CJK-SC-Rare",
        "Noto-Serif-CJK-SC-Rare-Bold",
    }


# a draft, and the same bytes


def test_only_a_draft_is_marked_and_on_every_page(printed):
    draft = pages(printed[YANBIAN])[:-1]
    assert [n for n, page in enumerate(draft, 1) if not ("草" in page and "稿" in page)] == []
    assert not any("稿" in page for page in pages(printed[LIAOYUAN]))


def test_printing_again_gives_the_same_bytes_and_no_warning(reports, printed, caplog):
    with caplog.at_level(logging.WARNING):
        again = paper.printed(reports[LIAOYUAN])
    assert again == printed[LIAOYUAN].read_bytes()
    assert caplog.messages == []


def test_another_process_gives_the_same_bytes(printed):
    code = (
        "import django; django.setup()\n"
        "import sys; from tests.disclosures import paper\n"
        "sys.stdout.buffer.write(paper.printed(paper.report_of(paper.LIAOYUAN)))"
    )
    surroundings = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONHASHSEED": "7"}
    other = subprocess.run([sys.executable, "-c", code], env=surroundings, capture_output=True, check=True)
    assert other.stdout == printed[LIAOYUAN].read_bytes()


# what the printer may not do, and what it may lack


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "http://127.0.0.1/x", "static:///../manage.py", "print.css", "data:,x"]
)
def test_the_printer_reads_our_print_style_and_nothing_else(url):
    typeset.load_typesetter()
    from disclosures.press.page import StyleFetcher

    fetcher = StyleFetcher()
    assert fetcher.fetch("static:///print.css").read().startswith(b"/* The official PDF")
    with pytest.raises(ValueError, match="may not read"):
        fetcher.fetch(url)


def test_without_prepared_typefaces_one_line_says_what_to_do(reports, monkeypatch, tmp_path):
    monkeypatch.setattr(fonts, "FOLDER", tmp_path)
    with pytest.raises(PrintingImpossible, match=r"^无法生成PDF：字体尚未准备。请运行：[^\n]*$"):
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
