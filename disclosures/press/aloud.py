"""What is read aloud: a link by its words; marks of pages and drafts not at all.

Clauses 7.8 and 7.18.5 of ISO 14289-1: what belongs to the paper is an artifact, a link has one annotation.
"""

from typing import Any

import pydyf  # type: ignore[import-untyped]
from weasyprint import anchors, draw
from weasyprint.formatting_structure.boxes import MarginBox, TextBox
from weasyprint.pdf import tags

from disclosures.justification import JOINER

FOOTER = pydyf.Dictionary({"Type": "/Pagination", "Subtype": "/Footer"})
WATERMARK = pydyf.Dictionary({"Type": "/Pagination", "Subtype": "/Watermark"})
tags_of, draw_context = tags._build_box_tree, draw.draw_stacking_context
gather = anchors.gather_anchors


def install() -> None:
    """Again and again is as good as once."""
    tags._build_box_tree, draw.draw_stacking_context = tags_of_words, draw_apart
    anchors.gather_anchors = gather_own


def tags_of_words(box: Any, *rest: Any) -> Any:
    if kind_of_mark(box):
        return ()
    if box.link_annotation:
        box.link_annotation["Contents"] = pydyf.String(words_of(box))
    return tags_of(box, *rest)


def gather_own(*arguments: Any) -> None:
    """A link is one place to click, whatever stands in it: not one more for every box inside."""
    box, *lists, matrix, form, _ = arguments
    gather(box, *lists, matrix, form)


def draw_apart(stream: Any, context: Any) -> None:
    """Marks are drawn as artifacts, with nothing in them that has a tag."""
    kind = kind_of_mark(context.box)
    if kind is None or stream._tags is None:
        draw_context(stream, context)
        return
    known, stream._tags = stream._tags, None
    stream.begin_marked_content("Artifact", kind)
    draw_context(stream, context)
    stream.end_marked_content()
    stream._tags = known


def kind_of_mark(box: Any) -> Any:
    if isinstance(box, MarginBox):
        return FOOTER
    return WATERMARK if box.style["position"] == "fixed" else None


def words_of(box: Any) -> str:
    texts = (child.text for child in box.descendants() if isinstance(child, TextBox))
    return "".join(texts).replace(JOINER, "")
