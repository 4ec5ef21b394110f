"""What a file is that is no workbook, by its content, and what to do with it. Pure."""

import re
from codecs import getincrementaldecoder
from typing import Literal

Text = Literal["html", "xml", "csv", ""]
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
NO_TABLE = f"文件是网页（HTML），里面没有表格。{RESAVE}"
TEXTS: tuple[tuple[str, Text], ...] = (
    ("opendocument:xmlns:office|\\Amime-version:", ""),
    ("urn:schemas-microsoft-com:office:spreadsheet", "xml"),
    (r"<(!doctype\s+html|html|head|body|table|meta|style|div)\b", "html"),
)
"""Words of a text that can be read: accounting systems write all of these and call them .xls."""
MARKUP = (
    ("opendocument:xmlns:office", f"是平面 OpenDocument 表格（.fods）。{RESAVE}"),
    (r"\Amime-version:", f"是网页（.mht），只是名为 .xls。{RESAVE}"),
    (r"\A\s*<\?xml", f"是 XML，不是工作簿。{RESAVE}"),
    ("", f"是文本，没有分栏的表，不是工作簿。{WORKBOOKS}"),
)
"""Words of other texts."""
SEPARATORS = "\t,;|"
MARKS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8"))
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


def text_in(content: bytes) -> Text:
    """As which kind of text it can be read; nothing for what is none, or other."""
    if content.startswith(tuple(start for start, _ in SIGNATURES)):
        return ""
    text = text_of(content[:HEAD])
    if CONTROL.search(text):
        return ""
    for pattern, kind in TEXTS:
        if re.search(pattern, text, re.IGNORECASE):
            return kind
    return "csv" if separator(text) and not text.lstrip().startswith("<") else ""


def separator(text: str) -> str:
    """What parts the cells of a line: the one that most lines have; nothing where hardly one has any."""
    lines = text[:HEAD].splitlines()
    having = {each: sum(each in line for line in lines) for each in SEPARATORS}
    best = max(SEPARATORS, key=lambda each: having[each])
    return best if having[best] > 1 else ""


def decoded(content: bytes) -> str:
    """All of a text, in whichever encoding Chinese systems write."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return content.removeprefix(mark).decode(encoding, errors="replace")
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("gb18030", errors="replace")


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
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return head.removeprefix(mark).decode(encoding, errors="ignore")
    try:
        return getincrementaldecoder("utf-8")().decode(head)  # whose last character may be cut
    except UnicodeDecodeError:
        return getincrementaldecoder("gb18030")("replace").decode(head)


def of_container(content: bytes) -> str:
    """What keeps a compound file from being read as .xls; nothing if it may be one."""
    names = ((name.encode("utf-16-le"), told) for name, told in STREAMS)
    return next((told for name, told in names if name in content), "")


def of_package(names: list[str]) -> str:
    lower = [name.lower() for name in names]
    return next(told for start, told in MEMBERS if any(name.startswith(start) for name in [*lower, ""]))
