"""The paper: A4 by GB/T 9704, upright or lying; what stands at its edges; settings. Lengths in twips."""

from dataclasses import dataclass

from disclosures.word.styles import TABLES, faces, size
from disclosures.word.xml import field, paragraph, part, run, tag

NOTICE = "Word 副本，正式文本以同一版本的 PDF 为准"


@dataclass(frozen=True)
class Paper:
    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    mark: int
    """From the lower edge of the page to that of the page mark, which stands 7 mm below the text."""


UPRIGHT = Paper(11906, 16838, top=2098, right=1474, bottom=1985, left=1588, mark=1300)
WIDE = Paper(16838, 11906, top=1588, right=1985, bottom=1474, left=2098, mark=790)
EDGES = (("default", "header1", "footer1"), ("even", "header1", "footer2"), ("first", "header1", "footer3"))
"""The cover has no page mark."""


def section(*, wide: bool, first: bool) -> str:
    """A page's size and margins; the first section of a document says what stands at the edges of all."""
    paper = WIDE if wide else UPRIGHT
    edges = "".join(_edge(kind, *names) for kind, *names in EDGES) if first else ""
    return tag(
        "sectPr",
        edges,
        tag("type", val="nextPage"),
        tag("pgSz", w=paper.width, h=paper.height, **({"orient": "landscape"} if wide else {})),
        tag(
            "pgMar",
            **{side: getattr(paper, side) for side in ("top", "right", "bottom", "left")},
            header=850,
            footer=paper.mark,
            gutter=0,
        ),
        tag("titlePg") if first else "",
    )


def _edge(kind: str, header: str, footer: str) -> str:
    return "".join(f'<w:{name[:-1]}Reference w:type="{kind}" r:id="{name}"/>' for name in (header, footer))


def end(*, wide: bool, first: bool) -> str:
    """The end of a section of Word: a paragraph of its own, next to nothing high."""
    low = (tag("snapToGrid", val=0), tag("spacing", before=0, after=0, line=20, lineRule="exact"))
    return tag("p", tag("pPr", *low, tag("rPr", *size(1)), section(wide=wide, first=first)))


def edges(mark: str) -> dict[str, str]:
    """`mark`: which version it is. The page mark is at the right on odd pages, at the left on even ones."""
    return {
        "header1": part("hdr", paragraph("Header", run(f"{mark}　{NOTICE}"))),
        "footer1": part("ftr", _number("right")),
        "footer2": part("ftr", _number("left")),
        "footer3": part("ftr", paragraph("Footer")),
    }


def _number(side: str) -> str:
    looks = (faces(TABLES), *size(14))
    words = (run("— ", *looks), field("PAGE", "1", *looks), run(" —", *looks))
    return paragraph("Footer", *words, looks=(tag("ind", **{side: 320}), tag("jc", val=side)))


def settings() -> str:
    """The member word/settings.xml. Word asks once whether to fill in the page numbers of the 目录."""
    word = "http://schemas.microsoft.com/office/word"
    return part(
        "settings",
        tag("zoom", percent=100),
        tag("defaultTabStop", val=420),
        tag("evenAndOddHeaders"),
        tag("characterSpacingControl", val="compressPunctuation"),
        tag("updateFields", val="true"),
        tag("compat", tag("compatSetting", name="compatibilityMode", uri=word, val=15)),
        tag("themeFontLang", val="zh-CN", eastAsia="zh-CN"),
    )
