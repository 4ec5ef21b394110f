"""The head of a table on its further pages: with the lines that say whose table goes on, 续表.

They are marked in the page, and left out where the table begins: WeasyPrint has one head for all pages.
"""

from typing import Any

from weasyprint.layout import block

AGAIN = "again"
lay_out = block.table_layout


def install() -> None:
    """Again and again is as good as once."""
    block.table_layout = begun_or_continued


def begun_or_continued(context: Any, table: Any, bottom_space: float, skip_stack: Any, *rest: Any) -> Any:
    return lay_out(context, table if skip_stack else begun(table), bottom_space, skip_stack, *rest)


def begun(table: Any) -> Any:
    """The table without the lines of its further pages; the rules between its rows go with them."""
    if not (table.children and table.children[0].is_header):
        return table
    head, *groups = table.children
    rows = [number for number, row in enumerate(head.children) if row.element.get("class") != AGAIN]
    if len(rows) == len(head.children):
        return table
    short = table.copy_with_children([head.copy_with_children([head.children[n] for n in rows]), *groups])
    upright, across = table.collapsed_border_grid
    rows += range(len(head.children), len(upright))
    rules = [upright[n] for n in rows], [across[n] for n in (*rows, len(upright))]
    short.collapsed_border_grid = rules
    return short
