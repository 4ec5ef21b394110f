"""What of this site belongs in a backup."""

from pathlib import Path

from django.conf import settings
from django.core.files.storage import storages

from config.backup import BackupError
from config.backup.writing import Source

STORED = ("publications", "imports")


def folders() -> dict[str, Path]:
    """Where files are stored. BackupError where that is no folder: an object store has backups of its own."""
    try:
        return {name: Path(storages[name].path("")) for name in STORED}
    except NotImplementedError:
        raise BackupError("文件不在文件夹里：请用存储自己的备份，数据库用 pg_dump") from None


SECRETS = ("LOG_KEY_FILE", "SIGNING_KEY_FILE", "SIGNING_CERT_FILE", "SIGNING_KEYS_FOLDER")
"""Settings that name keys which nobody can make again; in an encrypted backup only."""


def secrets() -> dict[str, Path]:
    """Where they are to be, by their setting."""
    named = {name: getattr(settings, name) for name in SECRETS}
    return {name: path for name, path in named.items() if path}


def sources(*, with_secrets: bool) -> list[Source]:
    kept = folders() | (secrets() if with_secrets else {})
    return [Source(name, place) for name, place in kept.items()]
