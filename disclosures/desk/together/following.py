"""What was ordered and is being made, of all the units that one may publish."""

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from disclosures import queue, together
from disclosures.desk.access import staff_only
from disclosures.desk.headway import NOBODY
from disclosures.desk.together.choosing import refuse_others
from disclosures.models import PublishOrder

State = PublishOrder.State
RECENT = timedelta(days=1)


@dataclass(frozen=True)
class Round:
    """How far all of them are."""

    word: str
    detail: str
    running: bool


def recent(user: Any) -> QuerySet[PublishOrder]:
    """Those not finished, and what was finished of late; what failed comes first."""
    of_late = Q(state=State.DONE, told_at__gt=timezone.now() - RECENT)
    found = together.orders(user).filter(Q(state__in=together.UNFINISHED) | of_late)
    return found.order_by("-error", "-state", "unit", "-year")


def round_of(orders: QuerySet[PublishOrder]) -> Round:
    found = Counter(orders.values_list("state", flat=True))
    waiting, failed = found[State.WAITING], found[State.FAILED]
    told = f"已公开 {found[State.DONE]} 个，等待 {waiting} 个，失败 {failed} 个"
    nobody = f"。{NOBODY}" if waiting and not queue.workers() else ""
    word = "正在生成" if waiting else "有失败的" if failed else "完成"
    return Round(word, told + nobody, running=bool(waiting))


@staff_only
@require_safe
def progress_page(request: HttpRequest) -> HttpResponse:
    refuse_others(request.user)
    orders = recent(request.user)
    rows = list(orders)
    failed = sum(order.state == State.FAILED for order in rows)
    context = {"orders": rows, "round": round_of(orders), "failed": failed}
    return render(request, "desk/together/progress.html", context)


@staff_only
@require_safe
def progress_state(request: HttpRequest) -> HttpResponse:
    refuse_others(request.user)
    return JsonResponse(asdict(round_of(recent(request.user))))


@staff_only
@require_POST
def retry_failed(request: HttpRequest) -> HttpResponse:
    """All that failed, and all that nobody makes, in line once more."""
    refuse_others(request.user)
    left = together.orders(request.user).filter(state__in=together.UNFINISHED)
    messages.success(request, f"重试 {len(list(together.retry_each(left)))} 个")
    return redirect("desk-together-progress")
