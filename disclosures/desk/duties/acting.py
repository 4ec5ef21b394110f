"""What the bureau does with the units it has ticked, or with all that it has before it."""

import contextlib
from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST

from accounts.models import Unit
from accounts.permissions import NotFound
from accounts.refusals import Refused
from disclosures.desk.access import staff_only
from disclosures.desk.duties.pages import answer, chosen
from disclosures.desk.duties.rows import units_of_bureau
from disclosures.duties import choosing, owing

Units = list[Unit]


def enlist(units: Units, year: int, sent: QueryDict, by: Any) -> str:
    new = owing.enlist(units, year, by=by)
    return f"已列入 {new} 个单位" if new else "选择的单位都已在名单中，没有改动"


def strike(units: Units, year: int, sent: QueryDict, by: Any) -> str:
    return f"已移出 {owing.strike(units, year, reason=sent.get('reason', ''), by=by)} 个单位"


def fix(units: Units, year: int, sent: QueryDict, by: Any) -> str:
    due, reason = day(sent.get("due", "")), sent.get("reason", "")
    return f"已改动 {owing.fix(units, year, due=due, reason=reason, by=by)} 个单位的期限"


def reckon(units: Units, year: int, sent: QueryDict, by: Any) -> str:
    return f"已改动 {owing.reckon(units, year, reason=sent.get('reason', ''), by=by)} 个单位的期限"


def release(units: Units, year: int, sent: QueryDict, by: Any) -> str:
    """The whole list, whatever is ticked."""
    return f"已公布 {owing.release(units, year, by=by)} 个单位，任何人都能看到"


ACTS: dict[str, Callable[[Units, int, QueryDict, Any], str]] = {
    "enlist": enlist,
    "strike": strike,
    "fix": fix,
    "reckon": reckon,
    "release": release,
}


@staff_only
@require_POST
def act(request: HttpRequest, year: int) -> HttpResponse:
    reachable, sent = units_of_bureau(request.user, year), request.POST
    do = ACTS.get(sent.get("act", ""))
    if do is None:
        raise NotFound("act")
    try:
        units = list(reachable) if do is release else meant(request, year, list(reachable))
        said = do(units, year, sent, request.user)
    except Refused as refusal:
        return answer(request, year, str(refusal), sent)
    messages.success(request, f"{said}。")
    return redirect(f"{reverse('desk-duties', args=[year])}{choosing.asked(request.GET).query}")


def meant(request: HttpRequest, year: int, reachable: Units) -> Units:
    """Those ticked, or all that the address asks for; never others than one's own."""
    if "all" in request.POST:
        return [row.unit for row in chosen(request, year)]
    ticked = set(request.POST.getlist("unit"))
    return [unit for unit in reachable if str(unit.pk) in ticked]


def day(text: str) -> date | None:
    with contextlib.suppress(ValueError):
        return parse_date(text)
    return None
