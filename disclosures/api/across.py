"""Figures over many reports: one address, or what was spent on one subject."""

import json
from collections.abc import Iterable
from typing import Annotated, Any

from django.db.models import F, Func, JSONField, Max, Value
from django.http import HttpRequest
from ninja import Query, Router

from disclosures.api import asked, links, paging, shapes, telling
from disclosures.catalogue.models import Entry, Spending
from disclosures.catalogue.tables import SPENT, YUAN

router = Router(tags=["数 (figures)"])
BY_YEAR = ("-year", "unit_id")
BY_AMOUNT = ("-amount", "-entry_id")


class Line(Func):
    """A line of the tables that an entry keeps, as `catalogue.tables` writes it; null where there is none.

    Of the tables, the path, and the values of its names.
    """

    template = "jsonb_path_query_first(%(expressions)s::jsonb)"
    output_field = JSONField()

    def __init__(self, table: str, row: str) -> None:
        path = "strict $[*] ? (@[0] == $table)[4][*] ? (@[0] == $row)"
        names = json.dumps({"table": table, "row": row})
        super().__init__(F("tables"), Func(Value(path), template="%(expressions)s::jsonpath"), Value(names))


@router.get("/figures", response=shapes.OneAddress, summary="同一个数，各份决算的 (one address over reports)")
def figure_of_reports(
    request: HttpRequest, wanted: Annotated[asked.FiguresAsked, Query()]
) -> shapes.OneAddress:
    """年度新的在前。没有这个数的决算也列出，数为 null：缺的看得见。"""
    table, row, column = wanted.address.split("/")
    page = paging.paged(telling.entries(wanted), BY_YEAR, wanted.cursor, wanted.limit)
    lines = lines_of((each.pk for each in page.rows), table, row)
    return shapes.OneAddress(
        address=wanted.address,
        items=[
            shapes.FigureOf(**telling.which(request, each.publication) | cell(lines.get(each.pk), column))
            for each in page.rows
        ],
        next=links.turning(request, page.next),
        previous=links.turning(request, page.previous),
    )


@router.get(
    "/subjects/{table}/{code}",
    response=shapes.Spending,
    summary="一个科目，谁支出多少 (who spent how much on it)",
)
def subject(
    request: HttpRequest,
    table: asked.TableInPath,
    code: asked.CodeInPath,
    wanted: Annotated[asked.SpendingAsked, Query()],
) -> shapes.Spending:
    """一个年度的，支出多的在前；不写 year 的，是最新的年度。

    下级科目的数已包含在上级科目中，不要相加；部门的数包含所属单位的。
    """
    year = wanted.year or Entry.objects.aggregate(newest=Max("year"))["newest"]
    found = Spending.objects.filter(table=table, code=code, year=year)
    if wanted.region or wanted.kind or wanted.under:
        found = found.filter(entry__in=telling.entries(wanted).order_by().values("pk"))
    heavy = (f"entry__{name}" for name in telling.HEAVY)
    found = found.select_related("entry__publication__unit").defer(*heavy)
    page = paging.paged(found, BY_AMOUNT, wanted.cursor, wanted.limit)
    lines = lines_of((each.entry_id for each in page.rows), table, code)
    return shapes.Spending(
        table=table,
        subject=code,
        year=year,
        items=[
            shapes.SpentBy(
                **telling.which(request, each.entry.publication),
                subject=cell(lines.get(each.entry_id), SPENT[table])["row"],
                amount=f"{each.amount:f}",
            )
            for each in page.rows
        ],
        next=links.turning(request, page.next),
        previous=links.turning(request, page.previous),
    )


def lines_of(entries: Iterable[int], table: str, row: str) -> dict[int, Any]:
    """One line of each, by entry: read from those on the page alone, as each has to be looked into. What was
    withdrawn this moment has none.
    """
    found = Entry.objects.filter(pk__in=list(entries)).values_list("pk", Line(table, row))
    return dict(found)


def cell(line: Any, column: str) -> dict[str, Any]:
    _, title, cells = line or ("", None, ())
    for key, amount, *unit in cells:
        if key == column:
            return {"row": title, "amount": amount, "measure": unit[0] if unit else YUAN}
    return {"row": title, "amount": None, "measure": None}
