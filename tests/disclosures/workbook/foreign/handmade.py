"""Workbooks of all three formats put together by hand, down to their bytes."""

import io
import struct
import zipfile
from pathlib import Path

FILES = Path(__file__).parent / "files"
ODF = "urn:oasis:names:tc:opendocument:xmlns"
SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"


def kept(name: str) -> bytes:
    """A file that LibreOffice saved (`libreoffice`)."""
    return (FILES / name).read_bytes()


def zipped(members: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return out.getvalue()


def unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        return {name: source.read(name) for name in source.namelist()}


def changed(name: str, **replaced: bytes | str) -> bytes:
    """A kept file with members replaced, by the end of their name: sheet1=…, content=…"""
    members: dict[str, bytes | str] = {}
    for member, content in unzipped(kept(name)).items():
        end = member.rpartition("/")[2].rpartition(".")[0]
        members[member] = replaced.get(end, content)
    return zipped(members)


def with_members(name: str, added: dict[str, bytes | str]) -> bytes:
    return zipped({**unzipped(kept(name)), **added})


def xlsx(rows: str, before: str = "", after: str = "") -> bytes:
    """The kept .xlsx with these rows in its first sheet."""
    sheet = f"<worksheet>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"
    return changed("kinds.xlsx", sheet1=sheet)


def ods(tables: str, styles: str = "", members: dict[str, bytes | str] | None = None) -> bytes:
    spaces = " ".join(f'xmlns:{name}="{ODF}:{name}:1.0"' for name in ("office", "table", "style", "text"))
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped({"mimetype": SPREADSHEET, "content.xml": content, **(members or {})})


def table(rows: str) -> str:
    return f'<table:table table:name="表">{rows}</table:table>'


def number(value: str, **repeated: int) -> str:
    """A cell of a number; columns=5: five of them."""
    more = "".join(f' table:number-{name}-repeated="{times}"' for name, times in repeated.items())
    return f'<table:table-cell office:value-type="float" office:value="{value}"{more}/>'


def record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def bare_xls(*cells: tuple[int, int, float | str]) -> bytes:
    """An .xls without a container, as of Excel 2; rows and columns from 1."""
    made = record(0x0009, struct.pack("<HH", 2, 0x10)) + record(0x0042, struct.pack("<H", 936))
    for row, column, value in cells:
        place = struct.pack("<HH3x", row - 1, column - 1)
        if isinstance(value, str):
            text = value.encode("gbk")
            made += record(0x0004, place + bytes([len(text)]) + text)
        else:
            made += record(0x0003, place + struct.pack("<d", value))
    return made + record(0x000A, b"")


def xls_with_macro_sheet() -> bytes:
    """The kept .xls, its first sheet said to be one of macros."""
    made = bytearray(kept("kinds.xls"))
    place = made.index(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    while True:
        kind, length = struct.unpack_from("<HH", made, place)
        if kind == 0x0085:
            made[place + 4 + 5] = 1
            return bytes(made)
        place += 4 + length


def xls_with(kind: int, content: bytes) -> bytes:
    """The kept .xls, a record of its beginning replaced by this one, filled up."""
    made = bytearray(kept("kinds.xls"))
    place = made.index(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    while True:
        _, length = struct.unpack_from("<HH", made, place)
        place += 4 + length
        _, room = struct.unpack_from("<HH", made, place)
        if room >= len(content) and place:
            struct.pack_into("<HH", made, place, kind, room)
            made[place + 4 : place + 4 + len(content)] = content
            return bytes(made)
