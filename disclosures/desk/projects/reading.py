"""What the form of a project sent: fields, indicators, and what the button changes in them."""

import re
from collections.abc import Mapping
from typing import Any

from disclosures.desk.projects.forms import KEYS, Row, Values, columns_of, is_blank, layout_of
from disclosures.desk.projects.page import NAME
from disclosures.desk.projects.pasting import pasted
from disclosures.desk.sent import loaded, number
from disclosures.desk.texts.saving import clean

INDICATOR = re.compile(r"i\.(\d{1,4})\.\w+")
MOST = 400


def typed_in(post: Mapping[str, Any], seen: Values) -> Values:
    """A box that is not ticked sends nothing; a row that is not shown whole sends its hidden cells."""
    fields = {name.removeprefix(NAME): clean(str(post[name])) for name in post if name.startswith(NAME)}
    fields = {name: text for name, text in fields.items() if name in seen.fields}
    if post.get("seen"):
        fields["department_evaluated"] = "1" if post.get(f"{NAME}department_evaluated") else ""
    return Values(fields, rows_in(post))


def rows_in(post: Mapping[str, Any]) -> tuple[Row, ...]:
    found = (INDICATOR.fullmatch(name) for name in post)
    numbers = sorted({int(match[1]) for match in found if match})
    return tuple(tuple(clean(str(post.get(f"i.{n}.{key}", ""))) for key in KEYS) for n in numbers[:MOST])


def seen_in(post: Mapping[str, Any]) -> Values:
    """What the page showed; nothing where that cannot be read."""
    try:
        found = loaded(str(post.get("seen", "")))
        fields = {str(name): str(text) for name, text in found["fields"].items()}
        rows = tuple(tuple(str(cell) for cell in row) for row in found["rows"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return Values({}, ())
    return Values(fields, tuple(row for row in rows if len(row) == len(KEYS)))


def acted(post: Mapping[str, Any], typed: Values, case: Any, sheet: Any) -> Values:
    """With a row moved, removed, or rows pasted, as the button says."""
    rows = list(typed.rows)
    verb, _, place = str(post.get("row", "")).partition(":")
    n = -1 if (asked := number(place)) is None else asked
    if verb == "remove" and 0 <= n < len(rows):
        del rows[n]
    if verb in ("up", "down") and 0 <= n < len(rows):
        to = n - 1 if verb == "up" else n + 1
        if 0 <= to < len(rows):
            rows[n], rows[to] = rows[to], rows[n]
    if text := str(post.get("paste", "")).strip("\r\n"):
        rows = [row for row in rows if not is_blank(row)]
        rows += pasted(text, columns_of(layout_of(case, sheet), rows))
    return Values(typed.fields, tuple(rows))
