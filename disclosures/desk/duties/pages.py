"""The list of a year as the bureau sees it, and the same as CSV."""

from typing import Any

from django.conf import settings
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from disclosures.desk.access import staff_only
from disclosures.desk.duties.listing import DutyTable, as_csv
from disclosures.desk.duties.rows import Row, choices, in_state, rows, units_of_bureau
from disclosures.duties import choosing
from disclosures.duties.dates import span
from disclosures.duties.lines import counted, summary
from disclosures.duties.models import Duty, DutyChange

CHANGES = 10
YEARS_BACK = 5
NONE = "没有符合条件的单位。"


@staff_only
@require_safe
def newest(request: HttpRequest) -> HttpResponse:
    """The newest year with a list; else the one that is made now."""
    now = timezone.localdate().year - 1
    units = units_of_bureau(request.user, now)
    found = Duty.objects.filter(unit__in=units).aggregate(year=Max("year"))["year"]
    return redirect("desk-duties", year=found or now)


@staff_only
@require_safe
def list_page(request: HttpRequest, year: int) -> HttpResponse:
    return answer(request, year)


def answer(request: HttpRequest, year: int, refusal: str = "", sent: Any = None) -> HttpResponse:
    """The page as it is now; after a refusal it says why and keeps what was filled in."""
    units = units_of_bureau(request.user, year)
    whole = rows(units, year, timezone.localdate())
    wanted = choosing.asked(request.GET)
    found = choosing.narrowed(whole, wanted)
    shown = in_state(found, wanted.state)
    table = DutyTable.wanted(request, shown, NONE)
    table.chosen = frozenset(sent.getlist("unit") if sent else ())
    changes = DutyChange.objects.filter(unit__in=units, year=year).select_related("unit").order_by("-id")
    context = {
        "year": year,
        "years": years(year),
        "asked": wanted,
        "summary": summary(counted(row for row in whole if row.listed)),
        "choices": list(choices(wanted, found)),
        "regions": choosing.regions(whole),
        "departments": choosing.departments(whole),
        "table": table,
        "shown": len(shown),
        "is_released": any(row.released for row in whole),
        "unreleased": sum(row.listed and not row.released for row in whole),
        "changes": changes[:CHANGES],
        "span": span(settings.DISCLOSURE_DAYS, working=settings.DISCLOSURE_DAYS_ARE_WORKING_DAYS),
        "refusal": refusal,
        "sent": sent or {},
    }
    return render(request, "desk/duties/list.html", context, status=409 if refusal else 200)


def years(year: int) -> list[int]:
    """Those that can be chosen, and the one that is."""
    last = timezone.localdate().year - 1
    return sorted({year, *range(last - YEARS_BACK, last + 1)}, reverse=True)


def chosen(request: HttpRequest, year: int) -> list[Row]:
    """What the address asks for: the rows of all its pages."""
    units, wanted = units_of_bureau(request.user, year), choosing.asked(request.GET)
    return in_state(choosing.narrowed(rows(units, year, timezone.localdate()), wanted), wanted.state)


@staff_only
@require_safe
def export(request: HttpRequest, year: int) -> HttpResponse:
    name = f"{year}年度决算公开期限.csv"
    answer = HttpResponse(as_csv(chosen(request, year)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer
