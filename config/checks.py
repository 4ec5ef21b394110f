"""What the site needs of its surroundings, looked at by `manage.py check` and before every migration."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

KEEPS_CHINESE = "SELECT '决算' ~ '^[[:alpha:]]+$' AND to_tsvector('simple', '决算') <> ''"
HINT = (
    "Create it with ENCODING 'UTF8' LC_CTYPE 'C.UTF-8' (initdb --locale=C --lc-ctype=C.UTF-8): otherwise "
    "patterns and text search drop every Chinese character."
)


@register(Tags.database)
def check_database_keeps_chinese(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    return [
        Error(f"LC_CTYPE of the database {alias!r} is not UTF-8.", hint=HINT, id="config.E001")
        for alias in databases or ()
        if not keeps_chinese(alias)
    ]


def keeps_chinese(alias: str) -> bool:
    connection = connections[alias]
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_encoding")
        if cursor.fetchone() != ("UTF8",):
            return False
        cursor.execute(KEEPS_CHINESE)
        return bool(cursor.fetchone() == (True,))
