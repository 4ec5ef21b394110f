"""The printed PDF against the clauses of PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1).

No validator: each test names the clauses it looks at, A … or UA …; docs/pdf.md lists them with those that
nothing looks at. A font or a tag is read as the standards say, not as the printer wrote it.
"""

import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pytest
from openpyxl import load_workbook
from pikepdf import Name, Object, Pdf

from disclosures import rendering, sample_files, typesetting
from disclosures.artefacts import BY_KIND
from disclosures.assembly import build
from disclosures.press.stages import to_nobody
from disclosures.press.typeset import typeset
from disclosures.report import Issue, Report
from tests.disclosures import tagged
from tests.disclosures.paper import bare, poppler
from tests.disclosures.tagged import Content, Tag

SITE = "https://js.example.gov.cn"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
STANDARD = {
    *("Document", "Art", "Sect", "Div", "NonStruct", "P", "H1", "H2", "H3", "H4", "L", "LI", "LBody"),
    *("Table", "THead", "TBody", "TR", "TH", "TD", "Caption", "Span", "Link", "Figure"),
}


@pytest.fixture(scope="module", params=["liaoyuan-2024", "yanbian-2024"])
def printed(request: pytest.FixtureRequest) -> tuple[Report, bytes]:
    """A first version of each sample, with its data inside."""
    case = sample_files.read(request.param, corrected=sample_files.has_corrections(request.param))
    report = build(case, Issue(1, date(2025, 9, 26), "K7M2QX4R9T"))
    made = {
        "report.xlsx": rendering.workbook(report, case),
        "report.json": rendering.opendata.as_json(case, report).encode(),
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typesetting.settings, "SITE_ADDRESS", SITE)
        page = typesetting.page(rendering.article(report), report)
    return report, typeset(page, to_nobody, rendering.enclosed(report, made))


@pytest.fixture(scope="module")
def report(printed: tuple[Report, bytes]) -> Report:
    return printed[0]


@pytest.fixture(scope="module")
def content(printed: tuple[Report, bytes]) -> bytes:
    return printed[1]


@pytest.fixture(scope="module")
def pdf(content: bytes) -> Iterator[Pdf]:
    with pikepdf.open(io.BytesIO(content)) as opened:
        yield opened


@pytest.fixture(scope="module")
def drawn(pdf: Pdf) -> list[Content]:
    return [tagged.content(page) for page in pdf.pages]


@pytest.fixture(scope="module")
def tags(pdf: Pdf) -> Tag:
    return tagged.tree(pdf)


def dictionaries(pdf: Pdf) -> Iterator[Object]:
    """Every object that has entries, those of streams too."""
    return (each for each in pdf.objects if isinstance(each, pikepdf.Dictionary | pikepdf.Stream))


# the file


def test_head_end_and_index(content: bytes, pdf: Pdf) -> None:
    """A 6.1.2, 6.1.3, 6.1.4; UA 7.16 (nothing locked)."""
    assert re.match(rb"%PDF-1\.7\n%[\x80-\xff]{4}\n", content) and content.endswith(b"%%EOF\n")
    assert content.count(b"%%EOF") == 1
    assert pdf.check_pdf_syntax() == [] and not pdf.is_encrypted
    first, second = pdf.trailer.ID
    assert first == second and len(bytes(first)) == 32


def test_streams_are_deflated_and_nothing_else(pdf: Pdf) -> None:
    """A 6.1.7.1 (nothing outside the file), 6.1.7.2."""
    streams = [each for each in pdf.objects if isinstance(each, pikepdf.Stream)]
    assert {str(each.get("/Filter")) for each in streams} == {"/FlateDecode"}
    assert not any({"/F", "/FFilter", "/FDecodeParms"} & set(each.keys()) for each in streams)


def test_limits(pdf: Pdf, drawn: list[Content]) -> None:
    """A 6.1.13."""
    assert max(page.depth for page in drawn) <= 28
    assert all(3 <= side <= 14_400 for page in pdf.pages for side in map(float, page.MediaBox[2:]))
    assert len(pdf.objects) < 8_388_607


def test_nothing_acts_and_nothing_is_hidden(pdf: Pdf) -> None:
    """A 6.5.1, 6.5.2, 6.9, 6.10, 6.11; UA 7.10, 7.15, 7.19: links only, no scripts, layers or forms."""
    actions = {str(each.S) for each in dictionaries(pdf) if each.get("/Type") == Name.Action}
    assert actions <= {"/URI"}
    assert not any({"/AA", "/JS", "/Launch", "/OC"} & set(each.keys()) for each in dictionaries(pdf))
    assert not {"/AA", "/OpenAction", "/OCProperties", "/AcroForm", "/Requirements"} & set(pdf.Root.keys())
    assert not {"/JavaScript", "/AlternatePresentations"} & set(pdf.Root.Names.keys())


