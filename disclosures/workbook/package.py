"""A file from a stranger, opened as an XLSX package or refused with the reason and what to do. Pure.

Nothing is unpacked before sizes, names and kinds of the members are known to be harmless.
"""

import io
import re
import stat
import zipfile
from collections import Counter
from collections.abc import Iterable

LARGEST = 5 * 1024 * 1024
MEMBERS = 300
MEMBER = 16 * 1024 * 1024
"""Unpacked, in bytes: a sheet of 2,000 rows is below 2 MB."""
STYLES = 2 * 1024 * 1024
WHOLE = 40 * 1024 * 1024
RATIO = 300
"""Unpacked to packed, of members from a megabyte on."""
MEGABYTE = 1024 * 1024
OLE, ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
WORKBOOK = "xl/workbook.xml"
RESAVE = "请用 Excel 或 WPS 打开并另存一次后再上传"


class Unreadable(ValueError):
    """Why the file cannot be read; for the person who gave it."""


FORBIDDEN = (
    (r"vbaproject\.bin$|macrosheets/", "含有宏。请另存为“Excel 工作簿（.xlsx）”后再上传"),
    (r"^xl/externallinks/", "含有到其他文件的链接。请在 Excel“数据—编辑链接”中断开链接，保存后再上传"),
    (r"^xl/(connections\.xml|querytables/|model/)", "含有到外部数据的连接。请删除连接，保存后再上传"),
    (r"^xl/(embeddings|activex|ctrlprops)/", "含有嵌入的对象或控件。请删除后再上传"),
    (r"^xl/workbook\.bin$", "是二进制工作簿（.xlsb）。请另存为“Excel 工作簿（.xlsx）”后再上传"),
)
OTHERS = (
    ("word/", "是 Word 文档，不是工作簿。请上传从本站下载的工作簿（.xlsx）"),
    ("ppt/", "是演示文稿，不是工作簿。请上传从本站下载的工作簿（.xlsx）"),
    ("content.xml", "是 OpenDocument 表格（.ods）。请另存为“Excel 工作簿（.xlsx）”后再上传"),
)


def opened(content: bytes) -> zipfile.ZipFile:
    """The package, its directory checked."""
    refuse_large(content, LARGEST)
    refuse_other_kinds(content)
    package = unpacked(content)
    refuse_forbidden(package.namelist())
    refuse_others(package.namelist())
    return package


def refuse_large(content: bytes, largest: int) -> None:
    if len(content) > largest:
        raise Unreadable(
            f"文件太大（{len(content):,} 字节），最大 {largest:,} 字节。请删除图片和无关的工作表"
        )


def unpacked(content: bytes) -> zipfile.ZipFile:
    """A package of any kind, sizes and names of its members checked."""
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, EOFError, OSError):
        raise Unreadable(
            "文件损坏，不是完整的工作簿。请重新取得文件，或用 Excel 打开并另存后再上传"
        ) from None
    refuse_bombs(package.infolist())
    refuse_names(package.infolist())
    return package


def refuse_other_kinds(content: bytes) -> None:
    if content.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise Unreadable("文件有打开密码。请在 Excel 中去掉密码，保存后再上传")
        raise Unreadable("是旧版工作簿（.xls）。请另存为“Excel 工作簿（.xlsx）”后再上传")
    if not content:
        raise Unreadable("文件是空的")
    if not content.startswith(ZIP):
        raise Unreadable("不是工作簿（.xlsx）。请上传从本站下载的工作簿")


def refuse_bombs(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MEMBERS:
        raise Unreadable(
            f"文件内部有 {len(members)} 个部件，最多 {MEMBERS} 个，没有读取。请拆成几个文件，或删除图片"
        )
    for each in members:
        if each.flag_bits & 1:
            raise Unreadable("文件有密码。请去掉密码，保存后再上传")
        if each.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Unreadable(f"文件的压缩方式不合规范，没有读取。{RESAVE}")
        if each.file_size > limit(each.filename):
            raise Unreadable(
                f"文件的部件 {shown(each.filename)} 展开后过大，没有读取。请删除多余的内容和格式"
            )
        if each.file_size > MEGABYTE and each.file_size > RATIO * max(1, each.compress_size):
            raise Unreadable(f"文件的部件 {shown(each.filename)} 压缩比异常，没有读取。{RESAVE}")
    if sum(each.file_size for each in members) > WHOLE:
        raise Unreadable("文件展开后过大，没有读取。请删除多余的工作表、图片和格式")


def limit(name: str) -> int:
    """An .ods has all its sheets in one member."""
    if name.lower() in ("xl/styles.xml", WORKBOOK):
        return STYLES
    return WHOLE if name == "content.xml" else MEMBER


def refuse_names(members: list[zipfile.ZipInfo]) -> None:
    if any(times > 1 for times in Counter(each.filename.lower() for each in members).values()):
        raise Unreadable(f"文件内部有重复的部件，没有读取。{RESAVE}")
    for each in members:
        leads_out = each.filename.startswith("/") or ".." in each.filename.split("/")
        if leads_out or stat.S_ISLNK(each.external_attr >> 16):
            raise Unreadable(f"文件的部件 {shown(each.filename)} 指向文件以外，没有读取。{RESAVE}")


def refuse_forbidden(names: Iterable[str]) -> None:
    """What an XLSX package has beside tables. Nothing of it would be run; but figures may hang on it."""
    lower = [name.lower() for name in names]
    for pattern, told in FORBIDDEN:
        if any(re.search(pattern, name) for name in lower):
            raise Unreadable(f"文件{told}")


def refuse_others(names: list[str]) -> None:
    if WORKBOOK not in names:
        told = next(
            (told for start, told in OTHERS if any(name.lower().startswith(start) for name in names)), ""
        )
        raise Unreadable(f"文件{told}" if told else "不是工作簿（.xlsx）。请上传从本站下载的工作簿")


def shown(name: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in name[:60])
