"""The folder of a user's printing workers: sockets, logs and the lock. Nobody else may enter it."""

import hashlib
import os
import stat
import tempfile
from pathlib import Path

from disclosures.press.failures import PrintFailed
from disclosures.press.fingerprint import NAME_LENGTH

LONGEST_SOCKET_PATH = 100
"""The kernel allows 107 bytes."""


def home_for(folder: Path) -> Path:
    """The folder with the user's number; one in the temporary folder where that cannot be, or is too long."""
    user = os.geteuid()
    near = folder.absolute().with_name(f"{folder.name}-{user}")
    if len(bytes(near)) + NAME_LENGTH + len("/.socket") <= LONGEST_SOCKET_PATH and made(near):
        return private(near)
    digest = hashlib.sha256(bytes(folder.absolute())).hexdigest()[:12]
    far = Path(tempfile.gettempdir()) / f"juesuan-portal-printing-{user}-{digest}"
    if not made(far):
        raise PrintFailed(f"打印服务没有启动：不能建立文件夹 {far}")
    return private(far)


def made(path: Path) -> bool:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.mkdir(mode=0o700, exist_ok=True)
    except OSError:
        return False
    return os.access(path, os.W_OK | os.X_OK)


def private(path: Path) -> Path:
    """What comes through the socket is trusted, so the folder must be ours alone."""
    state = path.stat(follow_symlinks=False)
    if not stat.S_ISDIR(state.st_mode) or state.st_uid != os.geteuid() or state.st_mode & 0o077:
        raise PrintFailed(f"打印服务没有启动：文件夹 {path} 属于别人，或者对别人开放；请删除")
    return path
