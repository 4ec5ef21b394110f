"""What lists of units by a figure share: filters, the missing, words for a change, downloads."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.models import Unit
from disclosures.catalogue import ranking
from disclosures.catalogue.models import Entry
from disclosures.compared import measures
from disclosures.compared.written import MARK
from disclosures.duties.lines import years as board_years
from disclosures.formulas import harmless
from disclosures.public.choices import words

EXPORTED = 10_000
"""Lines of a download; the list itself has pages."""
NAMED = 20
"""So many of the missing are named; all are counted."""
TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
NUMBER = {"td": {"class": "number"}, "th": {"class": "number"}}
HEADS = ("单位代码", "单位", "类型", "地区", "年度", "版次", "版本编码")


@dataclass(frozen=True)
class Missing:
    count: int
    named: list[Unit]
    board: str
    """Address of the board of that year; empty where none is released."""

    @property
    def more(self) -> int:
        return self.count - len(self.named)


def missing(year: int, kind: str, region: str) -> Missing:
    """Two queries."""
    named = list(ranking.missing(year, kind, region)[:NAMED])
    board = reverse("board", args=[year]) if year in board_years() else ""
    return Missing(named[0].of if named else 0, named, board)


def filters(query: Mapping[str, str]) -> tuple[str, str]:
    """Kind and region; one there is not is passed over."""
    kind, region = words(query, "kind", 10), words(query, "region")
    return (kind if kind in Unit.Kind.values else ""), region


def invented(units: Iterable[Unit]) -> Unit | None:
    """One of them that is made up, if any."""
    return next((unit for unit in units if unit.is_invented), None)


def any_invented() -> Unit | None:
    """One that has published, for pages that tell of all at once."""
    return Unit.objects.invented().filter(publications__isnull=False).order_by().first()


def grown(now: Decimal, before: Decimal | None, published_before: bool) -> str:
    """`published_before`: whether the year before is public at all."""
    if before is None and not published_before:
        return "上年没有公开"
    return measures.growth_in_yuan(now, before)


def name_of(entry: Entry) -> SafeString:
    """With its kind, its region and the version that the line is taken from."""
    unit, of = entry.unit, entry.publication
    return format_html(
        '<a href="{}">{}</a> <span class="of">{} · <a href="{}">第{}版 <code>{}</code></a></span>',
        reverse("unit", args=[unit.code]),
        of.unit_name,
        " · ".join(filter(None, (unit.get_kind_display(), unit.region))),
        reverse("version", args=[unit.code, entry.year, of.number]),
        of.number,
        of.code,
    )


def told(entry: Entry) -> tuple[str, ...]:
    """As HEADS."""
    unit, of = entry.unit, entry.publication
    kind = unit.get_kind_display()
    return (unit.code, of.unit_name, kind, unit.region, str(entry.year), str(of.number), of.code)


def download(
    kind: str, name: str, heads: Sequence[str], lines: Iterator[Sequence[Any]], about: Mapping[str, Any]
) -> HttpResponse:
    """The list in its order; JSON has `about` it, too. Amounts in 元."""
    answer = HttpResponse(content_type=TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    if kind == "json":
        rows = [dict(zip(heads, line, strict=True)) for line in lines]
        answer.write(json.dumps({**about, "rows": rows}, ensure_ascii=False, indent=1) + "\n")
        return answer
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([harmless(cell) for cell in line] for line in lines)
    answer.write(MARK + out.getvalue())
    return answer
