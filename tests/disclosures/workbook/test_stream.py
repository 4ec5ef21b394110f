"""Cells as Excel, WPS and LibreOffice write them."""

import io
import zipfile

import pytest

from disclosures.workbook.stream import Book, Cell, kind_of

WORKBOOK = '<workbook xmlns="{0}" xmlns:r="urn:r"><sheets><sheet name="表" r:id="rId1"/></sheets></workbook>'
RELATIONS = '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="{0}"/></Relationships>'
STRINGS = (
    '<sst xmlns="{0}"><si><t>甲</t></si><si><r><t>乙</t></r><r><t> 丙</t></r><rPh><t>音</t></rPh></si></sst>'
)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STYLES = """<styleSheet xmlns="{0}"><numFmts>
<numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/>
<numFmt numFmtId="165" formatCode="#,##0.00_ ;[Red]\\-#,##0.00\\ "/></numFmts>
<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
<cellXfs>
<xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="10"/><xf numFmtId="165"/></cellXfs></styleSheet>"""


def book(rows: str, namespace: str = MAIN, target: str = "worksheets/sheet1.xml") -> Book:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("xl/workbook.xml", WORKBOOK.format(namespace))
        made.writestr("xl/_rels/workbook.xml.rels", RELATIONS.format(target))
        made.writestr("xl/sharedStrings.xml", STRINGS.format(namespace))
        made.writestr("xl/styles.xml", STYLES.format(namespace))
        sheet = f'<worksheet xmlns="{namespace}"><sheetData>{rows}</sheetData></worksheet>'
        made.writestr("xl/worksheets/sheet1.xml", sheet)
    return Book(out.getvalue())


@pytest.mark.parametrize("namespace", [MAIN, STRICT])
@pytest.mark.parametrize("target", ["worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml"])
def test_cells_of_all_kinds(namespace: str, target: str) -> None:
    rows = (
        '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c>'
        '<c t="inlineStr"><is><t>丁_x000D_\n戊_x005F_x0041_</t></is></c>'
        '<c t="str"><f>A1</f><v>己</v></c></row>'
        "<row><c><v>0.30000000000000004</v></c><c><f>1+1</f><v>2</v></c><c><f>1+1</f></c>"
        '<c t="b"><v>1</v></c>'
        '<c t="e"><v>#REF!</v></c><c s="1"><v>45000</v></c><c s="2"><v>0.5</v></c>'
        '<c s="3"><v>1E3</v></c>'
        '<c s="9"/><c s="9"><v>7</v></c></row>'
    )
    found = dict(book(rows, namespace, target).rows("表"))
    assert found[2] == {
        1: Cell("text", "甲"),
        3: Cell("text", "乙 丙"),
        4: Cell("text", "丁\n戊_x0041_"),
        5: Cell("text", "己"),
    }
    assert found[3] == {
        1: Cell("number", "0.3"),
        2: Cell("number", "2"),
        3: Cell("formula", ""),
        4: Cell("boolean", "TRUE"),
        5: Cell("error", "#REF!"),
        6: Cell("date", "2023-03-15"),
        7: Cell("percent", "0.5"),
        8: Cell("number", "1000"),
        10: Cell("number", "7"),
    }


@pytest.mark.parametrize(
    ("number", "code", "kind"),
    [
        ("0", None, "number"),
        ("14", None, "date"),
        ("9", None, "percent"),
        ("164", '0.00"元"', "number"),
        ("164", "General", "number"),
        ("164", "[$-804]h:mm", "date"),
        ("164", "0.0%", "percent"),
        ("164", '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "number"),
    ],
)
def test_what_a_number_is_by_its_format(number: str, code: str | None, kind: str) -> None:
    assert kind_of(number, code) == kind