# what it says of itself


def test_it_says_what_it_is_meant_to_be(report: Report, pdf: Pdf) -> None:
    """A 6.6.2.1, 6.6.4; UA 5, 7.1 (title): part 3, level A; part 1 of PDF/UA; title, author, day."""
    text = pdf.Root.Metadata.read_bytes().decode()
    assert text.startswith("<?xpacket begin=") and "encoding=" not in text.partition("?>")[0]
    ElementTree.fromstring(text)
    assert pdf.Root.Metadata.Type == Name.Metadata and pdf.Root.Metadata.Subtype == Name.XML
    with pdf.open_metadata() as told:
        assert (told["pdfaid:part"], told["pdfaid:conformance"]) == ("3", "A")
        assert told["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert told["dc:title"] == report.title == str(pdf.docinfo.Title)
        assert told["dc:creator"] == [report.unit_name] and str(pdf.docinfo.Author) == report.unit_name
        assert told["xmp:CreateDate"] == told["xmp:ModifyDate"] == "2025-09-26"
    assert str(pdf.docinfo.CreationDate) == "D:20250926"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


def test_what_pdf_a_does_not_know_is_explained(pdf: Pdf) -> None:
    """A 6.6.2.3: the schema of the PDF/UA identifier."""
    root = ElementTree.fromstring(pdf.Root.Metadata.read_bytes())
    ids, extension = "http://www.aiim.org/pdfua/ns/id/", "{http://www.aiim.org/pdfa/ns/extension/}"
    [schema] = root.findall(f".//{extension}schemas/{RDF}Bag/{RDF}li")
    about = {each.tag.partition("}")[2]: each.text for each in schema.iter()}
    assert (about["namespaceURI"], about["prefix"]) == (ids, "pdfuaid")
    assert (about["name"], about["valueType"], about["category"]) == ("part", "Integer", "internal")


def test_its_data_is_inside(report: Report, pdf: Pdf) -> None:
    """A 6.8; UA 7.11: both names, the kind, the day, a description, the relation to the whole document."""
    files = tagged.named(pdf.Root.Names.EmbeddedFiles)
    assert [name for name, _ in files] == ["report.json", "report.xlsx"]
    assert [each.objgen for each in pdf.Root.AF] == [each.objgen for _, each in files]
    for name, file in files:
        assert file.Type == Name.Filespec and str(file.F) == name
        assert str(file.UF) == f"{report.title}第1版.{name.partition('.')[2]}" and len(str(file.Desc)) > 10
        assert file.AFRelationship == Name.Data
        inside = file.EF.F
        assert inside.objgen == file.EF.UF.objgen and inside.Type == Name.EmbeddedFile
        assert int(inside.Params.Size) == len(inside.read_bytes())
        assert str(inside.Params.ModDate) == "D:20250926"
    kinds = [str(file.EF.F.Subtype) for _, file in files]
    assert kinds == ["/application/json", f"/{BY_KIND['xlsx'].media}"]
    told = json.loads(files[0][1].EF.F.read_bytes())
    assert (told["version"], told["version_code"]) == (1, "K7M2QX4R9T")
    assert load_workbook(io.BytesIO(files[1][1].EF.F.read_bytes())).sheetnames[0] == "说明"


# colours and pictures


def test_colours_are_those_of_the_output_intent(pdf: Pdf, drawn: list[Content]) -> None:
    """A 6.2.2, 6.2.3, 6.2.4.3, 6.2.5, 6.2.8, 6.2.9, 6.2.10: by sRGB; no pictures, nothing shines through."""
    [intent] = pdf.Root.OutputIntents
    profile = intent.DestOutputProfile
    assert intent.S == Name.GTS_PDFA1 and str(intent.OutputConditionIdentifier)
    assert int(profile.N) == 3
    head = profile.read_bytes()[:40]
    assert head[12:20] == b"mntrRGB " and head[8] <= 4 and head[36:40] == b"acsp"
    used = set().union(*(page.operators for page in drawn))
    assert not used & {"k", "K", "cs", "CS", "ri", "sh", "BI", "Do", "BX", "MP", "DP"}
    assert all("/Resources" in page for page in pdf.pages)
    for state in pdf.pages[0].Resources.ExtGState.values():
        assert set(state.keys()) <= {"/ca", "/CA"} and all(value == 1 for value in state.values())
    assert not pdf.pages[0].Resources.XObject.keys()


# fonts


def test_every_font_is_whole_and_says_its_characters(pdf: Pdf, drawn: list[Content]) -> None:
    """A 6.2.11.2 to 6.2.11.8; UA 7.21: embedded; each glyph where its number leads, as wide, as a character.

    A reader that keeps to the standard finds a glyph by its number (CID) in the font.
    """
    for name, face in tagged.faces(pdf).items():
        shown = set().union(*(page.glyphs.get(name, set()) for page in drawn))
        below = face.about.DescendantFonts[0]
        assert face.about.Subtype == Name.Type0 and face.about.Encoding == Name("/Identity-H")
        assert below.CIDToGIDMap == Name.Identity and "/CIDSet" not in below.FontDescriptor
        assert str(below.FontDescriptor.FontName) == str(face.about.BaseFont) == str(below.BaseFont)
        assert shown and 0 not in shown and shown <= set(face.widths)
        assert {number: face.places.get(number) for number in shown} == {number: number for number in shown}
        assert [n for n in shown if abs(face.width(n) - face.widths[n]) > 1] == []
        assert shown <= set(face.characters)
        text = "".join(face.characters[number] for number in shown)
        assert not re.search("[\0\ufeff\ufffe\ue000-\uf8ff]", text) and all(face.characters.values())


# tags


def test_all_that_is_drawn_has_a_tag_or_is_an_artifact(pdf: Pdf, drawn: list[Content], tags: Tag) -> None:
    """A 6.7.2, 6.7.3; UA 7.1, 7.8: each piece once, found from its tag and back; page marks are artifacts."""
    assert bool(pdf.Root.MarkInfo.Marked) and not pdf.Root.MarkInfo.get("/Suspects")
    assert [page.unmarked for page in drawn if page.unmarked] == []
    assert sum(page.nested for page in drawn) == 0
    assert [page.artifacts.count("/Footer") for page in drawn] == [0] + [1] * (len(drawn) - 1)
    places = {page.objgen: number for number, page in enumerate(pdf.pages)}
    owners = {
        (places[tag.element.Pg.objgen], number): tag.element.objgen
        for tag in tags.walk()
        for number in tag.numbers
    }
    assert len(owners) == sum(len(tag.numbers) for tag in tags.walk())
    back = tagged.numbered(pdf.Root.StructTreeRoot.ParentTree)
    for number, (page, found) in enumerate(zip(pdf.pages, drawn, strict=True)):
        assert sorted(found.numbers) == list(range(len(found.numbers)))
        assert page.StructParents == number and page.Tabs == Name.S
        assert [owners[number, each] for each in range(len(found.numbers))] == [
            e.objgen for e in back[number]
        ]


def test_tags_are_those_of_the_standard(pdf: Pdf, tags: Tag) -> None:
    """A 6.7.3.4, 6.7.4; UA 7.1, 7.2, 7.6, 7.9: nothing renamed; lists of items; one language."""
    assert "/RoleMap" not in pdf.Root.StructTreeRoot and str(pdf.Root.Lang) == "zh-CN"
    assert {tag.kind for tag in tags.walk()} <= STANDARD
    assert tags.kind == "Document"
    for tag in tags.walk():
        assert all(each.element.P.objgen == tag.element.objgen for each in tag.below)
    below = {
        *(("L", each.kind) for tag in tags.of("L") for each in tag.below),
        *(("LI", each.kind) for tag in tags.of("LI") for each in tag.below),
    }
    assert below == {("L", "LI"), ("LI", "LBody")}


def test_headings_go_down_step_by_step(report: Report, tags: Tag) -> None:
    """UA 7.4.2."""
    levels = [int(tag.kind[1]) for tag in tags.of("H1", "H2", "H3", "H4")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert levels.count(2) == len(report.parts) + 1  # 目录


def test_tables_are_regular_and_each_head_says_what_for(pdf: Pdf, tags: Tag) -> None:
    """UA 7.5; A 6.7.3: every place of a table is one cell's; heads are found by the names that cells give."""
    names = tagged.named(pdf.Root.StructTreeRoot.IDTree)
    assert [name for name, _ in names] == sorted({name for name, _ in names})
    known = {name: element.objgen for name, element in names}
    heads = {str(tag.element.ID): tag.element.objgen for tag in tags.of("TH")}
    assert known == heads
    for table in tags.of("Table"):
        assert {tag.kind for tag in table.below} <= {"Caption", "THead", "TBody"}
        places: Counter[tuple[int, int]] = Counter()
        rows = table.of("TR")
        for number, row in enumerate(rows):
            column = 0
            for cell in row.below:
                about = cell.element.A
                while places[number, column]:
                    column += 1
                across, down = int(about.get("/ColSpan", 1)), int(about.get("/RowSpan", 1))
                places.update((number + y, column + x) for y in range(down) for x in range(across))
                if cell.kind == "TH":
                    assert about.Scope in (Name.Row, Name.Column)
                else:
                    assert {str(head) for head in about.Headers} <= set(heads)
        columns = 1 + max(column for _, column in +places)
        assert +places == Counter((y, x) for y in range(len(rows)) for x in range(columns))


def test_a_link_is_one_tag_with_its_words(pdf: Pdf, tags: Tag) -> None:
    """A 6.3.1, 6.3.2, 6.7.6; UA 7.18.1, 7.18.3, 7.18.5."""
    back = tagged.numbered(pdf.Root.StructTreeRoot.ParentTree)
    links = [(tag, each) for tag in tags.walk() for each in tag.annotations]
    on_pages = [each.objgen for page in pdf.pages for each in page.get("/Annots", ())]
    assert sorted(each.objgen for _, each in links) == sorted(on_pages) and len(set(on_pages)) == len(
        on_pages
    )
    for tag, annotation in links:
        assert tag.kind == "Link" and annotation.Subtype == Name.Link
        assert back[int(annotation.StructParent)].objgen == tag.element.objgen
        assert int(annotation.F) == 4 and str(annotation.Contents).strip()
        assert not {"/C", "/IC", "/AP"} & set(annotation.keys())
    words = [str(annotation.Contents) for _, annotation in links]
    assert any(re.fullmatch(r"第二部分 .*决算表\d+", each) for each in words)


def test_the_qr_code_says_where_it_leads(pdf: Pdf, tags: Tag) -> None:
    """UA 7.3; A 6.7.5: a figure with words, where its tag says, behind the title and the day."""
    [figure] = tags.of("Figure")
    assert str(figure.element.Alt) == f"核验二维码，通向 {SITE}/verify/K7M2QX4R9T/"
    assert figure.element.Pg.objgen == pdf.pages[0].objgen
    left, bottom, right, top = map(float, figure.element.A.BBox)
    side = 22 * 72 / 25.4
    assert (right - left, top - bottom) == (pytest.approx(side, abs=0.1), pytest.approx(side, abs=0.1))
    assert left == pytest.approx(28 * 72 / 25.4, abs=0.1) and 20 < bottom < 35 * 72 / 25.4 - side


def test_bookmarks_lead_through_the_report(report: Report, pdf: Pdf) -> None:
    """UA 7.17."""
    with pdf.open_outline() as outline:
        parts = [(each.title, [below.title for below in each.children]) for each in outline.root]
    expected = [(f"{p.ordinal} {p.title}", [s.heading for s in p.sections if s.listed]) for p in report.parts]
    assert parts == [("目录", []), *expected]


def test_the_text_comes_back(report: Report, content: bytes, tmp_path: Path) -> None:
    """A 6.2.11.7; UA 7.2: in the order of reading, by another program."""
    (tmp_path / "report.pdf").write_bytes(content)
    text = bare("".join(poppler("pdftotext", "-raw", tmp_path / "report.pdf", "-").split("\f")[3:]))
    places = [text.find(bare(section.heading)) for section in report.sections if section.listed]
    assert -1 not in places and places == sorted(places)


# a draft


def test_a_draft_carries_no_data_and_its_watermark_is_an_artifact(monkeypatch: Any) -> None:
    report = build(sample_files.read("liaoyuan-2024", corrected=True), Issue())
    short = '<article><header class="cover"><h1><span>草</span></h1></header><p>文字</p></article>'
    assert rendering.enclosed(report, {}) == []
    with pikepdf.open(io.BytesIO(typesetting.pdf(short, report))) as pdf:
        assert "/AF" not in pdf.Root and "/EmbeddedFiles" not in pdf.Root.get("/Names", {})
        drawn = [tagged.content(page) for page in pdf.pages]
        assert all("/Watermark" in page.artifacts for page in drawn)
        assert [page.unmarked for page in drawn if page.unmarked] == []
        assert not tagged.tree(pdf).of("Figure")
