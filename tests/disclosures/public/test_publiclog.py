"""The public log by its addresses: what tools that are not ours read."""

from typing import Any

import pytest
from django.test import Client

from disclosures import logbook, logkey
from disclosures.models import Publication
from disclosures.publiclog import notes
from disclosures.publiclog.checkpoints import checkpoint_of
from disclosures.publiclog.tiles import unbundled


@pytest.fixture
def sealed(published: Any) -> None:
    logbook.seal()


def test_checkpoint_tiles_and_key(client: Client, sealed: None) -> None:
    answer = client.get("/log/checkpoint")
    assert (answer["Content-Type"], answer["Cache-Control"]) == (
        "text/plain; charset=utf-8",
        "public, max-age=5",
    )
    note = notes.read(answer.content.decode())
    key = notes.key_of(client.get("/log/key").content.decode())
    assert notes.check(note, [key]) == [key] == [logkey.public()]
    size = checkpoint_of(note).size
    assert size == Publication.objects.count()
    assert client.get(f"/log/checkpoints/{size}").content == answer.content
    tile, entries = (client.get(f"/log/tile/{level}/000.p/{size}") for level in ("0", "entries"))
    assert len(tile.content) == 32 * size
    assert len(unbundled(entries.content)) == size
    assert "immutable" in tile["Cache-Control"]


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/001",
        "tile/64/000",
        "tile/0/../checkpoint",
        "tile/0/1",
        "tile/entries/000.p/256",
        "checkpoints/99",
        f"checkpoints/{'9' * 1000}",
        f"proof/{'A' * 1000}.tlog-proof",
        f"stamps/1/{'a' * 1000}.tsr",
        "stamps/list",
        "stamps/1/checkpoint",
        "witnessed",
        "key/",
        "",
    ],
)
def test_what_is_not_there(client: Client, sealed: None, path: str) -> None:
    assert client.get(f"/log/{path}").status_code in (301, 404)


def test_the_verifier_is_given_away(client: Client) -> None:
    answer = client.get("/log/verifier.py")
    assert answer.content.startswith(b"#!/usr/bin/env python3")
    assert b"import argparse" in answer.content


def test_nothing_is_written_by_these_addresses(client: Client, sealed: None) -> None:
    for path in ("checkpoint", "key", "tile/0/000", "verifier.py"):
        assert client.post(f"/log/{path}").status_code == 405
