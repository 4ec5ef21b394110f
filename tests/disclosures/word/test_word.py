"""The Word copy: all words of the report, in Word's own headings, tables, sections and fields."""

import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from xml.etree.ElementTree import Element

import pytest

from accounts.case import Case
from disclosures import assembly, imprint, plaintext, sample_files, word
from disclosures.report import Issue, Report
from tests.disclosures.word.opened import W, blocks, lines, member, members, style, words

LIAOYUAN = sample_files.read("liaoyuan-2024", corrected=True)
YANBIAN = sample_files.read("yanbian-2024")
ISSUE = Issue(1, date(2025, 9, 26), "K7M2QX4R9T")
SAMPLES = pytest.mark.parametrize("case", [LIAOYUAN, YANBIAN], ids=["liaoyuan", "yanbian"])
FRONT = ("Cover", "Day", "ContentsTitle", "Contents1", "Contents2", "")
"""What stands before the text and between its sections."""


def report_of(case: Case, issue: Issue = ISSUE) -> Report:
    return assembly.build(case, issue)


def tables(content: bytes) -> list[Element]:
    return [block for block in blocks(content) if block.tag == f"{W}tbl"]


@SAMPLES
def test_every_sentence_and_every_amount_is_there_and_nothing_else(case: Case) -> None:
    report = report_of(case)
    found = [text for kind, text in lines(word.document(report)) if kind not in FRONT and text]
    wanted = [line.replace("\t", " ") for line in plaintext.text(report).splitlines()[1:]]
    assert found == [*wanted, *imprint.lines(report)]


def test_cover_and_contents() -> None:
    found = list(lines(word.document(report_of(LIAOYUAN))))
    assert found[:5] == [
        ("Cover", "2024年度"),
        ("Cover", "辽源市社会保险事业管理局"),
        ("Cover", "单位决算"),
        ("Day", "2025年9月26日"),
        ("ContentsTitle", "目　录"),
    ]
    listed = [text.strip() for kind, text in found if kind.startswith("Contents") and text.strip()][1:]
    headings = [text for kind, text in found if kind in ("Heading1", "Heading2")]
    assert listed == headings and len(headings) == 4 + 2 + 10 + 11


def test_the_contents_list_is_a_field_whose_lines_lead_to_the_headings() -> None:
    document = member(word.document(report_of(LIAOYUAN)), "word/document.xml")
    codes = [each.text or "" for each in document.iter(f"{W}instrText")]
    links = [each.get(f"{W}anchor") for each in document.iter(f"{W}hyperlink")]
    marks = [each.get(f"{W}name") for each in document.iter(f"{W}bookmarkStart")]
    assert codes[0].split() == ["TOC", "\\o", '"1-2"', "\\h", "\\z", "\\u"]
    assert links == marks and len(set(marks)) == 27
    assert codes[1:] == [f" PAGEREF {mark} \\h " for mark in marks]
    kinds = [each.get(f"{W}fldCharType") for each in document.iter(f"{W}fldChar")]
    assert kinds.count("begin") == kinds.count("end") == kinds.count("separate") == 28


@SAMPLES
def test_a_table_has_all_its_columns_in_every_row_and_its_heads_on_every_page(case: Case) -> None:
    grids = [c for s in report_of(case).sections for c in s.contents if hasattr(c, "widths")]
    for grid, table in zip(grids, tables(word.document(report_of(case))), strict=True):
        for row in table.iter(f"{W}tr"):
            spans = [int(e.get(f"{W}val", "1")) for c in row.iter(f"{W}tc") for e in c.iter(f"{W}gridSpan")]
            plain = sum(1 for c in row.iter(f"{W}tc") if c.find(f"{W}tcPr/{W}gridSpan") is None)
            assert sum(spans) + plain == len(grid.widths), (grid.title, words(row))
        heads = [row for row in table.iter(f"{W}tr") if row.find(f"{W}trPr/{W}tblHeader") is not None]
        assert len(heads) == len(grid.head)


def test_cells_are_merged_as_in_the_official_table() -> None:
    table = tables(word.document(report_of(YANBIAN)))[2]
    merges = [
        (words(cell), each.get(f"{W}val"))
        for cell in table.iter(f"{W}tc")
        for each in cell.iter(f"{W}vMerge")
    ]
    assert ("类", "restart") in merges and ("", "continue") in merges


