"""The home of the desk: what waits for me, my accounts, who has not begun, what happened last."""

from collections.abc import Iterable
from typing import Any

from django.contrib.admin import AdminSite
from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.models import Account, Membership, Step, Unit
from accounts.permissions import reach
from accounts.transitions import TRANSITIONS, WAITING, Status
from disclosures.desk.accounts_list import NO_ROLE, NONE_YET, NOTHING, AccountTable, Listing, UnitTable
from disclosures.desk.home.asked import MINE, NONE, Asked, asked
from disclosures.desk.home.pressing import pressing
from disclosures.duties.choosing import Choice
from disclosures.duties.terms import with_terms

Role = Membership.Role
Reach = dict[Any, frozenset[int]]
Rows = QuerySet[Any]
"""Accounts with `mine` and `stage`."""
EVENTS = 8
STAGE = Case(
    *(When(status=status, then=Value(n)) for n, status in enumerate(Status)), output_field=IntegerField()
)


def page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    held, wanted = reach(request.user), asked(request.GET)
    units = frozenset().union(*held.values())
    found = narrowed(accounts(held, units), wanted)
    counts = counted(found)
    idle = without_account(units, wanted)
    context = {
        "asked": wanted,
        "table": table(request, wanted, found, idle, held, bool(units)),
        "choices": list(choices(wanted, counts, idle.count())),
        "years": years(units),
        "regions": regions(units),
        "pressing": pressing(units, timezone.localdate()),
        "is_bureau": bool(held[Role.BUREAU]),
        "events": events(units),
        "begin": sorted(held[Role.CLERK]),
        "may_manage": bool(held[Role.ADMINISTRATOR]),
        "may_publish": bool(held[Role.PUBLISHER]),
        "may_import": bool(held[Role.ADMINISTRATOR] or held[Role.BUREAU]),
        "year_of_idle": year_of(wanted),
        "apps": site.get_app_list(request),
    }
    return render(request, "desk/home.html", context)


def accounts(held: Reach, units: Iterable[int]) -> Rows:
    """With `mine`, `stage` and their terms. Those kept only for comparison have no pages."""
    shown = Account.objects.filter(unit__in=units).exclude(source=Account.Source.COMPARISON)
    return (
        with_terms(shown)
        .select_related("unit")
        .annotate(mine=Case(When(waits_for(held), then=Value(1)), default=Value(0)), stage=STAGE)
    )


def waits_for(held: Reach) -> Q:
    """What the person's roles may do next. A published account waits for nobody."""
    mine = Q(pk__in=[])
    for status, (verb, _) in WAITING.items():
        step = next(each for each in TRANSITIONS if (each.verb, each.before) == (verb, status))
        units = frozenset().union(*(held[role] for role in step.roles))
        if status != Status.PUBLISHED and units:
            mine |= Q(status=status, unit__in=units, source=Account.Source.PORTAL)
    return mine


def narrowed(found: Rows, wanted: Asked) -> Rows:
    if wanted.year:
        found = found.filter(year=wanted.year)
    if wanted.region:
        found = found.filter(unit__region=wanted.region)
    if wanted.name:
        found = found.filter(unit__name__icontains=wanted.name)
    return found


def counted(found: Rows) -> dict[str, int]:
    rows = found.order_by().values_list("status", "mine").annotate(n=Count("pk"))
    counts: dict[str, int] = {"": 0, MINE: 0}
    for status, mine, n in rows:
        counts[status] = counts.get(status, 0) + n
        counts[""] += n
        counts[MINE] += n if mine else 0
    return counts


def choices(wanted: Asked, counts: dict[str, int], idle: int) -> Iterable[Choice]:
    named = [("", "全部"), (MINE, "待您办理"), *((s.value, s.label) for s in Status)]
    for state, title in named:
        if counts.get(state) or state in ("", wanted.state):
            yield Choice(title, counts.get(state, 0), wanted.with_state(state), state == wanted.state)
    if idle or wanted.state == NONE:
        title = f"{year_of(wanted)}年度未开始"
        yield Choice(title, idle, wanted.with_state(NONE), wanted.state == NONE)


def year_of(wanted: Asked) -> int:
    """The year whose accounts are made now is the last one."""
    return wanted.year or timezone.localdate().year - 1


def without_account(units: Iterable[int], wanted: Asked) -> QuerySet[Unit]:
    """Units that have no account of the year; those dissolved need none."""
    idle = Unit.objects.filter(pk__in=units, dissolved=False, name__icontains=wanted.name)
    if wanted.region:
        idle = idle.filter(region=wanted.region)
    has_one = Account.objects.filter(year=year_of(wanted)).exclude(source=Account.Source.COMPARISON)
    return idle.exclude(pk__in=has_one.values("unit"))


def table(
    request: HttpRequest,
    wanted: Asked,
    found: Rows,
    idle: QuerySet[Unit],
    held: Reach,
    works: bool,
) -> Listing:
    if wanted.state == NONE:
        units = UnitTable.wanted(request, idle, f"{year_of(wanted)}年度都已开始。")
        units.own, units.year = held[Role.CLERK], year_of(wanted)
        return units
    if wanted.state == MINE:
        found = found.filter(mine=1)
    elif wanted.state:
        found = found.filter(status=wanted.state)
    ordered = found.order_by("-mine", "-year", "unit__name")
    return AccountTable.wanted(request, ordered, why_none(wanted, held, works))


def why_none(wanted: Asked, held: Reach, works: bool) -> str:
    if wanted == Asked() and held[Role.CLERK]:
        return NONE_YET
    return NOTHING if works else NO_ROLE


def years(units: Iterable[int]) -> list[int]:
    shown = Account.objects.filter(unit__in=units).exclude(source=Account.Source.COMPARISON)
    return list(shown.order_by("-year").values_list("year", flat=True).distinct())


def regions(units: Iterable[int]) -> list[str]:
    named = Unit.objects.filter(pk__in=units).exclude(region="").order_by("region")
    return list(named.values_list("region", flat=True).distinct())


def events(units: Iterable[int]) -> list[Step]:
    """What was done last with these accounts."""
    found = Step.objects.filter(account__unit__in=units).select_related("account__unit")
    return list(found.order_by("-id")[:EVENTS])
