"""Printed pages, read back with Poppler's tools and pikepdf, for the tests of the PDF."""

import re
import subprocess
import zlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pikepdf

from disclosures import rendering, sample_files, typesetting
from disclosures.assembly import build
from disclosures.report import Grid, Issue, Report
from tests.disclosures import tagged

LIAOYUAN, YANBIAN = "liaoyuan-2024", "yanbian-2024"
SPACE = re.compile(r"[\s\u2060]")


@dataclass(frozen=True)
class Word:
    page: int
    left: float
    top: float
    right: float
    bottom: float
    text: str


@dataclass(frozen=True)
class TaggedCell:
    tag: str
    text: str
    scope: str
    heads: tuple[str, ...]
    """Their texts."""


def report_of(name: str) -> Report:
    """The corrected 辽源 as its first version, 延边 as a draft."""
    corrected = sample_files.has_corrections(name)
    issue = Issue(1, date(2025, 9, 26), "K7M2QX4R9T") if corrected else Issue()
    return build(sample_files.read(name, corrected=corrected), issue)


def printed(report: Report) -> bytes:
    return typesetting.pdf(rendering.article(report), report)


def poppler(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def bare(text: str) -> str:
    """White space apart."""
    return SPACE.sub("", text)


def pages(pdf: Path) -> list[str]:
    """The text of each page, white space apart."""
    return [bare(page) for page in poppler("pdftotext", "-raw", pdf, "-").split("\f")]


def words(pdf: Path) -> tuple[list[tuple[float, float]], list[Word]]:
    """The sizes of the pages, and every word with its place, in pt from the upper left."""
    text = poppler("pdftotext", "-bbox", pdf, "-")
    root = ElementTree.fromstring(re.sub(r' xmlns="[^"]*"', "", re.sub(r"<!DOCTYPE[^>]*>", "", text)))
    sizes, found = [], []
    for number, page in enumerate(root.iter("page"), 1):
        sizes.append((float(page.attrib["width"]), float(page.attrib["height"])))
        for word in page.iter("word"):
            box = (float(word.attrib[side]) for side in ("xMin", "yMin", "xMax", "yMax"))
            found.append(Word(number, *box, word.text or ""))
    return sizes, found


def inflated(pdf: bytes) -> bytes:
    """The file with its compressed objects readable behind it."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    return b"\n".join([pdf, *(zlib.decompress(s) for s in streams if s[:1] == b"x")])


def grids(report: Report) -> list[Grid]:
    return [c for section in report.sections for c in section.contents if isinstance(c, Grid)]


def tagged_tables(pdf: Path) -> list[list[list[TaggedCell]]]:
    """The lines of each table (on each of its pages) by its tags."""
    with pikepdf.open(pdf) as opened:
        spoken, top = tagged.Spoken(opened), tagged.tree(opened)
        names = {str(head.element.ID): spoken.text(head) for head in top.of("TH")}

        def cell(tag: tagged.Tag) -> TaggedCell:
            about = tag.element.A
            heads = tuple(names[str(head)] for head in about.get("/Headers", ()))
            return TaggedCell(tag.kind, spoken.text(tag), str(about.get("/Scope", ""))[1:], heads)

        return [[[cell(tag) for tag in row.below] for row in table.of("TR")] for table in top.of("Table")]
