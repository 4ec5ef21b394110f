"""A file from a stranger, its kind told by its content and never by its name: opened, or refused with the
reason and what to do. Pure, but for the processes of `apart`.
"""

import zipfile

from disclosures.workbook import package
from disclosures.workbook.foreign import apart, kinds, ods, separated, spreadsheet_xml, xlsx
from disclosures.workbook.foreign.book import Book
from disclosures.workbook.members import whole
from disclosures.workbook.package import OLE, WORKBOOK, ZIP, Unreadable, refuse_large

LARGEST = 10 * 1024 * 1024
"""Bytes of an .xls or a text, which are not packed. Of .xlsx and .ods: package.LARGEST."""
SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
BARE = (b"\x09\x08", b"\x09\x04\x06", b"\x09\x02\x06", b"\x09\x00\x04")
"""How an .xls of Excel 2 to 5 begins that has no container; simple exporters still write them."""


def opened(content: bytes) -> Book:
    """Unreadable where it is no workbook, a harmful, damaged or locked one, or too large."""
    if not content:
        raise Unreadable("文件是空的")
    refuse_large(content, LARGEST)
    if content.startswith(ZIP):
        return of_package(content)
    told = kinds.of_container(content) if content.startswith(OLE) else ""
    if not content.startswith((OLE, *BARE)):
        match kinds.text_in(content):
            case "html":
                return apart.book(content, "webpage", "html")
            case "xml":
                return spreadsheet_xml.book(content)
            case "csv":
                return separated.book(content)
        told = kinds.of_file(content)
    if told:
        raise Unreadable(f"文件{told}")
    return apart.book(content, "biff", "xls")


def of_package(content: bytes) -> Book:
    refuse_large(content, package.LARGEST)
    members = package.unpacked(content)
    names = members.namelist()
    if WORKBOOK in names:
        return xlsx.book(content)
    if is_ods(members):
        return ods.book(members)
    raise Unreadable(f"文件{kinds.of_package(names)}")


def is_ods(members: zipfile.ZipFile) -> bool:
    """Also a template of one."""
    if "mimetype" not in members.namelist():
        return False
    with whole(), members.open("mimetype") as source:
        return source.read(len(SPREADSHEET)) == SPREADSHEET
