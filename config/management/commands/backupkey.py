"""`manage.py backupkey FILE`: a pair of keys for encrypted backups."""

import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.backup import sealing


class Command(BaseCommand):
    help = "生成加密备份用的一对密钥：私钥写到 FILE（移到别处保管，恢复时才用），公钥设为 BACKUP_RECIPIENT"
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options: Any) -> None:
        secret, public = sealing.new_identity()
        try:
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as error:
            raise CommandError(f"{file} 没有写成：{error.strerror}") from error
        with os.fdopen(descriptor, "w") as opened:
            opened.write(f"# public key: {public}\n{secret}\n")
        self.stdout.write(f"BACKUP_RECIPIENT={public}")
        self.stderr.write(f"私钥在 {file}：移到站点以外的地方，至少两处。没有它，加密的备份谁也打不开")
