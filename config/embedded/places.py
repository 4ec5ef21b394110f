"""Where the server keeps its data and its socket, given the folder that the settings name."""

import hashlib
import tempfile
from pathlib import Path

from config.embedded.account import can_reach, hand_over, owner_id
from config.embedded.errors import EmbeddedPostgresError

SOCKET_NAME = ".s.PGSQL.5432"
LONGEST_SOCKET_PATH = 100  # the kernel allows 107 bytes on Linux, 103 on macOS
OPEN_PLACE = Path("/var/lib")


def home_for(folder: Path) -> Path:
    """The folder itself, or for root one that `nobody` can reach when the checkout is closed to others."""
    folder = private_folder(folder.absolute())
    if can_reach(folder):
        return folder
    return private_folder(OPEN_PLACE / f"juesuan-portal-{name_of(folder)}")


def socket_folder(home: Path) -> Path:
    """The home, or a short folder when the socket's path would be too long for the kernel."""
    if len(bytes(home / SOCKET_NAME)) <= LONGEST_SOCKET_PATH:
        return home
    return private_folder(Path(tempfile.gettempdir()) / f"juesuan-portal-{name_of(home)}")


def private_folder(path: Path) -> Path:
    """Made with mode 0700 for PostgreSQL's user; never one that belongs to somebody else."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.mkdir(mode=0o700, exist_ok=True)
        hand_over(path)
    elif not any(path.iterdir()):
        hand_over(path)
    state = path.stat(follow_symlinks=False)
    if state.st_uid != owner_id() or state.st_mode & 0o077:
        raise EmbeddedPostgresError(
            f"{path} belongs to another user or is open to others. "
            "Use one user for a checkout (root counts as one), or remove that folder."
        )
    return path


def name_of(path: Path) -> str:
    return hashlib.sha256(bytes(path)).hexdigest()[:12]
