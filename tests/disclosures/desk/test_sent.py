import pytest
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from disclosures.desk.access import staff_only
from disclosures.desk.sent import loaded, number


def test_a_number_is_an_id() -> None:
    assert number("17") == 17


@pytest.mark.parametrize("text", ["", "-1", "1.5", "²", "٣", "五", "9" * 19, "9" * 5_000])
def test_what_is_no_id(text: str) -> None:
    assert number(text) is None


def test_json_is_read() -> None:
    assert loaded('{"cells": {"t01/支出/amount": "1"}}') == {"cells": {"t01/支出/amount": "1"}}


def test_nul_in_json_is_passed_over() -> None:
    assert loaded('{"a\\u0000": ["\\u0000甲", 1, null]}') == {"a": ["甲", 1, None]}


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, '{"a":' * 100_000, '"\\ud800"', b"\xff"])
def test_what_is_no_json_of_ours(text: str | bytes) -> None:
    with pytest.raises(ValueError):  # whatever is wrong
        loaded(text)


def test_nul_in_what_was_sent_to_the_desk_is_passed_over(rf: RequestFactory) -> None:
    told: list[object] = []

    @staff_only
    def view(request: HttpRequest) -> HttpResponse:
        told.extend([request.GET.dict(), request.POST.getlist("text")])
        return HttpResponse()

    request = rf.post("/desk/?ce%00ll=%00t01", {"text": ["a\0b", "甲\0"]})
    request.user = User(username="root", is_staff=True)
    assert view(request).status_code == 200
    assert told == [{"cell": "t01"}, ["ab", "甲"]]
