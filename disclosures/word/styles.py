"""Typefaces and styles of the Word copy: the page of GB/T 9704, as static/print.css has it for the PDF. Data.

Sizes are in pt, lengths in twips (1/20 pt).
"""

from dataclasses import dataclass

from disclosures.word.xml import part, tag

LATIN = "Times New Roman"
TITLES, TEXT, HEADS, SUBHEADS, TABLES = "方正小标宋简体", "仿宋", "黑体", "楷体", "宋体"
FACES = {
    TITLES: "FZXiaoBiaoSong-B05S,方正小标宋_GBK,华文中宋,Noto Serif CJK SC",
    TEXT: "FangSong,仿宋_GB2312,华文仿宋,FandolFang",
    HEADS: "SimHei,华文黑体,Noto Sans CJK SC",
    SUBHEADS: "KaiTi,楷体_GB2312,华文楷体,FandolKai",
    TABLES: "SimSun,FandolSong,Noto Serif CJK SC",
}
"""By the names that Word and WPS know, and what may stand in for each."""
LINE = 579
"""28.95 pt: 22 lines on a page."""
TIGHT = tag("spacing", val=-5)
"""Between characters of 16 pt, of which 28 are to stand in 442 pt. A grid of Word would space others out."""


@dataclass(frozen=True)
class Style:
    key: str
    name: str
    """Word knows its own by their English names: heading 1, toc 1, …"""
    face: str = TEXT
    size: float = 16
    line: int = LINE
    """Height of a line, kept exactly; 0: as high as it needs."""
    across: str = "both"
    indent: int = 0
    """Of the first line, in hundredths of a character."""
    left: int = 0
    before: int = 0
    after: int = 0
    level: int | None = None
    """Of a heading, from 0: where it stands in the navigation."""
    next: str = ""
    looks: tuple[str, ...] = ()
    """Further properties of the paragraph, those that stand before `spacing` in the standard's order."""


KEEP = tag("keepNext")
RULED = tag("pBdr", *(tag(side, val="single", sz=8, space=3, color="auto") for side in ("top", "bottom")))
UNDERLINED = tag("pBdr", tag("bottom", val="single", sz=4, space=1, color="808080"))
UNSPACED = (tag("autoSpaceDE", val=0), tag("autoSpaceDN", val=0))
"""No gaps around digits and Latin letters."""
FREE = tag("snapToGrid", val=0)
AT_RIGHT = tag("tabs", tag("tab", val="right", leader="dot", pos=8844))

STYLES = (
    Style("Text", "Body Text", indent=200),
    Style("Cover", "Title", TITLES, 26, 840, "center", looks=(FREE,)),
    Style("Day", "Date", across="center"),
    Style("ContentsTitle", "TOC Heading", TITLES, 22, LINE, "center", after=LINE, looks=(KEEP, FREE)),
    Style("Contents1", "toc 1", HEADS, across="left", looks=(AT_RIGHT,)),
    Style("Contents2", "toc 2", across="left", left=316, looks=(AT_RIGHT,)),
    Style(
        *("Heading1", "heading 1", TITLES, 22, LINE, "center"),
        after=LINE,
        level=0,
        next="Text",
        looks=(KEEP, tag("pageBreakBefore"), FREE),
    ),
    Style("Heading2", "heading 2", HEADS, indent=200, level=1, next="Text", looks=(KEEP,), across="left"),
    Style("Heading3", "heading 3", SUBHEADS, indent=200, level=2, next="Text", looks=(KEEP,), across="left"),
    Style("TableTitle", "Table Title", TITLES, 14, 400, "center", looks=(KEEP, FREE)),
    Style("TableSide", "Table Number", TABLES, 9, 240, "right", looks=(KEEP, FREE)),
    Style("TableUnit", "Table Unit", TABLES, 9, 240, "left", after=40, looks=(KEEP, FREE)),
    Style("Cell", "Table Cell", TABLES, 9, 0, "left", looks=(FREE,)),
    Style("Note", "Table Note", TABLES, 9, 280, "left", before=60, looks=(FREE,)),
    Style("Imprint", "Imprint", TEXT, 10.5, 320, "left", before=0, looks=(RULED, FREE)),
    Style("Header", "header", TABLES, 9, 0, "center", looks=(UNDERLINED, FREE)),
    Style("Footer", "footer", TABLES, 14, 0, "left", looks=(FREE,)),
)


def faces(face: str) -> str:
    return tag("rFonts", ascii=LATIN, eastAsia=face, hAnsi=LATIN, cs=LATIN)


def size(points: float) -> tuple[str, str]:
    half = int(points * 2)
    return tag("sz", val=half), tag("szCs", val=half)


def styles() -> str:
    """The member word/styles.xml."""
    language = tag("lang", val="zh-CN", eastAsia="zh-CN", bidi="ar-SA")
    defaults = tag(
        "docDefaults",
        tag("rPrDefault", tag("rPr", faces(TEXT), *size(16), language)),
        tag("pPrDefault", tag("pPr", *UNSPACED)),
    )
    normal = tag(
        "style",
        *(tag("name", val="Normal"), tag("qFormat")),
        tag(
            "pPr",
            tag("widowControl", val=0),
            tag("spacing", line=LINE, lineRule="exact"),
            tag("jc", val="both"),
        ),
        type="paragraph",
        default=1,
        styleId="Normal",
    )
    return part("styles", defaults, normal, *map(_style, STYLES))


def _style(style: Style) -> str:
    return tag(
        "style",
        tag("name", val=style.name),
        tag("basedOn", val="Normal"),
        tag("next", val=style.next) if style.next else "",
        tag("qFormat"),
        tag("pPr", *style.looks, _spacing(style), _indent(style), tag("jc", val=style.across), _level(style)),
        tag("rPr", faces(style.face), _tight(style), *size(style.size)),
        type="paragraph",
        styleId=style.key,
        customStyle=int(style.name == style.key or style.name.startswith("Table ")),
    )


def _spacing(style: Style) -> str:
    rule = "exact" if style.line else "auto"
    return tag("spacing", before=style.before, after=style.after, line=style.line or 240, lineRule=rule)


def _indent(style: Style) -> str:
    if style.left:
        return tag("ind", left=style.left)
    return tag("ind", firstLineChars=style.indent, firstLine=int(style.indent * style.size / 5))


def _tight(style: Style) -> str:
    return TIGHT if style.size == 16 else ""


def _level(style: Style) -> str:
    return "" if style.level is None else tag("outlineLvl", val=style.level)


def font_table() -> str:
    """The member word/fontTable.xml: which face may stand in where one is not installed."""
    chinese = (
        tag(
            "font",
            tag("altName", val=others),
            tag("charset", val="86"),
            tag("family", val="auto"),
            tag("pitch", val="default"),
            name=face,
        )
        for face, others in FACES.items()
    )
    return part("fonts", *chinese)
