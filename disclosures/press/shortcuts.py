"""What WeasyPrint works out for every box, worked out once for every style: the same pages in less time.

Only in the version they were written for; a test holds the functions they stand in front of.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import pydyf  # type: ignore[import-untyped]
import weasyprint
from weasyprint.css import computed_values, units
from weasyprint.formatting_structure.boxes import Box
from weasyprint.layout import absolute, background, block, inline, page, percent, table
from weasyprint.layout import float as floats
from weasyprint.text import line_break

from disclosures.press import ruling

KNOWN = "70.0"
CORNERS = ("top_left", "top_right", "bottom_right", "bottom_left")
SIDES = ("top", "right", "bottom", "left")
BORDERS = tuple(f"border_{side}_width" for side in SIDES)
SIZES = tuple(f"{what}_{side}" for what in ("margin", "padding") for side in SIDES)
LIMITS = ("min_width", "max_width", "min_height", "max_height")
lay_out_background = background.layout_box_backgrounds
resolve_percentages = percent.resolve_percentages


def install() -> None:
    if weasyprint.__version__ != KNOWN or background.layout_box_backgrounds is backgrounds:
        return
    pydyf.PDF.page_references = property(page_references)
    Box.background = None
    for corner in CORNERS:
        setattr(Box, f"border_{corner}_radius", (0, 0))
    background.layout_box_backgrounds = backgrounds
    for module in (absolute, block, floats, inline, page, table):
        module.resolve_percentages = resolve
    ruling.install()
    strut = once_for_style(line_break.strut)
    for module in (computed_values, inline, line_break, units):
        module.strut = strut
    line_break.get_font_description = once_for_style(line_break.get_font_description)
    line_break.font_features = cache(line_break.font_features)


def page_references(pdf: Any) -> tuple[bytes, ...]:
    """Every tag asks for them; made anew when a page was added."""
    known: tuple[bytes, ...] = vars(pdf).get("known", ())
    if len(known) != pdf.pages["Count"]:
        known = pdf.known = tuple(b"%d 0 R" % number for number in pdf.pages["Kids"][::3])
    return known


def once_for_style(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    name = f"{function.__name__} known"

    def known(style: Any) -> Any:
        found = vars(style)
        if name not in found:
            found[name] = function(style)
        return found[name]

    return known


def backgrounds(page: Any, box: Any, images: Any, layout_children: bool = True, style: Any = None) -> None:
    """Most boxes have neither background nor round corners."""
    if box is page or style or not is_plain(box.style):
        lay_out_background(page, box, images, layout_children, style)
        return
    for child in box.all_children():
        backgrounds(page, child, images)


def plain(style: Any) -> bool:
    color = style["background_color"]
    sources = [style[name] for name in ("border_image_source", "mask_border_source", "background_image")]
    corners = [style[f"border_{corner}_radius"] for corner in CORNERS]
    return (
        color != "currentcolor"
        and color.alpha == 0
        and not style["box_shadow"]
        and style["visibility"] == "visible"
        and all(source[0] in ("none", ("none", None)) for source in sources)
        and all((0, "px") in corner for corner in corners)
    )


is_plain = once_for_style(plain)


def resolve(box: Any, containing_block: Any) -> None:
    """Most boxes have no percentages: their sizes follow from their style alone."""
    sizes = sizes_of(box.style)
    if sizes is None:
        resolve_percentages(box, containing_block)
        return
    known = vars(box)
    if box.style["border_collapse"] == "collapse":
        sizes = sizes | {name: known[name] for name in BORDERS if name in known}  # of the table's own finding
    known.update(sizes)


def fixed_sizes(style: Any) -> dict[str, Any] | None:
    """As `resolve_percentages` would have them; none where they depend on the box around."""
    found = {name: style[name] for name in BORDERS}
    for name in (*SIZES, "width", "height", *LIMITS):
        value = style[name]
        if value != "auto":
            if getattr(value, "unit", None) != "px":
                return None
            value = value.value
        elif name.startswith("min"):
            value = 0
        found[name] = value
    return found if style["box_sizing"] == "content-box" else None


sizes_of = once_for_style(fixed_sizes)
