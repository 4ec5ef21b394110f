"""A file that somebody says is text: read as text, or refused with what to do instead. Pure."""

from pathlib import Path

LARGEST = 2 * 1024 * 1024
KINDS = (
    (b"PK\x03\x04", "是 Word 文档（.docx）或压缩文件，请用 Word 另存为“纯文本（.txt）”后再试"),
    (b"\xd0\xcf\x11\xe0", "是旧版 Word 文档（.doc），请用 Word 另存为“纯文本（.txt）”后再试"),
    (b"%PDF", "是 PDF 文件，请把文字复制到纯文本文件（.txt）后再试"),
    (b"{\\rtf", "是 RTF 文档，请另存为“纯文本（.txt）”后再试"),
)
TEXT_CONTROLS = "\t\n\r\f"


class Unreadable(Exception):
    """Why the file is not a text, and what to do; for the person who gave it."""


def read(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise Unreadable(f"文件 {path} 太大（{path.stat().st_size:,} 字节），最大 {LARGEST:,} 字节")
        return text_of(path.read_bytes(), str(path))
    except FileNotFoundError:
        raise Unreadable(f"找不到文件 {path}") from None
    except IsADirectoryError:
        raise Unreadable(f"{path} 是文件夹，不是文件") from None
    except OSError as error:
        raise Unreadable(f"读不了文件 {path}：{error.strerror}") from error


def text_of(content: bytes, name: str) -> str:
    """UTF-8, with or without its mark; UTF-16 with its mark; else GB18030, as Windows writes it."""
    for start, told in KINDS:
        if content.startswith(start):
            raise Unreadable(f"文件 {name} {told}")
    encodings = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not text.strip():
            raise Unreadable(f"文件 {name} 是空的，没有可检查的文字")
        if any(ord(letter) < 32 and letter not in TEXT_CONTROLS for letter in text):
            raise Unreadable(f"文件 {name} 不是纯文本，请另存为“纯文本（.txt）”后再试")
        return text.replace("\r\n", "\n").replace("\r", "\n")
    raise Unreadable(f"文件 {name} 的编码无法识别，请另存为 UTF-8 编码的纯文本后再试")
