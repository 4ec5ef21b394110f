"""Rows written by COPY: many of a model at once, as they are, with their keys."""

from collections.abc import Sequence

from django.db import connection
from django.db.models import Model


def copy(rows: Sequence[Model]) -> None:
    """All of one model, not yet saved. Keys that they lack the database gives."""
    if not rows:
        return
    meta = rows[0]._meta
    fields = [field for field in meta.concrete_fields if rows[0].pk is not None or not field.primary_key]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    with connection.cursor() as cursor, cursor.copy(f'COPY "{meta.db_table}" ({columns}) FROM STDIN') as to:
        for row in rows:
            to.write_row(
                [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
            )


def keys(model: type[Model], count: int) -> list[int]:
    """So many new ones, in order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return sorted(key for (key,) in cursor.fetchall())
