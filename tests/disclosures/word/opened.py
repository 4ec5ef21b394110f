"""A .docx read by what the standard says, with nothing of ours: its lines in reading order, its members."""

import io
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def member(content: bytes, name: str) -> Element:
    return ElementTree.fromstring(members(content)[name])


def blocks(content: bytes) -> list[Element]:
    body = member(content, "word/document.xml").find(f"{W}body")
    assert body is not None
    return list(body)


def style(paragraph: Element) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else found.get(f"{W}val", "")


def words(element: Element) -> str:
    """Of a paragraph or a cell; tabs and line ends as blanks."""
    kinds = {f"{W}t": lambda each: each.text or "", f"{W}tab": lambda _: " ", f"{W}br": lambda _: " "}
    inside = element.iter() if element.tag != f"{W}p" else (e for r in element.iter(f"{W}r") for e in r)
    return "".join(kinds[each.tag](each) for each in inside if each.tag in kinds)


def lines(content: bytes) -> Iterator[tuple[str, str]]:
    """Style and words of each paragraph; a row of a table is one line."""
    for block in blocks(content):
        if block.tag == f"{W}p":
            yield style(block), words(block)
        elif block.tag == f"{W}tbl":
            for row in block.iter(f"{W}tr"):
                yield "row", " ".join(filter(None, map(words, row.iter(f"{W}tc"))))
