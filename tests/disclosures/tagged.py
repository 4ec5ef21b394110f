"""A printed PDF taken apart for the tests of its clauses: marked content, tags, fonts. By pikepdf."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Dictionary, Name, Object, Pdf

SHOWN = {"Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "EI"}
"""The operators that leave something on the page."""
TEXT = {"Tj", "TJ"}


@dataclass
class Content:
    """What one page draws."""

    operators: set[str] = field(default_factory=set)
    unmarked: list[str] = field(default_factory=list)
    """What is drawn outside all tags and artifacts."""
    nested: int = 0
    """Tags within artifacts, artifacts within tags, tags within tags."""
    numbers: list[int] = field(default_factory=list)
    artifacts: list[str] = field(default_factory=list)
    """Their subtypes: /Footer, or empty."""
    depth: int = 0
    """Of saved states."""
    glyphs: dict[str, set[int]] = field(default_factory=dict)
    """The codes shown in each font, by its name in the page."""
    shown: dict[int, list[tuple[str, int]]] = field(default_factory=dict)
    """Font and code of each glyph, by the number of the marked content it stands in."""


def content(page: pikepdf.Page) -> Content:
    found, marks, saved, font, number = Content(), list[str](), 0, "", None
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        found.operators.add(name)
        match name:
            case "BMC" | "BDC":
                about = operands[1] if name == "BDC" else {}
                number = about.get("/MCID")
                kind = "artifact" if operands[0] == Name.Artifact else "tag"
                found.nested += bool(marks)
                marks.append(kind)
                if number is not None:
                    found.numbers.append(int(number))
                elif kind == "artifact":
                    found.artifacts.append(str(about.get("/Subtype", "")))
            case "EMC":
                marks.pop()
            case "q" | "Q":
                saved += 1 if name == "q" else -1
                found.depth = max(found.depth, saved)
            case "Tf":
                font = str(operands[0])
        if name in SHOWN and not marks:
            found.unmarked.append(name)
        if name in TEXT:
            pieces = operands[0] if name == "TJ" else operands
            codes = b"".join(bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String))
            pairs = [int.from_bytes(codes[n : n + 2]) for n in range(0, len(codes), 2)]
            found.glyphs.setdefault(font, set()).update(pairs)
            found.shown.setdefault(-1 if number is None else int(number), []).extend((font, n) for n in pairs)
    assert not marks and not saved
    return found


@dataclass(eq=False)
class Tag:
    kind: str
    element: Dictionary
    above: "Tag | None"
    kids: list["int | Tag"] = field(default_factory=list)
    """Tags, and numbers of marked content on the page of its element."""
    annotations: list[Object] = field(default_factory=list)

    @property
    def below(self) -> list["Tag"]:
        return [kid for kid in self.kids if isinstance(kid, Tag)]

    @property
    def numbers(self) -> list[int]:
        return [kid for kid in self.kids if isinstance(kid, int)]

    def walk(self) -> Iterator["Tag"]:
        yield self
        for tag in self.below:
            yield from tag.walk()

    def of(self, *kinds: str) -> list["Tag"]:
        return [tag for tag in self.walk() if tag.kind in kinds]


def tree(pdf: Pdf) -> Tag:
    """All tags, below one Document."""
    [top] = pdf.Root.StructTreeRoot.K
    return tag(top, None)


def tag(element: Any, above: Tag | None) -> Tag:
    found = Tag(str(element.S)[1:], element, above)
    kids = element.get("/K", ())
    for kid in kids if isinstance(kids, pikepdf.Array | tuple) else [kids]:
        if isinstance(kid, int):
            found.kids.append(kid)
        elif kid.get("/Type") == Name.OBJR:
            found.annotations.append(kid.Obj)
        else:
            found.kids.append(tag(kid, found))
    return found


class Spoken:
    """What stands in tags, by the characters that the fonts give for their glyphs."""

    def __init__(self, pdf: Pdf) -> None:
        self.characters = {name: face.characters for name, face in faces(pdf).items()}
        self.shown = {page.objgen: content(page).shown for page in pdf.pages}

    def text(self, tag: Tag) -> str:
        """Of the tag and all below it."""
        return "".join(self.text(kid) if isinstance(kid, Tag) else self.piece(tag, kid) for kid in tag.kids)

    def piece(self, tag: Tag, number: int) -> str:
        glyphs = self.shown[tag.element.Pg.objgen].get(number, ())
        return "".join(self.characters[font][code] for font, code in glyphs)


def numbered(tree: Object) -> dict[int, Object]:
    """A number tree of one node."""
    pairs = list(tree.Nums)
    return {int(number): thing for number, thing in zip(pairs[::2], pairs[1::2], strict=True)}


def named(tree: Object) -> list[tuple[str, Object]]:
    """A name tree of one node, in its order."""
    pairs = list(tree.Names)
    return [(str(name), thing) for name, thing in zip(pairs[::2], pairs[1::2], strict=True)]


@dataclass(frozen=True)
class Face:
    """An embedded font, and what the PDF says of it."""

    name: str
    about: Object
    file: TTFont
    widths: dict[int, float]
    """Of glyphs, by the PDF, in thousandths."""
    characters: dict[int, str]

    @cached_property
    def places(self) -> dict[int, int]:
        """The place in the file that a glyph's number (CID) leads to."""
        if "CFF " not in self.file:
            return {number: number for number in range(self.file["maxp"].numGlyphs)}
        about = self.file["CFF "].cff.topDictIndex[0]
        if not hasattr(about, "ROS"):
            return {number: number for number in range(len(about.charset))}
        return {int(name[3:]) if place else 0: place for place, name in enumerate(about.charset)}

    def width(self, number: int) -> float:
        """By the file."""
        glyph = self.file.getGlyphOrder()[self.places[number]]
        return float(self.file["hmtx"][glyph][0]) * 1000 / float(self.file["head"].unitsPerEm)


def faces(pdf: Pdf) -> dict[str, Face]:
    """By their names in the pages."""
    return {name: face(name, about) for name, about in pdf.pages[0].Resources.Font.items()}


def face(name: str, about: Object) -> Face:
    [below] = about.DescendantFonts
    descriptor = below.FontDescriptor
    data = descriptor.get("/FontFile3") or descriptor.get("/FontFile2")
    spans, widths = list(below.W), dict[int, float]()
    for first, each in zip(spans[::2], spans[1::2], strict=True):
        widths |= {int(first) + place: float(width) for place, width in enumerate(each)}
    told = re.findall(r"<([0-9a-f]{4})> <([0-9a-f]*)>", about.ToUnicode.read_bytes().decode("ascii"))
    characters = {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in told}
    return Face(name, about, TTFont(io.BytesIO(data.read_bytes())), widths, characters)
