"""Co-signatures of outside witnesses on checkpoints: taken in from trusted ones, served with the checkpoint.

A witness runs /log/witness.py (docs/verification.md); its key is in LOG_WITNESSES.
"""

from collections.abc import Iterator

from django.conf import settings
from django.db import transaction

from disclosures import logbook, logkey
from disclosures.publiclog import notes, places
from disclosures.publiclog.checkpoints import Checkpoint, checkpoint_of
from disclosures.publiclog.notes import BadNote, Key, Note


class NotTaken(Exception):
    """What somebody sent is no co-signature of ours to serve; the message says why."""


def trusted() -> list[Key]:
    """The witnesses' public keys; BadNote where the setting is none of a witness."""
    found = [notes.key_of(line) for line in settings.LOG_WITNESSES]
    for key in found:
        if key.kind != notes.WITNESS:
            raise BadNote(f"not the key of a witness: {key}")
    return found


@transaction.atomic
def take(content: str) -> tuple[Checkpoint, list[Key]]:
    """Serve the co-signatures on a checkpoint of ours; the checkpoint, and who has signed it here.

    NotTaken where it is not our checkpoint, no trusted witness signed it, or a signature is false.
    """
    logbook.take_turns(logbook.SEALING)
    try:
        given = notes.read(content)
        found = checkpoint_of(given)
        signers = notes.check(given, trusted())
    except BadNote as problem:
        raise NotTaken(f"不能收下：{problem}") from problem
    if not signers:
        raise NotTaken("没有受信任的见证者的签名；见证者的公钥写在 LOG_WITNESSES 里")
    ours = kept(found.size)
    if ours.text != given.text:
        raise NotTaken(f"见证的是另一个 {found.size} 条的日志，与本日志不同：请先查明")
    note = joined(ours, given, signers)
    logbook.keep(places.checkpoint(found.size), str(note).encode())
    if latest(places.CHECKPOINT).text == note.text:
        logbook.keep(places.CHECKPOINT, str(note).encode())
    before = witnessed()
    if before is None or checkpoint_of(before).size <= found.size:
        logbook.keep(places.WITNESSED, str(note).encode())
    return found, list(dict.fromkeys(signers))


def kept(size: int) -> Note:
    try:
        return latest(places.checkpoint(size))
    except FileNotFoundError:
        raise NotTaken(f"本日志没有签过 {size} 条的 checkpoint") from None


def latest(path: str) -> Note:
    return notes.read(logbook.read(path).decode())


def witnessed() -> Note | None:
    try:
        return latest(places.WITNESSED)
    except FileNotFoundError:
        return None


def joined(ours: Note, given: Note, signers: list[Key]) -> Note:
    """Our note with the signers' lines; what a signer had there before gives way."""
    ids = {(key.name, key.id) for key in signers}
    lines = {each.key: each for each in (*ours.signatures, *given.signatures) if each.key in ids}
    stay = [each for each in ours.signatures if each.key not in ids]
    return Note(ours.text, (*stay, *lines.values()))


def faults() -> Iterator[str]:
    """What does not agree of the newest checkpoint that witnesses have signed."""
    try:
        note = witnessed()
        if note is None:
            return
        found = checkpoint_of(note)
        if not notes.check(note, [logkey.public()]) or not notes.check(note, trusted()):
            yield f"见证过的 checkpoint（{found.size} 条）没有受信任的签名（LOG_WITNESSES）"
    except ValueError as problem:
        yield f"见证过的 checkpoint 不对：{problem}"
        return
    if not logbook.holds(found):
        yield f"见证过的前 {found.size} 条与公开日志不一致"
