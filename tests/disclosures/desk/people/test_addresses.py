"""Every address of the desk, as the resolver knows them: for others there is nothing at any of them."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.models import Account, Step
from disclosures.models import PublishOrder
from tests import stages

DOORS = {"desk/", "desk/login/", "desk/logout/"}
GROUP = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")


def patterns(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for each in resolver.url_patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from patterns(each, route)
        elif route.startswith("desk/"):
            yield route, each


ROUTES = sorted({route for route, _ in patterns(get_resolver())} - DOORS)
OTHERS = pytest.mark.parametrize("outsider", ["nobody", "visitor", "dismissed"], indirect=True)


@pytest.fixture
def words(order: PublishOrder) -> dict[str, str]:
    """What stands in addresses of things that are there."""
    account = order.account
    return {
        "pk": str(account.pk),
        "key": "t01",
        "verb": "submit",
        "object_id": str(account.unit.pk),
        "app_label": "auth",
        "content_type_id": "1",
        "id": "1",
        "url": "x",
    }


def address(route: str, words: dict[str, str]) -> str:
    """The route with its variables filled in; those of regular expressions as well."""
    route = re.sub(r"^desk/\^?\(\?P<app_label>.*$", "desk/auth/", route)
    filled = GROUP.sub(lambda found: words.get(found["name"], "1"), route)
    return "/" + filled.replace("^", "").replace("$", "").replace("\\Z", "")


def test_there_are_many_and_the_new_ones_are_among_them() -> None:
    assert len(ROUTES) > 40
    assert {"desk/people/<int:pk>/take", "desk/accounts/<int:pk>/", "desk/two-step/", "desk/begin/"} <= set(
        ROUTES
    )


@OTHERS
@pytest.mark.parametrize("method", ["get", "post"])
def test_nothing_is_there_for_others(outsider: Client, words: dict[str, str], method: str) -> None:
    unknown = outsider.get("/no/such/page/")
    assert unknown.status_code == 404
    wrong = []
    for route in ROUTES:
        answer = getattr(outsider, method)(address(route, words))
        if (answer.status_code, answer.content) != (404, unknown.content):
            wrong.append((route, address(route, words), answer.status_code))
    assert wrong == []


@pytest.mark.parametrize("outsider", ["elsewhere"], indirect=True)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_clerk_elsewhere_reaches_nothing_of_this_account(
    outsider: Client, words: dict[str, str], method: str
) -> None:
    """405 tells the method of an address, which is the same for every account."""
    unknown = outsider.get("/no/such/page/")
    of_it = [
        route for route in ROUTES if route.startswith(("desk/accounts/<int:pk>", "desk/orders/<int:pk>"))
    ]
    wrong = []
    for route in of_it:
        answer = getattr(outsider, method)(address(route, words))
        if answer.status_code != 405 and (answer.status_code, answer.content) != (404, unknown.content):
            wrong.append((route, answer.status_code))
    assert of_it and wrong == []


@OTHERS
def test_the_doors_lead_to_the_login(outsider: Client) -> None:
    assert outsider.get("/desk/").headers["Location"] == "/desk/login/?next=/desk/"
    assert outsider.get("/desk/login/").status_code == 200


def test_the_walk_wrote_nothing(order: PublishOrder, words: dict[str, str]) -> None:
    client, before = Client(), Step.objects.count()
    for route in ROUTES:
        client.post(address(route, words))
    assert Step.objects.count() == before
    assert Account.objects.get(pk=order.account.pk).status == stages.Account.Status.ORDERED
