"""Which packages there are: `data/index.json` beside them in the storage. It is all that is known of them."""

import json
from dataclasses import asdict, dataclass
from datetime import date

from disclosures import archive
from disclosures.datasets.words import file_name
from disclosures.models import Publication

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
    """By scope: all, then the years, the newest first."""
    found = [{**each, "state": State(**each["state"])} for each in json.loads(content())["files"]]
    return {each["scope"]: Entry(**{key: each[key] for key in Entry.__dataclass_fields__}) for each in found}


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
