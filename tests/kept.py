"""What many tests load is loaded once in a process; from then on its rows and files are put back."""

from collections.abc import Callable
from functools import wraps

from django.db import connection, transaction

from disclosures import archive
from disclosures.models import Publication

MIGRATED = ("django_migrations", "django_content_type", "auth_permission")
"""Filled by `migrate`, and emptied by no test."""


def tables() -> list[str]:
    """All that tests fill."""
    return [name for name in connection.introspection.table_names() if name not in MIGRATED]


def kept(load: Callable[[], None]) -> Callable[[], None]:
    """The same as `load`, which fills tables that are empty before, but quick from the second time on.

    Other tables may hold something already. No row comes back under a number that is taken, as nothing that
    ends a test sets the numbers back.
    """
    rows: dict[str, bytes] = {}
    files: list[bytes] = []

    @wraps(load)
    def again() -> None:
        if rows:
            put_back(rows)
            for content in files:
                archive.keep(content)
            return
        before = counts()
        load()
        grown = [name for name, count in counts().items() if count != before[name]]
        if not any(before[name] for name in grown):
            rows.update({name: copied(name) for name in grown})
            files.extend(published())

    return again


def counts() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in tables()))
        return dict(cursor.fetchall())


def copied(table: str) -> bytes:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} TO STDOUT") as copy:
        return b"".join(map(bytes, copy))


@transaction.atomic
def put_back(rows: dict[str, bytes]) -> None:
    """Round the triggers, which have done their work."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table, content in rows.items():
            with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                copy.write(content)
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def published() -> list[bytes]:
    manifests = Publication.objects.values_list("manifest", flat=True)
    digests = {entry["sha256"] for manifest in manifests for entry in manifest.values()}
    return [archive.read(archive.path_of(digest)) for digest in digests]
