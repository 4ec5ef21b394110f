"""The key that signs the public log, and the name it signs by (docs/publiclog.md).

The key is in a file of its own, readable by the portal alone. The demo makes one by itself, and its log is
called demo.
"""

from contextlib import suppress
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings

from disclosures import keyfile
from disclosures.publiclog import notes
from disclosures.publiclog.notes import Key


class NoKey(Exception):
    """There is no key to sign with, or its file cannot be used; the message says what to do."""


def name() -> str:
    """Which log this is: an address without its scheme. It never changes while the log lives."""
    return str(settings.LOG_NAME)


def public() -> Key:
    """What a reader checks the log with."""
    return notes.public_key(name(), private())


def private() -> Ed25519PrivateKey:
    path = Path(settings.LOG_KEY_FILE)
    if not path.exists() and settings.DEBUG:
        with suppress(FileExistsError):  # another process was quicker
            make(path)
    try:
        key = load_pem_private_key(path.read_bytes(), None)
    except (OSError, ValueError, TypeError) as problem:
        raise NoKey(f"公开日志的签名密钥 {path} 不能读取（{problem}）。请检查 LOG_KEY_FILE") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise NoKey(f"公开日志的签名密钥 {path} 不是 Ed25519 密钥。请用 manage.py publiclog makekey 生成")
    return key


def make(path: Path) -> None:
    """Make a key. FileExistsError where there is one: with another key the log would be another log."""
    content = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    keyfile.write_once(path, content)
