"""Elements of WordprocessingML as text. Text and values of attributes are escaped here and nowhere else."""

import re
from collections.abc import Iterable
from html import escape

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold."""


def tag(name: str, /, *inside: str, **attributes: str | int | float) -> str:
    """`tag("jc", val="center")` is <w:jc w:val="center"/>. The standard prescribes the order of elements."""
    told = "".join(f' w:{key}="{escaped(value)}"' for key, value in attributes.items())
    content = "".join(inside)
    return f"<w:{name}{told}>{content}</w:{name}>" if content else f"<w:{name}{told}/>"


def escaped(value: object) -> str:
    return escape(FORBIDDEN.sub("", str(value)))


def run(text: str, *looks: str) -> str:
    """Text in one look; its line ends and tabs become those of Word."""
    pieces = text.replace("\r\n", "\n").split("\n")
    words = tag("br").join(_tabbed(piece) for piece in pieces)
    return tag("r", tag("rPr", *looks) if looks else "", words) if words else ""


def _tabbed(text: str) -> str:
    return tag("tab").join(
        f'<w:t xml:space="preserve">{escaped(piece)}</w:t>' if piece else "" for piece in text.split("\t")
    )


def paragraph(style: str, *inside: str, looks: Iterable[str] = ()) -> str:
    return tag("p", tag("pPr", tag("pStyle", val=style), *looks), *inside)


def field(code: str, shown: str = "", *looks: str) -> str:
    """A field, that Word works out itself; `shown` until it does."""
    return field_start(code, *looks) + run(shown, *looks) + field_end(*looks)


def field_start(code: str, *looks: str) -> str:
    look = tag("rPr", *looks) if looks else ""
    instruction = f'<w:instrText xml:space="preserve"> {escaped(code)} </w:instrText>'
    marks = (tag("fldChar", fldCharType="begin"), instruction, tag("fldChar", fldCharType="separate"))
    return "".join(tag("r", look, each) for each in marks)


def field_end(*looks: str) -> str:
    return tag("r", tag("rPr", *looks) if looks else "", tag("fldChar", fldCharType="end"))


def part(root: str, *inside: str) -> str:
    """A whole member of the package."""
    return f"{HEAD}<w:{root} {NAMESPACES}>{''.join(inside)}</w:{root}>"
