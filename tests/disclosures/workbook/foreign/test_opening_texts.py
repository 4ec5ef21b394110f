"""Texts that accounting systems write and call .xls: web pages, XML of 2003, and values with separators."""

import random
from collections.abc import Callable
from contextlib import suppress
from html import escape
from xml.sax.saxutils import quoteattr

import pytest

from disclosures.workbook.foreign import gathering, separated, spreadsheet_xml, webpage
from disclosures.workbook.foreign.book import Book, Merge, Sheet
from disclosures.workbook.foreign.opening import opened
from disclosures.workbook.foreign.recognition import recognise
from disclosures.workbook.package import Unreadable
from disclosures.workbook.stream import Cell
from tests.disclosures.workbook.foreign.layouts import emptied
from tests.disclosures.workbook.foreign.mutants import damaged
from tests.disclosures.workbook.foreign.regional import jilin, rearranged
from tests.disclosures.workbook.foreign.test_as_files import of_nine, taken
from tests.disclosures.workbook.sheets import YANBIAN

NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"


def grid(sheet: Sheet) -> list[list[tuple[Cell | None, Merge | None]]]:
    """Row by row the cells that are written: those under a merged range are not."""
    spans = {(each.top, each.left): each for each in sheet.merges}
    under = {
        (row, column)
        for each in sheet.merges
        for row in range(each.top, each.bottom + 1)
        for column in range(each.left, each.right + 1)
    } - spans.keys()
    bottom, right = max(sheet.rows), max(column for cells in sheet.rows.values() for column in cells)
    return [
        [
            (sheet.rows.get(row, {}).get(column), spans.get((row, column)))
            for column in range(1, right + 1)
            if (row, column) not in under
        ]
        for row in range(1, bottom + 1)
    ]


def as_html(made: Book) -> str:
    def cell(each: Cell | None, span: Merge | None) -> str:
        words = escape(each.text) if each else "&nbsp;"
        size = span and f" rowspan={span.bottom - span.top + 1} colspan={span.right - span.left + 1}"
        return f"<td{size or ''}>{words}"

    tables = (
        "<table border=1>"
        + "".join("<tr>" + "".join(cell(*each) for each in row) for row in grid(sheet))
        + "</table>"
        for sheet in made.sheets
    )
    head = '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset=gb2312>'
    return f"{head}<style>td{{}}</style></head><body>{'<br>'.join(tables)}</body></html>"


def as_xml(made: Book) -> str:
    def sheet(each: Sheet) -> str:
        spans = {(span.top, span.left): span for span in each.merges}
        rows = []
        for number, cells in each.rows.items():
            words = []
            for column, cell in cells.items():
                span = spans.get((number, column))
                wide = (
                    f' ss:MergeAcross="{span.right - span.left}" ss:MergeDown="{span.bottom - span.top}"'
                    if span
                    else ""
                )
                kind = "Number" if cell.kind == "number" else "String"
                data = f'<Data ss:Type="{kind}">{escape(cell.text)}</Data>'
                words.append(f'<Cell ss:Index="{column}"{wide}>{data}</Cell>')
            rows.append(f'<Row ss:Index="{number}">{"".join(words)}</Row>')
        return f"<Worksheet ss:Name={quoteattr(each.name)}><Table>{''.join(rows)}</Table></Worksheet>"

    inside = "".join(sheet(each) for each in made.sheets)
    return f'<?xml version="1.0"?><Workbook xmlns="{NAMESPACE}" xmlns:ss="{NAMESPACE}">{inside}</Workbook>'


def as_csv(made: Book, separator: str) -> str:
    """Commas in text are quoted."""
    lines = [
        [f'"{cell.text}"' if cell and separator in cell.text else cell.text if cell else "" for cell in row]
        for sheet in made.sheets
        for row in ([cell for cell, _ in row] for row in grid(Sheet(sheet.name, sheet.rows)))
    ]
    return "\r\n".join(separator.join(line) for line in lines)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_web_page_called_xls(encoding: str) -> None:
    found, figures = taken(as_html(jilin(YANBIAN)).encode(encoding), YANBIAN)
    assert (found.faults, found.doubts) == ([], [])
    assert figures and of_nine(figures) == of_nine(dict(YANBIAN.figures))


def test_the_xml_of_2003() -> None:
    found, figures = taken(as_xml(jilin(YANBIAN)).encode(), YANBIAN)
    assert (found.faults, found.doubts) == ([], [])
    assert of_nine(figures) == of_nine(dict(YANBIAN.figures))


@pytest.mark.parametrize(("separator", "encoding"), [(",", "gb18030"), ("\t", "utf-16"), (";", "utf-8")])
def test_values_with_separators(separator: str, encoding: str) -> None:
    made = rearranged(YANBIAN)
    found, figures = taken(as_csv(made, separator).encode(encoding), YANBIAN)
    assert found.faults == []
    keys = {address.table for address in figures}
    assert keys == {"t02", "t03", "t05"}
    assert all(figures[each] == YANBIAN.figures[each] for each in figures)


