"""Who spends on a subject, and which subjects occur at all. Reads Spending by its index."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.subjects import DATA, read
from disclosures.catalogue import comparing
from disclosures.catalogue.models import Spending
from disclosures.catalogue.ranking import among

MOST = 500
"""So many subjects are listed at once."""

BELOW = """
WITH RECURSIVE found(code) AS (
    (
        SELECT code FROM catalogue_spending
        WHERE "table" = %(table)s AND code >= %(under)s AND code < %(under)s || ':' ORDER BY code LIMIT 1
    )
    UNION ALL
    SELECT (
        SELECT next.code FROM catalogue_spending next
        WHERE next."table" = %(table)s AND next.code > found.code AND next.code < %(under)s || ':'
        ORDER BY next.code LIMIT 1
    ) FROM found WHERE found.code IS NOT NULL
), chosen AS (SELECT code FROM found WHERE length(code) <= %(digits)s ORDER BY code LIMIT %(most)s)
"""
"""From one code to the next by the index, not through all rows. `:` stands behind all digits."""
THESE = "WITH chosen AS (SELECT code FROM unnest(%(codes)s::text[]) AS asked(code))"
NAMED = """
SELECT chosen.code, jsonb_path_query_first(
    entry.tables, 'strict $[*] ? (@[0] == $table)[4][*] ? (@[0] == $code)[1]',
    jsonb_build_object('table', %(table)s::text, 'code', chosen.code)
) #>> '{}'
FROM chosen CROSS JOIN LATERAL (
    SELECT entry_id FROM catalogue_spending newest
    WHERE newest."table" = %(table)s AND newest.code = chosen.code ORDER BY year DESC, amount LIMIT 1
) AS newest JOIN catalogue_entry entry ON entry.publication_id = newest.entry_id
ORDER BY chosen.code LIMIT %(most)s
"""
"""As a newest report prints it; nothing of a code that none has."""


@dataclass(frozen=True)
class Subject:
    code: str
    name: str


def below(table: str, under: str = "", digits: int = 7) -> list[Subject]:
    """Those of a table that any public report has, at that code or below it, of so many digits at most."""
    return found(BELOW + NAMED, table=table, under=under, digits=digits)


def these(table: str, codes: Iterable[str]) -> list[Subject]:
    """Those of these codes that any public report has."""
    return found(THESE + NAMED, table=table, codes=list(codes))


def found(sql: str, **asked: Any) -> list[Subject]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {**asked, "most": MOST})
        return [Subject(code, name or names().get(code, "")) for code, name in cursor.fetchall()]


def called(words: str) -> list[str]:
    """Codes that begin with the words, or whose names have them, by the lists of subjects (not complete)."""
    return sorted(code for code, name in names().items() if code.startswith(words) or words in name)


@cache
def names() -> dict[str, str]:
    lines = (line for path in sorted(DATA.glob("*-20??.csv")) for line in read(path.read_bytes()).lines)
    return {line.code: line.name for line in lines}


def spending(table: str, code: str, year: int, kind: str = "", region: str = "") -> "QuerySet[Spending]":
    """The most first, with `before`: what the same unit spent on it the year before, also under an earlier
    code.
    """
    last = Spending.objects.filter(table=table, entry__unit=OuterRef("entry__unit"), entry__year=year - 1)
    codes = [code, *earlier(code, year)]
    found = Spending.objects.filter(
        among("entry__unit__", kind, region),
        table=table,
        code=code,
        year=year,
    ).exclude(entry__in=comparing.withdrawn())
    spent = [Subquery(last.filter(code=each).values("amount")[:1]) for each in codes]
    found = found.annotate(
        before=Coalesce(*spent) if len(spent) > 1 else spent[0],
        had=Subquery(
            comparing.public()
            .filter(unit=OuterRef("entry__unit"), year=year - 1)
            .values("publication_id")[:1]
        ),
    )
    return found.select_related("entry__unit", "entry__publication").only(
        "amount",
        "entry__year",
        "entry__spending",
        "entry__unit__code",
        "entry__unit__kind",
        "entry__unit__region",
        "entry__publication__unit_name",
        "entry__publication__number",
        "entry__publication__code",
    )


def earlier(code: str, year: int) -> list[str]:
    """What the code was the year before, where it was changed to that year."""
    return [old for each in comparing.recodings() if each.year == year and (old := each.before(code))]


def years(table: str, code: str) -> list[int]:
    """From the newest to the first in which the subject occurs."""
    found = Spending.objects.filter(table=table, code=code)
    newest = found.order_by("-year").values_list("year", flat=True).first()
    oldest = found.order_by("year").values_list("year", flat=True).first()
    return list(range(newest, oldest - 1, -1)) if newest and oldest else []
