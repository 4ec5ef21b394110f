"""A batch handed to a process of its own, which outlives the request: its rows say how far it is.

A queue can take this place: whatever calls `working.work_off` does.
"""

import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from disclosures.desk.bulk.models import Batch


def start(batch: Batch) -> None:
    """Returns at once. Two for one batch do no harm: the second finds the first at work and ends."""
    Batch.objects.filter(pk=batch.pk).update(called_at=timezone.now())
    run("--batch", str(batch.pk))


def undo(batch: Batch, by: str) -> None:
    """Returns at once, too."""
    run("--undo", str(batch.pk), f"--by={by}")  # a name may begin with -


def run(*words: str) -> None:
    log: Path = settings.IMPORTS_ROOT / "imports.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "importworkbooks", *words]
    with log.open("ab") as lines:
        subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=lines, stderr=lines, start_new_session=True
        )