def test_lines_between_tables_are_rows_of_their_own() -> None:
    table = "<table><tr><td>项目<br>名称</td></tr></table>"
    page = f"<h2>收入支出决算总表</h2><p>单位：万元</p>{table}注：无<script>1</script>"
    [sheet] = opened(page.encode()).sheets
    assert {row: cells[1].text for row, cells in sheet.rows.items()} == {
        1: "收入支出决算总表",
        2: "单位：万元",
        3: "项目 名称",
        4: "注：无",
    }


def test_what_is_hidden_or_rounded_on_the_page() -> None:
    page = (
        "<table><col><col style='display:none'><tr style='mso:1;display:none'><td>甲<td>乙</tr>"
        '<tr><td x:num="1234.5678">1,234.57<td x:num="0.98">98%</table>'
    )
    [sheet] = opened(page.encode()).sheets
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({1}, {2})
    assert sheet.rows[2] == {1: Cell("number", "1234.5678"), 2: Cell("text", "98%")}


def test_cells_that_reach_over_rows_and_columns() -> None:
    page = "<table><tr><td rowspan=2>甲<td colspan=2>乙<tr><td>丙<td>丁</table>"
    [sheet] = opened(page.encode()).sheets
    assert sheet.rows[2] == {2: Cell("text", "丙"), 3: Cell("text", "丁")}
    assert set(sheet.merges) == {Merge(1, 1, 2, 1), Merge(1, 2, 1, 3)}


def test_tables_in_tables_keep_their_order() -> None:
    page = "<table><tr><td>标题<table><tr><td>内</table></td></tr><tr><td>末</table>"
    [sheet] = opened(page.encode()).sheets
    assert [cells[1].text for _, cells in sorted(sheet.rows.items())] == ["标题", "内", "末"]


def test_the_xml_of_2003_says_what_is_hidden_and_what_is_a_percentage() -> None:
    xml = (
        f'<Workbook xmlns="{NAMESPACE}" xmlns:ss="{NAMESPACE}"><Styles><Style ss:ID="p">'
        '<NumberFormat ss:Format="Percent"/></Style></Styles><Worksheet ss:Name="表"><Table>'
        '<Column ss:Index="2" ss:Hidden="1"/><Row ss:Index="3" ss:Hidden="1"><Cell ss:StyleID="p">'
        '<Data ss:Type="Number">0.98</Data></Cell><Cell ss:Formula="=A1"/></Row></Table></Worksheet>'
        "</Workbook>"
    )
    [sheet] = opened(xml.encode()).sheets
    assert sheet.rows == {3: {1: Cell("percent", "0.98"), 2: Cell("formula", "")}}
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({3}, {2})


HOSTILE: dict[str, tuple[Callable[[], str], str]] = {
    "a page of many merged cells": (
        lambda: "<table>" + "<tr><td colspan=2>1<td colspan=2>2" * 12_000,
        "合并的单元格",
    ),
    "a page of many cells": (lambda: "<table>" + ("<tr>" + "<td>1" * 290) * 1100, "超过 300,000 个"),
    "many values": (lambda: ("1," * 299 + "\n") * 1100, "超过 300,000 个"),
    "an endless value": (lambda: 'a,b\nc,d\n"' + "x" * 200_000, "不合规范"),
    "entities": (
        lambda: f'<!DOCTYPE a [<!ENTITY b "c">]><Workbook xmlns="{NAMESPACE}">&b;</Workbook>',
        "不合规范",
    ),
    "a row before the first": (
        lambda: (
            f'<Workbook xmlns="{NAMESPACE}" xmlns:ss="{NAMESPACE}"><Worksheet><Table><Row ss:Index="-1"/>'
            "</Table></Worksheet></Workbook>"
        ),
        "不合规范",
    ),
    "no sheet": (lambda: f'<Workbook xmlns="{NAMESPACE}"/>', "没有工作表"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_is_refused(name: str) -> None:
    make, told = HOSTILE[name]
    with pytest.raises(Unreadable, match=told):
        opened(make().encode())


def test_cells_far_out_of_a_page_are_counted() -> None:
    page = "<table><tr><td>甲<td colspan=1000>乙<td>丙</table>"
    [sheet] = opened(page.encode()).sheets
    assert (sheet.beyond, sheet.rows[1][2].text) == (1, "乙")


def test_characters_of_a_page_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "CHARACTERS", 20)
    with pytest.raises(Unreadable, match="文字超过 20 个"):
        opened(("项目,金额\n" * 10).encode())


WRITERS: dict[str, tuple[Callable[[Book], str], Callable[[bytes], Book]]] = {
    "html": (as_html, lambda content: webpage.gathered(content).book("html")),
    "xml": (as_xml, spreadsheet_xml.book),
    "csv": (lambda made: as_csv(made, ","), separated.book),
}


@pytest.mark.slow
@pytest.mark.parametrize("form", WRITERS)
def test_a_damaged_text_is_read_or_refused(form: str) -> None:
    """In this process, where nothing hides a fault of ours."""
    write, read = WRITERS[form]
    content, chance, case = write(jilin(YANBIAN)).encode(), random.Random(form), emptied(YANBIAN)
    for _ in range(150):
        with suppress(Unreadable):
            recognise(read(damaged(content, chance)), case)
