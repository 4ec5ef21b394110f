"""公开情况: who must publish for a year, and who has. Reads the released duties, units and publications."""

from collections import Counter
from collections.abc import Iterable, Iterator

import django_tables2 as tables
from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from accounts.days import day
from disclosures.duties import choosing
from disclosures.duties.choosing import Asked, Choice
from disclosures.duties.dates import State, span
from disclosures.duties.lines import Line, counted, released, summary, years
from disclosures.public import caching, described, missing
from disclosures.public.lists import invented
from disclosures.public.tables import paged


def named(label: str, style: str = "") -> dict[str, dict[str, str]]:
    """On a telephone each cell bears the name of its column."""
    return {"td": {"data-label": label, "class": style}}


class BoardTable(tables.Table):  # type: ignore[misc]  # django-tables2 carries no types
    unit = tables.Column("单位", accessor="name", attrs=named("单位", "name"))
    state = tables.Column("情况", accessor="standing", order_by=("rank",), attrs=named("情况"))
    due = tables.Column("公开期限", attrs=named("公开期限"), empty_values=())
    first = tables.Column("首次公开", attrs=named("首次公开"))
    region = tables.Column("地区", accessor="unit__region", attrs=named("地区"))

    class Meta:
        template_name = "public/_table.html"
        order_by = "state"
        empty_text = "没有符合条件的单位。"

    year = 0

    def render_unit(self, record: Line) -> SafeString:
        published = record.deed and not record.deed.withdrawn
        address = reverse("report", args=[record.unit.code, self.year]) if published else None
        return format_html(
            '<a href="{}">{}</a>', address or reverse("unit", args=[record.unit.code]), record.name
        )

    def render_state(self, record: Line) -> SafeString:
        found = record.standing
        more = format_html(' <span class="days">{}</span>', found.words) if found.words else ""
        return format_html('<span class="state {}">{}</span>{}', found.state.value, found.state.title, more)

    def render_due(self, record: Line) -> str:
        if record.due is None:
            return "批复后计算"
        return f"{day(record.due)}{'（另定）' if record.fixed else ''}"

    def render_first(self, record: Line) -> str:
        assert record.deed
        later = record.deed.came_later
        return f"{day(record.deed.first)}{f'（{day(later)}上本站）' if later else ''}"


@require_safe
def newest(request: HttpRequest) -> HttpResponse:
    found = newest_shown(request.GET)
    return missing.board(request, []) if found is None else caching.page(request, found)


@require_safe
def board(request: HttpRequest, year: int) -> HttpResponse:
    found = shown(year, request.GET)
    return missing.board(request, years(), year) if found is None else caching.page(request, found)


def newest_shown(query: QueryDict | None = None) -> str | None:
    known = years()
    return shown(known[0], query) if known else None


def shown(year: int, query: QueryDict | None = None) -> str | None:
    """The page as text: without a question it is laid out as a file. None where no list is released."""
    today = timezone.localdate()
    whole = released(year, today)
    if not whole:
        return None
    asking = HttpRequest()
    asking.GET = query or QueryDict()  # type: ignore[assignment]
    wanted = choosing.asked(asking.GET)
    found = choosing.narrowed(whole, wanted)
    context = {
        "invented": invented(line.unit for line in whole),
        "request": asking,
        "described": described.BOARD,
        "year": year,
        "today": today,
        "others": [each for each in years() if each != year],
        "asked": wanted,
        "summary": summary(counted(found)),
        "choices": list(choices(wanted, counted(found))),
        "regions": choosing.regions(whole),
        "departments": choosing.departments(whole),
        "table": table(asking, year, in_state(found, wanted.state)),
        "span": span(settings.DISCLOSURE_DAYS, working=settings.DISCLOSURE_DAYS_ARE_WORKING_DAYS),
    }
    return render_to_string("public/board.html", context)


def in_state(lines: Iterable[Line], state: str) -> list[Line]:
    """All where there is no such state."""
    known = state in {each.value for each in State}
    return [line for line in lines if not known or line.state.value == state]


def choices(wanted: Asked, counts: Counter[State]) -> Iterator[Choice]:
    yield Choice("全部", counts.total(), wanted.with_state(""), not wanted.state)
    for state in State:
        if counts[state] or wanted.state == state.value:
            address = wanted.with_state(state.value)
            yield Choice(state.title, counts[state], address, wanted.state == state.value)


def table(request: HttpRequest, year: int, lines: list[Line]) -> BoardTable:
    found: BoardTable = paged(request, BoardTable, lines)
    found.year = year
    return found
