"""The public log as it is kept: a line for each version in the database, and its tree as files beside them.

A line is added in the transaction that publishes. The files are made from the lines afterwards, by `seal`,
which may be done again at any time and by any process: they are complete once the checkpoint is there. Who
holds an older checkpoint can prove that a line was changed or taken out, also by us.
"""

import logging
from collections.abc import Iterator
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import connection, transaction

from disclosures import archive, logkey
from disclosures.models import LogEntry, Publication
from disclosures.publiclog import notes, places, tree
from disclosures.publiclog.checkpoints import Checkpoint, checkpoint_of
from disclosures.publiclog.entries import Entry, Kind, digest, entry_of
from disclosures.publiclog.proofs import Proof
from disclosures.publiclog.tiles import WIDTH, Tiled, bundle, grown

log = logging.getLogger(__name__)

APPENDING, SEALING = 20260901, 20260902
"""Numbers of two advisory locks: one adds a line at a time, one makes the files at a time."""


class LogBroken(Exception):
    """The lines, the files and the last checkpoint do not agree: nothing is signed."""


def catch_up() -> int:
    """Add a line for each version that has none, in the order in which they were published; how many."""
    with transaction.atomic():
        missing = Publication.objects.filter(log_entries=None).select_related("unit").order_by("pk")
        for publication in missing:
            append(publication, kind_of(publication), publication.published_at)
        return len(missing)


def kind_of(publication: Publication) -> Kind:
    return "correction" if publication.corrects_id else "publication"


def append(publication: Publication, kind: Kind, at: datetime) -> LogEntry:
    """Add a line, within the transaction of what it tells; its files follow when that is done."""
    added = line(publication, kind, at, next_index())
    added.save(force_insert=True)
    transaction.on_commit(seal_later, robust=True)
    return added


def next_index() -> int:
    """Where the next line goes. Until the end of the transaction nobody else adds one."""
    take_turns(APPENDING)
    last = LogEntry.objects.order_by("-index").values_list("index", flat=True).first()
    return 0 if last is None else last + 1


def line(publication: Publication, kind: Kind, at: datetime, index: int) -> LogEntry:
    entry = Entry(
        kind=kind,
        unit=publication.unit.code,
        year=publication.year,
        number=publication.number,
        code=publication.code,
        manifest=digest(archive.manifest_of(publication)),
        at=at,
    )
    return LogEntry(index=index, publication=publication, content=bytes(entry))


def seal_later() -> None:
    """What cannot be sealed now is with the next line, or by `manage.py publiclog seal`."""
    try:
        seal()
    except Exception:
        log.exception("the public log was not sealed")


@transaction.atomic
def seal() -> Checkpoint | None:
    """Make the files of all lines and sign the tree; None where there is no line yet.

    LogBroken where what was signed before is not the beginning of it.
    """
    take_turns(SEALING)
    size = LogEntry.objects.count()
    signed, before = size_sealed()
    if size in (0, before):
        return signed
    if size < before:
        raise LogBroken(f"{before} lines were signed, and {size} are there")
    name, key = logkey.name(), logkey.private()
    for tile, content in grown(size, before, leaves, read):
        keep(tile.path, content)
        if tile.level == 0:
            keep(tile.entries_path, bundle(contents(tile.index * WIDTH, tile.index * WIDTH + tile.width)))
    hashes = Tiled(size, read)
    if signed and tree.root(hashes, before) != signed.root:
        raise LogBroken(f"the first {before} lines are not those that were signed")
    made = Checkpoint(name, size, tree.root(hashes, size))
    note = notes.Note(made.text, (notes.signed(made.text, name, key),))
    keep_proofs(hashes, before, size, note)
    keep(places.KEY, f"{logkey.public()}\n".encode())
    keep(places.checkpoint(size), str(note).encode())
    keep(places.CHECKPOINT, str(note).encode())
    return made


def keep_proofs(hashes: Tiled, since: int, size: int, note: notes.Note) -> None:
    for index, content in enumerate(contents(since, size), since):
        entry, path = entry_of(content), tuple(tree.inclusion(hashes, index, size))
        place = places.proof(entry.code, "withdrawal" if entry.kind == "withdrawal" else "publication")
        keep(place, str(Proof(index, path, note, content)).encode())


def size_sealed() -> tuple[Checkpoint | None, int]:
    """The last checkpoint, its signature checked, and how many lines it holds."""
    try:
        note = notes.read(read(places.CHECKPOINT).decode())
    except FileNotFoundError:
        return None, 0
    if not notes.check(note, [logkey.public()]):
        raise LogBroken("the last checkpoint is not signed by this key")
    found = checkpoint_of(note)
    return found, found.size


def is_signed() -> bool:
    """By whatever key."""
    try:
        return bool(read(places.CHECKPOINT))
    except FileNotFoundError:
        return False


def contents(start: int, end: int) -> list[bytes]:
    """The lines from one to before another, in order; LogBroken where one is missing."""
    rows = LogEntry.objects.filter(index__gte=start, index__lt=end).order_by("index")
    found = [bytes(content) for content in rows.values_list("content", flat=True)]
    if len(found) != end - start:
        raise LogBroken(f"of the lines from {start} to {end}, {len(found)} are there")
    return found


def leaves(start: int, end: int) -> list[bytes]:
    return [tree.leaf(content) for content in contents(start, end)]


def read(path: str) -> bytes:
    """A file of the log."""
    return archive.read(f"{places.FOLDER}/{path}")


def keep(path: str, content: bytes) -> None:
    archive.files().save(f"{places.FOLDER}/{path}", ContentFile(content))


def take_turns(lock: int) -> None:
    """Until the end of the transaction nobody else does this."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock])


def holds(found: Checkpoint) -> bool:
    """Whether the log, by its files, still begins with what a checkpoint says."""
    _, size = size_sealed()
    return found.size <= size and tree.root(Tiled(size, read), found.size) == found.root


def verify() -> list[str]:
    """All of it made again from the lines and compared: what does not agree, empty when everything does."""
    return list(faults())


def faults() -> Iterator[str]:
    signed, size = size_sealed()
    lines = LogEntry.objects.order_by("index").select_related("publication__unit")
    hashes, withdrawn = [], set()
    for index, line in enumerate(lines.iterator(1000)):
        content = bytes(line.content)
        entry = entry_of(content)
        hashes.append(tree.leaf(content))
        if line.index != index:
            yield f"公开日志缺少第 {index} 条"
            return
        if entry.kind == "withdrawal":
            withdrawn.add(line.publication)
        if entry.manifest != digest(archive.manifest_of(line.publication)):
            yield f"第 {index} 条记的文件清单与{line.publication}的不同"
    for publication in withdrawn.symmetric_difference(Publication.objects.exclude(withdrawal=None)):
        yield f"{publication}：是否撤回与公开日志记的不同"
    if len(hashes) < size:
        yield f"签过 {size} 条，只剩 {len(hashes)} 条"
        return
    memory = tree.InMemory(hashes)
    if signed and tree.root(memory, size) != signed.root:
        yield f"前 {size} 条与签过的 checkpoint 不一致"
    for tile, content in grown(size, 0, lambda start, end: hashes[start:end], read):
        yield from differs(tile.path, content)
        if tile.level == 0:
            first = tile.index * WIDTH
            yield from differs(tile.entries_path, bundle(contents(first, first + tile.width)))


def differs(path: str, content: bytes) -> Iterator[str]:
    try:
        if read(path) != content:
            yield f"{path} 与公开日志不一致"
    except FileNotFoundError:
        yield f"{path} 不见了"
