"""What a file is that is no workbook, by its content, and what to do with it. Pure."""

import re

RESAVE = "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”后再上传"
WORKBOOKS = "请上传有报表的工作簿（.xlsx、.xls、.ods）"
UNPACK = "请解压后上传其中的工作簿"
SIGNATURES = (
    (b"%PDF", f"是 PDF，不是工作簿。{WORKBOOKS}"),
    (b"\x89PNG", f"是图片，不是工作簿。{WORKBOOKS}"),
    (b"\xff\xd8\xff", f"是图片，不是工作簿。{WORKBOOKS}"),
    (b"Rar!", f"是压缩包（.rar）。{UNPACK}"),
    (b"7z\xbc\xaf", f"是压缩包（.7z）。{UNPACK}"),
    (b"\x1f\x8b", f"是压缩包（.gz）。{UNPACK}"),
    (b"PK\x05\x06", "是空的压缩包，里面没有工作簿"),
)
"""How files begin."""
MARKUP = (
    ("urn:schemas-microsoft-com:office:spreadsheet", f"是“XML 表格 2003”，只是名为 .xls。{RESAVE}"),
    ("opendocument:xmlns:office", f"是平面 OpenDocument 表格（.fods）。{RESAVE}"),
    (r"\Amime-version:", f"是网页（.mht），只是名为 .xls。{RESAVE}"),
    (r"<(!doctype\s+html|html|head|body|table|meta|style|div)\b", f"是网页（HTML），只是名为 .xls。{RESAVE}"),
    (r"\A\s*<\?xml", f"是 XML，不是工作簿。{RESAVE}"),
    ("", f"是文本（如 CSV），不是工作簿。{RESAVE}，并核对数字"),
)
"""Words of a text: accounting systems write all of these and call them .xls."""
STREAMS = (
    ("EncryptedPackage", "有打开密码。请在 Excel 或 WPS 中去掉密码，保存后再上传"),
    ("_VBA_PROJECT_CUR", "含有宏。请另存为“Excel 工作簿（.xlsx）”后再上传"),
    ("WordDocument", f"是 Word 文档，不是工作簿。{WORKBOOKS}"),
    ("PowerPoint Document", f"是演示文稿，不是工作簿。{WORKBOOKS}"),
)
"""Names in the container of .xls and its likes."""
MEMBERS = (
    ("xl/workbook.bin", f"是二进制工作簿（.xlsb）。{RESAVE}"),
    ("word/", f"是 Word 文档，不是工作簿。{WORKBOOKS}"),
    ("ppt/", f"是演示文稿，不是工作簿。{WORKBOOKS}"),
    ("index/document.iwa", "是 Numbers 表格。请在 Numbers 中导出为 Excel（.xlsx）后再上传"),
    ("mimetype", f"是 OpenDocument 文档，但不是表格。{WORKBOOKS}"),
    ("xl/", f"是不合规范的工作簿。{RESAVE}"),
    ("", f"是压缩包（.zip），不是工作簿。{UNPACK}"),
)
"""How names in a package begin."""
HEAD = 4096
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd]")


def of_file(content: bytes) -> str:
    for start, told in SIGNATURES:
        if content.startswith(start):
            return told
    text = text_of(content[:HEAD])
    if CONTROL.search(text):
        return f"不是工作簿，或者已经损坏。{WORKBOOKS}"
    return next(told for pattern, told in MARKUP if re.search(pattern, text, re.IGNORECASE))


def text_of(head: bytes) -> str:
    """The beginning of a text, in whichever encoding Chinese systems write; as much as is text."""
    for mark, encoding in (
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"\xef\xbb\xbf", "utf-8"),
    ):
        if head.startswith(mark):
            return head.removeprefix(mark).decode(encoding, errors="ignore")
    try:
        return head.decode()
    except UnicodeDecodeError:
        return head[:-4].decode("gb18030", errors="replace")


def of_container(content: bytes) -> str:
    """What keeps a compound file from being read as .xls; nothing if it may be one."""
    names = ((name.encode("utf-16-le"), told) for name, told in STREAMS)
    return next((told for name, told in names if name in content), "")


def of_package(names: list[str]) -> str:
    lower = [name.lower() for name in names]
    return next(told for start, told in MEMBERS if any(name.startswith(start) for name in [*lower, ""]))
