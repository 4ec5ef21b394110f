"""A version that was withdrawn is found nowhere any more: in no file laid out or stored, at no address."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from accounts.money import grouped, in_wan
from disclosures import withdrawing
from disclosures.catalogue.models import Entry
from disclosures.datasets import following, index
from disclosures.models import Publication
from disclosures.served import tree
from disclosures.served.files import address
from tests import stages
from tests.disclosures.public.crawling import Reader, routes, texts

REASON = "附注中有张某的身份证号"
LONG = 20
"""Letters of a sentence that nobody else writes."""


def marks(version: Publication) -> list[str]:
    """Its title, sentences and amounts as they are printed and as data has them."""
    entry = Entry.objects.get(publication=version)
    amounts = [each for each in (entry.income, entry.spending, entry.fiscal) if each]
    told = [form for each in amounts for form in (f"{each:f}", f"{in_wan(each):f}", grouped(in_wan(each)))]
    sentences = [text[:LONG] for kind, _, _, text in entry.passages if kind == "text" and len(text) > LONG]
    return [version.title, *told, *sentences]


def found_in(folder: Path, words: Iterable[str]) -> Iterator[tuple[Path, str]]:
    """Also in what is packed."""
    known = list(words)
    for path in tree.files(folder):
        for text in texts(path.read_bytes()):
            yield from ((path, word) for word in known if word in text)


@pytest.mark.django_db(transaction=True)
def test_what_was_withdrawn_is_found_nowhere(
    client: Client, published: Publication, folder: Path, tmp_path: Path, settings: Any
) -> None:
    settings.DATA_SECONDS = 0
    call_command("catalogue")  # what is kept of a test without transactions has none
    call_command("layout")
    for scope in index.wanted():
        following.make(scope)
    examples = client.get("/api/v1/openapi.json").content.decode()  # some of this very report
    words = [word for word in marks(published) if word not in examples]
    before = {path for path, _ in found_in(folder, words)}
    pages = ("index.html", "feed.atom", "liaoyuan/index.html", "liaoyuan/feed.atom")
    assert {folder / page for page in pages} <= before and len(before) > 30
    addresses = [f"/{address(str(path.relative_to(folder)))}" for path in tree.files(folder)]

    withdrawing.withdraw(published, by=stages.PUBLISHER, reason=REASON)

    assert list(found_in(tmp_path, [*words, REASON])) == [], "at once: files, storage, packages"
    reader = Reader(client)
    reader.crawl("/", *addresses, *(f"/{route}" for route in routes() if "<" not in route))
    assert len(reader.read) > 100 and reader.telling([*words, REASON, "张某"]) == []
    assert "2024年度决算第1版已撤回" in reader.read["/feed"]
    stages.work()
    call_command("layout")
    assert list(found_in(tmp_path, [*words, REASON])) == [], "made again"
    assert "2024年度决算第1版已撤回" in (folder / "feed.atom").read_text("utf-8")
