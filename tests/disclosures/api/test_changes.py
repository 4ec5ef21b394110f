"""Following the portal: every line of the public log once, in order."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from disclosures import logbook, withdrawing
from disclosures.api import harvest
from disclosures.models import Publication
from tests.stages import PUBLISHER

Get = Callable[..., Any]


@pytest.fixture
def history(listed: Publication) -> None:
    """Published, then two more lines of the log, as if it was corrected and withdrawn."""
    logbook.append(listed, "correction", listed.published_at)
    logbook.append(listed, "withdrawal", listed.published_at)


def test_publications_corrections_and_withdrawals_in_order(get: Get, history: None) -> None:
    items = get("/changes")["items"]
    assert [(each["index"], each["kind"], each["version"]) for each in items] == [
        (0, "publication", 1),
        (1, "correction", 1),
        (2, "withdrawal", 1),
    ]
    assert items[0]["at"].endswith("+08:00")
    assert items[1]["address"] == "http://testserver/api/v1/reports/liaoyuan/2024/versions/1"


def test_read_on_where_one_stopped(get: Get, client: Client, history: None) -> None:
    page = get("/changes", limit=2)
    assert page["next"] == page["resume"]
    rest = client.get(page["next"]).json()
    assert [each["index"] for each in rest["items"]] == [2] and rest["next"] is None
    later = client.get(rest["resume"]).json()
    assert later["items"] == [] and later["next"] is None and later["resume"] == rest["resume"]


ASKED: list[tuple[dict[str, object], list[int]]] = [
    ({"after": 0}, [1, 2]),
    ({"after": 2}, []),
    ({"since": "2020-01-01"}, [0, 1, 2]),
    ({"since": "2999-01-01"}, []),
]


def test_since_and_after(get: Get, history: None) -> None:
    for asked, indexes in ASKED:
        assert [each["index"] for each in get("/changes", **asked)["items"]] == indexes, asked


def test_a_day_begins_in_beijing(get: Get, listed: Publication) -> None:
    at = get("/changes")["items"][0]["at"]
    assert len(get("/changes", since=at[:10])["items"]) == 1
    tomorrow = f"{int(at[:4]) + 1}{at[4:10]}"
    assert get("/changes", since=tomorrow)["items"] == []


def test_the_harvester_keeps_a_copy(
    client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, listed: Publication
) -> None:
    """Run again it takes what is new, and nothing twice; what was withdrawn it deletes."""
    asked = []

    def read(address: str) -> bytes | None:
        asked.append(address)
        response = client.get(address)
        return response.content if response.status_code == 200 else None

    def copies() -> list[str]:
        asked.clear()
        harvest.harvest("http://testserver", tmp_path)
        return [each.name for each in tmp_path.glob("*.json")]

    monkeypatch.setattr(harvest, "read", read)
    assert copies() == ["liaoyuan-2024-v1.json"] and len(asked) == 3
    assert copies() == ["liaoyuan-2024-v1.json"] and len(asked) == 1
    withdrawing.withdraw(listed, by=PUBLISHER, reason="误公开")
    assert copies() == [] and len(asked) == 1
