"""Files that are not ours, damaged, or made to do harm: refused with the reason, in bounded time."""

import io
import zipfile
from collections.abc import Callable
from time import monotonic
from typing import Any

import pytest
from openpyxl import Workbook

from disclosures.workbook import members as xml
from disclosures.workbook import package, reading, stream, writing
from disclosures.workbook.package import Unreadable
from tests.disclosures.workbook.sheets import LIAOYUAN, YANBIAN, changed, compared, saved

OWN = writing.account(LIAOYUAN)
OLE = b"\xd0\xcf\x11\xe0" + bytes(600)


def members(*added: tuple[str, bytes], without: str = "", **replaced: bytes) -> bytes:
    """Our workbook with members added, left out, or replaced (by the end of their name)."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(OWN)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            if name != without:
                end = name.rpartition("/")[2].partition(".")[0]
                target.writestr(name, replaced.get(end, source.read(name)))
        for name, content in added:
            target.writestr(name, content)
    return out.getvalue()


def foreign() -> bytes:
    book = Workbook()
    book.worksheets[0]["A1"] = "收入"
    return saved(book)


def lzma() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as target:
        target.writestr("xl/workbook.xml", "x")
    return out.getvalue()


def twice() -> bytes:
    with pytest.warns(UserWarning):
        return members(("XL/workbook.xml", b""), ("xl/workbook.xml", b""))


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><workbook>&b;</workbook>'
)
BROKEN: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "文件是空的"),
    "text": (lambda: "项目,金额".encode(), "不是工作簿"),
    "old": (lambda: OLE, "旧版工作簿"),
    "encrypted": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
    "cut": (lambda: OWN[: len(OWN) // 2], "损坏"),
    "large": (lambda: OWN + bytes(package.LARGEST), "文件太大"),
    "macro": (lambda: members(("xl/vbaProject.bin", b"x")), "含有宏"),
    "macro in capitals": (lambda: members(("XL/VBAPROJECT.BIN", b"x")), "含有宏"),
    "links": (lambda: members(("xl/externalLinks/externalLink1.xml", b"<x/>")), "到其他文件的链接"),
    "connections": (lambda: members(("xl/connections.xml", b"<x/>")), "外部数据的连接"),
    "object": (lambda: members(("xl/embeddings/oleObject1.bin", b"x")), "嵌入的对象"),
    "binary": (lambda: members(("xl/workbook.bin", b"x"), without="xl/workbook.xml"), ".xlsb"),
    "word": (lambda: members(("word/document.xml", b"<x/>"), without="xl/workbook.xml"), "Word 文档"),
    "ods": (lambda: members(("content.xml", b"<x/>"), without="xl/workbook.xml"), ".ods"),
    "many": (lambda: members(*((f"x/{n}", b"") for n in range(400))), "部件"),
    "bomb": (lambda: members(("xl/media/x.bin", bytes(15_000_000))), "压缩比异常"),
    "bomb in the sheet": (lambda: members(sheet2=bytes(20_000_000)), "展开后过大"),
    "styles": (lambda: members(styles=bytes(3_000_000)), "展开后过大"),
    "lzma": (lzma, "压缩方式"),
    "twice": (twice, "重复的部件"),
    "entities": (lambda: members(workbook=ENTITIES), "不合规范"),
    "entities in a sheet": (lambda: members(sheet2=ENTITIES), "不合规范"),
    "deep": (lambda: members(sheet2=b"<a>" * 100_000), "不合规范"),
    "no xml": (lambda: members(sheet2=b"<worksheet><sheetData>"), "不合规范"),
    "no strings": (lambda: members(sheet2=b'<w><row><c t="s"><v>99</v></c></row></w>'), "不合规范"),
    "odd references": (lambda: members(sheet2=b'<w><row r="x"><c r="5"><v>9</v></c></row></w>'), "不合规范"),
    "odd number": (lambda: members(sheet2=b"<w><row><c><v>nonsense</v></c></row></w>"), "不合规范的数"),
    "foreign": (foreign, "不是从本站下载的工作簿"),
    "other unit": (lambda: writing.account(YANBIAN), "不是“辽源"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_it_is_refused_with_the_reason(name: str) -> None:
    make, told = BROKEN[name]
    content, begun = make(), monotonic()
    with pytest.raises(Unreadable, match=told):
        reading.read(content, LIAOYUAN)
    assert monotonic() - begun < 10


def test_another_edition_or_unit_of_money_is_refused() -> None:
    def change(name: str, value: str) -> bytes:
        def act(book: Any) -> None:
            for row in book["_juesuan"].iter_rows(max_row=8):
                if row[0].value == name:
                    row[1].value = value

        return changed(OWN, act)

    for name, value, told in (
        ("edition", "x", "报表格式"),
        ("scale", "yuan", "金额单位"),
        ("format", "2", "不是从"),
    ):
        with pytest.raises(Unreadable, match=told):
            reading.read(change(name, value), LIAOYUAN)


def test_keys_that_somebody_made_up_are_not_written() -> None:
    def change(book: Any) -> None:
        texts, table = book["文字说明"], book["03 支出决算表"]
        texts["A5"].value, texts["D5"].value = f"reason.item.{'9' * 300}|profile.duties", "长"
        row = next(r for r in range(5, 99) if str(table.cell(r, 1).value).startswith("208|"))
        table.cell(row, 1).value, table.cell(row, 4).value = "99/9|208", 5
        table.cell(row + 1, 4).value = "1e9999999"

    found = compared(changed(OWN, change), LIAOYUAN)
    assert found.plan.entries == () and found.plan.conflicts == ()


def test_a_number_beyond_all_bounds_is_an_error() -> None:
    row = '<row r="99"><c r="E99"><v>{}</v></c></row>'
    with pytest.raises(Unreadable, match="不合规范的数"):
        compared(sheet_with(row.format("1e999999999").encode()), LIAOYUAN)
    found = compared(sheet_with(row.format("1e300").encode()), LIAOYUAN)
    assert found.plan.entries == () and found.counts == {"unread": 1}


def sheet_with(rows: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(OWN)) as source:
        own = source.read("xl/worksheets/sheet2.xml")
    return members(sheet2=own.replace(b"</sheetData>", rows + b"</sheetData>"))


def test_a_million_empty_rows_do_no_harm() -> None:
    rows = b"".join(b'<row r="%d"/>' % n for n in range(100, 700_000))
    begun = monotonic()
    assert compared(sheet_with(rows), LIAOYUAN).counts == {}
    assert monotonic() - begun < 20


def test_a_row_far_below_is_not_reached_for() -> None:
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert compared(sheet_with(far), LIAOYUAN).counts == {}


def test_reading_ends_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    book = stream.Book(OWN, seconds=-1)
    with pytest.raises(Unreadable, match="超时"):
        list(book.sheets)
    monkeypatch.setattr(xml, "EVENTS", 50)
    with pytest.raises(Unreadable, match="超时"):
        reading.read(OWN, LIAOYUAN)
    monkeypatch.undo()
    monkeypatch.setattr(stream, "STRINGS", 1)
    strings = b"<sst><si><t>a</t></si><si><t>b</t></si></sst>"
    one = b'<w><row><c t="s"><v>0</v></c></row></w>'
    with pytest.raises(Unreadable, match="超过 1 处"):
        reading.read(members(("xl/sharedStrings.xml", strings), sheet2=one), LIAOYUAN)


def test_hidden_rows_and_columns_that_are_gone_are_told() -> None:
    def rows(book: Any) -> None:
        book["03 支出决算表"].delete_rows(1)

    def columns(book: Any) -> None:
        book["03 支出决算表"].delete_cols(1)

    def head(book: Any) -> None:
        book["03 支出决算表"]["A1"] = "sheet=t03;nonsense"

    for change in (rows, columns):
        found = compared(changed(OWN, change), LIAOYUAN)
        assert found.plan.entries == () and found.passed == ("03 支出决算表",)
    found = compared(changed(OWN, head), LIAOYUAN)
    assert found.plan.entries == () and found.counts.get("unread")
