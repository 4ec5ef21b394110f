"""Which packages there are: `data/index.json` beside them in the storage. It is all that is known of them."""

import json
import logging
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from disclosures import archive
from disclosures.datasets.words import file_name
from disclosures.models import Publication

log = logging.getLogger(__name__)

FOLDER, INDEX = "data", "index.json"
SCHEMA = "juesuan-data/1"
ALL = "all"


@dataclass(frozen=True)
class State:
    """What a package was made from. Rows are only added: their numbers say which."""

    versions: int
    withdrawn: int


@dataclass(frozen=True)
class Entry:
    """A package. `missing`: versions whose figures are not in it, in words."""

    scope: str
    size: int
    sha256: str
    as_of: str
    publications: int
    invented: int
    """Of these."""
    figures: int
    missing: list[str]
    state: State

    @property
    def day(self) -> date:
        return date.fromisoformat(self.as_of)


def path_of(name: str) -> str:
    return f"{FOLDER}/{name}"


def content() -> bytes:
    """The index as it is sent."""
    try:
        return archive.read(path_of(INDEX))
    except FileNotFoundError:
        return written({})


def entries() -> dict[str, Entry]:
    """By scope. None where the index is damaged or of another release: the packages are made again."""
    try:
        return {each["scope"]: entry_of(each) for each in json.loads(content())["files"]}
    except (KeyError, TypeError, ValueError):
        log.warning("%s cannot be read: the data packages are made again", path_of(INDEX))
        return {}


def entry_of(data: dict[str, Any]) -> Entry:
    known = {field.name: data[field.name] for field in fields(Entry)}
    return Entry(**{**known, "state": State(**data["state"])})


def written(entries: dict[str, Entry]) -> bytes:
    files = [
        {"path": file_name(each.scope), **asdict(each)}
        for each in sorted(entries.values(), key=lambda each: each.scope, reverse=True)
    ]
    return (json.dumps({"schema": SCHEMA, "files": files}, ensure_ascii=False, indent=1) + "\n").encode()


def wanted() -> list[str]:
    """Packages that there ought to be: of all, and of each year that has a current version."""
    years = Publication.objects.current().order_by("-year").values_list("year", flat=True).distinct()
    found = [str(year) for year in years]
    return [ALL, *found] if found else []
