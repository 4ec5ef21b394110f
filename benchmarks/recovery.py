"""`python -m benchmarks.recovery [--publications 200,1000] [--write]`: backed up, all lost, restored.

A site with the samples, people with telephones, a made-up province, a witnessed log, orders that wait and an
upload. For each size a plain and an encrypted backup; then its PostgreSQL, folders and keys are deleted, made
anew, restored and compared. At last the backup is damaged in every way, and the drill must say so. Exit 1
where anything is wrong.
"""

import argparse
import os
import re
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import django
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from benchmarks.house import House
from disclosures.publiclog import notes

WITNESS = ("audit.example/witness", Ed25519PrivateKey.from_private_bytes(bytes([7]) * 32))
HOUSE = House()
os.environ |= {
    "PUBLIC_FILES": str(HOUSE.folder / "public"),
    "LOG_WITNESSES": str(notes.public_key(*WITNESS, notes.WITNESS)),
}
django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.core.files.base import ContentFile  # noqa: E402
from django.core.files.storage import storages  # noqa: E402
from django.core.management import CommandError, call_command  # noqa: E402
from django.db import connection, connections, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django_otp.oath import totp  # noqa: E402
from django_otp.plugins.otp_totp.models import TOTPDevice  # noqa: E402

from accounts.models import Membership, Unit  # noqa: E402
from benchmarks import sections  # noqa: E402
from config.backup import database, sets, writing  # noqa: E402
from config.embedded.server import Server  # noqa: E402
from disclosures import logbook, witnessing  # noqa: E402
from disclosures.models import Publication, PublishOrder  # noqa: E402
from tests.disclosures.together import approved  # noqa: E402

PASSWORD, WAITING = "一句很长的话 2026", 2
YEARS = 5
"""Of a unit in the province: so many publications."""
PEOPLE = [role.value for role in Membership.Role]
SEALED, PLAIN = HOUSE.folder / "sealed", HOUSE.folder / "plain"
IDENTITY = HOUSE.folder / "identity"
OTHER = HOUSE.folder / "another-identity"
LOG_KEY = "log-key.pem"
LOST = ("postgres", "publications", "imports", "public", LOG_KEY)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--publications", default="200,1000", help="sizes, growing")
    asked.add_argument("--write", action="store_true", help="into docs/measurements.md")
    given = asked.parse_args()
    rows, wrong = [HEADS], list[str]()
    try:
        begin()
        public = quietly("backupkey", IDENTITY).strip().partition("=")[2]
        for number, size in enumerate(map(int, given.publications.split(",")), 1):
            grow(size, seed=number)
            for root, recipient, options in ((PLAIN, "", {}), (SEALED, public, {"identity": IDENTITY})):
                row, found = lose_and_restore(root, recipient, options)
                rows.append(row)
                wrong += found
        wrong += open_orders_are_made()
        damages = [["damage", "what the drill says"], *damaged()]
    finally:
        HOUSE.close()
    wrong += [f"not refused: {damage}" for damage, said in damages[1:] if not said]
    command = f"benchmarks.recovery --publications {given.publications} --write"
    text = "\n\n".join(
        [sections.about(command), sections.markdown(rows), outcome(wrong), sections.markdown(damages)]
    )
    print(text)
    if given.write:
        sections.write("benchmarks.recovery", "Backup, loss, restore", text)
    sys.exit(bool(wrong))


HEADS = [
    "",
    "rows",
    "files",
    "database",
    "stored",
    "backup",
    "first",
    "next",
    "restored",
    "verified",
    "laid out",
    "drill",
]


def begin() -> None:
    """What a site has besides many publications."""
    quietly("migrate", verbosity=0)
    quietly("loadsample")
    for role in Membership.Role:
        person = User.objects.create_user(role.value, password=PASSWORD, is_staff=True)
        Membership.objects.create(user=person, unit=Unit.objects.get(code="liaoyuan"), role=role)
        TOTPDevice.objects.create(user=person, name="手机", confirmed=True)
    User.objects.create_superuser("公开人")
    approved(WAITING)
    quietly("publish", all_approved=True, year=2024, disclosed=date(2025, 9, 26), by="公开人")
    storages["imports"].save("某局.xlsx", ContentFile(b"workbook"))


