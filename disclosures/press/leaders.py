"""The dots of a 目录 drawn as a dotted line: as text each dot would be a tag of its own, and read aloud."""

from math import ceil
from typing import Any

from weasyprint import draw
from weasyprint.layout import inline
from weasyprint.layout.leader import leader_index

THICKNESS, GAP = 0.07, 0.25
"""Of a dot, and from dot to dot: parts of the em."""
ROUND = 1
lay_out_leader, draw_border = inline.handle_leader, draw.draw_border


def install() -> None:
    """Again and again is as good as once."""
    inline.handle_leader, draw.draw_border = without_text, border_or_dots


def without_text(context: Any, line: Any, around: Any) -> None:
    lay_out_leader(context, line, around)
    _, leader = leader_index(line)
    if leader is not None and leader.children:
        leader.on_line = leader.children[0].baseline + leader.children[0].position_y - leader.position_y
        leader.until = line.position_x + line.width - leader.position_x
        leader.children = ()


def border_or_dots(stream: Any, box: Any) -> None:
    if box.is_leader:
        draw_dots(stream, box)
    else:
        draw_border(stream, box)


def draw_dots(stream: Any, leader: Any) -> None:
    """From the right: the dots of all lines stand under one another."""
    size = leader.style["font_size"]
    step, thickness = size * GAP, size * THICKNESS
    y = leader.position_y + leader.on_line - thickness / 2
    right = leader.until - ceil((leader.until - leader.width + thickness) / step) * step
    if right <= step:
        return
    with stream.artifact(), stream.stacked():
        stream.set_color(leader.style["color"], stroke=True)
        stream.set_line_width(thickness)
        stream.set_line_cap(ROUND)
        stream.set_dash([0, step], 0)
        stream.move_to(leader.position_x + right, y)
        stream.line_to(leader.position_x + step / 2, y)
        stream.stroke()
