"""Where the files of publications lie on disk: each appears whole or not at all."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage


class WholeFileStorage(FileSystemStorage):
    """Writes beside, flushes to disk, then renames: a killed process leaves nothing under the name.

    A name stands for its content (SHA-256), so writing it again replaces like with like.
    """

    flushes = True
    """See `archive.unflushed`."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name

    def _save(self, name: str, content: "File[bytes]") -> str:
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, prefix=".unfinished-", delete=False) as beside:
            try:
                for chunk in content.chunks():
                    beside.write(chunk)
                beside.flush()
                if self.flushes:
                    os.fsync(beside.fileno())
                os.chmod(beside.name, 0o644)
                os.replace(beside.name, path)
            except BaseException:
                os.unlink(beside.name)
                raise
        return name
