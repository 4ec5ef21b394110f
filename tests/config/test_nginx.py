"""The example for nginx is not run by the gate: what it says is held against the site's own answers."""

import re
from pathlib import Path

from django.conf import settings

from disclosures.artefacts import BY_KIND
from disclosures.public import caching
from disclosures.public.offered import FOLDER

EXAMPLE = (Path(__file__).resolve().parents[2] / "deploy/nginx/portal.conf").read_text()


def header(name: str) -> str:
    found = re.search(rf'add_header {name} (?:"([^"]+)"|(\S+));', EXAMPLE)
    assert found, name
    return found[1] or found[2]


def test_the_same_policy_and_protections() -> None:
    policy = {part.strip() for part in header("Content-Security-Policy").split(";")}
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert policy == {f"{name} {' '.join(sources)}" for name, sources in directives.items()}
    assert header("X-Frame-Options") == settings.X_FRAME_OPTIONS
    assert header("Referrer-Policy") == settings.SECURE_REFERRER_POLICY
    assert header("X-Content-Type-Options") == "nosniff"


def test_answers_are_kept_as_long() -> None:
    kept = re.findall(r'^    (\S+) +"(public[^"]*)";', EXAMPLE, re.M)
    assert dict(kept)["default"] == caching.A_MINUTE
    assert {keeping for _, keeping in kept} == {caching.A_MINUTE, caching.FOR_GOOD}


def test_every_kind_of_file_has_its_type() -> None:
    types = re.search(r"types \{(.*?)\}", EXAMPLE, re.S)
    assert types
    for line in re.findall(r"([\w.+-]+/[\w.+-]+)\s+([^;]+);", types[1]):
        for kind in line[1].split():
            if kind in BY_KIND:
                assert BY_KIND[kind].media == line[0], kind
    known = {kind for _, kinds in re.findall(r"(\S+/\S+)\s+([^;]+);", types[1]) for kind in kinds.split()}
    assert {*BY_KIND, FOLDER} <= known