def test_wide_tables_stand_on_pages_that_lie() -> None:
    document = member(word.document(report_of(LIAOYUAN)), "word/document.xml")
    sizes = [(each.get(f"{W}orient", "portrait"), each.get(f"{W}w")) for each in document.iter(f"{W}pgSz")]
    assert sizes[:3] == [("portrait", "11906"), ("landscape", "16838"), ("portrait", "11906")]
    margins = next(document.iter(f"{W}pgMar"))
    assert [margins.get(f"{W}{side}") for side in ("top", "right", "bottom", "left")] == [
        *("2098", "1474", "1985", "1588"),  # GB/T 9704: 37, 26, 35, 28 mm
    ]
    assert len(list(document.iter(f"{W}headerReference"))) == 3


def test_the_four_typefaces_have_their_names_and_what_may_stand_in() -> None:
    content = word.document(report_of(LIAOYUAN))
    used = {
        each.get(f"{W}eastAsia")
        for name in ("word/styles.xml", "word/document.xml")
        for each in member(content, name).iter(f"{W}rFonts")
    }
    assert used == {"方正小标宋简体", "仿宋", "黑体", "楷体", "宋体"}
    known = {each.get(f"{W}name"): each for each in member(content, "word/fontTable.xml")}
    assert set(known) == used
    assert all("," in (face.find(f"{W}altName").get(f"{W}val") or "") for face in known.values())  # type: ignore[union-attr]


def test_every_page_says_which_version_it_is_and_that_the_pdf_holds() -> None:
    content = word.document(report_of(LIAOYUAN))
    assert words(member(content, "word/header1.xml")) == (
        "第1版 K7M2QX4R9T　Word 副本，正式文本以同一版本的 PDF 为准"
    )
    assert [words(member(content, f"word/footer{n}.xml")) for n in (1, 2, 3)] == ["— 1 —", "— 1 —", ""]


def test_title_language_and_headings_for_the_navigation() -> None:
    content = word.document(report_of(LIAOYUAN))
    told = {each.tag.partition("}")[2]: each.text for each in member(content, "docProps/core.xml")}
    assert told["title"] == "2024年度辽源市社会保险事业管理局单位决算" and told["language"] == "zh-CN"
    assert told["created"] == told["modified"] == "2025-09-26T00:00:00Z"
    styles = member(content, "word/styles.xml")
    levels = {
        each.get(f"{W}styleId"): level.get(f"{W}val")
        for each in styles.iter(f"{W}style")
        for level in each.iter(f"{W}outlineLvl")
    }
    assert levels == {"Heading1": "0", "Heading2": "1", "Heading3": "2"}
    known = {each.get(f"{W}styleId") for each in styles.iter(f"{W}style")}
    assert {style(each) for each in member(content, "word/document.xml").iter(f"{W}p")} - {""} <= known


def test_the_same_report_gives_the_same_bytes_with_no_trace_of_when() -> None:
    content = word.document(report_of(LIAOYUAN))
    assert content == word.document(report_of(LIAOYUAN))
    with zipfile.ZipFile(BytesIO(content)) as package:
        assert {each.date_time for each in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.testzip() is None


def test_what_somebody_typed_stays_text() -> None:
    hostile = '<w:p/>&amp;]]> "引" \x07\ufffe第一行\n第二行\t完'
    unit = replace(LIAOYUAN.unit, name='某局<w:r w:x="1">')
    case = replace(LIAOYUAN, unit=unit, texts={**LIAOYUAN.texts, "reason.overall": hostile})
    content = word.document(report_of(case), "https://a.example/?a=1&b=<2>")
    text = " ".join(text for _, text in lines(content))
    assert '<w:p/>&amp;]]> "引" 第一行 第二行 完' in text and '某局<w:r w:x="1">' in text
    assert "https://a.example/?a=1&b=<2>/liaoyuan" in text


def test_a_draft_says_so_and_marks_what_is_missing() -> None:
    content = word.document(report_of(replace(LIAOYUAN, texts={}), Issue()))
    assert words(member(content, "word/header1.xml")).startswith("草稿　")
    marked = [
        words(run)
        for run in member(content, "word/document.xml").iter(f"{W}r")
        if run.find(f"{W}rPr/{W}highlight") is not None
    ]
    assert len(marked) == len(report_of(replace(LIAOYUAN, texts={}), Issue()).missing)
    assert "docProps/core.xml" in members(content)
