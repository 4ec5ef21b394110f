"""The page of an order to publish: how far it is, why it failed, and once more."""

import contextlib
from dataclasses import asdict

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.refusals import Refused
from disclosures import publishing
from disclosures.desk.access import staff_only
from disclosures.desk.headway import headway
from disclosures.models import PublishOrder
from disclosures.public import missing
from disclosures.publishing import PublishFailed


@staff_only
@require_safe
def order_page(request: HttpRequest, pk: int) -> HttpResponse:
    order = PublishOrder.objects.select_related("unit", "account").filter(pk=pk).first()
    if order is None:
        return missing.page(request)
    context = {"order": order, "headway": headway(order, timezone.now())}
    return render(request, "desk/order.html", context)


@staff_only
@require_safe
def order_state(request: HttpRequest, pk: int) -> HttpResponse:
    order = PublishOrder.objects.defer("input").filter(pk=pk).first()
    return missing.page(request) if order is None else JsonResponse(asdict(headway(order, timezone.now())))


@staff_only
@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Answers when it is made, or has failed again; meanwhile the page asks for the state."""
    order = PublishOrder.objects.filter(pk=pk).first()
    if order is None:
        return missing.page(request)
    if headway(order, timezone.now()).may_retry:
        with contextlib.suppress(PublishFailed, Refused):  # the order says so
            publishing.publish(order)
    return redirect("desk-order", pk=pk)
