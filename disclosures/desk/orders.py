"""The page of an order to publish: how far it is, why it failed, and once more."""

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import NotFound, accounts_for, may_publish
from disclosures import publishing
from disclosures.desk.access import staff_only
from disclosures.desk.headway import seen
from disclosures.models import PublishOrder


def order_for(user: Any, pk: int) -> PublishOrder:
    """The order, for those who may read its account."""
    orders = PublishOrder.objects.select_related("unit", "account")
    order = orders.filter(pk=pk, account__in=accounts_for(user)).first()
    if order is None:
        raise NotFound(f"order {pk}")
    return order


@staff_only
@require_safe
def order_page(request: HttpRequest, pk: int) -> HttpResponse:
    order = order_for(request.user, pk)
    now = seen(order)
    context = {
        "order": order,
        "headway": now,
        "may_retry": now.may_retry and may_publish(request.user, order.account),
    }
    return render(request, "desk/order.html", context)


@staff_only
@require_safe
def order_state(request: HttpRequest, pk: int) -> HttpResponse:
    return JsonResponse(asdict(seen(order_for(request.user, pk))))


@staff_only
@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """In line once more; its page then shows how far it is."""
    order = order_for(request.user, pk)
    if not may_publish(request.user, order.account):
        raise NotFound(f"order {pk}")
    if seen(order).may_retry:
        publishing.retry(order)
    return redirect("desk-order", pk=pk)
