"""The system user that PostgreSQL runs as. It refuses to run as root, so root hands it to `nobody`."""

import os
import pwd
import subprocess
from pathlib import Path
from typing import Any

AS_ROOT = os.geteuid() == 0


def process_owner() -> dict[str, Any]:
    """Arguments for subprocess that start a program as PostgreSQL's user."""
    if not AS_ROOT:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def hand_over(path: Path) -> None:
    if AS_ROOT:
        nobody = pwd.getpwnam("nobody")
        os.chown(path, nobody.pw_uid, nobody.pw_gid)


def owner_id() -> int:
    return pwd.getpwnam("nobody").pw_uid if AS_ROOT else os.geteuid()


def can_reach(path: Path) -> bool:
    """May PostgreSQL's user pass through every folder down to this one?"""
    if not AS_ROOT:
        return os.access(path, os.X_OK)
    command = ["/usr/bin/env", "test", "-x", str(path)]
    return subprocess.run(command, cwd="/", check=False, **process_owner()).returncode == 0
