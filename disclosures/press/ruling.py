"""The rules of a table drawn as long lines in one path, instead of each side of each cell by itself.

WeasyPrint finds the sides as ever; they are noted where it would draw them, joined, and drawn together.
"""

import contextlib
from collections import defaultdict
from typing import Any

from weasyprint import draw

Line = tuple[float, float, float, float]
draw_sides, draw_line = draw.draw_collapsed_borders, draw.draw_line


class Notes:
    """What WeasyPrint takes for a stream while the sides of a table are noted."""

    def __init__(self) -> None:
        self.lines: list[tuple[Any, ...]] = []

    def artifact(self) -> contextlib.AbstractContextManager[None]:
        return contextlib.nullcontext()

    stacked = artifact


def install() -> None:
    draw.draw_collapsed_borders, draw.draw_line = draw_rules, note_or_draw


def note_or_draw(stream: Any, *line: Any) -> None:
    if isinstance(stream, Notes):
        stream.lines.append(line)
    else:
        draw_line(stream, *line)


def draw_rules(stream: Any, table: Any) -> None:
    notes = Notes()
    table.skip_cell_border_top = table.skip_cell_border_bottom = False  # a row that goes on is closed, too
    draw_sides(notes, table)
    by_look = defaultdict(list)
    for *line, thickness, style, color in notes.lines:
        by_look[thickness, style, tuple(color)].append((line, color))
    for (thickness, style, _), found in by_look.items():
        with stream.artifact(), stream.stacked():
            if style == "solid":
                draw_path(stream, joined([line for line, _ in found]), thickness, found[0][1])
            else:
                for line, color in found:
                    draw_line(stream, *line, thickness, style, color)


def draw_path(stream: Any, lines: list[Line], thickness: float, color: Any) -> None:
    stream.set_color(color, stroke=True)
    stream.set_line_width(thickness)
    for x1, y1, x2, y2 in lines:
        stream.move_to(x1, y1)
        stream.line_to(x2, y2)
    stream.stroke()


def joined(lines: list[Any]) -> list[Line]:
    """Lines that touch in the same direction become one; they lie across or upright."""
    places: dict[tuple[bool, float], list[tuple[float, float]]] = defaultdict(list)
    for x1, y1, x2, y2 in lines:
        upright = x1 == x2
        places[upright, x1 if upright else y1].append((y1, y2) if upright else (x1, x2))
    found: list[Line] = []
    for (upright, place), spans in places.items():
        for start, end in joined_spans(spans):
            found.append((place, start, place, end) if upright else (start, place, end, place))
    return found


def joined_spans(spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    spans = sorted(spans)
    found = spans[:1]
    for start, end in spans[1:]:
        if start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found
