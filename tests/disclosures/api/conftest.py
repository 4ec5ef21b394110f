"""辽源 published and in the catalogue, 延边 a draft; copies of 辽源 where a list is asked for."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from accounts.models import Unit
from disclosures.catalogue import keeping
from disclosures.catalogue.models import Entry, Spending
from disclosures.models import Publication
from tests.disclosures.public.conftest import correct, printer, published

__all__ = ["correct", "printer", "published"]

Get = Callable[..., Any]


@pytest.fixture
def listed(published: Publication) -> Publication:
    keeping.take_in(published)
    return published


@pytest.fixture
def get(client: Client) -> Get:
    """What an address of the API answers, as data; a program that slips is told with its status."""

    def got(address: str, /, status: int = 200, **asked: object) -> Any:
        response = client.get(f"/api/v1{address}", asked)
        assert response.status_code == status, response.content.decode()
        return response.json()

    return got


@pytest.fixture
def many(listed: Publication) -> list[Publication]:
    """Five more reports of 2023 and 2024, of units a0, a1 and a2; a2 below a0. They spent 100 to 500 元."""
    a0, a1 = (unit(code) for code in ("a0", "a1"))
    a2 = unit("a2", parent=a0)
    copies = [(a0, 2024), (a1, 2024), (a0, 2023), (a1, 2023), (a2, 2023)]
    return [copied(listed, of, year, 100 * n) for n, (of, year) in enumerate(copies, 1)]


def unit(code: str, **more: Any) -> Unit:
    return Unit.objects.create(
        code=code,
        name=f"单位{code}",
        kind="department" if code == "a0" else "unit",
        level="市",
        region="甲",
        **more,
    )


def copied(of: Publication, unit: Unit, year: int, spending: int) -> Publication:
    order = of.order
    order.pk, order.unit, order.year, order.code = None, unit, year, f"{unit.code}{year}"
    order.save()
    entry = Entry.objects.get(publication__unit__code="liaoyuan")
    made = Publication.objects.get(pk=of.pk)
    made.pk, made.order, made.unit, made.year, made.unit_name = None, order, unit, year, unit.name
    made.code = order.code
    made.save()
    entry.publication, entry.unit, entry.year = made, unit, year
    entry.name, entry.spending = unit.name, Decimal(spending)
    entry.save(force_insert=True)
    Spending.objects.create(entry=entry, year=year, table="t03", code="208", amount=spending)
    return made
