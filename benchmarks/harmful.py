"""Workbooks made to take time and memory, for benchmarks.workbook: small files that ask for much."""

import io
import struct
import zipfile
from collections.abc import Callable

SHEETS = '<sheets><sheet name="a" r:id="r1"/></sheets>'
XLSX = {
    "xl/workbook.xml": f'<workbook xmlns:r="r">{SHEETS}</workbook>',
    "xl/_rels/workbook.xml.rels": '<a><Relationship Id="r1" Type="t/worksheet" Target="s.xml"/></a>',
}
ODF = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = " ".join(f'xmlns:{name}="{ODF}:{name}:1.0"' for name in ("office", "table", "text"))
FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
BLANKS = '<table:table-row table:number-rows-repeated="1048576"><table:table-cell/></table:table-row>'
ONES = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/>'
SPACES = "<table:table-row><table:table-cell><text:p>{}</text:p></table:table-cell></table:table-row>"


def zipped(members: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return out.getvalue()


def xlsx(sheet: str, strings: str = "<a/>") -> bytes:
    whole = f"<worksheet><sheetData>{sheet}</sheetData></worksheet>"
    return zipped({**XLSX, "xl/s.xml": whole, "xl/sharedStrings.xml": strings})


def ods(rows: str) -> bytes:
    content = f'<office:a {NAMES}><table:table table:name="a">{rows}</table:table></office:a>'
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def noise(number: int) -> str:
    """Digits that do not pack well, so that the ratio stays that of an honest file."""
    return "".join(f"{n * 2654435761 % 4294967296:x}" for n in range(number))


def rows(times: int, cells: str) -> str:
    return "".join(f'<row r="{n}">{cells}</row>' for n in range(1, times + 1))


def bare(records: bytes) -> bytes:
    """An .xls without a container."""
    return record(0x0009, struct.pack("<HH", 2, 0x10)) + records + record(0x000A, b"")


def record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def numbers(times: int) -> bytes:
    """One in the last column of each row: rows filled up to it."""
    places = (struct.pack("<HH3xd", n % 16384, 255 - n // 16384, 1.5) for n in range(times))
    return b"".join(record(0x0003, each) for each in places)


FILES: dict[str, Callable[[], bytes]] = {
    ".xlsx: used range of all there is, two cells": lambda: xlsx(f'<row r="1"><c><v>1</v></c></row>{FAR}'),
    ".xlsx: 600,000 empty rows": lambda: xlsx(rows(600_000, "")),
    ".xlsx: 400,000 rows with a formatted cell": lambda: xlsx(rows(400_000, '<c s="1"/>')),
    ".xlsx: 330,000 cells": lambda: xlsx(rows(3_300, "<c><v>1</v></c>" * 100)),
    ".xlsx: 90,000 cells of one long text": lambda: xlsx(
        rows(900, '<c t="s"><v>0</v></c>' * 100), f"<sst><si><t>{noise(400)}\r</t></si></sst>"
    ),
    ".xlsx: a tag of 500,000 attributes": lambda: xlsx(
        "<a " + " ".join(f'a{n * 2654435761 % 4294967296:x}="{n}"' for n in range(500_000)) + "/>"
    ),
    ".xlsx: hidden columns 300,000 times over": lambda: xlsx(
        "".join(f'<col min="1" max="{n}" hidden="1"/>' for n in range(300, 300_300))
    ),
    ".ods: all rows blank, twice": lambda: ods(BLANKS * 2),
    ".ods: the number 1 in all cells": lambda: ods(
        f'<table:table-row table:number-rows-repeated="1048576">{ONES}</table:table-row>'
    ),
    ".ods: 300,000 times many spaces": lambda: ods(
        SPACES.format("".join(f'<text:s text:c="{n * 2654435761}"/>' for n in range(300_000)))
    ),
    ".ods: a text of 7 MB": lambda: ods(SPACES.format(noise(900_000))),
    ".xls: 16,384 rows filled to the last column": lambda: bare(numbers(16_384)),
    ".xls: 520,000 cells": lambda: bare(numbers(520_000)),
    ".xls: 1,250 records of shared strings": lambda: bare(record(0x00FC, bytes(8000)) * 1_250),
    ".xls: merged ranges 1.2 million times": lambda: bare(
        (record(0x00E5, struct.pack("<H", 1027) + struct.pack("<HHHH", 0, 9, 0, 9) * 1027)) * 1_200
    ),
}
