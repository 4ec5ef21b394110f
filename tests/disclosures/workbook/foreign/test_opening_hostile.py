"""Files from strangers that are no workbooks, damaged, locked or made to do harm: each refused with the
reason and what to do. What they cost is measured (docs/measurements.md), not asserted."""

import io
import struct
import zipfile
from collections.abc import Callable

import pytest
from openpyxl import Workbook

from disclosures.workbook.foreign import apart, gathering, opening
from disclosures.workbook.foreign.opening import opened
from disclosures.workbook.package import OLE, Unreadable
from tests.disclosures.workbook.foreign.handmade import (
    SPREADSHEET,
    bare_xls,
    changed,
    kept,
    number,
    ods,
    record,
    table,
    with_members,
    xls_with,
    xls_with_macro_sheet,
    xlsx,
    zipped,
)
from tests.disclosures.workbook.sheets import saved

XLSX, XLS, ODS = (kept(f"kinds.{form}") for form in ("xlsx", "xls", "ods"))
ENTITIES = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><a>&c;</a>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
DEEP = "<a>" * 100_000
ROWS = "<row><c><v>1</v></c></row>"


def compound(*names: str) -> bytes:
    return OLE + bytes(600) + "".join(names).encode("utf-16-le") + bytes(600)


def symlink() -> bytes:
    out = io.BytesIO(XLSX)
    with zipfile.ZipFile(out, "a") as made:
        link = zipfile.ZipInfo("xl/worksheets/link.xml")
        link.external_attr = 0o120777 << 16
        made.writestr(link, "/etc/passwd")
    return out.getvalue()


def twice() -> bytes:
    out = io.BytesIO(XLSX)
    with pytest.warns(UserWarning), zipfile.ZipFile(out, "a") as made:
        made.writestr("xl/workbook.xml", "<workbook/>")
    return out.getvalue()


def locked_zip() -> bytes:
    """The mark of a password in the directory."""
    content = bytearray(XLSX)
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def all_cells() -> bytes:
    row = '<table:table-row table:number-rows-repeated="1048576">'
    return ods(table(f"{row}{number('1', columns=16384)}</table:table-row>"))


def thousand_sheets() -> bytes:
    return ods("".join(f'<table:table table:name="{n}"/>' for n in range(1000)))


def many_sheets_in_xlsx() -> bytes:
    book = Workbook()
    for _ in range(400):
        book.create_sheet()
    return saved(book)


LOCKED_ODS: dict[str, bytes | str] = {
    "META-INF/manifest.xml": '<m xmlns:m="m"><m:file-entry><m:encryption-data/></m:file-entry></m>'
}
EXTERNAL = record(0x01AE, struct.pack("<HHB", 1, 5, 0) + b"a.xls" + struct.pack("<HB", 1, 0) + b"S")[4:]

REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "文件是空的"),
    "too large": (lambda: XLS + bytes(opening.LARGEST), "文件太大"),
    "too large for a package": (lambda: XLSX + bytes(6_000_000), "文件太大"),
    "pdf": (lambda: b"%PDF-1.7", "是 PDF"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n", "是图片"),
    "rar": (lambda: b"Rar!\x1a\x07\x00", "请解压"),
    "noise": (lambda: bytes(range(256)), "不是工作簿，或者已经损坏"),
    "notes": (lambda: "今年的决算，见附件。\n".encode(), "没有分栏的表"),
    "notes in GBK": (lambda: ("今年的决算\n" * 1000).encode("gbk"), "没有分栏的表"),
    "notes in UTF-8 cut in a character": (lambda: ("a" + "决" * 3000).encode(), "没有分栏的表"),
    "web page without a table": (lambda: "<html><frameset>收入</frameset>".encode("gbk"), "里面没有表格"),
    "web archive": (lambda: b"MIME-Version: 1.0\nContent-Type: multipart/related", "mht"),
    "xml of 2003 cut": (
        lambda: b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
        "不合规范",
    ),
    "flat ods": (
        lambda: b'<?xml version="1.0"?><a xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0">',
        ".fods",
    ),
    "other xml": (lambda: b'<?xml version="1.0"?><a/>', "是 XML，不是工作簿"),
    "encrypted xlsx": (lambda: compound("EncryptedPackage"), "打开密码"),
    "xls with macros": (lambda: compound("Workbook", "_VBA_PROJECT_CUR"), "含有宏"),
    "doc": (lambda: compound("WordDocument"), "是 Word 文档"),
    "ppt": (lambda: compound("PowerPoint Document"), "是演示文稿"),
    "container of nothing": (lambda: compound("Other"), "损坏"),
    "encrypted xls": (lambda: xls_with(0x2F, b"\x01\x00"), "打开密码，或者工作簿的结构有保护"),
    "xls with a macro sheet": (xls_with_macro_sheet, "含有宏表（Excel 4.0）"),
    "xls with links": (lambda: xls_with(0x01AE, EXTERNAL), "到其他文件的链接"),
    "xls cut": (lambda: XLS[: len(XLS) // 2], "损坏"),
    "xls without a container cut": (lambda: bare_xls((1, 1, 5.0))[:-9], "损坏"),
    "xls of zeros": (lambda: XLS[:512] + bytes(len(XLS) - 512), "损坏"),
    "docx": (lambda: zipped({"word/document.xml": "<a/>"}), "是 Word 文档"),
    "pptx": (lambda: zipped({"ppt/presentation.xml": "<a/>"}), "是演示文稿"),
    "xlsb": (lambda: zipped({"xl/workbook.bin": "a"}), ".xlsb"),
    "numbers": (lambda: zipped({"Index/Document.iwa": "a"}), "Numbers"),
    "text document": (
        lambda: zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}),
        "不是表格",
    ),
    "zip of workbooks": (lambda: zipped({"甲.xlsx": XLSX}), "请解压"),
    "images only": (lambda: zipped({"xl/media/image1.png": "a"}), "不合规范的工作簿"),
    "empty zip": (lambda: zipped({}), "空的压缩包"),
    "xlsx cut": (lambda: XLSX[:-30], "损坏"),
    "ods cut": (lambda: ODS[: len(ODS) // 2], "损坏"),
    "xlsx with macros": (lambda: with_members("kinds.xlsx", {"xl/vbaProject.bin": "a"}), "含有宏"),
    "xlsx with macro sheet": (lambda: with_members("kinds.xlsx", {"xl/macrosheets/a.xml": "a"}), "含有宏"),
    "xlsx with links": (lambda: with_members("kinds.xlsx", {"xl/externalLinks/a.xml": "a"}), "断开链接"),
    "xlsx with objects": (lambda: with_members("kinds.xlsx", {"xl/embeddings/a.bin": "a"}), "嵌入的对象"),
    "ods with macros": (lambda: with_members("kinds.ods", {"Basic/Standard/script-lb.xml": "a"}), "含有宏"),
    "ods with links": (lambda: ods(table('<table:table-source table:name="a"/>')), "断开链接"),
    "encrypted ods": (lambda: ods(table(""), members=LOCKED_ODS), "打开密码"),
    "encrypted member": (locked_zip, "有密码"),
    "duplicate members": (twice, "重复的部件"),
    "path out of the package": (lambda: with_members("kinds.xlsx", {"../../etc/a": "a"}), "指向文件以外"),
    "path from the root": (lambda: with_members("kinds.xlsx", {"/etc/a": "a"}), "指向文件以外"),
    "link out of the package": (symlink, "指向文件以外"),
    "bomb": (lambda: with_members("kinds.xlsx", {"xl/media/a": bytes(15_000_000)}), "压缩比异常"),
    "bomb in ods": (lambda: changed("kinds.ods", content=" " * 15_000_000), "压缩比异常"),
    "thousand members": (lambda: with_members("kinds.ods", {f"a{n}": "" for n in range(1000)}), "部件"),
    "entities": (lambda: changed("kinds.xlsx", sheet1=ENTITIES), "不合规范"),
    "outside entities": (lambda: changed("kinds.xlsx", sharedStrings=OUTSIDE), "不合规范"),
    "entities in ods": (lambda: changed("kinds.ods", content=ENTITIES), "不合规范"),
    "deep": (lambda: changed("kinds.xlsx", sheet1=DEEP), "不合规范"),
    "deep ods": (lambda: changed("kinds.ods", content=DEEP), "不合规范"),
    "odd encoding": (
        lambda: changed("kinds.xlsx", sheet1='<?xml version="1.0" encoding="nonsense"?><a/>'),
        "不合规范",
    ),
    "row zero": (lambda: xlsx('<row r="0"><c><v>1</v></c></row>'), "不合规范"),
    "odd merge": (lambda: xlsx(ROWS, after='<mergeCell ref="A:B"/>'), "不合规范"),
    "odd number": (lambda: xlsx("<row><c><v>1,234</v></c></row>"), "不合规范的数"),
    "odd number in ods": (lambda: ods(table(f"<table:table-row>{number('')}</table:table-row>")), "的数"),
    "no sheet": (lambda: changed("kinds.xlsx", workbook="<workbook/>"), "没有工作表"),
    "no sheet in ods": (lambda: ods(""), "没有工作表"),
    "sheet that is not there": (lambda: changed("kinds.xlsx", **{"workbook.xml": "<a/>"}), "没有工作表"),
    "tables in tables": (lambda: ods(table(f"<table:table-row>{table('')}</table:table-row>")), "嵌在表格里"),
    "a thousand sheets": (thousand_sheets, "请拆成几个文件"),
    "four hundred sheets": (many_sheets_in_xlsx, "部件"),
    "all cells of a sheet": (all_cells, "超过 300,000 个"),
    "all columns zero times": (
        lambda: ods(table(f"<table:table-row>{number('1', columns=0)}</table:table-row>")),
        "不合规范",
    ),
    "rows repeated for ever": (
        lambda: ods(table(f'<table:table-row table:number-rows-repeated="{"9" * 5000}"/>')),
        "不合规范",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_with_the_reason(name: str) -> None:
    make, told = REFUSED[name]
    with pytest.raises(Unreadable, match=told) as reason:
        opened(make())
    assert any(word in str(reason.value) for word in ("请", "空的")), "what to do"


def test_too_many_words_and_merged_ranges_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "CHARACTERS", 20)
    with pytest.raises(Unreadable, match="文字超过 20 个"):
        opened(XLSX)
    monkeypatch.undo()
    monkeypatch.setattr(gathering, "MERGES", 1)
    with pytest.raises(Unreadable, match="合并的单元格超过 1 处"):
        opened(XLSX)


def test_an_xls_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SECONDS", 0)
    with pytest.raises(Unreadable, match="读取超时"):
        opened(XLS)


def test_texts_that_no_database_takes_are_cleaned() -> None:
    rows = '<row><c t="str"><v>甲_x0000_乙_xD800_</v></c></row>'
    assert opened(xlsx(rows)).sheets[0].rows[1][1].text == "甲乙"


def test_a_template_is_a_workbook() -> None:
    members: dict[str, bytes | str] = {"mimetype": f"{SPREADSHEET}-template"}
    assert opened(ods(table(""), members=members)).format == "ods"