def grow(publications: int, seed: int) -> None:
    """To about so many; the log's last checkpoint is witnessed."""
    missing = publications - Publication.objects.count()
    quietly("makeprovince", units=max(1, missing // YEARS), years=YEARS, seed=seed)
    note = notes.read(logbook.read("checkpoint").decode())
    witnessing.take(
        str(
            notes.Note(
                note.text, (*note.signatures, notes.cosigned(note.text, *WITNESS, time=int(time.time())))
            )
        )
    )


def lose_and_restore(root: Path, recipient: str, options: dict[str, Path]) -> tuple[list[str], list[str]]:
    """A line of the table, and what was not as before."""
    first = seconds(lambda: quietly("backup", root, recipient=recipient))
    following = seconds(lambda: quietly("backup", root, recipient=recipient))
    before = state()
    lose(keeping_key=not recipient)
    restored = seconds(lambda: quietly("restore", root, **options))
    found = list(differing(before, state()))
    quietly("migrate", verbosity=0)
    verified = seconds(lambda: quietly("verifypublications"))
    laid = seconds(lambda: quietly("layout"))
    drill = seconds(lambda: quietly("restoredrill", root, **options))
    found += [f"{name} cannot log in" for name in Membership.Role.values if not logs_in(name)]
    manifest = sets.newest(root).manifest()
    times = (first, following, restored, verified, laid, drill)
    row = [
        f"{Publication.objects.count():,} publications, {'encrypted' if recipient else 'plain'}",
        f"{sum(each.count for each in manifest.tables.values()):,}",
        f"{len(manifest.files):,}",
        megabytes(size_of_database()),
        megabytes(sum(each.size for each in manifest.files)),
        megabytes(sum(path.stat().st_size for path in root.rglob("*") if path.is_file())),
        *(f"{each:.1f} s" for each in times),
    ]
    return row, found


def state() -> tuple[dict[str, sets.Rows], dict[str, str]]:
    """What stands in each table, and the hash of every file that was kept."""
    with transaction.atomic(), connection.cursor() as cursor:
        rows = database.rows(cursor)
    kept = [writing.Source(name, HOUSE.folder / name) for name in ("publications", "imports", LOG_KEY)]
    return rows, {name: writing.digest(path) for name, path in writing.found(kept)}


def differing(before: tuple[dict[str, Any], ...], after: tuple[dict[str, Any], ...]) -> Iterator[str]:
    for was, now in zip(before, after, strict=True):
        yield from (f"{name} differs" for name in sorted(was | now) if was.get(name) != now.get(name))
    yield from logbook.verify()
    if witnessing.witnessed() is None:
        yield "the witness's signature is lost"


def lose(*, keeping_key: bool) -> None:
    """All but the backups; the log's key is elsewhere, too, where the backup has none."""
    key = (HOUSE.folder / LOG_KEY).read_bytes()
    connections.close_all()
    HOUSE.server.stop()
    for name in LOST:
        path = HOUSE.folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    HOUSE.server = Server(HOUSE.server.folder)
    HOUSE.server.start()
    if keeping_key:
        (HOUSE.folder / LOG_KEY).write_bytes(key)


def logs_in(name: str) -> bool:
    """With the password and the telephone of before; not with another password."""
    device, page = TOTPDevice.objects.get(user__username=name), Client(HTTP_HOST="127.0.0.1")
    sent = {"username": name, "password": PASSWORD, "code": f"{totp(device.bin_key):06d}"}
    wrong = page.post("/desk/login/", sent | {"password": "another"})
    return wrong.status_code == 200 and page.post("/desk/login/", sent).status_code == 302


def open_orders_are_made() -> list[str]:
    """What waited when the backup was written is published after the restore."""
    HOUSE.keep_at_work(1)
    until = time.monotonic() + 120
    while PublishOrder.objects.exclude(state="done").exists() and time.monotonic() < until:
        time.sleep(0.5)
    HOUSE.dismiss()
    left = PublishOrder.objects.exclude(state="done").count()
    return [f"{left} orders were not made"] if left else []


def damaged() -> Iterator[list[str]]:
    """Each damage, and what the drill says; the backup is mended afterwards."""
    for root, options in ((PLAIN, {}), (SEALED, {"identity": IDENTITY})):
        newest = sets.newest(root)
        manifest = newest.manifest()
        file = max(manifest.files, key=lambda each: each.size)
        kept = sets.place(root, file.sha256, sealed=manifest.sealed)
        kind = "encrypted" if manifest.sealed else "plain"
        for what, path in (
            ("file", kept),
            ("dump", newest.dump(manifest)),
            ("list", newest.folder / sets.MANIFEST),
        ):
            for how, damage in DAMAGES.items():
                yield [f"{kind}: {what} {how}", refused(root, options, path, damage)]
    quietly("backupkey", OTHER)
    yield ["encrypted: another key", refused(SEALED, {"identity": OTHER})]
    yield ["encrypted: no key", refused(SEALED, {})]


def flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


DAMAGES: dict[str, Callable[[bytes], bytes | None]] = {
    "with a byte changed": flipped,
    "cut short": lambda content: content[: len(content) // 2],
    "missing": lambda content: None,
}


def refused(root: Path, options: dict[str, Path], path: Path | None = None, damage: Any = None) -> str:
    """What the drill says; nothing where it passes."""
    content = path.read_bytes() if path else b""
    if path:
        left = damage(content)
        path.unlink() if left is None else path.write_bytes(left)
    try:
        quietly("restoredrill", root, **options)
    except CommandError as refusal:
        said = str(refusal).replace(str(HOUSE.folder), "…").partition("\n")[0]
        return re.sub(r"(\w{8})\w{56}", r"\1…", said)
    finally:
        if path:
            path.write_bytes(content)
    return ""


def outcome(wrong: list[str]) -> str:
    if wrong:
        return "**Wrong**: " + "; ".join(wrong) + "."
    return (
        "After each loss every table, every file's hash and the witnessed log were as before, everybody's "
        "password and telephone opened the desk, and the orders that waited were made."
    )


def quietly(*words: Any, **options: Any) -> str:
    """What the command says."""
    out = StringIO()
    call_command(*words, **options, stdout=out, stderr=StringIO())
    return out.getvalue()


def seconds(act: Callable[[], Any]) -> float:
    begun = time.monotonic()
    act()
    return time.monotonic() - begun


def size_of_database() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def megabytes(size: int) -> str:
    return f"{size / 2**20:.0f} MB"


if __name__ == "__main__":
    main()
