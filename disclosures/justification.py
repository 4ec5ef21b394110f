"""Chinese flush on both sides: WeasyPrint widens ASCII spaces only, so lines of Chinese stay ragged.

Lines are broken by WeasyPrint as ever. Where one is to be justified, the rest of its width is spread over the
gaps beside Chinese characters: boxes move while laying out, glyphs widen while drawing. The text itself stays
untouched, so copying and searching find it. Two private functions of WeasyPrint are replaced; its version is
pinned, and tests/disclosures/test_justification.py fails when they change.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any
from unicodedata import east_asian_width

JOINER = "\u2060"
OPENING = frozenset("（〔［｛《〈「『【“‘")
CLOSING = frozenset("，。、；：？！）〕］｝》〉」』】”’％%·")
PANGO_SCALE = 1024
"""Pango's units in a pixel."""


def install() -> None:
    """From now on WeasyPrint justifies Chinese in this process."""
    from weasyprint.layout import inline
    from weasyprint.text.line_break import Layout

    if inline.justify_line is justify_line:
        return
    first_line_of = Layout.get_first_line

    def get_first_line(layout: Any) -> Any:
        line, index = first_line_of(layout)
        if extra := getattr(layout, "extra", None):
            widen(line, layout.text, extra)
        return line, index

    inline.justify_line = justify_line
    Layout.get_first_line = get_first_line


def justify_line(context: Any, line: Any, room: float) -> None:
    """Spreads `room` over the gaps of a line, and moves what stands behind them."""
    boxes = [box for box in descendants(line) if is_text(box)]
    gaps = list(gaps_of("".join(box.text for box in boxes)))
    if not gaps:
        return
    start = 0
    for box in boxes:
        end = start + len(box.text)
        mine = [place - start for place in gaps if start <= place < end]
        box.pango_layout.extra = dict.fromkeys(mine, room / len(gaps))
        start = end
    shift(line, 0.0)


def shift(box: Any, by: float) -> float:
    """Moves a box and all in it to the right, by what has grown to its left; returns the growth behind it."""
    before = by
    if is_text(box):
        box.position_x += by
        by += sum(box.pango_layout.extra.values())
        box.width += by - before
    elif hasattr(box, "children") and is_inline(box):
        box.position_x += by
        for child in box.children:
            if child.is_in_normal_flow():
                by = shift(child, by)
        box.width += by - before
    else:
        box.translate(by, 0)
    return by


def descendants(box: Any) -> Iterator[Any]:
    yield box
    if is_inline(box):
        for child in box.children:
            if child.is_in_normal_flow():
                yield from descendants(child)


def is_text(box: Any) -> bool:
    from weasyprint.formatting_structure.boxes import TextBox

    return isinstance(box, TextBox)


def is_inline(box: Any) -> bool:
    from weasyprint.formatting_structure.boxes import InlineBox, LineBox

    return isinstance(box, LineBox | InlineBox)


def widen(line: Any, text: str, extra: dict[int, float]) -> None:
    """Gives each glyph behind which a gap grows its share."""
    shares = {len(text[: place + 1].encode()): share for place, share in extra.items()}
    run = line.runs[0]
    while run:
        item, glyphs = run.data.item, run.data.glyphs
        ends = [glyphs.log_clusters[i] for i in range(1, glyphs.num_glyphs)] + [item.length]
        for glyph, end in zip(glyphs.glyphs[0 : glyphs.num_glyphs], ends, strict=True):
            if share := shares.get(item.offset + end):
                glyph.geometry.width += round(share * PANGO_SCALE)
        run = run.next


def gaps_of(text: str) -> Iterator[int]:
    """The places of those characters of a line behind which a gap may grow."""
    seen = [(place, character) for place, character in enumerate(text) if character != JOINER]
    for (place, before), (_, after) in pairwise(seen):
        if may_grow(before, after):
            yield place


def may_grow(before: str, after: str) -> bool:
    """Beside Chinese and behind spaces, but not inside …… or ——, nor between a mark and its word."""
    if before in OPENING or after in CLOSING or (before == after and before in "…—"):
        return False
    return before in " \u00a0" or (after not in " \u00a0" and (is_chinese(before) or is_chinese(after)))


def is_chinese(character: str) -> bool:
    return east_asian_width(character) in "WFA"
