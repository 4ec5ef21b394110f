"""What a unit's pages are made from, told without reading it: which version each row is of, and which
release we are. The same state, the same pages.

PostgreSQL keeps with each row the transaction that wrote it last (`xmin`): whatever was changed, in whatever
column and by whatever command, is told by it. After a restored backup all rows are others.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import connection

from accounts.models import Succession, Unit
from disclosures.duties.lines import years as listed_years

KINDS = frozenset({"unit", "unit-feed", "compare"})
"""One of each for every unit: most pages. The others are few, and tell of many units or of today."""
ROWS = {
    "accounts_unit": "SELECT id, id, xmin FROM accounts_unit",
    "accounts_unitname": "SELECT unit_id, id, xmin FROM accounts_unitname",
    "accounts_succession": "SELECT unit_id, id, xmin FROM accounts_succession",
    "disclosures_publication": "SELECT unit_id, id, xmin FROM disclosures_publication",
    "disclosures_withdrawal": "SELECT of.unit_id, of.id, gone.xmin FROM disclosures_withdrawal gone "
    "JOIN disclosures_publication of ON of.id = gone.publication_id",
    "catalogue_entry": "SELECT unit_id, publication_id, xmin FROM catalogue_entry",
    "duties_duty": "SELECT unit_id, id, xmin FROM duties_duty",
}
"""By table, of each row: the unit it belongs to, its key, who wrote it last."""
EACH = " UNION ALL ".join(
    f"SELECT '{table}', of.* FROM ({query}) of(unit, key, version)" for table, query in ROWS.items()
)
VERSIONS = (
    "SELECT unit, md5(string_agg(concat_ws(' ', of, key, version), ',' ORDER BY of, key)) "
    f"FROM ({EACH}) row(of, unit, key, version) GROUP BY unit"
)
SHOWN = ("SITE_NAME", "SITE_ADDRESS", "SITE_ID_CODE", "DATA_TERMS", "LANGUAGE_CODE", "STATIC_URL")
"""Settings that stand in pages."""
OURS = ("accounts", "config", "disclosures", "static", "templates")
KEPT = frozenset({".py", ".csv", ".html", ".xml", ".txt", ".css", ".js"})


def states() -> dict[str, str]:
    """By the unit's code: of itself, of all above and below it, of those it took over from or that took it
    over. Three queries for any number of units.
    """
    units = list(Unit.objects.order_by().values_list("pk", "code", "parent"))
    parents = {unit: parent for unit, _, parent in units}
    own = defaultdict(str, rows())  # a unit may come or go between two queries
    near = [(unit, other) for unit in parents for other in above(unit, parents)]
    told: dict[int, list[str]] = defaultdict(list)
    for unit, other in {*near, *Succession.objects.order_by().values_list("unit", "successor")}:
        told[unit].append(own[other])
        told[other].append(own[unit])
    common = f"{release()} {listed_years()}"
    return {code: digest([common, own[unit], *sorted(told[unit])]) for unit, code, _ in units}


def above(unit: int, parents: Mapping[int, int | None]) -> Iterator[int]:
    """Each once, also where they are above one another."""
    seen = {unit}
    while (parent := parents[unit]) and parent not in seen:
        yield parent
        seen.add(parent)
        unit = parent


def rows() -> dict[int, str]:
    """Of each unit by its number, the versions of the rows that are its own."""
    with connection.cursor() as cursor:
        cursor.execute(VERSIONS)
        return dict(cursor.fetchall())


@cache
def release() -> str:
    """Of our code, templates and styles, the libraries, and what is set; a process stays what it began as."""
    files = [settings.BASE_DIR / "requirements.lock"]
    for name in OURS:
        files += (path for path in (settings.BASE_DIR / name).rglob("*") if path.suffix in KEPT)
    told = (f"{path.relative_to(settings.BASE_DIR)} {content_of(path)}" for path in sorted(files))
    return digest([*told, *(f"{name}={getattr(settings, name)}" for name in SHOWN)])


def content_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
