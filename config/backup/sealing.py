"""Encryption of backups by age (age-encryption.org): the site holds the public key alone, and whoever takes
the folder away reads nothing. The `age` program opens the files, too.
"""

from pathlib import Path

import pyrage
from pyrage.x25519 import Identity, Recipient

from config.backup import BackupError


def new_identity() -> tuple[str, str]:
    """The secret key and the public one."""
    made = Identity.generate()
    return str(made), str(made.to_public())


def recipient(text: str) -> Recipient:
    try:
        return Recipient.from_str(text.strip())
    except pyrage.RecipientError as error:
        raise BackupError("备份公钥应以 age1 开头：manage.py backupkey 生成一对") from error


def identity(file: Path) -> Identity:
    """Of a file that holds it in a line of its own, as the age program writes it."""
    try:
        lines = [line.strip() for line in file.read_text().splitlines()]
        return Identity.from_str(next(line for line in lines if line and not line.startswith("#")))
    except OSError as error:
        raise BackupError(f"私钥文件 {file} 打不开：{error.strerror}") from error
    except (StopIteration, pyrage.IdentityError) as error:
        raise BackupError(f"{file} 里没有 AGE-SECRET-KEY-… 私钥") from error


def seal(source: Path, target: Path, to: Recipient) -> None:
    pyrage.encrypt_file(str(source), str(target), [to])


def unseal(source: Path, target: Path, by: Identity) -> None:
    try:
        pyrage.decrypt_file(str(source), str(target), [by])
    except (pyrage.DecryptError, OSError) as error:
        if "os error" in str(error):  # the disk's, not the file's
            raise
        raise BackupError(f"{source} 解不开：私钥不对，或者文件坏了") from error
