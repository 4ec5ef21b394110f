"""All that was published, checked again: stored files against manifests, manifests against the log, the log.

One version, or one shelf of the store, is in memory at a time, and of a file one piece.
"""

import hashlib
from collections.abc import Callable, Iterator
from datetime import timedelta

from django.utils import timezone

from disclosures import archive, logbook, logkey
from disclosures.models import FileHashes, LogEntry, Publication
from disclosures.publiclog import places, proofs
from disclosures.publiclog.entries import entry_of
from disclosures.publiclog.manifests import FileEntry
from disclosures.publiclog.notes import BadNote
from disclosures.publiclog.tree import NotProven

Tell = Callable[[int, int], None]
"""How many versions and shelves are done, of how many."""
SHELVES = [f"{number:02x}" for number in range(256)]
"""Folders of the store, by the beginning of the hash."""
RECENT = timedelta(hours=1)
"""Files as young as this may be those of a version that is being made."""
CHUNK = 1 << 20
RESTORE = "从备份取回同名文件"


def faults(tell: Tell = lambda done, whole: None) -> Iterator[str]:
    """What does not agree, and what to do about it; empty where everything does."""
    public = Publication.objects.public().select_related("corrects__withdrawal").order_by("pk")
    count = public.count()
    whole, done = count + len(SHELVES), 0
    for publication in public.iterator(200):
        for name, entry in publication.files.items():
            yield from file_faults(f"{publication}的 {name}", entry)
        tell(done := done + 1, whole)
    for shelf in SHELVES:
        yield from strangers(shelf)
        tell(done := done + 1, whole)
    yield from log_faults()


def file_faults(name: str, entry: FileEntry) -> Iterator[str]:
    """A stored file against what its manifest says of it."""
    path = archive.path_of(entry["sha256"])
    try:
        size, sha256, sm3 = reckoned(path)
    except FileNotFoundError:
        yield f"{name} 不见了（{path}）：{RESTORE}"
        return
    if size < entry["size"]:
        yield f"{name} 被截断，应有 {entry['size']} 字节，只有 {size}（{path}）：{RESTORE}"
    elif sha256 != entry["sha256"]:
        yield f"{name} 变了（{path}）：{RESTORE}"
    elif sm3 and entry.get("sm3", sm3) != sm3:
        yield f"{name} 的 SM3 与清单不同，SHA-256 相同：清单有误，请保留数据库的备份并查明原因"
    packed = archive.packed_path_of(entry["sha256"])
    if archive.files().exists(packed) and archive.packed(entry["sha256"]) is None:
        yield f"{name} 的压缩副本坏了（{packed}）：删去即可，再执行 manage.py layout"


def reckoned(path: str) -> tuple[int, str, str]:
    """Size, SHA-256 and SM3 of a stored file; no SM3 where OpenSSL has none."""
    made = [hashlib.sha256(), *([hashlib.new("sm3")] if "sm3" in hashlib.algorithms_available else [])]
    size = 0
    with archive.files().open(path) as file:
        for chunk in file.chunks(CHUNK):
            size += len(chunk)
            for each in made:
                each.update(chunk)
    hashes = [each.hexdigest() for each in made]
    return size, hashes[0], "".join(hashes[1:])


def strangers(shelf: str) -> Iterator[str]:
    """Stored files that no public version has."""
    try:
        _, names = archive.files().listdir(shelf)
    except FileNotFoundError:
        return
    known = known_of({name.removesuffix(".gz") for name in names})
    for name in sorted(names):
        if name.removesuffix(".gz") not in known and is_old(f"{shelf}/{name}"):
            yield (
                f"多了文件 {shelf}/{name}：没有公开的版本用到它。"
                "撤回留下的，执行 manage.py withdraw --finish；没有做成的版本留下的，删去"
            )


def known_of(hashes: set[str]) -> set[str]:
    """Those that a public version has."""
    versions = Publication.objects.public().alias(hashes=FileHashes("manifest"))
    found = versions.filter(hashes__has_any_keys=sorted(hashes)).select_related("corrects__withdrawal")
    return {entry["sha256"] for each in found.iterator(200) for entry in each.files.values()} & hashes


def is_old(path: str) -> bool:
    try:
        return archive.files().get_modified_time(path) < timezone.now() - RECENT
    except FileNotFoundError:  # it was being written
        return False


def log_faults() -> Iterator[str]:
    """The log made again from its lines, and the proof of each version."""
    for fault in logbook.verify():
        yield f"公开日志：{fault}。从备份取回数据库和公开日志的文件，查明是谁改的"
    _, size = logbook.size_sealed()
    key = logkey.public()
    for line in LogEntry.objects.filter(index__lt=size).order_by("index").iterator(1000):
        content = bytes(line.content)
        entry = entry_of(content)
        place = places.proof(entry.code, "withdrawal" if entry.kind == "withdrawal" else "publication")
        try:
            proofs.check(proofs.read(logbook.read(place).decode()), content, key)
        except FileNotFoundError:
            yield f"公开日志第 {line.index} 条的证明不见了（{places.FOLDER}/{place}）：{RESTORE}"
        except (BadNote, NotProven, UnicodeDecodeError):
            yield f"公开日志第 {line.index} 条的证明坏了（{places.FOLDER}/{place}）：{RESTORE}"
    without = Publication.objects.filter(log_entries=None).count()
    if without or LogEntry.objects.count() > size:
        yield "有公开的版本还没有记入公开日志或没有签名：执行 manage.py publiclog seal"
