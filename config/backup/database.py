"""The database as one file and back, by PostgreSQL's own programs, and what stands in it in numbers."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection, transaction
from psycopg import sql

from config.backup import BackupError
from config.backup.sets import Rows
from config.embedded import binaries

DEBIAN = Path("/usr/lib/postgresql")
PASSED_ON = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
}
SUM = "SELECT count(*), coalesce(sum(('x' || left(md5(t::text), 15))::bit(60)::bigint), 0)::text FROM {} t"
"""The same whatever order the rows are in, and in every version of PostgreSQL."""


def parameters() -> dict[str, Any]:
    """Of the site's database, as psycopg takes them."""
    wanted = {*PASSED_ON, "options"}
    return {name: value for name, value in connection.get_connection_params().items() if name in wanted}


def major_version() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0]) // 10_000


def programs(major: int) -> Path | None:
    """Where programs of that version are; None: where the system finds them."""
    return next((path for path in (binaries.packaged(major), DEBIAN / f"{major}/bin") if path.is_dir()), None)


def run(program: str, *arguments: str | Path, database: dict[str, Any], major: int) -> None:
    folder = programs(major)
    command = str(folder / program) if folder else shutil.which(program)
    if command is None:
        raise BackupError(f"没有 {program}：请安装 postgresql-client-{major}")
    given = {PASSED_ON[name]: str(value) for name, value in database.items() if name in PASSED_ON and value}
    done = subprocess.run(
        [command, *arguments], env={**os.environ, **given}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = "\n".join(done.stderr.strip().splitlines()[-5:])
        if re.search("server version mismatch|could not find", said):
            said += f"\n请安装 postgresql-client-{major}"
        raise BackupError(f"{program} 没有做成：{said}")


def dump(target: Path) -> tuple[int, dict[str, Rows]]:
    """Write the database as it is at one moment; the server's version, and what stands in each table."""
    major = major_version()
    with transaction.atomic(), connection.cursor() as cursor:
        return major, dumped(target, cursor, parameters(), major)


def dumped(target: Path, cursor: Any, database: dict[str, Any], major: int) -> dict[str, Rows]:
    """Within a transaction of its own, by programs of that version."""
    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    cursor.execute("SELECT pg_export_snapshot()")
    (snapshot,) = cursor.fetchone()
    arguments = ("--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}")
    run("pg_dump", *arguments, f"--file={target}", database=database, major=major)
    run("pg_restore", "--list", f"--file={os.devnull}", target, database={}, major=major)  # readable
    return rows(cursor)


def rows(cursor: Any) -> dict[str, Rows]:
    """What stands in each table, by its name."""
    cursor.execute("SET LOCAL TimeZone = 'UTC'")
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1")
    found = {}
    for (name,) in cursor.fetchall():
        cursor.execute(sql.SQL(SUM).format(sql.Identifier(name)))
        found[name] = Rows(*cursor.fetchone())
    return found


def restore(source: Path, database: dict[str, Any], major: int) -> None:
    """Into an empty database: all of it or nothing."""
    arguments = ("--single-transaction", "--no-owner", "--no-privileges")
    run("pg_restore", *arguments, f"--dbname={database['dbname']}", source, database=database, major=major)


def differing(database: dict[str, Any], expected: dict[str, Rows]) -> list[str]:
    """Tables in which something else stands than is said."""
    with psycopg.connect(**database) as other, other.cursor() as cursor:
        found = rows(cursor)
    return sorted(name for name in expected | found if expected.get(name) != found.get(name))


def is_empty() -> bool:
    return not connection.introspection.table_names()


@contextmanager
def scratch() -> Iterator[dict[str, Any]]:
    """A database beside the site's own, gone afterwards; what an earlier one left is cleared away."""
    own = parameters()
    name = sql.Identifier(f"{own['dbname']}_drill")
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name)
    with psycopg.connect(**own, autocommit=True) as server:
        try:
            server.execute(drop)
            server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(name))
        except psycopg.errors.InsufficientPrivilege as error:
            raise BackupError(
                f"数据库用户 {own.get('user')} 不能新建演练用的数据库：ALTER ROLE … CREATEDB"
            ) from error
        try:
            yield {**own, "dbname": f"{own['dbname']}_drill"}
        finally:
            server.execute(drop)
