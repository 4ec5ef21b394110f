"""Lists of subjects (科目): the tree that their codes make, and reading them from CSV. Pure."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent / "data"
"""Lists of subjects by year, and what changed in them (NOTES.md there)."""
LENGTHS = (3, 5, 7)
"""类, 款, 项."""
COMPULSORY = ("code", "name")
OPTIONAL = {"budget": "fund", "explanation": "explanation", "source": "source", "confidence": "confidence"}
"""Further columns that are read, and the field each fills."""


class BadList(ValueError):
    """A list that cannot be read; the message names the line."""


@dataclass(frozen=True)
class SubjectLine:
    """One subject of a list; a column that the list does not have is blank."""

    code: str
    name: str
    fund: str = ""
    explanation: str = ""
    source: str = ""
    confidence: str = ""


@dataclass(frozen=True)
class SubjectList:
    """The subjects of a file, and which fields it has columns for."""

    fields: tuple[str, ...]
    lines: tuple[SubjectLine, ...]


def is_code(text: str) -> bool:
    """Whether `text` is the code of a 类 (3 digits), 款 (5) or 项 (7)."""
    return text.isascii() and text.isdigit() and len(text) in LENGTHS


def branch(code: str) -> tuple[str, ...]:
    """The code and those above it, from the top: 2080505 → 208, 20805, 2080505."""
    return tuple(code[:length] for length in LENGTHS if length <= len(code))


def read(content: bytes) -> SubjectList:
    """A list from the bytes of a CSV file in UTF-8 or, as older spreadsheets write it, GB 18030."""
    table = csv.DictReader(io.StringIO(decoded(content)), skipinitialspace=True)
    head = [name.strip() for name in table.fieldnames or ()]
    table.fieldnames = head
    absent = [name for name in COMPULSORY if name not in head]
    if absent:
        raise BadList(f"第 1 行：缺少栏 {'、'.join(absent)}（必须有 code 和 name）")
    fields = tuple(field for name, field in OPTIONAL.items() if name in head)
    return SubjectList((*COMPULSORY, *fields), tuple(checked(table)))


def decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadList("文件既不是 UTF-8 也不是 GB 18030 编码的文本")


def checked(table: "csv.DictReader[str]") -> Iterator[SubjectLine]:
    seen: dict[str, int] = {}
    try:
        for row in table:
            line = subject(row, table.line_num)
            if line.code in seen:
                raise BadList(f"第 {table.line_num} 行：科目编码 {line.code} 与第 {seen[line.code]} 行重复")
            seen[line.code] = table.line_num
            yield line
    except csv.Error as error:
        raise BadList(f"第 {table.line_num} 行：不是 CSV（{error}）") from error
    if not seen:
        raise BadList("文件里没有科目")


def subject(row: Mapping[str, str | None], number: int) -> SubjectLine:
    code, name = ((row.get(key) or "").strip() for key in COMPULSORY)
    if not is_code(code):
        raise BadList(f"第 {number} 行：科目编码“{code}”不是 3、5 或 7 位数字")
    if not name or len(name) > 200 or re.search(r"[\x00-\x1f]", name):
        raise BadList(f"第 {number} 行：科目 {code} 的名称空白、过长或含控制字符")
    return SubjectLine(
        code, name, **{field: (row.get(column) or "").strip() for column, field in OPTIONAL.items()}
    )
