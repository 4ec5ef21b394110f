"""Long lists by keyset: a cursor says after, or before, which place in the order; nothing is counted.

A place is the values of a row in the fields of the order, of which the last makes it the only one. So a page
costs the same wherever it is, and no row that stays is missed or told twice while others come and go.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from typing import Any, Generic, Protocol, TypeVar

from django.db.models import Model, Q

DEFAULT, MOST = 50, 200
"""Rows of a page."""
SEPARATOR = "~"
AFTER, BEFORE = "after", "before"
PLACE = r"-?[0-9]{1,15}(\.[0-9]{1,2})?~[0-9]{1,15}"
"""Of an order by a number and then by an id."""

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Its rows, and the cursors of what follows and precedes; empty where there is nothing."""

    rows: list[Row]
    next: str = ""
    previous: str = ""


class Rows(Protocol[Row]):
    """A query, or what is filtered, sorted and sliced like one."""

    def filter(self, *conditions: Q) -> "Rows[Row]": ...
    def order_by(self, *names: str) -> "Rows[Row]": ...
    def __getitem__(self, part: slice) -> Iterable[Row]: ...


def paged(rows: Rows[Row], order: Sequence[str], cursor: str, limit: int) -> Page[Row]:
    """`order`: fields as order_by takes them."""
    direction, _, place = cursor.partition(SEPARATOR)
    is_back = direction == BEFORE
    wanted = [turned(name) for name in order] if is_back else list(order)
    if place:
        rows = rows.filter(beyond(wanted, [value(each) for each in place.split(SEPARATOR)]))
    found = list(rows.order_by(*wanted)[: limit + 1])
    there_is_more, found = len(found) > limit, found[:limit]
    if is_back:
        found.reverse()
    if not found:
        return Page(found)
    has_next, has_previous = (True, there_is_more) if is_back else (there_is_more, bool(place))
    return Page(
        found,
        next=cursor_of(AFTER, found[-1], order) if has_next else "",
        previous=cursor_of(BEFORE, found[0], order) if has_previous else "",
    )


def beyond(order: Sequence[str], place: Sequence[Any]) -> Q:
    """The rows that come after a place."""
    name, after = order[0].removeprefix("-"), "lt" if order[0].startswith("-") else "gt"
    past = Q(**{f"{name}__{after}": place[0]})
    if len(order) == 1:
        return past
    here = Q(**{name: place[0]}) & beyond(order[1:], place[1:])
    return Q(**{f"{name}__{after}e": place[0]}) & (past | here)  # the first is what an index finds


def turned(name: str) -> str:
    return name.removeprefix("-") if name.startswith("-") else f"-{name}"


def cursor_of(direction: str, row: Model, order: Sequence[str]) -> str:
    values = (attrgetter(name.removeprefix("-"))(row) for name in order)
    return SEPARATOR.join(
        (direction, *(f"{each:f}" if isinstance(each, Decimal) else str(each) for each in values))
    )


def value(text: str) -> Any:
    """A number where it is one, else a code."""
    return text if text[:1].isalpha() else Decimal(text)
