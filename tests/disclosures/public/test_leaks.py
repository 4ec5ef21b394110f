"""Nobody without a login reads anything of what is not published, whatever they open, try or ask for."""

import json
from collections.abc import Callable, Sequence
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from accounts import comments, filing, ledger, signing
from accounts.figures import at
from accounts.models import Account
from accounts.money import from_wan
from disclosures import archive, logbook, printing
from disclosures.desk.entry.models import Remark
from disclosures.models import DraftPrint, LogEntry, Publication, PublishOrder
from disclosures.served import tree
from tests import stages
from tests.browser.pages import PAGES
from tests.disclosures.public import secrets
from tests.disclosures.public.crawling import HOST, Reader, filled, route_of, routes, texts
from tests.disclosures.public.secrets import WORD, Secret

SILENT = {
    "readyz": "no worker is there",
    "": "an unknown address",
    "api/": "an unknown address of the API",
    "log/witnessed": "no witness has signed",
    "log/stamps/list": "nothing is stamped",
    "log/stamps/<int:size>/checkpoint": "nothing is stamped",
    "log/stamps/<int:size>/<slug:name>.tsr": "nothing is stamped",
    "feed/<int:number>": "too few versions for an archive",
}
"""Public addresses that have nothing to say here."""
SPOKEN = "绝密子事项"
"""A word that nobody ever wrote."""
PRINT = printing.print_pdf
"""Elsewhere a stand-in is printed."""


@pytest.fixture
def hidden(
    correct: Callable[[], Publication],
    django_capture_on_commit_callbacks: Any,
    tmp_path: Path,
    settings: Any,
) -> list[Secret]:
    """Two versions of 辽源 are public; all that can be made of them is made while there are secrets."""
    settings.SITE_ADDRESS = HOST
    with django_capture_on_commit_callbacks(execute=True):
        correct()
        found = secrets.put()
    settings.PUBLIC_FILES = tmp_path / "served"
    stages.work()
    logbook.seal()
    call_command("layout", stdout=StringIO())
    return found


def test_no_secret_is_found(client: Client, hidden: list[Secret], settings: Any) -> None:
    words = {WORD, "juemi", *(form for each in hidden for form in each.forms())}
    reader = Reader(client)
    reader.crawl("/", *(f"/{route}" for route in routes() if "<" not in route))
    tried = values()
    for route in routes():
        for address in filled(route, tried):
            reader.get(address)
    assert sorted(routes() - reader.reached - SILENT.keys()) == [], "never opened"
    assert reader.telling(words) == []
    for path in tree.files(settings.PUBLIC_FILES):
        assert not [word for word in words for text in texts(path.read_bytes()) if word in text], path
    for path, names in asked(reader).items():
        for name in names:
            for secret, control in questions(hidden[0]):
                assert reader.answer(path, name, secret) == reader.answer(path, name, control), (path, name)
    waiting = PublishOrder.objects.filter(publication=None)
    assert [client.get(f"/verify/{each.code}/").status_code for each in waiting] == [404] * len(waiting)
    reads_what_is_public(reader)
    seen = {"board/", *map(route_of, PAGES)}  # /board/ is that of the newest year
    assert sorted(reader.pages - seen) == [], "never seen in a browser: tests/browser/pages.py"


@pytest.mark.slow
def test_no_secret_is_printed_or_enclosed_in_a_pdf(
    published: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither of other accounts, nor what was said of this one at the desk, nor what it said before."""
    others = [secrets.secret(n) for n in range(2)]
    for n, each in enumerate(others):
        secrets.account(f"other{n}", each)
    own, before = secrets.secret(8), secrets.secret(9)
    account = Account.objects.of("liaoyuan", secrets.YEAR)
    stages.reopen(account)
    cell = at("t03/2080109/project")
    amount = ledger.load(account)[cell]
    said = comments.comment(account, "t03/208/basic", f"{own.word}与凭证不符", by=secrets.REVIEWER)
    comments.close(account, said.pk, by=secrets.REVIEWER)
    Remark.objects.create(account=account, address=f"{cell}", text=own.word, by=own.word)
    signing.sign(account, "leader", signer=own.word, signed_on=stages.DAY, by=secrets.CLERK)
    duties = account.explanations.get(slot="profile.duties").text
    filing.explain(account, {"profile.duties": before.word}, by=own.word)
    ledger.record(account, {cell: before.amount}, by=own.word)
    filing.explain(account, {"profile.duties": duties}, by=own.word)
    ledger.record(account, {cell: amount + from_wan(1)}, by=own.word)
    monkeypatch.setattr(printing, "print_pdf", PRINT)
    version = stages.publish(account, stages.DAY)
    pdf = archive.content(version, "report.pdf")
    read = "\n".join(texts(pdf))
    words = [word for each in (*others, own, before) for word in (each.word, *each.forms())]
    assert pdf.startswith(b"%PDF-1.") and not [word for word in (*words, WORD) if word in read]
    for name in ("report.xlsx", "report.json", version.code, "社会保险事业管理局"):
        assert name in read, name


def reads_what_is_public(reader: Reader) -> None:
    """Else it would find no secret either."""
    told = {address for address, _ in reader.telling(["社会保险事业管理局", "社会保障和就业支出"])}
    assert {"/", "/liaoyuan/", "/feed", "/data/all.zip", "/api/v1/units"} <= told
    files = {address.rpartition(".")[2] for address in told if "/report." in address}
    assert {"pdf", "xlsx", "docx", "csv", "json", "txt", "zip"} <= files
    assert reader.answer("/search/", "q", "辽源") != reader.answer("/search/", "q", "延吉")


def values() -> dict[str, Sequence[object]]:
    """What stands in addresses: of all there is, published or not."""
    versions = Publication.objects.all()
    files = [entry["sha256"] for version in versions for entry in list(version.manifest.values())[:1]]
    drafts = [sha256(bytes(each.pdf)).hexdigest() for each in DraftPrint.objects.all()[:1]]
    lines = LogEntry.objects.count()
    units = ["liaoyuan", "withdrawn", "earlier", *secrets.STATES]
    return {
        "unit": units,
        "year": [secrets.YEAR, secrets.YEAR - 1],
        "number": [1],
        "kind": ["json", "zip"],
        "code": [*PublishOrder.objects.values_list("code", flat=True), *units, "208"],
        "sha256": [*files, *drafts],
        "table": ["t03"],
        "column": ["total"],
        "key": ["t03"],
        "region": ["某市"],
        "scope": ["all", secrets.YEAR],
        "name": ["pages", "units-1", f"{secrets.YEAR}-1"],
        "size": [lines],
        "path": [f"entries/000.p/{lines}", f"0/000.p/{lines}"],
    }


def asked(reader: Reader) -> dict[str, set[str]]:
    """The fields of forms, and what the description of the API names; of pages of one kind the first."""
    found = {path: names for path, names in reader.fields.items() if not path.startswith("/verify/")}
    found = {path: found[path] for path in {route_of(path): path for path in found}.values()}
    description = json.loads(reader.client.get("/api/v1/openapi.json").content)
    for path, operations in description["paths"].items():
        named = {each["name"] for each in operations["get"].get("parameters", []) if each["in"] == "query"}
        found[path.replace("{unit}", "draft")] = named
    return {path: names for path, names in found.items() if "{" not in path}


def questions(of: Secret) -> list[tuple[str, str]]:
    """Each with one like it of which there is nothing either."""
    amount = of.forms()[3]
    return [(of.word, SPOKEN), (amount, f"{float(amount) + 0.01:.2f}")]
